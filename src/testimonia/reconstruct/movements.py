"""Read movements from what people said: who left where, over which places, to which place.

Why from the words and not from pairs of places: "the drivers assembled in Tabqa ... then came Shanine" names the stops of a
journey one sentence at a time. A stop counts only behind a word of movement ("from", "over", "as far as", "ended at"), in a
sentence that speaks of moving, and an unknown name only where nothing but a place can stand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from testimonia.model.testimony import FACTUAL, Claim, Polarity, Stance, Statement
from testimonia.model.values import Moment, PlaceRef
from testimonia.text.names import name_key
from testimonia.text.packs import read_table

LONGEST_WORDS = 240
CUE_GAP = 2
"""Characters between a cue and what it introduces."""


class Role(IntEnum):
    """What a stop is in its sentence; also the order of the stops of one sentence."""

    START = 0
    VIA = 1
    END = 2


class Stop(NamedTuple):
    """One place of a journey as one sentence tells it."""

    place: PlaceRef
    role: Role
    words: str
    """The sentence."""
    claim_ids: tuple[str, ...]
    when: Moment | None
    is_generic: bool
    """A thing without a name ("a desert track")."""


class Account(NamedTuple):
    """The stops of one journey as one source tells it in one item, in order."""

    source_id: str
    rendition_id: str
    stops: tuple[Stop, ...]


class Departure(NamedTuple):
    """When somebody set off, without a word on where from."""

    source_id: str
    when: Moment
    claim_id: str
    words: str


class _Told(NamedTuple):
    """One sentence of a source, with what it names."""

    source_id: str
    rendition_id: str
    start: int
    text: str
    places: tuple[tuple[int, int, PlaceRef, str], ...]
    moments: tuple[Moment, ...]
    claim_ids: tuple[str, ...]


class _Grammar(NamedTuple):
    """The words of movement of one language."""

    moving: re.Pattern[str]
    doubtful: re.Pattern[str]
    cue: re.Pattern[str]
    more: re.Pattern[str]


DEPARTING = frozenset({"set", "depart", "set off", "set out"})
"""Lemmas of verbs that begin a journey ("set off" is "set" to the parser)."""

_SENTENCE_END = re.compile(r"(?<=[.!?؟])[\s\"”’»)]+(?=\S)|\n+")
_MASK = "\ue000"
"""A character of private use: stands before the number of a place that is known, and after it."""
_KNOWN = rf"{_MASK}(?P<number>\d+){_MASK}"
_WORDS = read_table("en", "movements")
_THINGS = "|".join(_WORDS["things"])
_DETERMINER = r"(?:the|a|an|one|this|that|some|our|their)\s+"
_GENERIC = (
    rf"{_DETERMINER}(?P<generic>(?:(?!(?:the|an?|of|and|to|in|at)\b)[\w-]+\s+){{0,2}}?"
    rf"(?:{_THINGS})s?(?:\s+(?:{_THINGS})s?)*)\b"
)
_NAME = r"(?-i:(?P<name>(?:[Aa]l-|[Ee]l-|[Aa][rsdnt]-|[Aa]sh-)?[A-Z][\w’'-]+(?:\s(?:al-|el-|ez-)?[A-Z][\w’'-]+){0,2}))"
_OF = r"(?:the\s+)?(?:(?:village|town|city|district|province|countryside|area)\s+of\s+)?"
_STOP = rf"(?:{_OF}{_KNOWN}|{_GENERIC}|{_OF}{_NAME})"
_NO_NAMES = frozenset(_WORDS["not_names"])
_HAS_END = re.compile(r"\b(?:left|leave|leaving|set\s+(?:off|out)|head(?:ed|ing)?|bound|made)\b", re.IGNORECASE)

_ENGLISH = _Grammar(
    moving=re.compile(
        r"\b(?:drive|drives|drove|driven|driving|go|goes|went|gone|going|come|comes|came|coming|travel\w*|mov(?:e|es|ed|ing)|"
        r"walk\w*|march\w*|fle(?:e|es|d|eing)|left|leave|leaves|leaving|depart\w*|set\s+(?:off|out)|arriv\w+|reach\w*|pass(?:es|ed|ing)?|"
        r"cross\w*|return\w*|head(?:s|ed|ing)?|r(?:ide|ode|iding)|fl(?:y|ew|ying)|sail\w*|route|journey|trip|convoy|ended|assembled|"
        r"gathered|waited|stopped|took|followed|turn\w*|remembers?|brought|taken|transferred|evacuated|bussed)\b",
        re.IGNORECASE,
    ),
    doubtful=re.compile(
        r"\b(?:not|never|cannot|would|might|could|should|if|wants?\s+to|hoped?\s+to|plan\w*\s+to|to\s+be\s+\w+)\b|n['’]t\b|\?",
        re.IGNORECASE,
    ),
    cue=re.compile(
        r"(?:"
        r"(?P<start>\b(?:from|out\s+of|(?:assembled|gathered|mustered|started|began|set\s+(?:off|out))\s+(?:in|at|from|near))\s+)|"
        r"(?P<leave>\b(?:left|leaves?|leaving|fled|flees?|fleeing|departed)\s+(?:from\s+)?)|"
        r"(?P<via>\b(?:through|via|by\s+way\s+of|(?:then|next)\s+came|reached|reaches|passed\s+through|crossed|entered)\s+|^after\s+)|"
        r"(?P<loose>\b(?:over|past|across|along|took|takes|taking|followed|follows|turn(?:ed|s)?\s+(?:on\s*to|into)|remembers?|"
        r"(?:waited|stopped|halted|rested|loaded|slept|camped|refuelled)\s+(?:in|at|near|outside))\s+)|"
        r"(?P<end>\b(?:ended(?:\s+up)?|ends|finished|arrived|arrives|arriving)\s+(?:at|in|near)\s+)|"
        r"(?P<to>\b(?:to|into|towards?|as\s+far\s+as|on\s+to|(?P<for>for))\s+)"
        rf"){_STOP}",
        re.IGNORECASE,
    ),
    more=re.compile(rf"(?P<link>\s*,\s*(?:and\s+)?(?:then\s+)?|\s+and\s+(?:then\s+)?|\s+then\s+){_STOP}"),
)
_ARABIC = _Grammar(
    moving=re.compile(r"(?:انطلق|خرج|توجه|توجّه|سار|ذهب|وصل|غادر|نزح|انتقل|مرّ|مروا|عبر|القافلة|الرتل|الطريق|قاد)"),
    doubtful=re.compile(r"(?<!\w)(?:لم|لن|لا|ليس|ربما|قد|لو)(?!\w)|؟"),
    cue=re.compile(
        rf"(?:(?P<start>(?<!\w)(?:من|غادروا|غادر)\s+)|(?P<leave>\ue002)|(?P<via>(?<!\w)(?:عبر|عند|مرورًا\s+ب)\s*)|(?P<loose>\ue002)|"
        rf"(?P<end>\ue002)|(?P<to>(?<!\w)(?:إلى|الى|نحو|باتجاه)\s+(?P<for>\ue002)?))"
        rf"(?:(?:مدينة|بلدة|قرية)\s+)?{_KNOWN}(?P<generic>\ue002)?(?P<name>\ue002)?"
    ),
    more=re.compile(rf"(?P<link>\s*ثم\s+(?:إلى\s+)?){_KNOWN}(?P<generic>\ue002)?(?P<name>\ue002)?"),
)
_SAME_TRAVELLERS = frozenset(_WORDS["same_travellers"])
_ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")


def read_accounts(testimony: Iterable[tuple[Claim, Statement]], *, not_places: Iterable[str] = ()) -> list[Account]:
    """Every journey that somebody tells: stops in order, one account for each source, item and traveller.

    Args:
        testimony: claims with their statements, in any order.
        not_places: names of sources and parties: "from Abu Fawzi" is no journey.

    Returns:
        Accounts with at least one stop, by rendition and place in the text.
    """
    told, known = _gather(testimony)
    people = {name_key(name) for name in not_places}
    sure = set(known)
    for is_last in (False, True):  # a name that one sentence shows to be a place may then stand in looser words
        accounts = list(_accounts(told, known, sure, people))
        if not is_last:
            sure |= {name_key(s.place.name) for account in accounts for s in account.stops if not s.is_generic}
    return accounts


def read_departures(testimony: Iterable[tuple[Claim, Statement]]) -> list[Departure]:
    """Dated sentences that say no more of a journey than that it began, in the order of their dates."""
    found = [
        Departure(statement.source_id, claim.value, claim.id, claim.span.exact)
        for claim, statement in testimony
        if isinstance(claim.value, Moment)
        and claim.stance in FACTUAL
        and statement.stance in FACTUAL
        and claim.polarity is Polarity.AFFIRMED
        and claim.about.predicate in DEPARTING
        and (claim.value.earliest_start or claim.value.latest_start)
    ]
    return sorted(found, key=lambda one: (one.when.earliest_start or one.when.latest_start, one.claim_id))


def _gather(testimony: Iterable[tuple[Claim, Statement]]) -> tuple[list[_Told], dict[str, PlaceRef]]:
    """The sentences that may tell of a journey, in the order of the text, and every place of the case by its names.

    Testimony is streamed: of what speaks of no movement and has no date only the places are kept.
    """
    claims: dict[str, list[Claim]] = {}
    statements: dict[str, Statement] = {}
    moves: dict[str, bool] = {}
    known: dict[str, PlaceRef] = {}
    for claim, statement in testimony:
        place = claim.value if isinstance(claim.value, PlaceRef) else None
        for name in (place.name, place.words) if place else ():
            assert place is not None
            known[name_key(name)] = min(place, known.get(name_key(name), place), key=_rank)
        if statement.stance not in FACTUAL or statement.stance is Stance.DENIES:
            continue
        is_dated = isinstance(claim.value, Moment)
        if statement.id not in moves:
            moves[statement.id] = any(_grammar_of(text).moving.search(text) for _, text in _contents(statement))
        if is_dated or moves[statement.id]:
            statements[statement.id] = statement
        if is_dated or (place and moves[statement.id]):
            claims.setdefault(statement.id, []).append(claim)
    told: dict[tuple[str, str, int], _Told] = {}
    for statement in statements.values():
        for sentence in _sentences(statement, claims.get(statement.id, [])):
            told.setdefault((statement.source_id, statement.rendition_id, sentence.start), sentence)
    return sorted(told.values(), key=lambda one: (one.rendition_id, one.start, one.source_id)), known


def _rank(place: PlaceRef) -> tuple[bool, float, str, str]:
    """Smaller is better known: with coordinates, then the more exact."""
    return place.lat is None, place.radius_km, place.gazetteer_id, place.words


def _grammar_of(text: str) -> _Grammar:
    return _ARABIC if _ARABIC_LETTER.search(text) else _ENGLISH


def _contents(statement: Statement) -> Iterator[tuple[int, str]]:
    """The statement's parts with their offsets; "remembers" belongs to what is remembered ("he remembers the checkpoint")."""
    cue = statement.cue
    for span in statement.content:
        gap = span.start - cue.end if cue else -1
        if cue and 0 <= gap <= CUE_GAP and _ENGLISH.moving.search(cue.exact):
            yield cue.start, cue.exact + " " * gap + span.exact
        else:
            yield span.start, span.exact


