"""Our solver for contradictions beside z3, CP-SAT and HiGHS on the same generated components in the same run; a Markdown table.

    benchmarks/solvers SHARED [--claims 1000 10000] [--big 30] [--seed 7] [--limit 100]

SHARED: a folder with ``eval/make_contradictions.py`` and ``eval/contradictions.py`` (generator and scorer). Seconds are from
the JSON read to the JSON written, without imports, and of the whole process; on a busy machine the ratio of processor seconds
says more. Ours runs twice and the second counts, so that numba's compilation, once for each machine, does not. Peers that take
minutes on the larger inputs run on the smaller only.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
PEERS = {"z3": 20_000, "z3-all": 1_500, "cpsat": 20_000, "cpsat-world": 20_000, "milp-world": 1_500}
"""The most claims each peer is run on."""
SCORES = ("verdict_accuracy", "real", "minimal", "planted_named", "kept_weight_ratio", "gold_recall")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--claims", type=int, nargs="*", default=[1000, 10_000])
    parser.add_argument("--big", type=int, default=30, help="components of 50 to 500 claims")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit", type=int, default=100, help="components that are scored")
    options = parser.parse_args()
    print(
        "| claims | tool | seconds | processor s | whole process, s | ours is faster (processor) | " + " | ".join(SCORES) + " |"
    )
    print("|---|---|---|---|---|---|" + "---|" * len(SCORES))
    with tempfile.TemporaryDirectory() as folder:
        for claims in options.claims:
            compare(Path(folder), options, claims=claims, big=0)
        if options.big:
            compare(Path(folder), options, claims=0, big=options.big)


def compare(folder: Path, options: argparse.Namespace, *, claims: int, big: int) -> None:
    evaluation = options.shared / "eval"
    given, gold = folder / "components.jsonl", folder / "gold.jsonl"
    words = [given, "--claims", claims, "--big", big, "--seed", options.seed]
    python(evaluation / "make_contradictions.py", *words)
    with_gold = claims <= 1000 and not big
    if with_gold:
        python(evaluation / "all_contradictions.py", given, gold, "--limit", 60)
    size = sum(len(json.loads(line)["claims"]) for line in given.open())
    tools = [("testimonia", [HERE / "contradictions"])]
    tools += [(peer, [HERE / "peers" / "solve", peer]) for peer, most in PEERS.items() if size <= most]
    ours = 0.0
    answers = folder / "answers.jsonl"
    run(tools[0][1], given, answers)
    for tool, command in tools:
        seconds, worked, process = run(command, given, answers)
        ours = ours or worked
        score = [evaluation / "contradictions.py", given, answers, "--limit", options.limit]
        scored = json.loads(python(*score, *(["--gold", gold] if with_gold else [])).splitlines()[-1])
        shown = " | ".join(str(scored.get(name, "-")) for name in SCORES)
        name = f"{size:,} in {big} large" if big else f"{size:,}"
        print(
            f"| {name} | {tool} | {seconds:.3f} | {worked:.3f} | {process:.2f} | {worked / ours:.1f}x | {shown} |", flush=True
        )


def run(command: list[object], given: Path, written: Path) -> tuple[float, float, float]:
    """Seconds and processor seconds as the tool measured them, and seconds of its whole process."""
    began = time.perf_counter()
    with given.open("rb") as source, written.open("wb") as target:
        words = [str(word) for word in command]
        done = subprocess.run(words, stdin=source, stdout=target, stderr=subprocess.PIPE, text=True, check=True)
    process = time.perf_counter() - began
    seconds, worked = re.findall(r"in ([\d.]+) s, processor ([\d.]+) s", done.stderr)[-1]
    return float(seconds), float(worked), process


def python(script: Path, *words: object) -> str:
    command = [sys.executable, str(script), *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
