"""Solve whole cases: every minimal set of small systems, a covering list of large ones, and the best consistent world.

Each system goes the cheapest exact way: sweeping a line, enumeration by duality, hitting sets. The way depends on the system
alone, never on how many others there are or whether the kernel is compiled, so the answer does not either.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from testimonia.reconcile.logic.batches import solve_small_systems
from testimonia.reconcile.logic.bounds import COMPILE_FROM, best_on_line, pairs_on_line, read_spans
from testimonia.reconcile.logic.enumeration import MOST_SETS, enumerate_all
from testimonia.reconcile.logic.kernel import MOST_SMALL
from testimonia.reconcile.logic.minimal import Judge
from testimonia.reconcile.logic.system import System
from testimonia.reconcile.logic.worlds import World, cover, find_best_world

COMPILE_LARGE = 100
"""Claims in one system from which the compiled kernel is worth loading for it alone."""


class Solution(Struct, frozen=True):
    """What one system comes to. Claims are numbers in `System.ids`."""

    sets: tuple[tuple[int, ...], ...]
    """Minimal sets, the most credible first: by the weight of their lightest claim."""
    kept: tuple[int, ...]
    """The best consistent world."""
    is_whole: bool = True
    """Whether these are all minimal sets; otherwise every claim outside the world is in one of them."""
    is_proved: bool = True
    """Whether the world is proved to be the heaviest."""

    @property
    def is_consistent(self) -> bool:
        """Whether all claims can be true."""
        return not self.sets


def solve_systems(
    systems: Sequence[System], *, is_compiled: bool | None = None, is_out_of_time: Callable[[], bool] = lambda: False
) -> list[Solution]:
    """Solve systems, in their order.

    Args:
        systems: from `system.split_systems`.
        is_compiled: whether to use the compiled kernel; None: where it pays. The answers are the same.
        is_out_of_time: asked between rounds of the search for the best world of large systems.
    """
    if is_compiled is None:
        is_compiled = sum(len(system.ids) for system in systems if not system.is_line) >= COMPILE_FROM
    solutions: list[Solution | None] = [_solve_line(system) if system.is_line else None for system in systems]
    if is_compiled:
        small = [at for at, known in enumerate(solutions) if known is None and len(systems[at].ids) <= MOST_SMALL]
        for at, answer in zip(small, solve_small_systems([systems[at] for at in small]), strict=True):
            if answer is not None:
                solutions[at] = _sorted(*answer)
    return [
        known or solve(system, is_compiled=is_compiled, is_out_of_time=is_out_of_time)
        for system, known in zip(systems, solutions, strict=True)
    ]


def solve(system: System, *, is_compiled: bool = False, is_out_of_time: Callable[[], bool] = lambda: False) -> Solution:
    """Solve one system; see `solve_systems`."""
    if system.is_line:
        return _solve_line(system)
    judge = Judge(system, is_compiled=is_compiled or len(system.ids) >= COMPILE_LARGE)
    answer = enumerate_all(judge)
    if answer is not None:
        sets, world = answer
        return _sorted(sets, world.kept, is_proved=world.is_proved)
    best = find_best_world(judge, is_out_of_time=is_out_of_time)
    sets = [[]] if judge.clashes(()) else cover(judge, best)
    return _sorted(sets, best.kept, is_whole=False, is_proved=best.is_proved)


def find_world(system: System, *, known: Sequence[Sequence[int]] = ()) -> World:
    """Only the best consistent world of one system, without listing its minimal sets.

    Args:
        system: one system.
        known: sets of its claims that are known to clash.
    """
    if system.is_line:
        return World(_solve_line(system).kept, True)
    return find_best_world(Judge(system, is_compiled=len(system.ids) >= COMPILE_LARGE), known=known)


def _solve_line(system: System) -> Solution:
    ground, spans = read_spans(system)
    if ground[0] > ground[1]:
        return Solution(((),), ())
    if not spans or max(ground[0], max(spans)[0]) <= min(ground[1], min(span[1] for span in spans)):
        return Solution((), tuple(range(len(spans))))
    least, most = ground
    inside = [(at, span) for at, span in enumerate(spans) if max(least, span[0]) <= min(most, span[1])]
    possible = {claim for claim, _ in inside}
    alone = [[claim] for claim in range(len(spans)) if claim not in possible]
    kept = best_on_line(inside, system.weights)
    pairs = pairs_on_line(inside, MOST_SETS)
    if pairs is None:
        pairs = _cover_line(inside, kept, system.weights)
        return _sorted([*alone, *pairs], kept, is_whole=False)
    return _sorted([*alone, *pairs], kept)


def _cover_line(
    inside: Sequence[tuple[int, tuple[float, float]]], kept: Sequence[int], weights: Sequence[int]
) -> list[list[int]]:
    """For every claim outside the best world the heaviest claim in it that it cannot stand beside."""
    world = set(kept)
    rivals = sorted((item for item in inside if item[0] in world), key=lambda item: (weights[item[0]], item[0]), reverse=True)
    found = []
    for claim, (low, high) in inside:
        if claim not in world:
            found += [sorted((claim, other)) for other, span in rivals if span[0] > high or span[1] < low][:1]
    return found


def _sorted(sets: Sequence[Sequence[int]], kept: Sequence[int], *, is_whole: bool = True, is_proved: bool = True) -> Solution:
    """A solution with its sets in order: heaviest weakest member first; claims are numbered by weight, so the number tells."""
    distinct = {tuple(one) for one in sets}
    ordered = sorted(distinct, key=lambda one: (-one[0] if one else 1, len(one), one))
    return Solution(tuple(ordered), tuple(kept), is_whole, is_proved)
