"""An open vault: what it holds, who can open it, and when it closes."""

import msgspec
import pytest
from vault_people import ALLOWED, NAWWAF, OTHER, PASSPHRASE, RIMA, make_vault, open_vault, says_nothing

from testimonia.errors import NotFoundError, StoreError, UsageError, VaultError
from testimonia.protect.identities import Allowed, Identity
from testimonia.protect.vault.container import pack, split
from testimonia.protect.vault.contents import Concealed, Recipient, sha256
from testimonia.protect.vault.sealing import CANNOT_OPEN, new_key, public_of, seal_with_passphrase
from testimonia.protect.vault.vault import IDLE_SECONDS, Credential, Vault


@pytest.fixture
def path(tmp_path):
    return tmp_path / "vault.age"


def refused(path, **credential):
    with pytest.raises(VaultError) as caught:
        Vault.open(path, Credential(**credential))
    assert says_nothing(caught.value)
    assert str(caught.value) == CANNOT_OPEN


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def test_a_vault_keeps_what_was_put_in(path):
    """Everything of every identity comes back, in the order it was put in."""
    make_vault(path, NAWWAF, RIMA)
    with open_vault(path) as vault:
        assert vault.identities == (NAWWAF, RIMA)
        assert vault.allowed == Allowed()
        assert (vault.recipients, vault.concealed, vault.generation) == ((), (), 1)
        assert vault.identity("driver_a") is vault.identity("Driver A") is vault.identities[0]


def test_nothing_lies_in_the_clear(path):
    """Not a name, not a pseudonym, not a key, not how many there are."""
    recovery_key = make_vault(path, NAWWAF, RIMA)
    data = path.read_bytes()
    for secret in ("Nawwaf", "نواف", "Driver A", "driver_a", "555 101", recovery_key, "AGE-SECRET", public_of(recovery_key)):
        assert secret.encode() not in data


def test_passphrase_and_recovery_key_open_it_and_nothing_else(path):
    """A wrong passphrase, a strange key and no passphrase give one and the same error."""
    recovery_key = make_vault(path, NAWWAF)
    assert Vault.open(path, Credential(key=recovery_key)).identities == (NAWWAF,)
    refused(path, passphrase=PASSPHRASE + "!")
    refused(path, passphrase="")
    refused(path, key=new_key())


def test_a_vault_is_not_made_over_another(path):
    """Making one asks for no passphrase, so it must not destroy one."""
    make_vault(path, NAWWAF)
    before = path.read_bytes()
    with pytest.raises(VaultError, match="there is a vault already"):
        make_vault(path, RIMA)
    assert path.read_bytes() == before
    with pytest.raises(VaultError, match="too short"):
        Vault.create(path, passphrase="short", work_factor=2)


def test_what_is_not_written_is_not_kept(path):
    """A change is in memory until it is written; closing forgets it."""
    make_vault(path, NAWWAF)
    with open_vault(path) as vault:
        vault.put(RIMA)
        assert vault.identities == (NAWWAF, RIMA)
    assert open_vault(path).identities == (NAWWAF,)
    with open_vault(path) as vault:
        assert vault.write() == sha256(path.read_bytes())
        assert vault.generation == 2
        vault.put(RIMA)
        vault.write()
    assert open_vault(path).generation == 3


def test_a_closed_vault_says_nothing(path):
    """Whatever is asked of it."""
    make_vault(path, NAWWAF)
    vault = open_vault(path)
    assert repr(vault) == "Vault(open)"
    with vault:
        pass
    assert repr(vault) == "Vault(closed)"
    asked = (
        lambda: vault.identities, lambda: vault.allowed, lambda: vault.recipients, lambda: vault.concealed,
        lambda: vault.pseudonyms, lambda: vault.generation, lambda: vault.identity("x"), vault.write, vault.new_recovery_key,
        lambda: vault.put(RIMA), lambda: vault.rekey(OTHER, work_factor=2), lambda: vault.conceal(b""),
        lambda: vault.reveal(b""),
    )  # fmt: skip
    for ask in asked:
        with pytest.raises(VaultError, match="the vault is closed"):
            ask()


