"""Which event came before, after or inside which, as the words of an account say it.

"After the strikes the talks resumed", "three days later they left", "the next morning": each puts one event at a known side of
another, with a lag where one was said. What is meant by "the strikes" must be one event only, else nothing is concluded.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from testimonia.model.events import Order
from testimonia.reconstruct.mentions import WORD, Mention
from testimonia.text.arabic import fold_word, is_arabic
from testimonia.text.numbers import read_number
from testimonia.text.packs import read_table

LANGUAGES = ("en", "ar")
CLAUSE_END = re.compile(r"[,;:.!?،؛؟”\"]|\s[-–—]\s")
MOST_WORDS = 12
"""Words after "after" that may name what it counts from."""


class Lag(Struct, frozen=True):
    """Minutes from the end of the earlier event to the start of the later one; a missing ``high`` is open."""

    low: float = 0.0
    high: float | None = None


class Cue(Struct, frozen=True):
    """Words in a sentence that order it: where they stand, which way, how far apart, and what they count from."""

    start: int
    end: int
    relation: str
    """after, before, during: how the sentence's own event stands to the anchor."""
    lag: Lag
    anchor: str
    """The words that name the other event; empty = the event told just before."""


class _Words(Struct, frozen=True):
    """The compiled table of all languages together: their words do not meet."""

    relation: re.Pattern[str]
    kinds: dict[str, str]
    closeness: dict[str, float]
    heads: tuple[tuple[re.Pattern[str], Lag], ...]
    later: re.Pattern[str]
    units: dict[str, float]
    dull: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    phrasal: frozenset[str]


@lru_cache(maxsize=1)
def order_words() -> _Words:
    """The words of every pack that has an order table."""
    tables = [read_table(language, "order") for language in LANGUAGES]
    kinds = {word: kind for table in tables for kind in ("after", "before", "during") for word in table[kind]}
    units = {word: float(minutes) for table in tables for word, minutes in table["lags"]["units"].items()}
    heads = [
        (
            re.compile(rf"[\W_]*(?:and\s+|but\s+|[وف])?{_any(row['words'])}(?!\w)", re.IGNORECASE),
            Lag(row["low"], row.get("high")),
        )
        for table in tables
        for row in table["next"]
    ]
    count = rf"(?P<count>\w+(?:[\s-]\w+)?)\s+(?P<unit>{'|'.join(units)})s?"
    closeness = {word: float(minutes) for table in tables for word, minutes in table["closeness"].items()}
    relation = rf"(?<!\w)[وف]?(?:{count}\s+|(?P<close>{'|'.join(closeness)})\s+)?(?P<kind>{_any(kinds)})(?!\w)(?!-)"
    later = rf"[\W_]*(?:and\s+|but\s+)?{count}\s+(?:{_any(w for t in tables for w in t['lags']['words'])})(?!\w)"
    dull, determiners, prepositions, phrasal = (
        frozenset(word for rows in found for word in rows)
        for found in (
            [table["stop"]["words"] for table in tables],
            [table["determiners"] for table in tables],
            [table["prepositions"] for table in tables],
            [table["phrasal"] for table in tables],
        )
    )
    return _Words(
        re.compile(relation, re.IGNORECASE),
        kinds,
        closeness,
        tuple(heads),
        re.compile(later, re.IGNORECASE),
        units,
        dull,
        determiners,
        prepositions,
        phrasal,
    )


@lru_cache(maxsize=4096)
def find_cues(sentence: str) -> tuple[Cue, ...]:
    """The words of a sentence that put its event before, after or inside another.

    >>> [(cue.relation, cue.anchor) for cue in find_cues("Three days after the strike, they left.")]
    [('after', 'the strike')]
    """
    words = order_words()
    if (later := words.later.match(sentence)) is not None and (lag := _lag(later["count"], later["unit"])) is not None:
        return (Cue(later.start(), later.end(), "after", lag, ""),)
    for pattern, lag in words.heads:
        if (head := pattern.match(sentence)) is not None:
            return (Cue(head.start(), head.end(), "after", lag, ""),)
    return tuple(cue for match in words.relation.finditer(sentence) if (cue := _cue(sentence, match)) is not None)


