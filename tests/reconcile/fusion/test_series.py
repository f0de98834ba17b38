"""Figures that change with time."""

import math
import random

import pytest

from testimonia.reconcile.fusion.series import Report, forecast_reports


def report(series, source, day, figure):
    return Report(series, series[:1], source, float(day), math.log(figure), True)


def rising(seed=1, *, bias=0.5):
    """Totals of three things by two sides; "low" reports only a share of what "main" does."""
    chance, rows = random.Random(seed), []
    for series, size in (("a1", 100.0), ("a2", 30.0), ("a3", 800.0)):
        for day in range(2, 60):
            figure = size * day**0.8
            rows.append(report(series, "main", day, figure * math.exp(chance.gauss(0, 0.02))))
            if day % 6 == 0 and series != "a3":
                rows.append(report(series, "low", day, figure * bias * math.exp(chance.gauss(0, 0.02))))
    return rows


def test_a_gap_is_filled_from_both_sides():
    """What the main source would have said on a missing day lies between its neighbours."""
    rows = [row for row in rising() if not (row.series == "a1" and 29 <= row.day <= 31)]
    (found,) = forecast_reports(rows, [report("a1", "main", 30, 1)])
    assert math.exp(found.mean) == pytest.approx(100 * 30**0.8, rel=0.05)
    assert found.low < found.mean < found.high


def test_a_source_keeps_its_bias_on_what_it_never_reported():
    """Half of the others' figures on two series is expected to be well under them on the third."""
    low, main = forecast_reports(rising(), [report("a3", "low", 30, 1), report("a3", "main", 30, 1)])
    assert math.exp(main.mean) == pytest.approx(800 * 30**0.8, rel=0.05)
    assert 0.4 < math.exp(low.mean - main.mean) < 0.85
    assert low.truth == main.truth


def test_the_order_of_reports_does_not_matter():
    """Shuffled reports give the same forecast."""
    rows = rising()
    asked = [report("a2", "low", 33, 1)]
    one = forecast_reports(rows, asked)
    random.Random(3).shuffle(rows)
    assert forecast_reports(rows, asked) == one


def test_a_slip_does_not_carry_its_neighbours_away():
    """One figure ten times too high moves the next day's forecast by less than a fifth."""
    rows = [*rising(), report("a1", "main", 30, 100 * 30**0.8 * 10)]
    (found,) = forecast_reports(rows, [report("a1", "main", 31, 1)])
    assert math.exp(found.mean) == pytest.approx(100 * 31**0.8, rel=0.2)


def test_an_unknown_series_is_wide():
    """Where nothing was reported the interval says that nothing is known."""
    (found,) = forecast_reports(rising(), [report("z9", "main", 3, 1)])
    assert found.high - found.low > 2
