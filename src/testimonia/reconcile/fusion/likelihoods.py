"""How well a stated figure fits a possible truth: the interval likelihood of every shape of hedge.

Nobody who says "4,000" has counted 4,000, "at least 50" is no estimate, and "200 to 300" names no middle. So a claim is
never a point: it is one or more cells of the axis, and its likelihood at a possible truth z is the probability that an
honest source with the error sigma would have said a figure in that cell. On the log axis (counts, money, distances,
durations) errors are factors; on the linear axis (clock times, scores) they are differences.

Source: interval-censored likelihood (Tobin 1958); rounding as coarse data (Heitjan and Rubin 1991, "Ignorability and coarse
data"); bounds as a normal error plus an exponential distance from the truth (the exponentially modified Gaussian, Grushka
1972).
"""

import math
from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]

ABOUT = 0.15
"""Relative half-width of "about" at least. Source: Ferson et al. 2015, in its order of magnitude."""

DIGITS = 3
"""People round to one, two or three significant digits; which of them is unknown where the last digits are zeros."""

LEAST = 0.5
"""Zero on the log axis: counts below half a thing."""

BOUND_SPREAD = 0.12
"""Error of a bound's figure itself on the log axis: bounds are stated in round numbers."""

TAIL = 8.0
STEPS = 800
TINY = 1e-12


class Shape(IntEnum):
    """The shapes of hedges."""

    EXACT = 0
    """A recorded value, as in a table: it means itself."""
    POINT = 1
    """A spoken figure without a hedge: rounded, nobody knows how much."""
    ABOUT = 2
    LEAST = 3
    MOST = 4
    RANGE = 5
    """Between two stated ends; vague words ("dozens") are ranges too."""


class Cells(Struct, frozen=True, eq=False):
    """Claims as cells on an axis: arrays of claims x `DIGITS`, nested cells of a rounded figure from wide to narrow.

    A bound has its figure as both ends of its first cell.
    """

    low: Floats
    high: Floats
    share: Floats
    """Probability of each cell, summing to 1 for a claim."""
    is_least: Marks
    is_most: Marks

    @property
    def is_bound(self) -> Marks:
        """Which claims are bounds and no estimates."""
        return self.is_least | self.is_most

    @property
    def width(self) -> Floats:
        """Expected width of each claim's cell; 1 for bounds, whose likelihood is a density."""
        return np.where(self.is_bound, 1.0, ((self.high - self.low) * self.share).sum(axis=1))

    @property
    def middle(self) -> Floats:
        """The middle of each claim's widest cell."""
        middle: Floats = (self.low[:, 0] + self.high[:, 0]) / 2
        return middle


def _normal_table() -> tuple[Floats, Floats]:
    """The normal distribution function on a fine grid, and its steps: no statistics library is loaded for a small case."""
    values = np.array([0.5 * math.erfc(-(n / STEPS - TAIL) / math.sqrt(2)) for n in range(int(2 * TAIL * STEPS) + 2)])
    return values, np.append(np.diff(values), 0.0)


CDF, CDF_STEP = _normal_table()


def normal_cdf(x: Floats) -> Floats:
    """The normal distribution function, interpolated: right to 1e-7.

    >>> normal_cdf(np.array([-1.96, 0.0, 9.0])).round(3).tolist()
    [0.025, 0.5, 1.0]
    """
    place = (np.clip(x, -TAIL, TAIL) + TAIL) * STEPS
    index = place.astype(np.int32)
    result: Floats = CDF[index] + (place - index) * CDF_STEP[index]
    return result


def normal_density(x: Floats) -> Floats:
    """The normal density."""
    result: Floats = np.exp(-0.5 * np.minimum(x * x, 200.0)) * (1 / math.sqrt(2 * math.pi))
    return result


