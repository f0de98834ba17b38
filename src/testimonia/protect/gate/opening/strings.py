"""Strings lying in the raw bytes of anything, as the forensic tool ``strings`` finds them, in four encodings.

A name in a maker's note, a free page of a database or a format that nobody reads stands there in the clear all the same.
"""

import re
from collections.abc import Iterator

from testimonia.protect.gate.opening.shapes import make_table

_ASCII = re.compile(rb"[\x20-\x7e\t\r\n]{5,}")
_UTF8 = re.compile(
    rb"(?:[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2})"
    rb"(?:[\xc2-\xdf][\x80-\xbf]|[\x20-\x7e]|[\xe1-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}){3,}"
)
_UTF16_LE = re.compile(rb"(?:[\x20-\xff\t\r\n]\x00|[\x0c-\xff]\x06){4,}")
_UTF16_BE = re.compile(rb"(?:\x00[\x20-\xff\t\r\n]|\x06[\x0c-\xff]){4,}")
_CP1256 = re.compile(rb"[\xc1-\xd6\xd8-\xdf\xe1\xe3-\xe6\xec\xed\x20\x81\x8d\x8e\x90]{7,}")
"""Arabic letters of code page 1256: enough in a row to be no accident."""

_KINDS = (
    (_ASCII, "ascii", "raw bytes"),
    (_UTF8, "utf-8", "raw bytes read as UTF-8"),
    (_UTF16_LE, "utf-16-le", "raw bytes read as UTF-16"),
    (_UTF16_BE, "utf-16-be", "raw bytes read as UTF-16 BE"),
    (_CP1256, "cp1256", "raw bytes read as Windows-1256"),
)
_PORTION = 1 << 16


_PRINTABLE = make_table((b"p", bytes(range(32, 127))))
_BEFORE = 80
_SHORT = 8
"""Characters below which a run is looked at as it stands: random bytes are full of such runs, and nothing fits in encoded."""


def find_strings(data: bytes) -> Iterator[tuple[str, str, bool]]:
    """Place and text of every run of printable characters, in portions, and whether they are short.

    >>> list(find_strings(b"\\x00\\x01Nawwaf\\x00Suhayl Khayali\\xff"))
    [('raw bytes from byte 2', 'Nawwaf', True), ('raw bytes from byte 9', 'Suhayl Khayali', False)]
    """
    kinds = data.translate(_PRINTABLE)
    for pattern, encoding, place in _KINDS:
        heaps = {True: _Heap(place, True), False: _Heap(place, False)}
        end = 0
        for match in pattern.finditer(data):
            start = match.start()
            if encoding == "utf-8":  # what stands before it on the line may belong to it
                start = max(end, start - _BEFORE, kinds.rfind(b".", 0, start) + 1)
                end = match.end()
            run = data[start : match.end()].decode(encoding, "replace")
            yield from heaps[len(run) < _SHORT].add(start, run)
        for heap in heaps.values():
            yield from heap.empty()


class _Heap:
    """Runs of one kind until there are enough of them for a piece."""

    def __init__(self, place: str, short: bool) -> None:
        self._place = place
        self._short = short
        self._runs: list[str] = []
        self._start = self._size = 0

    def add(self, start: int, run: str) -> Iterator[tuple[str, str, bool]]:
        if not self._runs:
            self._start = start
        self._runs.append(run)
        self._size += len(run) + 1
        if self._size >= _PORTION:
            yield from self.empty()

    def empty(self) -> Iterator[tuple[str, str, bool]]:
        if self._runs:
            yield f"{self._place} from byte {self._start}", "\n".join(self._runs), self._short
        self._runs, self._size = [], 0
