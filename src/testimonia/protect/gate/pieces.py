"""What the gate's two halves share: bytes to be read, pieces of text read from them, and what could not be read."""

from collections.abc import Callable, Iterable

from msgspec import Struct

ALLOWANCE = 256 * 1024 * 1024
"""Bytes that may be unpacked from one published file, unless the caller says otherwise."""


class Blob(Struct, frozen=True):
    """Bytes with a name, and the way that leads to them from the published file."""

    data: bytes
    name: str
    """File name, as far as there is one; its ending is a hint, never proof, of what the bytes are."""
    place: str = ""
    """Way from the published file, for a person to follow: ``appendix.zip > notes.docx > comment 3``."""
    media_type: str = ""
    """Said by the container (a data URI, a MIME part); empty = found from the bytes."""
    allowance: int = ALLOWANCE
    """Bytes that an opener may unpack from it at most; set by the walk, counted down over the whole file."""


class Piece(Struct, frozen=True):
    """A text as a reader of the file would get it, with where it stands."""

    text: str
    place: str
    """``attribute alt of <img>, line 12``; ``EXIF Artist``; ``page 3, annotation 1``."""
    how: str = ""
    """What had to be undone to get this text: ``base64, HTML entities``; empty = it stands there as it is."""
    first_line: int = 0
    """Line of the file on which the text begins, where its lines are the file's lines: the n-th line break of the text then
    leads to line ``first_line + n``. 0 = the lines cannot be counted, ``place`` must do."""


class NotRead(Struct, frozen=True):
    """Something that could hold an identity and was not read: it stops a publication as a leak does."""

    place: str
    why: str
    """What is wrong and what to do: ``encrypted: publish it without a password or leave it out``."""


class Request(Struct, frozen=True):
    """An address that a reader's program would fetch from by itself when the file is opened."""

    address: str
    place: str


class Coded(Struct, frozen=True):
    """A stretch of the blob's own bytes that the opener followed, and whose content it gave or knows to be compressed picture
    or sound. The walk looks there for nothing but long strings: chance makes short ones in such bytes by the thousand."""

    start: int
    end: int


Found = Blob | Piece | NotRead | Request | Coded

Opener = Callable[[Blob], Iterable[Found]]
"""Reads one format: yields the text in it, the blobs inside it (to be opened in turn), and what it could not read.

An opener may raise `testimonia.errors.ReadError` for damaged bytes: what it had yielded stays, the rest counts as not read.
It need not look into the blobs it yields, undo escapes in the pieces, or bother with strings in the raw bytes: the walk does.
"""
