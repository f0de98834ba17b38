"""JPEG: every segment with data of its own, between and after the scans too, and what follows the end marker.

Source: ITU-T T.81, annex B; Adobe XMP Specification Part 3, 1.1.3 (JPEG); CIPA DC-007 (multi-picture format).
"""

import re
from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import attempted, forgiving, inner, opaque, take, told, trailing, unpack
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.opening.images.press import open_resources
from testimonia.protect.gate.opening.images.tiff import open_exif, open_tags
from testimonia.protect.gate.opening.images.xmp import open_xmp
from testimonia.protect.gate.pieces import Blob, Coded, Found, NotRead

START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
APPLICATION = range(0xE0, 0xF0)
TABLES = {*range(0xC0, 0xD0), *range(0xDA, 0xE0)} - {0xC8}
"""Markers whose segments drive the decoder: frames, tables, scans."""
ALONE = {0x01, *range(0xD0, 0xD8)}
NEXT_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
XMP = b"http://ns.adobe.com/xap/1.0/\0"
MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"
PHOTOSHOP = b"Photoshop 3.0\0"


@forgiving("JPEG")
def open_jpeg(blob: Blob) -> Iterator[Found]:
    """All segments of a JPEG."""
    kept: list[tuple[int, bytes]] = []
    data, at = blob.data, 2
    scanning = False
    while True:
        before = at
        at, marker = next_marker(data, at)
        if at - before > 2 and scanning:
            yield Coded(before, at - 2)
        if marker is None:
            yield NotRead("JPEG", "it ends without its end marker: repair it")
            break
        if marker == END:
            yield from trailing(data[at:], "the JPEG")
            break
        if marker == START or marker in ALONE:
            continue
        scanning = marker == SCAN
        (size,) = unpack(">H", data, at)
        if size < 2:
            raise ReadError("a segment without a size")
        segment = take(data, at + 2, size - 2)
        at += size
        if marker == COMMENT:
            yield from told(segment, "JPEG comment")
        elif marker in APPLICATION:
            kept.append((marker, segment))
        elif marker not in TABLES:
            yield from opaque(segment, f"JPEG segment {marker:#04x}")
    yield from open_application(kept)


def next_marker(data: bytes, at: int) -> tuple[int, int | None]:
    """The marker that comes next, over compressed pixels, and the offset after it."""
    match = NEXT_MARKER.search(data, at)
    return (match.end(), data[match.end() - 1]) if match else (len(data), None)


def open_application(segments: list[tuple[int, bytes]]) -> Iterator[Found]:
    """The segments of programs; those that are parts of one thing are put together first."""
    profile: list[tuple[int, bytes]] = []
    packets: dict[bytes, list[tuple[int, bytes]]] = {}
    resources = b""
    for marker, raw in segments:
        if raw.startswith(b"ICC_PROFILE\0") and len(raw) > 14:
            profile.append((raw[12], raw[14:]))
        elif raw.startswith(MORE_XMP):
            guid, _, offset = unpack(">32sII", raw, len(MORE_XMP))
            packets.setdefault(guid, []).append((offset, raw[len(MORE_XMP) + 40 :]))
        elif raw.startswith(PHOTOSHOP):
            resources += raw[len(PHOTOSHOP) :]
        else:
            yield from attempted(open_segment(marker, raw), f"JPEG APP{marker - 0xE0}")
    if resources:
        yield from open_resources(resources)
    if profile:
        yield from open_profile(b"".join(raw for _, raw in sorted(profile)))
    for parts in packets.values():
        yield from open_xmp(b"".join(raw for _, raw in sorted(parts)), "extended XMP")


def open_segment(marker: int, raw: bytes) -> Iterator[Found]:
    """One segment of a program, complete in itself."""
    title = f"JPEG APP{marker - 0xE0}"
    if raw.startswith(b"Exif\0"):
        yield from open_exif(raw)
    elif raw.startswith(XMP):
        yield from open_xmp(raw[len(XMP) :])
    elif raw.startswith(b"MPF\0"):
        yield from open_tags(raw[4:], "JPEG multi-picture")
    elif raw.startswith(b"JFIF\0"):
        width, height = unpack(">BB", raw, 12)
        yield from opaque(raw[14 + 3 * width * height :], f"{title} after JFIF")
    elif raw.startswith(b"JFXX\0\x10"):
        yield inner(raw[6:], "thumbnail.jpg", f"{title} thumbnail", "image/jpeg")
    elif raw.startswith(b"Adobe") and len(raw) == 12:
        return
    else:
        yield from opaque(raw, title)
