"""Predict hidden reports of losses: row, value, 80 % interval. Run through `fuse` on a folder with a split.

The folder holds train.csv.gz (question, source, value, lo, hi, kind, time) and test.csv (row, question, source, kind, time), a
question being ``thing-side|Cumulative or Day|day``. Bounds count as reports of their own kind of source: "at least" runs below.
"""

import csv
import gzip
import math
import sys
from pathlib import Path

from figure_rows import read_number

from testimonia.reconcile.fusion.series import Report, forecast_reports


def make_report(row: dict, figure: float) -> Report:
    name, _, day = row["question"].rpartition("|")
    thing, _, span = name.partition("|")
    source = row["source"] + (f", {row['kind']}" if row["kind"] in {"min", "max"} else "")
    return Report(name, thing.rpartition("-")[2] + span, source, float(day), math.log(figure), span == "Cumulative")


def predict_hidden(folder: Path) -> None:
    """Write row, value, lo, hi of the hidden reports to standard output."""
    known = []
    with gzip.open(folder / "train.csv.gz", "rt", newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            figure = next((x for x in map(read_number, (row["value"], row["lo"], row["hi"])) if not math.isnan(x)), 0.0)
            if figure > 0:
                known.append(make_report(row, figure))
    with (folder / "test.csv").open(newline="", encoding="utf-8") as rows:
        hidden = list(csv.DictReader(rows))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["row", "value", "lo", "hi"])
    for row, found in zip(hidden, forecast_reports(known, [make_report(row, 1.0) for row in hidden]), strict=True):
        shift = {"min": 1, "max": -1}.get(row["kind"], 0) * found.spread  # a bound holds if the figure lies beyond it
        ends = (found.mean + shift, found.low, found.high)
        out.writerow([row["row"], *(repr(math.exp(x)) for x in ends)])
