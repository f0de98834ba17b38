"""From claims to mentions of events: what was said to have happened, with its sentence, its time and its place.

A claim with a time is a mention of an event; so is the claim that something happened, where somebody asks about it or puts
it before or after something else. A bare time of day is put on the day that the same account has just named, and the
mention says from where.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.phrases import told
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Source, Stance, Statement
from testimonia.model.values import Duration, Moment, Occurrence, PlaceRef
from testimonia.reconstruct.asked import NOTHING, Asked
from testimonia.reconstruct.named_deeds import dated_noun
from testimonia.reconstruct.ranges import Range, clock_of, of_moment, on_day
from testimonia.text.packs import read_table

Testimony = Callable[[], Iterable[tuple[Claim, Statement]]]

LONGEST_SENTENCE = 240
"""Characters of a sentence shown for an event."""
REMEMBERED = 16
"""Sources counted for an event before it is chosen: enough to rank it."""
DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SENTENCE_END = re.compile(r"(?<=[.!?؟])[\s\"”’)]+(?=\S)|\n+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Key(Struct, frozen=True, order=True):
    """What makes two claims one event at once: the day and the thing that is said to have happened."""

    day: str
    what: str


class Mention(Struct, frozen=True):
    """One claim of an event, as far as the event needs it. Offsets are those of the rendition."""

    claim_id: str
    source_id: str
    rendition_id: str
    passage_id: str
    moment: Moment | None
    sentence: str
    """The sentence as it stands, on one line, not shortened."""
    start: int
    end: int
    """Of the sentence."""
    at: int
    """Where the claim's words begin."""
    words: frozenset[str]
    """Lemmas that say what happened: the verb, who, what, and the other content words of the sentence."""
    predicate: str = ""
    thing: str = ""
    """The subject, or the noun where there is none."""
    who: str = ""
    """The same, as the claim writes it."""
    subject: str = ""
    noun: str = ""
    places: tuple[PlaceRef, ...] = ()
    lasts: Duration | None = None
    """How long it went on, by the same sentence and the same verb or thing."""
    day_from: str = ""
    """Where the day of a bare time of day comes from, in words."""
    dated_noun: str = ""
    """The deed that its time belongs to where a noun names it, "the strike of 11 October", and not the sentence's verb."""
    answers: tuple[str, ...] = ()
    """Questions that its claim answers, or a claim of the same sentence and verb beside it."""
    asked_when: tuple[str, ...] = ()
    """Texts of the declared questions for a time that its own time answers."""

    @property
    def bounds(self) -> Range:
        """When it can have been."""
        return of_moment(self.moment) if self.moment else Range()

    @property
    def what(self) -> str:
        """The sentence, cut for showing."""
        text = self.sentence
        return text if len(text) <= LONGEST_SENTENCE else text[: LONGEST_SENTENCE - 1].rsplit(" ", 1)[0] + "…"


def find_key(claim: Claim, *, sentence: str = "") -> Key | None:
    """The event a claim is about; None for other claims, and for what was promised or said not to have happened.

    Args:
        claim: any claim.
        sentence: what names its sentence, if that something happened or lasted is worth an event although nobody dates it:
            because it answers a question of the investigation, or its sentence puts it before, after or inside something.
    """
    if claim.stance not in FACTUAL or claim.stance is Stance.DENIES or claim.polarity is Polarity.NEGATED:
        return None
    about, value = claim.about, claim.value
    is_state = about.predicate in read_table("en", "order")["stop"]["states"]
    if isinstance(value, Occurrence | Duration):
        if not about.predicate or is_state or not sentence or (isinstance(value, Occurrence) and not value.happened):
            return None
        return Key("", sentence)
    if not isinstance(value, Moment):
        return None
    if value.value.endswith("_REF") or not (about.predicate or about.noun or about.subject):
        return None  # "now", "these days", or a bare date in a heading: nothing is said to have happened
    if is_state and not (about.noun or about.subject):
        return None  # "that was on Monday", "on 30 October at 18:02 Desk wrote": nor here
    # without a verb and a noun nothing says that two claims mean the same thing: what they share must be seen first
    what = " ".join(part for part in (about.subject or about.noun, about.predicate) if part).casefold()
    day = day_of(value)
    if not day or not about.predicate or not (about.subject or about.noun):
        what = f"{what} {claim.id}".strip()
    return Key(day, what)


