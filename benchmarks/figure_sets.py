"""Numeric sets: predictions for a folder of claims, and for reports that were hidden. Run through `fuse`."""

import csv
import json
import sys
from pathlib import Path

import numpy as np
from figure_rows import read_claims

from testimonia.reconcile.fusion.numbers import fuse_numbers

MOST_KINDS, LEAST_QUESTIONS = 50, 5


def read_kinds(questions: list[str]) -> np.ndarray:
    """The kind of each question from a name such as ``AA-1007|20111208|act_dep``: what follows the last bar.

    All are of one kind if there are no bars, or too many different ends for them to be kinds.
    """
    ends, number, count = np.unique([name.rpartition("|")[2] for name in questions], return_inverse=True, return_counts=True)
    are_kinds = all("|" in name for name in questions) and len(ends) <= MOST_KINDS and min(count, default=0) >= LEAST_QUESTIONS
    return number if are_kinds else np.zeros(len(questions), dtype=np.int64)


def predict_numbers(folder: Path) -> None:
    """Write question, value, lo, hi, confidence of a numeric set to standard output."""
    meta = json.loads((folder / "meta.json").read_text())
    claims = list(read_claims(folder / "claims.csv.gz"))
    kinds = read_kinds(sorted({claim.question for claim in claims}))
    found = fuse_numbers(claims, log=meta.get("scale") == "log", kinds=kinds)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["question", "value", "lo", "hi", "confidence"])
    for row in zip(found.questions, found.best, found.low, found.high, found.confidence, strict=True):
        out.writerow([row[0], *(repr(float(x)) for x in row[1:])])


if __name__ == "__main__":
    predict_numbers(Path(sys.argv[1]))
