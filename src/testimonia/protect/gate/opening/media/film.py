"""Files of boxes (MP4, MOV, M4A, 3GP; HEIC, AVIF, JPEG XL): tags, positions, tracks, chapters, subtitles, free space.

Source: ISO/IEC 14496-12 and -30; Apple QuickTime File Format (udta, meta, ilst); 3GPP TS 26.244 (loci).
"""

from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import attempted, forgiving, inner, opaque, said, take, told, trailing, unpack
from testimonia.protect.gate.opening.boxes import Box, boxes
from testimonia.protect.gate.opening.images.heif import open_loose, open_meta
from testimonia.protect.gate.opening.images.positions import position, position_in_iso_6709
from testimonia.protect.gate.opening.images.xmp import open_xmp
from testimonia.protect.gate.opening.media.id3 import open_id3
from testimonia.protect.gate.opening.media.samples import open_samples
from testimonia.protect.gate.pieces import Blob, Found, NotRead

DEEPEST = 16
LEAST_BOX = 8
CONTAINERS = {b"moov", b"mdia", b"minf", b"edts", b"dinf", b"mvex", b"moof", b"traf", b"mfra", b"tref", b"gmhd", b"tapt"}
SILENT = {
    b"ftyp", b"styp", b"mvhd", b"tkhd", b"mdhd", b"elst", b"vmhd", b"smhd", b"nmhd", b"sthd", b"hmhd", b"trex",
    b"tfhd", b"trun",
    b"tfdt", b"mfhd", b"sidx", b"tfra", b"mfro", b"mehd", b"stbl", b"gmin", b"chap", b"hint", b"cdsc", b"load",
    b"ssix", b"elng",
    b"clef", b"prof", b"enof", b"wide",
}  # fmt: skip
TYPES = {13: "image/jpeg", 14: "image/png", 27: "image/bmp"}
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
LANGUAGE_TEXTS = {b"titl", b"dscp", b"cprt", b"perf", b"auth", b"gnre", b"albm", b"kywd", b"coll"}


@forgiving("file of boxes")
def open_film(blob: Blob) -> Iterator[Found]:
    """All boxes of a film or a sound file."""
    data = blob.data
    end = max((box.end for box in whole_boxes(data)), default=0)
    yield from open_boxes(data, 0, end, 1)
    if len(data) - end >= LEAST_BOX:
        yield NotRead("file of boxes", "it is cut off, or something else follows its boxes: repair it")
    yield from trailing(data[end:], "the boxes")


def whole_boxes(data: bytes) -> Iterator[Box]:
    """The boxes up to the first that is damaged."""
    try:
        yield from boxes(data, 0, len(data))
    except ReadError:
        return


def open_boxes(data: bytes, start: int, end: int, depth: int) -> Iterator[Found]:
    """Boxes from ``start`` to ``end``; a part that is damaged doesn't stop the next."""
    if depth > DEEPEST:
        raise ReadError("boxes nested too deep")
    reached = start
    for box in boxes(data, start, end):
        reached = box.end
        if box.kind in CONTAINERS:
            yield from open_boxes(data, box.start, box.end, depth + 1)
        elif box.kind == b"trak":
            yield from open_boxes(data, box.start, box.end, depth + 1)
            yield from attempted(open_samples(data, box), "track")
        elif box.kind not in SILENT and box.kind != b"mdat":
            yield from attempted(open_box(data, box, depth), f"box {box.name}")
    yield from trailing(data[reached:end], "the boxes")


def open_box(data: bytes, box: Box, depth: int) -> Iterator[Found]:
    """One box that may hold text."""
    raw = data[box.start : box.end]
    if box.kind == b"udta":
        yield from open_user_data(data, box, depth)
    elif box.kind == b"meta":
        yield from open_tags(data, box, depth)
    elif box.kind == b"hdlr":
        yield from told(raw[24:].lstrip(bytes(range(32))), "name of a handler")
    elif box.kind == b"uuid" and raw.startswith(XMP_UUID):
        yield from open_xmp(raw[16:])
    elif box.kind == b"ID32":
        yield from open_id3(raw[6:])
    elif box.kind == b"chpl":
        yield from open_chapters(raw)
    elif box.kind == b"emsg":
        yield from opaque(raw, "box emsg")
    else:
        yield from open_loose(data, box)


