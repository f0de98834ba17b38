"""Answers of fusion to a folder of claims, in the form the scorer reads.

    benchmarks/fuse FOLDER > predictions.csv

FOLDER: claims.csv.gz (question, source, value, ...), meta.json whose "type" says what kind of values they are, for places
hierarchy.csv (ID, name, parentID), for numbers whether they differ by factors ("scale": "log"). Writes question,value,lo,hi,
confidence. No setting depends on the folder. A folder with train.csv.gz and test.csv instead holds reports to be predicted:
row,value,lo,hi with 80 % intervals.
"""

import argparse
import csv
import gzip
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from figure_rows import predict_numbers
from hidden_reports import predict_hidden

from testimonia.reconcile.fusion.fusing import Values, fuse
from testimonia.reconcile.fusion.table import build_table

KINDS = {"categorical": Values.LABELS, "hierarchical": Values.PLACES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    if (options.folder / "test.csv").exists():
        predict_hidden(options.folder)
        return
    meta = json.loads((options.folder / "meta.json").read_text())
    if meta["type"] == "numeric":
        predict_numbers(options.folder, is_log=meta.get("scale") == "log")
        return
    kind = KINDS[meta["type"]]
    table = build_table(read_claims(options.folder))
    result = fuse(table, kind, above=read_above(options.folder / "hierarchy.csv"))
    out = csv.writer(sys.stdout)
    out.writerow(("question", "value", "lo", "hi", "confidence"))
    for question, value, confidence in zip(table.questions, result.chosen, result.confidence, strict=True):
        out.writerow((question, table.tokens[table.value_token[value]], "", "", f"{confidence:.6f}"))


def read_claims(folder: Path) -> list[tuple[str, str, str]]:
    with gzip.open(folder / "claims.csv.gz", "rt", newline="") as lines:
        return [(row["question"], row["source"], row["value"]) for row in csv.DictReader(lines)]


def read_above(path: Path) -> Mapping[str, set[str]]:
    """For each name the names that contain it, wherever it stands in the tree: one name may be several places."""
    if not path.exists():
        return {}
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    name = {row["ID"]: row["name"] for row in rows}
    parent = {row["ID"]: row["parentID"] for row in rows}
    root = {node for node in name if parent[node] not in name}
    above: dict[str, set[str]] = {}
    for node in name:
        found = above.setdefault(name[node], set())
        upper = parent[node]
        while upper in name and upper not in root:
            found.add(name[upper])
            upper = parent[upper]
    return above


if __name__ == "__main__":
    main()
