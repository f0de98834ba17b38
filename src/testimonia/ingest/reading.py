"""One file to a reading: what kind of file it is, which reader takes it, and the rendition and passages it becomes.

Why one place: limits, failures and the naming of readers are the same for every format. A reader is a plain callable; outsiders
add theirs by passing a longer tuple.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from testimonia.errors import ReadError
from testimonia.ingest import detection
from testimonia.ingest.detection import detect_language, detect_media_type
from testimonia.ingest.metadata import normalise_metadata
from testimonia.ingest.parts import Attachment, Part, Reading
from testimonia.ingest.readers.captions import read_captions
from testimonia.ingest.readers.csv import read_csv
from testimonia.ingest.readers.docx import read_docx
from testimonia.ingest.readers.eml import read_eml
from testimonia.ingest.readers.html import read_html
from testimonia.ingest.readers.pdf import read_pdf
from testimonia.ingest.readers.txt import read_txt
from testimonia.model.ids import content_id
from testimonia.model.material import Metadata, Passage, Rendition
from testimonia.model.phrases import told

__all__ = ["READERS", "Attachment", "Part", "Reader", "Reading", "find_reader", "read", "to_passages", "to_rendition"]

LIMIT_BYTES = 1024**3
"""Files larger than this are kept, but not read."""


class Reader(NamedTuple):
    """A way to read some kinds of file. Another version makes other renditions: raise it when the text or the parts change."""

    name: str
    version: int
    media_types: tuple[str, ...]
    read: Callable[[bytes, Metadata], Reading]


READERS: tuple[Reader, ...] = (
    Reader("txt", 1, ("text/plain", "text/markdown"), read_txt),
    Reader("html", 1, ("text/html", "application/xhtml+xml"), read_html),
    Reader("docx", 1, (detection.DOCX,), read_docx),
    Reader("pdf", 1, ("application/pdf",), read_pdf),
    Reader("captions", 1, ("text/vtt", "application/x-subrip"), read_captions),
    Reader("csv", 1, ("text/csv",), read_csv),
    Reader("eml", 1, ("message/rfc822",), read_eml),
)
"""Every reader, in the order they are asked."""

_INSTEAD = {
    detection.ENCRYPTED_OOXML: told(
        "this Office file is protected by a password; save it without one and keep the original", "unread.office_password"
    ),
    detection.OLE: told(
        "this is a file of an old Office program (.doc, .xls); save it as .docx or .csv and keep the original",
        "unread.old_office",
    ),
    detection.XLSX: told("this is a spreadsheet; save the sheet as CSV, and keep the original beside it", "unread.spreadsheet"),
    detection.PPTX: told("these are presentation slides; save them as PDF, and keep the original beside it", "unread.slides"),
    detection.ODT: told(
        "this is an OpenDocument file; save it as .docx, and keep the original beside it", "unread.opendocument"
    ),
    "application/rtf": told("this is a rich text file (RTF); save it as .docx, and keep the original beside it", "unread.rtf"),
    "application/zip": told("this is a ZIP archive; unpack it and add what it holds", "unread.zip"),
    "application/json": told("this is JSON data; turn what was said in it into CSV, one row a statement", "unread.json"),
    "application/xml": told("this is XML data; save its text as .txt or .html", "unread.xml"),
}


def find_reader(media_type: str, readers: Sequence[Reader] = READERS) -> Reader:
    """The reader for a kind of file.

    Raises:
        ReadError: there is none; says what to do instead.
    """
    for reader in readers:
        if media_type in reader.media_types:
            return reader
    if media_type.startswith(("image/", "audio/", "video/")):
        kind = media_type.partition("/")[0]
        words = f"this is {kind} ({media_type}): it is kept, but no text can be read from it yet; add a transcript beside it"
        raise ReadError(told(words, f"unread.kind.{kind}", type=media_type))
    words = f"no reader knows this kind of file ({media_type}); add its text as .txt beside it"
    raise ReadError(_INSTEAD.get(media_type, told(words, "unread.kind", type=media_type)))


def read(
    data: bytes,
    *,
    name: str = "",
    metadata: Metadata | None = None,
    limit_bytes: int = LIMIT_BYTES,
    readers: Sequence[Reader] = READERS,
) -> Reading:
    """Read one file.

    Args:
        data: its bytes.
        name: its name, for messages and to choose between kinds of text.
        metadata: what is known of it from flags and its sidecar; comes before what the file itself says.
        limit_bytes: largest file that is read.
        readers: which readers there are.

    Returns:
        The reading, its language and its reader filled in.

    Raises:
        ReadError: it cannot be read; says what happened, where and what to do.

    >>> read(b"We left at four in the morning, before sunrise.", name="notes.txt").language
    'en'
    """
    try:
        if len(data) > limit_bytes:
            words = f"the file has {len(data)} bytes, more than the limit of {limit_bytes}; divide it, or raise the limit"
            raise ReadError(told(words, "unread.too_large", size=len(data), limit=limit_bytes))
        reader = find_reader(detect_media_type(data, name), readers)
        reading = reader.read(data, normalise_metadata(metadata or Metadata()))
        if not reading.parts and not reading.attachments:
            raise ReadError(told("there are no words in this file", "unread.no_words"))
    except ReadError as error:
        said = error.args[0]
        raise ReadError(told(f"{name}: {error}", "named", who=name, what=said) if name else said) from error
    language = reading.metadata.language or detect_language(reading.text)
    return msgspec.structs.replace(reading, language=language, reader=f"{reader.name} {reader.version}")


def to_rendition(item_id: str, reading: Reading) -> Rendition:
    """The rendition a reading makes of an item; the same reading always makes the same one.

    >>> to_rendition("i-1", read(b"We left at four.", name="notes.txt")).id[:2]
    'r-'
    """
    id_ = content_id("r", item_id, reading.kind, reading.language, reading.reader, reading.text)
    return Rendition(id_, item_id, reading.kind, reading.language, reading.reader, reading.text)


def to_passages(rendition: Rendition, reading: Reading) -> tuple[Passage, ...]:
    """The passages of a rendition, in text order.

    >>> reading = read(b"We left at four.\\n\\nThen it rained.", name="notes.txt")
    >>> [(p.start, p.end, p.kind) for p in to_passages(to_rendition("i-1", reading), reading)]
    [(0, 16, 'paragraph'), (18, 33, 'paragraph')]
    """
    return tuple(
        Passage(
            content_id("p", rendition.id, part.start, part.end, part.kind, part.speaker, part.locator, part.metadata),
            rendition.id,
            part.start,
            part.end,
            part.kind,
            part.locator,
            part.speaker,
            part.metadata,
        )
        for part in reading.parts
    )
