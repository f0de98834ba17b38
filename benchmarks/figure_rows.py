"""Numeric claims of benchmark files, as the model takes them; used by `fuse` and `cases`."""

import csv
import gzip
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from sys import intern

import numpy as np

from testimonia.reconcile.fusion.likelihoods import Shape, read_spoken
from testimonia.reconcile.fusion.numbers import NumericClaim, fuse_numbers

SHAPES = {
    "": Shape.EXACT,
    "point": Shape.POINT,
    "about": Shape.ABOUT,
    "min": Shape.LEAST,
    "max": Shape.MOST,
    "range": Shape.RANGE,
}

MOST_KINDS, LEAST_QUESTIONS = 50, 5


def read_number(text: str | float | None) -> float:
    """A number, or NaN for an empty or unreadable cell."""
    try:
        return math.nan if text in ("", None) else float(text)
    except ValueError:
        return math.nan


def make_claim(question: str, source: str, kind: str, value: float, low: float, high: float) -> NumericClaim | None:
    """A claim from the columns of a benchmark file; None if it holds no number."""
    shape = SHAPES[kind]
    if shape is Shape.LEAST:
        low, high, value = (value if math.isnan(low) else low), math.inf, math.nan
    elif shape is Shape.MOST:
        low, high, value = 0.0, (value if math.isnan(high) else high), math.nan
    elif shape is Shape.RANGE and low < high:
        value = math.nan
    elif math.isnan(value):
        return None
    elif shape is Shape.EXACT:
        low = high = value
    else:
        low, high = read_spoken(shape if shape is Shape.ABOUT else Shape.POINT, value)
        shape = Shape.ABOUT if shape is Shape.ABOUT else Shape.POINT
    return None if math.isnan(low) or math.isnan(high) else NumericClaim(question, source, shape, value, low, high)


def read_claims(file: Path) -> Iterable[NumericClaim]:
    """The claims of a ``claims.csv.gz``."""
    with gzip.open(file, "rt", newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            numbers = (read_number(row[name]) for name in ("value", "lo", "hi"))
            claim = make_claim(intern(row["question"]), intern(row["source"]), row["kind"], *numbers)
            if claim:
                yield claim


def read_kinds(questions: list[str]) -> np.ndarray:
    """The kind of each question from a name such as ``AA-1007|20111208|act_dep``: what follows the last bar.

    All are of one kind if there are no bars, or too many different ends for them to be kinds.
    """
    ends, number, count = np.unique([name.rpartition("|")[2] for name in questions], return_inverse=True, return_counts=True)
    are_kinds = all("|" in name for name in questions) and len(ends) <= MOST_KINDS and min(count, default=0) >= LEAST_QUESTIONS
    return number if are_kinds else np.zeros(len(questions), dtype=np.int64)


def predict_numbers(folder: Path, *, is_log: bool) -> None:
    """Write question, value, lo, hi, confidence of a numeric set to standard output."""
    claims = list(read_claims(folder / "claims.csv.gz"))
    kinds = read_kinds(sorted({claim.question for claim in claims}))
    found = fuse_numbers(claims, log=is_log, kinds=kinds)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["question", "value", "lo", "hi", "confidence"])
    for row in zip(found.questions, found.best, found.low, found.high, found.confidence, strict=True):
        out.writerow([row[0], *(repr(float(x)) for x in row[1:])])