def day_of(moment: Moment) -> str:
    """The day, month or year that a moment names; empty for a bare time of day."""
    match = DAY.match(moment.earliest_start or moment.latest_start or moment.value)
    return match.group() if match else ""


def gather(
    testimony: Testimony,
    sources: Mapping[str, Source],
    chosen: Mapping[str, Key],
    asked: Asked = NOTHING,
) -> dict[Key, list[Mention]]:
    """The mentions of the chosen claims; the places named in the same sentence go with them.

    Args:
        testimony: every claim with its statement.
        sources: by id; claims of unknown sources are left out.
        chosen: claim id -> key of its event.
        asked: the questions, and which claims answer them.
    """
    found: list[tuple[Claim, Statement]] = []
    statements: set[str] = set()
    for claim, statement in testimony():
        if claim.id in chosen and statement.source_id in sources:
            found.append((claim, statement))
            statements.add(statement.id)
    beside: dict[str, list[Claim]] = {}
    for claim, statement in testimony() if found else ():
        if statement.id in statements and (_stands_beside(claim, statement) or _counts_in(claim, asked)):
            beside.setdefault(statement.id, []).append(claim)
    out: dict[Key, list[Mention]] = {}
    mentions = [_mention(claim, statement, beside.get(statement.id, ()), asked) for claim, statement in found]
    for mention in with_days(mentions):
        key = chosen[mention.claim_id]
        out.setdefault(replace(key, day=day_of(mention.moment)) if mention.day_from and mention.moment else key, []).append(
            mention
        )
    return out


def _stands_beside(claim: Claim, statement: Statement) -> bool:
    """Whether a claim is of a place or of a length of time that the source says an event had."""
    if isinstance(claim.value, Duration):
        return claim.polarity is Polarity.AFFIRMED and claim.stance in FACTUAL and is_length(claim, statement)
    return claim.polarity is Polarity.AFFIRMED and isinstance(claim.value, PlaceRef)


def _counts_in(claim: Claim, asked: Asked) -> bool:
    """Whether a claim answers a question as a fact: what it counts may be counted in the event beside it."""
    return claim.id in asked.answered and claim.stance in FACTUAL and not isinstance(claim.value, Moment)


def is_length(claim: Claim, statement: Statement) -> bool:
    """Whether a duration is how long something went on: not "three days after", "two hours a day", "the worst in ten years"."""
    if not isinstance(claim.value, Duration) or claim.value.per:
        return False
    span = next((s for s in statement.content if s.start <= claim.span.start < s.end), claim.span)
    before = WORD.findall(span.exact[: max(claim.span.start - span.start, 0)])
    following = WORD.match(span.exact[claim.span.end - span.start :].lstrip())
    lags = [read_table(language, "order")["lags"] for language in ("en", "ar")]
    if following is not None and any(following.group().casefold() in table["distances"] for table in lags):
        return False
    is_said = bool(before) and any(before[-1].casefold() in table["lasting_before"] for table in lags)
    return is_said or any(claim.about.predicate in table["lasting_verbs"] for table in lags)


def with_days(mentions: Iterable[Mention]) -> list[Mention]:
    """Bare times of day, each put on the day that its own account names.

    The day told last before it in the same passage counts; without one, the day of the same passage told after it; without
    one, the only day that the same source names in the whole text. Two days to choose from are no day.
    """
    ordered = sorted(mentions, key=lambda m: (m.rendition_id, m.at, m.claim_id))
    days: dict[tuple[str, str], list[tuple[Mention, str]]] = {}
    for mention in ordered:
        day = _exact_day(mention)
        if day:
            days.setdefault((mention.rendition_id, mention.source_id), []).append((mention, day))
    return [_with_day(mention, days.get((mention.rendition_id, mention.source_id), ())) for mention in ordered]


