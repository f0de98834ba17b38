"""Fusion beside the majority and crowd-kit on the same claims in the same run; prints a Markdown table.

    benchmarks/compare-fusion SHARED [--only SET] [--quick]

SHARED: a folder with ``data/fusion/SET`` and ``eval/fusion.py`` (the scorer). Takes every set whose values are labels or
places, plus the majority worked out here (first of equals). The peers' environment is set up from its hash lock on the first
call; a peer gets ``LIMIT`` seconds. Methods of crowd-kit that hold a table of labels by labels for every source are asked only
where there are at most ``MOST_LABELS`` labels.
"""

import argparse
import csv
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
PEERS = ("MajorityVote", "DawidSkene", "OneCoinDawidSkene", "GLAD", "MACE")
SLOW = {"GLAD", "MACE"}
MOST_LABELS = 50
LIMIT = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true", help="leave out the peers that take a minute")
    options = parser.parse_args()
    print("| set | method | accuracy | deepest true | ECE | Brier | seconds |\n|---|---|---|---|---|---|---|")
    for folder in sorted((options.shared / "data" / "fusion").iterdir()):
        kind = json.loads((folder / "meta.json").read_text())["type"]
        if kind == "numeric" or options.only not in ("", folder.name):
            continue
        claims = read(folder)
        methods = ["testimonia", "majority, first of equals"]
        if kind == "categorical":
            few = len({value for _, value in claims}) <= MOST_LABELS
            methods += [peer for peer in PEERS if (few or peer == "MajorityVote") and not (options.quick and peer in SLOW)]
        for method in methods:
            print(f"| {folder.name} | {method} | {row(options.shared, folder, method, claims)} |", flush=True)


def read(folder: Path) -> list[tuple[str, str]]:
    with gzip.open(folder / "claims.csv.gz", "rt", newline="") as lines:
        return [(line["question"], line["value"]) for line in csv.DictReader(lines)]


def row(shared: Path, folder: Path, method: str, claims: list[tuple[str, str]]) -> str:
    """The cells of one method on one set: predictions into a file, the scorer over it."""
    with tempfile.TemporaryDirectory() as place:
        predicted = Path(place) / "predictions.csv"
        began = time.perf_counter()
        try:
            predict(folder, method, claims, predicted)
        except subprocess.TimeoutExpired:
            return f"over {LIMIT} s | | | |"
        except subprocess.CalledProcessError:
            return "failed | | | |"
        seconds = time.perf_counter() - began
        scored = subprocess.run(
            [sys.executable, shared / "eval" / "fusion.py", folder, predicted], check=True, capture_output=True, text=True
        )
    score = json.loads(scored.stdout)
    shown = (score.get(key, "") for key in ("accuracy", "accuracy_reachable", "ece", "brier"))
    return " | ".join(str(value) for value in shown) + f" | {seconds:.1f}"


def predict(folder: Path, method: str, claims: list[tuple[str, str]], predicted: Path) -> None:
    if method.startswith("majority"):
        vote(claims, predicted)
        return
    command = [HERE / "fuse", folder] if method == "testimonia" else [HERE / "peers" / "fusion" / "run", method, folder]
    with predicted.open("w") as out:
        subprocess.run(command, check=True, stdout=out, stderr=subprocess.PIPE, timeout=LIMIT)


def vote(claims: list[tuple[str, str]], predicted: Path) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for question, value in claims:
        counts[question][value] += 1
    with predicted.open("w", newline="") as lines:
        out = csv.writer(lines)
        out.writerow(("question", "value", "lo", "hi", "confidence"))
        for question, votes in counts.items():
            best = min(votes, key=lambda value: (-votes[value], value))
            out.writerow((question, best, "", "", votes[best] / votes.total()))


if __name__ == "__main__":
    main()