def _sentences(statement: Statement, claims: Sequence[Claim]) -> Iterator[_Told]:
    for start, text in _contents(statement):
        edges = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
        for left, right in pairwise(edges):
            if text[left:right].strip():
                inside = [c for c in claims if left <= c.span.start - start < right]
                yield _told(statement, start + left, text[left:right], inside)


def _told(statement: Statement, start: int, text: str, claims: Sequence[Claim]) -> _Told:
    factual = sorted((c for c in claims if c.stance in FACTUAL), key=lambda c: (c.span.start, -c.span.end, c.id))
    places: list[tuple[int, int, PlaceRef, str]] = []
    for claim in factual:
        begins, ends = claim.span.start - start, claim.span.end - start
        if isinstance(claim.value, PlaceRef) and ends <= len(text) and (not places or begins >= places[-1][1]):
            places.append((begins, ends, claim.value, claim.id))
    moments = tuple(claim.value for claim in factual if isinstance(claim.value, Moment))
    moment_ids = tuple(claim.id for claim in factual if isinstance(claim.value, Moment))
    return _Told(statement.source_id, statement.rendition_id, start, text, tuple(places), moments, moment_ids)


def _accounts(told: Sequence[_Told], known: Mapping[str, PlaceRef], sure: set[str], people: set[str]) -> Iterator[Account]:
    chains: dict[tuple[str, str, str], list[tuple[str, Stop]]] = {}
    dates: dict[tuple[str, str], str] = {}
    for sentence in told:
        teller = (sentence.source_id, sentence.rendition_id)
        moment = next((m for m in sentence.moments if m.earliest_start or m.latest_start), None)
        if moment is not None:
            dates[teller] = moment.earliest_start or moment.latest_start
        found = _read_stops(sentence, moment or next(iter(sentence.moments), None), known, sure, people)
        if found:
            chain = chains.setdefault((*teller, _traveller(sentence.text)), [])
            chain.extend((dates.get(teller, ""), stop) for stop in found)
    for (source_id, rendition_id, _), dated in chains.items():
        dated.sort(key=lambda entry: entry[0])  # stable: the text's order within a day
        stops = _without_repetition([stop for _, stop in dated])
        if stops:
            yield Account(source_id, rendition_id, tuple(stops))


