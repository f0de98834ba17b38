"""What the investigators say on a question: the estimate taken or overruled, how it stands since, and who has agreed.

A conclusion rests on the evidence its writer had before them. When claims of the question are judged later, or a run suggests
something else, it is shown as stale: it stays what it is until a person looks again.
"""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from testimonia.errors import UsageError
from testimonia.model.findings import Finding, Question, Standing
from testimonia.model.ids import content_id
from testimonia.model.phrases import give_phrases, told
from testimonia.model.review import finding_target
from testimonia.model.scales import Grade, Scale
from testimonia.model.testimony import Act, Claim, Judgement
from testimonia.model.values import Value
from testimonia.pipeline.approving import Approval, approval_target, read_approval
from testimonia.pipeline.judging import repeated
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.results import Judged, RunResults, judged_of, results_of
from testimonia.pipeline.workbench.wording import finding_words


class Standpoint(Struct, frozen=True):
    """A finding as it stands now."""

    id: str
    words: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    standing: Standing
    reason: str
    is_suggestion: bool
    is_stale: bool
    """Whether evidence has changed since it was written, or, of a suggestion, since it was reckoned."""
    stale_why: str
    is_approved: bool
    is_single_user: bool
    """Whether who wrote it approved it too: nobody else has looked."""
    reviewer: str
    at: str


