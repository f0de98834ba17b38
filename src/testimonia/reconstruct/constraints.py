"""What an order of events leaves possible: bounds that propagate, and orders that cannot be.

Every bound and every order is a difference constraint ``later - earlier <= minutes`` between the start or end of an event and
the beginning of the calendar. The tightest bounds are shortest paths; a cycle of negative length is an order that cannot be,
and because it is a simple cycle, it can stand as soon as any one of its constraints is given up: it is a minimal set.

Source: simple temporal networks (Dechter, Meiri and Pearl, Artificial Intelligence 49, 1991); shortest paths by Bellman and
Ford.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from testimonia.model.events import Order
from testimonia.reconstruct.ranges import Range

INSTANT = 0.001
"""Minutes between what came before and what came after where nothing was said: two things cannot each be before the other."""
ORIGIN = ("", "")
"""The beginning of the calendar."""

NO_LENGTHS: Mapping[str, tuple[float, float | None, str]] = {}

Node = tuple[str, str]
"""Event id and ``start`` or ``end``."""


class Edge(Struct, frozen=True):
    """``then - first <= most`` in minutes, by whose claim it holds; no claim = it holds of every event."""

    first: Node
    then: Node
    most: float
    claim_id: str = ""
    order: Order | None = None


class Solution(Struct, frozen=True):
    """Bounds of every ordered event that the constraints leave, the orders they come from, and what cannot be."""

    bounds: dict[str, Range]
    because: dict[str, tuple[Order, ...]]
    """Event id -> orders that narrowed its bounds."""
    clashes: tuple[tuple[Edge, ...], ...]
    """Minimal sets, each a cycle of constraints that cannot all hold."""


def solve(
    bounds: Mapping[str, tuple[Range, Mapping[str, str]]],
    orders: Iterable[Order],
    *,
    lengths: Mapping[str, tuple[float, float | None, str]] = NO_LENGTHS,
) -> Solution:
    """Propagate the order of events.

    Args:
        bounds: event id -> its range and, for each bound by name, the claim it comes from.
        orders: between events that stand in ``bounds``.
        lengths: event id -> least and most minutes that it went on, and the claim that says so.

    Returns:
        The solution; after a clash the orders in it bound nothing more, and the others still do.
    """
    found: dict[str, Range] = {}
    because: dict[str, tuple[Order, ...]] = {}
    clashes: list[tuple[Edge, ...]] = []
    for named, own in _components(list(orders), lengths):
        part = _solve_part(named, own, (bounds, lengths))
        found |= part.bounds
        because |= part.because
        clashes += part.clashes
    return Solution(found, because, tuple(clashes))


def _components(orders: Sequence[Order], lengths: Iterable[str]) -> list[tuple[list[str], list[Order]]]:
    """Events that orders tie together, with those orders: nothing in one part bears on another."""
    part_of = {event_id: event_id for event_id in lengths}

    def top(event_id: str) -> str:
        while part_of.setdefault(event_id, event_id) != event_id:
            part_of[event_id] = event_id = part_of[part_of[event_id]]
        return event_id

    for order in orders:
        one, other = sorted((top(order.first_id), top(order.then_id)))
        part_of[other] = one
    parts: dict[str, tuple[list[str], list[Order]]] = {}
    for event_id in sorted(part_of):
        parts.setdefault(top(event_id), ([], []))[0].append(event_id)
    for order in orders:
        parts[top(order.first_id)][1].append(order)
    return list(parts.values())


def _solve_part(
    named: Sequence[str],
    orders: Sequence[Order],
    known: tuple[Mapping[str, tuple[Range, Mapping[str, str]]], Mapping[str, tuple[float, float | None, str]]],
) -> Solution:
    """`solve` for events that hang together."""
    bounds, lengths = known
    fixed = [edge for event_id in named for edge in _own_edges(event_id, *bounds[event_id])]
    fixed += [edge for event_id in named if event_id in lengths for edge in _length_edges(event_id, *lengths[event_id])]
    nodes = [ORIGIN, *((event_id, side) for event_id in named for side in ("start", "end"))]
    clashes: list[tuple[Edge, ...]] = []
    while True:
        edges = [*fixed, *(edge for order in orders for edge in _order_edges(order))]
        cycle = _negative_cycle(nodes, edges)
        if not cycle:
            break
        clashes.append(cycle)
        given_up = {id(edge.order) for edge in cycle if edge.order is not None}
        orders = [order for order in orders if id(order) not in given_up]
        if not given_up:  # lengths against dates: without an order there is nothing to give up but these
            fixed = [edge for edge in fixed if edge not in cycle or not edge.claim_id]
    ways = _shortest(nodes, edges), _shortest(nodes, [Edge(e.then, e.first, e.most, e.claim_id, e.order) for e in edges])
    return _read_bounds(named, bounds, ways, tuple(clashes))


def _read_bounds(
    named: Sequence[str],
    bounds: Mapping[str, tuple[Range, Mapping[str, str]]],
    ways: tuple[tuple[dict[Node, float], dict[Node, Edge]], tuple[dict[Node, float], dict[Node, Edge]]],
    clashes: tuple[tuple[Edge, ...], ...],
) -> Solution:
    """The bounds that shortest paths leave, where they are not those that were given."""
    (ahead, ahead_by), (back, back_by) = ways
    found: dict[str, Range] = {}
    because: dict[str, tuple[Order, ...]] = {}
    for event_id in named:
        start, end = (event_id, "start"), (event_id, "end")
        narrowed = Range(
            _whole(back.get(start), -1), _whole(ahead.get(start), 1), _whole(back.get(end), -1), _whole(ahead.get(end), 1)
        )
        before = bounds[event_id][0]
        if narrowed != before:
            found[event_id] = narrowed
            because[event_id] = _orders_behind((start, end), (ahead_by, back_by), (narrowed, before))
    return Solution(found, {key: orders for key, orders in because.items() if orders}, clashes)


def _own_edges(event_id: str, bounds: Range, claims: Mapping[str, str]) -> list[Edge]:
    start, end = (event_id, "start"), (event_id, "end")
    edges = [Edge(end, start, 0.0)]  # nothing ends before it begins
    for name, node in (("earliest_start", start), ("latest_start", start), ("earliest_end", end), ("latest_end", end)):
        minute = getattr(bounds, name)
        if minute is None:
            continue
        claim_id = claims.get(name, "")
        if name.startswith("earliest"):
            edges.append(Edge(node, ORIGIN, -float(minute), claim_id))
        else:
            edges.append(Edge(ORIGIN, node, minute + 0.5, claim_id))  # until that minute is over
    return edges


def _length_edges(event_id: str, low: float, high: float | None, claim_id: str) -> list[Edge]:
    start, end = (event_id, "start"), (event_id, "end")
    edges = [Edge(end, start, -low, claim_id)]
    return edges if high is None else [*edges, Edge(start, end, high, claim_id)]


def _order_edges(order: Order) -> list[Edge]:
    first, then = order.first_id, order.then_id
    if order.relation == "during":  # then lies inside first
        return [
            Edge((then, "start"), (first, "start"), 0.0, order.claim_id, order),
            Edge((first, "end"), (then, "end"), 0.0, order.claim_id, order),
        ]
    edges = [Edge((then, "start"), (first, "end"), -max(order.low or 0.0, INSTANT), order.claim_id, order)]
    if order.high is not None:
        edges.append(Edge((first, "end"), (then, "start"), order.high, order.claim_id, order))
    return edges


def _negative_cycle(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """A simple cycle of negative length, from its first order on; empty if there is none."""
    distance = dict.fromkeys(nodes, 0.0)
    by: dict[Node, Edge] = {}
    last: Node | None = None
    for _ in nodes:
        last = None
        for edge in edges:
            if distance[edge.first] + edge.most < distance[edge.then] - 1e-6:
                distance[edge.then] = distance[edge.first] + edge.most
                by[edge.then] = edge
                last = edge.then
        if last is None:
            return ()
    if last is None:
        return ()
    for _ in nodes:  # step back far enough to stand inside the cycle
        last = by[last].first
    cycle, at = [by[last]], by[last].first
    while at != last:
        cycle.append(by[at])
        at = by[at].first
    return tuple(reversed(cycle))


def _shortest(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[dict[Node, float], dict[Node, Edge]]:
    """Least distance of every node that can be reached from the origin, and the last constraint on the way there."""
    distance: dict[Node, float] = {ORIGIN: 0.0}
    by: dict[Node, Edge] = {}
    for _ in nodes:
        changed = False
        for edge in edges:
            reached = distance.get(edge.first)
            if reached is not None and reached + edge.most < distance.get(edge.then, float("inf")) - 1e-6:
                distance[edge.then] = reached + edge.most
                by[edge.then] = edge
                changed = True
        if not changed:
            break
    return distance, by


def _orders_behind(
    ends: tuple[Node, Node], ways: tuple[dict[Node, Edge], dict[Node, Edge]], ranges: tuple[Range, Range]
) -> tuple[Order, ...]:
    """The orders on the way to the bounds that changed."""
    narrowed, before = ranges
    (start, end), (ahead, back) = ends, ways
    changed = (
        (back, start, narrowed.earliest_start, before.earliest_start),
        (ahead, start, narrowed.latest_start, before.latest_start),
        (back, end, narrowed.earliest_end, before.earliest_end),
        (ahead, end, narrowed.latest_end, before.latest_end),
    )
    found: dict[int, Order] = {}
    for way, node, now, was in changed:
        while now != was and node in way and node != ORIGIN:
            edge = way[node]
            if edge.order is not None:
                found[id(edge.order)] = edge.order
            node = edge.first
    return tuple(sorted(found.values(), key=lambda o: (o.claim_id, o.first_id, o.then_id)))


def _whole(distance: float | None, sign: int) -> int | None:
    if distance is None:
        return None
    return (
        int(round(distance, 1) // 1) * sign
    )  # a lower bound is the negated distance, rounded up; an upper one is rounded down
