"""HEIC, AVIF, JPEG XL and JPEG 2000: EXIF, XMP and every item that isn't a picture, free space, and names.

Source: ISO/IEC 23008-12 (HEIF), 6; ISO/IEC 14496-12, 8.11 (meta, iloc, iinf); ISO/IEC 15444-1, annexes A and I;
ISO/IEC 18181-2 (JPEG XL boxes).
"""

from collections.abc import Iterator

from msgspec import Struct

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import (
    Ration,
    attempted,
    forgiving,
    inner,
    opaque,
    said,
    take,
    told,
    trailing,
    unpack,
)
from testimonia.protect.gate.opening.boxes import Box, boxes
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.opening.images.tiff import open_exif
from testimonia.protect.gate.opening.images.xmp import open_xmp
from testimonia.protect.gate.pieces import Blob, Found, NotRead

MOST_ITEMS = 10_000
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
EXIF_UUID = b"JpgTiffExif->JP2"
IPTC_UUID = bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38")
PICTURES = {b"hvc1", b"hev1", b"av01", b"grid", b"iovl", b"iden", b"lhv1", b"avc1", b"tmap", b"vvc1"}


class Item(Struct, frozen=True):
    """An item of a HEIF file, as its heading says it."""

    kind: bytes
    name: bytes
    media_type: bytes


def open_loose(data: bytes, box: Box) -> Iterator[Found]:
    """A box of no picture: XMP and EXIF by their identifiers, else the strings in it."""
    raw = data[box.start : box.end]
    if box.kind == b"uuid" and raw.startswith(XMP_UUID):
        yield from open_xmp(raw[16:])
    elif box.kind == b"uuid" and raw.startswith(EXIF_UUID):
        yield from open_exif(raw[16:])
    elif box.kind == b"uuid" and raw.startswith(IPTC_UUID):
        yield from told(raw[16:], "IPTC")
    elif box.kind == b"Exif":
        yield from open_exif(raw[4 + unpack(">I", raw)[0] :])
    elif box.kind == b"brob":
        yield NotRead("box brob", "compressed with Brotli, which is not read: leave it out")
    elif box.kind in (b"jxlc", b"jxlp", b"jbrd", b"jxli", b"jxll"):
        return
    elif box.kind == b"xml ":
        yield inner(raw, "box.xml", "box xml", "application/xml")
    elif box.kind in (b"free", b"skip"):
        yield from trailing(raw, f"the boxes ({box.name})")
    else:
        yield from opaque(raw, f"box {box.name}")


def open_meta(data: bytes, meta: Box) -> Iterator[Found]:
    """Items by their headings, and the boxes beside them."""
    items: dict[int, Item] = {}
    extents: dict[int, list[tuple[int, int, int]]] = {}
    local = b""
    for box in boxes(data, meta.start + 4, meta.end):
        if box.kind == b"iinf":
            items = read_items(data, box)
        elif box.kind == b"iloc":
            extents = read_places(data, box)
        elif box.kind == b"idat":
            local = data[box.start : box.end]
        elif box.kind == b"iprp":
            yield from open_properties(data, box)
        elif box.kind == b"hdlr":
            yield from told(data[box.start + 24 : box.end], "name of a handler")
        elif box.kind not in (b"pitm", b"iref", b"grpl", b"dinf"):
            yield from opaque(data[box.start + 4 : box.end], f"box {box.name}")
    ration = Ration(data)
    for number, item in items.items():
        parts = []
        for method, at, size in extents.get(number, ()):
            parts.append(take(local if method == 1 else data, at, size or max(len(data) - at, 0)))
            ration.count(len(parts[-1]))
        raw = b"".join(parts)
        yield from told(item.name, f"name of item {number}")
        yield from attempted(open_item(item, raw), f"item {number}")


def read_items(data: bytes, box: Box) -> dict[int, Item]:
    """Kind, name and media type of each item, by number."""
    version = data[box.start]
    first = box.start + (6 if version == 0 else 8)
    items = {}
    for entry in boxes(data, first, box.end):
        version = data[entry.start]
        if version < 2:
            continue
        form = ">H2x4s" if version == 2 else ">I2x4s"
        number, kind = unpack(form, data, entry.start + 4)
        rest = data[entry.start + (12 if version == 2 else 14) : entry.end].split(b"\0")
        items[number] = Item(
            kind=kind, name=rest[0], media_type=rest[1] if len(rest) > 1 and kind in (b"mime", b"uri ") else b""
        )
    return items


