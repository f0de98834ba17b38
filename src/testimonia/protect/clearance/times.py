"""Tell a time less exactly: hour, day, month, year, nothing. Never more exactly."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import datetime

from testimonia.model.protection import TimeLevel
from testimonia.model.values import Moment

LEVELS = tuple(TimeLevel)
"""From the most exact to none."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAY = 24 * 60
_LEAST_MINUTES = (_DAY - 1, 28 * _DAY - 1, 365 * _DAY - 1, 3650 * _DAY)
"""How long a time may be off to count as a day, a month, a year, nothing."""
_DIGITS = {TimeLevel.DAY: 10, TimeLevel.MONTH: 7, TimeLevel.YEAR: 4}


def strictest(levels: Iterable[TimeLevel]) -> TimeLevel:
    """The least exact of some levels; exact if there is none."""
    return max(levels, key=LEVELS.index, default=TimeLevel.EXACT)


def exactness_of(moment: Moment) -> TimeLevel:
    """How exact a time already is, by how long its start or its end may be off. An unknown date with a clock is exact.

    >>> exactness_of(Moment("2017-10-12", "2017-10-12", "2017-10-12", "2017-10-12", "", "2017-10-12")).value
    'day'
    >>> exactness_of(Moment("2017-09-30", "2017-10-02", "2017-09-30", "2017-10-02", "")).value
    'day'
    """
    bounds = _bounds(moment)
    if not all(bounds):
        return TimeLevel.EXACT if any(bounds) or moment.value or moment.words else TimeLevel.NONE
    minutes = min(_minutes_between(*bounds[:2]), _minutes_between(*bounds[2:]))
    return LEVELS[sum(minutes >= least for least in _LEAST_MINUTES)]


def coarsen_moment(moment: Moment, level: TimeLevel) -> Moment | None:
    """The time as a level allows; None where nothing may be said, or the date is not known well enough to say less.

    The words become ours, because the source's own words tell the time.

    >>> coarsen_moment(Moment("2017-10-12T16:00", "2017-10-12T16:00", "2017-10-12T16:00", "2017-10-12T16:00", "at four"), "day")
    Moment(earliest_start='2017-10-12', latest_start='2017-10-12', earliest_end='2017-10-12', latest_end='2017-10-12', \
words='12 October 2017', value='2017-10-12', hedge=<Hedge.EXACT: 'exact'>, zone='')
    """
    level = TimeLevel(level)
    if level is TimeLevel.EXACT or LEVELS.index(exactness_of(moment)) >= LEVELS.index(level):
        return moment
    bounds = _bounds(moment)
    if level is TimeLevel.NONE or not all(bounds):
        return None
    first, last = min(bounds), max(bounds)
    for step in LEVELS[LEVELS.index(level) : -1]:
        if _cut(first, step) == _cut(last, step):
            start, end = _ends(_cut(first, step), step)
            return Moment(start, end, start, end, time_words(_cut(first, step)), _cut(first, step))
    return None


def coarsen_date(date: str, level: TimeLevel) -> str:
    """An ISO 8601 date cut to what a level allows.

    >>> [coarsen_date("2017-10-27T09:00", level) for level in TimeLevel]
    ['2017-10-27T09:00', '2017-10-27', '2017-10', '2017', '']
    """
    if level is TimeLevel.EXACT:
        return date
    return _cut(date, level) if level is not TimeLevel.NONE else ""


def time_words(value: str) -> str:
    """A date in words, as exactly as it is given.

    >>> [time_words(value) for value in ("2017-10-12", "2017-10", "2017")]
    ['12 October 2017', 'October 2017', '2017']
    """
    year, _, rest = value.partition("-")
    month, _, day = rest.partition("-")
    named = f"{MONTHS[int(month) - 1]} {year}" if month else year
    return f"{int(day)} {named}" if day else named


def _bounds(moment: Moment) -> tuple[str, str, str, str]:
    return moment.earliest_start, moment.latest_start, moment.earliest_end, moment.latest_end


def _minutes_between(first: str, last: str) -> float:
    try:
        start, end = datetime.fromisoformat(first), datetime.fromisoformat(last if "T" in last else f"{last}T23:59")
        return (end.replace(tzinfo=None) - start.replace(tzinfo=None)).total_seconds() / 60
    except ValueError:  # not a date of the calendar: nothing is known of how exact it is
        return 0.0


def _cut(date: str, level: TimeLevel) -> str:
    return date[: _DIGITS[level]]


def _ends(value: str, level: TimeLevel) -> tuple[str, str]:
    if level is TimeLevel.DAY:
        return value, value
    if level is TimeLevel.YEAR:
        return f"{value}-01-01", f"{value}-12-31"
    year, month = (int(part) for part in value.split("-"))
    return f"{value}-01", f"{value}-{monthrange(year, month)[1]:02}"
