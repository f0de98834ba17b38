"""`testimonia vault` as a user meets it: a subprocess, what it prints, what it refuses."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys

import pytest

from testimonia.cli import passphrases
from testimonia.errors import UsageError, VaultError

PASSPHRASE, OTHER = "brass pillow seven winters", "copper lantern nine summers"
TOML = '[identities.driver_a]\npseudonym = "Driver A"\nname = "Nawwaf al-Khayali"\nphone = "+963 000 555 101"\n'


def command(*words):
    return [sys.executable, "-m", "testimonia", *map(str, words)]


def call(folder, *words, expect=0, given=""):
    """Run the program in a folder; returns what it printed."""
    environment = {"COLUMNS": "160", "PATH": "", "USER": "ann"}
    done = subprocess.run(command(*words), cwd=folder, capture_output=True, text=True, input=given, env=environment)
    assert done.returncode == expect, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def private(path, text):
    path.write_text(text)
    path.chmod(0o600)
    return path


@pytest.fixture(scope="module")
def flood(tmp_path_factory):
    """An investigation with a vault, and its secrets in files: of passphrases and of the recovery key."""
    folder = tmp_path_factory.mktemp("flood")
    call(folder, "new", ".")
    private(folder / "pass", PASSPHRASE + "\n")
    private(folder / "other", OTHER + "\n")
    shown = call(folder, "vault", "init", "--new-passphrase-file", "pass")
    private(folder / "recovery", re.search(r"^AGE-SECRET-KEY-1\w+$", shown, re.MULTILINE)[0])
    private(folder / "people.toml", TOML)
    return folder


def test_a_life_of_a_vault(flood):
    """Add, list, ingest, verify, unmask, recipients, recovery, removal: each says what it did and nothing it must not."""
    opens = ("--passphrase-file", "pass")
    shown = call(flood, "vault", "add", "people.toml", *opens)
    assert "1 added, 0 replaced" in shown
    assert "shred -u" in shown
    assert json.loads(call(flood, "vault", "list", "--json", *opens)) == [
        {"id": "driver_a", "pseudonym": "Driver A", "fields": {"names": 1, "phones": 1}}
    ]
    assert "1 names, 1 phones" in call(flood, "vault", "list", "--key-file", "recovery")
    (flood / "nawwaf.txt").write_text("Nawwaf said that twelve people died.")
    assert "1 new" in call(flood, "ingest", "--confidential", "nawwaf.txt", *opens)
    assert "the vault was shut" not in call(flood, "verify", *opens)
    assert "2 not checked" in call(flood, "verify")
    assert "Nawwaf" not in call(flood, "show", "items")
    refused = call(flood, "vault", "unmask", "driver_a", "--reason", "why", *opens, expect=2)
    assert "no terminal" in refused
    assert "--yes" in refused
    assert "Nawwaf" not in refused
    assert "Nawwaf al-Khayali" in call(flood, "vault", "unmask", "driver_a", "--reason", "the lawyer", "--yes", *opens)
    public = "age1wkln8gpgg5nyad7d46ngjgvsp6jz7kfqdxmq6tn7d5gpspce6g3s50rncz"
    assert "can open the vault" in call(flood, "vault", "recipients", "add", "mira", public, *opens)
    assert public in call(flood, "vault", "recipients", "list", *opens)
    assert "older copies stay open" in call(flood, "vault", "recipients", "remove", "mira", *opens)
    recover = ("vault", "recover", "--key-file", "recovery", "--new-passphrase-file", "other")
    assert "AGE-SECRET" not in call(flood, *recover)
    assert "cannot be opened" in call(flood, "vault", "list", *opens, expect=1)
    key = call(flood, "vault", "rekey", "--new-recovery-key", "--passphrase-file", "other", "--new-passphrase-file", "pass")
    private(flood / "recovery", re.search(r"^AGE-SECRET-KEY-1\w+$", key, re.MULTILINE)[0])
    assert "driver_a: taken out" in call(flood, "vault", "remove", "Driver A", *opens)


def test_what_is_wrong_is_one_line(flood, tmp_path):
    """Exit code 2 for wrong use, 1 for a vault that does not open; no traceback, nothing repeated."""
    (tmp_path / "open").write_text(PASSPHRASE)
    (tmp_path / "open").chmod(0o644)
    assert "chmod 600" in call(flood, "vault", "list", "--passphrase-file", tmp_path / "open", expect=2)
    private(tmp_path / "short", "Nawwaf\n")
    assert "too short" in call(
        flood, "vault", "rekey", "--key-file", "recovery", "--new-passphrase-file", tmp_path / "short", expect=1
    )
    private(tmp_path / "bad.toml", "[identities.a]\nNawwaf = 1")
    said = call(flood, "vault", "add", tmp_path / "bad.toml", "--key-file", "recovery", expect=2)
    assert "Nawwaf" not in said
    assert "no terminal to ask on" in call(flood, "vault", "add", "--key-file", "recovery", expect=2)


def test_pipes_are_taken(flood):
    """A passphrase on standard input, identities on standard input."""
    shown = call(
        flood, "vault", "add", "-", "--key-file", "recovery", given='{"identities": [{"id": "x", "name": "Rima Adnan"}]}'
    )
    assert "1 added" in shown
    assert "cannot be opened" in call(flood, "vault", "list", "--passphrase-file", "-", given="wrong\nmore", expect=1)
    assert "the vault" in call(flood, "vault", "list", "--key-file", "-", given=(flood / "recovery").read_text())


@pytest.mark.slow
def test_on_a_terminal_passphrases_are_asked_for_without_echo(tmp_path):
    """What is typed is not shown again, twice the same is needed, and fields are asked for one by one."""
    call(tmp_path, "new", ".")

    def talk(*words, answers):
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(tmp_path)
            os.execv(sys.executable, command(*words))
        seen = ""
        while select.select([terminal], [], [], 30)[0]:
            try:
                seen += os.read(terminal, 4096).decode()
            except OSError:
                break
            if answers and re.search(answers[0][0], seen.rpartition("\n")[2]):
                os.write(terminal, answers.pop(0)[1].encode() + b"\n")
                seen += "\n"
        else:
            os.kill(pid, signal.SIGKILL)
        os.close(terminal)
        return seen, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    seen, code = talk("vault", "init", answers=[("New passphrase: $", PASSPHRASE), ("again: $", OTHER)])
    assert (code, "not the same" in seen) == (2, True)
    seen, code = talk("vault", "init", answers=[("New passphrase: $", PASSPHRASE), ("again: $", PASSPHRASE)])
    assert (code, "AGE-SECRET-KEY-1" in seen, PASSPHRASE in seen) == (0, True, False)
    answers = [
        ("Passphrase of the vault: $", PASSPHRASE),
        ("Id of the source.*: $", "driver_a"),
        ("Pseudonym.*: $", "Driver A"),
    ]
    answers += [("True names.*: $", "Nawwaf al-Khayali; Abu Wahm"), *[(": $", "")] * 11]
    seen, code = talk("vault", "add", answers=answers)
    assert (code, "1 added" in seen, PASSPHRASE in seen) == (0, True, False)
    seen, code = talk("vault", "unmask", "driver_a", "--reason", "why", answers=[("Passphrase of the vault: $", PASSPHRASE)])
    assert (code, '"Abu Wahm"' in seen, "no terminal" in seen) == (0, True, False)


def test_secrets_are_read_from_private_files_only(tmp_path):
    """First line of a passphrase file; the whole of a key file; missing, public or not text is refused without its path."""
    path = private(tmp_path / "secret", "one\r\ntwo\n")
    assert passphrases.credential(path, None).passphrase == "one"
    assert passphrases.new_passphrase(path) == "one"
    assert passphrases.credential(private(tmp_path / "empty", ""), None).passphrase == ""
    with pytest.raises(VaultError, match="not a key"):
        passphrases.credential(None, path)
    with pytest.raises(VaultError, match="not a key"):
        passphrases.recovery_credential(path)
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    (tmp_path / "binary").chmod(0o600)
    with pytest.raises(UsageError, match="not text"):
        passphrases.credential(tmp_path / "binary", None)
    with pytest.raises(UsageError, match="cannot be read"):
        passphrases.credential(tmp_path / "missing", None)
    for mode in (0o640, 0o604, 0o660):
        path.chmod(mode)
        with pytest.raises(UsageError, match="chmod 600"):
            passphrases.credential(path, None)


def test_without_a_terminal_nothing_is_asked(monkeypatch):
    """getpass would fall back to echoing; that is refused."""

    def fall_back(prompt):
        passphrases.warnings.warn("echo", passphrases.getpass.GetPassWarning, stacklevel=1)
        return "typed in the open"

    monkeypatch.setattr(passphrases.getpass, "getpass", fall_back)
    with pytest.raises(UsageError, match="no terminal"):
        passphrases.credential(None, None)
    typed = iter(["one", "two", "three", "three"])
    monkeypatch.setattr(passphrases.getpass, "getpass", lambda prompt: next(typed))
    with pytest.raises(UsageError, match="not the same"):
        passphrases.new_passphrase(None)
    assert passphrases.new_passphrase(None) == "three"


def test_a_release_opens_the_vault_and_uses_the_name_set_there(tmp_path):
    """With a vault there is no release without it; the name set there is the one published."""
    call(tmp_path, "new", ".")
    private(tmp_path / "pass", PASSPHRASE + "\n")
    call(tmp_path, "vault", "init", "--new-passphrase-file", "pass")
    with (tmp_path / "investigation.toml").open("a") as settings:
        settings.write('\n[sources.driver]\nname = "the driver"\nrole = "eyewitness"\nprotection = "protected"\n')
    (tmp_path / "driver.txt").write_text("---\nsource: the driver\ndate: 2017-11-01\n---\nAbout 40 people died in the flood.")
    (tmp_path / "mayor.txt").write_text("---\nsource: the mayor\ndate: 2017-11-02\n---\n12 people died in the flood.")
    call(tmp_path, "ingest", "driver.txt", "mayor.txt")
    call(tmp_path, "run")
    opens = ("--passphrase-file", "pass")
    name = call(tmp_path, "vault", "name", "driver", "--gender", "male", "--language", "ar", "--country", "SY", *opens).strip()
    assert re.fullmatch(r"[A-Z][a-z'-]+", name), name
    assert "no terminal to ask on" in call(tmp_path, "release", "show", expect=2)
    shown = json.loads(call(tmp_path, "release", "show", "--json", *opens))
    labels = {source["label"] for source in shown["release"]["sources"]}
    assert labels == {name, "official 1"}
    assert call(tmp_path, "vault", "name", "the driver", "Samir", *opens).strip() == "Samir"
    assert "Samir" in call(tmp_path, "release", "show", "--json", *opens)
    assert "show sources" in call(tmp_path, "vault", "name", "nobody", *opens, expect=1)
