"""Compound files (OLE 2): legacy Word, Excel and PowerPoint, messages of Outlook, macros, objects in documents.

Only messages, macros and packed files are read whole. Of the legacy documents the strings and properties are read, and the
rest counts as not read: their texts may lie in pieces that only their program puts together.

Source: Microsoft [MS-CFB], [MS-OLEPS], [MS-OXMSG] 2.4, [MS-OVBA] 2.4.1, [MS-OLEDS] 2.3.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import (
    DAMAGE,
    Ration,
    attempted,
    forgiving,
    inner,
    opaque,
    said,
    take,
    told,
    unpack,
)
from testimonia.protect.gate.pieces import Blob, Found, NotRead

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_CHAIN = 0xFFFFFFFA
MOST_ENTRIES = 100_000
SMALL = 4096
"""Streams shorter than this lie in the stream of small ones."""
LEGACY = {"WordDocument": "Word", "Workbook": "Excel", "Book": "Excel", "PowerPoint Document": "PowerPoint"}
MESSAGE_PART = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})")
ATTACHED = "3701"
EIGHT_BIT_RUN = re.compile(rb"[\x20-\x7e\x81\x8d-\x90\x98\x9a\x9d-\x9f\xa1\xaa\xba\xbf\xc0-\xff]{4,}")
ARABIC_IN_8_BIT = re.compile(rb"[\x81\x8d-\x90\x98\x9a\x9f\xc0-\xed]{3}")


class Entry(Struct, frozen=True):
    """A stream of a compound file."""

    name: str
    raw: bytes


@forgiving("compound file")
def open_compound(blob: Blob) -> Iterator[Found]:
    """All streams, by what they are."""
    entries = read_entries(blob.data)
    names = {entry.name for entry in entries}
    yield from said("\n".join(sorted(names)), "names of streams")
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        yield NotRead("document", "encrypted: publish it without a password or leave it out")
        return
    is_message = "__properties_version1.0" in names
    for number, entry in enumerate(entries, 1):
        yield from attempted(open_entry(entry, f"stream {number}", is_message=is_message), f"stream {number}")
    for name, program in LEGACY.items():
        if name in names:
            yield NotRead("document", f"the old format of {program} isn't fully read: save it in the present one, or as PDF")
            return
    if not is_message and not any(is_understood(entry) for entry in entries):
        yield NotRead("document", "a compound file of an unknown program: leave it out")


def is_understood(entry: Entry) -> bool:
    """Is this a stream that shows that the file is of a kind that is read whole?"""
    return entry.name in ("dir", "VBA", "\x01Ole10Native", "Package", "CONTENTS")


def open_entry(entry: Entry, place: str, *, is_message: bool) -> Iterator[Found]:
    """One stream."""
    part = MESSAGE_PART.fullmatch(entry.name) if is_message else None
    if part:
        yield from open_message_part(part[1], part[2], entry.raw, place)
    elif entry.name == "\x01Ole10Native":
        yield from open_packed(entry.raw, place)
    elif entry.name == "Package":
        yield inner(entry.raw, "", place)
    elif entry.name.startswith("\x05"):
        yield from open_strings(entry.raw, f"properties, {place}")
    else:
        at = entry.raw.find(b"\0Attribut")
        if at >= 3:
            yield from told(decompress_macro(entry.raw[at - 3 :]), f"macro, {place}")
        yield from open_strings(entry.raw, place)


def open_strings(raw: bytes, place: str) -> Iterator[Found]:
    """Strings in UTF-8, UTF-16, and in 8 bits if they look Arabic or hold accents between letters."""
    yield from opaque(raw, place)
    runs = [run for run in EIGHT_BIT_RUN.findall(raw) if not run.isascii() and ARABIC_IN_8_BIT.search(run)]
    yield from said("\n".join(run.decode("cp1256") for run in runs), f"Arabic strings in {place}")


def open_message_part(number: str, kind: str, raw: bytes, place: str) -> Iterator[Found]:
    """A property of a message: text in UTF-16 or 8 bits, an attached file, or bytes."""
    if kind == "001F":
        yield from said(raw.decode("utf-16-le", "replace"), f"message property {number}")
    elif kind == "001E":
        yield from told(raw, f"message property {number}")
    elif number == ATTACHED and kind == "0102":
        yield inner(raw, "", f"attachment, {place}")
    elif number == "1009":
        yield NotRead("message", "its formatted text is compressed: save the message as EML or text")
    elif number == "1013":
        yield inner(raw, "body.html", f"message body, {place}", "text/html")
    else:
        yield from opaque(raw, f"message property {number}")


def open_packed(raw: bytes, place: str) -> Iterator[Found]:
    """A file packed into a document: its names and paths, and itself."""
    at = 6
    for what in ("name", "path"):
        end = raw.index(b"\0", at)
        yield from told(raw[at:end], f"{what} of the packed file, {place}")
        at = end + 1
    (size,) = unpack("<I", raw, at + 4)
    yield from told(take(raw, at + 8, size), f"path of the packed file, {place}")
    at += 8 + size
    (size,) = unpack("<I", raw, at)
    yield inner(take(raw, at + 4, size), "", f"packed file, {place}")
    yield from opaque(raw[at + 4 + size :], f"after the packed file, {place}")


def decompress_macro(raw: bytes) -> bytes:
    """The source of a macro, as far as it can be had.

    Args:
        raw: From the mark of the first byte on: 0x01, then chunks of at most 4096 bytes of source.
    """
    out = bytearray()
    at = 1
    try:
        while at + 2 <= len(raw) and len(out) < 2**22:
            (heading,) = unpack("<H", raw, at)
            end = min(at + (heading & 0xFFF) + 3, len(raw))
            at += 2
            start = len(out)
            if not heading & 0x8000:
                out += raw[at : at + 4096]
            while heading & 0x8000 and at < end:
                flags = raw[at]
                at += 1
                for bit in range(8):
                    if at >= end:
                        break
                    if not flags >> bit & 1:
                        out.append(raw[at])
                        at += 1
                        continue
                    (token,) = unpack("<H", raw, at)
                    at += 2
                    width = max((len(out) - start - 1).bit_length(), 4)
                    length = (token & 0xFFFF >> width) + 3
                    back = (token >> 16 - width) + 1
                    for _ in range(length):
                        out.append(out[-back])
            at = end
    except DAMAGE:
        pass
    return bytes(out)


def read_entries(data: bytes) -> list[Entry]:
    """All streams of a compound file.

    Raises:
        ReadError: Its tables are damaged.
    """
    if not data.startswith(SIGNATURE):
        raise ReadError("no compound file")
    shift, small_shift = unpack("<HH", data, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise ReadError("a compound file of unknown sector size")
    size = 1 << shift
    first_directory, first_small = unpack("<I", data, 48)[0], unpack("<I", data, 60)[0]
    table = read_table(data, size)
    directory = chain(data, table, first_directory, size)
    small_table: list[int] = []
    raw_small = chain(data, table, first_small, size) if first_small < END_OF_CHAIN else b""
    small_table = list(unpack(f"<{len(raw_small) // 4}I", raw_small))
    small_store = b""
    entries = []
    ration = Ration(data)
    for at in range(0, min(len(directory), MOST_ENTRIES * 128) - 127, 128):
        length, kind = unpack("<HB", directory, at + 64)
        name = directory[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
        start, stream_size = unpack("<II", directory, at + 116)
        if kind == 5:
            small_store = chain(data, table, start, size) if start < END_OF_CHAIN else b""
            ration.count(len(small_store))
        elif kind == 2:
            if stream_size < SMALL:
                raw = chain(small_store, small_table, start, 64, heading=0) if stream_size else b""
            else:
                raw = chain(data, table, start, size)
            ration.count(len(raw))
            entries.append(Entry(name=name, raw=raw[:stream_size]))
        elif kind == 1:
            entries.append(Entry(name=name, raw=b""))
    return entries


def read_table(data: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    sectors = [number for number in unpack("<109I", data, 76) if number < END_OF_CHAIN]
    (following,) = unpack("<I", data, 68)
    seen = set()
    while following < END_OF_CHAIN and following not in seen:
        seen.add(following)
        block = unpack(f"<{size // 4}I", data, (following + 1) * size)
        sectors.extend(number for number in block[:-1] if number < END_OF_CHAIN)
        following = block[-1]
    table: list[int] = []
    for number in sectors:
        at = (number + 1) * size
        if at + size > len(data):
            break
        table.extend(unpack(f"<{size // 4}I", data, at))
    return table


def chain(data: bytes, table: list[int], first: int, size: int, *, heading: int = 1) -> bytes:
    """The sectors that follow one another from the first.

    Raises:
        ReadError: They run in a circle or leave the file.
    """
    parts: list[bytes] = []
    number = first
    while number < END_OF_CHAIN:
        at = (number + heading) * size
        if number >= len(table) or len(parts) > len(table) or at >= len(data):
            raise ReadError("a chain of sectors is damaged")
        parts.append(data[at : at + size])
        number = table[number]
    return b"".join(parts)
