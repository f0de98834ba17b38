"""The Arabic hedges: the same convention as the English table, over folded words.

Why a reader of its own: Arabic phrases are looked up by folded words without their clitics, and the editors' own lines may be
in either language. What an interval does to a number is the arithmetic of `testimonia.extract.values.hedges`.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from testimonia.extract.arabic.words import split_clitics
from testimonia.extract.values.hedges import Interval, Modifier
from testimonia.model.values import Hedge
from testimonia.text.arabic import fold_word, is_arabic
from testimonia.text.packs import read_table

_OWN = "Set by this investigation."

Phrase = tuple[str, ...]


class ArabicHedges:
    """The hedges of the pack with an investigation's own Arabic lines laid over them.

    >>> ArabicHedges({"بضع عشرات": (24, 60)}).match_vague(["بضع", "عشرات"], 0)[1].high
    60.0
    """

    def __init__(self, overrides: Mapping[str, tuple[float, float]] | None = None) -> None:
        pack = read_table("ar", "hedges")
        own = {_phrase(words): bounds for words, bounds in (overrides or {}).items() if is_arabic(words)}
        self.before: dict[str, list[tuple[Phrase, Modifier]]] = {}
        self.after: dict[str, list[tuple[Phrase, Modifier]]] = {}
        self.vague: dict[str, list[tuple[Phrase, Interval]]] = {}
        used: set[Phrase] = set()
        for entry in pack["modifiers"].values():
            for place, table in (("before", self.before), ("after", self.after)):
                for words in entry[place]:
                    phrase = _phrase(words)
                    used.add(phrase)
                    table.setdefault(phrase[-1 if place == "before" else 0], []).append(
                        (phrase, _modifier(entry, own.get(phrase)))
                    )
        self.shares: dict[str, list[tuple[Phrase, Interval]]] = {}
        for words, entry in pack["shares"].items():
            phrase = _phrase(words)
            self.shares.setdefault(phrase[0], []).append((phrase, _interval(entry)))
        vague = {_phrase(words): _interval(entry) for words, entry in pack["vague"].items()}
        for phrase, (low, high) in own.items():
            if phrase not in used:
                vague[phrase] = Interval(float(low), middle(low, high), float(high), _OWN)
        for phrase, interval in vague.items():
            self.vague.setdefault(phrase[0], []).append((phrase, interval))
        for phrases in (*self.before.values(), *self.after.values()):
            phrases.sort(key=lambda entry: -len(entry[0]))
        for intervals in self.vague.values():
            intervals.sort(key=lambda entry: -len(entry[0]))

    def match_before(self, words: Sequence[str], end: int) -> tuple[int, Modifier] | None:
        """The longest hedge that ends just before word ``end``: where it starts, and what it means."""
        for phrase, modifier in self.before.get(words[end - 1], ()) if end > 0 else ():
            start = end - len(phrase)
            if start >= 0 and tuple(words[start:end]) == phrase:
                return start, modifier
        return None

    def match_after(self, words: Sequence[str], start: int) -> tuple[int, Modifier] | None:
        """The longest hedge that begins at word ``start``: where it ends, and what it means."""
        for phrase, modifier in self.after.get(words[start], ()) if start < len(words) else ():
            if tuple(words[start : start + len(phrase)]) == phrase:
                return start + len(phrase), modifier
        return None

    def match_vague(self, words: Sequence[str], start: int) -> tuple[int, Interval] | None:
        """The longest quantity without a number that begins at word ``start``."""
        return _match(self.vague, words, start)

    def match_share(self, words: Sequence[str], start: int) -> tuple[int, Interval] | None:
        """The share without a number ("most of") that begins at word ``start``."""
        return _match(self.shares, words, start)


def _match(table: Mapping[str, list[tuple[Phrase, Interval]]], words: Sequence[str], start: int) -> tuple[int, Interval] | None:
    for phrase, interval in table.get(words[start], ()):
        if tuple(words[start : start + len(phrase)]) == phrase:
            return start + len(phrase), interval
    return None


def _phrase(words: str) -> Phrase:
    """A phrase as the keys of a text show it."""
    return tuple(split_clitics(word)[1] for word in fold_word(" ".join(words.split())).split())


def _modifier(entry: Mapping[str, Any], own: tuple[float, float] | None) -> Modifier:
    low, high = own or (entry["low"], entry["high"])
    best = min(max(entry["best"], low), high)
    open_high = None if math.isinf(high) else float(high)
    return Modifier(
        Hedge(entry["hedge"]), low, best, open_high, not own and entry.get("step", False), _OWN if own else entry["reason"]
    )


def _interval(entry: Mapping[str, Any]) -> Interval:
    low, high = float(entry["low"]), float(entry["high"])
    best = None if entry.get("open") else float(entry.get("best") or middle(low, high))
    return Interval(low, best, None if math.isinf(high) else high, entry["reason"])


def middle(low: float, high: float) -> float:
    """Geometric mean to two significant digits, as for the English words.

    >>> middle(24, 60), middle(2000, 9999)
    (38.0, 4500.0)
    """
    if low <= 0:
        return (low + high) / 2
    mean = math.sqrt(low * high)
    return float(min(max(round(mean, 1 - math.floor(math.log10(mean))), low), high))
