"""What numbers a value allows."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.testimony import Polarity, Stance
from testimonia.model.values import Amount, Hedge, Moment
from testimonia.reconcile.intervals import read_excluded, read_interval, to_minutes
from tests.make import amount, day, duration, money

INF = math.inf


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (amount("4,000 people"), (3500, 4500)),
        (amount("3,500 people"), (3450, 3550)),
        (amount("250 fighters"), (245, 255)),
        (amount("112 people"), (112, 112)),
        (amount("13 buses"), (13, 13)),
        (amount("four buses"), (4, 4)),
        (amount("20 families"), (15, 25)),
        (amount("no buses"), (0, 0)),
        (amount("about 250 fighters"), (212, 288)),
        (amount("almost 50 lorries"), (42, 50)),
        (amount("more than 100 cars"), (100, INF)),
        (amount("at most 60 cars"), (-INF, 60)),
        (amount("500 or 600 people"), (500, 600)),
        (amount("a few dozen fighters"), (24, 60)),
        (duration("six hours"), (5.5, 6.5)),
        (duration("three days"), (60, 84)),
        (money("600 dollars"), (550, 650)),
        (Amount(0.8, 0.8, 0.8, "km", "800 metres"), (0.75, 0.85)),
        (Amount(8.04672, 8.04672, 8.04672, "km", "five miles"), (8.04672 - 0.804672, 8.04672 + 0.804672)),
        (Amount(24, None, None, "person", "dozens", Hedge.VAGUE), (24, INF)),
    ],
)
def test_hedges_and_roundings_make_intervals(value, expected):
    """A bare figure is rounded at its last significant digit in the unit that was spoken; hedges widen or open."""
    interval = read_interval(value)
    assert (interval.low, interval.high) == pytest.approx(expected)


def test_no_figure_is_no_interval():
    """Words without any bound allow nothing to be compared."""
    assert read_interval(Amount(None, None, None, "person", "countless people", Hedge.VAGUE)) is None


def test_a_denied_figure_excludes_and_says_no_other():
    """Denying 250 rules out 250; denying zero, or affirming, rules out nothing."""
    denied = read_excluded(amount("250 fighters"), Polarity.NEGATED, Stance.DENIES)
    assert (denied.low, denied.high) == (245, 255)
    assert read_excluded(amount("no fighters"), Polarity.NEGATED, Stance.ASSERTS) is None
    assert read_excluded(amount("250 fighters"), Polarity.AFFIRMED, Stance.ADMITS) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017-10-12", "2017-10-12T00:00", "2017-10-12T23:59"),
        ("2017-12", "2017-12-01T00:00", "2017-12-31T23:59"),
        ("2016-02", "2016-02-01T00:00", "2016-02-29T23:59"),
        ("2017", "2017-01-01T00:00", "2017-12-31T23:59"),
        ("2017-10-12T16", "2017-10-12T16:00", "2017-10-12T16:59"),
    ],
)
def test_a_coarse_time_is_a_stretch(text, start, end):
    """A month as a start is its first minute and as an end its last."""
    assert to_minutes(text) == to_minutes(start)
    assert to_minutes(text, is_end=True) == to_minutes(end)


@pytest.mark.parametrize("text", ["", "T16:00", "2017-13-45", "soon"])
def test_an_unreadable_time_is_an_open_bound(text):
    """What is no date bounds nothing."""
    assert (to_minutes(text), to_minutes(text, is_end=True)) == (-INF, INF)


def test_a_bare_time_of_day_is_no_interval():
    """Four in the afternoon of no known day cannot contradict a date."""
    assert read_interval(Moment("", "", "", "", "about four", "T16:00")) is None


def test_days_meet_their_month():
    """The twelfth lies in October and not in September."""
    twelfth, october, september = (read_interval(v) for v in (day("2017-10-12"), day("2017-10"), day("2017-09")))
    assert twelfth.is_within(october)
    assert not twelfth.meets(september)


@given(st.integers(0, 10**7), st.sampled_from(list(Hedge)))
def test_low_best_high_are_in_order(figure, hedge):
    """Whatever the hedge, low <= best <= high."""
    interval = read_interval(Amount(figure, figure, figure, "person", f"{figure} people", hedge))
    assert interval.low <= figure <= interval.high or hedge is Hedge.VAGUE
