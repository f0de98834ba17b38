"""The inner loops of the solver, written so that one source runs both as plain Python and compiled.

As plain Python over lists they start at once, which is what an investigation of a few hundred claims needs; numba compiles the
same functions for large systems (see `bounds.load_kernel`). One source means that both give the same answer to the last bit.
All of them stand in this one file because numba's cache is renewed only when the file of a function changes.

A system arrives as a tuple of sequences (see `system.System.arrays`)::

    low, high, is_integer            by variable
    start, column, number            terms of row r: start[r] to start[r + 1]; coefficient and variable of each
    floor, ceiling                   by row: floor <= sum of terms <= ceiling; claims come first, then rules
    is_product                       by row: instead of a sum, first variable == second times third, none of them negative

Bounds are numbered ``2 * variable`` (lower) and ``2 * variable + 1`` (upper). Every change of a bound is written to a trail
with the row that caused it, so a clash can be followed back to the claims behind it.

Source: bounds propagation with explanations as in lazy clause generation (Ohrimenko, Stuckey and Codish 2009); for differences
it is Bellman and Ford's algorithm; deletion-based minimal sets (Chinneck and Dravnieks 1991); minimal hitting sets grown by
one set at a time (Berge 1989) and the duality of minimal inconsistent and maximal consistent sets (Reiter 1987; Bailey and
Stuckey 2005).
"""

import math
from typing import Any

Numbers = Any
"""A sequence of numbers that can be written to: a list, or a numpy array in the compiled kernel."""
Arrays = tuple[Any, ...]

TOLERANCE = 1e-9
"""Relative; bounds that differ by less are the same. Far above rounding errors, far below what anybody says."""

FIXED, CLASH, BROKEN, CYCLE, UNDECIDED = 0, 1, 2, 3, 4
"""Verdicts of `propagate`: no clash; bounds clash; a row contradicts itself; differences that grow for ever; gave up."""

MOST_SMALL = 62
"""Claims of a system that is enumerated with bit masks in one machine word."""


def derive(system: Arrays, bound: Numbers, row: int, at: int, side: int) -> float:
    """The bound that a row puts on the variable of its term ``at``; infinite if it puts none."""
    _, _, _, start, column, number, floor, ceiling, is_product = system
    first, last = start[row], start[row + 1]
    if is_product[row]:
        return derive_product(bound, column, first, at, side)
    own: float = number[at]
    uses_least = (side == 1) == (own > 0)
    total: float = ceiling[row] if uses_least else floor[row]
    for other in range(first, last):
        if other != at:
            takes_low = (number[other] > 0) == uses_least
            total -= number[other] * bound[2 * column[other] + (0 if takes_low else 1)]
    if math.isinf(total):
        return math.inf if side == 1 else -math.inf
    return total / own


def derive_product(bound: Numbers, column: Numbers, first: int, at: int, side: int) -> float:
    """The bound on one variable of first == second * third, rounded outward."""
    if at == first:
        one, other = bound[2 * column[first + 1] + side], bound[2 * column[first + 2] + side]
        limit = 0.0 if one == 0 or other == 0 else one * other
    else:
        whole = bound[2 * column[first] + side]
        other = bound[2 * column[2 * first + 3 - at] + 1 - side]
        if other <= 0 or math.isinf(other) or math.isinf(whole):
            return math.inf if side == 1 else -math.inf
        limit = whole / other
    return limit * (1 + 4e-16) if side == 1 else limit * (1 - 4e-16)


def slack(value: float) -> float:
    """What a bound may be off without meaning anything."""
    return TOLERANCE * max(1.0, abs(value))


