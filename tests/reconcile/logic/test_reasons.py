"""A clash retold: the shortest way, over bounds that each follow from the ones named."""

from testimonia.reconcile.logic.reasons import find_clash
from testimonia.reconcile.logic.solver import solve
from testimonia.reconcile.logic.system import Law, Variable, split_systems
from tests.reconcile.logic.systems import claim


def clash_of(variables, claims, laws=()):
    (system,) = split_systems(variables, claims, laws)
    return system, find_clash(system)


def test_a_sum_is_told_from_its_parts():
    """The upper bound of the whole rests on the upper bounds of the parts."""
    variables = {name: Variable(0.0) for name in ("part", "rest", "whole")}
    claims = [claim("p", "part", 1, 3), claim("q", "rest", 1, 4), claim("w", "whole", 9, 11)]
    law = Law("r", ((1.0, "part"), (1.0, "rest"), (-1.0, "whole")), 0.0, 0.0)
    system, clash = clash_of(variables, claims, [law])
    assert (clash.lower.value, clash.upper.value) == (9, 7)
    assert [(system.names[parent.variable], parent.value) for parent in clash.upper.parents] == [("part", 3), ("rest", 4)]


def test_a_product_is_told_from_its_factors():
    """A distance longer than speed times time allows: the product's bound has both factors behind it."""
    variables = {name: Variable(0.0) for name in ("distance", "speed", "hours")}
    claims = [claim("d", "distance", 500, 500), claim("v", "speed", 0, 80), claim("t", "hours", 2, 3)]
    law = Law("r", ((-1.0, "distance"),), 0.0, 0.0, ((1.0, ("speed", "hours")),))
    system, clash = clash_of(variables, claims, [law])
    product = next(bound for bound in (clash.upper, *clash.upper.parents) if "\0" in system.names[bound.variable])
    assert round(product.value, 6) == 240
    assert sorted(parent.value for parent in product.parents) == [3, 80]


def test_no_clash_of_bounds_is_none():
    """Two equal whole numbers never add up to nine, but no bound shows it; then there is nothing to retell."""
    variables = {name: Variable(0.0, 9.0, True) for name in "ab"}
    claims = [claim("sum", [(1.0, "a"), (1.0, "b")], 9, 9), claim("same", [(1.0, "a"), (-1.0, "b")], 0, 0)]
    system, clash = clash_of(variables, claims)
    assert clash is None
    assert [set(one) for one in solve(system).sets] == [{0, 1}]
