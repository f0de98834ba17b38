"""Reconcile small hedged cases: ``benchmarks/cases CASES.jsonl > PRED.jsonl``; ``--calibrate`` learns the width of intervals.

Each line of the input is one case: {"id", "claims": [{"q", "s", "kind", "value", "lo", "hi"}]}; nothing else of it is read.
Each line of the output: {"id", "answers": {q: {value, lo, hi}}, "reliability": {s: x}, "copies": [[s1, s2, p]]}, 90 %
intervals.
"""

import json
import math
import sys
from pathlib import Path

from figure_rows import make_claim, read_number
from made_cases import make_case

from testimonia.reconcile.fusion.numbers import Fused, fuse_numbers

CALIBRATION_CASES = 400


def fuse_case(claims: list[dict]) -> Fused:
    made = [make_claim(c["q"], c["s"], c["kind"], *(read_number(c.get(k)) for k in ("value", "lo", "hi"))) for c in claims]
    return fuse_numbers([claim for claim in made if claim], log=True)


def answer(case: dict) -> dict:
    found = fuse_case(case["claims"])
    ends = zip(found.questions, found.best, found.low, found.high, strict=True)
    return {
        "id": case["id"],
        "answers": {q: {"value": float(best), "lo": float(low), "hi": float(high)} for q, best, low, high in ends},
        "reliability": {s: float(t) for s, t in zip(found.sources, found.trust, strict=True)},
        "copies": [list(pair) for pair in found.copies],
    }


def calibrate() -> None:
    """Print the factor that makes 90 % of the intervals of generated cases hold the truth."""
    needed, errors = [], []
    for seed in range(CALIBRATION_CASES):
        case, truth = make_case(seed)
        found = fuse_case(case)
        for q, best, low, high in zip(found.questions, found.best, found.low, found.high, strict=True):
            off = math.log(truth[q] / best)
            errors.append(abs(off))
            side = math.log(high / best) if off > 0 else math.log(best / low)
            needed.append(abs(off) / side if side else math.inf * (off != 0))
    needed.sort()
    held = sum(n <= 1 for n in needed) / len(needed)
    factor = needed[math.ceil(0.9 * len(needed)) - 1]
    print(f"{len(needed)} questions, mean abs log error {sum(errors) / len(errors):.4f}, held {held:.3f}, factor {factor:.3f}")


def main() -> None:
    if sys.argv[1:] == ["--calibrate"]:
        calibrate()
        return
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        for line in lines:
            print(json.dumps(answer(json.loads(line))))


if __name__ == "__main__":
    main()
