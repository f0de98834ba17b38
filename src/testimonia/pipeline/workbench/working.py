"""The process of one job: reads its order from standard input, works, and writes a line of JSON for every step.

It ends when its server does: standard input then closes, and the job with everything it started is ended at once. What it had
done by then is kept, since every step is a transaction.
"""

import os
import secrets
import shutil
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from testimonia.errors import TestimoniaError
from testimonia.model.ids import DIGITS
from testimonia.model.material import Failure, Metadata
from testimonia.model.phrases import phrase_of, told
from testimonia.model.reports import IngestReport
from testimonia.pipeline.case import INNER
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.workbench.events import JobFailure
from testimonia.pipeline.workbench.jobs import Order, Report
from testimonia.pipeline.workbench.sealed_uploads import open_sealed
from testimonia.pipeline.workbench.sharing import JobCase
from testimonia.pipeline.workbench.uploads import Batch, Uploads

PAUSE_S = 0.1
"""Steps are told no more often than this."""


class Telling:
    """Writes reports to standard output, not more of them than anybody could read."""

    def __init__(self) -> None:
        self._told_at = 0.0
        self._told = ""

    def progress(self, step: str, done: int, total: int) -> None:
        """Tell how far a step is."""
        now = time.monotonic()
        if step != self._told or done == total or now - self._told_at >= PAUSE_S:
            self._told, self._told_at = step, now
            self.tell(Report(step=step, done=done, total=total))

    def tell(self, report: Report) -> None:
        """Write one line."""
        sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
        sys.stdout.buffer.flush()


def work(order: Order, telling: Telling) -> Report:
    """Do what was ordered. Returns the last report."""
    case = Investigation(JobCase(Path(order.folder), by=order.by))
    try:
        if order.kind == "run":
            return _run(case, telling, retry=bool(order.arguments.get("retry")))
        if order.kind == "ingest":
            return _ingest(case, telling, order.arguments)
        if order.kind == "confidential":
            return _ingest_confidential(case, telling, order.secret)
        if order.kind == "publish":
            return _publish(case, telling, order)
        return Report(message=f"no kind of job: {order.kind}", is_end=True, is_error=True)
    finally:
        case.close()


def _run(case: Investigation, telling: Telling, *, retry: bool) -> Report:
    workers = max(1, len(os.sched_getaffinity(0)) - 1)  # one is left to the server
    report = case.run(workers=workers, retry=retry, progress=telling.progress)
    steps = [told(f"{step.step}: {step.done}", f"step.{step.step}", number=step.done) for step in report.steps if step.done]
    done = told(", ".join(steps), "job.ran", steps=steps) if steps else told("nothing had changed", "job.nothing")
    return Report(message=str(done), told=phrase_of(done), failures=_failures(case, report.failures), is_end=True)


def _ingest(case: Investigation, telling: Telling, arguments: dict[str, Any]) -> Report:
    """Take a batch of uploads in, then run: what was dropped is to be read, not only kept."""
    uploads = case.folder / INNER / "uploads"
    batch = uploads / Path(str(arguments["batch"])).name
    moves = msgspec.convert(arguments.get("moves") or (), tuple[tuple[str, str], ...])
    Uploads(uploads).move(Batch(batch.name, moves))  # done by the server, unless it was killed
    message: str = told("it was taken in before", "job.before")
    failures: tuple[JobFailure, ...] = ()
    if batch.is_dir():
        metadata = msgspec.convert(arguments.get("metadata") or {}, Metadata)
        report = case.ingest([batch], recursive=True, metadata=metadata, progress=telling.progress)
        failures = _failures(case, report.failures)
        message = _counts(report)
        shutil.rmtree(batch)
    return _run_after(case, telling, message, failures)


def _ingest_confidential(case: Investigation, telling: Telling, secret: str) -> Report:
    """Take sealed uploads in with the vault open, remove them, then run. Their bytes are in the clear in memory only."""
    from testimonia.pipeline.vaults import Credential
    from testimonia.pipeline.workbench.sending import Confided, to_given

    confided = msgspec.json.decode(secret, type=Confided)
    folder = case.folder / INNER / "uploads"
    files = to_given(confided.files, partial(open_sealed, folder), origin=f"sent {secrets.token_hex(DIGITS // 2)}")
    credential = Credential(passphrase=confided.passphrase)
    report = case.vault.ingest_given(credential, files, metadata=confided.metadata, progress=telling.progress)
    for sealed in confided.files:
        (folder / sealed.place).unlink(missing_ok=True)
    return _run_after(case, telling, _counts(report), _failures(case, report.failures))


def _run_after(case: Investigation, telling: Telling, message: str, failures: tuple[JobFailure, ...]) -> Report:
    """Run what was taken in, and tell both."""
    ran = _run(case, telling, retry=False)
    known = {(failure.name, failure.step) for failure in ran.failures}
    gone = tuple(failure for failure in failures if (failure.name, failure.step) not in known)
    return Report(message=str(message), told=phrase_of(message), failures=(*gone, *ran.failures), is_end=True)


def _counts(report: IngestReport) -> str:
    return told(
        f"{report.files} files: {report.new_items} new, {report.again} again, {report.unchanged} unchanged",
        "job.taken_in",
        files=report.files,
        new=report.new_items,
        again=report.again,
        unchanged=report.unchanged,
    )


def _publish(case: Investigation, telling: Telling, order: Order) -> Report:
    from testimonia.pipeline.publishing import Wanted
    from testimonia.pipeline.vaults import Credential

    wanted = msgspec.convert(order.arguments, Wanted, dec_hook=lambda kind, value: kind(value))
    credential = Credential(passphrase=order.secret) if order.secret else None
    report = case.publish(wanted, credential, progress=telling.progress)
    said = told("published", "job.published")
    if not report.is_new:
        said = told("the very same is published already", "job.published_already")
    phrase = None if report.notes else phrase_of(said)
    return Report(message="; ".join((said, *report.notes)), told=phrase, is_end=True)


def _failures(case: Investigation, failures: tuple[Failure, ...]) -> tuple[JobFailure, ...]:
    known = case.reasons_of(failures)
    return tuple(JobFailure(one.name, str(one.reason), one.step, phrase_of(one.reason)) for one in known)


def _end_with_server() -> None:
    """Wait until standard input closes, then end everything of this job."""
    os.read(sys.stdin.fileno(), 1)
    os.killpg(0, signal.SIGKILL)


def main() -> None:
    """Read the order, do it, say how it ended."""
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    threading.Thread(target=_end_with_server, daemon=True).start()
    telling = Telling()
    try:
        last = work(order, telling)
    except TestimoniaError as error:
        last = Report(message=str(error), told=phrase_of(error.args[0]) if error.args else None, is_end=True, is_error=True)
    telling.tell(last)


if __name__ == "__main__":
    main()
