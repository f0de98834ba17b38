"""Bounds that propagate along orders, and minimal sets of what cannot be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.model.events import Order
from testimonia.reconstruct.constraints import solve
from testimonia.reconstruct.ranges import Range

NO_CLAIMS: dict[str, str] = {}


def point(low, high):
    return Range(low, high, low, high), dict.fromkeys(("earliest_start", "latest_end"), f"c-{low}")


def before(first, then, low=0.0, high=None):
    return Order(first, then, "before", low, high, f"c-{first}{then}", f"{first} before {then}")


def test_bounds_go_along_a_chain():
    """A before B before C: C is not before A's earliest, and A not after C's latest."""
    known = {"a": point(100, None), "b": (Range(), NO_CLAIMS), "c": point(None, 200)}
    solution = solve(known, [before("a", "b", 10), before("b", "c", 20)])
    assert solution.bounds["b"] == Range(110, 180, 110, 180)
    assert solution.bounds["c"] == Range(130, 200, 130, 200)
    assert [order.words for order in solution.because["c"]] == ["a before b", "b before c"]


def test_a_length_bounds_the_other_end():
    """What began at 100 and went on for 30 to 40 minutes ended between 130 and 140."""
    solution = solve({"a": (Range(100, 100), NO_CLAIMS)}, [], lengths={"a": (30, 40, "c-a")})
    assert solution.bounds["a"] == Range(100, 100, 130, 140)


def test_a_clash_leaves_the_other_orders_in_force():
    """The circle is reported once, and what it does not touch is still bound."""
    known = {name: (Range(), NO_CLAIMS) for name in "abc"} | {"d": point(50, 60)}
    solution = solve(known, [before("a", "b"), before("b", "a"), before("d", "c")])
    assert [{edge.claim_id for edge in cycle} - {""} for cycle in solution.clashes] == [{"c-ab", "c-ba"}]
    assert solution.bounds["c"] == Range(50, None, 50, None)


def test_two_clashes_are_both_found():
    """Each circle is a minimal set of its own."""
    known = {name: (Range(), NO_CLAIMS) for name in "abcd"}
    orders = [before("a", "b"), before("b", "a"), before("c", "d"), before("d", "c")]
    assert len(solve(known, orders).clashes) == 2


ORDERS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(0, 50), st.none() | st.integers(50, 90)).filter(
        lambda row: row[0] != row[1]
    ),
    max_size=8,
    unique_by=lambda row: row[:2],
)
POINTS = st.fixed_dictionaries({name: st.tuples(st.integers(0, 100), st.integers(100, 200)) for name in "abcd"})


@given(POINTS, ORDERS)
@settings(max_examples=100, deadline=None)
def test_every_clash_is_minimal(points, rows):
    """A clash is a simple circle of negative length: without any one of its constraints, the rest is a path and can stand.

    What is narrowed is never wider than it was and never empty.
    """
    known = {name: point(*bounds) for name, bounds in points.items()}
    orders = [before(*row) for row in rows]
    solution = solve(known, orders)
    for cycle in solution.clashes:
        assert sum(edge.most for edge in cycle) < 0
        assert len({edge.first for edge in cycle}) == len(cycle)
        assert all(one.then == other.first for one, other in zip(cycle, [*cycle[1:], cycle[0]], strict=True))
    for name, bounds in solution.bounds.items():
        assert bounds.is_possible
        assert known[name][0].meet(bounds) == bounds
