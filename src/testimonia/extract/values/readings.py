"""Read a quantity as it was said: the number or the words in its place, a range, and the hedges on either side.

This is the step between "a number stands here" and "so many of what": a reading knows how much was said and how surely,
not yet of what.
"""

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from testimonia.extract.values.hedges import (
    Bounds,
    HedgeTable,
    Interval,
    Modifier,
    apply_modifier,
    apply_to_interval,
    lower_best,
)
from testimonia.model.values import Hedge
from testimonia.text.numbers import Number, read_number
from testimonia.text.units import MONEY, UNITS

DASHES = frozenset({"-", "–", "—", "‑"})
STRENGTH = {Hedge.MIN: 2, Hedge.MAX: 2, Hedge.ABOUT: 1}


class Kind(Enum):
    """What stands where the number stands."""

    NUMBER = "number"
    FRACTION = "fraction"
    VAGUE = "vague"
    SHARE = "share"


class Reading(Struct, frozen=True):
    """A quantity as said. Token indices; ``[start, stop)`` includes the hedges, ``[first, end)`` the number or range alone.

    ``low`` and ``high`` are the stated ends, equal unless a range was stated; both are 0 for words without a number, whose
    ``interval`` says what they stand for.
    """

    start: int
    first: int
    end: int
    stop: int
    kind: Kind
    low: float
    high: float
    modifier: Modifier | None = None
    interval: Interval | None = None
    is_only: bool = False
    """"Only", "just", "a mere" before words without a number."""
    scale: float = 1.0
    is_digits: bool = False

    def bounds(self) -> Bounds:
        """Low, best and high under the hedges, in the unit that was said."""
        if self.interval is not None:
            bounds: Bounds = (self.interval.low, self.interval.best, self.interval.high)
            bounds = apply_to_interval(self.modifier, bounds) if self.modifier else bounds
            return lower_best(bounds) if self.is_only else bounds
        if self.modifier is not None:
            return apply_modifier(self.modifier, self.low, self.high)
        return self.low, (self.low + self.high) / 2, self.high

    def hedge(self) -> Hedge:
        """How the quantity was qualified."""
        if self.modifier is not None and self.modifier.hedge in (Hedge.MIN, Hedge.MAX):
            return self.modifier.hedge
        if self.interval is not None:
            return Hedge.VAGUE
        if self.low != self.high:
            return Hedge.RANGE
        return self.modifier.hedge if self.modifier else Hedge.EXACT


def read_at(words: list[str], i: int, hedges: HedgeTable, *, is_change: bool = False) -> Reading | None:
    """Read the quantity that begins at token ``i``, hedges included.

    Args:
        words: lower-case tokens.
        i: first token of the number, or of the words in its place.
        hedges: the table in force.
        is_change: whether a verb of change governs it; then "from 50 to 80" is two quantities.

    Returns:
        The reading, or None if no quantity begins here.
    """
    word = words[i]
    if word in hedges.starters:
        if vague := hedges.match_vague(words, i):
            end, interval = vague
            return _hedged(words, Reading(i, i, end, end, Kind.VAGUE, 0, 0, interval=interval), hedges)
        if share := hedges.match_share(words, i):
            end, interval = share
            return _hedged(words, Reading(i, i, end, end, Kind.SHARE, 0, 0, interval=interval), hedges)
    number = read_number(words, i)
    if number is None:
        return None
    kind = Kind.FRACTION if number.is_fraction else Kind.NUMBER
    start, low, high, end = i, number.value, number.value, number.end
    if kind is Kind.NUMBER and (other := _read_range(words, number, is_change=is_change)):
        last, low, from_between = other
        high, end, start = last.value, last.end, i - from_between
        number = last
    reading = Reading(start, i, end, end, kind, low, high, scale=number.scale, is_digits=number.is_digits)
    return _hedged(words, reading, hedges)


