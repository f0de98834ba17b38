"""Laying out systems: what is connected stays together, order does not matter, mistakes are named."""

import math

import pytest

from testimonia.reconcile.logic.system import Law, Variable, is_complete, split_systems
from tests.reconcile.logic.systems import claim

NUMBERS = {name: Variable(0.0, 100.0) for name in "abcd"}


def only(claims, laws=(), variables=NUMBERS):
    (system,) = split_systems(variables, claims, laws)
    return system


def test_claims_that_share_no_variable_are_apart():
    """A rule joins what it names; the rest stands alone, in the order of names."""
    claims = [claim("1", "d", 1), claim("2", "a", 2), claim("3", "b", 3)]
    systems = split_systems(NUMBERS, claims, [Law("r", ((1.0, "b"), (-1.0, "d")), 0.0)])
    assert [system.names for system in systems] == [("a",), ("b", "d")]
    assert [set(system.ids) for system in systems] == [{"2"}, {"1", "3"}]


def test_light_claims_come_first():
    """Claims are numbered by weight, then id."""
    assert only([claim("z", "a", weight=2), claim("y", "a", weight=1), claim("x", "a", weight=1)]).ids == ("x", "y", "z")


def test_a_variable_named_twice_counts_twice():
    """2a + a is 3a, and a - a is nothing."""
    system = only([claim("c", [(2.0, "a"), (1.0, "a"), (1.0, "b"), (-1.0, "b")], 1)])
    assert list(system.arrays[5]) == [3.0]


def test_an_id_used_twice_is_refused():
    """Sets are told by ids, so two claims cannot share one."""
    with pytest.raises(ValueError, match="two claims have the id 'c'"):
        only([claim("c", "a", 1), claim("c", "a", 2)])


def test_a_product_of_what_can_be_negative_is_refused():
    """Bounds of a product are known only where its parts are not negative."""
    with pytest.raises(ValueError, match="'d' is multiplied and could be negative"):
        split_systems({**NUMBERS, "d": Variable()}, [claim("c", "a", 1)], [Law("r", (), 0.0, 1.0, ((1.0, ("a", "d")),))])


def test_whole_numbers_have_whole_bounds():
    """An integer between 0.5 and 3.5 is 1 to 3."""
    system = only([claim("c", "a", 1)], variables={"a": Variable(0.5, 3.5, True)})
    assert (system.arrays[0], system.arrays[1]) == ([1.0], [3.0])


@pytest.mark.parametrize(
    ("laws", "is_integer", "expected"),
    [
        ([((1, "a"), (1, "b"), (-1, "c"))], True, True),
        ([((1, "a"), (1, "b"), (-1, "c")), ((1, "c"), (1, "d"))], True, True),
        ([((2, "a"), (3, "b"), (-1, "c"))], True, False),
        ([((2, "a"), (3, "b"), (-1, "c"))], False, True),
        ([((1, "a"), (1, "b")), ((1, "a"), (-1, "b"))], False, False),
        ([((1, "a"), (-50, "b")), ((1, "a"), (-1, "b"))], True, True),
    ],
    ids=["sum", "chain of sums", "puzzle", "real numbers", "circle", "two variables of opposite sign"],
)
def test_where_bounds_decide(laws, is_integer, expected):
    """Bounds are complete on trees without whole-number puzzles, and for pairs of opposite sign."""
    variables = {name: Variable(0.0, 100.0, is_integer) for name in "abcd"}
    rules = [Law(f"r{n}", tuple((float(f), name) for f, name in terms), 0.0, 0.0) for n, terms in enumerate(laws)]
    assert is_complete(only([claim("c", "a", 1)], rules, variables)) == expected


def test_differences_without_bounds_get_far_ones():
    """Times that are only compared get bounds that rule nothing out; the given arrays stay as they are."""
    system = only([claim("c", [(1.0, "b"), (-1.0, "a")], 5.0, 9.0)], variables={name: Variable() for name in "ab"})
    assert system.is_difference
    assert all(math.isinf(end) for end in system.arrays[0])
    assert system.boxed[0][0] < -9
    assert system.boxed[1][0] > 9
