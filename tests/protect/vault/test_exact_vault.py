"""Every message of the vault word for word, and places of hits to the sign: what people do next depends on them."""

import re

import pytest
from vault_people import ALLOWED, NAWWAF, PASSPHRASE, RIMA, make_vault, open_vault

from testimonia.errors import NotFoundError, UsageError, VaultError
from testimonia.protect.identities import Identity
from testimonia.protect.vault import files
from testimonia.protect.vault.contents import VERSION, decode, encode, sha256
from testimonia.protect.vault.finding import Hit, make_find
from testimonia.protect.vault.identity_files import LISTS, identity_from, read_identities
from testimonia.protect.vault.masking import NEUTRAL, mask
from testimonia.protect.vault.sealing import (
    check_passphrase,
    check_recipient,
    new_key,
    read_key,
    seal,
    seal_with_passphrase,
    unseal_with_passphrase,
)
from testimonia.protect.vault.vault import Credential, Vault


def says(error, call, *args, **options):
    with pytest.raises(error) as caught:
        call(*args, **options)
    return str(caught.value)


ENTRY = "of the file of identities"
KNOWN = (
    "id, pseudonym, role, notes, names, aliases, phones, emails, plates, numbers, handles, usernames, devices, addresses, "
    "files, home, details"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{}", "no identities in this file: it needs a table [identities.KEY] for each source"),
        (b"{x", "the file of identities is neither TOML nor JSON: see docs/security/vault.md for its form"),
        (b'{"identities": [3]}', f"entry 1 {ENTRY} is not a table"),
        (b"[identities.a]\nx = 1", f"entry 1 {ENTRY} has a field that is not one of {KNOWN}, or no text in it"),
        (b"[identities.a]\nphone = 5", f"entry 1 {ENTRY}: phones takes text, or a list of texts"),
        (b"[identities.a]\nname = 'x'\n[identities.b]\nnames = [5]", f"entry 2 {ENTRY}: names takes text, or a list of texts"),
        (b'{"identities": [{"name": "x"}]}', f"entry 1 {ENTRY} has no id"),
        (b"[identities.a]\ndetails = 'x'", f"entry 1 {ENTRY}: home takes lat, lon and radius_m; details takes texts"),
        (b'{"identities": [{"id": "a"}, {"id": "a"}]}', "two entries of this file have the same id: give each its own"),
        (
            b"[allowed]\nphones = 5\n[identities.a]\nname = 'x'",
            "[allowed] of the file of identities has a field with a value it cannot have",
        ),
    ],
)
def test_what_a_file_of_identities_is_told(data, message):
    """The entry, the field, and what it may be."""
    assert says(UsageError, read_identities, data) == message


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("script", ["", "_arabic", "_ar", "_kurdish", "_ku", "_latin"])
def test_every_list_in_every_script(name, script):
    """Plural and singular, with the script behind."""
    singular = {"addresses": "address", "aliases": "alias"}.get(name, name[:-1])
    for written in (name, singular):
        assert identity_from("a", {written + script: "x"}) == Identity("a", **{name: ("x",)})


def test_the_entry_that_was_asked_for_is_named():
    """One from the terminal is the first unless said otherwise."""
    assert says(UsageError, identity_from, "a", {"x": 1}).startswith("entry 1 of")
    assert says(UsageError, identity_from, "a", {"x": 1}, entry=7).startswith("entry 7 of")
    assert says(UsageError, identity_from, "", {}) == f"entry 1 {ENTRY} has no id"


