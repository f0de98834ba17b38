"""``testimonia gate`` as a newsroom meets it: a folder, a vault, an exit code, and a report that a changed byte voids."""

import hashlib
import json
import re
import subprocess
import sys

import pytest

from testimonia.protect.identities import Identity
from testimonia.protect.vault.vault import Vault

PASSPHRASE = "brass pillow seven winters"
DRIVER = Identity("driver_a", pseudonym="Karim", names=("Nawwaf Suhayl al-Khayali",), details={"age": "44", "trade": "driver"})


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with a vault of its own, outside of any investigation, its passphrase, and a clean site."""
    folder = tmp_path_factory.mktemp("desk")
    vault, _ = Vault.create(folder / "vault.age", passphrase=PASSPHRASE, work_factor=2)
    with vault:
        vault.put(DRIVER)
        vault.write()
    (folder / "pass").write_text(PASSPHRASE + "\n")
    (folder / "pass").chmod(0o600)
    (folder / "clean").mkdir()
    (folder / "clean" / "story.html").write_text("<p>Karim drove to the border. <a href='https://example.org/'>More</a></p>")
    return folder


def gate(desk, *words, expect, opens=("--vault", "vault.age", "--passphrase-file", "pass")):
    """Run ``testimonia gate`` there; returns what it printed, errors last."""
    command = [sys.executable, "-m", "testimonia", "gate", *words, *opens]
    environment = {"COLUMNS": "200", "PATH": "", "USER": "ann"}
    done = subprocess.run(command, cwd=desk, capture_output=True, text=True, env=environment)
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_clean_folder_passes_and_the_report_says_what_it_cannot_see(desk):
    """Exit code 0, a count, and the blind spots."""
    shown = gate(desk, "clean", expect=0)
    assert "1 files: 1 clean, 0 review, 0 block; nothing was found." in shown
    assert "The gate cannot see: faces and bodies" in shown


def test_a_leak_fails_with_file_place_pseudonym_and_advice_and_never_the_name(desk):
    """What an editor needs, and nothing of the identity."""
    (desk / "leaky").mkdir()
    (desk / "leaky" / "map.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><desc>Naouaf Souheil el Khayali</desc></svg>"
    )
    shown = gate(desk, "leaky", expect=1)
    assert "block  map.svg" in shown
    assert "Karim: name (" in shown
    assert "-> Write the pseudonym instead, or leave the passage out." in shown
    assert "Nawwaf" not in shown
    assert "Naouaf" not in shown
    assert "1 files: 0 clean, 0 review, 1 block; must not be published." in shown


def test_details_together_ask_for_a_review(desk):
    """No name, but a trade and an age in one sentence: exit code 1 until an editor answers."""
    (desk / "details").mkdir()
    (desk / "details" / "a.txt").write_text("The driver, aged 44, spoke to us.")
    assert "1 review" in gate(desk, "details", expect=1)


def test_an_answer_is_given_by_id_and_needs_an_investigation(desk):
    """The id stands beside the details; outside of an investigation there is nowhere to keep an answer."""
    (desk / "asked").mkdir()
    (desk / "asked" / "a.txt").write_text("The driver, aged 44, spoke to us.")
    shown = gate(desk, "asked", expect=1)
    asked = re.search(r"details \(age, trade\) in .* (g-[0-9a-f]{16})", shown)
    assert asked and "answer for it with `testimonia gate answer`" in shown
    refused = gate(desk, "answer", asked[1], "--reason", "many drivers", expect=2, opens=("--passphrase-file", "pass"))
    assert "no investigation" in refused


def test_what_is_not_read_or_fetched_from_elsewhere_fails(desk):
    """Both are named, with what to do."""
    (desk / "unread").mkdir()
    (desk / "unread" / "a.bin").write_bytes(b"\x7fELF" + hashlib.sha512(b"noise").digest() * 9)
    (desk / "unread" / "b.html").write_text("<img src='https://cdn.example.org/pixel.gif'>")
    shown = gate(desk, "unread", expect=1)
    assert "not read: whole file: a format that the gate does not know" in shown
    assert "would be fetched from elsewhere: https://cdn.example.org/pixel.gif" in shown


def test_a_report_is_good_until_a_byte_changes(desk):
    """Signed, kept outside of the folder, and void after any change; another folder's report is refused too."""
    (desk / "site").mkdir()
    (desk / "site" / "index.html").write_text("<p>Karim</p>")
    gate(desk, "site", "--report", "site.gate.json", expect=0)
    assert "unchanged: 1 files" in gate(desk, "site", "--check", "site.gate.json", expect=0)
    (desk / "site" / "index.html").write_text("<p>Karim!</p>")
    refused = gate(desk, "site", "--check", "site.gate.json", expect=1)
    assert "not what the gate read: index.html changed: run the gate again" in refused
    signed = json.loads((desk / "site.gate.json").read_text())
    signed["report"]["made_at"] = "2001-01-01T00:00:00Z"
    (desk / "forged.json").write_text(json.dumps(signed))
    assert "was changed after it was signed" in gate(desk, "site", "--check", "forged.json", expect=1)


def test_a_report_that_is_no_pass_does_not_become_one(desk):
    """Unchanged bytes that were blocked stay blocked."""
    (desk / "blocked").mkdir()
    (desk / "blocked" / "a.txt").write_text("Nawwaf Suhayl al-Khayali")
    gate(desk, "blocked", "--report", "blocked.gate.json", expect=1)
    refused = gate(desk, "blocked", "--check", "blocked.gate.json", expect=1)
    assert "the gate's word on blocked was block: it may not be published" in refused


def test_json_is_the_signed_report(desk):
    """Everything, for other programs."""
    signed = json.loads(gate(desk, "clean", "--json", expect=0))
    assert signed["report"]["files"][0]["path"] == "story.html"
    assert signed["report"]["files"][0]["verdict"] == "clean"
    assert len(signed["signature"]) == 128


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere",), "nowhere is no folder: name the folder that is about to be published"),
        (("clean", "--report", "clean/report.json"), "lies in the folder the report speaks of"),
        (("clean", "--report", "a", "--check", "b"), "give one of them"),
    ],
)
def test_wrong_use_is_told(desk, words, said):
    """Exit code 2, and what to do."""
    assert said in gate(desk, *words, expect=2).replace("\n", " ")


def test_without_a_vault_nothing_is_passed(desk):
    """No identities, no gate: the reader is told how to name a vault."""
    assert "has no vault: name one with --vault" in gate(desk, "clean", expect=2, opens=()).replace("\n", " ")
    assert "is no report of the gate" in gate(desk, "clean", "--check", "pass", expect=1)
