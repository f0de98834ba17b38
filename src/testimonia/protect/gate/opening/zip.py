"""ZIP archives: entries in the directory and outside it, names, comments, extra fields, bytes between entries."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.compression import inflate
from testimonia.protect.gate.opening.encodings import read_characters
from testimonia.protect.gate.pieces import Blob, Coded, Found, NotRead, Piece

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    IndexError,
    KeyError,
    OverflowError,
)
"""What ``zipfile`` raises on damaged archives (``UnicodeError`` is a ``ValueError``)."""

_LOCAL = b"PK\x03\x04"
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800


def fits_zip(blob: Blob) -> bool:
    """Does it begin as a ZIP archive, or does its directory's end stand near the end, as behind a picture or a program?"""
    return blob.data.startswith((_LOCAL, b"PK\x05\x06", b"PK\x07\x08")) or b"PK\x05\x06" in blob.data[-66000:]


def read_zip(blob: Blob) -> Iterator[Found]:
    """Each entry as a blob, the texts of the directory, and everything the directory does not speak of.

    Source: PKWARE APPNOTE 6.3.10.
    """
    covered: list[tuple[int, int]] = []
    allowance = blob.allowance
    try:
        archive = zipfile.ZipFile(io.BytesIO(blob.data))
        entries = archive.infolist()
    except (NotImplementedError, *_DAMAGE):
        archive, entries = None, []
        yield NotRead("directory", "a damaged ZIP directory: pack it anew")
    if archive and archive.comment:
        yield from _texts(archive.comment, "comment of the archive")
    for entry in entries:
        name = entry.filename
        yield from _describe(entry)
        covered.append(_extent(blob.data, entry))
        if entry.flag_bits & _ENCRYPTED:
            yield NotRead(f"entry {name}", "encrypted: publish it without a password or leave it out")
            continue
        if name.endswith("/") and not entry.compress_size:
            continue
        try:
            with archive.open(entry) as stream:  # type: ignore[union-attr]  # entries come only from an archive
                data = stream.read(allowance + 1)
        except (NotImplementedError, RuntimeError):
            yield NotRead(f"entry {name}", "packed by a method that the gate does not know: use DEFLATE")
            continue
        except _DAMAGE:
            yield NotRead(f"entry {name}", "damaged: pack the archive anew")
            continue
        if len(data) > allowance:
            raise ReadError("too large: it unpacks to more than the gate reads in one file")
        allowance -= len(data)
        yield Blob(data, name, f"entry {name}")
        start, end = covered[-1]
        yield Coded(start + 30 + sum(struct.unpack("<HH", blob.data[start + 26 : start + 30])), end)
    yield from _read_outside(blob.data, covered, allowance)


def _describe(entry: zipfile.ZipInfo) -> Iterator[Found]:
    """Texts that stand beside an entry's bytes."""
    place = f"entry {entry.filename}"
    if not entry.flag_bits & _UTF8:
        try:
            yield from _texts(entry.orig_filename.encode("cp437"), f"{place}, name")
        except UnicodeEncodeError:
            yield Piece(entry.orig_filename, f"{place}, name")
    elif entry.orig_filename != entry.filename:
        yield Piece(entry.orig_filename, f"{place}, name")
    yield Piece(entry.filename, f"{place}, name")
    if entry.comment:
        yield from _texts(entry.comment, f"{place}, comment")
    if entry.extra:
        yield from _texts(entry.extra, f"{place}, extra field")


def _texts(data: bytes, place: str) -> Iterator[Found]:
    """Short bytes of unknown encoding, in each plausible reading."""
    printable = bytes(byte if byte > 31 else 10 for byte in data)
    for _, text in read_characters(printable):
        yield Piece(text, place)


def _extent(data: bytes, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Where an entry's header and bytes lie, its data descriptor included."""
    start = entry.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or not header.startswith(_LOCAL):
        return start, start
    name, extra = struct.unpack("<HH", header[26:30])
    end = start + 30 + name + extra + entry.compress_size
    if entry.flag_bits & _DESCRIPTOR:
        signed = data.startswith(b"PK\x07\x08", end)
        wide = entry.compress_size > 0xFFFFFFFE or entry.file_size > 0xFFFFFFFE
        end += (4 if signed else 0) + (20 if wide else 12)
    return start, end


def _read_outside(data: bytes, covered: list[tuple[int, int]], allowance: int) -> Iterator[Found]:
    """Bytes before the directory that belong to no entry it names: entries taken off the list, or anything else."""
    directory = data.rfind(b"PK\x01\x02") if not covered else data.find(b"PK\x01\x02", max(end for _, end in covered))
    last = directory if directory >= 0 else len(data)
    at = 0
    for start, end in [*sorted(covered), (last, last)]:
        if start > at and data[at:start].strip(b"\0"):
            gap = data[at:start]
            if gap.startswith(_LOCAL) or not covered:
                allowance = yield from _read_loose(gap, at, allowance)
            else:
                yield Blob(gap, "", f"bytes {at} to {start}, outside the entries")
        at = max(at, end)
    ending = data.rfind(b"PK\x05\x06")
    if ending >= 0 and len(data) >= ending + 22:
        behind = data[ending + 22 + struct.unpack("<H", data[ending + 20 : ending + 22])[0] :]
        if behind.strip(b"\0"):
            yield Blob(behind, "", "bytes after the archive")


def _read_loose(data: bytes, offset: int, allowance: int) -> Generator[Found, None, int]:
    """Entries that are not in the directory; returns what is left of the allowance."""
    at = data.find(_LOCAL)
    while at >= 0 and len(data) >= at + 30:
        flags, method, packed, name_size, extra_size = struct.unpack("<2xHH8xI4xHH", data[at + 4 : at + 30])
        name = data[at + 30 : at + 30 + name_size].decode("utf-8", "replace")
        body = at + 30 + name_size + extra_size
        place = f"entry {name} at byte {offset + at}, not in the directory"
        following = data.find(_LOCAL, body)
        end = body + packed if packed else following if following >= 0 else len(data)
        yield Piece(name, f"{place}, name")
        if flags & _ENCRYPTED:
            yield NotRead(place, "encrypted: publish it without a password or leave it out")
        elif method == 8:
            unpacked, _, complete = inflate(data[body:], bits=-15, allowance=allowance)
            allowance -= len(unpacked)
            yield Blob(unpacked, name, place)
            if not complete:
                yield NotRead(place, "damaged: pack the archive anew")
        elif method == 0:
            yield Blob(data[body:end], name, place)
        else:
            yield NotRead(place, "packed by a method that the gate does not know: use DEFLATE")
        at = data.find(_LOCAL, max(end, body))
    return allowance
