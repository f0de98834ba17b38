"""Our own annotations of who said what: how well two passes agree, and what the extractor finds of them.

    benchmarks/annotated agreement TEXTS...
    benchmarks/annotated extractor TEXTS... [--held-out]
    benchmarks/annotated gold TEXTS... [--outer] > gold.jsonl

TEXTS are JSON lines (.gz too) with ``id`` and ``text``: the Wikinews articles of GeoVirus and GUM that annotations/README.md
names. The project holds offsets only, and refuses a text that is not, to the letter, the one that was annotated. Matching:
contents become sets of words (``\\w+``), paired one to one, best overlap first, from half of their words in common on; an
attribution is right if its source shares a word with the annotated one as well (or none is annotated). ``gold`` writes what
other scorers read.
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gum_documents import is_set_aside

FILE = Path(__file__).resolve().parent.parent / "annotations" / "wikinews.jsonl"
PASSES = ("second", "first", "settled")
"""In order of trust: where a text was settled, that counts."""
MIN_OVERLAP = 0.5

Row = dict[str, Any]
Words = frozenset[int]
Marked = tuple[Words, Words, str]
"""Words of the content, words of the source, kind."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["agreement", "extractor", "gold"])
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--held-out", action="store_true", help="only the fifth of the documents that is never trained on")
    parser.add_argument("--outer", action="store_true", help="leave out what is told inside another attribution")
    options = parser.parse_args()
    texts = read_texts(options.texts)
    if options.what == "agreement":
        print_scores("second pass against the first", *agreement(texts))
    elif options.what == "gold":
        for row in best_rows(texts):
            kept = [a for a in row["attributions"] if not (options.outer and a["nested"])]
            print(json.dumps({"id": row["id"], "text": texts[row["id"]], "attributions": kept}))
    else:
        rows = [row for row in best_rows(texts) if is_set_aside(row["id"]) or not options.held_out]
        print_scores("extractor against the annotations", *extractor_scores(rows, texts))


def read_texts(paths: Iterable[Path]) -> dict[str, str]:
    """Texts by id."""
    found = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                found[row["id"]] = row["text"]
    return found


def read_rows(path: Path = FILE) -> list[Row]:
    """All annotated passes over all texts, as they lie in the project."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def best_rows(texts: dict[str, str]) -> list[Row]:
    """The most trusted pass over each of these texts, in the order of the annotations."""
    best: dict[str, Row] = {}
    for name in PASSES:
        best.update({row["id"]: row for row in read_rows() if row["pass"] == name})
    return [check(row, texts[row["id"]]) for row in best.values() if row["id"] in texts]


def check(row: Row, text: str) -> Row:
    """The row itself, if it belongs to this very text."""
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        sys.exit(f"benchmarks/annotated: the text of {row['id']} is not the one that was annotated; get the original release")
    return row


def words_of(text: str, spans: Iterable[Sequence[int]]) -> Words:
    """Where the words of some spans begin."""
    return frozenset(start + m.start() for start, end in spans for m in re.finditer(r"\w+", text[start:end]))


def marked(row: Row, text: str) -> list[Marked]:
    """The attributions of a row as words."""
    return [(words_of(text, a["content"]), words_of(text, a["source"]), a.get("kind", "")) for a in row["attributions"]]


def pair(gold: Sequence[Marked], found: Sequence[Marked]) -> list[tuple[int, int]]:
    """Pairs of gold and found whose contents overlap by half or more, best first, each used once."""
    overlaps = sorted(
        (-len(g[0] & f[0]) / len(g[0] | f[0]), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g[0] & f[0]
    )
    pairs: list[tuple[int, int]] = []
    for overlap, i, j in overlaps:
        if -overlap >= MIN_OVERLAP and not any(i == a or j == b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def count(gold: Sequence[Marked], found: Sequence[Marked]) -> Counter[str]:
    """How many there are and how many are right, in all and by the gold's kind."""
    counts = Counter({"gold": len(gold), "found": len(found)})
    counts.update(f"gold {kind}" for _, _, kind in gold)
    for i, j in pair(gold, found):
        counts["content"] += 1
        if not gold[i][1] or gold[i][1] & found[j][1]:
            counts["right"] += 1
            counts[f"right {gold[i][2]}"] += 1
    return counts


def agreement(texts: dict[str, str]) -> tuple[int, Counter[str]]:
    """The second pass scored as if the first were gold, on the texts that both read."""
    rows = {(row["pass"], row["id"]): check(row, texts[row["id"]]) for row in read_rows() if row["id"] in texts}
    both = [name for kind, name in rows if kind == "first" and ("second", name) in rows]
    counts = Counter[str]()
    for name in both:
        counts += count(marked(rows["first", name], texts[name]), marked(rows["second", name], texts[name]))
    return len(both), counts


def extractor_scores(rows: Sequence[Row], texts: dict[str, str]) -> tuple[int, Counter[str]]:
    """What the extractor finds; statements inside others are left out on both sides, as `benchmarks/extract` does."""
    from extract import predict_attribution

    predict, counts = predict_attribution(), Counter[str]()
    for row in rows:
        text = texts[row["id"]]
        outer = {**row, "attributions": [a for a in row["attributions"] if not a["nested"]]}
        found = {"attributions": [{"source": [], **a} for a in predict(text, "")["attributions"]]}  # type: ignore[attr-defined]
        counts += count(marked(outer, text), marked(found, text))
    return len(rows), counts


def print_scores(title: str, texts: int, counts: Counter[str]) -> None:
    print(f"{title}: {texts} texts, {counts['gold']} attributions against {counts['found']}")
    for name, key in (("attribution", "right"), ("content only", "content")):
        print(f"  {name:13}" + " / ".join(f"{100 * x:.1f}" for x in precision_recall_f1(counts, key)))
    for kind in ("direct", "mixed", "indirect"):
        if counts[f"gold {kind}"]:
            print(
                f"  recall of {kind} {100 * counts[f'right {kind}'] / counts[f'gold {kind}']:.1f} of {counts[f'gold {kind}']}"
            )


def precision_recall_f1(counts: Counter[str], key: str) -> Iterator[float]:
    precision, recall = counts[key] / max(1, counts["found"]), counts[key] / max(1, counts["gold"])
    yield from (precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


if __name__ == "__main__":
    main()
