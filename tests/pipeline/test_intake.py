"""Taking files in: each file once, originals unchanged, failures recorded, custody complete."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from testimonia.errors import BusyError
from testimonia.model.custody import Check
from testimonia.model.material import Metadata
from testimonia.pipeline.investigation import Investigation
from testimonia.store.sqlite import write_lock
from testimonia.text.phrases import say

NOTE = "The mayor said that 12 people had died.\n\nA doctor said on Monday that at least 20 people had died."


@pytest.fixture
def case(tmp_path):
    with Investigation.create(tmp_path / "case", title="Flood") as made:
        yield made


@pytest.fixture
def material(tmp_path):
    folder = tmp_path / "material"
    (folder / "inner").mkdir(parents=True)
    (folder / "one.txt").write_text(NOTE)
    (folder / "inner" / "two.txt").write_text("Two lorries burned, the driver said.")
    return folder


def altered(case):
    return [result for result in case.verify() if result.check is Check.ALTERED]


def test_a_file_becomes_an_item_with_passages_and_custody(case, material):
    """The item carries its hash, where it came from, who took it in, and what was read."""
    report = case.ingest([material / "one.txt"])
    assert (report.files, report.new_items, report.failures) == (1, 1, ())
    trail = case.item("one.txt")
    assert trail.item.media_type == "text/plain"
    assert trail.acquisitions[0].origin == str(material / "one.txt")
    assert trail.passages == 2
    assert [entry.act for entry in trail.custody] == ["acquired", "rendered"]
    assert altered(case) == []


def test_folders_are_entered_only_when_asked(case, material):
    """Without -r only the folder's own files."""
    assert case.ingest([material]).files == 1
    assert case.ingest([material], recursive=True).files == 2


def test_the_same_again_does_nothing(case, material):
    """Repeating a command adds no item, no acquisition and no custody entry."""
    case.ingest([material], recursive=True)
    before = case.log_root()
    report = case.ingest([material], recursive=True)
    assert (report.new_items, report.again, report.unchanged) == (0, 0, 2)
    assert case.log_root() == before


def test_the_same_bytes_elsewhere_are_one_item_with_two_acquisitions(case, material):
    """Duplicates by content are one item."""
    (material / "copy.txt").write_text(NOTE)
    report = case.ingest([material])
    assert (report.new_items, report.again) == (1, 1)
    assert len(case.items()) == 1
    assert {a.origin for a in case.item(case.items()[0].id).acquisitions} == {
        str(material / "copy.txt"),
        str(material / "one.txt"),
    }


def test_an_edited_file_is_a_new_item_and_supersedes_the_old(case, material):
    """Both stay; only the newer counts. Going back to the old bytes makes them count again."""
    path = material / "one.txt"
    case.ingest([path])
    old = case.items()[0].id
    path.write_text("The mayor said that 14 people had died.")
    case.ingest([path])
    states = {item.id: case.item(item.id).is_current for item in case.items()}
    assert len(states) == 2
    assert states[old] is False
    path.write_text(NOTE)
    assert case.ingest([path]).again == 1
    assert case.item(old).is_current


def test_originals_are_read_only_and_never_changed(case, material):
    """What was received is kept under its hash, not writable, and the user's file is left alone."""
    path = material / "one.txt"
    case.ingest([path])
    sha256 = case.items()[0].sha256
    kept = case.folder / ".testimonia" / "originals" / sha256[:2] / sha256
    assert kept.read_text() == NOTE == path.read_text()
    assert kept.stat().st_mode & 0o222 == 0


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("nulls.txt", b"\0" * 100_000, "null bytes"),
        ("empty.txt", b"", "empty"),
        ("program.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, "no reader knows"),
        ("broken.pdf", b"%PDF-1.7\nnothing that follows is a PDF", "PDF"),
    ],
)
def test_what_cannot_be_read_is_kept_and_named_and_the_rest_goes_on(case, material, name, data, reason):
    """A bad file is an item with a failure; the others are read."""
    (material / name).write_bytes(data)
    report = case.ingest([material])
    assert [failure.name for failure in report.failures] == [name]
    assert reason in report.failures[0].reason
    assert len(case.items()) == 2
    assert case.item("one.txt").passages == 2
    assert altered(case) == []