def tighten(system: Arrays, bound: Numbers, target: int, limit: float) -> bool:
    """Take over a bound if it is tighter than the known one; integers are rounded inward."""
    known = bound[target]
    if target % 2:
        if system[2][target // 2]:
            limit = math.floor(limit + slack(limit)) * 1.0
        if not (math.isinf(known) or limit < known - slack(known)):
            return False
    else:
        if system[2][target // 2]:
            limit = math.ceil(limit - slack(limit)) * 1.0
        if not (math.isinf(known) or limit > known + slack(known)):
            return False
    bound[target] = limit
    return True


def is_crossed(bound: Numbers, variable: int) -> bool:
    """Whether a variable's lower bound is above its upper one."""
    upper = bound[2 * variable + 1]
    return not math.isinf(upper) and bound[2 * variable] > upper + slack(upper)


def propagate(system: Arrays, active: Numbers, limits: tuple[int, int], memory: Arrays) -> tuple[int, int, int]:
    """Tighten bounds by the active rows until they clash or stop moving.

    Returns:
        The verdict, the variable, row or trail entry it is about, and the length of the trail.
    """
    low, high, _, start, column, number, floor, ceiling, _ = system
    bound, head, trail_target, trail_row, trail_before, _ = memory
    passes, is_difference = limits
    size = 0
    for variable in range(len(low)):
        bound[2 * variable], bound[2 * variable + 1] = low[variable], high[variable]
        head[2 * variable] = head[2 * variable + 1] = -1
        if is_crossed(bound, variable):
            return CLASH, variable, size
    for step in range(passes):
        has_moved = False
        for row in range(len(floor)):
            first, last = start[row], start[row + 1]
            if not active[row] or (step > 0 and last - first == 1):
                continue
            if floor[row] > ceiling[row] and floor[row] > ceiling[row] + slack(ceiling[row]):
                return BROKEN, row, size
            for at in range(first, last):
                for side in range(2):
                    if last - first == 1:
                        limit = (ceiling[row] if (side == 1) == (number[at] > 0) else floor[row]) / number[at]
                    else:
                        limit = derive(system, bound, row, at, side)
                    target = 2 * column[at] + side
                    is_tighter = limit < bound[target] if side == 1 else limit > bound[target]
                    if not is_tighter or math.isinf(limit) or not tighten(system, bound, target, limit):
                        continue
                    if size == len(trail_row):
                        return UNDECIDED, 0, size
                    trail_target[size], trail_row[size], trail_before[size] = target, row, head[target]
                    head[target] = size
                    size += 1
                    has_moved = True
                    if is_crossed(bound, column[at]):
                        return CLASH, column[at], size
        if not has_moved:
            return FIXED, 0, size
    return (CYCLE if is_difference else UNDECIDED), size - 1, size


def explain(system: Arrays, memory: Arrays, verdict: int, where: int, size: int, used: Numbers) -> None:
    """Mark in ``used`` the rows behind a clash, following the trail back from the bounds that clash."""
    start, column, number, is_product = system[3], system[4], system[5], system[8]
    _, head, trail_target, trail_row, trail_before, needed = memory
    for row in range(len(used)):
        used[row] = 0
    if verdict == BROKEN:
        used[where] = 1
        return
    for entry in range(size):
        needed[entry] = 0
    if verdict == CYCLE:
        needed[where] = 1
    else:
        for target in (2 * where, 2 * where + 1):
            if head[target] >= 0:
                needed[head[target]] = 1
    for back in range(size):
        entry = size - 1 - back
        if not needed[entry]:
            continue
        row, target = trail_row[entry], trail_target[entry]
        used[row] = 1
        side = target % 2
        own = start[row]
        while column[own] != target // 2:
            own += 1
        for other in range(start[row], start[row + 1]):
            if other == own:
                continue
            if is_product[row]:
                parent_side = side if own == start[row] or other == start[row] else 1 - side
            else:
                uses_least = (side == 1) == (number[own] > 0)
                parent_side = 0 if (number[other] > 0) == uses_least else 1
            parent = head[2 * column[other] + parent_side]
            while parent >= entry:
                parent = trail_before[parent]
            if parent >= 0:
                needed[parent] = 1


def find_conflict(
    system: Arrays, claim_count: int, active: Numbers, limits: tuple[int, int], memory: Arrays, known: Arrays, used: Numbers
) -> int:
    """Whether the active claims clash with each other and the rules; then ``used`` marks rows that already do.

    Args:
        system: arrays.
        claim_count: the first rows are claims, the rest are rules.
        active: by row, 1 or 0.
        limits: passes, and 1 if all rows are differences.
        memory: work space of `propagate`.
        known: starts and members of sets that are inconsistent although bounds do not show it.
        used: by row; filled if there is a conflict.

    Returns:
        1 for a conflict, 0 for none, -1 if the bounds did not settle: none found, but not for sure.
    """
    known_start, known_member = known
    for number in range(len(known_start) - 1):
        is_whole = True
        for at in range(known_start[number], known_start[number + 1]):
            if not active[known_member[at]]:
                is_whole = False
        if is_whole:
            for row in range(len(used)):
                used[row] = 1 if row >= claim_count else 0
            for at in range(known_start[number], known_start[number + 1]):
                used[known_member[at]] = 1
            return 1
    verdict, where, size = propagate(system, active, limits, memory)
    if verdict == FIXED:
        return 0
    if verdict == UNDECIDED:
        return -1
    explain(system, memory, verdict, where, size, used)
    return 1


def shrink(
    system: Arrays,
    claim_count: int,
    active: Numbers,
    limits: tuple[int, int],
    memory: Arrays,
    known: Arrays,
    used: Numbers,
    is_critical: Numbers,
) -> None:
    """Cut active claims that clash, as marked by `find_conflict`, down to a minimal set, in place.

    Claims are tried from the lightest to the heaviest, in chunks that halve when they cannot go, so the set that remains names
    the most credible claims that cannot all be true.
    """
    for claim in range(claim_count):
        active[claim] = used[claim]
        is_critical[claim] = 0
    chunk = 0
    while True:
        left = 0
        for claim in range(claim_count):
            if active[claim] and not is_critical[claim]:
                left += 1
        if left == 0:
            return
        if chunk == 0:
            chunk = max(1, left // 4)
        taken = 0
        for claim in range(claim_count):
            if taken < chunk and active[claim] and not is_critical[claim]:
                active[claim] = 2
                taken += 1
        for claim in range(claim_count):
            if active[claim] == 2:
                active[claim] = 0
                is_critical[claim] = 2
        if find_conflict(system, claim_count, active, limits, memory, known, used) == 1:
            for claim in range(claim_count):
                active[claim] = used[claim]
                if is_critical[claim] == 2:
                    is_critical[claim] = 0
            chunk = 0
            continue
        for claim in range(claim_count):
            if is_critical[claim] == 2:
                active[claim] = 1
                is_critical[claim] = 1 if taken == 1 else 0
        chunk = taken // 2


def activate(mask: int, active: Numbers, claim_count: int) -> None:
    """Set the active claims from a bit mask; rules are always active."""
    for claim in range(claim_count):
        active[claim] = (mask >> claim) & 1
    for row in range(claim_count, len(active)):
        active[row] = 1


def grow_hitting_sets(hitting: Numbers, is_checked: Numbers, count: int, mask: int, claim_count: int, scratch: Numbers) -> int:
    """Renew the minimal hitting sets after a set was found that some of them miss.

    Returns:
        Their number, or -1 if there are too many.
    """
    kept = missing = 0
    for number in range(count):
        if hitting[number] & mask:
            hitting[kept], is_checked[kept] = hitting[number], is_checked[number]
            kept += 1
        else:
            scratch[missing] = hitting[number]
            missing += 1
    grown = kept
    for number in range(missing):
        for claim in range(claim_count):
            if not (mask >> claim) & 1:
                continue
            candidate = scratch[number] | (1 << claim)
            is_minimal = True
            for other in range(kept):
                if hitting[other] & candidate == hitting[other]:
                    is_minimal = False
                    break
            if not is_minimal:
                continue
            if grown == len(hitting):
                return -1
            hitting[grown], is_checked[grown] = candidate, 0
            grown += 1
    return grown


def enumerate_small(
    system: Arrays, claim_count: int, limits: tuple[int, int], memory: Arrays, known: Arrays, masks: Arrays, rows: Arrays
) -> tuple[int, int, int]:
    """All minimal inconsistent sets of at most 62 claims, and all minimal sets whose removal leaves a consistent world.

    Each complement of a hitting set is either consistent, and then a largest consistent world, or holds a minimal set that is
    not known yet. When none is left to check, both lists are complete.

    Args:
        system: arrays.
        claim_count: claims.
        limits: see `propagate`.
        memory: work space of `propagate`.
        known: see `find_conflict`.
        masks: found sets, hitting sets, checked flags, scratch; their lengths are the caps.
        rows: three work spaces by row.

    Returns:
        Number of minimal sets, number of hitting sets, and 1 if all is sure, 0 if some bounds did not settle, -1 if a cap was
        reached.
    """
    found, hitting, is_checked, scratch = masks
    active, used, is_critical = rows
    everything = (1 << claim_count) - 1
    sets, count, is_sure, at = 0, 1, 1, 0
    hitting[0] = 0
    is_checked[0] = 0
    while at < count:
        if is_checked[at]:
            at += 1
            continue
        activate(everything & ~hitting[at], active, claim_count)
        outcome = find_conflict(system, claim_count, active, limits, memory, known, used)
        if outcome != 1:
            is_checked[at] = 1
            if outcome < 0:
                is_sure = 0
            continue
        if sets == len(found):
            return sets, count, -1
        shrink(system, claim_count, active, limits, memory, known, used, is_critical)
        mask = 0
        for claim in range(claim_count):
            if active[claim]:
                mask |= 1 << claim
        found[sets] = mask
        sets += 1
        count = grow_hitting_sets(hitting, is_checked, count, mask, claim_count, scratch)
        if count < 0:
            return sets, 0, -1
        at = 0
    return sets, count, is_sure


def lightest(hitting: Numbers, count: int, weights: Numbers) -> int:
    """The hitting set of least weight; of equals the one whose heaviest member is lightest."""
    best, least = 0, -1
    for number in range(count):
        total, rest, claim = 0, hitting[number], 0
        while rest:
            if rest & 1:
                total += weights[claim]
            rest >>= 1
            claim += 1
        if least < 0 or total < least or (total == least and hitting[number] < best):
            best, least = hitting[number], total
    return best


def solve_batch(batch: Arrays, first: int, memory: Arrays, masks: Arrays, rows: Arrays, out: Arrays) -> tuple[int, int]:
    """Enumerate many small systems, one after the other.

    Args:
        batch: the arrays of all systems joined, with the offsets of each system in them.
        first: system to begin with.
        memory: work space large enough for the largest system.
        masks: see `enumerate_small`.
        rows: three work spaces by row, large enough.
        out: minimal sets of all systems, their number, the claims to drop, and how sure, by system.

    Returns:
        The first system that was not solved because ``out`` is full, and the number of sets written.
    """
    arrays, offsets, weights, limits = batch
    low, high, is_integer, start, column, number, floor, ceiling, is_product = arrays
    variable_at, row_at, term_at, claim_at = offsets
    out_sets, out_count, out_dropped, out_sure = out
    known = (claim_at[:1], claim_at[:1])
    written = 0
    for at in range(first, len(out_count)):
        v0, v1, r0, r1, t0, t1 = variable_at[at], variable_at[at + 1], row_at[at], row_at[at + 1], term_at[at], term_at[at + 1]
        if written + len(masks[0]) > len(out_sets):
            return at, written
        system = (
            low[v0:v1],
            high[v0:v1],
            is_integer[v0:v1],
            start[r0 + at : r1 + at + 1],
            column[t0:t1],
            number[t0:t1],
            floor[r0:r1],
            ceiling[r0:r1],
            is_product[r0:r1],
        )
        claims = claim_at[at + 1] - claim_at[at]
        spaces = (rows[0][: r1 - r0], rows[1][: r1 - r0], rows[2][: r1 - r0])
        sets, count, is_sure = enumerate_small(
            system, claims, (limits[2 * at], limits[2 * at + 1]), memory, known, masks, spaces
        )
        for number_of_set in range(sets):
            out_sets[written + number_of_set] = masks[0][number_of_set]
        written += sets
        out_count[at], out_sure[at] = sets, is_sure
        out_dropped[at] = lightest(masks[1], count, weights[claim_at[at] : claim_at[at + 1]])
    return len(out_count), written


KERNEL = (
    derive_product,
    derive,
    slack,
    tighten,
    is_crossed,
    propagate,
    explain,
    find_conflict,
    shrink,
    activate,
    grow_hitting_sets,
    enumerate_small,
    lightest,
    solve_batch,
)
"""What `bounds.load_kernel` compiles; each after those it calls."""
