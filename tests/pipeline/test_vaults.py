"""The vault of an investigation: every act under the lock and in the custody log, and nothing of an identity beside it."""

import importlib.util
import json
import sqlite3
import threading
from pathlib import Path

import pytest

from testimonia.errors import BusyError, NotFoundError, UsageError, VaultError
from testimonia.model.custody import Check
from testimonia.model.reports import VaultEntry, VaultReport
from testimonia.pipeline import vaults
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.vaults import CaseVault, Credential
from testimonia.protect.identities import Allowed, Home, Identity
from testimonia.protect.vault.masking import Masker
from testimonia.protect.vault.sealing import new_key, public_of
from testimonia.store.sqlite import write_lock

PASSPHRASE, OTHER = "brass pillow seven winters", "copper lantern nine summers"
OPEN = Credential(passphrase=PASSPHRASE)
NAWWAF = Identity("driver_a", "Driver A", names=("Nawwaf al-Khayali",), phones=("+963 000 555 101",), home=Home(1, 2))
RIMA = Identity("footage", names=("Rima Adnan",), details={"trade": "film"})


@pytest.fixture
def case(tmp_path):
    with Investigation.create(tmp_path / "case", title="Flood") as made:
        yield made


@pytest.fixture
def vault(case):
    """A vault that is quick to open, in the case."""
    made = CaseVault(case._case, work_factor=2)
    made.recovery_key = made.create(PASSPHRASE)
    return made


def custody(case):
    return [(entry.act, entry.subject, entry.detail) for entry, _ in case._case.store.custody()]


def vault_check(case):
    return [check.check for check in case.verify() if check.subject == "vault"]


def test_making_a_vault_is_recorded(case, vault):
    """With the hash of the encrypted file; a second one is refused."""
    ((act, subject, detail),) = custody(case)
    assert (act, subject) == ("vault written", "vault")
    digest, _, rest = detail.partition(" ")
    assert digest == f"sha256:{vaults.sha256(vault.path.read_bytes())}"
    assert rest == "generation 1: made"
    assert vault.path == case.folder / ".testimonia" / "vault.age"
    assert vault_check(case) == [Check.INTACT]
    with pytest.raises(VaultError, match="there is a vault already"):
        vault.create(OTHER)
    assert len(custody(case)) == 1


def test_the_vault_of_a_case_has_the_full_work_factor(case):
    """The low one is for tests."""
    assert case.vault._work_factor == 18
    with pytest.raises(VaultError, match="testimonia vault init"):
        case.vault.entries(OPEN)


def test_entries_are_listed_without_identities(case, vault):
    """Ids, pseudonyms, and how many of what."""
    assert vault.put(OPEN, [NAWWAF, RIMA]) == VaultReport(2, 0)
    assert vault.entries(OPEN) == [
        VaultEntry("driver_a", "Driver A", {"names": 1, "phones": 1, "home": 1}),
        VaultEntry("footage", "", {"names": 1, "details": 1}),
    ]
    assert vault.put(OPEN, [RIMA, Identity("third")], allowed=Allowed(bylines=("B",))) == VaultReport(1, 1)
    with vault.opened(OPEN) as opened:
        assert opened.allowed == Allowed(bylines=("B",))
        assert [each.id for each in opened.identities] == ["driver_a", "footage", "third"]
    assert [detail.split(" ", 1)[1] for _, _, detail in custody(case)] == [
        "generation 1: made",
        "generation 2: 2 identities put in",
        "generation 3: 2 identities put in",
    ]


def test_identities_come_from_a_file_or_from_fields(case, vault):
    """The file's bytes, or what somebody was asked."""
    assert vault.put_file(OPEN, b'[identities.a]\nname = "One"\n[allowed]\nbylines = ["B"]') == VaultReport(1, 0)
    assert vault.put_fields(OPEN, "b", {"names": ["Two"]}) == VaultReport(1, 0)
    with vault.opened(OPEN) as opened:
        assert opened.identities == (Identity("a", names=("One",)), Identity("b", names=("Two",)))
        assert opened.allowed == Allowed(bylines=("B",))


