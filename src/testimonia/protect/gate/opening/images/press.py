"""Photoshop's image resources and the IPTC fields of the press in them.

Source: Adobe Photoshop File Formats Specification, "Image Resource Blocks"; IPTC-NAA IIM 4.2.
"""

from collections.abc import Iterator

from testimonia.protect.gate.opening.bounded import attempted, inner, opaque, take, told, unpack
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.opening.images.xmp import open_xmp
from testimonia.protect.gate.pieces import Found

FIELDS = {
    5: "ObjectName", 7: "EditStatus", 15: "Category", 25: "Keywords", 40: "SpecialInstructions", 55: "DateCreated",
    65: "Program",
    80: "By-line", 85: "By-lineTitle", 90: "City", 92: "Sub-location", 95: "Province", 100: "CountryCode", 101: "Country",
    103: "OriginalTransmissionReference", 105: "Headline", 110: "Credit", 115: "Source", 116: "CopyrightNotice", 118: "Contact",
    120: "Caption", 122: "Writer",
}  # fmt: skip
NUMBERS_ONLY = {0x03ED, 0x03F3, 0x03F5, 0x0406, 0x0408, 0x040A, 0x040D, 0x0411, 0x0414, 0x0419, 0x0426, 0x0428, 0x0425, 0x2710}
"""Resources that are flags and sizes."""


def open_resources(data: bytes) -> Iterator[Found]:
    """All resources of a Photoshop block."""
    return attempted(open_all_resources(data), "Photoshop resources")


def open_all_resources(data: bytes) -> Iterator[Found]:
    """Resources one after another; raises on damage."""
    at = 0
    while at + 12 <= len(data):
        _, number, length = unpack(">4sHB", data, at)
        yield from told(take(data, at + 7, length), f"name of Photoshop resource {number:#06x}")
        at += 6 + (length + 2) // 2 * 2
        (size,) = unpack(">I", data, at)
        yield from open_resource(number, take(data, at + 4, size))
        at += 4 + (size + 1) // 2 * 2
    yield from opaque(data[at:].strip(b"\0"), "Photoshop resources")


def open_resource(number: int, raw: bytes) -> Iterator[Found]:
    """One resource, by its number."""
    if number == 0x0404:
        yield from open_iptc(raw)
    elif number in (0x0409, 0x040C):
        yield inner(raw[28:], "thumbnail.jpg", "Photoshop thumbnail", "image/jpeg")
    elif number == 0x0424:
        yield from open_xmp(raw)
    elif number == 0x040F:
        yield from open_profile(raw)
    elif number in (0x0422, 0x0423):
        yield inner(raw, "exif.tif", "Photoshop EXIF", "image/tiff")
    elif number not in NUMBERS_ONLY:
        yield from opaque(raw, f"Photoshop resource {number:#06x}")


def open_iptc(data: bytes) -> Iterator[Found]:
    """All fields of an IPTC block."""
    return attempted(open_all_fields(data), "IPTC")


def open_all_fields(data: bytes) -> Iterator[Found]:
    """Fields one after another; raises on damage."""
    at = 0
    while at + 5 <= len(data):
        marker, record, field, size = unpack(">BBBH", data, at)
        if marker != 0x1C:
            break
        at += 5
        if size & 0x8000:
            width = size & 0x7FFF
            size = int.from_bytes(take(data, at, width)[:8], "big")
            at += width
        if (record, field) not in ((1, 0), (1, 90), (2, 0)):
            yield from told(take(data, at, size), f"IPTC {record}:{field} {FIELDS.get(field, '')}".rstrip())
        at += size
    yield from opaque(data[at:].strip(b"\0"), "IPTC")
