"""What the finders of quantities share: the passage as they see it, and a quantity before it is written out."""

import math
from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Doc

from testimonia.extract.values.hedges import Bounds, HedgeTable
from testimonia.extract.values.times import time_spans
from testimonia.model.values import Hedge
from testimonia.text.numbers import number_words
from testimonia.text.units import MONEY, UNITS

SIGNS = "~≈<>"
"""Signs that may be glued to figures: "~50"."""


class Piece(Struct, frozen=True):
    """A quantity before it is written out: token span ``[start, end)``, head token, and the parts of its value."""

    start: int
    end: int
    head: int
    kind: str
    """amount, money, duration."""
    bounds: Bounds
    hedge: Hedge
    unit: str
    per: str
    rule: str


class View:
    """One passage as the finders see it: its tokens, their lower-case words without glued signs and units, the hedges."""

    def __init__(self, doc: Doc, words: Sequence[str], hedges: HedgeTable) -> None:
        self.doc = doc
        self.hedges = hedges
        self.words = [_without_stop(without_sign(word)) for word in words]
        self.glued: dict[int, str] = {}
        """Token -> unit written without a blank: "6kW" is read as 6."""
        for i, word in enumerate(self.words):
            if word[0].isdigit() and word[-1].isalpha() and (unit := word.lstrip("0123456789.,")) in UNITS.phrases:
                self.glued[i] = unit
                self.words[i] = word.removesuffix(unit)
        self.last: Piece | None = None
        """The quantity found last."""
        self._times: list[tuple[int, int]] | None = None

    def word(self, i: int) -> str:
        """The lower-case word at a token, empty outside the passage."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def tag(self, i: int) -> str:
        """The part-of-speech tag at a token, empty outside the passage."""
        return str(self.doc[i].tag_) if 0 <= i < len(self.words) else ""

    def is_time(self, first: int, end: int) -> bool:
        """Whether tokens stand in an expression of time; asked for once, and only in passages with a number."""
        if self._times is None:
            self._times = time_spans(self.doc)
        start, stop = self.doc[first].idx, self.doc[end - 1].idx + len(self.doc[end - 1])
        return any(s < stop and start < e for s, e in self._times)


def without_sign(word: str) -> str:
    """A token without the sign or the currency code glued to its figures: "~50", "EUR50m"."""
    if word[0] in SIGNS:
        return word.lstrip(SIGNS) or word
    return word[3:] if word[3:4].isdigit() and word[:3] in MONEY.codes else word


def _without_stop(word: str) -> str:
    """A unit at the end of a sentence without the full stop that the tokeniser took for its own: "7 km." and "$1.5m."."""
    return word[:-1] if word[-1] == "." and (word[:-1] in UNITS.phrases or word[:-1] in number_words().suffixes) else word


def scaled(bounds: Bounds, factor: float) -> Bounds:
    """Convert an interval; the binary noise of the product is rounded away."""
    low, best, high = (None if v is None else float(f"{v * factor:.12g}") for v in bounds)
    return low, best, high


def whole(bounds: Bounds, hedge: Hedge) -> Bounds:
    """Counts are whole: bounds that a factor made fractional are rounded outwards, the best guess to the nearest.

    >>> whole((42.5, 48.0, 50.0), Hedge.ABOUT)
    (42.0, 48.0, 50.0)
    """
    if hedge in (Hedge.EXACT, Hedge.RANGE):
        return bounds
    low, best, high = bounds
    low = None if low is None else float(math.floor(low))
    high = None if high is None else float(math.ceil(high))
    return low, None if best is None else float(round(best)), high
