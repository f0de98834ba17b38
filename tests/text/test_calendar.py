"""Stretches of the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.text import calendar


@pytest.mark.parametrize(
    ("stretch", "value", "first", "last"),
    [
        (calendar.day(2017, 10, 12), "2017-10-12", "2017-10-12", "2017-10-12"),
        (calendar.month(2016, 2), "2016-02", "2016-02-01", "2016-02-29"),
        (calendar.year(1914), "1914", "1914-01-01", "1914-12-31"),
        (calendar.decade(1990), "199", "1990-01-01", "1999-12-31"),
        (calendar.century(19), "18", "1800-01-01", "1899-12-31"),
        (calendar.season(1994, "WI"), "1994-WI", "1994-12-01", "1995-02-28"),
        (calendar.quarter(2017, 4), "2017-Q4", "2017-10-01", "2017-12-31"),
        (calendar.week(date(2017, 10, 12)), "2017-W41", "2017-10-09", "2017-10-15"),
        (calendar.weekend(date(2017, 10, 12)), "2017-W41-WE", "2017-10-14", "2017-10-15"),
    ],
)
def test_stretch_keeps_its_grain(stretch: calendar.Stretch, value: str, first: str, last: str) -> None:
    """A month stays a month: value and both days follow from what was named."""
    assert (stretch.value, str(stretch.first), str(stretch.last)) == (value, first, last)


def test_day_that_does_not_exist_is_none() -> None:
    """30 February is no day, and no error either."""
    assert calendar.day(2017, 2, 30) is None


def test_years_before_christ_have_a_value_and_no_days() -> None:
    """The machine's calendar begins in year 1; older years keep their name."""
    assert calendar.year(-146) == calendar.Stretch("BC0146", None, None)


@pytest.mark.parametrize(
    ("told", "unit", "count", "value"),
    [
        ("2017-10-12", "D", 3, "2017-10-15"),
        ("2017-10-12", "W", -1, "2017-10-05"),
        ("2017-10-12", "M", 4, "2018-02"),
        ("1914-10-12", "Y", 2, "1916"),
        ("1914", "10Y", 1, "1924"),
    ],
)
def test_shift_keeps_the_coarser_grain(told: str, unit: str, count: int, value: str) -> None:
    """Years on from a day is a year, days on from a day is a day."""
    start = calendar.parse(told)
    assert start is not None
    moved = calendar.shift(start, unit, count)
    assert moved is not None
    assert moved.value == value


def test_days_on_from_a_month_are_unknown() -> None:
    """Three days after "in October" is no day anyone could name."""
    start = calendar.parse("2017-10")
    assert start is not None
    assert calendar.shift(start, "D", 3) is None


@pytest.mark.parametrize(("year", "day"), [(1954, "04-18"), (1981, "04-19"), (2000, "04-23"), (2008, "03-23"), (2038, "04-25")])
def test_easter_falls_on_its_known_days(year: int, day: str) -> None:
    """Early, late and exceptional Easters come out right."""
    assert str(calendar.easter(year)) == f"{year}-{day}"


@given(st.integers(1600, 3000), st.integers(1, 12), st.integers(1, 7), st.sampled_from([1, 2, 3, 4, -1]))
def test_nth_weekday_is_that_weekday_of_that_month(year: int, month: int, weekday: int, nth: int) -> None:
    """The fourth Thursday is a Thursday, between the 22nd and the 28th; the last one has none after it."""
    found = calendar.nth_weekday(year, month, weekday, nth)
    assert (found.year, found.month, found.isoweekday()) == (year, month, weekday)
    assert calendar.add_days(found, 7).month != month if nth < 0 else (found.day - 1) // 7 == nth - 1


def test_half_of_a_year_and_of_nothing_else() -> None:
    """Only years have named halves."""
    assert calendar.half(calendar.year(1990), "end") == calendar.Stretch("1990-H2", date(1990, 7, 1), date(1990, 12, 31))
    assert calendar.half(calendar.month(1990, 2), "end") is None


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("2017-10-31", "2017-11-01", True), ("2017-10-11", "2017-10-13", False)]
)
def test_day_before_is_the_very_day_before(one: str, other: str, expected: bool) -> None:
    """A night runs from one day to the next and no further."""
    first, last = calendar.parse(one), calendar.parse(other)
    assert first is not None
    assert last is not None
    assert calendar.is_day_before(first, last) is expected


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(-500, 500))
def test_months_on_and_back_stay_within_a_month(start: date, months: int) -> None:
    """Adding months never skips a month, whatever their length."""
    moved = calendar.add_months(start, months)
    assert (moved.year * 12 + moved.month) - (start.year * 12 + start.month) == months
    assert moved.day <= start.day


@given(st.dates(date(100, 1, 1), date(8999, 12, 31)))
def test_parse_reads_what_a_day_writes(the_day: date) -> None:
    """A day's value leads back to the day."""
    assert calendar.parse(calendar.of_day(the_day).value) == calendar.of_day(the_day)
