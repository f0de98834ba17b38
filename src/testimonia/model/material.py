"""What was received and what can be read in it: items, acquisitions, renditions, passages, spans."""

from enum import StrEnum

from msgspec import Struct

CONFIDENTIAL = "application/x-testimonia-confidential"
"""Media type of an item whose original is kept encrypted; what it truly is stands in the vault."""


class Protection(StrEnum):
    """What may be known of a source outside the team."""

    NONE = "none"
    PROTECTED = "protected"


class Metadata(Struct, frozen=True, omit_defaults=True):
    """What the collector wrote down about an item, from front matter, a sidecar or command-line flags.

    Why: the words alone do not say who spoke, when, to whom and under what promise. An empty field means *unknown*, and is
    shown as such; nothing is inferred into it.

    Dates are ISO 8601 (``2017-10-12``), languages BCP 47 (``en``, ``ar``).
    """

    title: str = ""
    kind: str = ""
    """interview, statement, press, article, footage, document, notes, email ..."""
    source: str = ""
    """Who is answerable for the words, under the name the team uses for them (a pseudonym if protected)."""
    role: str = ""
    """A value of `Role`, as written by the collector."""
    party: str = ""
    """Key of a party of the investigation."""
    protection: str = ""
    interviewer: str = ""
    interpreter: str = ""
    publisher: str = ""
    date: str = ""
    """When it was said (interview date, date of the press conference)."""
    published: str = ""
    place: str = ""
    language: str = ""
    url: str = ""
    translation_of: str = ""
    """File name or item id of the material this is a translation or transcript of."""
    first_hand: str = ""
    """``yes``, ``no`` or empty: whether the source speaks of what they saw themselves."""
    columns: dict[str, str] = {}
    """For tables: metadata field or ``text`` -> name of the column that holds it."""
    obtained_by: str = ""
    obtained_from: str = ""
    obtained_how: str = ""
    obtained_on: str = ""
    note: str = ""


class Item(Struct, frozen=True):
    """One piece of source material as received: unchanged bytes, named by their SHA-256."""

    id: str
    sha256: str
    size_bytes: int
    media_type: str
    """By content, not by name (``text/plain``, ``application/pdf``)."""
    name: str
    """File name at first acquisition."""


class Acquisition(Struct, frozen=True):
    """How, when and by whom an item came in (Berkeley Protocol: collection data). An item can be acquired more than once.

    Source: Berkeley Protocol on Digital Open Source Investigations (HR/PUB/20/2), collection fields. Empty fields are
    unknown and are shown as ``unknown``.
    """

    id: str
    item_id: str
    origin: str
    """Path or address the bytes were taken from."""
    acquired_at: str
    """UTC, ISO 8601 with seconds."""
    acquired_by: str
    """Account that ran the command."""
    tool: str
    """Program and version."""
    clock: str
    """Where the time came from (``system clock, not verified``)."""
    metadata: Metadata


class Rendition(Struct, frozen=True):
    """Immutable plain text of an item. Every offset in the investigation refers to one rendition."""

    id: str
    item_id: str
    kind: str
    """text, transcript, translation, ocr."""
    language: str
    """BCP 47, or ``und``."""
    tool: str
    """Reader and version that made it; another version makes another rendition."""
    text: str


class Span(Struct, frozen=True, order=True):
    """Half-open ``[start, end)`` in Unicode code points of one rendition, with the exact text found there.

    Source: W3C Web Annotation, text position and text quote selectors.
    """

    start: int
    end: int
    exact: str

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class Locator(Struct, frozen=True, omit_defaults=True):
    """Where a passage stands in the original, in the terms a reader would use to find it. Counts start at 1."""

    page: int = 0
    line: int = 0
    row: int = 0
    turn: int = 0
    cue: str = ""
    """Identifier or number of the caption cue."""
    starts_ms: int = -1
    ends_ms: int = -1

    def words(self) -> str:
        """The locator in words: ``page 3, line 12``; ``00:01:02-00:01:09``; empty when nothing is known.

        >>> Locator(page=3, line=12).words()
        'page 3, line 12'
        >>> Locator(starts_ms=62_000, ends_ms=69_500).words()
        '00:01:02-00:01:09'
        """
        parts = [f"{name} {n}" for name in ("page", "row", "turn", "line") if (n := getattr(self, name))]
        if self.starts_ms >= 0:
            parts.append(f"{_clock(self.starts_ms)}-{_clock(self.ends_ms)}")
        return ", ".join(parts)


def _clock(ms: int) -> str:
    seconds = ms // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class Passage(Struct, frozen=True):
    """A span of a rendition that is one unit of reading: a paragraph, a cue, a speaker's turn, a row.

    Fields of ``metadata`` that are set here override the item's (the speaker of a turn, the date of a row).
    """

    id: str
    rendition_id: str
    start: int
    end: int
    kind: str
    """paragraph, heading, turn, cue, row."""
    locator: Locator
    speaker: str = ""
    """Label of the speaker as the material gives it (``Driver``, ``Q``); empty if it gives none."""
    metadata: Metadata | None = None


class Material(Struct, frozen=True):
    """One rendition ready to be read: the text, its passages, and what is known about the item it came from."""

    rendition: Rendition
    passages: tuple[Passage, ...]
    metadata: Metadata
    name: str
    """File name people know the item by."""


class Failure(Struct, frozen=True):
    """One step that could not be done on one thing. Stored and shown; the rest went on."""

    id: str
    step: str
    subject: str
    """Item id, or the path where there is no item."""
    name: str
    """File name people know it by."""
    reason: str
    """What happened, where, what to do."""
    at: str
