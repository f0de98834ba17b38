"""Dates of metadata: one certain day, or a refusal."""

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.ingest.dates import DateError, is_day_first_column, to_iso_date


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2017-10-12", "2017-10-12"),
        ("2017-10", "2017-10"),
        ("2017", "2017"),
        ("12 October 2017", "2017-10-12"),
        ("Thursday, 12 October 2017", "2017-10-12"),
        ("the 1st of May 2017", "2017-05-01"),
        ("Oct. 12, 2017", "2017-10-12"),
        ("October 2017", "2017-10"),
        ("25/10/2017", "2017-10-25"),
        ("10/25/2017", "2017-10-25"),
        ("10/10/2017", "2017-10-10"),
        ("3.4.2017", "2017-04-03"),
        ("20171012", "2017-10-12"),
        ("2017/10/12", "2017-10-12"),
        ("2017-10-12T16:00:30+03:00", "2017-10-12T16:00:30+03:00"),
        ("2017-10-12 16:00Z", "2017-10-12T16:00Z"),
        ("١٢ تشرين الأول ٢٠١٧", "2017-10-12"),
        ("12 أكتوبر 2017", "2017-10-12"),
    ],
)
def test_certain_dates_become_iso(words, expected):
    """A date that can mean one day only is written as ISO 8601, as exactly as it was given."""
    assert to_iso_date(words) == expected


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("03/04/2017", "can be the 3rd of month 4 or the 4th of month 3"),
        ("31 February 2017", "no such day"),
        ("13/13/2017", "no such month"),
        ("12 Octember 2017", "no month called"),
        ("early October", "not a date"),
        ("", "not a date"),
        ("12/10/17", "not a date"),
        ("2017-10-12 25:00", "no such time"),
    ],
)
def test_uncertain_dates_are_refused(words, reason):
    """What could be two days, or none, is refused with the reason."""
    with pytest.raises(DateError, match=reason):
        to_iso_date(words)


def test_a_column_tells_its_habit():
    """One date that can only be read one way decides for the column; contradicting ones decide nothing."""
    assert is_day_first_column(["03/04/2017", "25/10/2017", "x"]) is True
    assert is_day_first_column(["03/04/2017", "10/25/2017"]) is False
    assert is_day_first_column(["25/10/2017", "10/25/2017"]) is None


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_day_survives_its_spellings(day):
    """Whatever day it is, its unambiguous spellings all give that day."""
    name = calendar.month_name[day.month]
    spellings = [
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"{name[:3]} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ]
    assert {to_iso_date(words) for words in spellings} == {day.isoformat()}
