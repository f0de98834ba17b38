"""A drafted figure is a fair rendering of a known one, or it is not."""

import pytest
from make import amount

from testimonia.check.figures import Fit, compare, inside, is_rounding
from testimonia.model.values import Money


@pytest.mark.parametrize(
    ("drafted", "known", "fit"),
    [
        ("about 250 people", "about 250 people", Fit.SAME),
        ("250 people", "about 250 people", Fit.HEDGE_DROPPED),
        ("about 250 people", "250 people", Fit.SAME),
        ("about 4000 people", "3750 people", Fit.SAME),
        ("about 4200 people", "4000 people", Fit.OTHER),
        ("more than 250 people", "about 250 people", Fit.HEDGE_DROPPED),
        ("at least 12 people", "at least 12 people", Fit.SAME),
        ("12 people", "at least 12 people", Fit.HEDGE_DROPPED),
        ("600 people", "500 or 600 people", Fit.HEDGE_DROPPED),
        ("50 or 60 people", "500 or 600 people", Fit.OTHER),
        ("31 people", "13 people", Fit.OTHER),
    ],
)
def test_a_figure_may_be_rounded_with_a_hedge_and_keeps_the_sources_doubt(drafted, known, fit):
    """Rounding needs "about"; a source's own "about", "at least" or range may not be dropped; digits may not change."""
    assert compare(amount(drafted), amount(known)) is fit


def test_another_currency_is_another_figure_and_another_name_of_it_is_not():
    """600 euros are not 600 dollars; pounds are GBP."""
    dollars, euros = (Money(600, 600, 600, unit, f"600 {unit}") for unit in ("USD", "EUR"))
    assert compare(euros, dollars) is Fit.UNIT
    assert compare(Money(5, 5, 5, "pound", "5 pounds"), Money(5, 5, 5, "GBP", "£5")) is Fit.SAME


def test_inside_a_finding_means_between_its_ends():
    """A figure inside the finding's range stands; one outside it does not, and an open finding holds nothing."""
    assert inside(amount("about 4000 people"), 3450, 4000, 4500)
    assert not inside(amount("about 6000 people"), 3450, 4000, 4500)
    assert not inside(amount("about 6000 people"), None, None, None)
    assert is_rounding(4000, 3750)
