"""Strings lying in the raw bytes of anything, as the forensic tool ``strings`` finds them, in four encodings.

A name in a maker's note, a free page of a database or a format that nobody reads stands there in the clear all the same.
"""

import re
from collections.abc import Iterator, Sequence

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

_WIDE = (
    (_UTF16_LE, "utf-16-le", "raw bytes read as UTF-16"),
    (_UTF16_BE, "utf-16-be", "raw bytes read as UTF-16 BE"),
)
_KINDS = (
    (_ASCII, "ascii", "raw bytes"),
    (_UTF8, "utf-8", "raw bytes read as UTF-8"),
    *_WIDE,
    (_CP1256, "cp1256", "raw bytes read as Windows-1256"),
)
_PORTION = 1 << 16


_PRINTABLE = make_table((b"p", bytes(range(32, 127))))
_BEFORE = 80
_SHORT = 12
"""Characters below which a run is looked at as it stands: random bytes are full of such runs, and nothing fits in encoded."""


_LONG = 8
"""Characters from which on a run counts among coded bytes: chance makes three hundred of them in a megabyte."""
_LETTERS = 4
"""Letters in a row from which on a run of UTF-8 counts there."""
_PAIRS = make_table((b"l", bytes(range(0xC3, 0xE0))), (b"c", bytes(range(0x80, 0xC0))))
_ZEROS = make_table((b"0", b"\x00\x06"))
"""What every second byte is in UTF-16, in Latin and in Arabic."""
_NEIGHBOURS = 16
"""Bytes between coded stretches that are no more than headings of parts."""


def find_strings(data: bytes, coded: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[str, str, bool]]:
    """Place and text of every run of printable characters, in portions, and whether nothing need be undone in them.

    Args:
        data: Anything.
        coded: Stretches (start, end) of compressed picture or sound, in any order: only long runs are looked for there.

    >>> list(find_strings(b"\\x00\\x01Nawwaf\\x00Suhayl Khayali\\xff"))
    [('raw bytes from byte 2', 'Nawwaf', True), ('raw bytes from byte 9', 'Suhayl Khayali', False)]
    """
    at = 0
    for start, end in [*_merged(coded), (len(data), len(data))]:
        yield from _find_all(data[at:start] if at or start < len(data) else data, at)
        yield from _find_long(data[start:end], start)
        at = end


def _find_long(data: bytes, offset: int) -> Iterator[tuple[str, str, bool]]:
    """The long runs in coded bytes, by searches of the memory: three times as fast as any pattern."""
    found = [(start, end, "ascii", "raw bytes") for start, end in _runs(data.translate(_PRINTABLE), b"p" * _LONG)]
    if b"lc" * _LETTERS in (kinds := data.translate(_PAIRS)):
        found += [(start, end, "utf-8", "raw bytes read as UTF-8") for start, end in _runs(kinds, b"lc" * _LETTERS)]
    for pattern, encoding, place in _WIDE:
        for start, end in _wide_stretches(data):
            found += [(m.start(), m.end(), encoding, place) for m in pattern.finditer(data, start, end)]
    for place in dict.fromkeys(row[3] for row in found):
        heap = _Heap(place, True)
        for start, end, encoding, own in found:
            if own == place:
                yield from heap.add(offset + start, data[start:end].decode(encoding, "replace"))
        yield from heap.empty()


def _runs(kinds: bytes, sign: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of the runs in ``kinds`` without full stop that hold ``sign``."""
    found = kinds.find(sign)
    while found >= 0:
        end = kinds.find(b".", found)
        end = len(kinds) if end < 0 else end
        yield kinds.rfind(b".", 0, found) + 1, end
        found = kinds.find(sign, end)


def _wide_stretches(data: bytes) -> list[tuple[int, int]]:
    """Where four characters of UTF-16 may stand: every second byte is a nought or a six."""
    zeros = data.translate(_ZEROS)
    found = [
        (2 * start + parity - 1, 2 * end + parity + 1) for parity in (0, 1) for start, end in _runs(zeros[parity::2], b"0" * 4)
    ]
    return [(max(0, start), min(len(data), end)) for start, end in _merged(found)]


def _merged(coded: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in order, those that lie together made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(coded):
        if merged and start <= merged[-1][1] + _NEIGHBOURS:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged


def _find_all(data: bytes, offset: int) -> Iterator[tuple[str, str, bool]]:
    """The runs of all kinds in bytes that nobody has accounted for."""
    kinds = data.translate(_PRINTABLE)
    wide = _wide_stretches(data)
    for pattern, encoding, place in _KINDS:
        heaps = {True: _Heap(place, True), False: _Heap(place, False)}
        reached = 0
        spans = wide if encoding.startswith("utf-16") else [(0, len(data))]
        for match in (match for low, high in spans for match in pattern.finditer(data, low, high)):
            start = match.start()
            if encoding == "utf-8":  # what stands before it on the line may belong to it
                start = max(reached, start - _BEFORE, kinds.rfind(b".", 0, start) + 1)
                reached = match.end()
            run = data[start : match.end()].decode(encoding, "replace")
            yield from heaps[len(run) < _SHORT].add(offset + start, run)
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
