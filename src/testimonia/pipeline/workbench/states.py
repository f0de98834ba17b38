"""Marks of states (ETags) of what people judge: the same wherever it is shown, so that a change names what its maker saw.

Why a hash of the judgements in force and not a counter: a thing that is back in the state somebody saw is as they saw it.
"""

from testimonia.errors import NotFoundError
from testimonia.model.ids import content_id
from testimonia.model.review import finding_target
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.findings import finding_etag
from testimonia.pipeline.workbench.results import Judged, judged_of, results_of

_FINDING = finding_target("")


def claim_etag(judged: Judged, claim_id: str, statement_id: str) -> str:
    """The mark of a claim: changes with every judgement on it or on its statement."""
    return content_id("v", claim_id, _in_force(judged, claim_id), _in_force(judged, statement_id))


def statement_etag(judged: Judged, statement_id: str) -> str:
    """The mark of a statement, and of anything else that is judged by itself: a source, a grade, a link."""
    return content_id("v", statement_id, _in_force(judged, statement_id))


def target_etag(workbench: Workbench, case: Case, target: str, *, statement_id: str = "") -> str:
    """The mark of whatever a judgement has as its target.

    Args:
        target: as in `Judgement.target`; of a retirement, the target of what it retires.
        statement_id: of a claim that a person made, which the store does not know.
    """
    judged = judged_of(workbench, case)
    if target.startswith(_FINDING):
        return finding_etag(results_of(case), judged, target.removeprefix(_FINDING))
    if not target.startswith("c-") or ">" in target:
        return statement_etag(judged, target)
    try:
        claim, statement = case.store.claim(target)
    except NotFoundError:
        return claim_etag(judged, target, statement_id)
    return claim_etag(judged, claim.id, statement.id)


def _in_force(judged: Judged, target: str) -> str:
    judgement = judged.active.get(target)
    return judgement.id if judgement else ""
