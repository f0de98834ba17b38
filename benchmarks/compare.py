"""Ours beside the peers on the same gold sets in the same run; prints a Markdown table.

    benchmarks/compare SHARED [--only TASK]

SHARED: a folder with ``data/`` (gold sets) and ``eval/extraction.py`` (the scorer). Peers run in an environment of their own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent

SETS = (
    ("attribution", "PolNeAR dev", "attribution/polnear-dev", ("textacy",)),
    ("quantities", "NewsQuant dev", "quantities/newsquant-dev", ("quantulum3", "recognizers")),
    ("counts", "MUC-4 dev", "quantities/muc4-dev-upper", ("quantulum3", "recognizers")),
    ("times", "WikiWars dev", "times/wikiwars-dev", ("spacy", "recognizers", "dateparser")),
    ("times", "TimeBank", "times/timebank-dev", ("spacy", "recognizers", "dateparser")),
    ("times", "AQUAINT", "times/aquaint-timeml-dev", ("spacy", "recognizers", "dateparser")),
    ("places", "TR-News dev", "places/trnews-dev", ("spacy",)),
    ("places", "GeoVirus dev", "places/geovirus-dev", ("spacy",)),
    ("places", "LGL dev", "places/lgl-dev", ("spacy",)),
)

SHOWN = {
    "attribution": ("attribution", "content_iou50", "direct.attribution", "indirect.attribution"),
    "quantities": ("value", "value+unit", "value+change", "hedged_only(change not '=')"),
    "counts": ("value_recall", "value+noun_recall"),
    "times": ("relaxed", "exact", "value"),
    "places": ("relaxed", "exact", "geo.acc161km_of_all_gold"),
}

SCORER = {"attribution": "attribution", "quantities": "quantities", "counts": "counts", "times": "spans", "places": "spans"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", choices=sorted(SHOWN), default="")
    options = parser.parse_args()
    print("| set | tool | result (P / R / F1, per cent) | words/s |\n|---|---|---|---|")
    for task, name, path, peers in SETS:
        if options.only not in ("", task):
            continue
        gold = options.shared / "data" / f"{path}.jsonl.gz"
        commands = [("testimonia", [HERE / "extract", task])]
        commands += [(peer, [HERE / "peers" / "run", peer, task]) for peer in peers]
        for tool, command in commands:
            scores = score(options.shared, task, gold, command)
            shown = "; ".join(f"{key.split('.')[0]} {cell(scores, key)}" for key in SHOWN[task])
            print(f"| {name} | {tool} | {shown} | {scores.get('words_per_s', '')} |", flush=True)


def score(shared: Path, task: str, gold: Path, command: list[object]) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        with gold.open("rb") as given, predictions.open("wb") as written:
            subprocess.run([str(word) for word in command], stdin=given, stdout=written, stderr=subprocess.DEVNULL, check=True)
        words = [sys.executable, shared / "eval" / "extraction.py", SCORER[task], gold, predictions]
        words += ["--geo"] if task == "places" else []
        return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def cell(scores: dict[str, object], key: str) -> str:
    value: object = scores
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, dict):
        return f"{value['p']} / {value['r']} / **{value['f']}**"
    return "-" if value is None else f"**{value}**"


if __name__ == "__main__":
    main()