def test_taking_somebody_out(case, vault):
    """By pseudonym or id; recorded without saying whom."""
    vault.put(OPEN, [NAWWAF, RIMA])
    assert vault.remove(OPEN, "Driver A") == "driver_a"
    assert [entry.id for entry in vault.entries(OPEN)] == ["footage"]
    assert custody(case)[-1][2].endswith("generation 3: 1 identity taken out")


def test_a_source_is_found_by_its_key_in_the_settings(tmp_path):
    """The vault may know somebody by the key of ``[sources.x]`` alone; the case's own id and name, and aliases, lead there."""
    note = tmp_path / "note.txt"
    note.write_text("---\nsource: the night nurse\nprotection: protected\n---\nShe says that 12 people died in the flood.\n")
    other = tmp_path / "other.txt"
    other.write_text("---\nsource: the mayor\n---\nHe says that 3 people died in the flood.\n")
    with Investigation.create(tmp_path / "keyed", title="Flood") as case:
        settings = case.folder / "investigation.toml"
        settings.write_text(settings.read_text() + '[sources.n1]\nname = "the night nurse"\n[sources.m]\nname = "the mayor"\n')
    with Investigation.open(tmp_path / "keyed") as case:
        case.ingest([note, other])
        case.run(workers=1)
        vault = CaseVault(case._case, work_factor=2)
        vault.create(PASSPHRASE)
        nurse = Identity("n1", names=("Rima Adnan",))
        vault.put(OPEN, [nurse, NAWWAF])
        sources = {source.name: source for source in case.sources()}
        key = next(key for key, one in case._case.store.sources().items() if one.id == sources["the night nurse"].id)
        for name in ("n1", "the night nurse", sources["the night nurse"].id, key):
            assert vault.unmask(OPEN, name, reason="the lawyer asked") == nurse, name
        assert custody(case)[-1][2].startswith("n1: the lawyer asked")
        for name in ("the mayor", sources["the mayor"].id, "nobody"):
            with pytest.raises(NotFoundError):
                vault.unmask(OPEN, name, reason="r")
        assert vault.remove(OPEN, "the night nurse") == "n1"
        with pytest.raises(NotFoundError):
            vault.unmask(OPEN, "the night nurse", reason="r")


def test_unmasking_is_recorded_first(case, vault):
    """Who, when and why, and which source by id and pseudonym; never the identity."""
    vault.put(OPEN, [NAWWAF])
    generation = vault.path.read_bytes()
    assert vault.unmask(OPEN, "Driver A", reason=" the lawyer\nasked ") == NAWWAF
    assert custody(case)[-1] == ("unmasked", "vault", "driver_a Driver A: the lawyer asked")
    entry = [entry for entry, _ in case._case.store.custody()][-1]
    assert entry.by == case._case.by
    assert entry.at.endswith("Z")
    assert vault.path.read_bytes() == generation


def test_no_unmasking_without_a_record(case, vault, monkeypatch):
    """If the log cannot be written nobody is shown."""
    vault.put(OPEN, [NAWWAF])
    monkeypatch.setattr(CaseVault, "_record", lambda *_: (_ for _ in ()).throw(VaultError("no log")))
    with pytest.raises(VaultError, match="no log"):
        vault.unmask(OPEN, "driver_a", reason="why")


def test_a_refused_unmasking_is_recorded_too(case, vault):
    """A wrong passphrase leaves a trace."""
    vault.put(OPEN, [NAWWAF])
    with pytest.raises(VaultError, match="cannot be opened"):
        vault.unmask(Credential(passphrase="wrong"), "driver_a", reason="why")
    assert custody(case)[-1] == ("unmasking refused", "vault", "wrong passphrase or key, or the vault is damaged")


