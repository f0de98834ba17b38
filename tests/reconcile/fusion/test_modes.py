"""Camps in a posterior."""

import numpy as np

from testimonia.reconcile.fusion.modes import find_modes

NODES = np.linspace(4, 9, 201)


def bumps(*parts):
    density = sum(share * np.exp(-0.5 * ((NODES - at) / 0.1) ** 2) for at, share in parts)
    return density / density.sum()


def test_two_far_camps_are_told_apart():
    """Both of two serious modes are told, from low to high, without touching each other."""
    (low, high), (other_low, other_high) = find_modes(NODES, bumps((5.5, 0.6), (8.3, 0.4)))
    assert low < 5.5 < high < other_low < 8.3 < other_high


def test_a_small_second_mode_is_no_camp():
    """A lone dissenter with a tenth of the probability makes no second camp."""
    assert len(find_modes(NODES, bumps((5.5, 0.9), (8.3, 0.1)))) == 1


def test_near_modes_are_one():
    """Modes whose ends are less than a factor 1.5 apart are one uncertain figure."""
    assert len(find_modes(NODES, bumps((6.0, 0.5), (6.5, 0.5)))) == 1
