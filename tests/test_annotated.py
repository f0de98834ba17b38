"""The annotations that the project carries: offsets and nothing else, in the form that their README promises."""

import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import annotated

from testimonia.model.testimony import Stance

ROWS = annotated.read_rows()


def test_rows_hold_offsets_and_no_words() -> None:
    """No key and no string of the file holds a word of a text."""
    assert {key for row in ROWS for key in row} == {"id", "sha256", "pass", "attributions"}
    keys = {key for row in ROWS for a in row["attributions"] for key in a}
    assert keys == {"source", "cue", "content", "kind", "nested", "stance"}
    words = {a[key] for row in ROWS for a in row["attributions"] for key in ("kind", "stance")}
    assert words <= {"direct", "mixed", "indirect", *(stance.value for stance in Stance)}


def test_spans_are_ordered_and_contents_not_empty() -> None:
    """Every span is forward, those of one part follow one another, and something is always said."""
    for row in ROWS:
        for a in row["attributions"]:
            assert a["content"], row["id"]
            for key in ("source", "cue", "content"):
                edges = [edge for span in a[key] for edge in span]
                assert edges == sorted(edges), row["id"]
                assert all(start < end for start, end in a[key]), row["id"]


def test_passes_are_distinct() -> None:
    """A pass reads a text once, and only what two passes have read is settled."""
    read = [(row["id"], row["pass"]) for row in ROWS]
    assert len(read) == len(set(read))
    by_pass = {name: {i for i, kind in read if kind == name} for name in annotated.PASSES}
    assert by_pass["settled"] == by_pass["first"] & by_pass["second"]
    assert all(re.fullmatch(r"[0-9a-f]{64}", row["sha256"]) for row in ROWS)


def test_a_changed_text_is_refused() -> None:
    """Offsets into another text would mark nonsense: it stops the run."""
    with pytest.raises(SystemExit, match=ROWS[0]["id"]):
        annotated.check(ROWS[0], "another text")


def test_half_of_the_words_make_a_pair() -> None:
    """Contents pair from half of their words in common on, best first, each once; the source decides what is right."""
    text = "Ode said two men left at noon today."
    said, noon = [[9, 36]], [[9, 21]]
    gold = annotated.marked({"attributions": [{"source": [[0, 3]], "content": said, "kind": "indirect"}]}, text)
    found = annotated.marked({"attributions": [{"source": [], "content": noon}, {"source": [[0, 3]], "content": said}]}, text)
    assert annotated.pair(gold, found) == [(0, 1)]
    assert annotated.count(gold, found[:1])["content"] == 1
    assert annotated.count(gold, found[:1])["right"] == 0
    assert annotated.count(gold, found)["right"] == 1
