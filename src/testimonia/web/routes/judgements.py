"""Judgements: one, many at once, and taking them back."""

from litestar import Response, Router, post
from msgspec import Struct

from testimonia.pipeline.workbench import judging
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.judging import BulkJudgement, BulkMade, JudgementMade, NewJudgement
from testimonia.web.guard.matching import tagged
from testimonia.web.guard.sessions import Session


class UndoWanted(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a judgement is taken back."""

    reason: str = ""


@post("/", sync_to_thread=True)
def judge(
    workbench: Workbench, user: str, session: Session, if_match: str, idempotency_key: str, data: NewJudgement
) -> Response[JudgementMade]:
    """Accept, reject, correct, merge or put off. The ETag is that of the target as it is now."""
    made = judging.judge(workbench, user, data, if_match=if_match, key=idempotency_key, skipped=session.skipped)
    return tagged(made, made.etag, status=201)


@post("/bulk", sync_to_thread=True, status_code=200)
def judge_many(workbench: Workbench, user: str, session: Session, idempotency_key: str, data: BulkJudgement) -> BulkMade:
    """Accept or reject many claims; those that are no longer as they were seen are left and named."""
    return judging.judge_many(workbench, user, data, key=idempotency_key, skipped=session.skipped)


@post("/{judgement_id:str}/undo", sync_to_thread=True)
def undo(
    workbench: Workbench, user: str, if_match: str, idempotency_key: str, judgement_id: str, data: UndoWanted | None = None
) -> Response[JudgementMade]:
    """Take a judgement back; ``If-Match`` is of its target."""
    reason = data.reason if data is not None else ""
    made = judging.undo(workbench, user, judgement_id, if_match=if_match, reason=reason, key=idempotency_key)
    return tagged(made, made.etag, status=201)


router = Router(path="/judgements", route_handlers=[judge, judge_many, undo], tags=["claims"])
