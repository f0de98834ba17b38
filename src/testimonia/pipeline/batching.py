"""Keep outcomes in transactions of bounded size; record what failed, and try it again when asked."""

import time
from collections.abc import Iterable, Iterator

from testimonia.engine import Outcome
from testimonia.model.ids import content_id
from testimonia.model.material import Failure
from testimonia.pipeline.case import Case, Ledger

COMMIT_SECONDS = 1.0
COMMIT_COUNT = 50
"""A transaction is closed after this long or this many outcomes: a kill loses at most that much work, never what was kept."""


def batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """Group outcomes into transactions by time and number."""
    batch: list[Outcome] = []
    began = time.monotonic()
    for outcome in outcomes:
        batch.append(outcome)
        if len(batch) >= COMMIT_COUNT or time.monotonic() - began > COMMIT_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


def keep_failure(case: Case, ledger: Ledger, step: str, outcome: Outcome) -> Failure:
    """Record why a step could not be done on a subject."""
    job = outcome.job
    failure = Failure(content_id("x", step, job.key), step, job.key, job.name, outcome.reason, case.now())
    ledger.writer.put_failure(failure)
    return failure


def forget_failures(case: Case, steps: tuple[str, ...]) -> None:
    """Make what failed in these steps stale, so that it is tried again."""
    failed = [failure for failure in case.store.failures() if failure.step in steps]
    with case.transaction() as ledger:
        for failure in failed:
            ledger.writer.mark_step(failure.step, failure.subject, "", at=case.now())