def _with_day(mention: Mention, dated: Sequence[tuple[Mention, str]]) -> Mention:
    moment = mention.moment
    if moment is None or mention.bounds.is_known or clock_of(moment) is None:
        return mention
    near = [(other, day) for other, day in dated if other.passage_id == mention.passage_id and mention.passage_id]
    before = [pair for pair in near if pair[0].at <= mention.at]
    whole = dated if len({day for _, day in dated}) == 1 else ()
    found = before[-1] if before else next(iter(near), next(iter(whole), None))
    if found is None:
        return mention
    other, day = found
    is_near = other.passage_id == mention.passage_id
    where = "in the same passage" if is_near else "the only day of the same account"
    said = other.moment.words if other.moment else day
    why = told(f"the day is that of “{said}”, {where}", "event.day_passage" if is_near else "event.day_account", words=said)
    return replace(mention, moment=on_day(moment, day), day_from=why)


def _exact_day(mention: Mention) -> str:
    bounds = mention.bounds
    days = bounds.days if bounds.is_point else None
    return days[0].isoformat() if days and days[0] == days[1] else ""


def _mention(claim: Claim, statement: Statement, beside: Sequence[Claim], asked: Asked) -> Mention:
    sentence, start, end = sentence_of(claim, statement)
    inside = [other for other in beside if start <= other.span.start < end]
    # the place whose verb is the event's own, else the nearest one
    inside.sort(key=lambda o: (o.about.predicate != claim.about.predicate, abs(o.span.start - claim.span.start), o.id))
    about = claim.about
    lengths = [claim.value] if isinstance(claim.value, Duration) else []
    lengths += [
        o.value
        for o in inside
        if isinstance(o.value, Duration) and o.about.predicate == about.predicate and _stands_beside(o, statement)
    ]
    words = {about.noun, about.predicate, about.subject, *about.modifiers, *about.terms} - {""}
    dull = set(read_table("en", "order")["stop"]["words"])
    if isinstance(claim.value, Moment):  # the date itself says nothing about what happened
        dull |= {word.casefold() for word in WORD.findall(claim.value.words)}
    return Mention(
        claim.id,
        statement.source_id,
        claim.rendition_id,
        statement.passage_id,
        claim.value if isinstance(claim.value, Moment) else None,
        sentence,
        start,
        end,
        claim.span.start,
        frozenset(word.casefold() for word in words if word.casefold() not in dull),
        about.predicate.casefold(),
        (about.subject or about.noun).casefold(),
        about.subject or about.noun,
        about.subject.casefold(),
        about.noun.casefold(),
        tuple(dict.fromkeys(o.value for o in inside if isinstance(o.value, PlaceRef) and _stands_beside(o, statement))),
        lengths[0] if lengths else None,
        dated_noun=dated_noun(sentence.partition(claim.value.words)[0], about.noun.casefold())
        if isinstance(claim.value, Moment)
        else "",
        answers=_answers(claim, inside, asked.answered),
        asked_when=asked.when_of(claim.id) if isinstance(claim.value, Moment) else (),
    )


def _answers(claim: Claim, inside: Sequence[Claim], answered: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Questions answered by a claim, or by those of its sentence that say something of the same deed of the same doer."""
    about = claim.about
    same = [
        other
        for other in inside
        if about.predicate
        and other.about.predicate == about.predicate
        and (other.about.subject == about.subject or not other.about.subject or not about.subject)
    ]
    return tuple(sorted({question_id for one in (claim, *same) for question_id in answered.get(one.id, ())}))


def sentence_of(claim: Claim, statement: Statement) -> tuple[str, int, int]:
    """The sentence around a claim with its offsets in the rendition; the claim's own words if the statement lacks them."""
    for span in statement.content:
        if span.start <= claim.span.start < span.end:
            edges = [0, *(match.end() for match in SENTENCE_END.finditer(span.exact)), len(span.exact)]
            at = claim.span.start - span.start
            left = max(edge for edge in edges if edge <= at)
            right = min((edge for edge in edges if edge > at), default=len(span.exact))
            return " ".join(span.exact[left:right].split()), span.start + left, span.start + right
    return claim.span.exact, claim.span.start, claim.span.end
