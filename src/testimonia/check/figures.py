"""Whether a figure in a draft is a fair rendering of one in the case: the same, rounded, or hedged as the source hedged it.

A draft may round what was said if it says so ("about 4,000" for 3,750), may write numbers in words, and may name a bound that
is true. It may not drop the source's own doubt: who said "about 250" has not said "250".
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile

from testimonia.check.terms import singular
from testimonia.model.values import Amount, Duration, Hedge, Money, Quantity
from testimonia.text.names import fold
from testimonia.text.numbers import read_number, significant_step
from testimonia.text.units import MONEY

_LOOSE = frozenset({Hedge.ABOUT, Hedge.VAGUE, Hedge.RANGE})
_TOLERANCE = 1e-6
_LOOSE_WORDS = re.compile(r"\b(?:few|several|couple|dozens|hundreds|thousands|scores)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\bothers?\b", re.IGNORECASE)
_BOUND = 0.75
"""How near a bound must lie to the figure: "more than 100" for 112, but not for 190."""
_PART_OF = re.compile(r"\w+ of (?:the |these |those |his |her |their |its )?(?P<whole>\w+)", re.IGNORECASE)
_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:-[^\W\d_]+)*|[^\W_]+")


class Fit(StrEnum):
    """How a drafted figure stands to one of the case."""

    SAME = "same"
    HEDGE_DROPPED = "hedge dropped"
    """The figure is right, and the source's "about", "at least", "up to" is gone or turned round."""
    UNIT = "unit"
    """The same figure in another unit or currency."""
    OTHER = "other"


def compare(drafted: Quantity, known: Quantity) -> Fit:
    """How a drafted value stands to one that somebody gave.

    >>> about = Amount(3400, 4000, 4600, "people", "about 4,000 people", Hedge.ABOUT)
    >>> exact = Amount(4000, 4000, 4000, "people", "4,000 people")
    >>> compare(about, about).value, compare(exact, about).value, compare(about, exact).value
    ('same', 'hedge dropped', 'same')
    """
    if (mine_of := _whole_of(drafted)) and (theirs_of := _whole_of(known)) and mine_of != theirs_of:
        return Fit.OTHER  # "two of the four doors" are not "two of the three doors"
    if not _same_unit(drafted, known):
        return Fit.UNIT if _figure(drafted) == _figure(known) else Fit.OTHER
    mine, theirs = figure_of(drafted), figure_of(known)
    if _is_bare(drafted) != _is_bare(known):
        mine, theirs = spoken_figure(drafted), spoken_figure(known)
    if drafted.hedge is Hedge.RANGE or known.hedge is Hedge.RANGE:
        return _compare_ranges(drafted, known)
    if drafted.hedge is Hedge.VAGUE or known.hedge is Hedge.VAGUE or _LOOSE_WORDS.search(drafted.words):
        return _compare_vague(drafted, known)
    if mine is None or theirs is None:
        return Fit.OTHER
    if _OTHERS.search(known.words) and not _OTHERS.search(drafted.words):
        theirs = theirs + 1 if _is_equal(mine, theirs + 1) else theirs  # "with two others": three of them
    if _is_equal(mine, theirs):
        return Fit.SAME if _hedges_fit(drafted, known) else Fit.HEDGE_DROPPED
    if drafted.hedge is Hedge.ABOUT and is_rounding(mine, theirs):
        return Fit.SAME if known.hedge in (Hedge.EXACT, Hedge.ABOUT) else Fit.HEDGE_DROPPED
    if drafted.hedge is known.hedge and drafted.hedge in (Hedge.MIN, Hedge.MAX):
        return Fit.SAME if is_rounding(mine, theirs) else Fit.OTHER  # another bound than the one that was given
    if _says_just(drafted):
        return Fit.OTHER
    if drafted.hedge is Hedge.MIN and known.hedge is Hedge.EXACT:
        return Fit.SAME if _BOUND * theirs <= mine < theirs else Fit.OTHER
    if drafted.hedge is Hedge.MAX and known.hedge is Hedge.EXACT:
        return Fit.SAME if _BOUND * mine <= theirs < mine else Fit.OTHER
    return Fit.OTHER


def is_rounding(rounded: float, figure: float) -> bool:
    """Whether a figure is another one rounded, to no more than a tenth of it.

    >>> is_rounding(4000, 3750), is_rounding(4200, 4000), is_rounding(30, 31)
    (True, False, True)
    """
    if not rounded or not figure:
        return False
    return abs(rounded - figure) <= min(significant_step(rounded) / 2, 0.1 * abs(figure)) + _TOLERANCE


def inside(drafted: Quantity, low: float | None, best: float | None, high: float | None) -> bool:
    """Whether a drafted figure lies within what was concluded: its figure, or both ends of its range."""
    ends = [drafted.low, drafted.high] if drafted.hedge is Hedge.RANGE else [figure_of(drafted)]
    points = [end for end in ends if end is not None]
    if not points or (low is None and high is None):
        return False
    fits = all((low is None or low - _TOLERANCE <= p) and (high is None or p <= high + _TOLERANCE) for p in points)
    return fits or bool(best and len(points) == 1 and is_rounding(points[0], best))


def figure_of(value: Quantity) -> float | None:
    """The figure that was named: of "almost 50" the 50, of "more than 100" the 100."""
    if value.hedge is Hedge.MIN:
        return value.low if value.low is not None else value.best
    if value.hedge is Hedge.MAX:
        return value.high if value.high is not None else value.best
    if value.hedge is Hedge.ABOUT and _says_below(value) and value.high is not None:
        return value.high
    return value.best if value.best is not None else value.low


