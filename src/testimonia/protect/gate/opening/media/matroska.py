"""Matroska and WebM: titles, tags, chapters, subtitles, attachments, names of tracks, and every other text.

Source: RFC 8794 (EBML), RFC 9559 (Matroska).
"""

from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import attempted, forgiving, inflate, inner, opaque, said, told, trailing, unpack
from testimonia.protect.gate.pieces import Blob, Found, NotRead

DEEPEST = 12
MOST_ELEMENTS = 2_000_000
CONTAINERS = {
    0x18538067, 0x114D9B74, 0x4DBB, 0x1549A966, 0x1654AE6B, 0xAE, 0x1043A770, 0x45B9, 0xB6, 0x80, 0x1254C367, 0x7373, 0x63C0,
    0x67C8, 0x1941A469, 0x1F43B675, 0xA0, 0x6D80, 0x6240, 0x5034, 0x1A45DFA3, 0x8F, 0x6944, 0x75A1, 0xA6, 0xE2, 0x6624,
}  # fmt: skip
TEXTS = {
    0x7BA9: "title", 0x4D80: "muxer", 0x5741: "writer", 0x7384: "file name", 0x3C83AB: "previous file", 0x3E83BB: "next file",
    0x536E: "track name", 0x258688: "codec name", 0x85: "chapter title", 0x45A3: "tag name", 0x4487: "tag",
    0x467E: "attachment",
    0x466E: "attachment name", 0x4660: "attachment type", 0x86: "codec", 0x3A9697: "codec settings", 0x5654: "chapter id",
    0x22B59C: "language", 0x22B59D: "language", 0x447A: "language", 0x447B: "language", 0x437C: "language", 0x4282: "type",
}  # fmt: skip
TRACK, TRACK_NUMBER, TRACK_TYPE, PRIVATE, BLOCK, SIMPLE_BLOCK = 0xAE, 0xD7, 0x83, 0x63A2, 0xA1, 0xA3
ATTACHED, ATTACHED_FILE, ATTACHED_NAME, ATTACHED_TYPE = 0x61A7, 0x465C, 0x466E, 0x4660
COMPRESSION, COMPRESSION_KIND, COMPRESSION_SETTINGS = 0x5034, 0x4254, 0x4255
VIDEO_AUDIO = {1, 2}
NUMBERS = {
    0xEC, 0xBF, 0xE7, 0xA7, 0xAB, 0x9B, 0xFB, 0x2AD7B1, 0x4489, 0x4461, 0xE0, 0xE1, 0x1C53BB6B, 0x73A4, 0x3CB923, 0x3EB923,
}  # fmt: skip
"""Elements of numbers, filling that is looked at apart, and the index."""
VOID = 0xEC


@forgiving("Matroska")
def open_matroska(blob: Blob) -> Iterator[Found]:
    """All elements of a Matroska or WebM file."""
    yield from Walk(blob.data).open(0, len(blob.data), 1)


