"""Four-bound ranges, their precision, and bare times of day put on a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.values import Hedge, Moment
from testimonia.reconstruct.ranges import Range, clock_of, date_precision, of_bounds, of_moment, on_day, to_iso, with_bounds

RANGES = st.builds(Range, *[st.none() | st.integers(10**9, 10**9 + 10**6)] * 4)


def test_a_day_covers_all_of_itself_and_a_month_all_its_days():
    """Bounds that name no minute reach from the first minute to the last."""
    assert to_iso(of_bounds("2017-10-12").latest_end) == "2017-10-12T23:59"
    assert to_iso(of_bounds("2016-02").latest_end) == "2016-02-29T23:59"


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2017-10-12T16:00", "", 1),
        ("2017-10-12", "", 1),
        ("2017-10-12", "2017-10-13", 2),
        ("2017-10-12", "2017-10-17", 2),
        ("2017-10-09", "2017-10-15", 3),
        ("2017-10", "", 4),
        ("2017", "", 5),
        ("2017-09", "2017-10", 5),
    ],
)
def test_precision_is_ucdps(start, end, code):
    """1 the day, 2 two to six days, 3 a week, 4 a month, 5 a year and what is longer."""
    assert date_precision(of_bounds(start, end=end)) == code


def test_a_stretch_is_as_exact_as_its_ends():
    """From 12 to 15 October is known to the day, and before 12 October is not known at all exactly."""
    stretch = Moment("2017-10-12", "2017-10-12", "2017-10-15", "2017-10-15", "from 12 to 15 October", hedge=Hedge.RANGE)
    before = Moment("", "2017-10-12", "", "2017-10-12", "before 12 October", hedge=Hedge.MAX)
    assert [date_precision(of_moment(moment)) for moment in (stretch, before)] == [1, 5]
    assert date_precision(Range()) == 0


@pytest.mark.parametrize(
    ("value", "hedge", "clock"),
    [
        ("T16:00", Hedge.EXACT, (960, 960)),
        ("T16:00", Hedge.ABOUT, (930, 990)),
        ("T16", Hedge.EXACT, (960, 1019)),
        ("TMO", Hedge.EXACT, (300, 719)),
        ("2017-10-12TNI", Hedge.EXACT, (1200, 1439)),
        ("2017-10-12", Hedge.EXACT, None),
    ],
)
def test_a_time_of_day_is_a_stretch_of_the_day(value, hedge, clock):
    """About four reaches half an hour either side; the morning is from five to noon."""
    assert clock_of(Moment("", "", "", "", "words", value, hedge)) == clock


def test_a_time_of_day_keeps_its_words_on_a_day():
    """Only the bounds and the value gain the date."""
    moment = on_day(Moment("", "", "", "", "about four in the afternoon", "T16:00", Hedge.ABOUT), "2017-10-12")
    assert (moment.words, moment.value) == ("about four in the afternoon", "2017-10-12T16:00")
    assert (moment.earliest_start, moment.latest_end) == ("2017-10-12T15:30", "2017-10-12T16:30")


@given(RANGES)
def test_bounds_survive_being_written_out(bounds):
    """A range written into a moment and read again is the same."""
    assert of_moment(with_bounds(Moment("", "", "", "", "words"), bounds)) == bounds


@given(RANGES, RANGES)
def test_what_two_ranges_leave_lies_in_both(one, other):
    """Meeting is symmetric, and never wider than either."""
    met = one.meet(other)
    assert met == other.meet(one) == met.meet(one)
    if met.is_possible and one.is_possible and other.is_possible:
        assert one.overlaps(other)
