"""What the vault holds, as JSON."""

import msgspec
import pytest
from vault_people import ALLOWED, NAWWAF, RIMA, says_nothing

from testimonia.errors import VaultError
from testimonia.protect.vault.contents import Concealed, Contents, Mask, Recipient, decode, encode, sha256

_FILE = Concealed(
    "i-1", "n.txt", "/n.txt", "11", 3, "text/plain", "r-1", (Mask(0, 8, "driver_a", "name", "Nawwaf"),), {"title": "N"}
)
FULL = Contents(
    "age1a", "age1b", "00", ("AGE-1",), 7, (Recipient("mira", "age1c"),), (NAWWAF, RIMA), {"s": "T"}, ALLOWED,
    (_FILE,),
)  # fmt: skip


def test_everything_comes_back():
    """Every field survives, empty ones too."""
    assert decode(encode(FULL)) == FULL
    empty = Contents("a", "b", "c", ())
    assert decode(encode(empty)) == empty
    assert (empty.generation, empty.version) == (1, 1)


def test_the_size_says_little():
    """Filled up to whole blocks of 4,096 bytes: one identity more is not one identity's bytes more."""
    sizes = {len(encode(msgspec.structs.replace(FULL, identities=people))) for people in ((), (NAWWAF,), (NAWWAF, RIMA))}
    assert sizes == {4096}
    assert len(encode(msgspec.structs.replace(FULL, pseudonyms={"x": "y" * 5000}))) == 8192


@pytest.mark.parametrize(
    "data",
    [b"", b"Nawwaf", b"{}", b"[1]", b'{"version": "Nawwaf"}', b'{"version": 1, "Nawwaf": 1}', b"\xff\xfe",
     encode(FULL).replace(b'"names":', b'"Nawwaf":'), encode(FULL).replace(b'"generation":7', b'"generation":"Nawwaf"')],
)  # fmt: skip
def test_what_is_no_contents_is_refused_without_repeating_it(data):
    """The decoder's own message would quote it."""
    with pytest.raises(VaultError, match="not in a form this program knows") as caught:
        decode(data)
    assert says_nothing(caught.value)


def test_a_newer_format_is_named():
    """Unknown fields of a newer version are not silently dropped."""
    with pytest.raises(VaultError, match=r"newer version of testimonia \(format 2\)"):
        decode(encode(FULL).replace(b'"version":1', b'"version":2'))


def test_sha256_is_sha256():
    """In hexadecimal, lower case."""
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