def test_what_keys_and_passphrases_are_told():
    """What is needed, and how to get it."""
    key = "this is not a key: one line that begins with AGE-SECRET-KEY-1 is needed"
    assert says(VaultError, read_key, "x") == says(VaultError, read_key, "AGE-SECRET-KEY-1QQ") == key
    assert says(VaultError, read_key, new_key() + "\n" + new_key()) == key
    recipient = "this is not a public key: one that begins with age1 is needed; `age-keygen` makes a pair"
    assert says(VaultError, check_recipient, "ssh-ed25519 AAAA") == recipient
    short = "the passphrase is too short: take 12 characters or more, best five random words"
    assert says(VaultError, check_passphrase, "x" * 11) == short
    assert check_passphrase("x" * 12) == "x" * 12
    assert says(VaultError, check_passphrase, "e\u0301" * 11) == short
    assert says(VaultError, seal, b"x", ["x"]) == "nothing was encrypted: a recipient of the vault is not a public key"
    assert says(VaultError, seal, b"x", []) == "nothing was encrypted: a recipient of the vault is not a public key"
    opened = "the vault cannot be opened: the passphrase or key is wrong, or the file was altered or cut short. "
    opened += "Nothing was changed. Try again; if it is the right one, restore vault.age from a backup"
    assert says(VaultError, unseal_with_passphrase, b"x", PASSPHRASE) == opened


def test_salts_are_written_without_filling():
    """Base64 as the format wants it, at any length."""
    for _ in range(3):
        sealed = seal_with_passphrase(b"x", PASSPHRASE, work_factor=1)
        header = rb"age-encryption.org/v1\n-> scrypt [A-Za-z0-9+/]{22} 1\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n"
        assert re.match(header, sealed)


def test_what_the_file_is_told(tmp_path, monkeypatch):
    """Missing, unreadable, too large, there already, changed by somebody else."""
    path = tmp_path / "vault.age"
    assert says(VaultError, files.read_file, path) == f"there is no vault here ({path}): `testimonia vault init` makes one"
    assert says(VaultError, files.read_file, tmp_path) == f"{tmp_path} cannot be read (Is a directory): check its permissions"
    files.replace_file(path, b"1234", expected="", before=lambda _: None)
    taken = f"there is a vault already ({path}): it was left as it is"
    assert says(VaultError, files.replace_file, path, b"", expected="", before=lambda _: None) == taken
    changed = (
        "somebody else has changed the vault since it was opened: nothing was written. Open it again and repeat the change"
    )
    assert says(VaultError, files.replace_file, path, b"", expected=sha256(b"x"), before=lambda _: None) == changed
    gone = tmp_path / "none" / "vault.age"
    assert says(VaultError, files.replace_file, gone, b"", expected="", before=lambda _: None) == (
        f"{gone} could not be written (No such file or directory): free space or check permissions, and try again"
    )
    monkeypatch.setattr(files, "LARGEST_BYTES", 4)
    assert files.read_file(path) == b"1234"
    monkeypatch.setattr(files, "LARGEST_BYTES", 3)
    assert says(VaultError, files.read_file, path) == f"{path} is larger than any vault: restore it from a backup"


