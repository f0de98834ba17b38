"""The solver: every set real and minimal, none missed, the world the best, whatever the order, the size and the kernel."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.reconcile.logic import enumeration, solver
from testimonia.reconcile.logic.solver import solve, solve_systems
from testimonia.reconcile.logic.system import Claim, Law, Variable, split_systems
from tests.reconcile.logic.systems import NAMES, Referee, claim, cyclic_systems


def answer(variables, claims, laws=(), **options):
    """Minimal sets, the best world, and whether everything is complete and proved."""
    systems = split_systems(variables, claims, laws)
    solutions = solve_systems(systems, **options)
    pairs = list(zip(systems, solutions, strict=True))
    sets = [frozenset(system.ids[at] for at in one) for system, solution in pairs for one in solution.sets]
    kept = {system.ids[at] for system, solution in pairs for at in solution.kept}
    return sets, kept, all(s.is_whole for s in solutions), all(s.is_proved for s in solutions)


def weight(claims, kept):
    return sum(round(one.weight * 1e6) for one in claims if one.id in kept)


@given(cyclic_systems())
@settings(max_examples=150, deadline=None)
def test_cyclic_systems_against_mixed_integer_programming(drawn):
    """Where rules go in circles and numbers are whole, sets and world are those that brute force over milp finds."""
    variables, claims, laws = drawn
    referee = Referee(variables, claims, laws)
    sets, kept, is_whole, is_proved = answer(variables, claims, laws)
    if referee.is_feasible(()):
        assert set(sets) == referee.minimal_sets()
        assert len(sets) == len(set(sets))
        assert referee.is_feasible(kept)
        assert weight(claims, kept) == referee.best_weight()
    else:
        assert frozenset() in sets
    assert is_whole
    assert is_proved


@given(cyclic_systems(most_claims=9), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_order_gives_the_same_answer(drawn, chance):
    """Shuffling claims, rules and terms changes nothing, not even the order of the list."""
    variables, claims, laws = drawn

    def shuffled(rows):
        turned = [type(r)(r.id, tuple(chance.sample(r.terms, len(r.terms))), r.low, r.high, *extra(r)) for r in rows]
        return chance.sample(turned, len(turned))

    def extra(row):
        return (row.weight,) if isinstance(row, Claim) else ()

    again = dict(chance.sample(list(variables.items()), len(variables)))
    assert answer(again, shuffled(claims), shuffled(laws)) == answer(variables, claims, laws)


def many_systems(seed, systems=60, most=14):
    """Sums, times and capacities as one case, a variable's name carrying the system's number."""
    chance = random.Random(seed)
    variables, claims, laws = {}, [], []
    for n in range(systems):
        names = [f"{n}{name}" for name in NAMES]
        is_integer = chance.random() < 0.6
        variables |= {name: Variable(0.0, 1e6, is_integer) for name in names}
        kind = chance.choice(["sum", "time", "seats", "circle"])
        row = {
            "sum": [(1.0, names[0]), (1.0, names[1]), (1.0, names[2]), (-1.0, names[3])],
            "time": [(1.0, names[1]), (-1.0, names[0])],
            "seats": [(1.0, names[0]), (-50.0, names[1])],
            "circle": [(1.0, names[0]), (1.0, names[1]), (-1.0, names[2])],
        }[kind]
        laws.append(Law(f"{n}r", tuple(row), 0.0 if kind in ("sum", "circle") else -1e9, 0.0))
        if kind == "circle":
            laws.append(Law(f"{n}s", ((1.0, names[0]), (-1.0, names[1]), (1.0, names[2])), 4.0, 40.0))
        for at in range(chance.randint(2, most)):
            name, other = chance.sample(names, 2)
            value, width = chance.randint(0, 60), chance.choice([0, 0, 5, 20])
            terms = ((1.0, name), (-1.0, other)) if kind == "time" and chance.random() < 0.5 else ((1.0, name),)
            claims.append(Claim(f"{n}c{at}", terms, float(value), float(value + width), chance.randint(1, 40) / 20))
    return variables, claims, laws


def test_the_compiled_kernel_gives_the_same_answer():
    """Plain Python and numba agree on every set and world, in the same order."""
    case = many_systems(1)
    assert answer(*case, is_compiled=True) == answer(*case, is_compiled=False)


def test_a_system_is_answered_alike_alone_and_among_others():
    """No answer depends on what else is solved in the same call."""
    systems = split_systems(*many_systems(2, systems=12))
    together = solve_systems(systems)
    assert [solve(system) for system in systems] == together


def test_large_systems_are_covered_and_their_world_is_proved(monkeypatch):
    """Solved by hitting sets instead of enumeration: the same weight is kept, every set is one of the minimal ones."""
    variables, claims, laws = many_systems(3, systems=25, most=12)
    sets, kept, _, _ = answer(variables, claims, laws)
    monkeypatch.setattr(solver, "enumerate_all", lambda judge: None)
    covering, other, is_whole, is_proved = answer(variables, claims, laws, is_compiled=False)
    assert weight(claims, kept) == weight(claims, other)
    assert set(covering) <= set(sets)
    assert set().union(*covering) >= {one.id for one in claims} - other
    assert is_proved
    assert not is_whole


def test_out_of_time_gives_a_consistent_world_that_is_not_proved(monkeypatch):
    """A world found greedily is still one in which everything can be true, and says that it may not be the best."""
    variables, claims, laws = many_systems(4, systems=1, most=10)
    claims += [claim(f"x{n}", f"0{NAMES[n % 4]}", n * 7.0, n * 7.0 + 2, 1 + n % 3) for n in range(16)]
    monkeypatch.setattr(solver, "enumerate_all", lambda judge: None)
    _, best, _, is_best = answer(variables, claims, laws)
    _, kept, _, is_proved = answer(variables, claims, laws, is_out_of_time=lambda: True)
    assert Referee(variables, claims, laws).is_feasible(kept)
    assert not is_proved
    assert is_best
    assert 0 < weight(claims, kept) <= weight(claims, best)


@pytest.mark.parametrize("seed", range(6))
def test_one_variable(seed):
    """On one variable: pairs of disjoint claims, impossible ones alone, and the point that most weight covers."""
    chance = random.Random(seed)
    variables = {"a": Variable(0.0, 50.0, seed % 2 == 0)}
    claims = [claim(f"c{n}", "a", lo := chance.randint(-10, 60), lo + chance.randint(0, 9), n + 1) for n in range(9)]
    referee = Referee(variables, claims, [])
    sets, kept, is_whole, _ = answer(variables, claims)
    assert set(sets) == referee.minimal_sets()
    assert all(len(one) <= 2 for one in sets)
    assert weight(claims, kept) == referee.best_weight()
    assert is_whole


def test_five_hundred_claims_on_one_variable():
    """Where pairs are too many to list, every claim outside the best world is named once, against the heaviest inside."""
    variables = {"a": Variable(0.0, 1e6)}
    claims = [claim(f"c{n:03}", "a", n * 10.0, n * 10.0 + 45, 1 + n % 7) for n in range(500)]
    sets, kept, is_whole, is_proved = answer(variables, claims)
    assert not is_whole
    assert is_proved
    assert len(sets) == 500 - len(kept)
    assert set().union(*sets) >= {one.id for one in claims} - kept


def test_times_that_go_round_in_a_circle():
    """Before, before and before again: three differences that add up to more than nothing, without any clock time."""
    variables = {name: Variable() for name in "abc"}
    claims = [claim(f"{x}{y}", [(1.0, y), (-1.0, x)], 1.0) for x, y in ("ab", "bc", "ca")]
    claims.append(claim("loose", [(1.0, "b"), (-1.0, "a")], 0.0))
    sets, kept, is_whole, _ = answer(variables, claims)
    assert {frozenset({"ab", "bc", "ca"}), frozenset({"loose", "bc", "ca"})} == set(sets)
    assert len(kept) == 3
    assert is_whole


def test_rules_that_nothing_satisfies():
    """Rules that contradict each other are a set without claims."""
    sets, kept, _, _ = answer({"a": Variable()}, [claim("c", "a", 1, 2)], [Law("r", ((1.0, "a"),), 5.0, 4.0)])
    assert sets == [frozenset()]
    assert kept == set()


def test_the_set_names_the_most_credible():
    """Sets come with the heaviest weakest member first."""
    claims = [claim("weak", "a", 9, 9, 0.2), claim("strong", "a", 5, 5, 3.0), claim("middle", "a", 1, 1, 2.0)]
    sets, kept, _, _ = answer({"a": Variable()}, claims)
    assert sets[0] == {"strong", "middle"}
    assert kept == {"strong"}


def speed_case(distance, speed, hours):
    variables = {name: Variable(0.0) for name in ("distance", "speed", "hours")}
    claims = [claim("d", "distance", *distance), claim("v", "speed", *speed), claim("t", "hours", *hours)]
    return variables, claims, [Law("r", ((-1.0, "distance"),), 0.0, 0.0, ((1.0, ("speed", "hours")),))]


def test_products_are_bounded_from_all_sides():
    """distance == speed * hours: 500 km in three hours at up to 100 km/h cannot be, in 5 to 6 hours it can."""
    assert answer(*speed_case((500, 500), (0, 100), (3, 3)))[0] == [frozenset("dvt")]
    assert answer(*speed_case((500, 500), (80, 100), (5, 6)))[0] == []
    assert answer(*speed_case((10, 20), (80, 100), (5, 6)))[0] == [frozenset("dvt")]


def test_products_in_a_circle_are_searched():
    """x * y == 6 with x + y == 4.5: bounds rest, no pair of numbers fits; with 5 they do."""
    variables = {name: Variable(0.0, 10.0) for name in "xy"}
    product = Law("p", (), 6.0, 6.0, ((1.0, ("x", "y")),))
    for total, is_consistent in ((4.5, False), (5.0, True)):
        claims = [claim("sum", [(1.0, "x"), (1.0, "y")], total, total)]
        assert (answer(variables, claims, [product])[0] == []) == is_consistent


def test_all_sets_are_found_one_by_one_as_well():
    """The search over a map of subsets lists the same sets as enumeration by duality."""
    from testimonia.reconcile.logic.minimal import Judge

    for system in split_systems(*many_systems(5, systems=15, most=10)):
        if not system.is_line:
            expected = {tuple(one) for one in solve(system).sets}
            assert {tuple(one) for one in enumeration.search_all(Judge(system), most=600)} == expected
            assert len(list(enumeration.search_all(Judge(system), most=2))) == min(2, len(expected))
