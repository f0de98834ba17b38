"""Chain of custody: one entry per act, each bound to the one before, all bound by a Merkle root.

Source: RFC 6962 section 2.1 (Merkle hash trees): leaf hash SHA-256(0x00 || entry), node hash SHA-256(0x01 || left || right).
"""

import hashlib
from enum import StrEnum

import msgspec
from msgspec import Struct


class CustodyEntry(Struct, frozen=True):
    """One act on one item: who, what, when, with what; bound to the entry before it by ``previous``."""

    sequence: int
    at: str
    by: str
    act: str
    """acquired, rendered, judged, exported ..."""
    subject: str
    """Id of the item or object acted on."""
    detail: str
    tool: str
    previous: str
    """Hash of the entry before; 64 zeros for the first."""
    hash: str = ""
    """Leaf hash of this entry, hexadecimal; computed over every other field."""
    salt: str = ""
    """Random hexadecimal digits, so that nobody can test a guess of what the entry says against its hash, once the log is given
    away with some entries held back. Empty in entries written before there were any, whose hashes stay what they were."""

    def leaf(self) -> bytes:
        """The bytes that ``hash`` is of: JSON of every other field, in their order."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__ if name != "salt" or self.salt}
        return msgspec.json.encode({**fields, "hash": ""})

    def leaf_hash(self) -> str:
        """What ``hash`` must be."""
        return hashlib.sha256(b"\x00" + self.leaf()).hexdigest()


FIRST = "0" * 64
"""``previous`` of the first entry."""


class Frontier(Struct, frozen=True):
    """The right edge of the tree: enough to append a leaf and give the root in O(log n).

    ``peaks`` are the roots of the perfect subtrees that cover the leaves from left to right, as (size, hash).
    """

    size: int = 0
    peaks: tuple[tuple[int, str], ...] = ()

    def append(self, leaf: str) -> "Frontier":
        """The frontier after one more leaf hash."""
        peaks = [*self.peaks, (1, leaf)]
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (size, left), (_, right) = peaks[-2:]
            peaks[-2:] = [(2 * size, _node(left, right))]
        return Frontier(self.size + 1, tuple(peaks))

    def root(self) -> str:
        """The RFC 6962 root over all leaves so far; the hash of nothing for an empty tree."""
        if not self.peaks:
            return hashlib.sha256(b"").hexdigest()
        root = self.peaks[-1][1]
        for _, left in reversed(self.peaks[:-1]):
            root = _node(left, root)
        return root


def _node(left: str, right: str) -> str:
    return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


class Check(StrEnum):
    """The three answers of a verification."""

    INTACT = "intact"
    ALTERED = "altered"
    NOT_CHECKED = "not checked"


class CheckResult(Struct, frozen=True):
    """The verification of one thing, with the reason where it is not intact."""

    subject: str
    name: str
    check: Check
    reason: str = ""
