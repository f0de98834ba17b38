"""One step of fusion over a shard of claims: from what sources are worth to what is true, and what that says of the sources.

The same step exists twice, in NumPy for small cases, where nobody should wait for a compiler, and compiled for millions of
claims. Both walk the claims in the order of the table. The compiled step cuts a shard into a fixed number of chunks, whatever
the number of threads; each chunk keeps sums of its own, which are added in the order of the chunks: threads change no digit.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np

from testimonia.reconcile.fusion.results import normalise
from testimonia.reconcile.fusion.table import ClaimTable, Floats

COMPILE_FROM = 200_000
"""From so many claims on the compiled step is used: below it, NumPy is done before the compiler is loaded."""

CHUNKS = 16
"""Chunks of a shard, and so the most threads that help."""

Step = Callable[[ClaimTable[Any], Floats, Floats, Floats], tuple[Floats, Floats]]


def choose_step(claims: int, *, threads: int = 2) -> Step:
    """The step for a case of this size: plain NumPy, or compiled and in so many threads."""
    if claims < COMPILE_FROM:
        return weigh
    return lambda table, worth, offset, own: weigh_compiled(table, worth, offset, own, threads=threads)


def weigh(table: ClaimTable[Any], worth: Floats, offset: Floats, own: Floats) -> tuple[Floats, Floats]:
    """Probability of each value, and for each source the sum of the probabilities of what it says.

        p(v) ~ exp( offset(v) + sum over claims of v of own(claim) worth(source) )

    Args:
        table: The claims of one shard.
        worth: Log weight of each source.
        offset: Log weight of each value before its claims are counted.
        own: How much each claim counts; an empty array if all count in full.

    Returns:
        By value, adding up to one in each question; by source, over all sources of the investigation.
    """
    weight = worth[table.claim_source]
    if len(own):
        weight = weight * own
    truth = normalise(table, np.add.reduceat(weight, table.claim_start[:-1]) + offset)
    said = np.repeat(truth, table.support)
    right: Floats = np.bincount(table.claim_source, weights=said, minlength=len(table.sources)).astype(np.float64)
    return truth, right


def weigh_compiled(
    table: ClaimTable[Any], worth: Floats, offset: Floats, own: Floats, *, threads: int = 2
) -> tuple[Floats, Floats]:
    """As ``weigh``, compiled on first use and kept on disk."""
    kernel = _compile()
    truth = np.empty(table.values)
    sums = np.zeros((CHUNKS, len(table.sources)))
    # borders by claims, so that chunks are of like size; they depend on the shard alone
    wanted = np.arange(CHUNKS + 1) * table.claims // CHUNKS
    borders = np.searchsorted(table.claim_start[table.value_start], wanted)
    arrays = (table.value_start, table.claim_start, table.claim_source, worth, offset, own, truth)

    def run(chunk: int) -> None:
        kernel(borders[chunk], borders[chunk + 1], *arrays, sums[chunk])

    if threads == 1:
        for chunk in range(CHUNKS):
            run(chunk)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(run, range(CHUNKS)))
    return truth, sums.sum(axis=0)


@cache
def _compile() -> Callable[..., None]:
    """The compiled loop. Imported here: loading the compiler takes longer than a small case."""
    from numba import njit

    kernel: Callable[..., None] = njit(nogil=True, cache=True, error_model="numpy")(_walk)
    return kernel


def _walk(
    first: int,
    last: int,
    value_start: Any,
    claim_start: Any,
    claim_source: Any,
    worth: Any,
    offset: Any,
    own: Any,
    truth: Any,
    sums: Any,
) -> None:
    """The questions from ``first`` up to ``last``: two passes over the claims of each, while they are at hand."""
    weighted = len(own) > 0
    for question in range(first, last):
        begin, end = value_start[question], value_start[question + 1]
        top = -np.inf
        for value in range(begin, end):
            total = 0.0
            if weighted:
                for claim in range(claim_start[value], claim_start[value + 1]):
                    total += own[claim] * worth[claim_source[claim]]
            else:
                for claim in range(claim_start[value], claim_start[value + 1]):
                    total += worth[claim_source[claim]]
            total += offset[value]
            truth[value] = total
            top = max(top, total)
        mass = 0.0
        for value in range(begin, end):
            truth[value] = np.exp(truth[value] - top)
            mass += truth[value]
        for value in range(begin, end):
            truth[value] /= mass
            for claim in range(claim_start[value], claim_start[value + 1]):
                sums[claim_source[claim]] += truth[value]
