"""All minimal sets of a system: at once for small ones, on demand and up to a limit for others.

Up to 62 claims, minimal sets and consistent worlds are enumerated together by duality (see `kernel.enumerate_small`), which
also gives the best world. Beyond that a map of the subsets that nothing is known of yet, kept by a SAT solver, is searched from
the top.

Source: Liffiton, Previti, Malik and Marques-Silva 2016, "Fast, flexible MUS enumeration" (MARCO).
"""

from collections.abc import Iterator

from testimonia.reconcile.logic.kernel import MOST_SMALL
from testimonia.reconcile.logic.minimal import Judge
from testimonia.reconcile.logic.worlds import World

MOST_SETS = 512
MOST_WORLDS = 2048
"""Minimal sets and worlds of a small system; beyond that only a list that covers everything is given."""


def enumerate_all(judge: Judge) -> tuple[list[list[int]], World] | None:
    """All minimal sets of a small system and its best world; None if it is not small or has too many.

    Where bounds are not complete, every world is shown to the referee. If all of them can be true, so can every part of them,
    and then the sets are all there are, and minimal.
    """
    count = len(judge.system.ids)
    if count > MOST_SMALL:
        return None
    everything = (1 << count) - 1
    while True:
        sets, drops, is_whole = judge.oracle.enumerate(most_sets=MOST_SETS, most_worlds=MOST_WORLDS)
        if not is_whole:
            return None
        has_missed = False
        if judge.needs_referee:
            for drop in drops:
                has_missed |= judge.find_missed(from_mask(everything & ~drop)) is not None
        if not has_missed:
            break
    if not drops:
        return [[]], World((), True)
    worlds = load_lightest(drops, judge.system.weights)
    return [from_mask(mask) for mask in sets], World(tuple(from_mask(everything & ~worlds)), judge.is_sure)


def load_lightest(drops: list[int], weights: tuple[int, ...]) -> int:
    """The lightest of several sets of claims, as masks; of equals the one with the smallest mask."""
    return min(drops, key=lambda mask: (sum(weights[claim] for claim in from_mask(mask)), mask))


def from_mask(mask: int) -> list[int]:
    """The claims of a bit mask."""
    return [at for at in range(mask.bit_length()) if mask >> at & 1]


def search_all(judge: Judge, *, most: int) -> Iterator[list[int]]:
    """Minimal sets of a system of any size, one after the other, up to a limit.

    Args:
        judge: answers about the system.
        most: sets after which the search ends.
    """
    from pysat.solvers import Solver  # for this search only

    count, found = len(judge.system.ids), 0
    with Solver(name="minisat22") as subsets:
        subsets.set_phases([claim + 1 for claim in range(count)])
        while found < most and subsets.solve():
            chosen = {literal - 1 for literal in subsets.get_model() or () if 0 < literal <= count}
            model = {abs(literal) - 1 for literal in subsets.get_model() or ()}
            seed = sorted(chosen | (set(range(count)) - model))
            one = judge.shrink(seed)
            if one is None:
                world = set(seed)
                for claim in reversed(range(count)):
                    if claim not in world and not judge.clashes(sorted((*world, claim))):
                        world.add(claim)
                subsets.add_clause([claim + 1 for claim in range(count) if claim not in world])
                continue
            subsets.add_clause([-claim - 1 for claim in one])
            found += 1
            yield one
