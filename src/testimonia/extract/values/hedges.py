"""One table that says which words turn into which interval, and why.

"About 50", "dozens" and "only a few" are evidence, and what they allow is a convention. So the convention stands in one
place, as data with a reason on every line, and an investigation can override any line.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from testimonia.model.values import Hedge
from testimonia.text.numbers import VULGAR, number_words, significant_step
from testimonia.text.packs import read_table

T = TypeVar("T")

Bounds = tuple[float | None, float | None, float | None]
"""Low, best, high; None where that side is open or nothing is implied."""


class Modifier(Struct, frozen=True):
    """Words beside a number. ``low``, ``best`` and ``high`` are factors of the number; None = open."""

    hedge: Hedge
    low: float
    best: float
    high: float | None
    widens_to_step: bool
    reason: str
    sign: str = "="
    """What the words say as a sign: "~" about, ">" more than, "<" less than."""


class Interval(Struct, frozen=True):
    """Words in place of a number, as an interval of the thing counted."""

    low: float
    best: float | None
    high: float | None
    reason: str


class Row(Struct, frozen=True):
    """One documented line of the table, for people: words, what they become, and why."""

    words: str
    becomes: str
    reason: str


Phrases = dict[str, list[tuple[tuple[str, ...], Modifier]]]
Intervals = dict[str, list[tuple[tuple[str, ...], Interval]]]


class HedgeTable:
    """The hedges of one language with an investigation's own lines laid over them.

    >>> table = HedgeTable({"a few dozen": (20, 80)})
    >>> table.match_vague(["a", "few", "dozen", "fighters"], 0)[1].high
    80.0
    """

    def __init__(self, overrides: Mapping[str, tuple[float, float]] | None = None, *, language: str = "en") -> None:
        pack = read_table(language, "hedges")
        own = {" ".join(words.lower().split()): bounds for words, bounds in (overrides or {}).items()}
        self.before: Phrases = {}
        self.after: Phrases = {}
        known: set[str] = set()
        for entry in pack["modifiers"].values():
            for place, phrases in (("before", self.before), ("after", self.after)):
                for words in entry[place]:
                    known.add(words)
                    _add(phrases, tuple(words.split()), _modifier(entry, own.get(words)), reverse=place == "before")
        vague = {words: _interval(entry) for words, entry in pack["vague"].items()}
        vague |= _sizes(pack["sizes"])
        vague |= {w.removeprefix("a "): interval for w, interval in vague.items() if w.startswith(("a few ", "a couple "))}
        vague |= {words: _own_interval(bounds) for words, bounds in own.items() if words not in known}
        self.vague: Intervals = {}
        for words, interval in vague.items():
            _add(self.vague, tuple(words.split()), interval)
        self.shares: Intervals = {}
        for words, entry in pack["shares"].items():
            _add(self.shares, tuple(words.split()), _interval(entry))
        self.stretches: dict[str, tuple[float, float]] = {k: (v["low"], v["high"]) for k, v in pack["stretches"].items()}
        self.between: list[tuple[str, ...]] = sorted(
            (tuple(w.split()) for w in pack["between"]["words"]), key=len, reverse=True
        )
        self.downtoners: list[tuple[str, ...]] = [tuple(w.split()) for w in pack["downtoners"]["words"]]
        self.particles: dict[str, frozenset[str]] = {word: frozenset(after) for word, after in pack["particles"].items()}
        self.starters = frozenset(self.vague) | frozenset(self.shares)
        """First words of the quantities that have no number; the cheap test before anything else is looked at."""

        lexicon = number_words(language)
        numbers = {
            *lexicon.units,
            *lexicon.tens,
            *lexicon.groups,
            *lexicon.scales,
            *lexicon.halves,
            *lexicon.articles,
            *lexicon.minus,
            *lexicon.folds,
            *VULGAR,
        }
        self.openers = self.starters | numbers | set(self.stretches) | {"no", "none", "not"}
        """First words of all quantities, those with number words included; figures aside."""

    def match_before(self, words: Sequence[str], end: int) -> tuple[int, Modifier] | None:
        """The longest hedge that ends just before token ``end``: where it starts, and what it means."""
        for phrase, modifier in self.before.get(words[end - 1], ()) if end > 0 else ():
            start = end - len(phrase)
            if start >= 0 and tuple(words[start:end]) == phrase:
                verbs = self.particles.get(" ".join(phrase), frozenset())
                return None if start and words[start - 1] in verbs else (start, modifier)
        return None

    def match_after(self, words: list[str], start: int) -> tuple[int, Modifier] | None:
        """The longest hedge that begins at token ``start``: where it ends, and what it means."""
        for phrase, modifier in self.after.get(words[start], ()) if start < len(words) else ():
            end = start + len(phrase)
            if tuple(words[start:end]) == phrase and words[end : end + 1] not in (["than"], ["of"]):
                return end, modifier
        return None

    def match_vague(self, words: Sequence[str], start: int) -> tuple[int, Interval] | None:
        """The longest quantity without a number that begins at token ``start``: where it ends, and its interval."""
        return _match(self.vague, words, start)

    def match_share(self, words: Sequence[str], start: int) -> tuple[int, Interval] | None:
        """The longest share without a number ("most", "the majority") that begins at token ``start``."""
        return _match(self.shares, words, start)

    def rows(self) -> list[Row]:
        """The whole table for people, in alphabetical order."""
        out: dict[str, Row] = {}
        for phrases, reverse in ((self.before, True), (self.after, False)):
            for group in phrases.values():
                for phrase, m in group:
                    words = " ".join(phrase)
                    becomes = f"{m.low:g} to {'open' if m.high is None else f'{m.high:g}'} times the number"
                    out[words if reverse else f"... {words}"] = Row(words if reverse else f"... {words}", becomes, m.reason)
        for intervals in (self.vague, self.shares):
            for entries in intervals.values():
                for phrase, i in entries:
                    words = " ".join(phrase)
                    out[words] = Row(words, f"{i.low:g} to {'open' if i.high is None else f'{i.high:g}'}", i.reason)
        return [out[words] for words in sorted(out)]


def _add(
    table: dict[str, list[tuple[tuple[str, ...], T]]], phrase: tuple[str, ...], meaning: T, *, reverse: bool = False
) -> None:
    """File a phrase under its first word (or its last, where it is looked up backwards), longest first."""
    entries = table.setdefault(phrase[-1] if reverse else phrase[0], [])
    entries.append((phrase, meaning))
    entries.sort(key=lambda entry: -len(entry[0]))


def _match(table: Intervals, words: Sequence[str], start: int) -> tuple[int, Interval] | None:
    for phrase, interval in table.get(words[start], ()):
        if tuple(words[start : start + len(phrase)]) == phrase:
            return start + len(phrase), interval
    return None


def _open(value: float) -> float | None:
    return None if math.isinf(value) else float(value)


def _modifier(entry: Mapping[str, Any], own: tuple[float, float] | None) -> Modifier:
    low, high = own or (entry["low"], entry["high"])
    best = min(max(entry["best"], low), high)
    reason = "Set by this investigation." if own else entry["reason"]
    return Modifier(Hedge(entry["hedge"]), low, best, _open(high), not own and entry.get("step", False), reason, entry["sign"])


def _interval(entry: Mapping[str, Any]) -> Interval:
    best = None if entry.get("open") else entry.get("best") or _middle(entry["low"], entry["high"])
    return Interval(float(entry["low"]), None if best is None else float(best), _open(entry["high"]), entry["reason"])


def _sizes(pack: Mapping[str, Any]) -> dict[str, Interval]:
    """ "A large number", "a very large number", "huge numbers": every adjective with every word around it."""
    made = {}
    for adjective, entry in pack["adjectives"].items():
        interval = _interval(entry)
        for noun in pack["nouns"]:
            for degree in ("", *pack["degrees"]):
                phrase = f"{degree} {adjective} {noun}".strip()
                article = "an" if phrase[0] in "aeiou" else "a"
                made[phrase if noun.endswith("s") else f"{article} {phrase}"] = interval
    return made


def _own_interval(bounds: tuple[float, float]) -> Interval:
    return Interval(float(bounds[0]), _middle(*bounds), _open(bounds[1]), "Set by this investigation.")


def _middle(low: float, high: float) -> float:
    """Geometric mean to two significant digits: dozens is nearer to 24 than to 99 more often than not."""
    if low <= 0 or math.isinf(high):
        return float(low) if math.isinf(high) else (low + high) / 2
    mean = math.sqrt(low * high)
    digits = 1 - math.floor(math.log10(mean))
    return float(min(max(round(mean, digits), low), high))


def apply_modifier(modifier: Modifier, low: float, high: float) -> Bounds:
    """The interval of a number, or of both ends of a range, under a hedge.

    A stated range keeps its ends under "about" and "almost": the speaker has already said how far it goes. "At least" and
    "up to" open the side they name.

    Args:
        modifier: the hedge.
        low: the number, or the lower end.
        high: the number again, or the upper end.

    >>> table = HedgeTable()
    >>> apply_modifier(table.match_before(["almost"], 1)[1], 50.0, 50.0)
    (42.5, 48.0, 50.0)
    >>> apply_modifier(table.match_before(["at", "least"], 2)[1], 50.0, 50.0)
    (50.0, 50.0, None)
    """
    if low != high:
        middle = (low + high) / 2
        if modifier.hedge is Hedge.MIN:
            return low * modifier.low, middle, None
        return (low * modifier.low, middle, high) if modifier.hedge is Hedge.MAX else (low, middle, high)
    if low <= 0:
        return low, low, None if modifier.high is None else low
    below, above = low * modifier.low, None if modifier.high is None else low * modifier.high
    if modifier.widens_to_step and above is not None:
        half = significant_step(low) / 2
        below, above = min(below, low - half), max(above, low + half)
    return _clean(below), _clean(low * modifier.best), above if above is None else _clean(above)


def apply_to_interval(modifier: Modifier, bounds: Bounds) -> Bounds:
    """A hedge on words that are an interval already: "at least a few hundred", "up to several dozen"."""
    low, best, high = bounds
    if modifier.hedge is Hedge.MIN:
        return low, best, None
    return (0.0, best, high) if modifier.hedge is Hedge.MAX else bounds


def lower_best(bounds: Bounds) -> Bounds:
    """What "only" does to words without a number: the bounds stay, the best guess moves towards the lower one.

    >>> lower_best((24.0, 38.0, 60.0))
    (24.0, 30.0, 60.0)
    """
    low, best, high = bounds
    return bounds if low is None or best is None else (low, _middle(low, best) if low > 0 else (low + best) / 2, high)


def _clean(value: float) -> float:
    """Undo the binary noise of a product of decimals, so that 0.85 of 4,000 is 3,400 on every machine."""
    return round(value, 6)