def is_ordered(sentence: str) -> bool:
    """Whether a sentence has words of order."""
    return bool(find_cues(sentence))


def _cue(sentence: str, match: re.Match[str]) -> Cue | None:
    words = order_words()
    relation = words.kinds[" ".join(match["kind"].lower().split())]
    rest = sentence[match.end() :]
    stop = CLAUSE_END.search(rest)
    length = _anchor_length(rest[: stop.start()] if stop else rest)
    anchor = " ".join(rest[:length].split())
    told = sentence[: match.start("kind")].split()
    opening = [word.lower().removesuffix("s") for word in anchor.split()[:3]]
    if not words.units.keys().isdisjoint(opening):
        return None  # "after several months of trouble": a length of time names no event
    is_phrasal = bool(told) and relation == "after" and not match["count"] and told[-1].lower() in words.phrasal
    if not anchor or is_phrasal:
        return None
    lag, start = Lag(), match.start("kind")
    if match["count"]:
        said = _lag(match["count"], match["unit"])
        lag, start = (said, match.start()) if said and relation != "during" else (lag, start)
    elif match["close"]:
        lag, start = Lag(0, words.closeness[match["close"].lower()]), match.start()
    return Cue(start, match.end() + length, relation, lag, anchor)


def _anchor_length(rest: str) -> int:
    """Characters of the phrase that names the other event: up to the next noun phrase that no preposition leads to."""
    words = order_words()
    found = list(re.finditer(r"\S+", rest))[:MOST_WORDS]
    for one, following in itertools.pairwise(found):
        left, right = one[0].lower(), following[0].lower()
        is_led = left in words.prepositions or right in words.prepositions
        if right in words.determiners and left not in words.prepositions | words.determiners:
            return one.end()
        if is_arabic(right) and not is_led and not right.startswith("ال"):  # no article and no preposition: the next clause
            return one.end()
    return found[-1].end() if found else 0


def _lag(count: str, unit: str) -> Lag | None:
    """A count of units as minutes: half a unit either side, for days the whole day before and after.

    "Three days after" something on the 12th is some time on the 15th: between just over two and just under four days.
    """
    words = count.lower().replace("-", " ").split()
    number = next((n for i in range(len(words)) if (n := read_number(words, i)) is not None), None)
    size = order_words().units[unit.lower()]
    if number is None and words[-1] not in ("a", "an", "the"):
        return None
    value = float(number.value) if number else 1.0
    slack = size - 1 if size == 24 * 60 else size / 2
    return Lag(max(value * size - slack, 0), value * size + slack)


class Naming:
    """Finds the one event that some words name: by its verb, or by the noun that the words begin with."""

    def __init__(self, mentions: Mapping[str, Sequence[Mention]]) -> None:
        self._verbs: dict[str, set[str]] = {}
        self._nouns: dict[str, set[str]] = {}
        for event_id, told in mentions.items():
            for mention in told:
                if mention.predicate:
                    self._verbs.setdefault(mention.predicate, set()).add(event_id)
                for noun in {mention.thing, mention.noun} - {""}:
                    self._nouns.setdefault(noun, set()).add(event_id)

    def named_by(self, words: str, *, among: Iterable[str], besides: str) -> str:
        """The event that some words name; empty if there is none, or more than one.

        Args:
            words: as they stand in the text.
            among: events to look at first: those of the same account.
            besides: the event that the words order.
        """
        content = [word for word in WORD.findall(words.casefold()) if word not in order_words().dull]
        scores: dict[str, int] = {}
        for place, word in enumerate(content):
            for form in sorted(_forms(word)):
                for event_id in self._verbs.get(form, ()):
                    scores[event_id] = scores.get(event_id, 0) + 2
                for event_id in self._nouns.get(form, ()) if place == 0 or scores else ():
                    scores[event_id] = scores.get(event_id, 0) + 1
        scores.pop(besides, None)
        for some in (set(among) & set(scores), set(scores)):
            if some:
                most = max(scores[event_id] for event_id in some)
                best = [event_id for event_id in some if scores[event_id] == most]
                return best[0] if len(best) == 1 else ""
        return ""


