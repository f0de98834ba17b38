"""Sources: the list, one of them, who heard from whom, and the grade that a person gives."""

from litestar import Response, Router, get, put
from msgspec import Struct

from testimonia.pipeline.workbench import heard_from, sources
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.heard_from import HeardGraph
from testimonia.pipeline.workbench.sources import SourceRow, SourceView
from testimonia.web.guard.matching import tagged


class SourcePage(Struct, frozen=True):
    """Sources, those who say most first."""

    rows: list[SourceRow]
    next: str | None
    total: int


class NewGrade(Struct, frozen=True, forbid_unknown_fields=True):
    """How far a source can be relied upon, as a person judges it."""

    grade: str
    reason: str


@get("/", sync_to_thread=True)
def list_sources(workbench: Workbench, user: str) -> SourcePage:
    """Every source with its grade and its record."""
    rows = sources.list_sources(workbench, user)
    return SourcePage(rows, None, len(rows))


@get("/graph", sync_to_thread=True)
def show_graph(workbench: Workbench, user: str) -> HeardGraph:
    """Who heard from whom."""
    return heard_from.heard_graph(workbench, user)


@get("/{source_id:str}", sync_to_thread=True)
def show_source(workbench: Workbench, user: str, source_id: str) -> Response[SourceView]:
    """One source: its positions, from whom it heard, how it is protected. The ETag is that of its grade."""
    view = sources.show_source(workbench, user, source_id)
    return tagged(view, view.etag)


@put("/{source_id:str}/grade", sync_to_thread=True)
def grade_source(
    workbench: Workbench, user: str, if_match: str, idempotency_key: str, source_id: str, data: NewGrade
) -> Response[SourceView]:
    """Grade a source, with the reason; kept as a judgement."""
    view = sources.grade_source(
        workbench, user, source_id, data.grade, reason=data.reason, if_match=if_match, key=idempotency_key
    )
    return tagged(view, view.etag)


router = Router(path="/sources", route_handlers=[list_sources, show_graph, show_source, grade_source], tags=["sources"])
