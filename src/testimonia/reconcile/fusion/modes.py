"""Camps in a posterior: separated stretches that each hold a good part of the probability.

Where two groups of accounts mean different things, or one of them is wrong, the middle is what nobody said. Then both are told.
"""

import math
from itertools import pairwise

import numpy as np

from testimonia.reconcile.fusion.likelihoods import Floats

VALLEY = 0.03
"""Below this share of the highest density a node belongs to no mode."""
SERIOUS = 0.25
"""Share of the probability from which a mode counts."""
FAR = math.log(1.5)
"""Distance of the nearest ends on the log axis from which two modes are far apart."""
TRIM = 0.05
"""Share of a mode left out at either end."""


def find_modes(nodes: Floats, density: Floats) -> list[tuple[float, float]]:
    """The serious modes of a posterior on the log axis, from low to high; one if there is only one, or none that counts.

    Args:
        nodes: ascending.
        density: probability of each node.

    Returns:
        Ends of each mode without its thin edges.
    """
    high = density >= VALLEY * density.max()
    edges = np.flatnonzero(np.diff(np.concatenate(([False], high, [False])).astype(np.int8)))
    parts = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    ends = []
    for first, last in parts:
        mass = density[first:last]
        if mass.sum() >= SERIOUS * density.sum():
            reached = np.cumsum(mass) / mass.sum()
            ends.append(
                (
                    float(nodes[first + int(np.searchsorted(reached, TRIM))]),
                    float(nodes[min(last - 1, first + int(np.searchsorted(reached, 1 - TRIM)))]),
                )
            )
    if len(ends) > 1 and min(b[0] - a[1] for a, b in pairwise(ends)) >= FAR:
        return ends
    return ends[:1] if len(ends) == 1 else [(float(nodes[0]), float(nodes[-1]))]