def _read_range(words: list[str], first: Number, *, is_change: bool) -> tuple[Number, float, int] | None:
    """The upper end of a range that begins with a number.

    Returns:
        The upper end, the lower end's value ("6 to 7 million" is in millions), and 1 if "between" or "from" opens it.
    """
    opener = words[first.start - 1] if first.start else ""
    if opener in MONEY.symbols:
        opener = words[first.start - 2] if first.start > 1 else ""
    for j in _after_unit(words, first.end):
        found = _upper_end(words, j, first, opener)
        if found is None or (j > first.end and words[j] == "to" and not _same_unit(words, first, j, found, opener)):
            continue
        last = found
        low = first.value
        if first.scale == 1 and last.scale > 1 and first.value < last.value / last.scale:
            low *= last.scale
        if low >= last.value or (opener == "from" and is_change):
            return None
        before = 1 if opener in ("between", "from") and words[first.start - 1] == opener else 0
        return last, low, before
    return None


def _same_unit(words: list[str], first: Number, joint: int, last: Number, opener: str) -> bool:
    """Whether both ends of "5% to 20%" are in one unit: "rose 8% to 99 yuan" is a change and a level, not a range."""
    one, other = words[first.end : joint], words[last.end : last.end + joint - first.end]
    has_sign = words[last.start - 1] in MONEY.symbols
    return one == other or (opener in ("from", "between") and not has_sign)


def _after_unit(words: list[str], end: int) -> list[int]:
    """Where the joining word may stand: right after the number, or after a unit that is said twice ("5% to 20%")."""
    places = [end]
    match = UNITS.match(words, end) or MONEY.match_word(words, end)
    if match:
        places.append(match[0])
    return places


def _upper_end(words: list[str], j: int, first: Number, opener: str) -> Number | None:
    joint = words[j] if j < len(words) else ""
    following = j + 1
    if joint in DASHES and following < len(words) and words[following] == "to":
        following += 2
    is_joint = (
        joint in DASHES
        or joint in ("or", "to")
        or (joint == "and" and opener == "between")
        or (joint == "through" and opener == "from")
    )
    if not is_joint or following >= len(words):
        return None
    if words[following] in MONEY.symbols:
        following += 1
    if following >= len(words) or (words[following] in ("a", "an") and joint != "to"):
        return None
    last = read_number(words, following)
    if last is None or last.is_fraction or (joint in DASHES and last.is_digits != first.is_digits):
        return None
    return last


def _hedged(words: list[str], reading: Reading, hedges: HedgeTable) -> Reading:
    """Take in the hedges before and after, the strongest wins: "up to about 50" is an upper bound."""
    start, modifier = reading.start, None
    for _ in range(3):
        found = _hedge_before(words, start, hedges)
        if found is None:
            break
        start = found[0]
        modifier = _stronger(modifier, found[1])
    stop = reading.end
    if after := hedges.match_after(words, stop):
        stop, modifier = after[0], _stronger(modifier, after[1])
    is_only = False
    for phrase in hedges.downtoners:
        begin = start - len(phrase)
        if begin >= 0 and tuple(words[begin:start]) == phrase:
            start, is_only = begin, True
            break
    return replace(reading, start=start, stop=stop, modifier=modifier, is_only=is_only)


def _hedge_before(words: list[str], end: int, hedges: HedgeTable) -> tuple[int, Modifier] | None:
    """A hedge that ends at a token, over a currency sign ("about $600") and over neutral words ("at least another 12")."""
    if end and words[end - 1] in MONEY.symbols:
        end -= 1
    if found := hedges.match_before(words, end):
        return found
    for filler in hedges.between:
        begin = end - len(filler)
        if begin > 0 and tuple(words[begin:end]) == filler and (found := hedges.match_before(words, begin)):
            return found
    return None


def _stronger(one: Modifier | None, other: Modifier) -> Modifier:
    return other if one is None or STRENGTH[other.hedge] > STRENGTH[one.hedge] else one


def with_sign(reading: Reading, sign: str, hedges: HedgeTable) -> Reading:
    """The same reading with a sign glued to its figures: "~50", ">100"."""
    found = hedges.match_before([sign], 1)
    if found is None:
        return reading
    return replace(reading, modifier=_stronger(reading.modifier, found[1]))


def with_after(reading: Reading, words: list[str], end: int, hedges: HedgeTable) -> Reading:
    """The same reading with a hedge that follows the noun: "250 fighters at most", "six hours or so"."""
    found = hedges.match_after(words, end)
    if found is None:
        return reading
    return replace(reading, stop=found[0], modifier=_stronger(reading.modifier, found[1]))
