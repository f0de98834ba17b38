"""EDTF written from moments and read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.errors import UsageError
from testimonia.model.values import Hedge, Moment
from testimonia.reconstruct.edtf import from_edtf, to_edtf
from testimonia.reconstruct.ranges import of_bounds, of_moment, with_bounds


def moment(start, end="", *, value="", hedge=Hedge.EXACT):
    return with_bounds(Moment("", "", "", "", "words", value or start, hedge), of_bounds(start, end=end))


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        (moment("2017-10-12"), "2017-10-12"),
        (moment("2017-10"), "2017-10"),
        (moment("2017"), "2017"),
        (moment("2017-10-12T16:00"), "2017-10-12T16:00:00"),
        (moment("2017-10-12T15:30", "2017-10-12T16:30", value="2017-10-12T16:00", hedge=Hedge.ABOUT), "2017-10-12"),
        (moment("2017-10-09", "2017-10-15", value="2017-W41"), "[2017-10-09..2017-10-15]"),
        (moment("2016-06", "2016-08", value="2016-SU"), "2016-22"),
        (moment("2016-01", "2016-06", value="2016-H1"), "2016-40"),
        (moment("2017-09-23", "2017-11-08", value="2017-10", hedge=Hedge.ABOUT), "2017-10~"),
        (Moment("", "2017-10-12T23:59", "", "2017-10-12T23:59", "before", hedge=Hedge.MAX), "../2017-10-12"),
        (Moment("2017-10-12T00:00", "", "2017-10-12T00:00", "", "since", hedge=Hedge.MIN), "2017-10-12/.."),
        (Moment("2017-10-12", "2017-10-12", "2017-10-15", "2017-10-15", "from to"), "2017-10-12/2017-10-15"),
        (Moment("2017-10-12", "2017-10-13", "2017-10-15", "2017-10-16", "from to"), "2017-10-12~/2017-10-16~"),
        (Moment("2016-01", "2016-01", "2017-10", "2017-10", "from to"), "2016-01/2017-10"),
        (Moment("", "", "", "", "at four", "T16:00"), ""),
        (Moment("", "", "", "", "in 146 BC", "BC0146"), "-0145"),
    ],
)
def test_a_moment_is_written_as_it_was_said(said, edtf):
    """The unit that was said where it is one; a set of days, an interval or an open end where it is not."""
    assert to_edtf(said) == edtf


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2017-10-12", "2017-10-12T00:00", "2017-10-12T23:59"),
        ("2017-10-XX", "2017-10-01T00:00", "2017-10-31T23:59"),
        ("2017-XX-XX", "2017-01-01T00:00", "2017-12-31T23:59"),
        ("201X", "2010-01-01T00:00", "2019-12-31T23:59"),
        ("19XX", "1900-01-01T00:00", "1999-12-31T23:59"),
        ("2017-10-12~", "2017-10-11T00:00", "2017-10-13T23:59"),
        ("2017-10-12?", "2017-10-12T00:00", "2017-10-12T23:59"),
        ("2016-24", "2016-12-01T00:00", "2017-02-28T23:59"),
        ("2016-35", "2016-07-01T00:00", "2016-09-30T23:59"),
        ("[2017-10-09..2017-10-15]", "2017-10-09T00:00", "2017-10-15T23:59"),
        ("2017-10-12/2017-10-14", "2017-10-12T00:00", "2017-10-14T23:59"),
        ("2017-10-12/..", "2017-10-12T00:00", ""),
        ("../2017-10-12", "", "2017-10-12T23:59"),
        ("2017-10-12T16:00:00+03:00", "2017-10-12T16:00", "2017-10-12T16:00"),
    ],
)
def test_edtf_is_read_as_bounds(text, low, high):
    """What is not known widens the bounds; an open end leaves one open."""
    read = from_edtf(text)
    assert (read.earliest_start, read.latest_end, read.words) == (low, high, text)


@pytest.mark.parametrize(
    "text", ["", "12 October", "2017-13", "2017-02-30", "../..", "2017-10-14/2017-10-12", "2017-10-12/x", "000X"]
)
def test_what_is_no_edtf_is_refused(text):
    """The message says how a date is written."""
    with pytest.raises(UsageError):
        from_edtf(text)


DAYS = st.dates(date(200, 1, 1), date(8000, 1, 1)).map(date.isoformat)


@given(st.lists(DAYS, min_size=2, max_size=2, unique=True).map(sorted), st.booleans())
def test_what_is_written_is_read_as_the_same_time(days, is_span):
    """A day, one unknown day of several and a stretch come back with the bounds they had."""
    first, last = days
    said = Moment(first, first, last, last, "words") if is_span else moment(first, last)
    for one in (said, moment(first)):
        assert of_moment(from_edtf(to_edtf(one))) == of_moment(one)
