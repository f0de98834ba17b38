"""An exact answer where bounds alone are not enough: rules in a circle, and puzzles with whole numbers.

First a world is guessed from the bounds: if everything holds at the lowest or the highest numbers, that settles it. Otherwise
mixed integer programming decides (scipy's HiGHS, imported only then). Where variables are multiplied in a circle, boxes are
halved until bounds refute each of them or one shows a world; what that leaves open counts as consistent, and as not proved.

Source: mixed integer feasibility by branch and bound (HiGHS, Huangfu and Hall 2018); branch and prune (Van Hentenryck 1997).
"""

import math
from collections.abc import Sequence

from testimonia.reconcile.logic.bounds import Oracle
from testimonia.reconcile.logic.kernel import slack
from testimonia.reconcile.logic.system import System

MOST_BOXES = 400
"""Boxes looked at for one question of products."""

WIDEST = 1e7
"""Where halving starts for a variable that has no upper bound."""

INFEASIBLE = 2
"""HiGHS's status in scipy."""


class Referee:
    """Decides whether claims of one system can all be true."""

    def __init__(self, system: System, oracle: Oracle) -> None:
        self._system = system
        self._oracle = oracle
        self._has_products = any(system.arrays[8])
        self.is_sure = True
        """False once a question was left open."""

    def is_feasible(self, claims: Sequence[int]) -> bool:
        """Whether some world makes these claims and all rules true."""
        bounds = self._oracle.bounds(claims)
        if bounds is None:
            return False
        rows = [*claims, *range(len(self._system.ids), len(self._system.arrays[6]))]
        if any(self._holds(point, rows) for point in self._guesses(*bounds)):
            return True
        if self._has_products:
            return self._search_boxes(claims, rows, bounds)
        return self._solve(rows)

    def shrink(self, claims: Sequence[int]) -> list[int]:
        """A minimal set among claims that cannot all be true, the lightest ones left out first, in chunks."""
        kept, at, chunk = list(claims), 0, max(1, len(claims) // 4)
        while at < len(kept):
            chunk = min(chunk, len(kept) - at)
            rest = kept[:at] + kept[at + chunk :]
            if not self.is_feasible(rest):
                kept, chunk = rest, max(1, (len(rest) - at) // 4)
            elif chunk == 1:
                at, chunk = at + 1, max(1, (len(kept) - at - 1) // 4)
            else:
                chunk //= 2
        return kept

    def _guesses(self, low: list[float], high: list[float]) -> list[list[float]]:
        """Points that often are a world: all lowest, all highest, all in the middle."""
        floor = [end if math.isfinite(end) else min(0.0, other) for end, other in zip(low, high, strict=True)]
        ceiling = [end if math.isfinite(end) else max(0.0, other) for end, other in zip(high, floor, strict=True)]
        return [floor, ceiling, [(one + other) / 2 for one, other in zip(floor, ceiling, strict=True)]]

    def _holds(self, point: Sequence[float], rows: Sequence[int]) -> bool:
        _, _, is_integer, start, column, number, floor, ceiling, is_product = self._system.arrays
        if any(flag and value != round(value) for flag, value in zip(is_integer, point, strict=True)):
            return False
        for row in rows:
            at = range(start[row], start[row + 1])
            if is_product[row]:
                whole, one, other = (point[column[i]] for i in at)
                if abs(whole - one * other) > slack(whole):
                    return False
                continue
            total = math.fsum(number[i] * point[column[i]] for i in at)
            if total < floor[row] - slack(floor[row]) or total > ceiling[row] + slack(ceiling[row]):
                return False
        return True

    def _solve(self, rows: Sequence[int]) -> bool:
        import numpy as np  # heavy imports, for systems that bounds do not settle
        from scipy.optimize import Bounds, LinearConstraint, milp

        low, high, is_integer, start, column, number, floor, ceiling, _ = self._system.arrays
        matrix = np.zeros((len(rows), len(low)))
        for line, row in enumerate(rows):
            for at in range(start[row], start[row + 1]):
                matrix[line, column[at]] += number[at]
        limits = LinearConstraint(matrix, [floor[row] for row in rows], [ceiling[row] for row in rows])
        result = milp(np.zeros(len(low)), constraints=limits, bounds=Bounds(low, high), integrality=is_integer)
        self.is_sure &= result.status in (0, INFEASIBLE, 3)
        return bool(result.status != INFEASIBLE)

    def _search_boxes(self, claims: Sequence[int], rows: Sequence[int], bounds: tuple[list[float], list[float]]) -> bool:
        waiting, seen = [bounds], 0
        while waiting:
            low, high = waiting.pop()
            seen += 1
            at = max(range(len(low)), key=lambda i: (min(high[i], WIDEST) - low[i]) / max(1.0, abs(low[i])))
            if seen > MOST_BOXES or min(high[at], WIDEST) - low[at] <= slack(low[at]):
                self.is_sure = False
                return True
            middle = (low[at] + min(high[at], WIDEST)) / 2
            ends = math.floor(middle) if self._system.arrays[2][at] else middle
            for part_low, part_high in ((ends + (ends != middle), high[at]), (low[at], ends)):
                box_low, box_high = list(low), list(high)
                box_low[at], box_high[at] = part_low, part_high
                inner = self._oracle.bounds_within(claims, box_low, box_high)
                if inner is None:
                    continue
                if any(self._holds(point, rows) for point in self._guesses(*inner)):
                    return True
                waiting.append(inner)
        return False
