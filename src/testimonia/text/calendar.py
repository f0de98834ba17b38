"""Stretches of the calendar and their TIMEX3 values: a day, a week, a month, a season, a year, a decade, a century.

A date in testimony is as coarse as it was said; "in October" must stay a month and never become the first of October.
Every function here is arithmetic on whole days and knows nothing of words.

Source: TIMEX3 values of TimeML 1.2.1; weeks after ISO 8601.
"""

from datetime import date, timedelta

from msgspec import Struct

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
FIRST_YEAR, LAST_YEAR = 100, 9000
"""Years a story can be told in; beyond them a date is a slip of the pen, and arithmetic would leave the calendar."""


class Stretch(Struct, frozen=True):
    """Whole days ``first`` to ``last``, both included, with the TIMEX3 value that names them.

    ``first`` and ``last`` are None where the calendar of the machine does not reach (before year 1).
    """

    value: str
    first: date | None
    last: date | None


def day(year: int, month: int, number: int) -> Stretch | None:
    """One day, or None if there is no such day (30 February).

    >>> day(2017, 10, 12).value, day(2017, 2, 30)
    ('2017-10-12', None)
    """
    try:
        the_day = date(year, month, number)
    except ValueError:
        return None
    return Stretch(the_day.isoformat(), the_day, the_day)


def of_day(the_day: date) -> Stretch:
    """One day, from a date."""
    return Stretch(the_day.isoformat(), the_day, the_day)


def month(year: int, number: int) -> Stretch:
    """One calendar month.

    >>> month(2017, 2).last.isoformat()
    '2017-02-28'
    """
    first = date(year, number, 1)
    return Stretch(f"{year:04}-{number:02}", first, _before(add_months(first, 1)))


