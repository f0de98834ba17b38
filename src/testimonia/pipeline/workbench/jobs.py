"""Long work in a process of its own, one piece after the other: started, watched, stopped, gone on with.

Why a process: the server answers as fast while a case is extracted as when it rests, a job can be stopped at any point, since
what it did is kept in whole transactions, and a job that runs out of memory takes nobody with it. The job's process inherits
the case's lock and ends with its server, so no second writer can slip in between.
"""

import contextlib
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from testimonia.errors import BusyError, NotFoundError, OtherCallError, UsageError
from testimonia.model.ids import DIGITS, content_id
from testimonia.model.phrases import Phrase, changed, phrase_of, told
from testimonia.pipeline.workbench.events import Event, JobFailure, JobRow, Listeners, shown_row
from testimonia.pipeline.workbench.naming import without_paths
from testimonia.pipeline.workbench.sharing import SharedCase

KEPT = 50
"""Jobs that are remembered."""
UNDER_WAY = ("waiting", "running")
WORKER = "testimonia.pipeline.workbench.working"


class Kept(Struct, frozen=True):
    """A job as it lies on the disk: enough to go on with it. Never a passphrase."""

    row: JobRow
    arguments: dict[str, Any]


class Order(Struct, frozen=True):
    """What the job's process is told, through a pipe that nobody else can read."""

    kind: str
    folder: str
    by: str
    arguments: dict[str, Any] = {}
    secret: str = ""


class Report(Struct, frozen=True, omit_defaults=True):
    """One line of what the job's process tells."""

    step: str = ""
    done: int = 0
    total: int = 0
    failures: tuple[JobFailure, ...] = ()
    message: str = ""
    told: Phrase | None = None
    """What the message is made of."""
    is_end: bool = False
    is_error: bool = False