def test_why_a_file_could_not_be_read_is_told_in_arabic_and_exported_in_plain_words(case, material, tmp_path):
    """The reason is composed from its parts, in any language; what is stored and exported of a failure is the English alone."""
    (material / "nulls.txt").write_bytes(b"\0" * 10)
    (material / "one.txt.meta.yaml").write_text("sorce: driver\n")
    case.ingest([material, material / "nowhere.txt"])
    known = {failure.reason: say(failure.reason, "ar") for failure in case.reasons_of(case.failures())}
    assert len(known) == 3
    assert all(re.search("[\u0600-\u06ff]{3}", arabic) for arabic in known.values())
    sidecar = next(arabic for english, arabic in known.items() if "sorce" in english)
    assert "مفتاح غير معروف «\u2068sorce\u2069»" in sidecar and "one.txt.meta.yaml" in sidecar
    assert {type(failure.reason) for failure in case.failures()} == {str}
    case.export(tmp_path / "out")
    rows = [json.loads(line) for line in (tmp_path / "out" / "failures.jsonl").read_text().splitlines()]
    assert [list(row) for row in rows] == 3 * [["id", "step", "subject", "name", "reason", "at"]]


def test_a_bad_file_is_not_tried_again_until_something_changes(case, material):
    """The failure stays listed, and a rerun does no work."""
    (material / "nulls.txt").write_bytes(b"\0" * 10)
    case.ingest([material])
    assert case.ingest([material]).failures == ()
    assert len(case.failures()) == 1


def test_what_failed_is_tried_again_when_asked(case, material):
    """--retry does the failed reading again; it fails again, once."""
    (material / "nulls.txt").write_bytes(b"\0" * 10)
    case.ingest([material])
    assert {step.step: step.failed for step in case.run(workers=1).steps}["read"] == 0
    assert {step.step: step.failed for step in case.run(workers=1, retry=True).steps}["read"] == 1
    assert len(case.failures()) == 1


def test_a_missing_path_and_a_bad_sidecar_are_failures_too(case, material):
    """A path that is not there and a sidecar with an unknown key are named; nothing else is lost."""
    (material / "one.txt.meta.yaml").write_text("sorce: driver\n")
    report = case.ingest([material / "nowhere.txt", material / "one.txt", material / "inner"])
    assert sorted(failure.name for failure in report.failures)[-1] == "one.txt"
    assert any("sorce" in failure.reason for failure in report.failures)
    assert any("does not exist" in failure.reason for failure in report.failures)
    assert [item.name for item in case.items()] == ["two.txt"]


def test_a_mended_sidecar_clears_its_failure(case, material):
    """A failure is listed until the same file is taken in."""
    sidecar = material / "one.txt.meta.yaml"
    sidecar.write_text("sorce: driver\n")
    case.ingest([material])
    sidecar.write_text("source: driver\n")
    assert case.ingest([material]).failures == ()
    assert case.failures() == []
    assert case.item("one.txt").metadata.source == "driver"


def test_flags_come_before_the_sidecar_before_front_matter(case, material):
    """Metadata is merged in that order, field by field."""
    path = material / "note.md"
    path.write_text("---\nsource: from front matter\nplace: Tabqa\nparty: a\n---\nWe left at four in the morning.")
    (material / "note.md.meta.yaml").write_text("source: from the sidecar\nplace: Raqqa\n")
    case.ingest([path], metadata=Metadata(source="from a flag"))
    known = case.item("note.md").metadata
    assert (known.source, known.place, known.party) == ("from a flag", "Raqqa", "a")


