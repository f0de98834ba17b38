"""TIFF and EXIF: every tag of every directory, positions, thumbnails, maker notes, and what no directory points to.

Source: TIFF 6.0; BigTIFF (Aware Systems); EXIF 2.32 (JEITA CP-3451) for the tags and the GPS directory.
"""

from collections import deque
from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import Ration, attempted, forgiving, inner, opaque, said, take, told, unpack
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.opening.images.positions import from_sexagesimal, position
from testimonia.protect.gate.opening.images.press import open_iptc, open_resources
from testimonia.protect.gate.opening.images.xmp import open_xmp
from testimonia.protect.gate.pieces import Blob, Found

MOST_DIRECTORIES = 1000
MOST_TAGS = 2000
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of one value, by TIFF type."""
WHOLE = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
SUB_DIRECTORIES = {0x014A: "", 0x8769: "EXIF", 0x8825: "EXIF GPS", 0xA005: "EXIF Interoperability"}
STRIPS, STRIP_SIZES, TILES, TILE_SIZES = 0x0111, 0x0117, 0x0144, 0x0145
THUMBNAIL, THUMBNAIL_SIZE = 0x0201, 0x0202
COMMENT_FORMS = {b"ASCII\0\0\0": "", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "iso2022_jp"}
NAMES = {
    0x010D: "DocumentName", 0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x011D: "PageName", 0x0131: "Software",
    0x0132: "DateTime", 0x013B: "Artist", 0x013C: "HostComputer", 0x8298: "Copyright", 0x9286: "UserComment",
    0x927C: "MakerNote",
    0x9C9B: "XPTitle", 0x9C9C: "XPComment", 0x9C9D: "XPAuthor", 0x9C9E: "XPKeywords", 0x9C9F: "XPSubject",
    0xA420: "ImageUniqueID",
    0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber", 0xA433: "LensMake", 0xA434: "LensModel", 0xA435: "LensSerialNumber",
    0xA480: "GDAL metadata", 0xC614: "UniqueCameraModel", 0xC62F: "CameraSerialNumber", 0xC68B: "OriginalRawFileName",
}  # fmt: skip
GPS_NAMES = {7: "TimeStamp", 27: "ProcessingMethod", 28: "AreaInformation", 29: "DateStamp"}


class Tag(Struct, frozen=True):
    """One entry of a directory: its number, type, and the bytes of its values."""

    number: int
    kind: int
    raw: bytes


class Layout(Struct, frozen=True):
    """How a TIFF writes its numbers."""

    order: str
    big: bool

    @property
    def counter(self) -> str:
        """Form of the number of entries."""
        return self.order + ("Q" if self.big else "H")

    @property
    def pointer(self) -> str:
        """Form of an offset."""
        return self.order + ("Q" if self.big else "I")

    @property
    def entry(self) -> str:
        """Form of an entry, without its value."""
        return self.order + ("HHQ" if self.big else "HHI")


@forgiving("TIFF")
def open_tiff(blob: Blob) -> Iterator[Found]:
    """A TIFF file."""
    yield from open_tags(blob.data, "TIFF")


def open_exif(data: bytes) -> Iterator[Found]:
    """A block of EXIF, with or without its heading; damage in it doesn't stop the file around it."""
    if data.startswith(b"Exif\0"):
        data = data[6:]
    return attempted(open_tags(data, "EXIF"), "EXIF")


def open_tags(data: bytes, title: str) -> Iterator[Found]:
    """All directories, in order, and the strings in bytes that none of them points to."""
    layout, first = read_heading(data)
    used: list[tuple[int, int]] = [(0, 16 if layout.big else 8)]
    waiting = deque([(first, title)])
    ration = Ration(data)
    seen: set[int] = set()
    while waiting:
        at, name = waiting.popleft()
        if at in seen or not at:
            continue
        seen.add(at)
        if len(seen) > MOST_DIRECTORIES:
            raise ReadError(f"more than {MOST_DIRECTORIES} directories")
        tags, following = read_directory(ration, at, layout, used)
        waiting.append((following, title))
        for tag in tags:
            if tag.number in SUB_DIRECTORIES and tag.kind in WHOLE:
                waiting.extend((offset, SUB_DIRECTORIES[tag.number] or name) for offset in numbers(tag, layout)[:64])
        if name.endswith("GPS"):
            yield from open_position({tag.number: tag for tag in tags}, layout)
        yield from open_directory(data, tags, name, layout, used)
    yield from open_gaps(data, used, title)


