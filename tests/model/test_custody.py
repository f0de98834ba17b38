"""The Merkle tree of the custody log."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.custody import Frontier

leaves = st.lists(st.integers(0, 2**32).map(lambda n: hashlib.sha256(str(n).encode()).hexdigest()), max_size=40)


def rfc6962_root(hashes):
    """The recursive definition of RFC 6962 section 2.1, written straight from the text."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return bytes.fromhex(hashes[0])
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return hashlib.sha256(b"\x01" + rfc6962_root(hashes[:split]) + rfc6962_root(hashes[split:])).digest()


@given(leaves)
def test_the_frontier_gives_the_rfc_6962_root(hashes):
    """Appending leaf by leaf gives the root of the recursive definition."""
    frontier = Frontier()
    for leaf in hashes:
        frontier = frontier.append(leaf)
    assert frontier.root() == rfc6962_root(hashes).hex()


@given(leaves)
def test_the_frontier_is_small(hashes):
    """The frontier keeps one hash per set bit of the size: O(log n)."""
    frontier = Frontier()
    for leaf in hashes:
        frontier = frontier.append(leaf)
    assert len(frontier.peaks) == len(hashes).bit_count()