def _without_repetition(stops: Sequence[Stop]) -> list[Stop]:
    kept: list[Stop] = []
    for stop in stops:
        seen = [stop_key(other.place) for other in kept]
        is_look_back = stop.role is Role.VIA and stop_key(stop.place) in seen
        if not is_look_back and (not seen or seen[-1] != stop_key(stop.place)):
            kept.append(stop)
    return kept


def stop_key(place: PlaceRef) -> str:
    """What makes two stops the same: the gazetteer's id, else the name without what kind of place it is.

    >>> stop_key(PlaceRef("village between Markada and Shaddadi", "")), stop_key(PlaceRef("between Markada and Shaddadi", ""))
    ('between markada and shaddadi', 'between markada and shaddadi')
    """
    if place.gazetteer_id:
        return place.gazetteer_id
    name = place.name
    at = name.find("between ")
    return name_key(name[at:] if at >= 0 else name)


def _traveller(text: str) -> str:
    """Who moves, where it is neither the speaker, a pronoun nor the vehicles that all accounts speak of; else empty."""
    match = _ENGLISH.moving.search(text)
    if match is None:
        return ""
    words = re.findall(r"[\w’'-]+", text[: match.end()].casefold())
    if words[-1] not in _SAME_TRAVELLERS:
        words.pop()
    return "" if not words or _SAME_TRAVELLERS.intersection(words) else words[-1]