class Walk:
    """One walk over a file: it remembers which tracks are of text, and how they are compressed."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.elements = 0
        self.text_tracks: dict[int, bytes | None] = {}
        """Text tracks by number, each with the bytes that compression took off the front; None = deflated."""

    def open(self, start: int, end: int, depth: int) -> Iterator[Found]:
        """Elements from ``start`` to ``end``."""
        if depth > DEEPEST:
            raise ReadError("elements nested too deep")
        for number, at, stop in self.elements_in(start, end):
            if number == TRACK:
                self.learn(at, stop)
            if number in CONTAINERS:
                yield from self.open(at, stop, depth + 1)
            elif number == ATTACHED:
                yield from attempted(self.open_attached(at, stop), "attachment")
            elif number in (BLOCK, SIMPLE_BLOCK):
                yield from self.open_block(at, stop)
            elif number in TEXTS:
                yield from told(self.data[at:stop], f"Matroska {TEXTS[number]}")
            elif number == VOID:
                yield from trailing(self.data[at:stop], "the elements (filling)")
            elif number not in NUMBERS and stop - at > 8:
                yield from opaque(self.data[at:stop], f"Matroska element {number:#x}")

    def elements_in(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Number, start and end of each element; one of unknown size reaches to the end of what it lies in."""
        while start < end:
            self.elements += 1
            if self.elements > MOST_ELEMENTS:
                raise ReadError("too many elements")
            number, at = read_number(self.data, start, keep=True)
            size, at = read_number(self.data, at, keep=False)
            stop = end if size < 0 else at + size
            if stop > end:
                raise ReadError("an element reaches beyond its end")
            yield number, at, stop
            start = stop

    def learn(self, start: int, end: int) -> None:
        """Remember a track of text."""
        number = kind = 0
        packing: bytes | None = b""
        for element, at, stop in self.elements_in(start, end):
            if element == TRACK_NUMBER:
                number = int.from_bytes(self.data[at:stop], "big")
            elif element == TRACK_TYPE:
                kind = int.from_bytes(self.data[at:stop], "big")
            elif element == 0x6D80:
                packing = self.packing(at, stop)
        if kind not in VIDEO_AUDIO:
            self.text_tracks[number] = packing

    def packing(self, start: int, end: int) -> bytes | None:
        """How a track is compressed: the bytes taken off the front, None if it is deflated."""
        for element, at, stop in self.elements_in(start, end):
            if element in (0x6240, COMPRESSION):
                inside = self.packing(at, stop)
                if inside != b"":
                    return inside
                if element == COMPRESSION and not any(
                    number == COMPRESSION_KIND for number, _, _ in self.elements_in(at, stop)
                ):
                    return None
            elif element == COMPRESSION_KIND:
                if int.from_bytes(self.data[at:stop], "big") == 0:
                    return None
            elif element == COMPRESSION_SETTINGS:
                return self.data[at:stop]
        return b""

    def open_block(self, start: int, end: int) -> Iterator[Found]:
        """A block, if it is of text."""
        track, at = read_number(self.data, start, keep=False)
        if track not in self.text_tracks:
            return
        raw, packing = self.data[at + 3 : end], self.text_tracks[track]
        if packing is None:
            try:
                raw = inflate(raw)
            except ReadError:
                yield NotRead(f"Matroska track {track}", "a compressed text is damaged: repair it")
                return
        elif packing:
            raw = packing + raw
        if raw[:1] in (b"\0", b"\1", b"\2"):
            yield from opaque(raw, f"Matroska track {track}")
        else:
            yield from told(raw, f"Matroska subtitle of track {track}")

    def open_attached(self, start: int, end: int) -> Iterator[Found]:
        """An attached file under its name."""
        name, kind, raw = b"", b"", b""
        for element, at, stop in self.elements_in(start, end):
            value = self.data[at:stop]
            if element == ATTACHED_FILE:
                raw = value
            elif element == ATTACHED_NAME:
                name = value
            elif element == ATTACHED_TYPE:
                kind = value
            else:
                yield from told(value, "Matroska attachment")
        written = name.decode("utf-8", "replace")
        yield from said(written, "name of an attachment")
        yield inner(raw, written, "attachment", kind.decode("latin-1"))


def read_number(data: bytes, at: int, *, keep: bool) -> tuple[int, int]:
    """A number of variable length, and the offset after it.

    Args:
        keep: Leave the length's mark in, as element numbers are written. Without it, all ones give -1: size unknown.
    """
    (first,) = unpack("B", data, at)
    width = 9 - first.bit_length()
    if width > 8:
        raise ReadError("a number of no known length")
    number = int.from_bytes(data[at : at + width], "big")
    if at + width > len(data):
        raise ReadError("the file ends in the middle of a number")
    if keep:
        return number, at + width
    number &= (1 << 7 * width) - 1
    return (-1 if number == (1 << 7 * width) - 1 else number), at + width
