"""A damaged vault: one clear error, at every length and for every byte, whichever way it is opened."""

import random

import pytest
from vault_people import NAWWAF, PASSPHRASE, make_vault, says_nothing

from testimonia.errors import VaultError
from testimonia.protect.vault.container import split
from testimonia.protect.vault.sealing import CANNOT_OPEN
from testimonia.protect.vault.vault import Credential, Vault


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    """A vault file: its path, its bytes, and two credentials that open it."""
    path = tmp_path_factory.mktemp("vault") / "vault.age"
    recovery_key = make_vault(path, NAWWAF)
    return path, path.read_bytes(), (Credential(passphrase=PASSPHRASE), Credential(key=recovery_key))


def assert_refused(path, credentials, data, messages=(CANNOT_OPEN,)):
    path.write_bytes(data)
    for credential in credentials:
        with pytest.raises(VaultError) as caught:
            Vault.open(path, credential)
        assert says_nothing(caught.value)
        assert str(caught.value) in messages


def test_the_whole_file_opens(vault):
    """The control: undamaged, both ways in work."""
    path, data, credentials = vault
    path.write_bytes(data)
    assert [Vault.open(path, each).identities for each in credentials] == [(NAWWAF,)] * 2


def test_cut_short_at_every_length(vault):
    """Not one prefix opens, from the empty file to all but the last byte."""
    path, data, credentials = vault
    for length in range(len(data)):
        assert_refused(path, credentials if length % 16 == 0 else credentials[1:], data[:length])


def test_something_behind_the_end(vault):
    """What is appended is noticed too."""
    path, data, credentials = vault
    for tail in (b"\n", b"\0", data, b"x" * 70_000):
        assert_refused(path, credentials, data + tail)


NEWER = "the vault was written by a newer version of testimonia: update the program"


def test_every_byte_of_the_headers_and_a_sample_of_the_rest(vault):
    """One bit flipped anywhere: the passphrase part, the recipients part, the lines between, the contents."""
    path, data, credentials = vault
    chance = random.Random(7)
    key_block, contents = split(data)
    headers = len(data) - len(contents) + 700
    places = [*range(headers), *chance.sample(range(headers, len(data)), 300)]
    assert len(key_block) < headers < len(data)
    for place in places:
        spoilt = bytearray(data)
        spoilt[place] ^= 1 << chance.randrange(8)
        assert_refused(path, credentials, bytes(spoilt), (CANNOT_OPEN, NEWER) if place == 17 else (CANNOT_OPEN,))


@pytest.mark.slow
def test_every_bit_of_the_headers(vault):
    """All eight bits of each byte up to the contents."""
    path, data, credentials = vault
    for place in range(len(data) - len(split(data)[1]) + 700):
        for bit in range(8):
            spoilt = bytearray(data)
            spoilt[place] ^= 1 << bit
            assert_refused(path, credentials, bytes(spoilt), (CANNOT_OPEN, NEWER) if place == 17 else (CANNOT_OPEN,))
