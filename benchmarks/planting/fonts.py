"""A font of one square glyph, valid and small, with a name table that can carry anything.

Source: OpenType 1.9, WOFF 1.0.
"""

import struct
import zlib


def font(family: str, *, designer: str = "Desk", licence: str = "Free") -> bytes:
    """A TrueType font."""
    glyph = struct.pack(">hhhhh", 1, 100, 0, 900, 800) + struct.pack(">HH", 3, 0) + bytes([1] * 4)
    glyph += struct.pack(">4h", 100, 800, 0, -800) + struct.pack(">4h", 0, 0, 800, 0)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12)
    cmap += struct.pack(">HHHHHHH", 4, 32, 0, 4, 4, 1, 0) + struct.pack(">HHHHHhhHH", 90, 0xFFFF, 0, 65, 0xFFFF, 0, 1, 0, 0)
    tables = {
        b"OS/2": struct.pack(">HhHHH", 3, 1000, 400, 5, 0) + bytes(86),
        b"cmap": cmap,
        b"glyf": glyph,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 11, 1000, 0, 0, 100, 0, 900, 800, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhh", 0x10000, 800, -200, 0, 1000, 0, 0, 900, 1, 0, 0)
        + bytes(8)
        + struct.pack(">hH", 0, 1),
        b"hmtx": struct.pack(">Hh", 1000, 100),
        b"loca": struct.pack(">II", 0, len(glyph)),
        b"maxp": struct.pack(">IH13H", 0x10000, 1, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _names({1: family, 2: "Regular", 4: family, 6: "Desk-Regular", 9: designer, 13: licence}),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    at, head, body = 12 + 16 * len(tables), b"", b""
    for name, data in tables.items():
        head += name + struct.pack(">III", _sum(data), at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128) + head + body


def woff(data: bytes, metadata: str = "") -> bytes:
    """The same font as a web font, each table packed."""
    count = struct.unpack(">H", data[4:6])[0]
    rows, body, at = b"", b"", 44 + 20 * count
    for number in range(count):
        name, checksum, start, size = struct.unpack(">4sIII", data[12 + 16 * number : 28 + 16 * number])
        table = data[start : start + size]
        packed = min(zlib.compress(table), table, key=len)
        rows += struct.pack(">4sIIII", name, at + len(body), len(packed), size, checksum)
        body += packed + b"\0" * (-len(packed) % 4)
    extra = zlib.compress(metadata.encode()) if metadata else b""
    where = at + len(body) if extra else 0
    head = struct.pack(
        ">4sIIHHIHHIIIII",
        b"wOFF",
        0x10000,
        at + len(body) + len(extra),
        count,
        0,
        len(data),
        1,
        0,
        where,
        len(extra),
        len(metadata.encode()),
        0,
        0,
    )
    return head + rows + body + extra


def _names(rows: dict[int, str]) -> bytes:
    head, text = b"", b""
    for number, value in rows.items():
        data = value.encode("utf-16-be")
        head += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(data), len(text))
        text += data
    return struct.pack(">HHH", 0, len(rows), 6 + len(head)) + head + text


def _sum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
