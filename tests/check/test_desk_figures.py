"""A drafted figure is a fair rendering of a known one, or it is not."""

import pytest
from make import amount

from testimonia.check.figures import Fit, compare, figures_in, inside, is_rounding, measured_in, spoken_figure
from testimonia.model.values import Amount, Money


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
        ("at least 12 people", "at least 20 people", Fit.OTHER),
        ("more than 100 people", "112 people", Fit.SAME),
        ("more than 100 people", "190 people", Fit.OTHER),
        ("as many as 112 people", "112 people", Fit.SAME),
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


def test_a_part_of_another_whole_is_another_figure():
    """Two of four doors are not two of three."""
    known, same, other = (Amount(2, 2, 2, "door", f"two of the {n} doors") for n in ("three", "three", "four"))
    assert compare(same, known) is Fit.SAME
    assert compare(other, known) is Fit.OTHER


def test_a_bare_figure_is_compared_as_it_was_said():
    """ "They found eighty" is eighty tonnes, whatever unit the value is kept in."""
    tonnes = Amount(80_000, 80_000, 80_000, "kg", "80 tonnes")
    assert spoken_figure(tonnes) == 80
    assert compare(Amount(80, 80, 80, "", "eighty"), tonnes) is Fit.SAME
    assert compare(Amount(90, 90, 90, "", "ninety"), tonnes) is Fit.OTHER


def test_numbers_of_a_text_are_found_with_what_they_measure():
    """Digits and words are one number; the word behind it is kept in the singular."""
    assert figures_in("4,000 people in twenty-one days") == {4000.0, 21.0}
    assert "week" in measured_in("six weeks later")[6.0]
    assert "month" not in measured_in("six weeks later")[6.0]
