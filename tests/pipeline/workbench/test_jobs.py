"""Long work in a process of its own: done, stopped, interrupted, gone on with."""

import os
import signal
import time

import msgspec
import pytest

from testimonia.errors import BusyError, NotFoundError, UsageError
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.workbench import jobs
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.store.sqlite import write_lock
from testimonia.text.phrases import say
from tests.make import gathered

NOTE = "---\nsource: witness {}\n---\nHe says that {} people died in the flood.\n"


@pytest.fixture
def folder(tmp_path):
    Investigation.create(tmp_path / "case", title="Flood").close()
    return tmp_path / "case"


@pytest.fixture
def workbench(folder):
    with Workbench(folder, people=("Ann",), is_reconciling=False) as opened:
        yield opened


def wait_for(workbench, job_id, *states, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        row = workbench.jobs.row(job_id)
        if row.state in states:
            return row
        time.sleep(0.02)
    raise AssertionError(f"still {workbench.jobs.row(job_id)}")


def upload(workbench, files):
    ids = []
    for name, data in files.items():
        begun = workbench.uploads.begin(name, len(data), by="Ann", at="2026-01-01T00:00:00Z")
        workbench.uploads.add(begun.id, 0, data)
        ids.append(begun.id)
    return gathered(workbench.uploads, ids)


def test_uploads_are_taken_in_read_and_gone_from_the_way(workbench):
    """The job takes in every file in the name of who sent it, reads and extracts, names what failed, and leaves no copy."""
    told = []
    workbench.listeners.listen(told.append)
    files = {"a.txt": NOTE.format("a", 12).encode(), "b/c.txt": NOTE.format("b", 40).encode(), "bad.pdf": b"%PDF-1.7 rubbish"}
    job = workbench.jobs.start(
        "ingest", by="Ann", arguments={"batch": upload(workbench, files), "metadata": {"title": "Notes"}}
    )
    assert job.state == "waiting"
    done = wait_for(workbench, job.id, "done", "failed")
    assert done.state == "done", done
    assert done.message.startswith("3 files: 3 new")
    assert [(failure.name, failure.step) for failure in done.failures] == [("bad.pdf", "read")]
    assert "ملف \u2068PDF\u2069 تالف" in say(done.failures[0].reason, "ar") and done.failures[0].told is None
    assert "the PDF is damaged" in done.failures[0].written
    case = workbench.as_user("Ann")
    assert {item.name for item in case.items()} == {"a.txt", "c.txt", "bad.pdf"}
    assert {one.acquired_by for one in case._case.store.acquisitions()} == {"Ann"}
    assert case.item("a.txt").metadata.title == "Notes"
    assert {statement.rendition_id for _, statement in case.claims()} == {
        reading.rendition_id for reading in case._case.store.readings()
    }
    assert not list((workbench.folder / ".testimonia" / "uploads").iterdir())
    assert {event.job.state for event in told if event.job} >= {"waiting", "running", "done"}
    assert any(event.job.total for event in told if event.job)


def test_a_stopped_job_is_gone_on_with(workbench):
    """Stopping ends the job's process at once; a new job does what is left."""
    files = {f"{n}.txt": NOTE.format(n, n + 10).encode() for n in range(40)}
    job = workbench.jobs.start("ingest", by="Ann", arguments={"batch": upload(workbench, files)})
    wait_for(workbench, job.id, "running")
    workbench.jobs.stop(job.id)
    row = workbench.jobs.row(job.id)
    assert (row.state, row.can_resume) == ("stopped", True)
    with pytest.raises(UsageError, match="ended already"):
        workbench.jobs.stop(job.id)
    again = workbench.jobs.resume(job.id, by="Ann")
    assert wait_for(workbench, again.id, "done", "failed").state == "done"
    assert len(workbench.as_user("Ann").items()) == 40
    with pytest.raises(UsageError, match="cannot be gone on with"):
        workbench.jobs.resume(job.id, by="Ann")


def test_a_waiting_job_can_be_stopped_before_it_begins(workbench):
    """What waits behind another job and is stopped never begins."""
    first = workbench.jobs.start("run", by="Ann")
    second = workbench.jobs.start("run", by="Ann", arguments={"retry": True})
    workbench.jobs.stop(second.id)
    assert wait_for(workbench, first.id, "done").state == "done"
    assert workbench.jobs.row(second.id).state == "stopped"


def test_the_same_run_is_not_queued_twice(workbench):
    """Asking again for what waits already gives the job that waits."""
    workbench.jobs.start("run", by="Ann")
    waiting = workbench.jobs.start_once("run", by="Ann", arguments={"retry": True})
    assert workbench.jobs.start_once("run", by="Bilal", arguments={"retry": True}).id == waiting.id


def test_a_job_holds_other_processes_off_and_lets_its_own_people_write(workbench, folder):
    """While a job works, a command elsewhere is told to wait, and a colleague at the workbench is not."""
    job = workbench.jobs.start("run", by="Ann")
    wait_for(workbench, job.id, "running")
    with pytest.raises(BusyError), Investigation.open(folder) as other, other._case.writing():
        pass
    with workbench.case_of("Ann").writing():
        assert workbench.jobs.row(job.id).state == "running"
    wait_for(workbench, job.id, "done")
    with Investigation.open(folder) as other, other._case.writing():
        pass


def test_a_job_whose_process_dies_is_told_as_failed(workbench):
    """A crash is a sentence, and the next job runs."""
    job = workbench.jobs.start("run", by="Ann")
    wait_for(workbench, job.id, "running")
    os.killpg(workbench.jobs._process[job.id].pid, signal.SIGKILL)
    row = wait_for(workbench, job.id, "failed")
    assert "without a word" in row.message
    assert row.can_resume
    assert wait_for(workbench, workbench.jobs.start("run", by="Ann").id, "done", "failed").state == "done"


def test_what_a_job_refuses_comes_back_in_its_own_words(workbench, folder):
    """An error of the program in a job is its message."""
    (folder / "story.md").write_text("# Story\n")
    job = workbench.jobs.start(
        "publish", by="Ann", arguments={"story": str(folder / "story.md"), "target": str(folder / "out")}
    )
    row = wait_for(workbench, job.id, "failed")
    assert "a story begins with its head" in row.message
    assert str(folder) not in row.message
    assert not row.can_resume


def test_no_passphrase_is_kept(workbench, folder):
    """What opens the vault goes through a pipe, and lies nowhere: not on the disk, not in the job's command line."""
    secret = "five-random-words-of-a-test"
    job = workbench.jobs.start(
        "publish", by="Ann", arguments={"story": str(folder / "s.md"), "target": str(folder / "o")}, secret=secret
    )
    wait_for(workbench, job.id, "failed")
    kept = b"".join(path.read_bytes() for path in (folder / ".testimonia").rglob("*") if path.is_file())
    assert secret.encode() not in kept
    assert secret not in repr(vars(workbench.jobs))


def test_a_job_that_the_server_left_behind_is_interrupted(folder):
    """After a restart a job that was under way is shown as interrupted, and can be gone on with."""
    with Workbench(folder, people=("Ann",), is_reconciling=False) as workbench:
        job = workbench.jobs.start("run", by="Ann")
        wait_for(workbench, job.id, "running")
    with Workbench(folder, people=("Ann",), is_reconciling=False) as workbench:
        row = workbench.jobs.row(job.id)
        assert (row.state, row.can_resume) == ("interrupted", True)
        again = workbench.jobs.resume(job.id, by="Ann")
        assert wait_for(workbench, again.id, "done", "failed").state == "done"


def test_a_torn_note_of_a_job_is_no_obstacle(folder):
    """A job's note that cannot be read is dropped; the workbench opens."""
    (folder / ".testimonia" / "jobs").mkdir(parents=True)
    (folder / ".testimonia" / "jobs" / "job-1.json").write_bytes(b'{"row": {"id"')
    with Workbench(folder, people=("Ann",), is_reconciling=False) as workbench:
        assert workbench.jobs.rows() == []


def test_only_the_last_jobs_are_remembered(workbench, monkeypatch):
    """Old jobs are forgotten, on the disk as well."""
    monkeypatch.setattr("testimonia.pipeline.workbench.jobs.KEPT", 3)
    for _ in range(6):
        job = workbench.jobs.start("none", by="Ann")
        wait_for(workbench, job.id, "failed")
    assert len(workbench.jobs.rows()) <= 4
    assert len(list((workbench.folder / ".testimonia" / "jobs").glob("*.json"))) <= 4


def test_an_unknown_job_is_not_found(workbench):
    """A job that is not there is said not to be there."""
    for act in (workbench.jobs.row, workbench.jobs.stop):
        with pytest.raises(NotFoundError):
            act("job-none")


def test_the_lock_is_free_when_nothing_works(workbench, folder):
    """An open workbench that rests keeps nobody out."""
    with write_lock(folder / ".testimonia" / "lock"):
        assert msgspec.json.encode(workbench.jobs.rows()) == b"[]"


def test_a_job_that_is_stopped_while_it_tells_something_keeps_no_other_from_working(workbench, monkeypatch):
    """Killed in the middle of a line, or while the line is read: the next job begins all the same."""
    monkeypatch.setattr(jobs, "WORKER", "tests.pipeline.workbench.chattering")
    for _ in range(12):
        job = workbench.jobs.start("run", by="Ann")
        wait_for(workbench, job.id, "running")
        until = time.monotonic() + 30
        while not workbench.jobs.row(job.id).step:
            assert time.monotonic() < until
            time.sleep(0.001)
        assert workbench.jobs.stop(job.id).state == "stopped"
    assert workbench.jobs._thread.is_alive()