def _forms(word: str) -> set[str]:
    """A word and what it may be a form of: strikes, leaving, passed, carried; of an Arabic noun the lemma that claims use."""
    if is_arabic(word):
        return {lemma for form in _without_prefixes(fold_word(word)) if (lemma := _arabic_lemmas().get(form))}
    forms = {word}
    for ending, instead in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            forms.add(word.removesuffix(ending) + instead)
    return forms | {form[:-1] for form in forms if len(form) > 4 and form[-1] == form[-2]}


def _without_prefixes(word: str) -> Iterable[str]:
    """An Arabic word, and what is left without the article and the letters that are written on to it."""
    yield word
    for prefix in ("ال", "وال", "بال", "فال", "كال", "لل", "و", "ف", "ب", "ل"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            yield word.removeprefix(prefix)


@lru_cache(maxsize=1)
def _arabic_lemmas() -> dict[str, str]:
    """Folded Arabic nouns and verbal nouns -> the English lemma that claims carry; the first lemma keeps a form."""
    glossary = read_table("ar", "glossary")
    pairs = [(form, lemma) for table in ("acts", "nouns") for lemma, forms in glossary[table].items() for form in forms]
    return {fold_word(form): lemma for form, lemma in reversed(pairs)}


def find_orders(mentions: Mapping[str, Sequence[Mention]]) -> tuple[Order, ...]:
    """The order of events as their sentences say it.

    Args:
        mentions: event id -> its mentions.

    Returns:
        One order for each pair of events and claim, sorted.
    """
    naming = Naming(mentions)
    events_of: dict[str, str] = {m.claim_id: event_id for event_id, told in mentions.items() for m in told}
    accounts: dict[tuple[str, str], list[Mention]] = {}
    for told in mentions.values():
        for mention in told:
            accounts.setdefault((mention.rendition_id, mention.source_id), []).append(mention)
    found: set[tuple[str, ...]] = set()
    out: list[Order] = []
    for account in accounts.values():
        account.sort(key=lambda m: (m.start, m.at, m.claim_id))
        own = {events_of[m.claim_id] for m in account}
        for place, mention in enumerate(account):
            for cue in find_cues(mention.sentence):
                event_id = events_of[mention.claim_id]
                other = _other_event(cue, mention, account[:place], (naming, own, event_id, events_of))
                if not other or other == event_id or not _belongs(cue, mention, account):
                    continue
                order = _order(event_id, other, cue, mention)
                identity = (order.first_id, order.then_id, order.relation, mention.sentence)
                if identity not in found:
                    found.add(identity)
                    out.append(order)
    return tuple(sorted(out, key=lambda o: (o.first_id, o.then_id, o.relation, o.claim_id)))


def _other_event(
    cue: Cue, mention: Mention, before: Sequence[Mention], known: tuple[Naming, set[str], str, Mapping[str, str]]
) -> str:
    naming, own, event_id, events_of = known
    if cue.anchor:
        return naming.named_by(cue.anchor, among=own, besides=event_id)
    told = [m for m in before if m.passage_id == mention.passage_id and m.start < mention.start]
    last = {events_of[m.claim_id] for m in told if m.start == told[-1].start}
    return last.pop() if len(last) == 1 else ""


def _belongs(cue: Cue, mention: Mention, account: Sequence[Mention]) -> bool:
    """Whether the ordered event is this mention's: its words do not stand inside the anchor, and it is nearest to the cue.

    A sentence with two events and one "after" orders the event on the other side of it.
    """
    at = _place_in(mention)
    if cue.anchor and cue.start < at < cue.end:
        return False
    rivals = [m for m in account if m.start == mention.start and m.claim_id != mention.claim_id]
    outside = [m for m in rivals if not (cue.anchor and cue.start < _place_in(m) < cue.end)]
    return all((abs(at - cue.start), mention.claim_id) <= (abs(_place_in(m) - cue.start), m.claim_id) for m in outside)


def _place_in(mention: Mention) -> int:
    return mention.at - mention.start


def _order(event_id: str, other: str, cue: Cue, mention: Mention) -> Order:
    first, then = (event_id, other) if cue.relation == "before" else (other, event_id)
    relation = "during" if cue.relation == "during" else "before"
    return Order(first, then, relation, cue.lag.low, cue.lag.high, mention.claim_id, mention.what)


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"