def test_changed_metadata_is_one_more_acquisition_of_the_same_item(case, material):
    """A sidecar added later is read without a second item."""
    case.ingest([material / "one.txt"])
    (material / "one.txt.meta.yaml").write_text("source: driver\n")
    assert case.ingest([material / "one.txt"]).again == 1
    assert len(case.items()) == 1
    assert case.item("one.txt").metadata.source == "driver"


def test_an_attachment_is_an_item_of_its_own(case, material):
    """A letter's attachment is taken in, with the letter named as its origin."""
    from email.message import EmailMessage

    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "List"
    letter["Date"] = "Mon, 16 Oct 2017 10:00:00 +0300"
    letter.set_content("The list of lorries is attached, as promised on the telephone.")
    letter.add_attachment("Fifty lorries left on Thursday.", filename="list.txt")
    (material / "letter.eml").write_bytes(letter.as_bytes())
    case.ingest([material / "letter.eml"])
    attached = case.item("list.txt")
    assert attached.acquisitions[0].origin == f"{case.item('letter.eml').item.id}/list.txt"
    assert attached.metadata.obtained_from == "letter.eml"
    assert attached.passages == 1


def test_inside_the_investigation_origins_are_relative(case):
    """An investigation folder that moves keeps its origins."""
    (case.folder / "notes").mkdir()
    (case.folder / "notes" / "a.txt").write_text(NOTE)
    case.ingest([case.folder / "notes"])
    assert case.item("a.txt").acquisitions[0].origin == "notes/a.txt"


def test_an_altered_original_and_an_altered_rendition_are_found(case, material):
    """Verification names the file whose bytes changed, and the text that is not the recorded one."""
    case.ingest([material], recursive=True)
    sha256 = case.item("one.txt").item.sha256
    kept = case.folder / ".testimonia" / "originals" / sha256[:2] / sha256
    kept.chmod(0o644)
    kept.write_text(NOTE.replace("12", "21"))
    with closing(sqlite3.connect(case.folder / ".testimonia" / "case.db")) as connection, connection:
        connection.execute("DROP TRIGGER renditions_no_update")
        connection.execute("UPDATE renditions SET body = replace(body, 'Two lorries', 'Ten lorries')")
    assert {(result.name, result.reason.split()[1]) for result in altered(case)} == {
        ("one.txt", "original's"),
        ("two.txt", "text"),
    }


def test_a_cut_log_is_found_by_a_root_noted_outside(case, material):
    """Whoever wrote down SIZE:ROOT can prove that the log before it is unchanged."""
    case.ingest([material / "one.txt"])
    noted = case.log_root()
    case.ingest([material], recursive=True)
    assert altered(case) == []
    assert [r for r in case.verify(expected=noted) if r.check is Check.ALTERED] == []
    size, _, root = noted.partition(":")
    wrong = case.verify(expected=f"{size}:{'0' * len(root)}")
    assert [r.name for r in wrong if r.check is Check.ALTERED] == ["root noted outside"]


def test_a_second_process_is_told_to_wait(case, material):
    """Nothing is written while another process holds the lock."""
    with write_lock(case.folder / ".testimonia" / "lock"), pytest.raises(BusyError, match="is writing to this investigation"):
        case.ingest([material])
    assert case.items() == []


def test_killed_in_the_middle_and_repeated_each_file_is_in_once(tmp_path, case):
    """kill -9 during ingest loses nothing acknowledged; the same command again finishes, without duplicates."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(f"Driver {number} said that {number} people had left the town that day.")
    command = [sys.executable, "-m", "testimonia", "-C", str(case.folder), "ingest", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not case.items() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert 0 < len(case.items()) <= 300
    report = case.ingest([folder])
    assert report.failures == ()
    assert len(case.items()) == 300
    assert all(len(case.item(item.id).acquisitions) == 1 for item in case.items()[::50])
    assert altered(case) == []
