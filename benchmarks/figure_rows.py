"""Numeric claims of benchmark files, as the model takes them; used by `fuse` and `cases`."""

import csv
import gzip
import math
from collections.abc import Iterable
from pathlib import Path

from testimonia.reconcile.fusion.likelihoods import Shape, read_spoken
from testimonia.reconcile.fusion.numbers import NumericClaim

SHAPES = {
    "": Shape.EXACT,
    "point": Shape.POINT,
    "about": Shape.ABOUT,
    "min": Shape.LEAST,
    "max": Shape.MOST,
    "range": Shape.RANGE,
}


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
            claim = make_claim(row["question"], row["source"], row["kind"], *numbers)
            if claim:
                yield claim