def make_cells(
    shapes: Sequence[int],
    low: Floats,
    best: Floats,
    high: Floats,
    *,
    log: bool,
    unit: float = 1.0,
    least: float | Floats = LEAST,
) -> Cells:
    """Cells of claims given by their ends.

    Args:
        shapes: `Shape` of each claim.
        low: lower ends on the stated scale; the figure itself for at least.
        best: the figures, NaN where only ends were stated.
        high: upper ends; the figure itself for at most.
        log: whether the axis is logarithmic.
        unit: on a linear axis, what counts as 1.
        least: on the log axis, what stands for zero; one for all, or of each claim.
    """
    shape = np.asarray(shapes)
    lows, highs, share = np.zeros((len(shape), DIGITS)), np.zeros((len(shape), DIGITS)), np.zeros((len(shape), DIGITS))
    lows[:, 0], highs[:, 0], share[:, 0] = low, high, 1.0
    is_least, is_most = shape == Shape.LEAST, shape == Shape.MOST
    for bound, end in ((is_least, low), (is_most, high)):
        lows[bound, 0] = highs[bound, 0] = end[bound]
    for number in np.flatnonzero((shape == Shape.POINT) | (shape == Shape.ABOUT)):
        down, up = float(best[number] - low[number]), float(high[number] - best[number])
        if shape[number] == Shape.ABOUT:  # the figure itself is likelier than the rim
            halves = [(down / 2**n, up / 2**n) for n in range(DIGITS)]
        else:
            halves = _halves(float(best[number]), down, up)
        for place, (left, right) in enumerate(halves):
            lows[number, place], highs[number, place] = best[number] - left, best[number] + right
            share[number, place] = 1 / len(halves)
    if log:
        zero = np.broadcast_to(np.asarray(least, dtype=np.float64), shape.shape)[:, None]
        lows, highs = np.log(np.maximum(lows, zero / 2)), np.log(np.maximum(highs, zero))
    else:
        lows, highs = lows / unit, highs / unit
    return Cells(lows, np.maximum(lows, highs), share, is_least, is_most)


def _halves(figure: float, down: float, up: float) -> list[tuple[float, float]]:
    """Half-widths of the cells that a rounded figure may stand for: its own last digit, and the finer ones by chance zero.

    >>> _halves(4000.0, 500.0, 500.0), _halves(112.0, 0.5, 0.5)
    ([(500.0, 500.0), (50.0, 50.0), (5.0, 5.0)], [(0.5, 0.5)])
    """
    digits = len(f"{abs(figure):.9g}".partition("e")[0].replace(".", "").strip("0")) or 1
    return [(down / 10**n, up / 10**n) for n in range(max(1, DIGITS - digits + 1)) if n == 0 or max(down, up) / 10**n >= 0.4]


def read_spoken(shape: int, figure: float) -> tuple[float, float]:
    """The ends of a spoken count's widest cell: half a unit of its last significant digit, "about" at least `ABOUT`.

    >>> read_spoken(Shape.POINT, 4000.0), read_spoken(Shape.ABOUT, 4200.0)
    ((3500.0, 4500.0), (3570.0, 4830.0))
    """
    half = 0.5
    if figure:
        text = f"{abs(figure):.9g}".partition("e")[0].replace(".", "").strip("0")
        half = max(half, 0.5 * 10.0 ** (math.floor(math.log10(abs(figure))) - len(text) + 1))
    if shape == Shape.ABOUT:
        half = max(half, ABOUT * abs(figure))
    return figure - half, figure + half


class Fit(Struct, frozen=True, eq=False):
    """How well claims fit at the nodes of a grid: arrays of claims x nodes."""

    mass: Floats
    """The likelihood of each claim at each node if its source is right."""
    moment: Floats
    """Expected deviation of the unrounded figure from the node; 0 for bounds."""
    square: Floats
    """Its expected square; 0 for bounds."""


