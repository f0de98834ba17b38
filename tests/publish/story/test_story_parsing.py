"""A story as written: blocks, bindings with their place in the file, and every problem at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.errors import StoryError
from testimonia.publish.story.parsing import parse_story

HEAD = "---\ntitle: Gone\n---\n"


def problems_of(text):
    with pytest.raises(StoryError) as raised:
        parse_story(text)
    return list(raised.value.problems)


def test_bindings_know_their_line_and_column():
    """Line and column are those of the file, behind the head, on later lines of a paragraph and inside a quotation."""
    story = parse_story(HEAD + "One [two]{finding: a} and\nthree {claim: c-1}.\n\n> four\n> {quote: c-2}\n")
    assert [(one.kind, one.target, one.line, one.column) for one in story.bindings] == [
        ("finding", "a", 4, 10),
        ("claim", "c-1", 5, 7),
        ("quote", "c-2", 8, 3),
    ]


def test_blocks_are_told_apart():
    """Headings, prose, pictures, pull quotes, warnings and bindings that stand alone are blocks of their own."""
    text = HEAD + '## A\n\nText.\n\n![two men](a.jpg "cap"){warning: blood}\n\n> Said.\n\n{warning: war}\n\n{timeline}\n\n---\n'
    story = parse_story(text)
    assert [block.kind for block in story.blocks] == ["heading", "prose", "figure", "quote", "warning", "binding", "rule"]
    assert story.images == ("a.jpg",)
    assert story.blocks[2].binding.target == "blood"


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("See {fnding: people}.", 4, "no binding is called 'fnding'"),
        ("See {finding}.", 4, "names nothing"),
        ("See {finding: people.", 4, "is no binding"),
        ("Text.\n\nAnd {timeline} here.", 6, "a paragraph of its own"),
        ("# Again", 4, "begin with ##"),
        ("## A\n\n#### B", 6, "leave none out"),
        ("![](a.jpg)", 4, "no text for those who cannot see it"),
        ("![a](https://example.org/a.jpg)", 4, "must lie beside the story"),
        ("![a](../a.jpg)", 4, "must lie beside the story"),
        ("[here](notes.html)", 4, "must be an address"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(body, line, words):
    """Each mistake of form is refused, in words, at its line."""
    found = problems_of(HEAD + body + "\n")
    assert len(found) == 1
    assert found[0].startswith(f"story.md:{line}:")
    assert words in found[0]


def test_all_problems_come_at_once():
    """A writer sees every mistake in one go, in the order of the file."""
    found = problems_of("---\ntitle: A\nlanguage: xx\nfoo: 1\n---\n# b\n\n{x: y}\n")
    assert [one.split(":")[1] for one in found] == ["3", "4", "6", "8"]


def test_a_story_needs_a_head_with_a_title():
    """Without a title there is no page; without a head nobody knows whose story it is."""
    assert "begins with its head" in problems_of("Text.\n")[0]
    assert "needs a title" in problems_of("---\ndate: 2017-11-01\n---\nText.\n")[0]
    assert "is no day" in problems_of("---\ntitle: A\ndate: 2017-13-01\n---\n")[0]


def test_escaped_braces_and_code_are_no_bindings():
    """What is code or escaped is text."""
    story = parse_story(HEAD + "A \\{finding: x\\} and `{finding: y}`.\n")
    assert story.bindings == ()


@given(st.text(max_size=60))
def test_any_text_is_a_story_or_refused_in_words(body):
    """Whatever is typed, the answer is a story or a list of problems."""
    try:
        parse_story(HEAD + body)
    except StoryError as error:
        assert error.problems