def test_an_idle_vault_locks_itself(path):
    """Five minutes without being used; every use begins them anew. Nothing is written afterwards."""
    make_vault(path, NAWWAF)
    assert IDLE_SECONDS == 300
    clock = Clock()
    vault = open_vault(path, clock=clock)
    for _ in range(3):
        clock.now += 300
        assert vault.identities == (NAWWAF,)
    vault.put(RIMA)
    clock.now += 300.5
    with pytest.raises(VaultError, match="locked itself"):
        vault.write()
    assert repr(vault) == "Vault(closed)"
    with pytest.raises(VaultError, match="closed"):
        vault.write()
    assert open_vault(path).identities == (NAWWAF,)
    short = open_vault(path, clock=clock, idle_s=1)
    clock.now += 2
    with pytest.raises(VaultError, match="locked itself"):
        short.write()


def test_a_credential_is_never_shown():
    """Not even in a traceback that shows values."""
    assert repr(Credential(passphrase=PASSPHRASE, key=new_key())) == "Credential(...)"
    with pytest.raises(VaultError, match="not a key"):
        Credential(key="Nawwaf")


def test_identities_are_replaced_by_id(path):
    """The place in the order stays; the others too."""
    make_vault(path, NAWWAF, RIMA)
    vault = open_vault(path)
    changed = msgspec.structs.replace(NAWWAF, phones=("1",))
    vault.put(changed)
    assert vault.identities == (changed, RIMA)
    assert vault.remove("Driver A") == changed
    assert vault.identities == (RIMA,)
    with pytest.raises(NotFoundError, match="no one source") as caught:
        vault.remove("Nawwaf Suhayl al-Khayali")
    assert says_nothing(caught.value)


def test_ids_and_pseudonyms_are_there_and_differ(path):
    """Two sources under one pseudonym would be one person in print."""
    make_vault(path, NAWWAF)
    vault = open_vault(path)
    with pytest.raises(UsageError, match="needs an id"):
        vault.put(Identity(""))
    with pytest.raises(UsageError, match="same pseudonym"):
        vault.put(Identity("other", pseudonym="Driver A"))
    assert vault.identities == (NAWWAF,)
    vault.put(RIMA, Identity("third"))
    assert len(vault.identities) == 3


def test_pseudonyms_of_known_and_unknown_sources(path):
    """A name given to a source whose identity is not in the vault is kept beside the others'."""
    make_vault(path, NAWWAF, RIMA)
    with open_vault(path) as vault:
        vault.name("footage", "The one who filmed")
        vault.name("unknown", "A villager")
        vault.allow(ALLOWED)
        vault.write()
    with open_vault(path) as vault:
        assert vault.pseudonyms == {"unknown": "A villager", "driver_a": "Driver A", "footage": "The one who filmed"}
        assert vault.identity("footage").names == RIMA.names
        assert vault.allowed == ALLOWED
        assert vault.identity("driver_a") == NAWWAF


def test_a_colleague_opens_and_changes_it_with_their_own_key(path):
    """The passphrase goes on opening what they wrote; their public key is checked."""
    make_vault(path, NAWWAF)
    key = new_key()
    with open_vault(path) as vault:
        vault.add_recipient("mira", public_of(key))
        with pytest.raises(UsageError, match="of that name is there"):
            vault.add_recipient("mira", public_of(new_key()))
        with pytest.raises(VaultError, match="not a public key"):
            vault.add_recipient("omar", key)
        vault.write()
    with Vault.open(path, Credential(key=key)) as vault:
        assert vault.recipients == (Recipient("mira", public_of(key)),)
        vault.put(RIMA)
        vault.write()
    assert open_vault(path).identities == (NAWWAF, RIMA)


def test_a_removed_colleague_cannot_read_what_comes_after(path):
    """Neither the vault nor a later original; an earlier original they could read stays readable to all who may."""
    make_vault(path, NAWWAF)
    key = new_key()
    with open_vault(path) as vault:
        vault.add_recipient("mira", public_of(key))
        vault.write()
        early = vault.conceal(b"early")
    hers = Vault.open(path, Credential(key=key))
    with open_vault(path) as vault:
        with pytest.raises(NotFoundError, match="no recipient of that name"):
            vault.remove_recipient("omar")
        vault.remove_recipient("mira")
        vault.write()
        late = vault.conceal(b"late")
        assert (vault.reveal(early), vault.reveal(late)) == (b"early", b"late")
    refused(path, key=key)
    assert hers.reveal(early) == b"early"
    with pytest.raises(VaultError, match="cannot be opened"):
        hers.reveal(late)


