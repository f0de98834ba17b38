"""The gate over a folder: nothing in it is passed over, and the report is bound to what lies there."""

import hashlib
import os
import socket

import pytest

from testimonia.engine import InlineEngine, Outcome
from testimonia.errors import GateError, UsageError
from testimonia.model.gating import Unread, Verdict
from testimonia.pipeline import gating
from testimonia.pipeline.gating import gate_folder, hash_folder
from testimonia.protect.gate.gate import BLIND_SPOTS
from testimonia.protect.gate.signing import check_files, check_signature, new_signing_key, public_key, sign
from testimonia.protect.identities import Allowed, Identity

PEOPLE = [Identity("P1", pseudonym="Karim", names=("Nawwaf al-Khayali",))]
EMPTY = hashlib.sha256(b"").hexdigest()
LINK = "a link or a device, not a file: put the file itself there"


@pytest.fixture
def inline(monkeypatch):
    """The steps run in this process, so that what they meet can be arranged; notes what the engine was asked for."""
    asked = []

    def engine(workers, *, limit_s):
        asked.append((workers, limit_s))
        return InlineEngine()

    monkeypatch.setattr(gating, "ProcessEngine", engine)
    return asked


def put(folder, path, data=b"Rain"):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def report(folder, **options):
    return gate_folder(folder, PEOPLE, Allowed(), made_at="2026-01-02T03:04:05Z", tool="testimonia 1", **options)


def rows(folder, **options):
    return {file.path: file for file in report(folder, **options).files}


def reasons(folder):
    return {path: [(part.place, part.why) for part in file.unread] for path, file in rows(folder).items() if file.unread}


def test_a_folder_is_read_in_other_processes(tmp_path):
    """Every file once, in order of path, hidden ones too; a name in one blocks the whole."""
    put(tmp_path, "b.txt", b"Nawwaf al-Khayali")
    put(tmp_path, ".hidden/.also", b"Nawwaf al-Khayali")
    put(tmp_path, "a/page.html", b"<p>Rain</p>")
    steps = []
    found = report(tmp_path, workers=2, progress=lambda *step: steps.append(step))
    assert [(file.path, file.verdict, {leak.pseudonym for leak in file.leaks}) for file in found.files] == [
        (".hidden/.also", Verdict.BLOCK, {"Karim"}),
        ("a/page.html", Verdict.CLEAN, set()),
        ("b.txt", Verdict.BLOCK, {"Karim"}),
    ]
    assert (found.made_at, found.tool, found.blind_spots) == ("2026-01-02T03:04:05Z", "testimonia 1", BLIND_SPOTS)
    assert found.verdict is Verdict.BLOCK
    assert steps == [("gate", 1, 3), ("gate", 2, 3), ("gate", 3, 3)]


def test_as_many_workers_as_processors_unless_said_otherwise(tmp_path, inline):
    """And each file has two minutes."""
    put(tmp_path, "a.txt")
    report(tmp_path)
    report(tmp_path, workers=5)
    assert inline == [(len(os.sched_getaffinity(0)), 120.0), (5, 120.0)]


def test_no_folder_is_an_error_of_use(tmp_path):
    """A file or a name that is not there: says so and what to do."""
    for wrong in (tmp_path / "none", put(tmp_path, "a.txt")):
        with pytest.raises(UsageError) as caught:
            report(wrong)
        assert str(caught.value) == f"{wrong} is no folder: name the folder that is about to be published"


def test_an_empty_folder_is_clean(tmp_path, inline):
    """There is nothing to publish in it."""
    assert (report(tmp_path).files, report(tmp_path).verdict, hash_folder(tmp_path)) == ((), Verdict.CLEAN, {})


