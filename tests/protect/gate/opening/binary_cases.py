"""Small files of binary formats, built from their parts, and what an opener found in them."""

import io
import struct
import zlib

from PIL import Image

from testimonia.protect.gate.pieces import Blob, Coded, NotRead, Piece, Request

NAME = "Nawwaf Darwish"
ARABIC = "نواف درويش"
POSITION = "35.9525, 39.0125"


def opened(opener, data, name=""):
    return [found for found in opener(Blob(data=data, name=name)) if not isinstance(found, Coded)]


def pieces(found):
    return [(piece.place, piece.text) for piece in found if isinstance(piece, Piece)]


def blobs(found):
    return [(blob.place, blob.data) for blob in found if isinstance(blob, Blob)]


def unread(found):
    return [(part.place, part.why) for part in found if isinstance(part, NotRead)]


def requests(found):
    return [(request.place, request.address) for request in found if isinstance(request, Request)]


def picture(kind, **options):
    """A picture of a few colours, as Pillow writes it."""
    image = Image.new("RGB", (16, 12), (90, 120, 60))
    image.paste((200, 30, 30), (2, 2, 9, 9))
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def tiff(directories, *, order="<", extra=b""):
    """A TIFF of directories, each a list of (tag, type, values as bytes); the value ``("directory", n)`` points to another."""
    sizes = [2 + 12 * len(tags) + 4 for tags in directories]
    starts = [8 + sum(sizes[:index]) for index in range(len(directories))]
    at = 8 + sum(sizes)
    heads, bodies = b"", b""
    width = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}
    for tags in directories:
        heads += struct.pack(order + "H", len(tags))
        for tag, kind, value in sorted(tags, key=lambda entry: entry[0]):
            if isinstance(value, tuple):
                value = struct.pack(order + "I", starts[value[1]])
            count = len(value) // width[kind]
            if len(value) <= 4:
                heads += struct.pack(order + "HHI", tag, kind, count) + value.ljust(4, b"\0")
            else:
                heads += struct.pack(order + "HHII", tag, kind, count, at + len(bodies))
                bodies += value
        heads += struct.pack(order + "I", 0)
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "I", 8) + heads + bodies + extra


def degrees(degree, minute, second, order="<"):
    """Three fractions, the seconds in hundredths."""
    return struct.pack(order + "6I", degree, 1, minute, 1, round(second * 100), 100)


def exif(order="<"):
    """EXIF with an artist, a comment, a maker note and a position."""
    letters = "utf-16-le" if order == "<" else "utf-16-be"
    return tiff(
        [
            [
                (0x013B, 2, NAME.encode() + b"\0"),
                (0x9C9D, 1, (ARABIC + "\0").encode("utf-16-le")),
                (0x8769, 4, ("directory", 1)),
                (0x8825, 4, ("directory", 2)),
            ],
            [(0x9286, 7, b"UNICODE\0" + ARABIC.encode(letters)), (0x927C, 7, b"\1\2\3owner=" + NAME.encode() + b"\0\xff")],
            [
                (1, 2, b"N\0"),
                (2, 5, degrees(35, 57, 9, order)),
                (3, 2, b"E\0"),
                (4, 5, degrees(39, 0, 45, order)),
                (27, 7, b"ASCII\0\0\0roof of the school"),
            ],
        ],
        order=order,
    )


def segment(marker, raw):
    return b"\xff" + bytes((marker,)) + struct.pack(">H", len(raw) + 2) + raw


def jpeg(*segments, tail=b""):
    """A JPEG with segments after its start."""
    plain = picture("JPEG")
    return plain[:2] + b"".join(segments) + plain[2:] + tail


def chunk(kind, raw):
    return struct.pack(">I", len(raw)) + kind + raw + struct.pack(">I", zlib.crc32(kind + raw))


def png(*chunks, tail=b""):
    """A PNG with chunks after its heading."""
    plain = picture("PNG")
    return plain[:33] + b"".join(chunks) + plain[33:] + tail


def iptc(record, field, raw):
    return struct.pack(">BBBH", 0x1C, record, field, len(raw)) + raw


def resource(number, raw, name=b""):
    named = bytes((len(name),)) + name
    return (
        b"8BIM"
        + struct.pack(">H", number)
        + named
        + b"\0" * (len(named) % 2)
        + struct.pack(">I", len(raw))
        + raw
        + b"\0" * (len(raw) % 2)
    )


def profile(*tags):
    """A colour profile of (signature, tag) pairs."""
    at, table, bodies = 132 + 12 * len(tags), b"", b""
    for signature, raw in tags:
        table += signature + struct.pack(">II", at + len(bodies), len(raw))
        bodies += raw
    size = at + len(bodies)
    head = struct.pack(">I", size) + b"\0" * 32 + b"acsp" + b"\0" * 88
    return head + struct.pack(">I", len(tags)) + table + bodies


def box(kind, *parts):
    raw = b"".join(parts)
    return struct.pack(">I", len(raw) + 8) + kind + raw


def riff(form, *chunks):
    body = form + b"".join(kind + struct.pack("<I", len(raw)) + raw + b"\0" * (len(raw) % 2) for kind, raw in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body
