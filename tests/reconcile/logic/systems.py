"""Random systems, and a referee for them that shares nothing with the solver: mixed integer programming over all rows."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from testimonia.reconcile.logic.system import Claim, Law, Variable

NAMES = ("a", "b", "c", "d")


def claim(name, terms, low=-np.inf, high=np.inf, weight=1.0):
    """A claim; ``terms`` is a variable's name or a list of coefficients and names."""
    return Claim(name, ((1.0, terms),) if isinstance(terms, str) else tuple(terms), low, high, weight)


class Referee:
    """Feasibility, minimal sets and best world of one system by brute force."""

    def __init__(self, variables, claims, laws):
        self.names = sorted(variables)
        self.variables, self.claims, self.laws = variables, {c.id: c for c in claims}, laws
        self.known = {}

    def is_feasible(self, ids):
        key = frozenset(ids)
        if key not in self.known:
            self.known[key] = self._solve([*self.laws, *(self.claims[i] for i in key)])
        return self.known[key]

    def _solve(self, rows):
        matrix = np.zeros((max(1, len(rows)), len(self.names)))
        for line, row in enumerate(rows):
            for factor, name in row.terms:
                matrix[line, self.names.index(name)] += factor
        low, high = [row.low for row in rows] or [0], [row.high for row in rows] or [0]
        known = [self.variables[name] for name in self.names]
        result = milp(
            np.zeros(len(self.names)),
            constraints=LinearConstraint(matrix, low, high),
            bounds=Bounds([v.low for v in known], [v.high for v in known]),
            integrality=[int(v.is_integer) for v in known],
        )
        return result.status != 2

    def minimal_sets(self):
        found = []
        for size in range(len(self.claims) + 1):
            for chosen in combinations(sorted(self.claims), size):
                if not any(one <= set(chosen) for one in found) and not self.is_feasible(chosen):
                    found.append(frozenset(chosen))
        return set(found)

    def best_weight(self):
        worlds = [c for n in range(len(self.claims) + 1) for c in combinations(self.claims, n) if self.is_feasible(c)]
        return max((sum(round(self.claims[i].weight * 1e6) for i in world) for world in worlds), default=0)


@st.composite
def terms(draw, most=3):
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=most, unique=True))
    return tuple((float(draw(st.sampled_from([1, 1, 1, -1, -1, 2, -3]))), name) for name in names)


@st.composite
def cyclic_systems(draw, most_claims=6):
    """Variables whole or not, claims and rules over shared variables with any coefficients: circles and puzzles are common."""
    variables = {name: Variable(0.0, float(draw(st.integers(5, 30))), draw(st.booleans())) for name in NAMES}

    def ends():
        low = draw(st.integers(-10, 40))
        return draw(st.sampled_from([(low, low), (low, low + 3), (low, np.inf), (-np.inf, low)]))

    claims = [
        Claim(f"c{n}", draw(terms()), *(float(end) for end in ends()), draw(st.integers(1, 9)) / 4)
        for n in range(draw(st.integers(1, most_claims)))
    ]
    laws = [Law(f"r{n}", draw(terms()), *(float(end) for end in ends())) for n in range(draw(st.integers(0, 3)))]
    return variables, claims, laws
