"""How a clash of bounds comes about, step by step, so that a reader can follow it with pencil and paper.

The solver finds sets; this module retells one. All bounds of a round come from the round before, so the shortest way to a clash
is found first, and of several clashes the one whose sum reads best is told.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from testimonia.reconcile.logic.kernel import derive, is_crossed, tighten
from testimonia.reconcile.logic.system import System

MOST_ROUNDS = 60
"""Rounds of propagation; a minimal set without circles needs no more than its longest chain of rows."""


class Bound(Struct, frozen=True):
    """One end of what a variable can be, and where it comes from."""

    variable: int
    is_upper: bool
    value: float
    row: int = -1
    """The claim or rule that gives it; -1 where it was known from the start."""
    parents: tuple["Bound", ...] = ()
    """The bounds from which the row gives it, in the order of the row's terms; known ones are left out."""


class Clash(Struct, frozen=True):
    """A variable whose lower bound is above its upper bound."""

    lower: Bound
    upper: Bound


def find_clash(system: System) -> Clash | None:
    """The clash of a whole system that is the easiest to read; None if its bounds do not clash.

    Args:
        system: a minimal set; every claim and rule of it holds.
    """
    start = system.arrays[3]
    rows = range(len(start) - 1)
    ends = [end for pair in zip(system.arrays[0], system.arrays[1], strict=True) for end in pair]
    why: dict[int, Bound] = {}
    _take(
        system,
        ends,
        why,
        [found for row in rows if start[row + 1] - start[row] == 1 for found in _derive(system, ends, why, row)],
    )
    for _ in range(MOST_ROUNDS):
        clashes = [_clash(at, ends, why) for at in range(len(system.names)) if is_crossed(ends, at)]
        if clashes:
            return min(clashes, key=lambda clash: _reading_effort(system, clash))
        derived = [found for row in rows if start[row + 1] - start[row] > 1 for found in _derive(system, ends, why, row)]
        if not _take(system, ends, why, derived):
            return None
    return None


def _derive(system: System, ends: list[float], why: dict[int, Bound], row: int) -> Iterator[Bound]:
    """The bounds that one row puts on each of its variables."""
    start, column = system.arrays[3], system.arrays[4]
    terms = range(start[row], start[row + 1])
    for side in (1, 0):
        for at in terms:
            others = [_parent(system, row, at, other, side) for other in terms if other != at]
            parents = tuple(why[end] for end in others if end in why)
            yield Bound(column[at], side == 1, derive(system.arrays, ends, row, at, side), row, parents)


def _parent(system: System, row: int, at: int, other: int, side: int) -> int:
    """The end of another term's variable that a bound rests on (see `kernel.derive`)."""
    start, column, number, is_product = (system.arrays[part] for part in (3, 4, 5, 8))
    if is_product[row]:
        return int(2 * column[other] + (side if start[row] in (at, other) else 1 - side))
    uses_least = (side == 1) == (number[at] > 0)
    return int(2 * column[other] + (0 if (number[other] > 0) == uses_least else 1))


def _take(system: System, ends: list[float], why: dict[int, Bound], bounds: Sequence[Bound]) -> bool:
    """Take over the bounds that are tighter than the known ones."""
    has_moved = False
    for bound in bounds:
        target = 2 * bound.variable + bound.is_upper
        if abs(bound.value) != float("inf") and tighten(system.arrays, ends, target, bound.value):
            why[target] = Bound(bound.variable, bound.is_upper, ends[target], bound.row, bound.parents)
            has_moved = True
    return has_moved


def _clash(at: int, ends: list[float], why: dict[int, Bound]) -> Clash:
    lower, upper = (why.get(2 * at + side) or Bound(at, side == 1, ends[2 * at + side]) for side in (0, 1))
    return Clash(lower, upper)


def _reading_effort(system: System, clash: Clash) -> tuple[int, str]:
    """Plain sums read best, subtractions worse, divisions worst; a bare zero last of all."""
    start, column, number, is_product = (system.arrays[part] for part in (3, 4, 5, 8))
    effort = 0 if clash.lower.row >= 0 else 3
    for bound in (clash.lower, clash.upper):
        terms = range(start[bound.row], start[bound.row + 1]) if bound.row >= 0 else range(0)
        own = next((at for at in terms if column[at] == bound.variable), -1)
        if len(terms) < 2:
            continue
        if is_product[bound.row]:
            effort += 2 * (own != terms[0])
            continue
        effort += 2 * (abs(number[own]) != 1) + any(number[at] * number[own] > 0 for at in terms if at != own)
    return effort, system.names[clash.lower.variable]