def test_links_are_not_followed_and_not_passed_over(tmp_path, inline):
    """To a file, to a folder, to nothing: what a web server would follow is not read, so it blocks."""
    elsewhere = put(tmp_path, "elsewhere/secret.txt", b"Nawwaf al-Khayali").parent
    folder = tmp_path / "out"
    put(folder, "real.txt")
    (folder / "file.txt").symlink_to(elsewhere / "secret.txt")
    (folder / "folder").symlink_to(elsewhere)
    (folder / "nowhere").symlink_to(tmp_path / "none")
    found = rows(folder)
    assert {path: file.verdict for path, file in found.items()} == {
        "file.txt": Verdict.BLOCK,
        "folder": Verdict.BLOCK,
        "nowhere": Verdict.BLOCK,
        "real.txt": Verdict.CLEAN,
    }
    for name in ("file.txt", "folder", "nowhere"):
        assert (found[name].sha256, found[name].size_bytes, found[name].unread) == (EMPTY, 0, (Unread(name, LINK),))


def test_a_folder_with_nothing_but_a_linked_folder(tmp_path, inline):
    """The link is what lies in it; the folder is not empty."""
    (tmp_path / "out" / "sub").mkdir(parents=True)
    (tmp_path / "out" / "sub" / "link").symlink_to(tmp_path)
    assert list(rows(tmp_path / "out")) == ["sub/link"]


def test_a_socket_or_a_pipe_is_not_read(tmp_path, inline):
    """What is no file would hang the reader."""
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        assert reasons(tmp_path) == {"pipe": [("pipe", LINK)], "s": [("s", LINK)]}
        assert hash_folder(tmp_path) == {"pipe": EMPTY, "s": EMPTY}


def test_the_name_of_an_empty_folder_is_read(tmp_path, inline):
    """It is published with the rest; so are the names of folders on the way to a file."""
    (tmp_path / "Nawwaf al-Khayali" / "inner").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    put(tmp_path, "x/nawwaf-al-khayali/a.txt")
    found = rows(tmp_path)
    assert {path: (file.verdict, file.size_bytes) for path, file in found.items()} == {
        "Nawwaf al-Khayali/inner/": (Verdict.BLOCK, 0),
        "empty/": (Verdict.CLEAN, 0),
        "x/nawwaf-al-khayali/a.txt": (Verdict.BLOCK, 4),
    }
    assert [leak.kind for leak in found["Nawwaf al-Khayali/inner/"].leaks] == ["name"]


def test_a_file_beyond_the_largest_is_not_read(tmp_path, inline, monkeypatch):
    """One byte more than the bound; exactly the bound is read."""
    monkeypatch.setattr(gating, "LARGEST", 1000)
    put(tmp_path, "a.txt", b"Rain." * 200)
    put(tmp_path, "b.txt", b"Rain." * 200 + b"!")
    assert reasons(tmp_path) == {"b.txt": [("b.txt", "larger than 0.0 GB: split it or leave it out")]}


def test_the_largest_file_is_a_gibibyte(tmp_path, inline):
    """A sparse file of one byte more is refused by its size alone."""
    with (tmp_path / "a.bin").open("wb") as file:
        file.truncate((1 << 30) + 1)
    assert reasons(tmp_path) == {"a.bin": [("a.bin", "larger than 1.1 GB: split it or leave it out")]}


def test_a_crash_is_not_read_and_says_nothing_of_the_contents(tmp_path, inline, monkeypatch):
    """Type and place of the error; never its words, which may repeat the file. The other files are read."""

    def crash(path, data, needles):
        if b"Nawwaf" in data:
            raise ZeroDivisionError(data.decode())
        return real(path, data, needles)

    real = gating.read_file
    monkeypatch.setattr(gating, "read_file", crash)
    put(tmp_path, "a.txt", b"Nawwaf al-Khayali")
    put(tmp_path, "b.txt")
    found = rows(tmp_path)
    (part,) = found["a.txt"].unread
    assert part.place == "a.txt"
    assert part.why.startswith("unexpected ZeroDivisionError at test_gating.py:")
    assert part.why.endswith(": leave it out or change its form")
    assert "Nawwaf" not in part.why
    assert (found["a.txt"].verdict, found["b.txt"].verdict) == (Verdict.BLOCK, Verdict.CLEAN)


