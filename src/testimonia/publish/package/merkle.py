"""Proofs that an entry stands in the custody log, for somebody who has only the root.

Source: RFC 6962 section 2.1 (Merkle tree hash) and 2.1.1 (audit paths).
"""

import hashlib
from collections.abc import Sequence

from msgspec import Struct

from testimonia.model.custody import Frontier


class Step(Struct, frozen=True):
    """One hash on the way from a leaf to the root, and on which side of the way it stands."""

    side: str
    """left or right."""
    hash: str


def tree_root(leaves: Sequence[str]) -> str:
    """The root over leaf hashes.

    >>> tree_root([]) == hashlib.sha256(b"").hexdigest()
    True
    """
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    return frontier.root()


class Tree:
    """A tree over leaf hashes that gives the path of any leaf; each inner hash is worked out once.

    >>> leaves = [hashlib.sha256(bytes([n])).hexdigest() for n in range(5)]
    >>> [step.side for step in Tree(leaves).path(3)]
    ['left', 'left', 'right']
    """

    def __init__(self, leaves: Sequence[str]) -> None:
        self._leaves = leaves
        self._known: dict[tuple[int, int], str] = {}

    def path(self, index: int) -> list[Step]:
        """From the leaf to the root. ``index`` counts from 0."""
        steps: list[Step] = []
        low, high = 0, len(self._leaves)
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                steps.append(Step("right", self._hash(middle, high)))
                high = middle
            else:
                steps.append(Step("left", self._hash(low, middle)))
                low = middle
        return steps[::-1]

    def _hash(self, low: int, high: int) -> str:
        if high - low == 1:
            return self._leaves[low]
        if (low, high) not in self._known:
            middle = low + _split(high - low)
            pair = bytes.fromhex(self._hash(low, middle)) + bytes.fromhex(self._hash(middle, high))
            self._known[low, high] = hashlib.sha256(b"\x01" + pair).hexdigest()
        return self._known[low, high]


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``."""
    return 1 << (size - 1).bit_length() - 1
