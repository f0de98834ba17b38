"""Bounds that follow from claims and linear rules, with the reasons kept.

From ``people == fighters + relatives`` and two figures follows a bound on the third. Every bound remembers the claims and rules
it came from, so a clash of bounds already names a set that cannot all be true, and deletion makes it minimal.

Complete where the rules' graph has no cycle (sums that share a question at most once). Where it has one, bounds alone can
miss a clash or stop early; then an exact linear feasibility check (scipy's HiGHS, loaded only then) is the referee.

Source: bounds-consistency propagation for linear constraints (e.g. Harvey and Stuckey 2003); deletion-based minimal
unsatisfiable subsets (Chinneck and Dravnieks 1991).
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from testimonia.model.findings import Rule
from testimonia.reconcile.intervals import Interval

MOST_ROUNDS = 60
"""Rounds of propagation; an acyclic system needs no more than its longest chain of rules."""

MOST_PROJECTIONS = 200
"""Rounds in which a consistent world is looked for before the exact check is asked."""

TOLERANCE = 1e-9


class Premise(Struct, frozen=True):
    """One thing that may have to give way: a claim (an interval on one question) or a rule."""

    key: str
    question_id: str = ""
    interval: Interval | None = None
    rule: Rule | None = None
    weight: float = 0.0


class Bound(Struct, frozen=True):
    """One end of what a question can be, and where it comes from."""

    question_id: str
    is_upper: bool
    value: float
    reasons: frozenset[str]
    """Keys of premises."""
    premise: Premise | None = None
    parents: tuple["Bound", ...] = ()
    """Bounds a rule derived it from."""


class Clash(Struct, frozen=True):
    """A question whose lower bound is above its upper bound."""

    lower: Bound
    upper: Bound

    @property
    def reasons(self) -> frozenset[str]:
        """Premises behind both bounds."""
        return self.lower.reasons | self.upper.reasons


def find_clash(premises: Sequence[Premise]) -> Clash | None:
    """Propagate bounds until they clash or stop moving.

    Quantities are never negative: that bound is always there and needs no premise.

    Returns:
        The first clash, or None: as far as bounds tell, all premises can be true together.
    """
    lower: dict[str, Bound] = {}
    upper: dict[str, Bound] = {}
    for premise in premises:
        if premise.interval is not None:
            _tighten(lower, upper, Bound(premise.question_id, False, premise.interval.low, frozenset({premise.key}), premise))
            _tighten(lower, upper, Bound(premise.question_id, True, premise.interval.high, frozenset({premise.key}), premise))
    rules = [premise for premise in premises if premise.rule is not None]
    for _ in range(MOST_ROUNDS):
        clash = _first_clash(lower, upper)
        if clash:
            return clash
        # all bounds of a round come from the round before: the shortest derivation of a clash is found first
        derived = [bound for premise in rules for bound in _derive(premise, lower, upper)]
        has_moved = False
        for bound in derived:
            has_moved |= _tighten(lower, upper, bound)
        if not has_moved:
            return None
    return _first_clash(lower, upper)


def _tighten(lower: dict[str, Bound], upper: dict[str, Bound], bound: Bound) -> bool:
    """Take over a bound if it is tighter than the known one."""
    if not math.isfinite(bound.value) or (not bound.is_upper and bound.value <= 0):
        return False
    known = (upper if bound.is_upper else lower).get(bound.question_id)
    if known is None or (
        bound.value < known.value - _slack(known.value) if bound.is_upper else bound.value > known.value + _slack(known.value)
    ):
        (upper if bound.is_upper else lower)[bound.question_id] = bound
        return True
    return False


def _slack(value: float) -> float:
    return TOLERANCE * max(1.0, abs(value))


def _first_clash(lower: Mapping[str, Bound], upper: Mapping[str, Bound]) -> Clash | None:
    """Of the questions whose bounds clash, the one whose sum is the easiest to read."""
    clashes = []
    for question_id in sorted(upper):
        high = upper[question_id]
        low = lower.get(question_id) or Bound(question_id, False, 0.0, frozenset())
        if low.value > high.value + _slack(high.value):
            clashes.append(Clash(low, high))
    return min(clashes, key=_reading_effort, default=None)


def _reading_effort(clash: Clash) -> tuple[int, str]:
    """Plain sums read best, subtractions worse, divisions worst; a bare zero last of all."""
    effort = 0 if clash.lower.reasons else 3
    for bound in (clash.lower, clash.upper):
        rule = bound.premise.rule if bound.premise else None
        if rule is not None:
            own = next(number for number, name in rule.terms if name == bound.question_id)
            effort += 2 * (abs(own) != 1) + any(number * own > 0 for number, name in rule.terms if name != bound.question_id)
    return effort, clash.lower.question_id


def _derive(premise: Premise, lower: Mapping[str, Bound], upper: Mapping[str, Bound]) -> Iterable[Bound]:
    """Bounds on each question of a rule from the bounds of its others."""
    rule = premise.rule
    assert rule is not None
    for sign in _signs(rule.relation):
        terms = [(sign * number, name) for number, name in rule.terms]
        for number, name in terms:
            total, reasons, parents = sign * rule.constant, {premise.key}, []
            for other_number, other in terms:
                if other == name:
                    continue
                bound = lower.get(other) if other_number > 0 else upper.get(other)
                if bound is None and other_number < 0:
                    total = math.inf
                    break
                if bound is not None:
                    total += other_number * bound.value
                    reasons |= bound.reasons
                    parents.append(bound)
            if math.isfinite(total):
                yield Bound(name, number > 0, -total / number, frozenset(reasons), premise, tuple(parents))


def _signs(relation: str) -> tuple[int, ...]:
    """Signs that turn a relation into ``sum <= 0``."""
    return {"<=": (1,), ">=": (-1,)}.get(relation, (1, -1))


def is_consistent(premises: Sequence[Premise], *, is_cyclic: bool) -> bool:
    """Whether all premises can be true together; exact, also for systems with cycles."""
    if find_clash(premises):
        return False
    return not is_cyclic or has_witness(premises) or _is_feasible(premises)


def has_witness(premises: Sequence[Premise]) -> bool:
    """Whether a world in which all premises hold is found quickly, by projecting a point onto one rule after the other.

    A point that satisfies everything proves consistency; not finding one proves nothing. It spares most systems the exact
    check. Questions move in proportion to the room that their claims leave them, or the projections would crawl.

    Source: Agmon 1954, Motzkin and Schoenberg 1954, "The relaxation method for linear inequalities".
    """
    rules = [premise.rule for premise in premises if premise.rule is not None]
    spans = {name: (0.0, math.inf) for rule in rules for _, name in rule.terms}
    for premise in premises:
        if premise.interval is not None:
            low, high = spans.get(premise.question_id, (0.0, math.inf))
            spans[premise.question_id] = max(low, premise.interval.low), min(high, premise.interval.high)
    largest = max((end for span in spans.values() for end in span if math.isfinite(end)), default=1.0) or 1.0
    room = {name: (high - low if math.isfinite(high) else largest) ** 2 for name, (low, high) in spans.items()}
    point = {name: (low + high) / 2 if math.isfinite(high) else low for name, (low, high) in spans.items()}
    for _ in range(MOST_PROJECTIONS):
        broken = [rule for rule in rules if _project(rule, point, room)]
        if not broken:
            return True
        for name, (low, high) in spans.items():
            point[name] = min(max(point[name], low), high)
    return False


def _project(rule: Rule, point: dict[str, float], room: Mapping[str, float]) -> bool:
    """Move a point to where a rule holds, half as far again for inequalities; False if it held already."""
    gap = sum(number * point[name] for number, name in rule.terms) + rule.constant
    is_kept = {"<=": gap <= 0, ">=": gap >= 0}.get(rule.relation, False)
    if is_kept or abs(gap) <= TOLERANCE * max(1.0, *(abs(number * point[name]) for number, name in rule.terms)):
        return False
    norm = sum(number * number * room[name] for number, name in rule.terms)
    step = gap / norm * (1.0 if rule.relation == "==" else 1.5) if norm else 0.0
    for number, name in rule.terms:
        point[name] -= step * number * room[name]
    return True


def minimise(premises: Sequence[Premise], *, is_cyclic: bool) -> list[Premise]:
    """A minimal part of an inconsistent set that is still inconsistent: light claims give way first, rules last."""
    clash = find_clash(premises)
    involved = [premise for premise in premises if clash is None or premise.key in clash.reasons]
    kept = sorted(involved, key=lambda premise: (premise.rule is not None, premise.weight, premise.key))
    for premise in tuple(kept):
        rest = [other for other in kept if other is not premise]
        if not is_consistent(rest, is_cyclic=is_cyclic):
            kept = rest
    return kept


def has_cycle(rules: Sequence[Rule]) -> bool:
    """Whether the graph of rules and questions has a cycle, so that bounds alone are not complete."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for rule in rules:
        for _, name in rule.terms:
            one, other = root(f"rule {rule.id}"), root(name)
            if one == other:
                return True
            parent[one] = other
    return False