@pytest.mark.parametrize("reason", ["", "  ", "to warn Nawwaf", "he rang from 000555101"])
def test_a_reason_is_needed_and_names_nobody(case, vault, reason):
    """The log lies in the clear."""
    vault.put(OPEN, [NAWWAF])
    before = custody(case)
    with pytest.raises(UsageError, match="reason") as caught:
        vault.unmask(OPEN, "driver_a", reason=reason)
    assert "Nawwaf" not in str(caught.value)
    assert custody(case) == before


def test_a_source_is_found_by_what_the_case_calls_it(case, vault, tmp_path):
    """Key, id or name of the source in the case, if the vault knows one of them; a true name is not repeated."""
    (tmp_path / "a.txt").write_text("---\nsource: Driver A\n---\nDriver A said that twelve people died.")
    case.ingest([tmp_path / "a.txt"])
    case.run(workers=1)
    source = next(source for source in case.sources() if source.name == "Driver A")
    vault.put(OPEN, [NAWWAF])
    assert vault.unmask(OPEN, source.id, reason="why") == NAWWAF
    for unknown in ("Nawwaf al-Khayali", "nobody"):
        with pytest.raises(NotFoundError) as caught:
            vault.unmask(OPEN, unknown, reason="why")
        assert unknown not in str(caught.value)


def test_a_new_passphrase(case, vault):
    """The old one opens nothing; the recovery key stays unless a new one is asked for."""
    vault.put(OPEN, [NAWWAF])
    assert vault.rekey(OPEN, OTHER) == ""
    with pytest.raises(VaultError):
        vault.entries(OPEN)
    assert len(vault.entries(Credential(passphrase=OTHER))) == 1
    recovery = Credential(key=vault.recovery_key)
    key = vault.rekey(recovery, PASSPHRASE, is_recovery_new=True)
    assert len(vault.entries(Credential(key=key))) == len(vault.entries(OPEN)) == 1
    with pytest.raises(VaultError):
        vault.entries(recovery)
    assert [detail.split(": ", 1)[1] for _, _, detail in custody(case)][-2:] == [
        "new passphrase and keys",
        "new passphrase and keys, new recovery key",
    ]


def test_recipients(case, vault):
    """Added and removed under their public key's beginning in the log, not under their name."""
    key = new_key()
    vault.add_recipient(OPEN, "mira", public_of(key))
    assert [each.name for each in vault.recipients(Credential(key=key))] == ["mira"]
    vault.remove_recipient(OPEN, "mira")
    assert vault.recipients(OPEN) == ()
    start = public_of(key)[:16]
    assert [detail.split(": ", 1)[1] for _, _, detail in custody(case)][1:] == [
        f"recipient {start} added",
        f"recipient {start} removed",
    ]
    with pytest.raises(NotFoundError):
        vault.remove_recipient(OPEN, "mira")


def test_changes_wait_for_the_lock(case, vault):
    """While another process writes nothing is changed, and the error says so."""
    with write_lock(case.folder / ".testimonia" / "lock"):
        for change in (
            lambda: vault.put(OPEN, [NAWWAF]),
            lambda: vault.unmask(OPEN, "x", reason="why"),
            lambda: vault.rekey(OPEN, OTHER),
            lambda: vault.ingest(OPEN, []),
        ):
            with pytest.raises(BusyError):
                change()
    assert vault.entries(OPEN) == []


