"""What the solver reasons about: numbers with bounds, claims that may have to give way, and rules that hold.

A claim or a rule says ``low <= sum(coefficient * variable) + sum(coefficient * first * second) <= high``: besides sums it
may hold products of two variables (``distance == speed * time``). Claims that share no variable, directly or through rules,
cannot clash, so a case falls apart into systems that are solved on their own. Inside a system everything is sorted by content,
never by the order it came in: the same claims give the same answer in any order.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

MOST_PASSES = 64
"""Passes of bound propagation where a cycle of rules may never come to rest; then the exact referee decides."""

WEIGHT_UNIT = 1_000_000
"""Weights are compared as whole millionths: sums of them do not depend on the order of addition."""

Term = tuple[float, str]
Product = tuple[float, tuple[str, str]]
"""A coefficient and two variables that are multiplied; they must not be negative."""
Arrays = tuple[Sequence[Any], ...]


class Variable(Struct, frozen=True, gc=False):
    """A number to be found, with what is known of it from the start."""

    low: float = -math.inf
    high: float = math.inf
    is_integer: bool = False


class Claim(Struct, frozen=True, gc=False):
    """Something said: it holds or gives way as a whole."""

    id: str
    terms: tuple[Term, ...]
    low: float = -math.inf
    high: float = math.inf
    weight: float = 1.0
    """Above 0: what it costs to call the claim false."""
    products: tuple[Product, ...] = ()


class Law(Struct, frozen=True, gc=False):
    """Something that holds in every world."""

    id: str
    terms: tuple[Term, ...]
    low: float = -math.inf
    high: float = math.inf
    products: tuple[Product, ...] = ()


class System(Struct, frozen=True):
    """One connected group of claims and rules as arrays, for the functions in `kernel`."""

    names: tuple[str, ...]
    """Variables in order; products of two follow after the given ones."""
    ids: tuple[str, ...]
    """Claims in order of weight, the lightest first."""
    weights: tuple[int, ...]
    """In millionths."""
    arrays: Arrays
    """See `kernel`: low, high, is_integer, start, column, number, floor, ceiling, is_product."""
    is_difference: bool
    """Whether every row is a bound or a difference of two like variables.

    Then propagation is Bellman and Ford's algorithm: bounds that do not come to rest go round a circle for ever.
    """
    boxed: Arrays
    """The arrays to propagate on: in differences, variables without bounds get ones far enough away to rule nothing out."""

    @property
    def is_line(self) -> bool:
        """Whether all claims stand on one variable, where sorting answers everything."""
        return len(self.names) == 1 and len(self.arrays[4]) == len(self.arrays[6])

    @property
    def limits(self) -> tuple[int, int]:
        """Passes of propagation, and 1 where not coming to rest proves a clash."""
        passes = len(self.names) + 2
        return (passes, 1) if self.is_difference else (passes + MOST_PASSES, 0)


def split_systems(variables: Mapping[str, Variable], claims: Iterable[Claim], laws: Iterable[Law] = ()) -> list[System]:
    """Group claims and rules by shared variables, and lay each group out in arrays.

    Args:
        variables: by name.
        claims: every claim names at least one variable.
        laws: rules.

    Returns:
        Systems in the order of their first variable's name; variables that nobody speaks of make none.

    Raises:
        ValueError: an id is used twice, or a variable that is multiplied can be negative.
    """
    said, laws = list(claims), list(laws)
    root_of = _find_roots([*said, *laws])
    if len(set(root_of.values())) == 1:
        return [_build(variables, set(root_of), said, laws)]
    groups: dict[str, tuple[set[str], list[Claim], list[Law]]] = {}
    for name, root in root_of.items():
        groups.setdefault(root, (set(), [], []))[0].add(name)
    for claim in said:
        groups[root_of[_any_name(claim)]][1].append(claim)
    for law in laws:
        groups[root_of[_any_name(law)]][2].append(law)
    return [_build(variables, *group) for group in sorted(groups.values(), key=lambda group: min(group[0]))]


def _find_roots(rows: Sequence[Claim | Law]) -> dict[str, str]:
    """For every variable one that stands for all that are connected with it by rows."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := parent.setdefault(name, name)) != name:
            parent[name] = name = parent[above]
        return name

    for row in rows:
        if len(row.terms) == 1 and not row.products:
            parent.setdefault(row.terms[0][1], row.terms[0][1])
            continue
        first = root(_any_name(row))
        for _, name in row.terms:
            parent[root(name)] = first
        for _, pair in row.products:
            for name in pair:
                parent[root(name)] = first
    return {name: root(name) for name in list(parent)}