def _read_stops(
    told: _Told, moment: Moment | None, known: Mapping[str, PlaceRef], sure: set[str], people: set[str]
) -> list[Stop]:
    grammar = _grammar_of(told.text)
    if not grammar.moving.search(told.text) or grammar.doubtful.search(told.text):
        return []
    text = _mask(told)
    found: list[tuple[Role, re.Match[str], bool]] = []
    at = 0
    while match := grammar.cue.search(text, at):
        role, is_firm = _role_of(match)
        at = match.end()
        found.append((role, match, is_firm))
        while role is not Role.START and (more := grammar.more.match(text, at)):
            at = more.end()
            if not _is_qualifier(more, told):
                found.append((role, more, "then" in more["link"] and role is Role.VIA))
    stops = []
    for role, match, is_firm in found:
        stop = _stop_at(told, match, role, moment, known)
        if stop is not None and _is_stop(stop, match, is_firm, told, sure, people):
            stops.append(stop)
    return sorted(stops, key=lambda stop: stop.role)


def _is_qualifier(more: re.Match[str], told: _Told) -> bool:
    """Whether a country or division behind a comma only says where the stop before lies: "Sofia, Bulgaria"."""
    if more["number"] is None or more["link"].strip() != ",":
        return False
    place = told.places[int(more["number"])][2]
    return place.radius_km > 0 and bool(place.gazetteer_id)


def _mask(told: _Told) -> str:
    """The sentence with its known places as numbers, so that names of several words match as one."""
    text, at = "", 0
    for number, (start, end, _, _) in enumerate(told.places):
        text += told.text[at:start] + f"{_MASK}{number}{_MASK}"
        at = end
    return " ".join((text + told.text[at:]).split())


def _role_of(match: re.Match[str]) -> tuple[Role, bool]:
    """The stop's role, and whether nothing but a place can stand behind these words."""
    if match["start"] or match["leave"]:
        return Role.START, False
    if match["via"]:
        return Role.VIA, True
    if match["loose"]:
        return Role.VIA, False
    return Role.END, bool(match["end"])


def _stop_at(
    told: _Told, match: re.Match[str], role: Role, moment: Moment | None, known: Mapping[str, PlaceRef]
) -> Stop | None:
    words = " ".join(told.text.split())[:LONGEST_WORDS]
    groups = match.groupdict()
    if groups.get("for") and not _HAS_END.search(match.string[: match.start()]):
        return None
    number = groups["number"]
    if number is not None:
        _, _, place, claim_id = told.places[int(number)]
        return Stop(place, role, words, (claim_id, *told.claim_ids), moment, is_generic=False)
    if groups["generic"]:
        if groups.get("leave") or (
            groups.get("link") and groups["generic"].endswith("bridge") and "then" not in groups["link"]
        ):
            return None  # "left the main road"; "Shanine and the small bridge" is one stop
        name = groups["generic"]
        return Stop(PlaceRef(name, name), role, words, told.claim_ids, moment, is_generic=True)
    name = groups["name"]
    if not name or name.split()[0].casefold() in _NO_NAMES or not name[:1].isalpha():
        return None
    place = known.get(name_key(name)) or PlaceRef(name, name)
    return Stop(place, role, words, told.claim_ids, moment, is_generic=False)


def _is_stop(stop: Stop, match: re.Match[str], is_firm: bool, told: _Told, sure: set[str], people: set[str]) -> bool:
    """Known places and things always; an unknown name behind firm words, on a way between known places, or where it was shown
    to be a place before."""
    if stop.is_generic or match.groupdict()["number"]:
        return True
    key = name_key(stop.place.name)
    if not stop.place.name[:1].isupper() and not stop.place.name.startswith(("al-", "el-")):
        return False
    if key in people or any(letter.isdigit() for letter in key):
        return False
    return is_firm or key in sure or (stop.role is Role.VIA and len(told.places) > 1)
