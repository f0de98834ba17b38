"""History: every decision with who, when and why, and two states of the case beside each other."""

from typing import Annotated

from litestar import Router, get
from litestar.params import QueryParameter

from testimonia.pipeline.workbench import comparing, history
from testimonia.pipeline.workbench.comparing import Comparison
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.history import Change, HistoryFilter, HistoryPeople
from testimonia.pipeline.workbench.paging import MOST, USUAL, Page, paginate

Word = Annotated[str, QueryParameter(max_length=200)]
_FROM = "A decision's number or a time; empty = none yet."
State = Annotated[str, QueryParameter(max_length=40)]


@get("/history", sync_to_thread=True)
def list_history(
    workbench: Workbench,
    user: str,
    by: Word = "",
    target: Word = "",
    kind: Word = "",
    since: State = "",
    until: State = "",
    cursor: str = "",
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = USUAL,
) -> Page[Change]:
    """Decisions, the newest first."""
    entries = history.list_history(workbench, user, HistoryFilter(by, target, kind, since, until))
    page = paginate(entries, key=lambda entry: entry.judgement.id, cursor=cursor, limit=limit)
    return Page(history.to_changes(workbench, user, page.rows), page.next, page.total)


@get("/history/people", sync_to_thread=True)
def show_people(workbench: Workbench, user: str) -> HistoryPeople:
    """Who has decided and on what, to narrow the list to."""
    return history.history_people(workbench, user)


@get("/history/compare", sync_to_thread=True)
def compare(
    workbench: Workbench,
    user: str,
    from_: Annotated[str, QueryParameter(name="from", max_length=40, description=_FROM)] = "",
    to: Annotated[str, QueryParameter(max_length=40, description="Likewise; empty = now.")] = "",
) -> Comparison:
    """Two states beside each other: what was decided between them, and what it did to claims and findings."""
    return comparing.compare(workbench, user, from_, to)


router = Router(path="/", route_handlers=[list_history, show_people, compare], tags=["history"])
