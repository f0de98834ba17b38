"""Keep outcomes in transactions of bounded size; record what failed, and try it again when asked."""

import time
from collections.abc import Iterable, Iterator

import msgspec

from testimonia.engine import Outcome
from testimonia.model.ids import content_id
from testimonia.model.material import Failure
from testimonia.model.phrases import Telling, again, phrase_of
from testimonia.pipeline.case import Case, Ledger
from testimonia.store.base import Store

COMMIT_SECONDS = 1.0
COMMIT_COUNT = 50
"""A transaction is closed after this long or this many outcomes: a kill loses at most that much work, never what was kept."""

WHY = "why:"
"""How the notes begin that keep what the reasons of failures are made of."""


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
    failure = Failure(content_id("x", step, job.key), step, job.key, job.name, str(outcome.reason), case.now())
    ledger.writer.put_failure(failure)
    note_reason(ledger, failure, outcome.reason)
    return failure


def note_reason(ledger: Ledger, failure: Failure, reason: str) -> None:
    """Keep what a reason is made of, beside the failure: what is exported is plain words."""
    phrase = phrase_of(reason)
    told = msgspec.json.encode(Telling(str(reason), phrase)).decode() if phrase else ""
    ledger.writer.put_note(f"{WHY}{failure.id}", told)


def with_reasons(store: Store, failures: Iterable[Failure]) -> list[Failure]:
    """Failures whose reasons know what they are made of, to be shown."""
    kept = {key: msgspec.json.decode(told, type=Telling) for key, told in store.notes(WHY).items()}
    found = []
    for failure in failures:
        known = kept.get(failure.id)
        same = known is not None and known.words == failure.reason
        reason = again(failure.reason, known.phrase if known and same else None)
        found.append(msgspec.structs.replace(failure, reason=reason))
    return found


def forget_failures(case: Case, steps: tuple[str, ...]) -> None:
    """Make what failed in these steps stale, so that it is tried again."""
    failed = [failure for failure in case.store.failures() if failure.step in steps]
    with case.transaction() as ledger:
        for failure in failed:
            ledger.writer.mark_step(failure.step, failure.subject, "", at=case.now())
