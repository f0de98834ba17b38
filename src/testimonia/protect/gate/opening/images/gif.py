"""GIF: comments, plain texts, application blocks, and what follows the end.

Source: CompuServe GIF89a Specification; Adobe XMP Specification Part 3, 1.1.2 (GIF).
"""

from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import forgiving, opaque, take, told, trailing, unpack
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.opening.images.xmp import open_xmp
from testimonia.protect.gate.pieces import Blob, Found, NotRead

COMMENT, PLAIN_TEXT, APPLICATION, CONTROL = 0xFE, 0x01, 0xFF, 0xF9
XMP_ENDING = 258
"""Bytes of the magic trailer after a packet, its terminator included: it lets readers that see sub-blocks skip the packet."""


@forgiving("GIF")
def open_gif(blob: Blob) -> Iterator[Found]:
    """All blocks of a GIF."""
    data = blob.data
    at = 13 + table_size(unpack("B", data, 10)[0])
    while at < len(data):
        kind = data[at]
        if kind == 0x3B:
            yield from trailing(data[at + 1 :], "the GIF")
            return
        if kind == 0x2C:
            at += 10 + table_size(unpack("B", data, at + 9)[0]) + 1
            _, at = sub_blocks(data, at, keep=False)
        elif kind == 0x21:
            found, at = open_extension(data, at + 1)
            yield from found
        elif kind == 0:
            at += 1
        else:
            raise ReadError("a block of no known kind")
    yield NotRead("GIF", "it ends without its end mark: repair it")


def table_size(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def sub_blocks(data: bytes, at: int, *, keep: bool = True) -> tuple[bytes, int]:
    """The data of a chain of sub-blocks, and the offset after it."""
    kept: list[bytes] = []
    while True:
        (size,) = unpack("B", data, at)
        if not size:
            return b"".join(kept), at + 1
        if keep:
            kept.append(take(data, at + 1, size))
        at += 1 + size


def open_extension(data: bytes, at: int) -> tuple[Iterator[Found], int]:
    """What an extension holds, and the offset after it."""
    (kind,) = unpack("B", data, at)
    if kind == APPLICATION and data[at + 2 : at + 13] == b"XMP DataXMP":
        end = data.find(b"\x01\xff\xfe", at + 13)
        if end >= 0:
            return open_xmp(data[at + 13 : end]), end + XMP_ENDING
    raw, after = sub_blocks(data, at + 1)
    if kind == COMMENT:
        return told(raw, "GIF comment"), after
    if kind == PLAIN_TEXT:
        return told(raw[12:], "GIF plain text"), after
    if kind == APPLICATION and raw.startswith(b"ICCRGBG1012"):
        return open_profile(raw[11:]), after
    if kind == APPLICATION and raw.startswith((b"NETSCAPE2.0", b"ANIMEXTS1.0")) and len(raw) <= 20:
        return iter(()), after
    if kind == CONTROL:
        return opaque(raw[4:], "GIF control block"), after
    return opaque(raw, "GIF application block" if kind == APPLICATION else "GIF block"), after
