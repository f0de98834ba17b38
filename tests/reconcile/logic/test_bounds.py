"""Bounds and their reasons: sound, and as tight as the rows allow."""

from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.reconcile.logic.bounds import Oracle, load_kernel, pairs_on_line
from testimonia.reconcile.logic.system import Law, Variable, split_systems
from tests.reconcile.logic.systems import Referee, claim, cyclic_systems


@given(cyclic_systems(), st.integers(0, 63))
@settings(max_examples=80, deadline=None)
def test_conflicts_are_real_and_their_reasons_too(drawn, chosen):
    """Whatever propagation calls a conflict is one, and so are the claims that it names as the reason."""
    variables, claims, laws = drawn
    for system in split_systems(variables, claims, laws):
        members = [at for at in range(len(system.ids)) if chosen >> at & 1]
        oracle = Oracle(system)
        if oracle.find_conflict(members):
            referee = Referee(variables, claims, laws)
            reasons = [system.ids[at] for at in members if oracle.rows[1][at]]
            assert not referee.is_feasible(reasons)
            found = oracle.shrink(members)
            assert not referee.is_feasible([system.ids[at] for at in found])


def test_bounds_follow_through_rules():
    """What two claims leave of a third number, whole and outward."""
    variables = {name: Variable(0.0, 100.0, True) for name in "abc"}
    law = Law("r", ((1.0, "a"), (1.0, "b"), (-2.0, "c")), 0.0, 0.0)
    (system,) = split_systems(variables, [claim("x", "a", 3, 4), claim("y", "b", 10, 12)], [law])
    low, high = Oracle(system).bounds([0, 1])
    assert (low[2], high[2]) == (7, 8)


def test_a_set_handed_in_is_remembered():
    """A conflict that only the referee sees is known to the bounds afterwards, and shrunk to."""
    variables = {"a": Variable(0.0, 9.0)}
    (system,) = split_systems(variables, [claim(f"c{n}", "a", 1, 5) for n in range(4)])
    oracle = Oracle(system)
    assert not oracle.find_conflict(range(4))
    oracle.add_known([1, 3])
    assert oracle.shrink(range(4)) == [1, 3]


def test_pairs_stop_at_a_limit():
    """More pairs than wanted are not listed at all."""
    spans = [(at, (at * 10.0, at * 10.0 + 1)) for at in range(5)]
    assert len(pairs_on_line(spans, 10)) == 10
    assert pairs_on_line(spans, 9) is None


def test_the_plain_kernel_needs_no_numba():
    """A small case starts at once: the functions are the ones in the source."""
    from testimonia.reconcile.logic import kernel

    assert load_kernel(is_compiled=False).propagate is kernel.propagate
