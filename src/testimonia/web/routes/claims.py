"""Claims: the table with its facets, one claim, and new ones from selected words."""

from typing import Annotated

from litestar import Response, Router, get, post
from litestar.di import Provide
from litestar.params import Parameter, QueryParameter

from testimonia.pipeline.workbench import claims, making
from testimonia.pipeline.workbench.claim_search import ClaimFilters
from testimonia.pipeline.workbench.claims import ClaimFacets, ClaimPage, ClaimView
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.making import ClaimMade, NewClaim, ProposedClaim, Selection
from testimonia.pipeline.workbench.paging import MOST, USUAL
from testimonia.web.guard.matching import tagged
from testimonia.web.guard.repeats import LOOK
from testimonia.web.guard.sessions import Session

Values = Annotated[
    list[str] | None, QueryParameter(description="Several may be given; one of them must fit. `none` = without.")
]


def read_filters(
    q: str = "",
    value: str = "",
    source: Values = None,
    party: Values = None,
    role: Values = None,
    question: Values = None,
    stance: Values = None,
    claim_state: Annotated[list[str] | None, QueryParameter(name="state")] = None,
    item: Values = None,
    value_type: Values = None,
    unit: Values = None,
    over: float | None = None,
    under: float | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    said_from: str = "",
    said_to: str = "",
) -> ClaimFilters:
    """The filters of an address."""
    return ClaimFilters(
        q=q,
        value=value,
        source=tuple(source or ()),
        party=tuple(party or ()),
        role=tuple(role or ()),
        question=tuple(question or ()),
        stance=tuple(stance or ()),
        state=tuple(claim_state or ()),
        item=tuple(item or ()),
        value_type=tuple(value_type or ()),
        unit=tuple(unit or ()),
        over=over,
        under=under,
        at_least=at_least,
        at_most=at_most,
        said_from=said_from,
        said_to=said_to,
    )


FILTERS = {"filters": Provide(read_filters, sync_to_thread=False)}


@get("/", sync_to_thread=True, dependencies=FILTERS)
def list_claims(
    workbench: Workbench,
    user: str,
    session: Session,
    filters: ClaimFilters,
    sort: str = "item",
    cursor: str = "",
    limit: Annotated[int, Parameter(ge=1, le=MOST)] = USUAL,
) -> ClaimPage:
    """Claims that fit: sorted by ``worth`` (what to judge next), ``said_on``, ``value``, ``item`` or ``source``."""
    return claims.list_claims(workbench, user, filters, sort=sort, cursor=cursor, limit=limit, skipped=session.skipped)


@get("/facets", sync_to_thread=True, dependencies=FILTERS)
def count_facets(workbench: Workbench, user: str, session: Session, filters: ClaimFilters) -> ClaimFacets:
    """For each filter, its values and how many claims have them under the other filters."""
    return claims.count_facets(workbench, user, filters, skipped=session.skipped)


@get("/{claim_id:str}", sync_to_thread=True)
def show_claim(workbench: Workbench, user: str, session: Session, claim_id: str) -> Response[ClaimView]:
    """One claim with its statement, passage, links, judgements and contradictions. The ETag is that of its row."""
    view = claims.show_claim(workbench, user, claim_id, skipped=session.skipped)
    return tagged(view, view.etag)


@post("/", sync_to_thread=True)
def make_claim(workbench: Workbench, user: str, idempotency_key: str, data: NewClaim) -> Response[ClaimMade]:
    """Make a claim, or a statement, from selected words. The ETag is that of what was made."""
    made = making.make_claim(workbench, user, data, key=idempotency_key)
    return tagged(made, made.etag, status=201)


@post("/proposal", sync_to_thread=True, status_code=200, opt=LOOK)
def propose(workbench: Workbench, user: str, data: Selection) -> ProposedClaim:
    """What the machine reads in selected words, as a form to correct; nothing is kept."""
    return making.propose(workbench, user, data)


router = Router(path="/claims", route_handlers=[list_claims, count_facets, show_claim, make_claim, propose], tags=["claims"])
