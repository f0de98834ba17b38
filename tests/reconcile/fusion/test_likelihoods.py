"""How stated figures fit possible truths."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.reconcile.fusion.likelihoods import Shape, fit_cells, fit_error, make_cells, normal_cdf, read_spoken


def fit(shape, figure, truths, *, sigma=0.1, high=None):
    """The likelihood of one claim at some truths."""
    if shape in {Shape.POINT, Shape.ABOUT}:
        low, best, high = read_spoken(shape, figure)[0], figure, read_spoken(shape, figure)[1]
    else:
        low, best, high = figure, math.nan, figure if high is None else high
    cells = make_cells([shape], np.array([low]), np.array([best]), np.array([high]), log=True)
    return fit_cells(cells, np.log(np.array([truths], dtype=float)), np.array([sigma]), closeness=1.5)


@given(st.floats(-7, 7))
def test_the_normal_table_is_the_normal_distribution(x):
    """The interpolated table is right to 1e-7."""
    assert normal_cdf(np.array([x]))[0] == pytest.approx(0.5 * math.erfc(-x / math.sqrt(2)), abs=2e-7)


def test_a_rounded_figure_stands_for_what_rounds_to_it():
    """ "4,000" fits 4,000 best, 3,700 nearly as well as 4,300, and 6,000 not at all."""
    mass = fit(Shape.POINT, 4000.0, [4000, 3700, 4300, 6000]).mass[0]
    assert mass[0] > mass[2] > 0.3 * mass[0]
    assert mass[1] > 0.3 * mass[0]
    assert mass[3] < 0.01 * mass[0]


def test_an_exact_looking_figure_is_narrower_than_a_round_one():
    """ "4,112" says more about where the truth lies than "4,000"."""
    exact = fit(Shape.POINT, 4112.0, [4112, 4500], sigma=0.03).mass[0]
    rounded = fit(Shape.POINT, 4000.0, [4000, 4380], sigma=0.03).mass[0]
    assert exact[1] / exact[0] < rounded[1] / rounded[0]


def test_at_least_favours_what_is_just_above_and_forbids_nothing_higher():
    """ "At least 50" fits 60 well, 200 less, 20 hardly; "at most" is its mirror image."""
    near, far, below = fit(Shape.LEAST, 50.0, [60, 200, 20]).mass[0]
    assert near > far > below
    assert far > 0.05 * near
    assert below < 0.01 * near
    mirrored = fit(Shape.MOST, 50.0, [50 / 1.2, 50 / 4, 125]).mass[0]
    assert mirrored == pytest.approx([near, far, below])


def test_a_range_names_no_middle():
    """Every truth well inside "200 to 300" fits alike."""
    mass = fit(Shape.RANGE, 200.0, [240, 250, 260], sigma=0.03, high=300.0).mass[0]
    assert mass == pytest.approx([mass[0]] * 3, rel=0.01)


def test_deviations_are_those_of_a_truncated_normal():
    """Mean and mean square of the error, checked by adding up a fine grid."""
    found = fit(Shape.RANGE, 200.0, [180.0, 260.0], sigma=0.2, high=300.0)
    points = np.linspace(math.log(200), math.log(300), 20_001)
    for column, truth in enumerate((180.0, 260.0)):
        error = points - math.log(truth)
        weight = np.exp(-0.5 * (error / 0.2) ** 2)
        assert found.moment[0, column] == pytest.approx(float((weight * error).sum() / weight.sum()), abs=1e-4)
        assert found.square[0, column] == pytest.approx(float((weight * error**2).sum() / weight.sum()), abs=1e-4)


def test_a_wrong_source_is_more_often_near_than_anywhere():
    """An error of a factor two is likelier than one of a thousand, but the thousand is not impossible."""
    cells = make_cells([Shape.POINT], np.array([350.0]), np.array([400.0]), np.array([450.0]), log=True)
    mass = fit_error(cells, np.log([[200.0, 400_000.0]]), np.array([8.0]))[0]
    assert mass[0] > mass[1] > 0.1 * mass[0]


@given(st.sampled_from([Shape.POINT, Shape.ABOUT]), st.floats(1, 1e7))
def test_a_spoken_figure_lies_inside_its_ends(shape, figure):
    """Rounding and "about" open an interval around the figure."""
    low, high = read_spoken(shape, round(figure))
    assert low < round(figure) < high
