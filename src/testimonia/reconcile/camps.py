"""Camps: groups of replies that can all be true together, found by sweeping one axis.

On one axis every minimal set that cannot all be true is a pair of disjoint intervals (Helly's theorem in one dimension), and
the most credible consistent world is the point covered by most weight. Neither needs a solver.

Source: Marzullo 1984, "Maintaining the time in a distributed system" (overlap sweep); greedy interval stabbing as in any
textbook of algorithms, which makes the fewest camps.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence

from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.intervals import Interval

Camp = list[Evidence]


def split_camps(evidence: Sequence[Evidence]) -> list[Camp]:
    """Split replies with intervals into the fewest camps whose members share a point, from low to high.

    Returns:
        Camps in ascending order; the first members to end in two different camps are disjoint.
    """
    with_interval = [(item, item.interval) for item in evidence if item.interval]
    with_interval.sort(key=lambda pair: (pair[1].high, pair[1].low, pair[0].order))
    camps: list[Camp] = []
    end = Interval(-math.inf, None, -math.inf)
    for item, interval in with_interval:
        if not camps or end.is_below(interval):
            camps.append([])
            end = interval
        camps[-1].append(item)
    return camps


def pick_pair(left: Sequence[Evidence], right: Sequence[Evidence]) -> tuple[Evidence, Evidence] | None:
    """The weightiest pair, one of each camp, of which the left one ends before the right one begins; None if there is none.

    O(n log n): for every left reply the best right reply among those that begin after it, from a suffix maximum.
    """
    ordered = sorted(
        (item for item in right if item.interval), key=lambda item: (item.interval.low if item.interval else 0.0, item.order)
    )
    lows = [item.interval.low for item in ordered if item.interval]
    best: list[Evidence] = []
    for item in reversed(ordered):
        best.append(item if not best or item.order < best[-1].order else best[-1])
    best.reverse()
    pairs = []
    for item in left:
        if item.interval is None:
            continue
        start = bisect_right(lows, item.interval.high + 1e-9 * max(1.0, abs(item.interval.high)))
        if start < len(best):
            pairs.append((-item.weight - best[start].weight, item.order, best[start].order, item, best[start]))
    return min(pairs, key=lambda pair: pair[:3])[3:] if pairs else None


def find_overlap(evidence: Sequence[Evidence], votes: Sequence[float]) -> tuple[Interval, list[int]] | None:
    """The stretch covered by most votes, and who covers it (indexes); the lowest such stretch among equals.

    Evidence without an interval takes no part. None if nothing has an interval.
    """
    edges: list[tuple[float, int, float]] = []
    for item, vote in zip(evidence, votes, strict=True):
        if item.interval:
            edges += [(item.interval.low, 0, vote), (item.interval.high, 1, -vote)]
    edges.sort()
    if not edges:
        return None
    total, best, low, high = 0.0, 0.0, edges[0][0], edges[0][0]
    for number, (at, kind, change) in enumerate(edges):
        total += change
        if kind == 0 and total > best + 1e-9:
            best, low, high = total, at, edges[number + 1][0]
    inside = [n for n, item in enumerate(evidence) if item.interval and item.interval.low <= low and high <= item.interval.high]
    return Interval(low, None, high), inside
