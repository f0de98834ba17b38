"""Run one step over many things: in line, or in worker processes.

The one place that catches ``Exception``, around one step on one thing: what goes wrong becomes a reason that is stored and
shown, and the rest goes on. A worker that dies (out of memory, a crash inside a library, or a time limit) costs only the
thing it died on.
"""

import faulthandler
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import IO, Any, Protocol

from msgspec import Struct

from testimonia.errors import CustodyError, StoreError, TestimoniaError, UsageError
from testimonia.model.phrases import told

Step = Callable[[Any], Any]
"""A step on one subject: a value to a value."""

MakeStep = Callable[[], Step]
"""Builds the step where it will run (loads models once per process); must be picklable."""


class Job(Struct, frozen=True):
    """One thing to do the step on. ``key`` and ``name`` identify it in reports."""

    key: str
    name: str
    subject: Any


class Outcome(Struct, frozen=True):
    """What came of a job: a result, or the reason why there is none."""

    job: Job
    result: Any = None
    reason: str = ""
    """Empty = done."""
    bug: str = ""
    """Type and place of an unexpected error, without its words, which may repeat what is in the material."""


class Engine(Protocol):
    """Runs a step over jobs and yields an outcome for each, in any order."""

    def run(self, make_step: MakeStep, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run the step on every job; jobs are drawn as they are needed."""


def attempt(step: Step, job: Job) -> Outcome:
    """Do a step on one job and turn any error into a reason.

    Raises:
        UsageError, StoreError, CustodyError: the whole run cannot go on.
    """
    try:
        return Outcome(job, result=step(job.subject))
    except (UsageError, StoreError, CustodyError):
        raise
    except TestimoniaError as error:
        return Outcome(job, reason=error.args[0] if error.args and isinstance(error.args[0], str) else str(error))
    except MemoryError:
        words = "not enough memory for this one: split the file, or run it on a larger machine"
        return Outcome(job, reason=told(words, "unread.memory"))
    except Exception as error:  # noqa: BLE001 - the one place, see the module's docstring
        frame = traceback.extract_tb(error.__traceback__)[-1]
        bug = f"unexpected {type(error).__name__} at {frame.filename.rpartition('/')[2]}:{frame.lineno}"
        words = f"{bug}: {error}. Please report it with the file."
        return Outcome(job, reason=told(words, "unread.bug", bug=f"{bug}: {error}"), bug=bug)


class InlineEngine:
    """One after another in this process."""

    def run(self, make_step: MakeStep, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run the step on every job; nothing is built if there is no job."""
        step: Step | None = None
        for job in jobs:
            step = step or make_step()
            yield attempt(step, job)


class ProcessEngine:
    """In worker processes, a bounded number of jobs ahead, so that memory does not grow with their number.

    Args:
        workers: processes.
        limit_s: seconds one job may take; 0 = any. A worker over it is killed, even inside a library that does not come back.
    """

    def __init__(self, workers: int, *, limit_s: float = 0) -> None:
        self.workers = workers
        self.limit_s = limit_s

    def run(self, make_step: MakeStep, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run the step on every job. Jobs that were under way when a worker died are tried again one at a time."""
        source = iter(jobs)
        while True:
            lost: list[Job] = []
            yield from self._run_pool(make_step, source, lost)
            if not lost:
                return
            for job in lost:
                yield self._run_alone(make_step, job)

    def _run_pool(self, make_step: MakeStep, jobs: Iterator[Job], lost: list[Job]) -> Iterator[Outcome]:
        pool = self._pool(make_step, self.workers)
        under_way: dict[str, Job] = {}
        futures: set[Future[Outcome]] = set()
        try:
            while True:
                for job in islice(jobs, 3 * self.workers - len(futures)):
                    under_way[job.key] = job
                    futures.add(pool.submit(_run_job, job))
                if not futures:
                    return
                done, futures = wait(futures, return_when=FIRST_COMPLETED)
                for future in done:
                    outcome = future.result()
                    del under_way[outcome.job.key]
                    yield outcome
        except BrokenProcessPool:
            lost += under_way.values()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _run_alone(self, make_step: MakeStep, job: Job) -> Outcome:
        with self._pool(make_step, 1) as pool:
            try:
                return pool.submit(_run_job, job).result()
            except BrokenProcessPool:
                limit = f"more than {self.limit_s:g} s, " if self.limit_s else ""
                words = f"the worker process died on this one ({limit}out of memory, or a crash in a library)"
                reason = told(words, "unread.died_late" if limit else "unread.died", seconds=self.limit_s)
                return Outcome(job, reason=reason, bug="too long, too large, or a crash in a library")

    def _pool(self, make_step: MakeStep, workers: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        return ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=(make_step, self.limit_s))


_make_step: MakeStep
_step: Step | None = None
_limit_s: float = 0
_nowhere: IO[str]


def _start_worker(make_step: MakeStep, limit_s: float) -> None:
    global _make_step, _limit_s, _nowhere
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    _make_step, _limit_s = make_step, limit_s
    _nowhere = Path(os.devnull).open("w")  # noqa: SIM115 - the watchdog writes there to the end, and says nothing new


def _run_job(job: Job) -> Outcome:
    global _step
    if _step is None:
        _step = _make_step()
    if _limit_s:
        faulthandler.dump_traceback_later(_limit_s, exit=True, file=_nowhere)
    outcome = attempt(_step, job)
    faulthandler.cancel_dump_traceback_later()
    return Outcome(Job(job.key, job.name, None), outcome.result, outcome.reason, outcome.bug)