def _is_feasible(premises: Sequence[Premise]) -> bool:
    from scipy.optimize import linprog  # a heavy import, needed for rules with cycles only

    names = sorted(
        {p.question_id for p in premises if p.interval} | {name for p in premises if p.rule for _, name in p.rule.terms}
    )
    column = {name: number for number, name in enumerate(names)}
    rows: list[list[float]] = []
    limits: list[float] = []
    bounds = {name: [0.0, math.inf] for name in names}
    for premise in premises:
        if premise.interval:
            span = bounds[premise.question_id]
            span[0], span[1] = max(span[0], premise.interval.low), min(span[1], premise.interval.high)
        for sign in _signs(premise.rule.relation) if premise.rule else ():
            row = [0.0] * len(names)
            for number, name in premise.rule.terms if premise.rule else ():
                row[column[name]] += sign * number
            rows.append(row)
            limits.append(-sign * premise.rule.constant if premise.rule else 0.0)
    if any(low > high + _slack(high) for low, high in bounds.values()):
        return False
    spans = [(low, max(low, high) if math.isfinite(high) else None) for low, high in (bounds[name] for name in names)]
    result = linprog([0.0] * len(names), A_ub=rows or None, b_ub=limits or None, bounds=spans, method="highs")
    return int(result.status) != 2
