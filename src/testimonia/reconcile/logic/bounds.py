"""Running the kernel: plain or compiled, with its work space, and the sweeps that need no kernel at all.

Claims on one variable are intervals on a line. There every minimal set is a single impossible claim or a pair of disjoint ones
(Helly's theorem in one dimension), and the best consistent world is the point covered by most weight.

Source: Marzullo 1984, "Maintaining the time in a distributed system" (weighted overlap sweep).
"""

import functools
import math
from collections.abc import Callable, Sequence
from types import FunctionType, SimpleNamespace
from typing import Any

from testimonia.reconcile.logic import kernel as plain
from testimonia.reconcile.logic.kernel import TOLERANCE
from testimonia.reconcile.logic.system import System

Span = tuple[float, float]

COMPILE_FROM = 3000
"""Claims from which loading the compiled kernel pays: it takes about half a second, and seconds the first time on a machine."""

LONGEST_TRAIL = 2_000_000
"""Changes of bounds that are remembered; a system that needs more is left to the referee."""


@functools.cache
def load_kernel(*, is_compiled: bool) -> Any:
    """The functions of `kernel`, as they are or compiled by numba.

    Args:
        is_compiled: compile them, or take the compiled ones from numba's cache.
    """
    functions: dict[str, Callable[..., Any]] = {function.__name__: function for function in plain.KERNEL}
    if is_compiled:
        functions = _compile()
    return SimpleNamespace(**functions)


def _compile() -> dict[str, Callable[..., Any]]:
    """Each function compiled with the compiled ones it calls in place of the plain ones."""
    from numba import njit  # a heavy import, for large systems only

    made: dict[str, Callable[..., Any]] = {}
    for function in plain.KERNEL:
        copy = FunctionType(function.__code__, {**function.__globals__, **made}, function.__name__)
        copy.__qualname__, copy.__module__ = function.__qualname__, function.__module__
        try:
            made[function.__name__] = njit(cache=True)(copy)
        except RuntimeError:  # no folder can be written to: compile again in every process
            made[function.__name__] = njit(copy)
    return made


class Oracle:
    """Answers whether claims of one system clash, by propagation, and cuts clashing ones down to minimal sets.

    ``known`` are sets of claims that clash although bounds do not show it; the referee adds them.
    """

    def __init__(self, system: System, *, is_compiled: bool = False) -> None:
        self.system = system
        self.count = len(system.ids)
        self._kernel = load_kernel(is_compiled=is_compiled)
        self._is_compiled = is_compiled
        self._limits = system.limits
        self._arrays = as_arrays(system.boxed) if is_compiled else system.boxed
        self.memory = make_memory([system], is_compiled=is_compiled)
        self.rows = tuple(self._zeros(len(system.arrays[6])) for _ in range(3))
        self._known: list[tuple[int, ...]] = []
        self._known_arrays: tuple[Any, Any] = (self._zeros(1), self._zeros(1))
        self.is_sure = True
        """False once bounds did not come to rest."""

    def add_known(self, claims: Sequence[int]) -> None:
        """Remember claims that clash."""
        self._known.append(tuple(claims))
        start, member = [0], list[int]()
        for one in self._known:
            member += one
            start.append(len(member))
        self._known_arrays = (self._ints(start), self._ints(member or [0]))

    def find_conflict(self, claims: Sequence[int]) -> bool:
        """Whether these claims are known to clash."""
        self._activate(claims)
        outcome = self._kernel.find_conflict(
            self._arrays, self.count, self.rows[0], self._limits, self.memory, self._known_arrays, self.rows[1]
        )
        self.is_sure &= outcome >= 0
        return bool(outcome == 1)

    def shrink(self, claims: Sequence[int]) -> list[int] | None:
        """A minimal set of clashing claims among these; None if they do not clash."""
        if not self.find_conflict(claims):
            return None
        active, used, is_critical = self.rows
        self._kernel.shrink(self._arrays, self.count, active, self._limits, self.memory, self._known_arrays, used, is_critical)
        if self._is_compiled:
            return [int(claim) for claim in active[: self.count].nonzero()[0]]
        return [claim for claim in range(self.count) if active[claim]]

    def enumerate(self, *, most_sets: int, most_worlds: int) -> tuple[list[int], list[int], bool]:
        """All minimal sets and all minimal sets of claims to drop, as bit masks (see `kernel.enumerate_small`).

        Returns:
            Both, and whether they are complete; if they are not, only the first is of use.
        """
        masks = (self._zeros(most_sets), self._zeros(most_worlds), self._zeros(most_worlds), self._zeros(most_worlds))
        sets, worlds, outcome = self._kernel.enumerate_small(
            self._arrays, self.count, self._limits, self.memory, self._known_arrays, masks, self.rows
        )
        self.is_sure &= outcome != 0
        return [int(mask) for mask in masks[0][:sets]], [int(mask) for mask in masks[1][:worlds]], outcome >= 0

    def bounds(self, claims: Sequence[int]) -> tuple[list[float], list[float]] | None:
        """Lower and upper bounds that follow from these claims; None if they clash."""
        if self.find_conflict(claims):
            return None
        ends = [float(end) for end in self.memory[0]]
        return ends[::2], ends[1::2]

    def bounds_within(
        self, claims: Sequence[int], low: Sequence[float], high: Sequence[float]
    ) -> tuple[list[float], list[float]] | None:
        """Like `bounds`, in a box of the variables."""
        arrays = self._arrays
        ends = (self._floats(low), self._floats(high)) if self._is_compiled else (list(low), list(high))
        self._arrays = (*ends, *arrays[2:])
        try:
            return self.bounds(claims)
        finally:
            self._arrays = arrays

    def _activate(self, claims: Sequence[int]) -> None:
        active = self.rows[0]
        if self._is_compiled:
            active[: self.count] = 0
            active[self.count :] = 1
            active[list(claims)] = 1
            return
        for row in range(len(active)):
            active[row] = 1 if row >= self.count else 0
        for claim in claims:
            active[claim] = 1

    def _zeros(self, size: int) -> Any:
        return self._ints([0] * size)

    def _ints(self, values: list[int]) -> Any:
        if not self._is_compiled:
            return values
        import numpy as np

        return np.array(values, dtype=np.int64)

    def _floats(self, values: Sequence[float]) -> Any:
        import numpy as np

        return np.array(values, dtype=np.float64)