def spoken_figure(value: Quantity) -> float | None:
    """The figure in the unit that was said: of "80 tonnes" 80, whatever unit the value is kept in."""
    said = figures_in(value.words)
    return next(iter(said)) if len(said) == 1 else figure_of(value)


def _whole_of(value: Quantity) -> frozenset[float]:
    match = _PART_OF.search(value.words)
    return figures_in(match["whole"]) if match else frozenset()


def _says_below(value: Quantity) -> bool:
    return value.words.casefold().startswith(("almost", "nearly", "close to", "not quite", "just under", "just over"))


def _figure(value: Quantity) -> float | None:
    """The figure as a number of the unit that was said, for telling a changed unit from a changed figure."""
    digits = "".join(ch for ch in value.words if ch.isdigit() or ch == ".").strip(".")
    return float(digits) if digits.replace(".", "", 1).isdigit() else figure_of(value)


def _is_bare(value: Quantity) -> bool:
    return isinstance(value, Amount) and not value.unit


def _same_unit(one: Quantity, other: Quantity) -> bool:
    if isinstance(one, Amount) and isinstance(other, Amount):
        if _is_bare(one) or _is_bare(other):
            return True  # "they found eighty": eighty of what was spoken of
        physical = {one.unit, other.unit} & PHYSICAL
        return one.unit == other.unit if physical else True
    if isinstance(one, Money) and isinstance(other, Money):
        mine, theirs = one.unit.casefold(), other.unit.casefold()
        return mine == theirs or bool(_currency(mine) & _currency(theirs))
    return isinstance(one, Duration) and isinstance(other, Duration)


def _currency(unit: str) -> frozenset[str]:
    """The words of a currency: what one text calls pounds may be another's GBP."""
    return frozenset(word.removesuffix("s") for word in MONEY.names.get(unit.upper(), unit).casefold().split())


PHYSICAL = frozenset({"km", "m", "kg", "tonne", "t", "litre", "m2", "km2", "ha", "km/h", "degree", "percent", "%", "mile", "C"})


def _is_equal(one: float, other: float) -> bool:
    return abs(one - other) <= _TOLERANCE + 1e-4 * max(abs(one), abs(other))


def _hedges_fit(drafted: Quantity, known: Quantity) -> bool:
    if known.hedge is Hedge.EXACT and not _says_within(drafted):
        return drafted.hedge in (Hedge.EXACT, Hedge.ABOUT) or _says_just(drafted)
    if {drafted.hedge, known.hedge} == {Hedge.MAX, Hedge.EXACT} and (_says_within(drafted) or _says_within(known)):
        return True
    if known.hedge is Hedge.ABOUT:
        return drafted.hedge is Hedge.ABOUT
    return drafted.hedge is known.hedge


def _says_just(value: Quantity) -> bool:
    """ "No fewer than", "as many as": an exact figure with a tone."""
    return value.words.casefold().startswith(
        ("as many as", "as much as", "as far as", "as long as", "no fewer than", "no less than")
    )


def _says_within(value: Quantity) -> bool:
    """ "Within two days" and "in two days" promise the same."""
    return value.words.casefold().startswith(("within", "in "))


def _compare_ranges(drafted: Quantity, known: Quantity) -> Fit:
    mine, theirs = (drafted.low, drafted.high), (known.low, known.high)
    if drafted.hedge is known.hedge:
        same = all(a is not None and b is not None and _is_equal(a, b) for a, b in zip(mine, theirs, strict=True))
        return Fit.SAME if same else Fit.OTHER
    if known.hedge is Hedge.RANGE:
        figure = figure_of(drafted)
        if figure is None or known.low is None or known.high is None or not known.low <= figure <= known.high:
            return Fit.OTHER
        return Fit.SAME if drafted.hedge in _LOOSE else Fit.HEDGE_DROPPED
    figure = figure_of(known)
    covers = (
        figure is not None and drafted.low is not None and drafted.high is not None and drafted.low <= figure <= drafted.high
    )
    return Fit.SAME if covers and known.hedge in _LOOSE | {Hedge.EXACT} else Fit.OTHER


def _compare_vague(drafted: Quantity, known: Quantity) -> Fit:
    low = max(drafted.low or 0.0, known.low or 0.0)
    high = min(value.high if value.high is not None else float("inf") for value in (drafted, known))
    if low > high:
        return Fit.OTHER
    return Fit.SAME if drafted.hedge is Hedge.VAGUE or _LOOSE_WORDS.search(drafted.words) else Fit.HEDGE_DROPPED


@lru_cache(maxsize=4096)
def figures_in(text: str) -> frozenset[float]:
    """Every number that a text writes, in digits or in words.

    >>> sorted(figures_in("Two of three doors; 4,000 people, twenty-one days."))
    [2.0, 3.0, 21.0, 4000.0]
    """
    return frozenset(measured_in(text))


@lru_cache(maxsize=4096)
def measured_in(text: str) -> Mapping[float, frozenset[str]]:
    """Every number that a text writes -> the words right behind it, in the singular.

    >>> dict(measured_in("six weeks, 58 metres")) == {6.0: frozenset({"week"}), 58.0: frozenset({"metre"})}
    True
    """
    words = [part for word in _WORD.findall(text) for part in fold(word).replace("-", " - ").split()]
    found: dict[float, frozenset[str]] = {}
    n = 0
    while n < len(words):
        number = read_number(words, n)
        if number is None:
            n += 1
            continue
        n = max(number.end, n + 1)
        near = takewhile(lambda word: not word[0].isdigit(), words[n : n + 3])
        behind = [word for word in near if word != "-"][:2]
        found[float(number.value)] = found.get(float(number.value), frozenset()).union(map(singular, behind))
    return found
