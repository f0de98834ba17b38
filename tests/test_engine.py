"""One step over many things, in line and in processes: the same contract."""

import os

import pytest

from testimonia.engine import InlineEngine, Job, ProcessEngine
from testimonia.errors import ReadError, StoreError

JOBS = [Job(str(n), f"file {n}", n) for n in range(20)]


def doubled(n):
    if n == 13:
        raise ReadError("file 13 is unlucky: rename it")
    if n == 14:
        raise ZeroDivisionError("oops")
    return 2 * n


def make_doubled():
    return doubled


def dies_on_seven(n):
    if n == 7:
        os._exit(9)
    return n


def make_dying():
    return dies_on_seven


def hangs_on_seven(n):
    while n == 7:
        sum(range(10_000_000))  # inside one call of the interpreter's own, where no signal handler written in Python runs
    return n


def make_hanging():
    return hangs_on_seven


def refuses(_n):
    raise StoreError("the disk is gone")


def make_refusing():
    return refuses


ENGINES = [pytest.param(InlineEngine(), id="inline"), pytest.param(ProcessEngine(2), id="processes")]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_job_has_one_outcome(engine):
    """Nothing is lost and nothing is done twice, in whatever order."""
    outcomes = {outcome.job.key: outcome for outcome in engine.run(make_doubled, iter(JOBS))}
    assert sorted(outcomes, key=int) == [job.key for job in JOBS]
    assert [outcomes[str(n)].result for n in range(13)] == [2 * n for n in range(13)]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_error_is_a_reason_and_the_rest_goes_on(engine):
    """A read error keeps its words; an unexpected one names its type and place."""
    outcomes = {outcome.job.key: outcome for outcome in engine.run(make_doubled, iter(JOBS))}
    assert outcomes["13"].reason == "file 13 is unlucky: rename it"
    assert "ZeroDivisionError at test_engine.py" in outcomes["14"].reason
    assert outcomes["19"].result == 38


@pytest.mark.parametrize("engine", ENGINES)
def test_an_error_of_the_case_itself_stops_the_run(engine):
    """A damaged store is not a failure of one item."""
    with pytest.raises(StoreError, match="the disk is gone"):
        list(engine.run(make_refusing, iter(JOBS)))


def test_a_worker_that_dies_costs_only_its_job():
    """A crash inside a library is one failure, the other jobs are done."""
    outcomes = {outcome.job.key: outcome for outcome in ProcessEngine(2).run(make_dying, iter(JOBS))}
    assert sorted(outcomes, key=int) == [job.key for job in JOBS]
    assert [key for key, outcome in outcomes.items() if outcome.reason] == ["7"]


def test_no_jobs_build_nothing():
    """A rerun with nothing to do loads no model."""

    def make():
        raise AssertionError("the step was built")

    assert list(InlineEngine().run(make, iter([]))) == []


def test_a_job_over_its_time_costs_only_itself():
    """A step that does not come back is ended; the others have their results."""
    outcomes = {outcome.job.key: outcome for outcome in ProcessEngine(2, limit_s=1).run(make_hanging, iter(JOBS))}
    assert outcomes["7"].reason.startswith("the worker process died on this one (more than 1 s, ")
    assert sorted(outcome.result for key, outcome in outcomes.items() if key != "7") == [n for n in range(20) if n != 7]


def test_the_place_of_a_bug_is_told_without_its_words():
    """What an exception says may repeat the material; its type and line do not."""
    outcome = next(outcome for outcome in InlineEngine().run(make_doubled, JOBS) if outcome.job.key == "14")
    assert outcome.bug.startswith("unexpected ZeroDivisionError at test_engine.py:") and "oops" not in outcome.bug
