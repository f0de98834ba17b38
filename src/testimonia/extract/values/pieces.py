"""What the finders of quantities share: the passage as they see it, and a quantity before it is written out."""

import math
import re
from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Doc

from testimonia.extract.values.hedges import Bounds, HedgeTable
from testimonia.extract.values.readings import Reading
from testimonia.extract.values.times import time_spans
from testimonia.model.values import Hedge
from testimonia.text.numbers import number_words
from testimonia.text.units import MONEY, UNITS

SIGNS = "~≈<>"
"""Signs that may be glued to figures: "~50"."""

MINUS = ("-", "−", "minus-")
BELOW = "sub-"
"""Glued to figures, it says less than: "the sub-500 market"."""
CODED = re.compile(r"([a-z]{2,3})(?=\d)")
SLASHED = re.compile(r"([\d,.]*\d)/[$£€]([\d,.]*\d)")


class Piece(Struct, frozen=True):
    """A quantity before it is written out: token span ``[start, end)``, head token, and the parts of its value."""

    start: int
    end: int
    head: int
    value_type: str
    """amount, money, duration."""
    bounds: Bounds
    hedge: Hedge
    unit: str
    per: str
    rule: str
    kind: str = "count"
    """The sort of quantity, as in `Found.kind`."""
    is_claim: bool = True
    reading: Reading | None = None
    """What it was read from; None where no number was said ("a soldier", "none")."""
    figures: tuple[float, float | None] | None = None
    """The figures said, where the reading does not have them."""
    unit_at: tuple[int, int] = (0, 0)
    """Tokens of the unit or currency, empty where the unit is the counted noun."""
    rate_end: int = 0
    """End of the words that say what it is for one of, where they follow the unit at once; else 0."""


class View:
    """One passage as the finders see it: its tokens, their lower-case words without glued signs and units, the hedges."""

    def __init__(
        self, doc: Doc, words: Sequence[str], hedges: HedgeTable, *, starts: Sequence[int], wants_all: bool = False
    ) -> None:
        self.doc = doc
        self.hedges = hedges
        self.wants_all = wants_all
        """Whether quantities that claim nothing by themselves are wanted too."""
        self.starts = starts
        """Tokens a quantity may begin with."""
        self.words = [word if word.isalpha() else _without_stop(without_sign(word)) for word in words]
        for i in range(1, len(self.words)):
            if self.words[i - 1] == "/" and self.words[i][:-1] in UNITS.rates:
                self.words[i] = self.words[i][:-1]  # the tokeniser's "h." of "60 km/h."
        self.glued: dict[int, str] = {}
        """Token -> unit written without a blank: "6kW" is read as 6."""
        self.negative: set[int] = set()
        """Tokens with a minus glued to their figures."""
        self.slashed: dict[int, float] = {}
        """Token -> the second of two sums written with a stroke: "$7/$9"."""
        folds = number_words().folds
        for i in starts:
            word = self.words[i]
            if not word[-1].isalnum():
                continue
            if (parts := folds.get(word)) is not None:
                self.words[i], self.glued[i] = parts
                continue
            if not word[0].isdigit():
                word = self._without_minus(i, word)
            if word[0].isdigit() and (unit := _unit_after(word)) and not (unit == "g" and doc[i].text[-1] == "G"):
                self.glued[i] = unit
                self.words[i] = word.removesuffix(unit)
            elif "/" in word and (match := SLASHED.fullmatch(word)):
                self.words[i], self.slashed[i] = match[1], float(match[2].replace(",", ""))
        self.last: Piece | None = None
        """The quantity found last."""
        self.earlier: dict[int, Piece] = {}
        """First token of a quantity -> the quantity before it, where all are wanted."""
        self._times: list[tuple[int, int]] | None = None

    def _without_minus(self, i: int, word: str) -> str:
        """Note a minus glued to figures ("-5", "minus-260") and take it off; a range's second figure keeps none."""
        for sign in MINUS:
            if (
                word.startswith(sign)
                and word[len(sign) : len(sign) + 1].isdigit()
                and not (i and self.words[i - 1][-1:].isdigit())
            ):
                self.negative.add(i)
                self.words[i] = word[len(sign) :]
        return self.words[i]

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
    if word.startswith(BELOW) and word[len(BELOW) :][:1].isdigit():
        return word[len(BELOW) :]
    return word[len(code) :] if word[-1].isalnum() and (code := glued_code(word)) else word


def glued_code(word: str) -> str:
    """The currency code written before figures without a blank: "EUR50m", "RM23.50"; empty if there is none."""
    if not word[0].isalpha() or not (match := CODED.match(word)):
        return ""
    return match[1] if match[1] in MONEY.codes else ""


def _without_stop(word: str) -> str:
    """A unit at the end of a sentence without the full stop that the tokeniser took for its own: "7 km." and "$1.5m."."""
    return word[:-1] if word[-1] == "." and (word[:-1] in UNITS.phrases or word[:-1] in number_words().suffixes) else word


def _unit_after(word: str) -> str:
    """The unit glued to figures: "kw" of "6kw", "m2" of "32m2"."""
    unit = word.lstrip("0123456789.,")
    return unit if unit and unit in UNITS.phrases else ""


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
