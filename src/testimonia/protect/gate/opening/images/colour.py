"""ICC colour profiles: the texts in them (description, maker, copyright) and the strings of tags that aren't colour.

Source: ICC.1:2022, 7.2 to 7.3 and 10.
"""

from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import Ration, attempted, opaque, said, take, told, trailing, unpack
from testimonia.protect.gate.pieces import Found

MOST_TAGS = 200
COLOUR = {
    b"curv", b"para", b"XYZ ", b"mft1", b"mft2", b"mAB ", b"mBA ", b"sf32", b"uf32", b"chrm", b"meas", b"view",
    b"sig ", b"vcgt",
    b"mpet", b"dtim", b"ui08", b"ui16", b"ui32", b"cicp", b"ncl2", b"clrt", b"bfd ", b"devs", b"mmod",
}  # fmt: skip


def open_profile(data: bytes) -> Iterator[Found]:
    """Everything in a profile that is text."""
    return attempted(open_all(data), "ICC profile")


def open_all(data: bytes) -> Iterator[Found]:
    """Texts by tag; raises on damage."""
    (size,) = unpack(">I", data)
    yield from opaque(take(data, 4, 124)[76:], "ICC profile heading")
    (count,) = unpack(">I", data, 128)
    if count > MOST_TAGS:
        raise ReadError(f"more than {MOST_TAGS} tags")
    seen = set()
    ration = Ration(data)
    for index in range(count):
        signature, at, length = unpack(">4sII", data, 132 + 12 * index)
        if (at, length) not in seen:
            seen.add((at, length))
            yield from open_tag(ration.take(at, length), f"ICC profile {signature.decode('latin-1').strip()}")
    yield from trailing(data[max(size, 128) :], "the ICC profile")


def open_tag(raw: bytes, place: str) -> Iterator[Found]:
    """The text of a tag, by its type."""
    kind = raw[:4]
    if kind == b"text":
        yield from told(raw[8:], place)
    elif kind == b"mluc":
        count, step = unpack(">II", raw, 8)
        for index in range(min(count, 200)):
            length, at = unpack(">II", raw, 16 + index * step + 4)
            yield from said(take(raw, at, length).decode("utf-16-be", "replace"), place)
    elif kind not in COLOUR:
        yield from opaque(raw[4:], place)
