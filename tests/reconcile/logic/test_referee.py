"""The referee: exact where bounds are not, and what it finds is used."""

import pytest
from hypothesis import given, settings

from testimonia.reconcile.logic import solver
from testimonia.reconcile.logic.minimal import Judge
from testimonia.reconcile.logic.solver import solve_systems
from testimonia.reconcile.logic.system import Law, Variable, split_systems
from tests.reconcile.logic.systems import Referee, claim, cyclic_systems


def judge_of(variables, claims, laws=()):
    (system,) = split_systems(variables, claims, laws)
    return Judge(system)


def test_a_whole_number_puzzle():
    """Twice one number plus four times another is never odd; bounds do not see it, the referee does."""
    variables = {name: Variable(0.0, 50000.0, True) for name in "ab"}
    judge = judge_of(variables, [claim("c", [(2.0, "a"), (4.0, "b")], 30001, 30001), claim("d", "a", 3)])
    assert not judge.oracle.find_conflict([0, 1])
    assert judge.shrink([0, 1]) == [judge.system.ids.index("c")]
    assert judge.oracle.find_conflict([0, 1])
    assert judge.is_sure


def test_two_sums_in_a_circle():
    """Sum and difference give both numbers; a claim about one of them clashes although no single bound moves far enough."""
    variables = {name: Variable(0.0, 100.0) for name in "ab"}
    laws = [Law("r", ((1.0, "a"), (1.0, "b")), 10.0, 10.0), Law("s", ((1.0, "a"), (-1.0, "b")), 4.0, 4.0)]
    judge = judge_of(variables, [claim("c", "a", 7, 7), claim("d", "b", 3.5, 9)], laws)
    assert judge.clashes([0, 1])
    assert judge.shrink([0, 1]) == [judge.system.ids.index("d")]


def test_products_left_open_count_as_consistent_and_unproved(monkeypatch):
    """Where halving boxes comes to no end, nobody is accused, and the world says that it is not proved."""
    monkeypatch.setattr("testimonia.reconcile.logic.referee.MOST_BOXES", 0)
    variables = {name: Variable(0.0, 10.0) for name in "xy"}
    claims = [claim("sum", [(1.0, "x"), (1.0, "y")], 4.898, 4.898)]
    (solution,) = solve_systems(split_systems(variables, claims, [Law("p", (), 6.0, 6.0, ((1.0, ("x", "y")),))]))
    assert solution.is_consistent
    assert not solution.is_proved


@pytest.mark.parametrize("is_compiled", [False, True])
def test_large_cyclic_systems_against_mixed_integer_programming(monkeypatch, is_compiled):
    """Without enumeration too: every set is real and minimal, and the world is as heavy as the best one."""
    monkeypatch.setattr(solver, "enumerate_all", lambda judge: None)

    @given(cyclic_systems())
    @settings(max_examples=25, deadline=None, database=None)
    def check(drawn):
        variables, claims, laws = drawn
        referee = Referee(variables, claims, laws)
        systems = split_systems(variables, claims, laws)
        solutions = solve_systems(systems, is_compiled=is_compiled)
        sets = {frozenset(y.ids[at] for at in one) for y, s in zip(systems, solutions, strict=True) for one in s.sets}
        kept = [y.ids[at] for y, s in zip(systems, solutions, strict=True) for at in s.kept]
        if referee.is_feasible(()):
            assert sets <= referee.minimal_sets()
            assert referee.is_feasible(kept)
            weights = {one.id: round(one.weight * 1e6) for one in claims}
            assert sum(weights[key] for key in kept) == referee.best_weight()

    check()
