"""Minimal contradictory sets and the best consistent world of generated components, for the scorer of contradictions.

    benchmarks/contradictions [--workers N] < components.jsonl > answers.jsonl

One component a line: {"id", "vars": {name: {"type", "lo", "hi"}}, "claims": [{"id", "weight", "terms", "lo", "hi"}], "rules"}.
One answer a line: {"id", "consistent", "conflicts": [[claim ids], ...], "keep": [claim ids], "proved", "all"}.
The seconds from the JSON read to the JSON written go to standard error, without imports and loading of compiled code.
"""

import argparse
import gc
import math
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from msgspec import Struct, json

from testimonia.reconcile.logic.solver import Solution, solve_systems
from testimonia.reconcile.logic.system import Claim, Law, System, Variable, split_systems

BYTES_TO_COMPILE = 400_000
"""Input for which the compiled kernel is sure to be used: then it is loaded before the clock starts, like an import."""
LINES_AT_ONCE = 5000
"""Components solved together: bounds the memory, and is a unit of work for a worker."""


class Range(Struct, gc=False):
    type: str
    lo: float | None = None
    hi: float | None = None


class Row(Struct, gc=False):
    id: str
    terms: tuple[tuple[float, str], ...]
    lo: float | None = None
    hi: float | None = None
    weight: float = 1.0


class Component(Struct, gc=False):
    id: str
    vars: dict[str, Range]
    claims: list[Row]
    rules: list[Row]


class Answer(Struct, gc=False):
    id: str
    consistent: bool
    conflicts: list[list[str]]
    keep: list[str]
    proved: bool
    all: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=1, help="processes for large inputs")
    options = parser.parse_args()
    gc.disable()  # nothing here is cyclic, and looking for cycles among millions of claims is a third of the time
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # HiGHS writes a line of its own to standard output now and then
    given = sys.stdin.buffer.read()
    if len(given) > BYTES_TO_COMPILE:
        warm_up()
    began, worked = time.perf_counter(), time.process_time()
    lines = given.splitlines()
    parts = [lines[at : at + LINES_AT_ONCE] for at in range(0, len(lines), LINES_AT_ONCE)]
    if options.workers > 1 and len(parts) > 1:
        with ProcessPoolExecutor(options.workers, initializer=gc.disable) as pool:
            for written in pool.map(answer_lines, parts):
                target.write(written)
    else:
        for part in parts:
            target.write(answer_lines(part))
    target.flush()
    print(
        f"{len(lines)} components in {time.perf_counter() - began:.3f} s, processor {time.process_time() - worked:.3f} s",
        file=sys.stderr,
    )


def warm_up() -> None:
    """Load the compiled kernel by solving one sum."""
    variables = {name: Variable(0.0, 9.0) for name in "ab"}
    claims = [Claim("c", ((1.0, "a"),), 8.0), Claim("d", ((1.0, "b"),), 8.0)]
    solve_systems(split_systems(variables, claims, [Law("r", ((1.0, "a"), (1.0, "b")), 0.0, 9.0)]), is_compiled=True)


def answer_lines(lines: Sequence[bytes]) -> bytes:
    decoder = json.Decoder(Component)
    components = [decoder.decode(line) for line in lines]
    systems: list[System] = []
    ends = []
    for component in components:
        systems += split_systems(
            {name: Variable(low(span.lo), high(span.hi), span.type == "int") for name, span in component.vars.items()},
            [Claim(row.id, row.terms, low(row.lo), high(row.hi), row.weight) for row in component.claims],
            [Law(row.id, row.terms, low(row.lo), high(row.hi)) for row in component.rules],
        )
        ends.append(len(systems))
    solutions = solve_systems(systems)
    answers = []
    at = 0
    for component, end in zip(components, ends, strict=True):
        answers.append(join(component.id, systems[at:end], solutions[at:end]))
        at = end
    return json.Encoder().encode_lines(answers)


def join(name: str, systems: Sequence[System], solutions: Sequence[Solution]) -> Answer:
    answer = Answer(name, True, [], [], True, True)
    for system, solution in zip(systems, solutions, strict=True):
        ids = system.ids
        answer.conflicts += [[ids[claim] for claim in one] for one in solution.sets]
        answer.keep += [ids[claim] for claim in solution.kept]
        answer.consistent &= solution.is_consistent
        answer.proved &= solution.is_proved
        answer.all &= solution.is_whole
    return answer


def low(number: float | None) -> float:
    return -math.inf if number is None else number


def high(number: float | None) -> float:
    return math.inf if number is None else number


if __name__ == "__main__":
    main()
