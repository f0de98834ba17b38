"""PNG: every chunk of text, EXIF, profiles, private chunks, more pixels than there are, and what follows the end.

Source: W3C PNG Specification (third edition), 11; ImageMagick's "Raw profile type" texts.
"""

import re
import zlib
from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import (
    MOST_INFLATED,
    attempted,
    forgiving,
    inflate,
    label,
    opaque,
    take,
    told,
    trailing,
    unpack,
)
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.opening.images.press import open_resources
from testimonia.protect.gate.opening.images.tiff import open_exif
from testimonia.protect.gate.opening.images.xmp import open_xmp
from testimonia.protect.gate.pieces import Blob, Coded, Found, NotRead

SILENT = {
    b"PLTE", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"tIME",
    b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
"""Chunks of numbers only."""
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
STEP = 2**18
RAW_PROFILE = re.compile(rb"\s*\w+\s+(\d+)\s+([0-9A-Fa-f\s]*)")


@forgiving("PNG")
def open_png(blob: Blob) -> Iterator[Found]:
    """All chunks of a PNG."""
    data, at = blob.data, 8
    pixels = Pixels(most=blob.allowance)
    while at < len(data):
        size, kind = unpack(">I4s", data, at)
        chunk = take(data, at + 8, size)
        at += size + 12
        if kind == b"IHDR":
            pixels.expect(*unpack(">IIBBxxB", chunk))
        elif kind == b"IDAT":
            yield Coded(at - size - 4, at - 4)
            yield from pixels.add(chunk)
        elif kind == b"IEND":
            yield from opaque(chunk, "PNG chunk IEND")
            yield from trailing(data[at:], "the PNG")
            return
        elif kind not in SILENT:
            yield from attempted(open_chunk(kind, chunk), f"PNG chunk {kind.decode('latin-1')}")
    yield NotRead("PNG", "it ends without its end chunk: repair it")


def open_chunk(kind: bytes, chunk: bytes) -> Iterator[Found]:
    """One chunk that may hold text."""
    if kind in (b"tEXt", b"zTXt"):
        keyword, _, value = chunk.partition(b"\0")
        yield from open_text(keyword, inflate(value[1:]) if kind == b"zTXt" else value)
    elif kind == b"iTXt":
        keyword, _, rest = chunk.partition(b"\0")
        (packed,) = unpack("B", rest)
        language, _, rest2 = rest[2:].partition(b"\0")
        translated, _, value = rest2.partition(b"\0")
        yield from told(language, "PNG text language")
        yield from told(translated, "PNG text keyword")
        yield from open_text(keyword, inflate(value) if packed else value)
    elif kind == b"eXIf":
        yield from open_exif(chunk)
    elif kind == b"iCCP":
        name, _, value = chunk.partition(b"\0")
        yield from told(name, "PNG profile name")
        yield from open_profile(inflate(value[1:]))
    elif kind == b"sPLT":
        yield from told(chunk.partition(b"\0")[0], "PNG palette name")
    else:
        yield from opaque(chunk, f"PNG chunk {kind.decode('latin-1')}")


def open_text(keyword: bytes, value: bytes) -> Iterator[Found]:
    """A keyword and its text; profiles written in hexadecimal are read as what they are."""
    title = f"PNG text {label(keyword.decode('latin-1'))}"
    if keyword == b"XML:com.adobe.xmp":
        yield from open_xmp(value)
        return
    yield from told(keyword, "PNG text keyword")
    match = RAW_PROFILE.fullmatch(value) if keyword.startswith(b"Raw profile type") else None
    if match is None:
        yield from told(value, title)
        return
    raw = bytes.fromhex(match[2].decode("ascii"))[: int(match[1])]
    if raw.startswith(b"Exif\0"):
        yield from open_exif(raw)
    elif raw.startswith(b"8BIM"):
        yield from open_resources(raw)
    elif raw.lstrip().startswith(b"<"):
        yield from open_xmp(raw)
    elif raw[36:40] == b"acsp":
        yield from open_profile(raw)
    else:
        yield from opaque(raw.removeprefix(b"http://ns.adobe.com/xap/1.0/\0"), title)


class Pixels:
    """Follows the compressed rows without keeping them, to see whether more was packed in than the picture has."""

    def __init__(self, *, most: int) -> None:
        self.machine = zlib.decompressobj()
        self.most = most
        self.due = 0
        self.grown = 0
        self.done = False

    def expect(self, width: int, height: int, depth: int, colour: int, interlaced: int) -> None:
        """Set how many bytes the rows have, from the heading; interlacing adds up to a byte a row and pass."""
        bits = depth * CHANNELS.get(colour, 4)
        self.due = height * (1 + (width * bits + 7) // 8)
        if interlaced:
            self.due += 7 * (height + 8) + height * bits

    def add(self, chunk: bytes) -> Iterator[Found]:
        """Follow one more chunk; bytes after the stream are a hiding place."""
        while chunk and not self.done:
            rows = self.machine.decompress(chunk, STEP)
            self.grown += len(rows)
            chunk = self.machine.unconsumed_tail
            if self.grown > self.due:
                self.done = True
                yield from opaque(rows[-(self.grown - self.due) :], "PNG rows beyond the picture")
                yield NotRead("PNG pixels", "more rows than the picture has: save it anew")
            elif self.grown > max(self.most, MOST_INFLATED):
                raise ReadError("the pixels grow beyond the limit")
            elif self.machine.eof:
                self.done = True
                yield from trailing(self.machine.unused_data, "the PNG pixels")
                return
        if self.done and chunk:
            yield from trailing(chunk, "the PNG pixels")