def test_no_update_is_lost_between_writers(case, vault):
    """Six threads that each put somebody in, trying again while another is writing: all are there."""

    def put(n):
        with Investigation.open(case.folder) as mine:
            while True:
                try:
                    CaseVault(mine._case, work_factor=2).put(OPEN, [Identity(f"s{n}")])
                    return
                except BusyError:
                    continue

    threads = [threading.Thread(target=put, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(entry.id for entry in vault.entries(OPEN)) == [f"s{n}" for n in range(6)]
    assert vault_check(case) == [Check.INTACT]


def test_an_older_vault_put_back_is_noticed(case, vault):
    """The log knows which version was written last; the one before may be an interrupted writing, and is not called intact."""
    versions = [vault.path.read_bytes()]
    for n in range(2):
        vault.put(OPEN, [Identity(f"s{n}")])
        versions.append(vault.path.read_bytes())
    assert vault_check(case) == [Check.INTACT]
    vault.path.write_bytes(versions[1])
    assert vault_check(case) == [Check.NOT_CHECKED]
    vault.path.write_bytes(versions[0])
    assert vault_check(case) == [Check.ALTERED]
    vault.path.write_bytes(versions[2] + b"x")
    assert vault_check(case) == [Check.ALTERED]
    vault.path.unlink()
    assert vault_check(case) == [Check.ALTERED]


def test_a_vault_that_the_log_does_not_know(tmp_path, case, vault):
    """Put in from elsewhere: altered. No vault at all is nothing to check. A first writing cut short is not checked."""
    with Investigation.create(tmp_path / "other") as other:
        assert vault_check(other) == []
        (other.folder / ".testimonia" / "vault.age").write_bytes(vault.path.read_bytes())
        assert vault_check(other) == [Check.ALTERED]
    vault.path.unlink()
    assert vault_check(case) == [Check.NOT_CHECKED]


def test_what_was_taken_in_before_is_named(case, vault, tmp_path):
    """An identity that stands in an item's text or name is pointed out when it is put into the vault."""
    (tmp_path / "a.txt").write_text("Nawwaf said that twelve people died.")
    (tmp_path / "rima.txt").write_text("Somebody said that nine people died.")
    (tmp_path / "c.txt").write_text("Nobody said that ten people died.")
    case.ingest([tmp_path / name for name in ("a.txt", "rima.txt", "c.txt")])
    ids = {item.name: item.id for item in case.items()}
    assert vault.put(OPEN, [NAWWAF]).in_the_clear == (ids["a.txt"],)
    assert vault.put(OPEN, [NAWWAF, RIMA]).in_the_clear == (ids["a.txt"], ids["rima.txt"])
    assert vault.put(OPEN, [Identity("x", names=("Zaydun",))]).in_the_clear == ()


def soak_module():
    path = Path(__file__).parents[2] / "benchmarks" / "vault-soak.py"
    spec = importlib.util.spec_from_file_location("vault_soak", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("operations", [100, pytest.param(1500, marks=pytest.mark.slow)])
def test_nothing_lies_in_the_clear_after_many_acts(tmp_path, operations):
    """The soak of benchmarks/vault-soak, small: no secret anywhere in what is left behind."""
    result = soak_module().soak(tmp_path, operations=operations, seed=operations, looks=2)
    assert (result["found"], result["places"], result["altered"]) == (0, {}, [])
    assert result["secrets"] > operations
    assert result["confidential_items"] > 0
    assert result["acts"]["errors"] > 0


def test_the_soak_finds_what_is_not_masked(tmp_path, monkeypatch):
    """The control: without a search for identities, its look finds them in the database."""
    monkeypatch.setattr(vaults, "Masker", lambda people: Masker(people, make=lambda _: lambda _: []))
    result = soak_module().soak(tmp_path, operations=60, seed=3, looks=1)
    assert result["places"]["rows"] > 0
    assert result["found"] > result["places"]["rows"]


def test_the_database_holds_nothing(case, vault, tmp_path):
    """Every row of every table, as JSON."""
    vault.put(OPEN, [NAWWAF])
    vault.unmask(OPEN, "driver_a", reason="why")
    with sqlite3.connect(case.folder / ".testimonia" / "case.db") as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        text = json.dumps([str(row) for name in names for row in connection.execute(f'SELECT * FROM "{name}"')])
    assert "driver_a" in text
    assert "Nawwaf" not in text
    assert "555 101" not in text  # not "555": random ids and hashes have that now and then
