"""What a check returns: right, a problem, or not comparable, always tied to a stretch of the draft."""

from collections.abc import Sequence

from testimonia.check.casefile import Record
from testimonia.model.desk import Check, Passed, Pointer, Problem, Severity, Uncompared

Verdict = Problem | Passed | Uncompared


def problem(
    check: Check,
    place: tuple[int, int, str],
    reason: str,
    *,
    nearest: Sequence[Record | Pointer] = (),
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem at a stretch of the draft (start, end, words), with at most three pieces of evidence, each once."""
    start, end, words = place
    pointers = dict.fromkeys(point_to(one) if isinstance(one, Record) else one for one in nearest)
    return Problem(check, severity, start, end, words, reason, nearest=tuple(pointers)[:3])


def passed(check: Check, place: tuple[int, int, str], reason: str) -> Passed:
    """A stretch that was compared and found right."""
    return Passed(check, *place, reason)


def uncompared(check: Check, place: tuple[int, int, str], reason: str) -> Uncompared:
    """A stretch that nothing in the case can be compared with."""
    return Uncompared(check, *place, reason)


def point_to(record: Record) -> Pointer:
    """A claim of the case as evidence."""
    return Pointer(record.source_name, record.sentence, record.claim.id, record.item, record.where)