def read_heading(data: bytes) -> tuple[Layout, int]:
    """Byte order, and where the first directory is."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None:
        raise ReadError("no TIFF heading")
    (magic,) = unpack(order + "H", data, 2)
    if magic == 43:
        return Layout(order=order, big=True), unpack(order + "Q", data, 8)[0]
    return Layout(order=order, big=False), unpack(order + "I", data, 4)[0]


def read_directory(ration: Ration, at: int, layout: Layout, used: list[tuple[int, int]]) -> tuple[list[Tag], int]:
    """The tags of a directory, and where the next one is (0 = none)."""
    data = ration.data
    (count,) = unpack(layout.counter, data, at)
    if count > MOST_TAGS:
        raise ReadError(f"a directory of more than {MOST_TAGS} tags")
    start, step, room = (at + 8, 20, 8) if layout.big else (at + 2, 12, 4)
    tags = []
    for entry in range(start, start + count * step, step):
        number, kind, values = unpack(layout.entry, data, entry)
        size = SIZES.get(kind, 1) * values
        where = entry + step - room
        if size > room:
            (where,) = unpack(layout.pointer, data, where)
            used.append((where, where + size))
        tags.append(Tag(number=number, kind=kind, raw=ration.take(where, size)))
    end = start + count * step
    used.append((at, end + room))
    following = unpack(layout.pointer, data, end)[0] if end + room <= len(data) else 0
    return tags, following


def open_directory(data: bytes, tags: list[Tag], name: str, layout: Layout, used: list[tuple[int, int]]) -> Iterator[Found]:
    """What each tag holds, the thumbnail, and which bytes are pixels."""
    whole = {tag.number: numbers(tag, layout) for tag in tags if tag.kind in WHOLE and tag.number < 0x0300}
    for places, sizes in ((STRIPS, STRIP_SIZES), (TILES, TILE_SIZES)):
        used.extend((at, at + size) for at, size in zip(whole.get(places, ()), whole.get(sizes, ()), strict=False))
    if whole.get(THUMBNAIL) and whole.get(THUMBNAIL_SIZE):
        at, size = whole[THUMBNAIL][0], whole[THUMBNAIL_SIZE][0]
        used.append((at, at + size))
        yield inner(take(data, at, size), "thumbnail.jpg", f"{name} thumbnail", "image/jpeg")
    for tag in tags:
        yield from open_tag(tag, name, layout)


def numbers(tag: Tag, layout: Layout) -> list[int]:
    """Values of a tag of whole numbers."""
    form = WHOLE[tag.kind]
    return list(unpack(f"{layout.order}{len(tag.raw) // SIZES[tag.kind]}{form}", tag.raw))


def fractions(tag: Tag, layout: Layout) -> list[Fraction]:
    """Values of a tag of fractions; one over nought is nought."""
    pairs = unpack(f"{layout.order}{len(tag.raw) // 8 * 2}I", tag.raw)
    return [Fraction(over, under) if under else Fraction(0) for over, under in zip(pairs[::2], pairs[1::2], strict=True)]


def open_tag(tag: Tag, name: str, layout: Layout) -> Iterator[Found]:
    """The text, the packet or the strings in a tag."""
    gps = name.endswith("GPS")
    title = f"{name} {(GPS_NAMES if gps else NAMES).get(tag.number, f'tag {tag.number:#06x}')}"
    if not gps and tag.number == 0x02BC:
        yield from open_xmp(tag.raw)
    elif not gps and tag.number == 0x83BB:
        yield from open_iptc(tag.raw)
    elif not gps and tag.number == 0x8649:
        yield from open_resources(tag.raw)
    elif not gps and tag.number == 0x8773:
        yield from open_profile(tag.raw)
    elif 0x9C9B <= tag.number <= 0x9C9F:
        yield from said(tag.raw.decode("utf-16-le", "replace"), title)
    elif tag.number == 0x9286 or (gps and tag.number in (27, 28)):
        yield from open_comment(tag.raw, title, layout)
    elif tag.kind == 2 and not (gps and len(tag.raw) <= 2):
        yield from told(tag.raw, title)
    elif (tag.kind in (1, 6, 7) and len(tag.raw) >= 4) or tag.kind not in SIZES:
        yield from opaque(tag.raw, title)


def open_comment(raw: bytes, title: str, layout: Layout) -> Iterator[Found]:
    """A text that says its character set in its first eight bytes."""
    form = COMMENT_FORMS.get(raw[:8])
    if form is None:
        yield from told(raw[8:] if raw.startswith(b"\0" * 8) else raw, title)
    elif form == "utf-16":
        yield from said(raw[8:].decode("utf-16-le" if layout.order == "<" else "utf-16-be", "replace"), title)
        yield from said(
            raw[8:].decode("utf-16-be" if layout.order == "<" else "utf-16-le", "ignore"), f"{title}, other byte order"
        )
    elif form:
        yield from said(raw[8:].decode(form, "replace"), title)
    else:
        yield from told(raw[8:], title)


def open_position(tags: dict[int, Tag], layout: Layout) -> Iterator[Found]:
    """Where the picture was taken, and where it points to, in decimal degrees."""
    for sides, title in (((1, 2, 3, 4), "EXIF GPS"), ((19, 20, 21, 22), "EXIF GPS destination")):
        if not all(number in tags and tags[number].kind in (5, 10) for number in sides[1::2]):
            continue
        values = [fractions(tags[number], layout) for number in sides[1::2]]
        ways = [tags[number].raw[:1].decode("latin-1") if number in tags else "" for number in sides[::2]]
        coarse = all(not any(parts[1:]) for parts in values)
        latitude, longitude = (from_sexagesimal(parts, way) for parts, way in zip(values, ways, strict=True))
        yield from position(latitude, longitude, title, decimals=1 if coarse else 4)


def open_gaps(data: bytes, used: list[tuple[int, int]], title: str) -> Iterator[Found]:
    """Strings in the bytes that no directory points to: filling as a rule, a hiding place at times."""
    reached = 0
    for start, end in [*sorted(used), (len(data), len(data))]:
        if start > reached and data[reached:start].strip(b"\0\xff"):
            yield from opaque(data[reached:start], f"unreferenced bytes of {title}")
        reached = max(reached, end)
