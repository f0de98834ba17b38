"""The units of plain text and Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.ingest.structure import find_parts


def units(text):
    return [(part.kind, part.locator.line, text[part.start : part.end]) for part in find_parts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo.\n\n\nThree.", [("paragraph", 1, "One\ntwo."), ("paragraph", 5, "Three.")]),
        ("  One.  \n \t\nTwo.", [("paragraph", 1, "One."), ("paragraph", 3, "Two.")]),
        ("# The day #\nWe left.", [("heading", 1, "The day"), ("paragraph", 2, "We left.")]),
        ("The day\n=======\nWe left.", [("heading", 1, "The day"), ("paragraph", 3, "We left.")]),
        ("Two\nlines\n---\nWe left.", [("paragraph", 1, "Two\nlines"), ("paragraph", 4, "We left.")]),
        (
            "- one\n- two\n  more\n* three",
            [("paragraph", 1, "one"), ("paragraph", 2, "two\n  more"), ("paragraph", 4, "three")],
        ),
        ("1. one\n2) two\n\n3. three", [("paragraph", 1, "one"), ("paragraph", 2, "two"), ("paragraph", 4, "three")]),
        ("> He left.\n> Then\n> he came.", [("quoted", 1, "He left."), ("quoted", 2, "Then\n> he came.")]),
        ("> a\nb", [("quoted", 1, "a"), ("paragraph", 2, "b")]),
        ("| who | what |\n|---|---|\n| A | left |", [("row", 1, "who | what"), ("row", 3, "A | left")]),
        ("```\nWe left.\n```", [("paragraph", 2, "We left.")]),
        ("* * *\nWe left.\n***", [("paragraph", 2, "We left.")]),
        ("#hashtag stays", [("paragraph", 1, "#hashtag stays")]),
        ("- - -", []),
        ("", []),
    ],
)
def test_units(text, expected):
    """Marks stay in the text and outside the spans; lines are counted from 1."""
    assert units(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "There were about\n50. They went east.",
        "the convoy was long\n- about six kilometres\nof lorries",
        "It was hot on\n12) of the days",
        "-5 degrees at night",
        "*Emphasis* begins this line.",
        "2017. That was the year.",
    ],
)
def test_wrapped_lines_are_not_lists(text):
    """A figure or a dash that a line break has put first belongs to the sentence: losing it would lose a number."""
    assert units(text) == [("paragraph", 1, text)]


def test_start_and_first_line():
    """A text may begin behind something else, and its lines be counted from there."""
    parts = find_parts("xx\nWe left.", start=3, first_line=7)
    assert [(p.start, p.end, p.locator.line) for p in parts] == [(3, 11, 7)]


NOTES = st.lists(
    st.sampled_from(
        [
            "# Head",
            "We left.",
            "- item",
            "1. one",
            "> said",
            "",
            "  ",
            "| a | b |",
            "---",
            "===",
            "غادرنا",
            "Q: why?",
            "50. x",
            "```",
            ">",
            "|",
            "|-|",
        ]
    ),
    max_size=30,
)


@given(NOTES)
def test_parts_cover_what_they_point_to(lines):
    """Parts are in order, never overlap, have no white space at their ends, and begin in the line their locator names."""
    text = "\n".join(lines)
    end = 0
    for part in find_parts(text):
        assert end <= part.start < part.end <= len(text)
        exact = text[part.start : part.end]
        assert exact == exact.strip()
        assert part.locator.line == text.count("\n", 0, part.start) + 1
        assert exact.split("\n")[0].strip() in lines[part.locator.line - 1]
        end = part.end


@given(NOTES)
def test_no_word_is_lost(lines):
    """Every word of the text is in some part; only marks are outside."""
    text = "\n".join(lines)
    inside = "".join(text[p.start : p.end] for p in find_parts(text))
    for word in ("Head", "left", "item", "one", "said", "غادرنا", "why", "50"):
        assert inside.count(word) == text.count(word)
