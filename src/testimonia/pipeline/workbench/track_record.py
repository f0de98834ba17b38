"""What became of what a source said, on questions that are settled as far as they are.

Counted are questions that people have concluded, or that independent accounts corroborate, and on which the source's word
counts. It is a record of agreement and no proof of truth: who repeats what everybody says agrees with everybody.
"""

from collections.abc import Mapping

from msgspec import Struct

from testimonia.model.findings import Answer, Finding, Standing
from testimonia.model.values import Amount, Duration, Money
from testimonia.pipeline.workbench.results import Judged, RunResults
from testimonia.publish.accounts.figures import on_axis, reach_of


class TrackRecord(Struct, frozen=True):
    """How a source's standing replies compare with what was found."""

    agrees: int
    """Others who are independent say so too, or its figure meets the one that people concluded."""
    contradicted: int
    """It cannot be true together with what was found."""
    alone: int
    """Nobody else speaks to it, and it is not what was concluded by a figure."""
    of: int
    """Settled questions that the source answers."""
    question_ids: tuple[str, ...] = ()
    """Those on which it was contradicted."""


def track_record(results: RunResults, findings: Mapping[str, Finding], source_id: str) -> TrackRecord:
    """How a source's replies compare with what was found.

    Args:
        results: of the last run.
        findings: question id -> what stands: people's conclusion, else the suggestion.
        source_id: the source.
    """
    counts = {"agrees": 0, "contradicted": 0, "alone": 0}
    against = []
    for answer in results.answers_of.get(source_id, ()):
        finding = findings.get(answer.question_id)
        if finding is None or answer.standing < 0:
            continue
        if finding.is_suggestion and finding.standing is not Standing.CORROBORATED:
            continue
        how = _compare(results, answer, finding)
        counts[how] += 1
        if how == "contradicted":
            against.append(answer.question_id)
    return TrackRecord(**counts, of=sum(counts.values()), question_ids=tuple(against))


def findings_of(results: RunResults, judged: Judged) -> dict[str, Finding]:
    """Question id -> what stands."""
    return {question_id: judged.review.conclude(suggestion) for question_id, suggestion in results.suggestions.items()}


def _compare(results: RunResults, answer: Answer, finding: Finding) -> str:
    position = answer.positions[answer.standing]
    value = position.value
    if not finding.is_suggestion and isinstance(value, Amount | Money | Duration):
        reach = reach_of(value)
        found = on_axis(
            (finding.low, finding.best, finding.high), finding.unit, "duration" if isinstance(value, Duration) else ""
        )
        if reach and any(bound is not None for bound in found):
            return "agrees" if _meet(reach, found) else "contradicted"
    agreeing = {one for found in results.corroborations.get(answer.question_id, ()) for one in found.answer_ids}
    if answer.id in agreeing:
        return "agrees"
    in_one = any(position.claim_id in one.claim_ids for one in results.contradictions.get(answer.question_id, ()))
    return "contradicted" if in_one else "alone"


def _meet(one: tuple[float | None, ...], other: tuple[float | None, ...]) -> bool:
    """Whether two stretches have a figure in common; an open end goes on for ever."""
    return _low(one) <= _high(other) and _low(other) <= _high(one)


def _low(reach: tuple[float | None, ...]) -> float:
    low, best, high = reach
    return low if low is not None else best if high is None and best is not None else float("-inf")


def _high(reach: tuple[float | None, ...]) -> float:
    low, best, high = reach
    return high if high is not None else best if low is None and best is not None else float("inf")
