"""Fonts: their names, makers and licences."""

import struct
import zlib

from binary_cases import ARABIC, NAME, blobs, opened, pieces, unread

from testimonia.protect.gate.opening.fonts import open_font, open_font_names


def names(*texts):
    """A name table of (platform, text)."""
    raw = [text.encode("utf-16-be" if platform == 3 else "utf-8") for platform, text in texts]
    head = struct.pack(">HHH", 0, len(raw), 6 + 12 * len(raw))
    at = 0
    for number, ((platform, _), text) in enumerate(zip(texts, raw, strict=True)):
        head += struct.pack(">HHHHHH", platform, 1, 0, number, len(text), at)
        at += len(text)
    return head + b"".join(raw)


def sfnt(**tables):
    at, head, body = 12 + 16 * len(tables), b"", b""
    for tag, raw in tables.items():
        head += struct.pack(">4sIII", tag.encode().ljust(4), 0, at + len(body), len(raw))
        body += raw
    return b"\0\1\0\0" + struct.pack(">HHHH", len(tables), 0, 0, 0) + head + body


def woff(tables, *, metadata=b"", private=b""):
    at, head, body = 44 + 20 * len(tables), b"", b""
    for tag, raw in tables.items():
        packed = zlib.compress(raw)
        packed = packed if len(packed) < len(raw) else raw
        head += struct.pack(">4sIIII", tag.encode(), at + len(body), len(packed), len(raw), 0)
        body += packed
    packed = zlib.compress(metadata) if metadata else b""
    start = at + len(body)
    last = start + len(packed)
    return (
        b"wOFF" + bytes(8) + struct.pack(">HHIHH", len(tables), 0, 0, 0, 0)
        + struct.pack(">IIIII", start if metadata else 0, len(packed), len(metadata), last if private else 0, len(private))
        + head + body + packed + private
    )  # fmt: skip


def test_names_of_a_font():
    """Names on each platform, unknown tables, glyphs as SVG, and what lies behind the last table."""
    svg = struct.pack(">HII", 0, 10, 0) + struct.pack(">HHHII", 1, 1, 1, 14, 6) + b"<svg/>"
    found = opened(
        open_font, sfnt(name=names((3, ARABIC), (1, NAME)), glyf=NAME.encode(), Priv=NAME.encode(), SVG=svg) + b"tail"
    )
    assert pieces(found) == [("font name 0", ARABIC), ("font name 1", NAME), ("strings in font table Priv", NAME)]
    assert blobs(found) == [("font table SVG", b"<svg/>"), ("after the end of the font", b"tail")]
    assert unread(found) == []


def test_a_collection_of_fonts():
    """Each font of a collection is read; offsets count from the beginning of the file."""
    single = sfnt(name=names((3, NAME)))
    start = 16
    moved = single[:12] + struct.pack(">4sIII", b"name", 0, 28 + start, len(single) - 28) + single[28:]
    assert pieces(opened(open_font, b"ttcf\0\1\0\0" + struct.pack(">II", 1, start) + moved)) == [("font name 0", NAME)]


def test_woff():
    """Compressed tables, notices in XML, private bytes; names hidden behind the last name."""
    found = opened(
        open_font, woff({"name": names((3, NAME * 9)) + b"rest"}, metadata=b"<metadata>N</metadata>" * 3, private=NAME.encode())
    )
    assert pieces(found) == [
        ("font name 0", NAME * 9),
        ("strings in font table name", "rest"),
        ("strings in WOFF private data", NAME),
    ]
    assert blobs(found) == [("WOFF metadata", b"<metadata>N</metadata>" * 3)]


def test_woff_2_is_not_read():
    """Its names are compressed in a way that isn't read; its private bytes are read."""
    data = b"wOF2" + bytes(36) + struct.pack(">II", 48, len(NAME)) + NAME.encode()
    found = opened(open_font, data)
    assert pieces(found) == [("strings in WOFF private data", NAME)]
    assert unread(found) == [("font", "WOFF 2 is not read: convert it to WOFF or TrueType, or leave it out")]


def test_a_font_in_a_document_may_lack_parts():
    """Fonts inside PDF are often cut down: what can be read is, and nothing is complained of."""
    cut = sfnt(name=names((3, NAME)), prvt=b"\1abcdef")[:-20]
    assert unread(list(open_font_names(cut[:20], "f"))) == []
    assert pieces(list(open_font_names(b"%!PS-AdobeFont " + NAME.encode(), "f"))) == [
        ("strings in f", f"%!PS-AdobeFont {NAME}")
    ]
