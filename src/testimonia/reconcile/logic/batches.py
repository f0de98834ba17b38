"""Many small systems at once, joined into one set of arrays for the compiled kernel."""

from collections.abc import Sequence
from typing import Any

from testimonia.reconcile.logic.bounds import as_arrays, load_kernel, make_memory
from testimonia.reconcile.logic.enumeration import MOST_SETS, MOST_WORLDS, from_mask
from testimonia.reconcile.logic.system import System, is_complete

SETS_AT_ONCE = 1_000_000
"""Minimal sets in the buffer that the kernel fills between two calls."""

Answer = tuple[list[list[int]], list[int]]
"""Minimal sets, and the claims of the best world."""


def solve_small_systems(systems: Sequence[System]) -> list[Answer | None]:
    """Solve systems of at most 62 claims; None for each that bounds alone do not settle, or that has too many sets."""
    if not systems:
        return []
    import numpy as np

    kernel = load_kernel(is_compiled=True)
    batch = _join(systems)
    memory = make_memory(systems, is_compiled=True)
    masks = tuple(np.zeros(size, dtype=np.int64) for size in (MOST_SETS, MOST_WORLDS, MOST_WORLDS, MOST_WORLDS))
    longest = max(len(system.arrays[6]) for system in systems)
    rows = tuple(np.zeros(longest, dtype=np.int64) for _ in range(3))
    count, dropped, is_sure = (np.zeros(len(systems), dtype=np.int64) for _ in range(3))
    out = (np.zeros(SETS_AT_ONCE, dtype=np.int64), count, dropped, is_sure)
    found: list[int] = []
    first = 0
    while first < len(systems):
        first, written = kernel.solve_batch(batch, first, memory, masks, rows, out)
        found += out[0][:written].tolist()
    return _read(systems, found, count.tolist(), dropped.tolist(), is_sure.tolist())


def _join(systems: Sequence[System]) -> tuple[Any, ...]:
    import numpy as np

    joined: list[list[Any]] = [[] for _ in range(9)]
    offsets: list[list[int]] = [[0], [0], [0], [0]]
    weights: list[int] = []
    for system in systems:
        for whole, part in zip(joined, system.boxed, strict=True):
            whole += part
        weights += system.weights
        for ends, size in zip(offsets, (len(joined[0]), len(joined[6]), len(joined[4]), len(weights)), strict=True):
            ends.append(size)
    flat = [number for system in systems for number in system.limits]
    return (
        as_arrays(joined),
        tuple(np.array(ends, dtype=np.int64) for ends in offsets),
        np.array(weights, dtype=np.int64),
        np.array(flat, dtype=np.int64),
    )


def _read(
    systems: Sequence[System], found: list[int], count: list[int], dropped: list[int], is_sure: list[int]
) -> list[Answer | None]:
    answers: list[Answer | None] = []
    at = 0
    for system, sets, drop, sure in zip(systems, count, dropped, is_sure, strict=True):
        masks = found[at : at + sets]
        at += sets
        if sure != 1 or not is_complete(system):
            answers.append(None)
            continue
        kept = [] if 0 in masks else from_mask(((1 << len(system.ids)) - 1) & ~drop)
        answers.append(([from_mask(mask) for mask in masks], kept))
    return answers
