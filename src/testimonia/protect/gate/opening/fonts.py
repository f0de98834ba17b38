"""Fonts: names, makers, licences and every other text in TrueType, OpenType, their collections, and WOFF.

WOFF 2 keeps its names compressed with Brotli, which this program doesn't carry: it counts as not read.

Source: OpenType 1.9.1 (otff, name, meta, SVG); W3C WOFF File Format 1.0 and 2.0; Adobe Technical Note 5176 (CFF).
"""

from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import (
    DAMAGE,
    Ration,
    attempted,
    forgiving,
    inflate,
    inner,
    opaque,
    said,
    take,
    told,
    trailing,
    unpack,
)
from testimonia.protect.gate.pieces import Blob, Found, NotRead

MOST_TABLES = 500
MOST_NAMES = 5000
SILENT = {
    b"cmap", b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp", b"OS/2", b"cvt ", b"fpgm", b"prep", b"gasp",
    b"GPOS", b"GSUB",
    b"BASE", b"JSTF", b"kern", b"vhea", b"vmtx", b"VORG", b"HVAR", b"VVAR", b"MVAR", b"gvar", b"fvar", b"avar", b"cvar",
    b"STAT", b"COLR", b"CPAL", b"CBDT", b"CBLC", b"EBDT", b"EBLC", b"EBSC", b"sbix", b"LTSH", b"VDMX", b"hdmx",
    b"PCLT", b"MATH",
    b"DSIG", b"FFTM", b"GDEF", b"CFF2", b"kerx", b"morx", b"mort", b"feat", b"trak", b"ankr", b"bdat", b"bloc",
    b"MERG", b"TTFA",
}  # fmt: skip
"""Tables of outlines and numbers."""
CFF_NAMES = 8192
"""Bytes at the beginning of a CFF table that are searched for names and notices."""


@forgiving("font")
def open_font(blob: Blob) -> Iterator[Found]:
    """A font file of any kind."""
    data = blob.data
    if data.startswith(b"wOF2"):
        yield from open_woff2(data)
    elif data.startswith(b"wOFF"):
        yield from open_woff(data)
    elif data.startswith(b"ttcf"):
        (count,) = unpack(">I", data, 8)
        ration = Ration(data, times=20)
        for index in range(min(count, MOST_TABLES)):
            yield from open_tables(ration, unpack(">I", data, 12 + 4 * index)[0])
    else:
        yield from open_tables(Ration(data), 0)


def open_font_names(data: bytes, place: str) -> Iterator[Found]:
    """What can be read of a font inside a document, where parts may be left out and other kinds occur."""
    try:
        if data[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
            yield from open_tables(Ration(data), 0)
        else:
            yield from opaque(data[:CFF_NAMES], place)
    except DAMAGE:
        yield from opaque(data[:CFF_NAMES], place)


def open_tables(ration: Ration, at: int) -> Iterator[Found]:
    """The tables of one font, and what lies behind the last."""
    data = ration.data
    (count,) = unpack(">H", data, at + 4)
    if count > MOST_TABLES:
        raise ReadError(f"more than {MOST_TABLES} tables")
    used = [at + 12 + 16 * count]
    for index in range(count):
        tag, start, size = unpack(">4s4xII", data, at + 12 + 16 * index)
        used.append(start + size)
        if tag not in SILENT:
            yield from attempted(open_table(tag, ration.take(start, size)), f"font table {tag.decode('latin-1').strip()}")
    if not data.startswith(b"ttcf"):
        yield from trailing(data[max(used) :].lstrip(b"\0"), "the font")


def open_table(tag: bytes, raw: bytes) -> Iterator[Found]:
    """One table that may hold text."""
    title = f"font table {tag.decode('latin-1').strip()}"
    if tag == b"name":
        yield from open_names(raw)
    elif tag == b"SVG ":
        (at,) = unpack(">I", raw, 2)
        (count,) = unpack(">H", raw, at)
        seen = set()
        for index in range(count):
            start, size = unpack(">4xII", raw, at + 2 + 12 * index)
            if start not in seen:
                seen.add(start)
                yield inner(take(raw, at + start, size), "glyph.svg", title, "image/svg+xml")
    elif tag == b"CFF ":
        yield from opaque(raw[:CFF_NAMES], title)
    else:
        yield from opaque(raw, title)


def open_names(raw: bytes) -> Iterator[Found]:
    """All names in all languages."""
    count, base = unpack(">HH", raw, 2)
    if count > MOST_NAMES:
        raise ReadError(f"more than {MOST_NAMES} names")
    used = set()
    ration = Ration(raw)
    for index in range(count):
        platform, kind, size, at = unpack(">H4xHHH", raw, 6 + 12 * index)
        if (at, size) in used:
            continue
        used.add((at, size))
        text = ration.take(base + at, size)
        if platform in (0, 3):
            yield from said(text.decode("utf-16-be", "replace"), f"font name {kind}")
        else:
            yield from told(text, f"font name {kind}")
    yield from opaque(raw[base + max((at + size for at, size in used), default=0) :], "font table name")


def open_woff(data: bytes) -> Iterator[Found]:
    """WOFF 1: tables compressed one by one, notices in XML, and private bytes."""
    (tables,) = unpack(">H", data, 12)
    if tables > MOST_TABLES:
        raise ReadError(f"more than {MOST_TABLES} tables")
    used = [44 + 20 * tables]
    for index in range(tables):
        tag, start, packed, size = unpack(">4sIII", data, 44 + 20 * index)
        used.append(start + packed)
        if tag not in SILENT:
            raw = take(data, start, packed)
            yield from attempted(open_table(tag, inflate(raw) if packed < size else raw), "font table")
    start, packed, _, private, private_size = unpack(">IIIII", data, 24)
    if packed:
        yield inner(inflate(take(data, start, packed)), "metadata.xml", "WOFF metadata", "application/xml")
    if private_size:
        yield from opaque(take(data, private, private_size), "WOFF private data")
    yield from trailing(data[max(*used, start + packed, private + private_size) :], "the font")


def open_woff2(data: bytes) -> Iterator[Found]:
    """WOFF 2: its private bytes; the rest isn't read."""
    private, size = unpack(">II", data, 40)
    if size:
        yield from opaque(take(data, private, size), "WOFF private data")
    yield NotRead("font", "WOFF 2 is not read: convert it to WOFF or TrueType, or leave it out")