def _any_name(row: Claim | Law) -> str:
    return row.terms[0][1] if row.terms else row.products[0][1][0]


def _build(variables: Mapping[str, Variable], used: set[str], claims: list[Claim], laws: list[Law]) -> System:
    names = sorted(used)
    ordered = sorted(claims, key=lambda claim: (claim.weight, claim.id)) if len(claims) > 1 else claims
    rules = sorted(laws, key=lambda law: law.id) if len(laws) > 1 else laws
    column_of = {name: at for at, name in enumerate(names)}
    known = [variables[name] for name in names]
    low, high, is_integer = [v.low for v in known], [v.high for v in known], [int(v.is_integer) for v in known]
    if any(is_integer):
        low = [math.ceil(v.low) * 1.0 if v.is_integer and math.isfinite(v.low) else v.low for v in known]
        high = [math.floor(v.high) * 1.0 if v.is_integer and math.isfinite(v.high) else v.high for v in known]
    start, column, number = [0], list[int](), list[float]()
    floor, ceiling = list[float](), list[float]()
    rows: list[Claim | Law] = [*ordered, *rules]
    for row in rows:
        if len(row.terms) == 1 and not row.products:
            factor, name = row.terms[0]
            column.append(column_of[name])
            number.append(float(factor))
        else:
            products = [(factor, _multiply(pair, variables, column_of)) for factor, pair in row.products]
            _add_row([*row.terms, *products], column_of, column, number)
        start.append(len(column))
        floor.append(row.low)
        ceiling.append(row.high)
    is_product = [0] * len(floor)
    for name in list(column_of)[len(names) :]:
        one, other = name.split("\0")
        column += [column_of[name], column_of[one], column_of[other]]
        number += [1.0, 1.0, 1.0]
        start.append(len(column))
        for ends, end in ((floor, 0.0), (ceiling, 0.0), (low, 0.0), (high, math.inf)):
            ends.append(end)
        is_integer.append(0)
        is_product.append(1)
    arrays = (low, high, is_integer, start, column, number, floor, ceiling, is_product)
    is_difference = len(names) > 1 and _is_difference(arrays)
    return System(
        names=tuple(column_of),
        ids=_distinct([claim.id for claim in ordered]),
        weights=tuple([max(1, round(claim.weight * WEIGHT_UNIT)) for claim in ordered]),
        arrays=arrays,
        is_difference=is_difference,
        boxed=_box(arrays) if is_difference else arrays,
    )


def _is_difference(arrays: Arrays) -> bool:
    _, _, is_integer, start, column, number, _, _, is_product = arrays
    if any(is_product) or len(set(is_integer)) > 1:
        return False
    for first, last in pairwise(start):
        if last - first > 2 or (last - first == 2 and number[first] != -number[first + 1]):
            return False
        if is_integer[column[first]] and number[first] != round(number[first]):
            return False
    return True


def _box(arrays: Arrays) -> Arrays:
    """Bounds for variables that have none: beyond every given number by the sum of all differences.

    Times that are only compared with each other have no bound to start from, yet before, before and before again is a circle.
    """
    low, high, _, start, _, number, floor, ceiling, _ = arrays
    if all(map(math.isfinite, low)) and all(map(math.isfinite, high)):
        return arrays
    given = [0.0, *filter(math.isfinite, low), *filter(math.isfinite, high)]
    reach = 1.0
    for row, (first, last) in enumerate(pairwise(start)):
        ends = [end / number[first] for end in (floor[row], ceiling[row]) if math.isfinite(end)]
        if last - first == 1:
            given += ends
        else:
            reach += max(map(abs, ends), default=0.0)
    least, most = min(given) - reach, max(given) + reach
    return ([max(end, least) for end in low], [min(end, most) for end in high], *arrays[2:])


