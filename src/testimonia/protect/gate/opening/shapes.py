"""A text as bytes of one kind each, in which runs and signs are found at the speed of a memory search.

Most texts have nothing to undo. Asking that of every view with a pattern of its own would cost more than all the rest.
"""

from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=4)
def shape_of(text: str) -> bytes:
    """One byte for each code point: ASCII as it is, everything else a question mark.

    >>> shape_of("a\u0646b")
    b'a?b'
    """
    return text.encode("ascii", "replace")


@lru_cache(maxsize=4)
def lower_shape_of(text: str) -> bytes:
    """The same in small letters, for signs that may be written in capitals."""
    return shape_of(text).lower()


def has_any(text: str, *signs: bytes) -> bool:
    """Does one of ``signs`` (ASCII, small letters) stand in ``text``, however capitalised?"""
    shape = lower_shape_of(text)
    return any(sign in shape for sign in signs)


def make_table(*kinds: tuple[bytes, bytes]) -> bytes:
    """A table for ``bytes.translate``: each pair says which byte stands for which others; the rest becomes a full stop.

    >>> b"a-1".translate(make_table((b"d", b"0123456789")))
    b'..d'
    """
    table = bytearray(b"." * 256)
    for kind, members in kinds:
        for member in members:
            table[member] = kind[0]
    return bytes(table)


def find_runs(kinds: bytes, signs: tuple[bytes, ...], *, at_least: int) -> Iterator[tuple[int, int]]:
    """Start and end of the runs without full stop in ``kinds`` that contain one of ``signs``; sign by sign, each run once.

    >>> list(find_runs(b"..ddd.d", (b"dd",), at_least=2))
    [(2, 5)]
    """
    seen: set[int] = set()
    for sign in signs:
        found = kinds.find(sign)
        while found >= 0:
            start = kinds.rfind(b".", 0, found) + 1
            end = kinds.find(b".", found)
            end = len(kinds) if end < 0 else end
            if end - start >= at_least and start not in seen:
                seen.add(start)
                yield start, end
            found = kinds.find(sign, end)
