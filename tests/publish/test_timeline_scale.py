"""Where a time stands on the page."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.values import Moment
from testimonia.publish.timeline_scale import LABEL_SHARE, Scale
from tests.publish.sheets import BEFORE, DEPARTURE, SINCE, day

DAYS = st.lists(st.dates().map(lambda d: Moment(*day(d.isoformat()), words="")), min_size=1, max_size=8)


def test_empty_years_are_drawn_short():
    """A day of 1979 leaves most of the room to the days of 2017, and the break is marked."""
    scale = Scale([Moment(*day(d), words="") for d in ("1979-05-01", "2017-10-10", "2017-10-11", "2017-10-12")])
    assert scale.place("2017-10-13T00:00") - scale.place("2017-10-10T00:00") > 50
    assert len(scale.breaks()) == 1


def test_days_are_labelled():
    """Three days, three labels; hours do not stand on a date."""
    scale = Scale([Moment(*day(d), words="") for d in ("2017-10-10", "2017-10-11", "2017-10-12", "2017-10-30")])
    assert [label for _, label in scale.ticks()] == ["2017-10-10", "2017-10-11", "2017-10-12", "2017-10-30"]


def test_a_bar_without_an_end_says_at_which_side():
    """ "Before" is open at its beginning, "since" at its end."""
    scale = Scale([DEPARTURE.when, BEFORE.when, SINCE.when])
    assert [(b.opens, b.closes) for b in map(scale.bar, (DEPARTURE.when, BEFORE.when, SINCE.when))] == [
        (False, False),
        (True, False),
        (False, True),
    ]


@given(DAYS)
def test_later_is_further_and_everything_is_on_the_page(moments):
    """Bars keep the order of time, lie on the axis, and labels keep clear of each other."""
    scale = Scale(moments)
    ordered = sorted(moments, key=lambda m: m.earliest_start)
    places = [scale.place(moment.earliest_start) for moment in ordered]
    assert places == sorted(places)
    for bar in map(scale.bar, moments):
        assert bar.left >= -0.01
        assert bar.left + bar.width <= 100.01
    after = [at for at, _ in scale.ticks() if at <= 80]
    assert all(other - one >= LABEL_SHARE - 0.01 for one, other in itertools.pairwise(after))
