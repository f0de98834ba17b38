"""Boxes of ISO base media files (MP4, MOV, HEIC, AVIF, JPEG 2000): their order and bounds.

Source: ISO/IEC 14496-12, 4.2; ISO/IEC 15444-1, annex I.
"""

from collections.abc import Iterator

from msgspec import Struct

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import unpack

MOST_BOXES = 100_000


class Box(Struct, frozen=True):
    """One box: its four letters, and where its content is."""

    kind: bytes
    start: int
    end: int

    @property
    def name(self) -> str:
        """The four letters; the copyright sign of Apple's tags stays."""
        return self.kind.decode("latin-1")


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Boxes one after another.

    Args:
        data: The file.
        start: Offset of the first.
        end: Offset after the last; fewer than eight bytes before it are filling.

    Raises:
        ReadError: One reaches beyond the end, is shorter than its heading, or there are too many.
    """
    for _ in range(MOST_BOXES):
        if start + 8 > end:
            return
        size, kind = unpack(">I4s", data, start)
        heading = 8
        if size == 1:
            (size,) = unpack(">Q", data, start + 8)
            heading = 16
        elif size == 0:
            size = end - start
        if size < heading or start + size > end:
            raise ReadError("a box reaches beyond its end")
        yield Box(kind=kind, start=start + heading, end=start + size)
        start += size
    raise ReadError(f"more than {MOST_BOXES} boxes")