class NewFinding(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person writes as the finding on a question."""

    reason: str
    figures: tuple[float | None, float | None, float | None] | None = None
    """Low, best and high in the question's unit; None takes the suggestion's."""
    words: str = ""
    when: str = ""
    """EDTF, for a question that asks for a time."""
    where: str = ""
    standing: Standing | None = None
    grades: tuple["GivenGrade", ...] = ()


class GivenGrade(Struct, frozen=True):
    """A place on one of the field's scales that a person gives."""

    scale: Scale
    value: str
    reason: str = ""
    target: str = ""
    """Empty: the question."""


def standpoint(results: RunResults, judged: Judged, question: Question) -> Standpoint | None:
    """How the finding on a question stands; None while nothing is suggested."""
    suggestion = results.suggestions.get(question.id)
    if suggestion is None:
        return None
    finding = give_phrases(judged.review.conclude(suggestion), ("words", "reason"), results.phrases)
    why = stale_why(results, judged, question.id, finding, suggestion)
    approval = approval_of(judged, finding)
    return Standpoint(
        id=finding.id,
        words=finding_words(finding, question),
        low=finding.low,
        best=finding.best,
        high=finding.high,
        unit=finding.unit,
        standing=finding.standing,
        reason=finding.reason,
        is_suggestion=finding.is_suggestion,
        is_stale=bool(why),
        stale_why=why,
        is_approved=approval is not None and approval.is_approved,
        is_single_user=approval is not None and approval.is_single_user,
        reviewer=finding.reviewer,
        at=finding.at,
    )


def approval_of(judged: Judged, finding: Finding) -> Approval | None:
    """The last decision on a finding that a person wrote; a suggestion has none."""
    judgement = None if finding.is_suggestion else judged.active.get(approval_target(finding.id))
    return read_approval(judgement) if judgement else None


def stale_why(results: RunResults, judged: Judged, question_id: str, finding: Finding, suggestion: Finding) -> str:
    """Why a finding no longer rests on the evidence of now; empty if it does."""
    positions = {
        position.claim_id: (position.statement_id, position.value)
        for answer in results.answers.get(question_id, ())
        for position in answer.positions
    }
    if finding.is_suggestion:
        changed = any(_is_changed(judged, claim_id, value) for claim_id, (_, value) in positions.items())
        return told("claims it rests on were judged since it was reckoned", "stale.reckoned") if changed else ""
    if finding.supersedes != suggestion.id:
        return told("the machine suggests something else since", "stale.suggested")
    written = judged.last.get(finding_target(question_id), -1)
    targets = {*positions, *(statement_id for statement_id, _ in positions.values())}
    targets |= {f"{claim_id}>{question_id}" for claim_id in positions}
    if judged.last_on(targets) <= written:
        return ""
    return told("claims it rests on were judged since it was written", "stale.written")


def _is_changed(judged: Judged, claim_id: str, value: Value) -> bool:
    """Whether a claim that a run reckoned with is no longer what it was then."""
    judgement = judged.active.get(claim_id)
    if judgement is None:
        return False
    if judgement.act is Act.CORRECT:
        return msgspec.json.decode(judgement.replacement, type=Claim).value != value
    return judgement.act in (Act.REJECT, Act.MERGE)


def finding_etag(results: RunResults, judged: Judged, question_id: str) -> str:
    """The mark of a question's state: whatever a finding on it would rest on, and what people decided about it."""
    suggestion = results.suggestions.get(question_id)
    concluded = judged.active.get(finding_target(question_id))
    links = results.links.get(question_id, ())
    claims = [link.claim_id for link in links]
    seen = judged.last_on([*claims, *(f"{claim}>{question_id}" for claim in claims)])
    approval = approval_of(judged, judged.review.conclude(suggestion)) if suggestion else None
    return content_id(
        "e",
        question_id,
        suggestion.id if suggestion else "",
        concluded.id if concluded else "",
        approval.judgement_id if approval else "",
        seen,
    )


def write_finding(workbench: Workbench, by: str, question_id: str, new: NewFinding, *, if_match: str, key: str = "") -> Finding:
    """Conclude on a question.

    Args:
        workbench: the open investigation.
        by: who concludes.
        question_id: on which question.
        new: what.
        if_match: the mark of the state it was concluded on.
        key: makes a repeated call the same call.

    Raises:
        NotFoundError: no such question, or nothing suggested yet.
        UsageError: see `Investigation.conclude`.
        StaleError: evidence or finding changed since the caller looked.
    """
    investigation, case = workbench.as_user(by, key=key), workbench.case_of(by, key=key)
    with case.writing():
        if known := repeated(case, finding_target(question_id), Act.CORRECT):
            return msgspec.json.decode(known.replacement, type=Finding)
        results, judged = results_of(case), Judged(case.store.judgements())
        question = investigation.question(question_id)
        workbench.require_match(
            if_match,
            finding_etag(results, judged, question_id),
            what=told(f"the finding on “{question.text}”", "what.finding", question=question.text),
            current=standpoint(results, judged, question),
            yours=new,
        )
        return investigation.conclude(
            question_id,
            reason=new.reason,
            figures=new.figures,
            words=new.words,
            when=new.when,
            where=new.where,
            standing=new.standing,
            grades=list(_grades(new.grades, question_id)),
        )


def _grades(given: Sequence[GivenGrade], question_id: str) -> Iterable[Grade]:
    for one in given:
        yield Grade(one.target or question_id, one.scale, one.value, "", one.reason)


def finding_history(question_id: str, judgements: Sequence[Judgement]) -> list[Finding]:
    """Everything that was concluded on a question, the oldest first."""
    target = finding_target(question_id)
    return [
        msgspec.json.decode(one.replacement, type=Finding)
        for one in judgements
        if one.target == target and one.act is Act.CORRECT
    ]


def approvals_on(findings: Iterable[Finding], judgements: Sequence[Judgement]) -> list[Approval]:
    """Every decision on some findings that was not taken back, the oldest first."""
    retired = {one.target for one in judgements if one.act is Act.RETIRE}
    wanted = {approval_target(finding.id) for finding in findings}
    return [
        read_approval(one) for one in judgements if one.target in wanted and one.act is not Act.RETIRE and one.id not in retired
    ]


def approve_finding(
    workbench: Workbench, by: str, question_id: str, finding_id: str, *, is_approved: bool, reason: str, key: str = ""
) -> Approval:
    """Approve or refuse what somebody else concluded; the pipeline's rule decides who may. ``key`` as in `write_finding`.

    Raises:
        NotFoundError: no such finding on this question.
        RefusedError: the writer cannot approve their own finding where there are two pairs of eyes.
        UsageError: no reason, a suggestion, or a finding that is no longer the one that stands.
    """
    investigation, case = workbench.as_user(by, key=key), workbench.case_of(by, key=key)
    with case.writing():
        if known := repeated(case, approval_target(finding_id), Act.ACCEPT if is_approved else Act.REJECT):
            return read_approval(known)
        results, judged = results_of(case), judged_of(workbench, case)
        question = investigation.question(question_id)
        stands = standpoint(results, judged, question)
        if stands is None or stands.id != finding_id:
            words = f"{finding_id} is not what stands on {question_id} now: look at the question again"
            raise UsageError(told(words, "problem.not_standing"))
        return investigation.approve_finding(
            question_id, is_approved=is_approved, reason=reason, is_single_user=workbench.is_single_user
        )