def year(number: int) -> Stretch:
    """One calendar year; negative numbers are years BC.

    >>> year(1914).value, year(-146).value
    ('1914', 'BC0146')
    """
    if not 0 < number < LAST_YEAR:
        return Stretch(f"BC{-number:04}", None, None)
    return Stretch(f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def decade(number: int) -> Stretch:
    """Ten years from a year that ends in nought: ``decade(1990)`` has the value ``199``."""
    return Stretch(f"{number // 10}", date(number, 1, 1), date(number + 9, 12, 31))


def century(number: int) -> Stretch:
    """A century by its ordinal: the 19th has the value ``18`` and runs, as people use it, from 1800 to 1899."""
    start = (number - 1) * 100
    return Stretch(f"{number - 1:02}", date(max(start, 1), 1, 1), date(start + 99, 12, 31))


def season(number: int, code: str) -> Stretch:
    """A season of a year by TIMEX3 code; the winter of 1994 begins in December 1994.

    >>> season(1994, "WI").last.isoformat()
    '1995-02-28'
    """
    start, end = SEASON_MONTHS[code]
    last = month(number + (end < start), end).last
    return Stretch(f"{number:04}-{code}", date(number, start, 1), last)


def quarter(number: int, which: int) -> Stretch:
    """A quarter of a year, 1 to 4."""
    first = date(number, 3 * which - 2, 1)
    return Stretch(f"{number:04}-Q{which}", first, _before(add_months(first, 3)))


def half(whole: Stretch, part: str) -> Stretch | None:
    """The first (``start``) or second (``end``) half of a calendar year; None for anything else.

    >>> half(year(1990), "start").value, half(month(1990, 2), "end")
    ('1990-H1', None)
    """
    if len(whole.value) != 4 or not whole.value.isdigit():
        return None
    number, is_first = int(whole.value), part == "start"
    last = month(number, 6 if is_first else 12).last
    return Stretch(f"{whole.value}-H{1 if is_first else 2}", date(number, 1 if is_first else 7, 1), last)


def is_day_before(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches are single days, the second the day after the first."""
    if one.first is None or other.first is None or (one.first, other.first) != (one.last, other.last):
        return False
    return (other.first - one.first).days == 1


def easter(number: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar.

    Source: the anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms, chapter 8).

    >>> easter(2000).isoformat(), easter(2024).isoformat()
    ('2000-04-23', '2024-03-31')
    """
    cycle, (century_, rest) = number % 19, divmod(number, 100)
    quarter_, leap = divmod(century_, 4)
    moon = (19 * cycle + century_ - quarter_ - (century_ - (century_ + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * leap + 2 * (rest // 4) - moon - rest % 4) % 7
    correction = (cycle + 11 * moon + 22 * weekday) // 451
    months, days = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(number, months, days + 1)


def nth_weekday(number: int, which: int, weekday: int, nth: int) -> date:
    """The nth Monday (1) to Sunday (7) of a month; the last one for -1.

    >>> nth_weekday(1999, 11, 4, 4).isoformat(), nth_weekday(2017, 5, 1, -1).isoformat()
    ('1999-11-25', '2017-05-29')
    """
    whole = month(number, which)
    assert whole.first is not None and whole.last is not None
    if nth < 0:
        return whole.last - timedelta((whole.last.isoweekday() - weekday) % 7)
    return whole.first + timedelta((weekday - whole.first.isoweekday()) % 7 + 7 * (nth - 1))


def week(the_day: date) -> Stretch:
    """The ISO week that holds a day.

    >>> week(date(2017, 10, 12)).value
    '2017-W41'
    """
    iso = the_day.isocalendar()
    first = the_day - timedelta(days=iso.weekday - 1)
    return Stretch(f"{iso.year:04}-W{iso.week:02}", first, first + timedelta(days=6))


def weekend(the_day: date) -> Stretch:
    """Saturday and Sunday of the ISO week that holds a day."""
    whole = week(the_day)
    assert whole.first is not None
    return Stretch(f"{whole.value}-WE", whole.first + timedelta(days=5), whole.last)


def add_months(the_day: date, months: int) -> date:
    """The same day some months on, or the last day of that month if it is shorter.

    >>> add_months(date(2017, 1, 31), 1).isoformat()
    '2017-02-28'
    """
    index = the_day.year * 12 + the_day.month - 1 + months
    years, zero_based = divmod(index, 12)
    years = min(max(years, 1), LAST_YEAR - 1)
    following = date(years + (zero_based == 11), (zero_based + 1) % 12 + 1, 1)
    return date(years, zero_based + 1, min(the_day.day, _before(following).day))


def add_days(the_day: date, days: int) -> date:
    """Days on, kept inside the years the machine can count."""
    ordinal = min(max(the_day.toordinal() + days, 1), date(LAST_YEAR, 1, 1).toordinal())
    return date.fromordinal(ordinal)


def parse(value: str) -> Stretch | None:
    """A stretch from an ISO day, month or year of the years 100 to 8999; None for anything else.

    >>> parse("2017-10").last.isoformat(), parse("T16:00")
    ('2017-10-31', None)
    """
    parts = value.split("-")
    if not all(part.isdigit() for part in parts) or len(parts[0]) != 4 or not FIRST_YEAR <= int(parts[0]) < LAST_YEAR:
        return None
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return year(numbers[0])
    if not 1 <= numbers[1] <= 12 or len(numbers) > 3:
        return None
    return month(*numbers) if len(numbers) == 2 else day(*numbers)


def shift(told: Stretch, unit: str, count: int) -> Stretch | None:
    """Move a stretch by whole units and keep the coarser of the two grains.

    Args:
        told: where to start.
        unit: ``D``, ``W``, ``M``, ``Q`` or ``Y``, with a multiplier before it (``10Y``).
        count: how many, negative for back.

    Returns:
        "Three days after 12 October" is a day; "two years after 12 October 1914" is the year 1916, because nobody means
        the very day. None where the start is unknown.

    >>> shift(parse("2017-10-12"), "D", 3).value, shift(parse("1914-10-12"), "Y", 2).value
    ('2017-10-15', '1916')
    """
    if told.first is None:
        return _shift_bc(told, unit, count)
    count *= int(unit[:-1] or 1)
    unit = unit[-1]
    if unit == "Y":
        return year(told.first.year + count) if 0 < told.first.year + count < LAST_YEAR else None
    if len(told.value) < 7:
        return None
    if unit in "MQ":
        moved = add_months(told.first, count * (3 if unit == "Q" else 1))
        return month(moved.year, moved.month)
    if len(told.value) == 7:
        return None
    moved = add_days(told.first, count * (7 if unit == "W" else 1))
    return of_day(moved)


def _shift_bc(told: Stretch, unit: str, count: int) -> Stretch | None:
    if not told.value.startswith("BC") or unit[-1] != "Y":
        return None
    moved = -int(told.value[2:]) + count * int(unit[:-1] or 1)
    return year(moved if moved < 0 else moved + 1)


def _before(the_day: date) -> date:
    return the_day - timedelta(days=1)