def read_places(data: bytes, box: Box) -> dict[int, list[tuple[int, int, int]]]:
    """Where each item is: (method, offset, size) of its parts; method 0 = in the file, 1 = in the meta box, 2 = in an item."""
    version, sizes = unpack(">B3xH", data, box.start)
    at = box.start + 6
    widths = [sizes >> shift & 15 for shift in (12, 8, 4, 0)]
    wide = version == 2
    (count,) = unpack(">I" if wide else ">H", data, at)
    at += 4 if wide else 2
    if count > MOST_ITEMS:
        raise ReadError(f"more than {MOST_ITEMS} items")
    places: dict[int, list[tuple[int, int, int]]] = {}
    ration = Ration(data)
    for _ in range(count):
        (number,) = unpack(">I" if wide else ">H", data, at)
        at += 4 if wide else 2
        method = unpack(">H", data, at)[0] & 15 if version else 0
        at += (2 if version else 0) + 2
        base, at = number_at(data, at, widths[2])
        (parts,) = unpack(">H", data, at)
        at += 2
        ration.count(16 * parts)
        for _ in range(parts):
            if version:
                _, at = number_at(data, at, widths[3])
            offset, at = number_at(data, at, widths[0])
            size, at = number_at(data, at, widths[1])
            places.setdefault(number, []).append((method, base + offset, size))
    return places


def number_at(data: bytes, at: int, width: int) -> tuple[int, int]:
    """A whole number of the given width in bytes, and the offset after it."""
    return int.from_bytes(take(data, at, width), "big"), at + width


def open_item(item: Item, raw: bytes) -> Iterator[Found]:
    """One item, by its kind."""
    if item.kind == b"Exif":
        (skip,) = unpack(">I", raw)
        yield from open_exif(raw[4 + skip :])
    elif item.kind == b"mime" and b"xml" in item.media_type:
        yield from open_xmp(raw)
    elif item.kind == b"mime":
        yield inner(raw, "", "item", item.media_type.decode("latin-1"))
    elif item.kind == b"jpeg":
        yield inner(raw, "item.jpg", "item", "image/jpeg")
    elif item.kind not in PICTURES:
        yield from opaque(raw, f"item {item.kind.decode('latin-1')}")


def open_properties(data: bytes, iprp: Box) -> Iterator[Found]:
    """Colour profiles and texts among the properties of items."""
    for container in boxes(data, iprp.start, iprp.end):
        if container.kind != b"ipco":
            continue
        for box in boxes(data, container.start, container.end):
            raw = data[box.start : box.end]
            if box.kind == b"colr" and raw[:4] in (b"prof", b"rICC"):
                yield from open_profile(raw[4:])
            elif box.kind == b"udes":
                yield from said(raw[4:].decode("utf-8", "replace").replace("\0", "\n"), "description of an item")
            elif box.kind not in (b"hvcC", b"av1C", b"ispe", b"pixi", b"irot", b"imir", b"clap", b"pasp", b"colr"):
                yield from opaque(raw, f"property {box.name}")


@forgiving("JPEG 2000")
def open_jp2(blob: Blob) -> Iterator[Found]:
    """Boxes of a JPEG 2000 file, and the comments in its code stream."""
    data = blob.data
    if data.startswith(b"\xff\x4f\xff\x51"):
        yield from open_codestream(data)
        return
    for box in boxes(data, 0, len(data)):
        if box.kind == b"jp2c":
            yield from open_codestream(data[box.start : box.end])
        elif box.kind == b"jp2h":
            for part in boxes(data, box.start, box.end):
                raw = data[part.start : part.end]
                if part.kind == b"colr" and raw[:1] in (b"\x02", b"\x03"):
                    yield from open_profile(raw[3:])
                elif part.kind not in (b"ihdr", b"colr", b"bpcc", b"pclr", b"cmap", b"cdef", b"res "):
                    yield from opaque(raw, f"box {part.name}")
        elif box.kind not in (b"jP  ", b"ftyp"):
            yield from open_loose(data, box)


def open_codestream(data: bytes) -> Iterator[Found]:
    """Comments in the main heading of a code stream, and what follows its end."""
    at = 2
    while True:
        marker, size = unpack(">HH", data, at)
        if marker == 0xFF90:
            break
        if size < 2:
            raise ReadError("a segment without a size")
        if marker == 0xFF64:
            yield from told(take(data, at + 6, size - 4), "JPEG 2000 comment")
        at += 2 + size
    end = data.rfind(b"\xff\xd9")
    if end < 0:
        raise ReadError("the code stream has no end")
    yield from trailing(data[end + 2 :], "the JPEG 2000 code stream")
