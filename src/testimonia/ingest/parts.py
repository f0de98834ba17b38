"""What a reader hands back: the text of one file, the parts it falls into, and what came with it.

Why: readers know formats, nothing else. They return plain values with offsets into one string; ids, language and storage are
added afterwards, the same way for every format.
"""

from msgspec import Struct

from testimonia.model.material import Locator, Metadata


class Part(Struct, frozen=True):
    """One unit of reading: ``text[start:end]`` of the reading it belongs to, in code points."""

    start: int
    end: int
    kind: str
    """paragraph, heading, turn, cue, row, quoted (words the file repeats from somebody else)."""
    locator: Locator
    speaker: str = ""
    metadata: Metadata | None = None


class Attachment(Struct, frozen=True):
    """A file found inside the file: to be taken in as an item of its own."""

    name: str
    data: bytes
    media_type: str


class Reading(Struct, frozen=True):
    """One file as text. ``parts`` are in text order and never overlap.

    ``metadata`` is complete: what the caller gave, then what the file's front matter says, then what the format carries.
    ``notes`` say what was left out or guessed, in words for the team.
    """

    kind: str
    """text, transcript, translation."""
    language: str
    """BCP 47, ``und`` where it cannot be told, empty until `testimonia.ingest.reading.read` has filled it in."""
    text: str
    parts: tuple[Part, ...]
    metadata: Metadata
    attachments: tuple[Attachment, ...] = ()
    reader: str = ""
    """Name and version of the reader."""
    notes: tuple[str, ...] = ()


class TextBuilder:
    """Collects blocks of text, one below the other, and the parts they make.

    Why: formats without a text of their own (DOCX, PDF, HTML, captions, tables) get one here, and offsets are right by
    construction. ``Locator.line`` of a block is its line in the collected text.

    >>> builder = TextBuilder()
    >>> builder.add("Leaving", kind="heading")
    >>> builder.add("We left at four.")
    >>> text, parts = builder.build()
    >>> [(p.kind, text[p.start:p.end], p.locator.line) for p in parts]
    [('heading', 'Leaving', 1), ('paragraph', 'We left at four.', 2)]
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._parts: list[Part] = []
        self._length = 0
        self._line = 1

    def add(
        self,
        text: str,
        *,
        kind: str = "paragraph",
        locator: Locator | None = None,
        speaker: str = "",
        metadata: Metadata | None = None,
    ) -> None:
        """Add one block; an empty one adds an empty line and no part."""
        start = self._length
        if text.strip():
            first = len(text) - len(text.lstrip())
            end = start + len(text.rstrip())
            where = locator or Locator(line=self._line + text.count("\n", 0, first))
            self._parts.append(Part(start + first, end, kind, where, speaker, metadata))
        self._pieces.append(text)
        self._length += len(text) + 1
        self._line += text.count("\n") + 1

    def build(self) -> tuple[str, list[Part]]:
        """The text collected so far and its parts."""
        return "\n".join(self._pieces), list(self._parts)