def test_a_new_passphrase_shuts_out_the_old_one(path):
    """The old passphrase, and the key it led to, open nothing written afterwards; old originals stay readable."""
    recovery_key = make_vault(path, NAWWAF)
    old_file = path.read_bytes()
    with open_vault(path) as vault:
        early = vault.conceal(b"early")
        with pytest.raises(VaultError, match="too short"):
            vault.rekey("short", work_factor=2)
        vault.rekey(OTHER, work_factor=2)
        vault.write()
    refused(path, passphrase=PASSPHRASE)
    assert open_vault(path, OTHER).identities == (NAWWAF,)
    with open_vault(path, OTHER) as vault:
        assert (vault.reveal(early), vault.key_number) == (b"early", 2)
        late = vault.conceal(b"late")
        assert (vault.reveal(early, key_number=1), vault.reveal(late, key_number=2)) == (b"early", b"late")
        for encrypted, wrong in ((early, 2), (late, 1)):
            with pytest.raises(VaultError, match="cannot be opened"):
                vault.reveal(encrypted, key_number=wrong)
    assert Vault.open(path, Credential(key=recovery_key)).identities == (NAWWAF,)
    path.write_bytes(pack(split(old_file)[0], split(path.read_bytes())[1]))
    refused(path, passphrase=PASSPHRASE)


def test_the_recovery_key_sets_a_new_passphrase(path):
    """With confidential originals from before still readable, and a recovery key that can be replaced."""
    recovery_key = make_vault(path, NAWWAF)
    early = open_vault(path).conceal(b"early")
    with Vault.open(path, Credential(key=recovery_key)) as vault:
        vault.rekey(OTHER, work_factor=2)
        new = vault.new_recovery_key()
        vault.write()
    assert open_vault(path, OTHER).reveal(early) == b"early"
    refused(path, key=recovery_key)
    assert Vault.open(path, Credential(key=new)).identities == (NAWWAF,)


def test_two_open_vaults_do_not_overwrite_each_other(path):
    """The second to write must open it again."""
    make_vault(path, NAWWAF)
    first, second = open_vault(path), open_vault(path)
    first.put(RIMA)
    second.remove("driver_a")
    first.write()
    with pytest.raises(VaultError, match="somebody else has changed the vault"):
        second.write()
    assert open_vault(path).identities == (NAWWAF, RIMA)
    first.remove("footage")
    first.write()
    assert open_vault(path).identities == (NAWWAF,)


def test_what_is_called_before_writing_can_stop_it(path):
    """It is given the hash that the file will have; if it raises, vault and file stay as they were."""
    make_vault(path, NAWWAF)
    data = path.read_bytes()
    vault = open_vault(path)
    vault.put(RIMA)

    def fail(digest):
        raise StoreError(digest)

    with pytest.raises(StoreError, match=r"^[0-9a-f]{64}$"):
        vault.write(before=fail)
    assert path.read_bytes() == data
    assert vault.generation == 1
    seen = []
    assert [vault.write(before=seen.append)] == seen == [sha256(path.read_bytes())]
    assert vault.generation == 2


def test_an_exchanged_key_block_is_noticed(path):
    """By whoever opens the other part with a key: the passphrase part is bound to it."""
    recovery_key = make_vault(path, NAWWAF)
    _, contents = split(path.read_bytes())
    path.write_bytes(pack(seal_with_passphrase(new_key().encode(), OTHER, work_factor=2), contents))
    refused(path, key=recovery_key)
    refused(path, passphrase=OTHER)
    path.write_bytes(pack(seal_with_passphrase(b"\xff no key", OTHER, work_factor=2), contents))
    with pytest.raises(VaultError):
        open_vault(path, OTHER)


def test_a_concealed_item_is_known_once(path):
    """What is noted of an item takes the place of what was noted before."""
    make_vault(path)
    one, two = Concealed("i-1", "a", "/a", "0", 1, "text/plain"), Concealed("i-2", "b", "/b", "1", 1, "text/plain")
    with open_vault(path) as vault:
        vault.note_concealed(one)
        vault.note_concealed(two)
        vault.note_concealed(msgspec.structs.replace(one, name="c"))
        vault.write()
    assert [(each.item_id, each.name) for each in open_vault(path).concealed] == [("i-2", "b"), ("i-1", "c")]