def fit_cells(cells: Cells, nodes: Floats, sigma: Floats, *, closeness: float, moments: bool = True) -> Fit:
    """The likelihood of claims at possible truths, and the errors that they imply.

    ``mass = sum over cells of share * (Phi((high - z) / sigma) - Phi((low - z) / sigma))``; for "at least l" the density of
    ``l = z + normal error - exponential distance`` with rate ``closeness``, for "at most" its mirror image.

    Args:
        cells: the claims.
        nodes: possible truths, claims x nodes.
        sigma: error of each claim's source.
        closeness: how near the truth bounds are stated: 1 / mean distance.
        moments: whether the deviations are wanted too.

    Source: second moment of the truncated normal, Johnson, Kotz and Balakrishnan 1994, section 13.10.1.
    """
    mass, moment, square = np.zeros_like(nodes), np.zeros_like(nodes), np.zeros_like(nodes)
    for place in range(DIGITS):
        used = np.flatnonzero((cells.share[:, place] > 0) & ~cells.is_bound)
        if len(used):
            part = _fit_cell(cells, place, used, nodes[used], sigma[used, None])
            mass[used] += part
            if moments:
                first, second = _deviations(cells, place, used, nodes[used], sigma[used, None])
                moment[used] += part * first
                square[used] += part * second
    bounds = np.flatnonzero(cells.is_bound)
    if len(bounds):
        mass[bounds] = _fit_bounds(cells, bounds, nodes[bounds], sigma[bounds, None], closeness)
    mass = np.maximum(mass, TINY)
    return Fit(mass, moment / mass, square / mass)


def _fit_cell(cells: Cells, place: int, used: Whole, nodes: Floats, sigma: Floats) -> Floats:
    upper = normal_cdf((cells.high[used, place, None] - nodes) / sigma)
    lower = normal_cdf((cells.low[used, place, None] - nodes) / sigma)
    result: Floats = cells.share[used, place, None] * np.maximum(upper - lower, TINY)
    return result


def _deviations(cells: Cells, place: int, used: Whole, nodes: Floats, sigma: Floats) -> tuple[Floats, Floats]:
    """Mean and mean square of a normal error, given that the figure fell into the cell; far away, the distance to the cell."""
    upper, lower = (cells.high[used, place, None] - nodes) / sigma, (cells.low[used, place, None] - nodes) / sigma
    mass = normal_cdf(upper) - normal_cdf(lower)
    at_upper, at_lower = normal_density(upper), normal_density(lower)
    distance = np.maximum(lower, 0.0) + np.minimum(upper, 0.0)
    is_far = mass < 1e-6
    safe = np.where(is_far, 1.0, mass)
    first = np.where(is_far, distance, (at_lower - at_upper) / safe)
    second = np.where(is_far, distance * distance, np.maximum(0.0, 1 + (lower * at_lower - upper * at_upper) / safe))
    return sigma * first, sigma * sigma * second


def _fit_bounds(cells: Cells, bounds: Whole, nodes: Floats, sigma: Floats, closeness: float) -> Floats:
    spread = np.sqrt(sigma * sigma + BOUND_SPREAD * BOUND_SPREAD)
    sign = np.where(cells.is_least[bounds], 1.0, -1.0)[:, None]
    distance = sign * (nodes - cells.low[bounds, :1])
    result: Floats = (
        closeness
        * np.exp(np.minimum(closeness * (0.5 * closeness * spread * spread - distance), 50.0))
        * normal_cdf(distance / spread - closeness * spread)
    )
    return result


def fit_error(cells: Cells, nodes: Floats, reach: Floats) -> Floats:
    """The likelihood of claims at possible truths if their source is wrong: half near the truth, half anywhere.

    A wrong figure is wrong by a factor more often than it comes from nowhere, but gross slips do happen; the second half keeps
    them from pulling the truth after them.

    Args:
        cells: the claims.
        nodes: possible truths, claims x nodes.
        reach: width of the axis on which wrong figures may lie, of each claim's question.
    """
    distance = np.maximum(np.maximum(cells.low[:, :1] - nodes, nodes - cells.high[:, :1]), 0.0)
    result: Floats = cells.width[:, None] * (0.25 * np.exp(-distance) + 0.5 / reach[:, None])
    return np.maximum(result, TINY)
