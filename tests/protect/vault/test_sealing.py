"""Encryption: what is written can be read by the age library and by nobody else, and no error says more than it must."""

import re

import pyrage
import pytest
from vault_people import PASSPHRASE, says_nothing

from testimonia.errors import VaultError
from testimonia.protect.vault import sealing
from testimonia.protect.vault.sealing import (
    check_passphrase,
    check_recipient,
    new_key,
    public_of,
    read_key,
    seal,
    seal_with_passphrase,
    unseal,
    unseal_with_passphrase,
)


def refused(call, *args):
    with pytest.raises(VaultError) as caught:
        call(*args)
    assert says_nothing(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("data", [b"", b"x", b"Nawwaf" * 1000])
def test_what_is_sealed_to_a_recipient_is_opened_by_their_key_only(data):
    """Any one of several recipients opens it; a stranger does not, nor somebody without a key."""
    mine, yours, strange = new_key(), new_key(), new_key()
    sealed = seal(data, [public_of(mine), public_of(yours)])
    assert unseal(sealed, [yours]) == data
    assert unseal(sealed, [strange, mine]) == data
    assert refused(unseal, sealed, [strange]) == sealing.CANNOT_OPEN
    assert refused(unseal, sealed, []) == sealing.CANNOT_OPEN


@pytest.mark.parametrize("data", [b"", b"AGE-SECRET-KEY-1", bytes(64 * 1024)])
def test_what_is_sealed_with_a_passphrase_is_a_file_the_age_library_reads(data):
    """Ours to write, theirs to read: the format is one and the same."""
    sealed = seal_with_passphrase(data, PASSPHRASE, work_factor=2)
    assert pyrage.passphrase.decrypt(sealed, PASSPHRASE) == data
    assert unseal_with_passphrase(sealed, PASSPHRASE) == data
    assert refused(unseal_with_passphrase, sealed, PASSPHRASE + "s") == sealing.CANNOT_OPEN


def test_only_one_chunk_is_sealed_with_a_passphrase():
    """What is longer than the format's chunk is refused, not cut."""
    with pytest.raises(ValueError, match="one chunk"):
        seal_with_passphrase(bytes(64 * 1024 + 1), PASSPHRASE, work_factor=2)


def test_no_two_sealings_are_alike():
    """Salt, file key and nonce are fresh each time."""
    first, second = (seal_with_passphrase(b"x", PASSPHRASE, work_factor=2) for _ in range(2))
    assert not set(first.split(b"\n")[1:]) & set(second.split(b"\n")[1:])


@pytest.mark.slow
def test_the_default_work_factor_is_that_of_the_age_program():
    """2**18, and what is sealed so can be opened."""
    sealed = seal_with_passphrase(b"x", PASSPHRASE)
    assert re.search(rb"^-> scrypt \S+ 18$", sealed, re.MULTILINE)
    assert unseal_with_passphrase(sealed, PASSPHRASE) == b"x"


@pytest.mark.parametrize("factor", [b"23", b"40", b"99", b"022"])
def test_a_file_that_asks_for_too_much_work_is_refused_at_once(factor):
    """More than 2**22 is never computed."""
    sealed = seal_with_passphrase(b"x", PASSPHRASE, work_factor=2)
    hostile = re.sub(rb"(-> scrypt \S+) 2\n", rb"\1 " + factor + b"\n", sealed)
    assert hostile != sealed
    assert refused(unseal_with_passphrase, hostile, PASSPHRASE) == sealing.CANNOT_OPEN


def test_the_highest_work_factor_is_tried(monkeypatch):
    """2**22 is still opened, since the age program opens it."""
    asked = []
    monkeypatch.setattr(pyrage.passphrase, "decrypt", lambda data, _: asked.append(data) or b"opened")
    sealed = seal_with_passphrase(b"x", PASSPHRASE, work_factor=2)
    assert unseal_with_passphrase(re.sub(rb" 2\n", b" 22\n", sealed, count=1), PASSPHRASE) == b"opened"
    assert len(asked) == 1


def test_a_file_for_recipients_is_not_opened_with_a_passphrase():
    """The first stanza must be the passphrase's."""
    assert refused(unseal_with_passphrase, seal(b"x", [public_of(new_key())]), PASSPHRASE) == sealing.CANNOT_OPEN


def test_a_passphrase_is_the_same_on_every_keyboard():
    """Composed and decomposed letters are one."""
    sealed = seal_with_passphrase(b"x", "caf\u00e9 caf\u00e9 caf\u00e9", work_factor=2)
    assert unseal_with_passphrase(sealed, "cafe\u0301 cafe\u0301 cafe\u0301") == b"x"


def test_a_short_passphrase_is_refused_and_not_repeated():
    """Twelve characters at least, counted as they are kept."""
    assert check_passphrase("twelve chars") == "twelve chars"
    message = refused(check_passphrase, "eleven char")
    assert "12 characters" in message
    assert "eleven" not in message
    assert refused(check_passphrase, "e\u0301" * 11)
    assert refused(check_passphrase, "")


def test_a_key_is_read_from_what_age_keygen_writes():
    """Comments and blank lines are left out; lower case is taken; anything else is refused without repeating it."""
    key = new_key()
    assert read_key(f"# created: today\n# public key: {public_of(key)}\n\n  {key}  \n") == key
    assert read_key(key.lower()) == key
    for wrong in (
        "",
        "# nothing",
        f"{key}\n{key}",
        key[:-1],
        key[:-1] + ("Q" if key[-1] != "Q" else "P"),
        "Nawwaf",
        public_of(key),
    ):
        assert "AGE-SECRET-KEY-1 is needed" in refused(read_key, wrong)


def test_a_recipient_is_a_public_key():
    """A private key, an SSH key or a word is none; the message repeats nothing."""
    key = new_key()
    assert check_recipient(f" {public_of(key)}\n") == public_of(key)
    for wrong in (key, "ssh-ed25519 AAAA", "Nawwaf", "", public_of(key)[:-1]):
        message = refused(check_recipient, wrong)
        assert "age1" in message
        assert not wrong or wrong not in message


def test_nothing_is_sealed_to_nobody():
    """Without a recipient, or with one that is none, there is no file."""
    assert "not a public key" in refused(seal, b"Nawwaf", [])
    assert "not a public key" in refused(seal, b"Nawwaf", ["Nawwaf"])
    assert "is needed" in refused(unseal, b"Nawwaf", ["Nawwaf"])
    assert "is needed" in refused(public_of, "Nawwaf")