def as_arrays(arrays: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    """The arrays of a system, or of several joined, as numpy arrays of the types the compiled kernel takes."""
    import numpy as np

    types = (np.float64, np.float64, np.int64, np.int64, np.int64, np.float64, np.float64, np.float64, np.int64)
    return tuple(np.array(values, dtype=kind) for values, kind in zip(arrays, types, strict=True))


def make_memory(systems: Sequence[System], *, is_compiled: bool) -> tuple[Any, ...]:
    """Work space of `kernel.propagate` for the largest of some systems.

    Bounds, heads of the trail, the trail's three columns, and marks on it. A pass changes each side of each term at most once.
    """
    ends = 2 * max(len(system.names) for system in systems)
    trail = min(LONGEST_TRAIL, max(2 * len(system.arrays[4]) * system.limits[0] for system in systems))
    if not is_compiled:
        return ([0.0] * ends, [0] * ends, [0] * trail, [0] * trail, [0] * trail, [0] * trail)
    import numpy as np

    return (np.zeros(ends), *(np.zeros(size, dtype=np.int64) for size in (ends, trail, trail, trail, trail)))


def read_spans(system: System) -> tuple[Span, list[Span]]:
    """What is left of the variable of a one-dimensional system by its rules, and the span of each claim.

    The upper ends have room for rounding errors, so that ends can be compared as they are.
    """
    low, high, is_integer, _, _, number, floor, ceiling, _ = system.arrays
    spans = []
    for factor, least, most in zip(number, floor, ceiling, strict=True):
        if factor != 1.0:
            least, most = (least / factor, most / factor) if factor > 0 else (most / factor, least / factor)
        if is_integer[0]:
            least, most = _round_inward(least, most)
        spans.append((least, most + TOLERANCE * max(1.0, abs(most)) if most < math.inf else most))
    count = len(system.ids)
    most = high[0] + TOLERANCE * max(1.0, abs(high[0])) if high[0] < math.inf else high[0]
    ground = (max([low[0], *(span[0] for span in spans[count:])]), min([most, *(span[1] for span in spans[count:])]))
    return ground, spans[:count]


def _round_inward(low: float, high: float) -> Span:
    if low > -math.inf:
        low = float(math.ceil(low - TOLERANCE * max(1.0, abs(low))))
    if high < math.inf:
        high = float(math.floor(high + TOLERANCE * max(1.0, abs(high))))
    return low, high


def best_on_line(inside: Sequence[tuple[int, Span]], weights: Sequence[int]) -> list[int]:
    """The heaviest claims that share a point; of equals, those at the lowest point.

    Args:
        inside: claims with their spans, none of them empty.
        weights: of all claims.
    """
    edges = [(span[0], 0, claim) for claim, span in inside] + [(span[1], 1, claim) for claim, span in inside]
    edges.sort()
    total = best = 0
    point = -math.inf
    for at, is_end, claim in edges:
        if is_end:
            total -= weights[claim]
        else:
            total += weights[claim]
            if total > best:
                best, point = total, at
    return [claim for claim, span in inside if span[0] <= point <= span[1]]


def pairs_on_line(inside: Sequence[tuple[int, Span]], most: int) -> list[list[int]] | None:
    """All pairs of claims with disjoint spans; None if there are more than ``most``."""
    by_start = sorted([(span[0], claim) for claim, span in inside])
    by_end = sorted([(span[1], claim) for claim, span in inside])
    pairs: list[list[int]] = []
    ended, count = 0, len(by_end)
    for start, claim in by_start:
        while ended < count and by_end[ended][0] < start:
            ended += 1
        if ended:
            pairs += [[other, claim] if other < claim else [claim, other] for _, other in by_end[:ended]]
            if len(pairs) > most:
                return None
    return pairs
