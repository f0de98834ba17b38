"""Pairing of quotation marks: the inner text of each quotation found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.extract.quotes import find_inner, find_quotations


def inner(text: str) -> list[str]:
    paragraphs, at = [], 0
    for block in text.split("\n\n"):
        paragraphs.append((at, at + len(block)))
        at += len(block) + 2
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text, paragraphs)]


PAIRS = [
    ("“We left,” he said. “Never.”", ["We left,", "Never."]),
    ('He said, "We left." "Never," she said.', ["We left.", "Never,"]),
    ("'We don't know,' said one. The drivers' lorries left.", ["We don't know,"]),
    ("‘We saw the drivers’ lorries burning,’ he said.", ["We saw the drivers’ lorries burning,"]),
    ("`` We left , '' he said . `` Never . ''", [" We left , ", " Never . "]),
    ("''We left,'' he said. ''Never.''", ["We left,", "Never."]),
    ("«Nous partons», dit-il. „Wir gehen“, sagte er. »Ja«, sagte sie.", ["Nous partons", "Wir gehen", "Ja"]),
    ("“He told me ‘go away’ and left,” she said.", ["He told me ‘go away’ and left,"]),
    ('He is 6\'2" tall and "quite big" they say.', ["quite big"]),
    ("Back in the '90s we took 'em to rock 'n' roll.", []),
    ("The sign “stop was gone.\n\n“We left,” he said.", ["stop was gone.", "We left,"]),
    ("It read “stop and was gone.\n\nWe “left” early.", ["left"]),
    ("“One.\n\n“Two.\n\n“Three,” he said.", ["One.", "Two.", "Three,"]),
    ("“One.\n“Two,” he said.", ["One.", "Two,"]),
    ('“We saw it.\n\n"It fell," she said.', ["We saw it.", "It fell,"]),
    ('“Deals are off," said one, and spoke of "a farce."', ["Deals are off,", "a farce."]),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_pairs(text: str, expected: list[str]) -> None:
    """Marks pair by kind and position, apostrophes never do, and nothing runs on past a paragraph that does not reopen."""
    assert expected == inner(text)


@given(st.text(alphabet="ab ,.\n“”‘’\"'`«»„", max_size=80))
def test_quotations_never_overlap(text: str) -> None:
    """Whatever the marks, quotations are in order, apart, inside the text, and hold their inner part."""
    at = 0
    for quotation in find_quotations(text, [(0, len(text))]):
        assert at <= quotation.start <= quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)
        at = quotation.end


NESTED = [
    ("“He said, ‘Burn it,’ and left.”", ["Burn it,"]),
    ("‘She told us, “The pit is dry,” twice.’", ["The pit is dry,"]),
    ("\"He said, 'We don't know,' and left.\"", ["We don't know,"]),
    ("“We don’t know the miners’ names.”", []),
    ("“He said ‘no and left.”", []),
]


@pytest.mark.parametrize(("text", "expected"), NESTED)
def test_quotations_inside_quotations(text: str, expected: list[str]) -> None:
    """Inner marks pair within the outer ones; an apostrophe or a mark left open is no inner quotation."""
    (outer,) = find_quotations(text, [(0, len(text))])
    assert expected == [text[q.inner_start : q.inner_end] for q in find_inner(text, outer)]
