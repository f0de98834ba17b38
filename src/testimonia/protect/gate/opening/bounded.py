"""Reading bytes within bounds: numbers at a place, inflating up to a limit, the bare strings of what has no known structure.

A file about to be published may be damaged or made to exhaust its reader. Every parser of the gate goes through these
few functions, so that what is too short, too large or too deep ends in one way: with what had been read, and a `NotRead`.
"""

import csv
import lzma
import re
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from email.errors import MessageError
from functools import wraps
from typing import Any

import pikepdf
from lxml import etree  # type: ignore[import-untyped]

from testimonia.errors import ReadError
from testimonia.protect.gate.pieces import Blob, Found, NotRead, Opener, Piece

MOST_INFLATED = 64 * 2**20
"""Bytes that one compressed part may grow to."""

DAMAGE = (
    ReadError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    csv.Error,
    etree.LxmlError,
    lzma.LZMAError,
    MessageError,
    pikepdf.PdfError,
    sqlite3.Error,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What parsing damaged bytes raises, whichever library does it (`RuntimeError` has PDFium's).
Never the text of such an error is passed on: it may repeat the bytes."""

BEGINNINGS = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"PK\x03\x04", b"%PDF-", b"\x1f\x8b\x08",
    b"7z\xbc\xaf\x27\x1c",
    b"<?xml", b"<x:xmpmeta", b"<?xpacket", b"ID3", b"OggS", b"fLaC", b"\x1a\x45\xdf\xa3", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"BZh", b"\xfd7zXZ\x00", b"SQLite format 3\x00", b"Rar!\x1a\x07", b"{\\rtf",
)  # fmt: skip
"""First bytes of files that may lie inside another one."""

UTF8_RUN = re.compile(rb"(?:[\t\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}){4,}")
UTF16_LE_RUN = re.compile(rb"(?:[\t\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01\x04\x06\xfb-\xfe]){4,}")
UTF16_BE_RUN = re.compile(rb"(?:\x00[\t\x20-\x7e\xa0-\xff]|[\x01\x04\x06\xfb-\xfe][\x00-\xff]){4,}")
PLAIN_IN_UTF16 = re.compile(r"[\w ]{3}")


def unpack(form: str, data: bytes, at: int = 0) -> tuple[Any, ...]:
    """Numbers at a place of the bytes.

    Args:
        form: As `struct` writes it.
        at: Byte offset, from 0.

    Raises:
        ReadError: The bytes end before.
    """
    if at < 0 or at + struct.calcsize(form) > len(data):
        raise ReadError("the file ends in the middle of a structure")
    return struct.unpack_from(form, data, at)


def take(data: bytes, at: int, size: int) -> bytes:
    """``size`` bytes from ``at``, all of them.

    Raises:
        ReadError: There are fewer.
    """
    if at < 0 or size < 0 or at + size > len(data):
        raise ReadError("the file ends in the middle of a structure")
    return data[at : at + size]


class Ration:
    """How many bytes may be taken out of a file by its tables of places.

    Tables may point to the same bytes again and again, so that a small file fills the memory. A sound one points to each
    byte once, or a few times.
    """

    def __init__(self, data: bytes, *, times: int = 4) -> None:
        self.data = data
        self.left = times * len(data) + 2**16

    def take(self, at: int, size: int) -> bytes:
        """``size`` bytes from ``at``, all of them.

        Raises:
            ReadError: There are fewer, or too many were taken before.
        """
        raw = take(self.data, at, size)
        self.count(size)
        return raw

    def count(self, size: int) -> None:
        """Take note of bytes that were taken in another way.

        Raises:
            ReadError: They are too many.
        """
        self.left -= size
        if self.left < 0:
            raise ReadError("its parts lie over one another")


def inflate(data: bytes, *, most: int = MOST_INFLATED, window: int = zlib.MAX_WBITS) -> bytes:
    """Decompressed bytes, up to a limit.

    Args:
        data: A zlib stream (or what ``window`` says, as `zlib.decompressobj` takes it).
        most: Bytes it may grow to.

    Raises:
        ReadError: It grows beyond the limit, is cut off, or isn't compressed.
    """
    machine = zlib.decompressobj(window)
    try:
        grown = machine.decompress(data, most + 1)
    except zlib.error as error:
        raise ReadError("the compressed part is damaged") from error
    if len(grown) > most:
        raise ReadError(f"the compressed part grows beyond {most // 2**20} MiB")
    if not machine.eof:
        raise ReadError("the compressed part is cut off")
    return grown


def inflate_some(data: bytes, *, most: int = MOST_INFLATED, window: int = zlib.MAX_WBITS) -> tuple[bytes, bool]:
    """Decompressed bytes as far as they can be had, as forgiving readers do.

    Returns:
        The bytes, and whether that is all of them.

    Raises:
        ReadError: It grows beyond the limit.
    """
    machine, grown = zlib.decompressobj(window), bytearray()
    for at in range(0, len(data), 1024):
        try:
            grown += machine.decompress(data[at : at + 1024], most + 1 - len(grown))
        except zlib.error:
            return bytes(grown), False
        if len(grown) > most:
            raise ReadError(f"the compressed part grows beyond {most // 2**20} MiB")
        if machine.eof:
            return bytes(grown), True
    return bytes(grown), False


KNOWN_LABELS = {
    "title", "author", "artist", "description", "copyright", "creation", "time", "software", "disclaimer", "warning", "source",
    "comment", "album", "date", "genre", "performer", "organization", "location", "contact", "isrc", "tracknumber", "keywords",
    "subject", "name", "vendor", "encoder", "composer", "publisher",
}  # fmt: skip


def label(name: str) -> str:
    """A field's name for a report, if it is one of the usual ones: a free name may itself be what mustn't be repeated."""
    return name if name.casefold() in KNOWN_LABELS else "of another name"


def inner(data: bytes, name: str, place: str, media_type: str = "") -> Blob:
    """A file inside the file being read, to be opened in turn."""
    return Blob(data=data, name=name, place=place, media_type=media_type)


def told(raw: bytes, place: str) -> Iterator[Found]:
    """A field of text: read as UTF-8 or marked UTF-16; in another encoding left to the opener of plain text.

    Args:
        raw: The field's bytes; zeros at its end are filling, zeros inside part values.
        place: Name of the field.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield from said(raw.decode("utf-16", "replace"), place)
        return
    if raw[:1] == b"\0" or raw[1:2] == b"\0":
        text = bare_strings(raw)
        if text:
            yield Piece(text, place)
            return
    raw = raw.strip(b"\0")
    try:
        yield from said(raw.decode("utf-8").replace("\0", "\n"), place)
    except UnicodeDecodeError:
        yield inner(raw.replace(b"\0", b"\n"), "text.txt", place, "text/plain")


def said(text: str, place: str) -> Iterator[Found]:
    """A piece, if there is more than blanks in it."""
    text = text.strip("\0")
    if text.strip():
        yield Piece(text, place)


def opaque(raw: bytes, place: str) -> Iterator[Found]:
    """Bytes whose structure isn't known: the strings that stand in them, and the file that they are, if they begin like one."""
    if raw.startswith(BEGINNINGS):
        yield inner(raw, "", place)
    elif raw:
        text = bare_strings(raw)
        if text:
            yield Piece(text, f"strings in {place}")


def trailing(raw: bytes, place: str) -> Iterator[Found]:
    """Bytes after the end of a format: nothing if they are filling, else a file of its own, whatever it may be."""
    if raw.strip(b"\0\r\n \t\xff"):
        yield inner(raw, "", f"after the end of {place}")


def bare_strings(raw: bytes) -> str:
    """Runs of at least four characters in UTF-8 and in both byte orders of UTF-16, one a line, in order of form and place.

    UTF-16 is looked for in Latin, Cyrillic and Arabic letters: other scripts can't be told from numbers.
    """
    runs = [run.decode("utf-8", "ignore") for run in UTF8_RUN.findall(raw)]
    shifted: set[str] = set()
    for pattern, form in ((UTF16_LE_RUN, "utf-16-le"), (UTF16_BE_RUN, "utf-16-be")):
        for run in pattern.findall(raw):
            text = run.decode(form, "ignore")
            if text not in shifted and PLAIN_IN_UTF16.search(text):
                runs.append(text)
                shifted.update((text[1:], text[:-1]))
    return "\n".join(runs)


def forgiving(kind: str) -> Callable[[Callable[[Blob], Iterable[Found]]], Opener]:
    """An opener that ends damaged bytes with `NotRead` after what it could read, whatever in them it stumbled over.

    Args:
        kind: Name of the format, for the message.
    """

    def wrap(opener: Callable[[Blob], Iterable[Found]]) -> Opener:
        @wraps(opener)
        def opened(blob: Blob) -> Iterator[Found]:
            yield from attempted(opener(blob), kind)

        return opened

    return wrap


def attempted(found: Iterable[Found], place: str) -> Iterator[Found]:
    """What comes out of a part; if it is damaged, that, and then that the rest of it wasn't read."""
    try:
        yield from found
    except DAMAGE as error:
        why = str(error) if isinstance(error, ReadError) else "its structure is damaged"
        yield NotRead(place, f"{why}: repair it, or publish it without this part")
