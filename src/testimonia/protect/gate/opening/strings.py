"""Strings lying in the raw bytes of anything, as the forensic tool ``strings`` finds them, in four encodings.

A name in a maker's note, a free page of a database or a format that nobody reads stands there in the clear all the same.
"""

import re
from collections.abc import Iterator

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


def find_strings(data: bytes) -> Iterator[tuple[str, str]]:
    """Place and text of every run of printable characters, some thousand characters of them at a time.

    >>> list(find_strings(b"\\x00\\x01Nawwaf\\x00\\xff"))
    [('raw bytes from byte 2', 'Nawwaf')]
    """
    for pattern, encoding, place in _KINDS:
        runs: list[str] = []
        start = size = 0
        for match in pattern.finditer(data):
            if not runs:
                start = match.start()
            run = match.group().decode(encoding, "replace")
            runs.append(run)
            size += len(run) + 1
            if size >= _PORTION:
                yield f"{place} from byte {start}", "\n".join(runs)
                runs, size = [], 0
        if runs:
            yield f"{place} from byte {start}", "\n".join(runs)