def test_what_lies_beside_the_vault_while_it_is_written(tmp_path):
    """One hidden file of the vault's own prefix, readable by its owner only."""
    path, seen = tmp_path / "vault.age", []
    (tmp_path / ".vault-left").write_bytes(b"x")

    def before(digest):
        seen.extend((one.name[:7], one.stat().st_mode & 0o777, one.read_bytes()) for one in tmp_path.iterdir())

    assert files.replace_file(path, b"new", expected="", before=before) == sha256(b"new")
    assert seen == [(".vault-", 0o600, b"new")]
    assert [one.name for one in tmp_path.iterdir()] == ["vault.age"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_an_open_vault_says(tmp_path):
    """Unknown and doubled names, and when it is closed."""
    path = tmp_path / "vault.age"
    make_vault(path, NAWWAF, RIMA)
    with open_vault(path) as vault:
        missing = "the vault has no one source of that id or pseudonym: `testimonia vault list` shows them"
        assert says(NotFoundError, vault.identity, "x") == missing
        needs = "an identity needs an id: the source's key in investigation.toml, or one of your own"
        assert says(UsageError, vault.put, Identity("")) == needs
        same = "two sources would have the same pseudonym: give each its own"
        assert says(UsageError, vault.put, Identity("z", pseudonym="Driver A")) == same
        none = "no recipient of that name: `testimonia vault recipients list` shows them"
        assert says(NotFoundError, vault.remove_recipient, "x") == none
        vault.add_recipient(
            "x", check_recipient(Vault.create(path, passphrase=PASSPHRASE, work_factor=1)[0]._contents.vault_recipient)
        )
        there = "a recipient of that name is there already: remove it first, or take another name"
        assert says(UsageError, vault.add_recipient, "x", "y") == there
        assert repr(vault) == "Vault(open)"
    assert repr(vault) == "Vault(closed)"
    assert says(VaultError, lambda: vault.identities) == "the vault is closed: open it again"
    assert repr(Credential(passphrase=PASSPHRASE)) == "Credential(...)"


def test_a_vault_locks_itself_after_its_time(tmp_path):
    """Exactly at the limit it is open, after it it is not; every use begins the time anew."""
    path, now = tmp_path / "vault.age", [0.0]
    make_vault(path, NAWWAF)
    vault = open_vault(path, clock=lambda: now[0], idle_s=10)
    for now[0] in (10.0, 20.0):
        assert vault.identities
    now[0] = 30.5
    locked = "the vault was idle too long and has locked itself: nothing was written. Open it again"
    assert says(VaultError, lambda: vault.identities) == locked
    assert says(VaultError, lambda: vault.identities) == "the vault is closed: open it again"


def test_contents_of_another_time():
    """Newer than the program, or no contents at all."""
    newer = b'{"version": %d}' % (VERSION + 1)
    assert says(VaultError, decode, newer) == (
        f"the vault was written by a newer version of testimonia (format {VERSION + 1}): update the program"
    )
    broken = "the vault's contents are not in a form this program knows: restore vault.age from a backup"
    for data in (b"{}", b"\xff", b"[]", b'{"version": "x"}'):
        assert says(VaultError, decode, data) == broken


def test_contents_are_filled_up(tmp_path):
    """So that the size tells little; and they come back."""
    vault, _ = Vault.create(tmp_path / "v", passphrase=PASSPHRASE, work_factor=1)
    data = encode(vault._contents)
    vault.put(Identity("a"))
    assert len(encode(vault._contents)) == len(data)
    assert decode(encode(vault._contents)) == vault._contents
    vault.allow(ALLOWED)
    assert vault.allowed == ALLOWED


def test_each_kind_has_its_neutral_word():
    """Where there is no pseudonym."""
    people = {"name": "[name]", "alias": "[name]", "handle": "[account]", "username": "[account]", "phone": "[telephone]"}
    things = {"email": "[e-mail address]", "plate": "[number plate]", "number": "[number]", "device": "[device]"}
    places = {"address": "[address]", "file": "[file]", "coordinates": "[coordinates]"}
    assert people | things | places == NEUTRAL
    masked = mask("Ask Rima, 000555101.", [Hit(4, 8, "a", "name"), Hit(10, 19, "a", "phone")], {})
    assert masked.text == "Ask [name], [telephone]."
    assert [masked.offset(at) for at in (0, 4, 8, 9, 10, 19, 20)] == [0, 4, 10, 11, 12, 23, 24]


def test_signs_of_several_people_in_one_text():
    """One that does not count does not end the search."""
    find = make_find([Identity("a", plates=("ABJ 1234",), numbers=("77 12",), phones=("555 101 22",))])
    text = "xABJ1234, ABJ 12345, ABJ-1234; 7712x 7712; 5551012, 555-101-22"
    assert [(hit.kind, text[hit.start : hit.end]) for hit in find(text)] == [
        *(("plate", "ABJ-1234"), ("number", "7712"), ("phone", "555-101-22"))
    ]