class Jobs:
    """The jobs of an open case.

    Args:
        case: whose lock a job holds.
        listeners: told of every step.
    """

    def __init__(self, case: SharedCase, listeners: Listeners) -> None:
        self._case = case
        self._listeners = listeners
        self._folder: Path = case.inner / "jobs"
        self._lock = threading.RLock()
        self._kept: dict[str, Kept] = {}
        self._secrets: dict[str, str] = {}
        self._process: dict[str, subprocess.Popen[bytes]] = {}
        self._queue: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._is_closing = False
        self._load()
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
        self._thread.start()

    def rows(self) -> list[JobRow]:
        """Every job that is remembered, the newest first."""
        with self._lock:
            return [shown_row(kept.row) for kept in reversed(self._kept.values())]

    def row(self, job_id: str) -> JobRow:
        """One job. Raises NotFoundError."""
        return shown_row(self._find(job_id).row)

    def is_busy(self) -> bool:
        """Whether a job works or waits."""
        with self._lock:
            return any(kept.row.state in UNDER_WAY for kept in self._kept.values())

    def start(
        self,
        kind: str,
        *,
        by: str,
        arguments: Mapping[str, Any] | None = None,
        secret: str = "",
        is_automatic: bool = False,
        key: str = "",
    ) -> JobRow:
        """Put a job in the queue; it begins when those before it have ended.

        Args:
            kind: run, ingest, confidential, publish.
            by: in whose name.
            arguments: what the kind needs (see `working`), as JSON can hold it.
            secret: a passphrase: handed to the job's process, kept nowhere.
            is_automatic: the workbench itself wants it.
            key: makes a repeated call the same call: its job is started once.

        Raises:
            OtherCallError: the key was used for a job of another kind.
        """
        job_id = _job_id(by, key) if key else f"job-{secrets.token_hex(DIGITS // 2)}"
        row = JobRow(job_id, kind, "waiting", by, self._case.now(), is_automatic=is_automatic)
        with self._lock:
            if known := self.started(kind, by=by, key=key):
                return known
            if self._is_closing:
                raise UsageError("the workbench is closing")
            self._kept[job_id] = Kept(row, dict(arguments or {}))
            self._secrets[job_id] = secret
            self._save(job_id)
            self._trim()
        self._queue.put(job_id)
        self._listeners.tell(Event("job", job=shown_row(row)))
        return shown_row(row)

    def started(self, kind: str, *, by: str, key: str) -> JobRow | None:
        """The job that a call of this key has started, if it has. Raises OtherCallError if that is of another kind."""
        with self._lock:
            known = self._kept.get(_job_id(by, key)) if key else None
            if known is not None and known.row.kind != kind:
                raise OtherCallError
            return known.row if known else None

    def start_once(self, kind: str, *, by: str, arguments: Mapping[str, Any], key: str = "") -> JobRow:
        """As `start`; the same job if just that one waits already."""
        with self._lock:
            if known := self.started(kind, by=by, key=key):
                return known
            for kept in self._kept.values():
                if kept.row.state == "waiting" and kept.row.kind == kind and kept.arguments == arguments:
                    return kept.row
            return self.start(kind, by=by, arguments=arguments, key=key)

    def stop(self, job_id: str) -> JobRow:
        """Stop a job; what it has done is kept. Raises NotFoundError, UsageError if it has ended."""
        with self._lock:
            kept = self._find(job_id)
            if kept.row.state not in UNDER_WAY:
                words = f"{job_id} has ended already ({kept.row.state})"
                raise UsageError(told(words, "problem.job_ended"))
            said = told("stopped; what was done is kept", "job.stopped")
            row = self._change(job_id, state="stopped", ended_at=self._case.now(), **_message(said))
            process = self._process.get(job_id)
        if process is not None:
            _kill(process)
        return row

    def resume(self, job_id: str, *, by: str, key: str = "") -> JobRow:
        """Go on with a job that was stopped, interrupted or failed. Raises NotFoundError, UsageError."""
        with self._lock:
            kept = self._find(job_id)
            if known := self.started(kept.row.kind, by=by, key=key):
                return known
            if not kept.row.can_resume:
                words = f"{job_id} cannot be gone on with ({kept.row.state}): start it anew"
                raise UsageError(told(words, "problem.job_over"))
            row = self.start(kept.row.kind, by=by, arguments=kept.arguments, key=key)  # first: a kill in between loses nothing
            self._change(job_id, can_resume=False)
            return row

    def close(self) -> None:
        """Stop what is under way; it can be gone on with at the next start."""
        with self._lock:
            self._is_closing = True
            processes = list(self._process.values())
        for process in processes:
            _kill(process)
        self._queue.put("")
        self._thread.join(timeout=10)

    def _find(self, job_id: str) -> Kept:
        with self._lock:
            if job_id not in self._kept:
                raise NotFoundError(f"no job {job_id} here")
            return self._kept[job_id]

    def _work(self) -> None:
        while job_id := self._queue.get():
            with self._lock:
                kept = self._kept.get(job_id)
                secret = self._secrets.pop(job_id, "")
            if kept is None or kept.row.state != "waiting" or self._is_closing:
                continue
            try:
                with self._case.turns.file_lock.hold() as descriptor:
                    self._do(job_id, secret, descriptor)
            except (BusyError, OSError) as error:  # one job that cannot be kept or begun must not keep those after it
                said = error.args[0] if isinstance(error, BusyError) else str(error)
                with contextlib.suppress(OSError):
                    self._finish(job_id, Report(**_message(said), is_error=True))
            self._case.turns.told()

    def _do(self, job_id: str, secret: str, descriptor: int) -> None:
        with self._lock:
            kept = self._find(job_id)
            if kept.row.state != "waiting":
                return
            self._process[job_id] = process = subprocess.Popen(
                [sys.executable, "-m", WORKER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(descriptor,),
                start_new_session=True,
            )
            self._change(job_id, state="running")
        order = Order(kept.row.kind, str(self._case.root.resolve()), kept.row.by, kept.arguments, secret)
        silent = told("the job ended without a word; `testimonia run` in a terminal shows why", "job.silent")
        last = Report(**_message(silent), is_error=True)
        try:
            last = self._listen(job_id, process, order) or last
        finally:
            _kill(process)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            with self._lock:
                del self._process[job_id]
        self._finish(job_id, last)

    def _listen(self, job_id: str, process: subprocess.Popen[bytes], order: Order) -> Report | None:
        """Hand the order over and follow the reports. Returns the last one, None if there was none."""
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode(order) + b"\n")
            process.stdin.flush()  # and left open: the job ends when its server does
        except BrokenPipeError:
            return None
        for line in process.stdout:
            try:
                report = msgspec.json.decode(line, type=Report)
            except msgspec.DecodeError:  # killed in the middle of it, or words of a library
                continue
            if report.is_end:
                return report
            with self._lock:
                if self._find(job_id).row.state == "running":
                    self._change(job_id, step=report.step, done=report.done, total=report.total)
        return None

    def _finish(self, job_id: str, last: Report) -> None:
        with self._lock:
            if self._find(job_id).row.state not in UNDER_WAY:
                return
            state = "interrupted" if self._is_closing else "failed" if last.is_error else "done"
            message = "" if self._is_closing else without_paths(last.message, self._case.root)
            short = partial(without_paths, folder=self._case.root)
            failures = tuple(
                JobFailure(short(one.name), short(one.reason), one.step, changed(one.told, short)) for one in last.failures
            )
            told_ = None if self._is_closing else changed(last.told, short)
            self._change(job_id, state=state, ended_at=self._case.now(), message=message, told=told_, failures=failures)

    def _change(self, job_id: str, **changes: Any) -> JobRow:
        """Note a change and tell it; what is more than a step is kept on the disk."""
        with self._lock:
            kept = self._kept[job_id]
            state = changes.get("state")
            if state in ("stopped", "failed", "interrupted"):
                changes["can_resume"] = kept.row.kind not in ("publish", "confidential")  # their passphrase is kept nowhere
            row = msgspec.structs.replace(kept.row, **changes)
            self._kept[job_id] = msgspec.structs.replace(kept, row=row)
            if state or "can_resume" in changes:
                self._save(job_id)
        self._listeners.tell(Event("job", job=shown_row(row)))
        return shown_row(row)

    def _save(self, job_id: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{job_id}.json"
        beside = path.with_suffix(".new")
        beside.write_bytes(msgspec.json.encode(self._kept[job_id]))
        beside.replace(path)

    def _load(self) -> None:
        found = []
        for path in self._folder.glob("job-*.json"):
            try:
                found.append(msgspec.json.decode(path.read_bytes(), type=Kept))
            except (msgspec.DecodeError, OSError):  # of another version, or torn by a power cut: a note, no evidence
                path.unlink(missing_ok=True)
        for kept in sorted(found, key=lambda kept: (kept.row.started_at, kept.row.id)):
            self._kept[kept.row.id] = kept
            if kept.row.state in UNDER_WAY:
                said = told("the server ended before it", "job.interrupted")
                self._change(kept.row.id, state="interrupted", **_message(said))

    def _trim(self) -> None:
        ended = [job_id for job_id, kept in self._kept.items() if kept.row.state not in UNDER_WAY]
        for job_id in ended[: max(0, len(self._kept) - KEPT)]:
            del self._kept[job_id]
            (self._folder / f"{job_id}.json").unlink(missing_ok=True)


def _job_id(by: str, key: str) -> str:
    return content_id("job", "key", key, by)


def _message(said: str) -> dict[str, Any]:
    """A message as it is kept, with what it is made of."""
    return {"message": str(said), "told": phrase_of(said)}


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a job's process with all its own, and wait for it. Its pipes are closed by who reads them, and by nobody else."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
