"""Four-bound ranges on one axis: when something began and ended, at the earliest and at the latest.

Bounds are whole minutes of local time, counted from the first day of year 1, so that two of them can be compared, met and
shifted; ``None`` is an open bound. What a source said stays a `Moment`; a range is only what can be computed with.

Source: earliest and latest start and end as in EDTF (ISO 8601-2:2019) intervals; UCDP GED ``date_prec``.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.values import Moment
from testimonia.text import calendar

DAY = 24 * 60
"""Minutes."""
NAMES = ("earliest_start", "latest_start", "earliest_end", "latest_end")
_BOUND = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d))?")
_CLOCK = re.compile(r"T(\d\d)(?::(\d\d))?")
PARTS_OF_DAY = {"MO": (5, 12), "MI": (11, 14), "AF": (12, 18), "EV": (17, 21), "NI": (20, 24), "DT": (6, 20)}
"""Hours that a TIMEX3 part of the day may mean."""
_PART = re.compile(r"T(MO|MI|AF|EV|NI|DT)$")
PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Most days a time may be spread over -> UCDP code."""


class Range(Struct, frozen=True):
    """Four bounds in minutes; for a point in time start and end are the same unknown instant (``is_point``)."""

    earliest_start: int | None = None
    latest_start: int | None = None
    earliest_end: int | None = None
    latest_end: int | None = None

    @property
    def is_point(self) -> bool:
        """Whether start and end have the same bounds: an instant, or something short at an uncertain time."""
        return (self.earliest_start, self.latest_start) == (self.earliest_end, self.latest_end)

    @property
    def is_known(self) -> bool:
        """Whether any bound is known."""
        return any(getattr(self, name) is not None for name in NAMES)

    @property
    def is_possible(self) -> bool:
        """Whether there is any time that fits all four bounds."""
        pairs = (
            (self.earliest_start, self.latest_start),
            (self.earliest_end, self.latest_end),
            (self.earliest_start, self.latest_end),
        )
        return all(low is None or high is None or low <= high for low, high in pairs)

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day that it can touch; None while either side is open."""
        if self.earliest_start is None or self.latest_end is None or not self.is_possible:
            return None
        return _day(self.earliest_start), _day(self.latest_end)

    def overlaps(self, other: "Range") -> bool:
        """Whether both can have gone on at one time, by their outer bounds."""
        return not (_is_less(self.latest_end, other.earliest_start) or _is_less(other.latest_end, self.earliest_start))

    def meet(self, other: "Range") -> "Range":
        """What is left if both hold; may be impossible.

        >>> day, morning = of_bounds("2017-10-12"), of_bounds("2017-10-12T05:00", end="2017-10-12T11:59")
        >>> day.meet(morning) == morning
        True
        """
        return Range(
            _most(self.earliest_start, other.earliest_start),
            _least(self.latest_start, other.latest_start),
            _most(self.earliest_end, other.earliest_end),
            _least(self.latest_end, other.latest_end),
        )


def of_bounds(start: str, *, end: str = "") -> Range:
    """A point somewhere between two ISO times; a day, month or year alone covers all of itself."""
    first, last = _minute(start, is_end=False), _minute(end or start, is_end=True)
    return Range(first, last, first, last)


def of_moment(moment: Moment) -> Range:
    """The range of a moment; all open for a bare time of day."""
    return Range(*(_minute(getattr(moment, name), is_end=name.startswith("latest")) for name in NAMES))


def clock_of(moment: Moment) -> tuple[int, int] | None:
    """First and last minute of the day that a bare time of day can mean; None where it says none.

    >>> clock_of(Moment("", "", "", "", "in the afternoon", "TAF"))
    (720, 1079)
    """
    if match := _PART.search(moment.value):
        opens, closes = PARTS_OF_DAY[match[1]]
        return opens * 60, closes * 60 - 1
    match = _CLOCK.search(moment.value)
    if match is None:
        return None
    minute = int(match[1]) * 60 + int(match[2] or 0)
    blur = 30 if moment.hedge == "about" else 0
    return max(minute - blur, 0), min(minute + blur + (0 if match[2] else 59), DAY - 1)


def on_day(moment: Moment, the_day: str) -> Moment:
    """A bare time of day put on a day: the words stay, the bounds and the value gain the date.

    >>> on_day(Moment("", "", "", "", "at four", "T16:00"), "2017-10-12").earliest_start
    '2017-10-12T16:00'
    """
    clock = clock_of(moment)
    first = _minute(the_day, is_end=False)
    if clock is None or first is None:
        return moment
    low, high = (to_iso(first + minute) for minute in clock)
    return replace(
        moment, earliest_start=low, latest_start=high, earliest_end=low, latest_end=high, value=the_day + moment.value
    )


def with_bounds(moment: Moment, bounds: Range) -> Moment:
    """A moment with other bounds; its words and value stay as they were said."""
    return replace(moment, **{name: to_iso(getattr(bounds, name)) for name in NAMES})


def to_iso(minute: int | None) -> str:
    """A bound as local ISO 8601 to the minute; empty for an open one."""
    if minute is None:
        return ""
    days, rest = divmod(minute, DAY)
    return f"{date.fromordinal(days)}T{rest // 60:02}:{rest % 60:02}"


def of_day(the_day: str) -> int:
    """Midnight that begins an ISO day, in minutes."""
    return date.fromisoformat(the_day).toordinal() * DAY


def date_precision(bounds: Range) -> int:
    """UCDP's code for how exactly a time is known; 0 where no date is.

    Source: UCDP GED codebook, ``date_prec``: 1 exact day, 2 two to six days, 3 a known week, 4 a known month, 5 a known year.
    One-sided bounds ("before 12 October") are no date in that scale and count as 5. A stretch is coded by its start or
    its end, whichever is the less known.

    >>> date_precision(of_bounds("2017-10-12")), date_precision(of_bounds("2017-10")), date_precision(Range())
    (1, 4, 0)
    """
    if not bounds.is_known:
        return 0
    spreads = []
    for low, high in ((bounds.earliest_start, bounds.latest_start), (bounds.earliest_end, bounds.latest_end)):
        if low is not None and high is not None:
            spreads.append((_day(high) - _day(low)).days + 1)
    if len(spreads) < 2:
        return 5 if not spreads or bounds.is_point else next((code for most, code in PRECISIONS if spreads[0] <= most), 5)
    return next((code for most, code in PRECISIONS if max(spreads) <= most), 5)


@lru_cache(maxsize=65_536)
def _minute(text: str, *, is_end: bool) -> int | None:
    match = _BOUND.fullmatch(text)
    if match is None:
        return None
    if match[4]:
        try:
            the_day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
        return the_day.toordinal() * DAY + int(match[4]) * 60 + int(match[5])
    stretch = calendar.parse(text)
    if stretch is None or stretch.first is None or stretch.last is None:
        return None
    return (stretch.last + timedelta(1)).toordinal() * DAY - 1 if is_end else stretch.first.toordinal() * DAY


def _day(minute: int) -> date:
    return date.fromordinal(minute // DAY)


def _is_less(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one < other


def _most(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else max(one, other)


def _least(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)
