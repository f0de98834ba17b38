"""The interval of numbers that a value allows, for comparing what different people said.

Nobody who says "4,000" has counted 4,000: the bare number is read as rounded at its last significant digit. Hedges widen or
open the interval. Comparing intervals instead of points keeps roundings from looking like contradictions, and keeps lower
bounds ("at least 50") from being taken as estimates.

Source: our own reading of hedged numbers; the width of "about" follows Ferson et al. 2015, "Natural language of uncertainty:
numeric hedge words" in its order of magnitude.
"""

import math
import re
from datetime import datetime, timedelta

from msgspec import Struct

from testimonia.model.testimony import Polarity, Stance
from testimonia.model.values import Amount, Duration, Hedge, Moment, Money, Value
from testimonia.reconcile.units import find_spoken_unit, find_unit

SMALL_COUNT = 20
"""Counts below this are taken as exact: people count thirteen buses, they do not round them."""

ABOUT = 0.15
"""Relative half-width of "about" where the value brings no bounds of its own."""

INFINITY = math.inf
EPOCH = datetime(1970, 1, 1)


class Interval(Struct, frozen=True, gc=False):
    """Closed interval on the question's axis, in base units (h, km, kg, currency, minutes for moments).

    Infinite ends are open sides. ``best`` is the figure itself, None where none was given.
    """

    low: float
    best: float | None
    high: float

    @property
    def is_estimate(self) -> bool:
        """Whether both sides are closed: bounds alone are no estimate."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def meets(self, other: "Interval") -> bool:
        """Whether some number satisfies both."""
        return not (self.is_below(other) or other.is_below(self))

    def is_below(self, other: "Interval") -> bool:
        """Whether this interval ends before the other begins, beyond rounding error."""
        return self.high + 1e-9 * max(1.0, abs(self.high)) < other.low

    def is_within(self, other: "Interval") -> bool:
        """Whether every number of this interval is in the other."""
        return other.low <= self.low and self.high <= other.high


def read_interval(value: Value) -> Interval | None:
    """The interval a quantity or a dated moment allows; None for values that are no interval.

    >>> read_interval(Amount(4000, 4000, 4000, "person", "4,000 people"))
    Interval(low=3500.0, best=4000.0, high=4500.0)
    >>> read_interval(Amount(4, 4, 4, "fighter", "four"))
    Interval(low=4.0, best=4.0, high=4.0)
    >>> read_interval(Amount(50, 50, None, "lorry", "at least 50 lorries", Hedge.MIN)).high
    inf
    """
    if isinstance(value, Moment):
        return _moment_interval(value)
    if isinstance(value, Amount | Money | Duration):
        return _quantity_interval(value)
    return None


def read_excluded(value: Value, polarity: Polarity, stance: Stance) -> Interval | None:
    """What a negated figure rules out: "denies that 250 left" speaks against 250, and for no other number.

    >>> read_excluded(Amount(250, 250, 250, "fighter", "250"), Polarity.NEGATED, Stance.DENIES)
    Interval(low=245.0, best=250.0, high=255.0)
    """
    is_negated = polarity is Polarity.NEGATED or stance is Stance.DENIES
    interval = read_interval(value) if is_negated else None
    return None if interval is None or interval.best == 0 else interval


def base_factor(value: Amount | Money | Duration) -> float:
    """How many base units one unit of the value is: 1 for counts and money."""
    unit = find_unit(value.unit) if value.unit else None
    return unit.factor if unit and not isinstance(value, Money) else 1.0


def _quantity_interval(value: Amount | Money | Duration) -> Interval | None:
    """The interval in base units; counts are rounded outward to whole things, so that sums can be checked by hand."""
    interval = _real_interval(value)
    if interval is None or not isinstance(value, Amount) or find_unit(value.unit):
        return interval
    low = math.floor(interval.low + 1e-9) if math.isfinite(interval.low) else interval.low
    high = math.ceil(interval.high - 1e-9) if math.isfinite(interval.high) else interval.high
    return Interval(float(low), interval.best, float(high))


def _real_interval(value: Amount | Money | Duration) -> Interval | None:
    factor = base_factor(value)
    low, best, high = (None if number is None else number * factor for number in (value.low, value.best, value.high))
    if low is None and high is None and best is None:
        return None
    if value.hedge is Hedge.MIN:
        floor = low if low is not None else best
        return None if floor is None else Interval(floor, best, INFINITY)
    if value.hedge is Hedge.MAX:
        ceiling = high if high is not None else best
        return None if ceiling is None else Interval(low if low else -INFINITY, best, ceiling)
    if low is not None and high is not None and low < high:
        return Interval(low, best, high)
    figure = best if best is not None else low if low is not None else high
    if value.hedge is Hedge.VAGUE or figure is None:
        return Interval(low if low is not None else 0.0, best, high if high is not None else INFINITY)
    half = _rounding(value, figure)
    if value.hedge is Hedge.ABOUT:
        half = max(half, ABOUT * abs(figure))
    return Interval(figure - half, figure, figure + half)


def _rounding(value: Amount | Money | Duration, figure: float) -> float:
    """Half a unit of the last significant digit, in the unit the words used; nothing for small counts."""
    unit = find_unit(value.unit) if value.unit and not isinstance(value, Money) else None
    if unit is None:
        is_exact = abs(figure) < SMALL_COUNT and figure == round(figure)
        return 0.0 if is_exact or (isinstance(value, Money) and figure == 0) else _half_digit(figure, is_count=True)
    spoken = find_spoken_unit(value.words, unit.dimension)
    size = spoken.factor if spoken else unit.factor
    return _half_digit(figure / size, is_count=False) * size


def _half_digit(figure: float, *, is_count: bool) -> float:
    """Half a unit of a number's last significant digit.

    >>> [_half_digit(n, is_count=True) for n in (4000, 250, 112, 20)]
    [500.0, 5.0, 0.0, 5.0]
    >>> _half_digit(6.5, is_count=False)
    0.05
    """
    text = f"{abs(figure):.9g}"
    mantissa, _, exponent = text.partition("e")
    digits = mantissa.replace(".", "").lstrip("0")
    if not digits:
        return 0.0 if is_count else 0.5
    decimals = len(mantissa.partition(".")[2]) - int(exponent or 0)
    if decimals > 0:
        return float(0.5 * 10.0**-decimals)
    zeros = len(digits) - len(digits.rstrip("0")) - decimals
    return 0.0 if zeros == 0 and is_count else float(0.5 * 10.0**zeros)


def _moment_interval(value: Moment) -> Interval | None:
    low = min((to_minutes(text) for text in (value.earliest_start, value.latest_start) if text), default=-INFINITY)
    high = max((to_minutes(text, is_end=True) for text in (value.latest_end, value.earliest_end) if text), default=INFINITY)
    if (not math.isfinite(low) and not math.isfinite(high)) or low > high:
        return None
    return Interval(low, None, high)


_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d)(?::(\d\d))?)?")


def to_minutes(text: str, *, is_end: bool = False) -> float:
    """Minutes since 1970 of a local ISO 8601 time of any precision; the end of the stretch it names if ``is_end``.

    Returns:
        Minutes, or plus or minus infinity if the text is no ISO date: an unknown bound is an open one.

    >>> to_minutes("1970-01-02"), to_minutes("1970-01-02", is_end=True), to_minutes("1970-01", is_end=True) // 1440
    (1440.0, 2879.0, 30.0)
    """
    match = _ISO.match(text)
    try:
        if not match:
            raise ValueError(text)
        year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
        moment = datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0)
        if is_end:
            moment = _stretch_end(moment, month, day, hour, minute)
    except (ValueError, OverflowError):
        return INFINITY if is_end else -INFINITY
    return (moment - EPOCH).total_seconds() / 60


def _stretch_end(start: datetime, month: int | None, day: int | None, hour: int | None, minute: int | None) -> datetime:
    if minute is not None:
        return start
    if hour is not None:
        return start + timedelta(minutes=59)
    if day is not None:
        return start + timedelta(minutes=1439)
    following = start.replace(year=start.year + 1) if month is None or month == 12 else start.replace(month=start.month + 1)
    if month == 12:
        following = following.replace(month=1)
    return following - timedelta(minutes=1)
