"""One extractor for all tests of this room, and ways to write expectations inside the text."""

from collections.abc import Callable

import pytest

from testimonia.extract.extraction import Extractor
from testimonia.model.brief import Brief
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition
from testimonia.model.testimony import Extraction, Party, Role, Source

BRIEF = Brief(
    parties=(
        Party("miners", "Miners' Union", ("NUM", "the union")),
        Party("front", "Northern Front", ("NF", "the Front")),
        Party("coalition", "the coalition", ("US-led coalition",)),
    ),
    sources=(
        Source("", "Col Ada Reyes", Role.OFFICIAL, "coalition", aliases=("the coalition spokeswoman", "Colonel Reyes")),
        Source("", "Old Tomas", Role.PARTICIPANT),
    ),
)


def make_material(text: str, *, passage_kind: str = "paragraph", turns: bool = False, **metadata: str) -> Material:
    """Blank lines separate paragraphs; with ``turns``, ``Name: words`` is a speaker's turn, its label outside the passage."""
    passages = []
    at = 0
    for n, block in enumerate(text.split("\n\n")):
        start, speaker = at, ""
        if turns and ": " in block:
            speaker = block.split(": ")[0]
            start += len(speaker) + 2
        what = "turn" if speaker else passage_kind
        passages.append(Passage(f"p-{n}", "r-1", start, at + len(block), what, Locator(), speaker))
        at += len(block) + 2
    rendition = Rendition("r-1", "i-1", "text", "en", "test", text)
    return Material(rendition, tuple(passages), Metadata(**metadata), "notes.txt")


def mark(text: str, extraction: Extraction) -> str:
    """The text with «content» and [speaker's words] of every statement with a cue or in quotation marks put back in."""
    marks: list[tuple[int, int, str]] = []
    for statement in extraction.statements:
        if statement.form in ("narration", "turn"):
            continue
        marks += [(span.start, 1, "«") for span in statement.content] + [(span.end, 0, "»") for span in statement.content]
        if statement.mention is not None:
            marks += [(statement.mention.start, 2, "["), (statement.mention.end, -1, "]")]
    for at, _, sign in sorted(set(marks), reverse=True):
        text = text[:at] + sign + text[at:]
    return text


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """Loaded once: the language model takes a second."""
    return Extractor(BRIEF)


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Callable[..., Extraction]:
    """Extract from a text; keyword arguments are the item's metadata."""

    def read_text(text: str, **options: str) -> Extraction:
        return extractor.extract(make_material(text, **options))

    return read_text
