"""Makes a large investigation, and measures how fast the workbench answers on it.

    benchmarks/workbench make DIR [--small] [--seed N]
    benchmarks/workbench measure DIR [--rounds N] [--only WORDS]

``make`` writes 100,000 claims in 5,000 items (see workbench_case.py). ``measure`` starts `testimonia serve` on it and asks
every route many times at random places, some of them right after a judgement; prints one JSON object of milliseconds.
"""

import argparse
import json
from pathlib import Path

from workbench_case import Sizes, make_case


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make")
    make.add_argument("folder", type=Path)
    make.add_argument("--small", action="store_true", help="a fiftieth of everything")
    make.add_argument("--seed", type=int, default=7)
    measure = commands.add_parser("measure")
    measure.add_argument("folder", type=Path)
    measure.add_argument("--rounds", type=int, default=40)
    measure.add_argument("--only", default="", help="only routes whose name holds these words")
    options = parser.parse_args()
    if options.command == "make":
        made = make_case(options.folder, Sizes.small() if options.small else Sizes(), seed=options.seed)
    else:
        from workbench_measure import measure_folder

        made = measure_folder(options.folder, rounds=options.rounds, only=options.only)
    print(json.dumps(made, indent=2))


if __name__ == "__main__":
    main()
