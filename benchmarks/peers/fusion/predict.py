"""What the aggregation methods of crowd-kit answer to a folder of claims, in the same form as ``benchmarks/fuse``.

    benchmarks/peers/fusion/run METHOD FOLDER > predictions.csv

METHOD: MajorityVote, DawidSkene, OneCoinDawidSkene, GLAD, MACE. Each is called as its documentation does, with its own defaults
(100 iterations for the two of Dawid and Skene); the seconds of the call alone are printed to the error stream.
"""

import argparse
import csv
import gzip
import sys
import time
from pathlib import Path

import pandas as pd
from crowdkit.aggregation import GLAD, MACE, DawidSkene, MajorityVote, OneCoinDawidSkene

METHODS = {
    "MajorityVote": MajorityVote,
    "DawidSkene": lambda: DawidSkene(n_iter=100),
    "OneCoinDawidSkene": lambda: OneCoinDawidSkene(n_iter=100),
    "GLAD": GLAD,
    "MACE": lambda: MACE(random_state=1),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("method", choices=sorted(METHODS))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    with gzip.open(options.folder / "claims.csv.gz", "rt", newline="") as lines:
        rows = [(row["question"], row["source"], row["value"]) for row in csv.DictReader(lines)]
    claims = pd.DataFrame(rows, columns=["task", "worker", "label"])
    method = METHODS[options.method]()
    began = time.perf_counter()
    answers = method.fit_predict(claims)
    print(f"{time.perf_counter() - began:.2f}", file=sys.stderr)
    sure = getattr(method, "probas_", None)
    confidence = sure.max(axis=1) if sure is not None else None
    out = csv.writer(sys.stdout)
    out.writerow(("question", "value", "lo", "hi", "confidence"))
    for question, value in answers.items():
        out.writerow((question, value, "", "", "" if confidence is None else f"{confidence[question]:.6f}"))


if __name__ == "__main__":
    main()
