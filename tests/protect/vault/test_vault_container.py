"""The form of vault.age."""

import pytest

from testimonia.errors import VaultError
from testimonia.protect.vault.container import pack, split
from testimonia.protect.vault.sealing import CANNOT_OPEN


@pytest.mark.parametrize("blocks", [(b"", b""), (b"key", b""), (b"key\n", b"con\ntents"), (bytes(300), bytes(70000))])
def test_what_is_packed_can_be_split(blocks):
    """Any two blocks come back as they were."""
    assert split(pack(*blocks)) == blocks


def test_the_first_line_says_what_it_is():
    """A person who finds the file can tell, and take the two age files out by hand."""
    assert pack(b"key", b"contents") == b"testimonia vault 1 3\nkeycontents"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"testimonia vault 1 3",
        b"testimonia vault 1 3\nke",
        b"testimonia vault 1 03\nkeycontents",
        b"testimonia vault 01 3\nkeyc",
        b"testimonia vault 0 3\nkeyc",
        b"xtestimonia vault 1 3\nkeyc",
        b"testimonia vault 1 3 \nkeyc",
        b"age-encryption.org/v1\n",
    ],
)
def test_anything_else_is_no_vault(data):
    """One spelling of the first line only: nothing of the file can be changed unnoticed."""
    with pytest.raises(VaultError, match="cannot be opened") as caught:
        split(data)
    assert str(caught.value) == CANNOT_OPEN


def test_a_newer_form_is_named():
    """The remedy is another one: update the program."""
    with pytest.raises(VaultError, match="newer version"):
        split(b"testimonia vault 2 3\nkeycontents")
