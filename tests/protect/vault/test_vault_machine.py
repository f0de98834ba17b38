"""Any sequence of acts on a vault leaves what a plain model says: what is in it, and who can open it."""

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from testimonia.errors import VaultError
from testimonia.protect.identities import Identity
from testimonia.protect.vault.sealing import new_key, public_of
from testimonia.protect.vault.vault import Credential, Vault

WORDS = st.text(min_size=1, max_size=8)
IDS = st.sampled_from("abcde")


class VaultMachine(RuleBasedStateMachine):
    """A vault on the disk beside a dictionary, and every credential that ever opened it."""

    originals = Bundle("originals")

    @initialize()
    def make(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "vault.age"
        self.passphrase = "the first passphrase"
        vault, self.recovery = Vault.create(self.path, passphrase=self.passphrase, work_factor=1)
        with vault:
            vault.write()
        self.people, self.colleagues, self.copies, self.shut_out = {}, {}, {}, []
        self.writings = 1

    def teardown(self):
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def credentials(self):
        keys = [self.recovery, *self.colleagues.values()]
        return [Credential(passphrase=self.passphrase), *(Credential(key=key) for key in keys)]

    def open(self, way):
        known = self.credentials()
        return Vault.open(self.path, known[way % len(known)])

    def write(self, vault):
        vault.write()
        self.writings += 1

    @rule(way=st.integers(0, 9), id_=IDS, names=st.lists(WORDS, max_size=3), notes=WORDS)
    def put(self, way, id_, names, notes):
        identity = Identity(id_, names=tuple(names), notes=notes)
        with self.open(way) as vault:
            vault.put(identity)
            self.write(vault)
        self.people[id_] = identity

    @precondition(lambda self: self.people)
    @rule(way=st.integers(0, 9), data=st.data())
    def remove(self, way, data):
        id_ = data.draw(st.sampled_from(sorted(self.people)))
        with self.open(way) as vault:
            assert vault.remove(id_) == self.people.pop(id_)
            self.write(vault)

    @rule(way=st.integers(0, 9), passphrase=st.text(min_size=12, max_size=20))
    def rekey(self, way, passphrase):
        with self.open(way) as vault:
            vault.rekey(passphrase, work_factor=1)
            self.write(vault)
        if passphrase != self.passphrase:
            self.shut_out.append(Credential(passphrase=self.passphrase))
        self.passphrase = passphrase

    @rule(passphrase=st.text(min_size=12, max_size=20), is_recovery_new=st.booleans())
    def recover(self, passphrase, is_recovery_new):
        with Vault.open(self.path, Credential(key=self.recovery)) as vault:
            vault.rekey(passphrase, work_factor=1)
            new = vault.new_recovery_key() if is_recovery_new else ""
            self.write(vault)
        if new:
            self.shut_out.append(Credential(key=self.recovery))
            self.recovery = new
        self.passphrase = passphrase

    @rule(way=st.integers(0, 9), name=IDS)
    def add_recipient(self, way, name):
        if name in self.colleagues:
            return
        key = new_key()
        with self.open(way) as vault:
            vault.add_recipient(name, public_of(key))
            self.write(vault)
        self.colleagues[name] = key

    @precondition(lambda self: self.colleagues)
    @rule(data=st.data())
    def remove_recipient(self, data):
        name = data.draw(st.sampled_from(sorted(self.colleagues)))
        with self.open(0) as vault:
            vault.remove_recipient(name)
            self.write(vault)
        self.shut_out.append(Credential(key=self.colleagues.pop(name)))

    @rule(target=originals, way=st.integers(0, 9), data=st.binary(max_size=50))
    def conceal(self, way, data):
        with self.open(way) as vault:
            encrypted = vault.conceal(data)
        self.copies[encrypted] = data
        return multiple(encrypted)

    @rule(way=st.integers(0, 9), encrypted=originals)
    def reveal(self, way, encrypted):
        with self.open(way) as vault:
            assert vault.reveal(encrypted) == self.copies[encrypted]

    @rule(way=st.integers(0, 9), id_=IDS)
    def forget_a_change(self, way, id_):
        with self.open(way) as vault:
            vault.put(Identity(id_, notes="never written"))
            vault.add_recipient("zed", public_of(new_key()))
            vault.rekey("never written either", work_factor=1)

    @rule(way=st.integers(0, 9), id_=IDS)
    def write_from_two_sides(self, way, id_):
        first, second = self.open(way), self.open(way + 1)
        second.put(Identity(id_, notes="second"))
        self.write(second)
        self.people[id_] = Identity(id_, notes="second")
        first.put(Identity(id_, notes="first"))
        with pytest.raises(VaultError, match="somebody else"):
            first.write()

    @invariant()
    def everybody_who_may_sees_the_same(self):
        if not hasattr(self, "path"):
            return
        for credential in self.credentials():
            with Vault.open(self.path, credential) as vault:
                assert {each.id: each for each in vault.identities} == self.people
                assert {each.name for each in vault.recipients} == set(self.colleagues)
                assert vault.generation == self.writings

    @invariant()
    def nobody_else_gets_in(self):
        if not hasattr(self, "path"):
            return
        current = {self.passphrase}
        for credential in self.shut_out[-4:]:
            if credential.passphrase not in current or credential.key:
                with pytest.raises(VaultError):
                    Vault.open(self.path, credential)

    @invariant()
    def nothing_is_left_beside_it(self):
        if hasattr(self, "path"):
            assert [path.name for path in self.path.parent.iterdir()] == ["vault.age"]
            assert self.path.stat().st_mode & 0o777 == 0o600


TestVaultMachine = VaultMachine.TestCase
TestVaultMachine.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)


def test_the_model_knows_every_field():
    """The machine compares identities whole: a new field of them is compared too."""
    assert msgspec.structs.replace(Identity("a"), notes="x") != Identity("a")
