"""The second pair of eyes on a finding: what one person concluded, another approves or refuses.

Kept as a judgement on the finding itself, so that a new conclusion begins without approval. It is a decision on what is given
out and no evidence: nothing is reckoned again because of it.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from testimonia.errors import RefusedError, UsageError
from testimonia.model.findings import Finding
from testimonia.model.phrases import told
from testimonia.model.review import active
from testimonia.model.testimony import Act, Judgement
from testimonia.pipeline.case import Case
from testimonia.pipeline.judging import record
from testimonia.text.names import name_key

APPROVAL = "approval:"
"""How the target of a decision on a finding begins."""
SINGLE_USER = told(
    "single-user mode: one person wrote and approved this finding; nobody else has looked", "single_user.finding"
)


class Approval(Struct, frozen=True):
    """A decision on a finding."""

    judgement_id: str
    finding_id: str
    is_approved: bool
    by: str
    at: str
    reason: str
    is_single_user: bool
    """Whether the writer approved it: nobody else has looked."""
    note: str = ""
    """What readers of the record must know."""


class _Kept(Struct, frozen=True):
    is_single_user: bool = False


def approval_target(finding_id: str) -> str:
    """What a judgement on a finding's approval has as its target."""
    return f"{APPROVAL}{finding_id}"


def read_approval(judgement: Judgement) -> Approval:
    """The decision that a judgement holds."""
    kept = msgspec.json.decode(judgement.replacement, type=_Kept) if judgement.replacement else _Kept()
    return Approval(
        judgement.id,
        judgement.target.removeprefix(APPROVAL),
        judgement.act is Act.ACCEPT,
        judgement.by,
        judgement.at,
        judgement.reason,
        kept.is_single_user,
        SINGLE_USER if kept.is_single_user else "",
    )


def approvals_in_force(judgements: Iterable[Judgement]) -> dict[str, Approval]:
    """The decision that counts on each finding, by the finding's id."""
    return {
        one.target.removeprefix(APPROVAL): read_approval(one)
        for target, one in active(judgements).items()
        if target.startswith(APPROVAL)
    }


def approve(case: Case, finding: Finding, *, is_approved: bool, reason: str, is_single_user: bool) -> Approval:
    """Record a decision on a finding; call inside `Case.writing`.

    Args:
        is_single_user: whether one person works alone here, who may then approve their own finding; the record says so.

    Raises:
        UsageError: a suggestion that nobody took, or no reason.
        RefusedError: the writer would approve their own finding.
    """
    if finding.is_suggestion:
        words = "this is a suggestion: somebody must write it as a finding before it can be approved"
        raise UsageError(told(words, "problem.suggestion"))
    if not reason.strip():
        raise UsageError(told("a decision needs a reason: it is kept with the finding", "problem.reason"))
    is_writer = name_key(finding.reviewer) == name_key(case.by)
    is_alone = is_single_user or not case.brief.release.four_eyes
    if is_approved and is_writer and not is_alone:
        words = f"{case.by} wrote this finding: somebody else must approve it"
        raise RefusedError(told(words, "problem.own_finding", who=case.by))
    act = Act.ACCEPT if is_approved else Act.REJECT
    kept = msgspec.json.encode(_Kept(is_approved and is_writer)).decode()
    return read_approval(record(case, act, approval_target(finding.id), reason, kept))