def open_user_data(data: bytes, udta: Box, depth: int) -> Iterator[Found]:
    """Apple's and 3GPP's texts; what is neither may hold boxes of its own."""
    end = udta.end - 4 if data[udta.end - 4 : udta.end] == b"\0\0\0\0" else udta.end
    for box in boxes(data, udta.start, end):
        raw = data[box.start : box.end]
        if box.kind[:1] == b"\xa9":
            yield from open_apple_texts(raw, f"tag {box.name}")
        elif box.kind == b"loci":
            yield from open_place(raw)
        elif box.kind in LANGUAGE_TEXTS:
            yield from told(raw[6:], f"tag {box.name}")
        else:
            yield from attempted(open_box(data, box, depth + 1), f"box {box.name}")


def open_apple_texts(raw: bytes, title: str) -> Iterator[Found]:
    """Texts, each with its length and language; writers that leave these out are read as plain text."""
    at = 0
    while at + 4 <= len(raw):
        (size,) = unpack(">H", raw, at)
        if at + 4 + size > len(raw):
            break
        yield from with_position(raw[at + 4 : at + 4 + size], title)
        at += 4 + size
    yield from with_position(raw[at:], title)


def with_position(raw: bytes, title: str) -> Iterator[Found]:
    """A text, and the position in it, if it is one."""
    yield from told(raw, title)
    if raw[:1] in (b"+", b"-"):
        yield from position_in_iso_6709(raw.decode("latin-1"), f"position in {title}")


def open_place(raw: bytes) -> Iterator[Found]:
    """A place of 3GPP: name, position in sixteenths of bits, body, notes."""
    name, _, rest = raw[6:].partition(b"\0")
    yield from told(name, "tag loci")
    longitude, latitude = unpack(">ii", rest, 1)
    yield from position(round(latitude / 65536, 5), round(longitude / 65536, 5), "position in tag loci")
    yield from told(rest[13:], "tag loci")


def open_tags(data: bytes, meta: Box, depth: int) -> Iterator[Found]:
    """A meta box: Apple's list of tags with its keys, or items as in HEIF."""
    versioned = data[meta.start + 4 : meta.start + 8] != b"hdlr"
    start = meta.start + 4 if versioned else meta.start
    kinds = {box.kind: box for box in boxes(data, start, meta.end)}
    if b"iinf" in kinds:
        yield from open_meta(data, meta)
    keys = read_keys(data, kinds[b"keys"]) if b"keys" in kinds else []
    for number, key in enumerate(keys, 1):
        yield from told(key, f"key {number}")
    for kind, box in kinds.items():
        if kind == b"ilst":
            yield from open_list(data, box, keys)
        elif kind not in (b"keys", b"iinf", b"iloc", b"idat", b"iprp", b"iref", b"pitm"):
            yield from attempted(open_box(data, box, depth + 1), f"box {box.name}")


def read_keys(data: bytes, box: Box) -> list[bytes]:
    """Names of tags, by number from 1."""
    return [data[key.start : key.end] for key in boxes(data, box.start + 8, box.end)]


def open_list(data: bytes, ilst: Box, keys: list[bytes]) -> Iterator[Found]:
    """Apple's tags: each one or more values, with a name of its own in the case of ``----``."""
    for tag in boxes(data, ilst.start, ilst.end):
        number = int.from_bytes(tag.kind, "big")
        name = f"of key {number}" if 0 < number <= len(keys) else tag.name
        for box in boxes(data, tag.start, tag.end):
            raw = data[box.start : box.end]
            if box.kind in (b"mean", b"name"):
                yield from told(raw[4:], f"tag {name} {box.name}")
            elif box.kind == b"data":
                (kind,) = unpack(">I", raw)
                yield from open_value(kind & 0xFFFFFF, take(raw, 8, len(raw) - 8), f"tag {name}")
            else:
                yield from opaque(raw, f"tag {name}")


def open_value(kind: int, raw: bytes, title: str) -> Iterator[Found]:
    """A value, by its type: 1 UTF-8, 2 UTF-16, 13 and 14 pictures, 21 and 22 numbers."""
    if kind == 2:
        yield from said(raw.decode("utf-16-be", "replace"), title)
    elif kind in TYPES:
        yield inner(raw, "cover", title, TYPES[kind])
    elif kind in (21, 22, 65, 66, 67, 74, 75, 76, 77, 78) and len(raw) <= 8:
        yield from said(str(int.from_bytes(raw, "big")), title)
    elif kind in (1, 4):
        yield from with_position(raw, title)
    else:
        yield from opaque(raw, title)


def open_chapters(raw: bytes) -> Iterator[Found]:
    """Nero's chapters: a time and a title each."""
    at = 9 if raw[:1] == b"\1" else 5
    (count,) = unpack("B", raw, at - 1)
    for number in range(1, count + 1):
        (size,) = unpack("B", raw, at + 8)
        yield from told(take(raw, at + 9, size), f"title of chapter {number}")
        at += 9 + size
