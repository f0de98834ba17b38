"""Where values stand on the chart's axis."""

import math

import pytest
from chart_cases import a_chart, a_finding, an_account, figures
from hypothesis import given
from hypothesis import strategies as st
from make import amount, day, occurrence, place

from testimonia.model.findings import Standing
from testimonia.publish.accounts.axis import END_SHARE, ZERO_SHARE, axis_of
from testimonia.publish.accounts.texts import texts_in

EN = texts_in("en")
bounds = st.lists(st.floats(0, 1e9, allow_nan=False), min_size=3, max_size=3).map(sorted)
reaches = st.tuples(bounds, st.booleans(), st.booleans(), st.booleans()).map(
    lambda made: (
        None if made[1] and not made[2] else made[0][0],
        None if made[3] else made[0][1],
        None if made[2] else made[0][2],
    )
)


def axis(*accounts, **fields):
    return axis_of(a_chart(*accounts, **fields), EN)


@given(st.lists(reaches, min_size=1, max_size=8), st.sampled_from(["people", "s", "USD"]), reaches)
def test_low_best_and_high_stand_in_order_inside_the_axis(drawn, unit, found):
    """Whatever the figures, 0 <= low <= best <= high <= 1, for accounts and finding alike."""
    accounts = [an_account(figures(*reach, unit=unit), by=f"driver {n}") for n, reach in enumerate(drawn)]
    made = axis(*accounts, finding=a_finding(*found))
    extents = [made.place(account.value) for account in accounts] + list(made.finding())
    for extent in filter(None, extents):
        best = extent.low if extent.best is None else extent.best
        assert 0 <= extent.low <= best <= extent.high <= 1
    ticks = made.ticks(6)
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)
    assert all(0 <= tick.at <= 1 for tick in ticks)


def test_an_even_axis_is_even():
    """A bar's ends stand at their share of the way from the first to the last figure of the axis."""
    made = axis(an_account(figures(40, 50, 60)), an_account(figures(0, 0, 100), by="SDF"))
    inner = 1 - 2 * END_SHARE
    extent = made.place(figures(40, 50, 60))
    assert extent[:3] == pytest.approx((END_SHARE + 0.4 * inner, END_SHARE + 0.5 * inner, END_SHARE + 0.6 * inner))
    assert [tick.label for tick in made.ticks(5)] == ["0", "20", "40", "60", "80", "100"]
    assert "even axis" in made.words


def test_figures_that_span_decades_stand_on_a_logarithmic_axis():
    """Ten times as many is as far from ten as from a hundred; the axis says so in words."""
    made = axis(
        an_account(figures(10, 10, 10)), an_account(figures(100, 100, 100), by="b"), an_account(figures(1000, 1000, 1000))
    )
    at = [made.place(figures(n, n, n)).best for n in (10, 100, 1000)]
    assert at == pytest.approx([END_SHARE, 0.5, 1 - END_SHARE])
    assert "logarithmic" in made.words
    assert [tick.label for tick in made.ticks(7)] == ["10", "20", "50", "100", "200", "500", "1,000"]


def test_nought_is_set_apart_on_a_logarithmic_axis():
    """0 has a place of its own before the first figure, and a tick."""
    made = axis(an_account(figures(0, 0, 0)), an_account(figures(4, 4, 4)), an_account(figures(400, 400, 400)))
    nought, four = made.place(figures(0, 0, 0)), made.place(figures(4, 4, 4))
    assert nought.best == pytest.approx(0.4 * ZERO_SHARE)
    assert four.best == pytest.approx(END_SHARE + ZERO_SHARE)
    assert made.ticks(5)[0].label == "0"
    assert "0 set apart" in made.words


def test_at_least_and_at_most_have_an_open_end():
    """The bar runs to the end of the axis on the side that nobody named; the zero of "at most" was not said."""
    made = axis(an_account("at least 40 lorries"), an_account("at most 50 lorries", by="SDF"))
    least, most = made.place(amount("at least 40 lorries")), made.place(amount("at most 50 lorries"))
    assert (least.closes, least.opens, least.high) == (True, False, 1.0)
    assert (most.closes, most.opens, most.low) == (False, True, 0.0)