def _add_row(terms: Sequence[Term], column_of: Mapping[str, int], column: list[int], number: list[float]) -> None:
    """Append a row's terms in the order of their variables, each variable once."""
    summed: dict[int, float] = {}
    for factor, name in terms:
        at = column_of[name]
        summed[at] = summed.get(at, 0.0) + factor
    for at in sorted(summed):
        if summed[at]:
            column.append(at)
            number.append(float(summed[at]))


def _multiply(pair: tuple[str, str], variables: Mapping[str, Variable], column_of: dict[str, int]) -> str:
    """The variable that stands for a product, made if it is new."""
    one, other = sorted(pair)
    for name in pair:
        if variables[name].low < 0:
            raise ValueError(f"'{name}' is multiplied and could be negative: give it a lower bound of 0")
    name = f"{one}\0{other}"
    column_of.setdefault(name, len(column_of))
    return name


def _distinct(ids: list[str]) -> tuple[str, ...]:
    if len(set(ids)) < len(ids):
        twice = next(name for name in ids if ids.count(name) > 1)
        raise ValueError(f"two claims have the id '{twice}'")
    return tuple(ids)


def is_complete(system: System) -> bool:
    """Whether bounds that come to rest without a clash prove that a consistent world exists.

    True where every row compares at most two variables of opposite sign, and all have a lower bound or all an upper one (then
    these bounds themselves are a world, for whole numbers too), and where rows and variables form a tree without a whole-number
    puzzle in it.

    Source: lattice of solutions of monotone inequalities with two variables (Hochbaum and Naor 1994); directional consistency
    on trees (Freuder 1982).
    """
    low, high, is_integer, start, column, number, floor, ceiling, is_product = system.arrays
    is_grounded = system.is_difference or all(map(math.isfinite, low)) or all(map(math.isfinite, high))
    if (
        is_grounded
        and not any(is_product)
        and all(
            last - first == 1 or (last - first == 2 and number[first] * number[first + 1] < 0)
            for first, last in pairwise(start)
        )
    ):
        return True
    forms: dict[tuple[Term | int, ...], list[bool]] = {}
    for row in range(len(floor)):
        first, last = start[row], start[row + 1]
        if last - first == 1:
            continue
        key: tuple[Any, ...] = (is_product[row], *column[first:last], *(n / number[first] for n in number[first:last]))
        ends = forms.setdefault(key, [False, False])
        is_turned = number[first] < 0
        ends[is_turned] |= math.isfinite(floor[row])
        ends[not is_turned] |= math.isfinite(ceiling[row])
    return _is_forest(system, forms) and all(_has_no_puzzle(form, ends, is_integer) for form, ends in forms.items())


def _columns(form: tuple[Any, ...]) -> tuple[int, ...]:
    return form[1 : 1 + (len(form) - 1) // 2]


def _is_forest(system: System, forms: Iterable[tuple[Any, ...]]) -> bool:
    """Whether no two paths of rows lead from one variable to another."""
    above = list(range(len(system.names)))

    def root(at: int) -> int:
        while above[at] != at:
            at = above[at]
        return at

    for form in forms:
        roots = [root(at) for at in _columns(form)]
        if len(set(roots)) < len(roots):
            return False
        for at in roots[1:]:
            above[at] = roots[0]
    return True


def _has_no_puzzle(form: tuple[Any, ...], ends: list[bool], is_integer: Sequence[int]) -> bool:
    """Whether whole numbers cannot make a row fail between its bounds: one side only, no whole numbers, or equal steps."""
    kinds = {is_integer[at] for at in _columns(form)}
    if form[0]:
        return kinds == {0}
    sizes = {abs(factor) for factor in form[1 + len(form) // 2 :]}
    return not all(ends) or kinds == {0} or (kinds == {1} and len(sizes) == 1)