def test_a_file_that_may_not_be_read_is_not_read(tmp_path, inline, monkeypatch):
    """No permission, or a broken disk: this file blocks, the others are read."""
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    real = type(tmp_path).read_bytes

    def read_bytes(file):
        if file.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(file))
        return real(file)

    monkeypatch.setattr(type(tmp_path), "read_bytes", read_bytes)
    found = reasons(tmp_path)
    assert list(found) == ["a.txt"]
    assert found["a.txt"][0][1].startswith("unexpected PermissionError at ")


def test_the_reason_of_the_engine_is_passed_on(tmp_path, monkeypatch):
    """Where it is no bug, it holds nothing of the file."""

    class Dying:
        def run(self, make_step, jobs):
            return (Outcome(job, reason="not enough memory for this one") for job in jobs)

    monkeypatch.setattr(gating, "ProcessEngine", lambda workers, *, limit_s: Dying())
    put(tmp_path, "a.txt")
    assert reasons(tmp_path) == {"a.txt": [("a.txt", "not enough memory for this one: leave it out or change its form")]}


def test_the_report_does_not_depend_on_the_order_of_reading(tmp_path, inline, monkeypatch):
    """Files come back in any order; the report has them by path. The largest are begun first."""
    for number in range(7):
        put(tmp_path, f"{number}.txt", b"Rain. " * (number % 3 + 1))
    begun = []

    class Backwards:
        def run(self, make_step, jobs):
            jobs = list(jobs)
            begun.extend(job.key for job in jobs)
            return InlineEngine().run(make_step, reversed(jobs))

    forwards = report(tmp_path)
    monkeypatch.setattr(gating, "ProcessEngine", lambda workers, *, limit_s: Backwards())
    assert report(tmp_path) == forwards
    assert begun == ["2.txt", "5.txt", "1.txt", "4.txt", "0.txt", "3.txt", "6.txt"]


def test_the_folder_hashes_to_what_was_read(tmp_path, inline):
    """`hash_folder` names and hashes exactly what the report does; a change, a new or a missing file is refused."""
    put(tmp_path, "a.txt", b"Rain")
    put(tmp_path, ".b/c.txt", b"Snow")
    (tmp_path / "empty").mkdir()
    found = report(tmp_path)
    hashes = {".b/c.txt": hashlib.sha256(b"Snow").hexdigest(), "a.txt": hashlib.sha256(b"Rain").hexdigest(), "empty/": EMPTY}
    assert hash_folder(tmp_path) == {file.path: file.sha256 for file in found.files} == hashes
    key = new_signing_key(bytes(range(32)))
    check_signature(sign(found, key), public_key(key))
    check_files(found, hash_folder(tmp_path))
    put(tmp_path, "a.txt", b"rain")
    put(tmp_path, "new.txt")
    (tmp_path / "empty").rmdir()
    with pytest.raises(GateError) as caught:
        check_files(found, hash_folder(tmp_path))
    assert str(caught.value) == "not what the gate read: a.txt changed, new.txt is new, empty/ is gone: run the gate again"


def test_a_folder_that_cannot_be_listed_stops_the_gate(tmp_path, monkeypatch):
    """What is in it could be anything: there is no word on the rest either."""
    (tmp_path / "in").mkdir()
    real = os.scandir

    def refusing(path):
        if str(path).endswith("in"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(UsageError, match=r"in cannot be listed .Permission denied.: make it readable, or take it out"):
        gate_folder(tmp_path, [], Allowed(), made_at="", tool="")


def test_a_file_name_that_is_no_text_is_not_read(tmp_path):
    """Its bytes are named in the report, which can be signed."""
    (tmp_path / os.fsdecode(b"\xe4\xe6.txt")).write_text("nothing")
    report = gate_folder(tmp_path, [], Allowed(), made_at="", tool="", workers=1)
    assert [(file.path, str(file.verdict)) for file in report.files] == [("\\udce4\\udce6.txt", "block")]
    assert report.files[0].unread[0].why.startswith("its name is not UTF-8")
    assert sign(report, new_signing_key(bytes(32))).report == report