def test_another_currency_has_no_place_on_the_axis():
    """Pounds are not drawn among dollars, nor kilometres among people; customers are people."""
    made = axis(
        an_account(figures(5, 5, 5, "USD")), an_account(figures(6, 6, 6, "USD"), by="b"), an_account(figures(9, 9, 9, "SYP"))
    )
    assert made.place(figures(9, 9, 9, "SYP")) is None
    assert made.words.startswith("USD")
    counted = axis(an_account("40 people"), an_account("50 people", by="b"))
    assert counted.place(amount("45 customers")) is not None
    assert counted.place(figures(3, 3, 3, "km")) is None


def test_lengths_of_time_are_read_in_one_unit():
    """Hours and days stand on one axis, in the unit of the longest."""
    made = axis(
        an_account(figures(6 * 3600, 6 * 3600, 6 * 3600, "s")), an_account(figures(259200, 259200, 259200, "s"), by="b")
    )
    assert made.words.startswith("days")
    assert made.place(figures(259200, 259200, 259200, "s")).best == pytest.approx(1 - END_SHARE)
    assert made.place(figures(129600, 129600, 129600, "s")).best == pytest.approx(0.5)


def test_times_stand_in_their_order_and_an_empty_stretch_is_drawn_short():
    """A day decades before the others does not press them together, and the axis says so."""
    days = [day("1979-01-01"), day("2017-10-12"), day("2017-10-14")]
    made = axis(*(an_account(one, by=str(n)) for n, one in enumerate(days)))
    at = [made.place(one) for one in days]
    assert at[0].high <= at[1].low < at[1].high <= at[2].low
    assert at[2].low - at[1].low > 0.1
    assert made.breaks
    assert "drawn short" in made.words


def test_a_time_without_a_day_has_no_place():
    """ "Four in the afternoon" alone is told in words."""
    clock = day("2017-10-12", "four in the afternoon")
    undated = type(clock)("", "", "", "", "four in the afternoon", "T16:00")
    assert axis(an_account(clock)).place(undated) is None


def test_yes_and_no_are_columns_and_the_finding_takes_one_or_both():
    """The finding's column is that of the likelier answer; both where the accounts stand against each other."""
    accounts = an_account(occurrence("deal")), an_account(occurrence("deal", happened=False), by="SDF")
    sure = axis(*accounts, finding=a_finding(None, None, None, probability=0.9))
    assert sure.place(occurrence("deal")).best == 0.75
    assert sure.place(occurrence("deal", happened=False)).best == 0.25
    assert [band[:3] for band in sure.finding()] == [(0.5, None, 1.0)]
    contested = axis(*accounts, finding=a_finding(None, None, None, probability=0.9, standing=Standing.CONTESTED))
    assert [band.low for band in contested.finding()] == [0.0, 0.5]
    nothing = axis(*accounts, finding=a_finding(None, None, None, standing=Standing.UNDETERMINED))
    assert nothing.finding() == ()


def test_places_named_most_stand_first_and_the_rest_share_a_column():
    """At most five columns; every place has one."""
    names = ["Raqqa", "Raqqa", "Markada", "Shanine", "Tabqa", "Idlib", "Homs"]
    values = [place(name) for name in names]
    made = axis(*(an_account(value, by=str(n)) for n, value in enumerate(values)))
    labels = [tick.label for tick in made.ticks(0)]
    assert labels[0] == "Raqqa"
    assert labels[-1] == "elsewhere"
    assert len(labels) == 5
    assert all(made.place(value) is not None for value in values)


def test_an_axis_needs_no_figures():
    """Where everybody declines, there is still an axis to draw."""
    made = axis(an_account(figures(None, None, None)))
    assert made.place(figures(None, None, None)) is None
    assert all(math.isfinite(tick.at) for tick in made.ticks(5))
