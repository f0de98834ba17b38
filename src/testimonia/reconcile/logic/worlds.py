"""The best consistent world: the heaviest claims that can all be true, and so which ones would have to be false at least.

Every world leaves out at least one claim of every minimal set. The lightest claims that do so for the sets known so far are
dropped; if the rest can be true, no better world exists; if not, it holds sets that were not known.

Source: implicit hitting sets (Moreno-Centeno and Karp 2013); the hitting sets by core-guided MaxSAT, RC2 of PySAT (Ignatiev,
Morgado and Marques-Silva 2019).
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from testimonia.reconcile.logic.minimal import Judge

MOST_ROUNDS = 400
MOST_SETS = 4000
"""Minimal sets after which a world is no longer improved, but given as not proved to be the best."""


class World(Struct, frozen=True):
    """Claims that can all be true."""

    kept: tuple[int, ...]
    is_proved: bool
    """Whether no heavier world exists; otherwise it was found greedily."""
    sets: tuple[tuple[int, ...], ...] = ()
    """Sets that clash, as met on the way; they hold whatever the claims weigh."""


def find_best_world(
    judge: Judge, *, known: Sequence[Sequence[int]] = (), is_out_of_time: Callable[[], bool] = lambda: False
) -> World:
    """The heaviest world of one system.

    Args:
        judge: answers about the system.
        known: minimal sets found before.
        is_out_of_time: asked between rounds; the world found so far is given when it says so.
    """
    weights, everything = judge.system.weights, range(len(judge.system.ids))
    if judge.clashes(()):
        return World((), True)
    sets = [list(one) for one in known]
    best: list[int] = []
    heaviest = -1
    hitter = _Hitter(weights, sets)
    for _ in range(MOST_ROUNDS):
        dropped = hitter.lightest()
        bound = sum(weights) - sum(weights[claim] for claim in dropped)
        fresh, world = _dismantle(judge, [claim for claim in everything if claim not in dropped])
        world = _extend(judge, world) if fresh else world
        weight = sum(weights[claim] for claim in world)
        if weight > heaviest:
            best, heaviest = world, weight
        if heaviest >= bound:
            return World(tuple(best), judge.is_sure, hitter.sets)
        for one in fresh:
            hitter.add(one)
        if hitter.count > MOST_SETS or is_out_of_time():
            break
    return World(tuple(best), False, hitter.sets)


def cover(judge: Judge, world: World) -> list[list[int]]:
    """One minimal set for every claim outside a world, each with the most credible claims that rule it out."""
    found = []
    for claim in range(len(judge.system.ids)):
        if claim not in world.kept:
            one = judge.shrink(sorted((*world.kept, claim)))
            if one is not None:
                found.append(one)
    return found


def _dismantle(judge: Judge, claims: list[int]) -> tuple[list[list[int]], list[int]]:
    """Sets of some claims that clash, each without the lightest claim of those before, and what remains when none is left."""
    found = []
    left = claims
    while (one := judge.find_core(left)) is not None:
        found.append(one)
        left = [claim for claim in left if claim != one[0]]
    return found, left


def _extend(judge: Judge, world: list[int]) -> list[int]:
    """A world with every claim added that still fits, the heaviest first."""
    kept = set(world)
    for claim in reversed(range(len(judge.system.ids))):
        if claim not in kept and not judge.clashes(sorted((*kept, claim))):
            kept.add(claim)
    return sorted(kept)


class _Hitter:
    """The lightest claims that take one from each set, for a growing list of sets.

    The formula is given anew each time: only then does RC2 see that many claims on one number exclude each other, which is
    worth far more than what it would remember.
    """

    def __init__(self, weights: Sequence[int], sets: Sequence[Sequence[int]]) -> None:
        self._weights = weights
        self._sets: set[tuple[int, ...]] = set()
        for one in sets:
            self.add(one)

    @property
    def count(self) -> int:
        return len(self._sets)

    @property
    def sets(self) -> tuple[tuple[int, ...], ...]:
        return tuple(sorted(self._sets))

    def add(self, one: Sequence[int]) -> None:
        self._sets.add(tuple(sorted(one)))

    def lightest(self) -> set[int]:
        """The claims to drop."""
        from pysat.examples.rc2 import RC2  # takes a tenth of a second, for systems that need it
        from pysat.formula import WCNF

        if not self._sets:
            return set()
        formula = WCNF()
        for one in sorted(self._sets):
            formula.append([claim + 1 for claim in one])
        for claim in sorted(set().union(*self._sets)):
            formula.append([-claim - 1], weight=self._weights[claim])
        with RC2(formula, solver="g3", adapt=True, exhaust=True, minz=True) as solver:
            return {literal - 1 for literal in solver.compute() or () if 0 < literal <= len(self._weights)}
