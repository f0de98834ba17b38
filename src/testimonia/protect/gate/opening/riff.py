"""RIFF containers: WebP, WAV, AVI. Every chunk that isn't picture or sound.

Source: Microsoft RIFF (Multimedia Programming Interface 1.0); Google, WebP Container Specification; EBU Tech 3285 (bext).
"""

from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import attempted, forgiving, inner, opaque, told, trailing, unpack
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.opening.images.tiff import open_exif
from testimonia.protect.gate.opening.images.xmp import open_xmp
from testimonia.protect.gate.opening.media.id3 import open_id3
from testimonia.protect.gate.pieces import Blob, Coded, Found, NotRead

MOST_CHUNKS = 200_000
DEEPEST = 8
SILENT = {
    b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"data", b"fmt ", b"fact", b"idx1", b"avih", b"strh", b"strf",
    b"indx", b"dmlh",
    b"PEAK", b"peak", b"smpl", b"inst", b"wavl", b"slnt", b"vprp",
}  # fmt: skip
"""Chunks of picture, sound or numbers."""
COMPRESSED = {b"VP8 ", b"VP8L", b"ALPH"}
"""Those that hold nothing but compressed pixels."""


@forgiving("RIFF")
def open_riff(blob: Blob) -> Iterator[Found]:
    """All chunks of all RIFF parts, and what follows them."""
    data, at = blob.data, 0
    while data[at : at + 4] in (b"RIFF", b"RF64"):
        (size,) = unpack("<I", data, at + 4)
        end = len(data) if size == 0xFFFFFFFF else at + 8 + size
        yield from open_chunks(data, at + 12, min(end, len(data)), 1)
        if end > len(data):
            yield NotRead("RIFF", "it is cut off: repair it")
            return
        at = end + (end - at) % 2
    yield from trailing(data[at:], "the RIFF file")


def open_chunks(data: bytes, at: int, end: int, depth: int) -> Iterator[Found]:
    """Chunks from ``at`` to ``end``."""
    if depth > DEEPEST:
        raise ReadError("lists nested too deep")
    while at + 8 <= end:
        kind, size = unpack("<4sI", data, at)
        start, stop = at + 8, min(at + 8 + size, end)
        at = start + size + size % 2
        if kind == b"LIST" and data[start : start + 4] != b"movi":
            yield from open_chunks(data, start + 4, stop, depth + 1)
        elif kind == b"ANMF":
            yield from open_chunks(data, start + 16, stop, depth + 1)
        elif kind in COMPRESSED:
            yield Coded(start, stop)
        elif kind not in SILENT and kind != b"LIST":
            yield from attempted(open_chunk(kind, data[start:stop]), f"chunk {kind.decode('latin-1').strip()}")
    yield from opaque(data[min(at, end) : end], "the end of a RIFF list")


def open_chunk(kind: bytes, raw: bytes) -> Iterator[Found]:
    """One chunk that may hold text."""
    title = f"chunk {kind.decode('latin-1').strip()}"
    if kind == b"EXIF":
        yield from open_exif(raw)
    elif kind in (b"XMP ", b"_PMX"):
        yield from open_xmp(raw)
    elif kind == b"ICCP":
        yield from open_profile(raw)
    elif kind in (b"id3 ", b"ID3 "):
        yield from open_id3(raw)
    elif kind in (b"iXML", b"axml"):
        yield inner(raw.strip(b"\0"), f"{kind.decode()}.xml", title, "application/xml")
    elif kind == b"bext":
        for name, start, stop in (
            ("description", 0, 256),
            ("originator", 256, 288),
            ("reference", 288, 320),
            ("date", 320, 338),
        ):
            yield from told(raw[start:stop].partition(b"\0")[0], f"{title} {name}")
        yield from opaque(raw[338:602], f"{title} identifier")
        yield from told(raw[602:], f"{title} history")
    elif kind in (b"labl", b"note"):
        yield from told(raw[4:], title)
    elif kind == b"ltxt":
        yield from told(raw[20:], title)
    elif kind.startswith(b"I") or kind in (b"strn", b"DISP"):
        yield from told(raw, title)
    else:
        yield from opaque(raw, title)
