"""Questions: the list, one with all that is said on it, what if, the finding and its approval."""

from litestar import Response, Router, get, post, put
from msgspec import Struct

from testimonia.pipeline.workbench import findings, questions, what_if
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.findings import NewFinding
from testimonia.pipeline.workbench.questions import QuestionRow, QuestionView
from testimonia.pipeline.workbench.what_if import Supposed, WhatIf
from testimonia.web.guard.matching import tagged
from testimonia.web.guard.repeats import LOOK


class QuestionPage(Struct, frozen=True):
    """Every question: there are never so many that they need pages."""

    rows: list[QuestionRow]
    next: str | None
    total: int


class NewApproval(Struct, frozen=True, forbid_unknown_fields=True):
    """A second person's decision on a finding."""

    finding_id: str
    is_approved: bool
    reason: str


@get("/", sync_to_thread=True)
def list_questions(workbench: Workbench, user: str) -> QuestionPage:
    """Every question with how it stands."""
    rows = questions.list_questions(workbench, user)
    return QuestionPage(rows, None, len(rows))


@get("/{question_id:str}", sync_to_thread=True)
def show_question(workbench: Workbench, user: str, spoken: str, question_id: str) -> Response[QuestionView]:
    """One question: accounts, contradictions, finding. The ETag is that of the finding."""
    view = questions.show_question(workbench, user, question_id, language=spoken)
    return tagged(view, view.etag)


@post("/{question_id:str}/what-if", sync_to_thread=True, status_code=200, opt=LOOK)
def suppose(workbench: Workbench, user: str, spoken: str, question_id: str, data: WhatIf) -> Supposed:
    """What would be said without some sources or claims, or with several as one; nothing is kept."""
    return what_if.what_if(workbench, user, question_id, data, language=spoken)


@put("/{question_id:str}/finding", sync_to_thread=True)
def write_finding(
    workbench: Workbench, user: str, spoken: str, if_match: str, idempotency_key: str, question_id: str, data: NewFinding
) -> Response[QuestionView]:
    """Conclude on a question: take the suggestion or overrule it, with a reason."""
    findings.write_finding(workbench, user, question_id, data, if_match=if_match, key=idempotency_key)
    view = questions.show_question(workbench, user, question_id, language=spoken)
    return tagged(view, view.etag)


@post("/{question_id:str}/approvals", sync_to_thread=True)
def decide_finding(
    workbench: Workbench, user: str, spoken: str, idempotency_key: str, question_id: str, data: NewApproval
) -> Response[QuestionView]:
    """Approve or refuse what somebody else concluded."""
    findings.approve_finding(
        workbench,
        user,
        question_id,
        data.finding_id,
        is_approved=data.is_approved,
        reason=data.reason,
        key=idempotency_key,
    )
    view = questions.show_question(workbench, user, question_id, language=spoken)
    return tagged(view, view.etag, status=201)


router = Router(
    path="/questions",
    route_handlers=[list_questions, show_question, suppose, write_finding, decide_finding],
    tags=["questions"],
)
