"""Eight reviewers make two thousand random edits each, all at once, while their server is killed ten times.

    benchmarks/workbench-soak [--reviewers N] [--edits N] [--kills N] [--claims N] [--seed N] [--folder FOLDER]

Edits: accept, reject, correct, merge, undo, and several at once; one in eight names a state that is long past. Prints one JSON
object; everything under ``wrong`` must be 0. See soaking.py for what is compared.
"""

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

from soaking import soak
from workbench_case import Sizes, make_case

from testimonia.pipeline.investigation import Investigation


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reviewers", type=int, default=8, choices=range(1, 9))
    parser.add_argument("--edits", type=int, default=2000, help="of each reviewer")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--claims", type=int, default=400, help="the claims they all judge; fewer = more often the same")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="an investigation to work on, changed by it; otherwise one is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "case"
        if not options.folder:
            make_case(folder, Sizes.small())
        with Investigation.open(folder) as case:
            ids = sorted(claim.id for claim, _ in case.claims())
        claims = random.Random(options.seed).sample(ids, min(options.claims, len(ids)))
        counts = {"reviewers": options.reviewers, "edits": options.edits, "kills": options.kills}
        result = soak(folder, Path(scratch), claims, seed=options.seed, **counts)
    print(json.dumps(result, indent=2))
    sys.exit(1 if any(result["wrong"].values()) else 0)


if __name__ == "__main__":
    main()
