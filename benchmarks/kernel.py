"""Speed of the closed-form kernel of fusion: claim-iterations a second, bytes a claim, and whether threads and shards agree.

    benchmarks/kernel [--claims N] [--rounds N] [--threads N] [--shards N]

The claims are drawn at random with a seed: ten a question, 5,000 sources, five values. Prints one JSON object. One pass
compiles (its seconds are reported apart); the rounds that count run after it.
"""

import argparse
import json
import resource
import time

import numpy as np

from testimonia.reconcile.fusion.kernels import weigh, weigh_compiled
from testimonia.reconcile.fusion.open_values import cut
from testimonia.reconcile.fusion.table import ClaimTable, code_table

SOURCES = 5_000
PER_QUESTION = 10
VALUES = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--shards", type=int, default=1)
    options = parser.parse_args()
    began = time.perf_counter()
    table = draw(options.claims)
    built = time.perf_counter()
    worth = np.random.default_rng(2).normal(1.5, 0.5, len(table.sources))
    offset = np.zeros(table.values)
    none = np.zeros(0)
    weigh_compiled(table.part(0, 10), worth, offset[: table.value_start[10]], none)
    compiled = time.perf_counter()
    parts = cut(table, options.shards)
    processor = time.process_time()
    seconds, truth, right = run(parts, worth, offset, options.rounds, options.threads)
    processor = time.process_time() - processor
    own = np.random.default_rng(3).uniform(0.2, 1.0, table.claims)
    weighted = time.perf_counter()
    for _ in range(options.rounds):
        weigh_compiled(table, worth, offset, own, threads=options.threads)
    weighted = time.perf_counter() - weighted
    slow = time.perf_counter()
    plain_truth, plain_right = weigh(table, worth, offset, none)
    slow = time.perf_counter() - slow
    held = sum(a.nbytes for a in (table.value_start, table.claim_start, table.value_token, table.claim_source))
    print(
        json.dumps(
            {
                "claims": table.claims,
                "rounds": options.rounds,
                "threads": options.threads,
                "shards": options.shards,
                "million_claim_iterations_per_s": round(table.claims * options.rounds / seconds / 1e6, 1),
                "per_s_of_one_processor": round(table.claims * options.rounds / processor / 1e6, 1),
                "with_independence_weights": round(table.claims * options.rounds / weighted / 1e6, 1),
                "numpy": round(table.claims / slow / 1e6, 1),
                "draw_and_build_s": round(built - began, 2),
                "compile_or_load_s": round(compiled - built, 2),
                "bytes_per_claim_table": round(held / table.claims, 1),
                "bytes_per_claim_with_working_arrays": round((held + 8 * table.claims + 16 * table.values) / table.claims, 1),
                "largest_difference_to_numpy": float(
                    max(np.abs(truth - plain_truth).max(), np.abs(right - plain_right).max() / right.max())
                ),
                "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


def draw(claims: int) -> ClaimTable[int]:
    chance = np.random.default_rng(1)
    questions = claims // PER_QUESTION
    question = np.repeat(np.arange(questions), PER_QUESTION)
    # consecutive sources from a random one: nobody answers a question twice
    source = (
        np.repeat(chance.integers(SOURCES, size=questions), PER_QUESTION) + np.tile(np.arange(PER_QUESTION), questions)
    ) % SOURCES
    token = np.where(chance.random(len(question)) < 0.7, 0, chance.integers(VALUES, size=len(question)))
    return code_table(question, source, token, questions=range(questions), sources=range(SOURCES), tokens=range(VALUES))


def run(
    parts: list[ClaimTable[int]], worth: np.ndarray, offset: np.ndarray, rounds: int, threads: int
) -> tuple[float, np.ndarray, np.ndarray]:
    began = time.perf_counter()
    for _ in range(rounds):
        right, truths, value = np.zeros(len(worth)), [], 0
        for part in parts:
            truth, sums = weigh_compiled(part, worth, offset[value : value + part.values], np.zeros(0), threads=threads)
            truths.append(truth)
            right += sums
            value += part.values
    return time.perf_counter() - began, np.concatenate(truths), right


if __name__ == "__main__":
    main()
