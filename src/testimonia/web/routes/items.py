"""Items: the list, one with all that is known of it, and windows of its texts."""

from typing import Annotated, Literal

from litestar import Router, get
from litestar.params import QueryParameter
from msgspec import Struct

from testimonia.pipeline.workbench import items, reader
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.items import ItemFacets, ItemFilter, ItemRow, ItemView
from testimonia.pipeline.workbench.paging import MOST, USUAL, Page, paginate
from testimonia.pipeline.workbench.reader import MarkPlace, Window
from testimonia.web.guard.sessions import Session

Words = Annotated[str, QueryParameter(max_length=400)]
Word = Annotated[str, QueryParameter(max_length=100)]
Place = Annotated[int | None, QueryParameter(ge=0, le=2**53)]


class Marks(Struct, frozen=True):
    """Every mark of a rendition, in the order of the text."""

    rows: list[MarkPlace]


@get("/items", sync_to_thread=True)
def list_items(
    workbench: Workbench,
    user: str,
    q: Words = "",
    kind: Word = "",
    language: Word = "",
    media: Word = "",
    has: Literal["", "unjudged", "claims", "failures"] = "",
    superseded: bool = False,
    sort: Literal["name", "date", "unjudged", "acquired"] = "name",
    cursor: str = "",
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = USUAL,
) -> Page[ItemRow]:
    """The material, with how far it is read and judged."""
    wanted = ItemFilter(q, kind, language, media, has, superseded, sort)
    return paginate(items.list_items(workbench, user, wanted), key=lambda row: row.id, cursor=cursor, limit=limit)


@get("/items/facets", sync_to_thread=True)
def show_facets(workbench: Workbench, user: str) -> ItemFacets:
    """Kinds, languages and media that the list can be narrowed to."""
    return items.item_facets(workbench, user)


@get("/items/{item_id:str}", sync_to_thread=True)
def show_item(workbench: Workbench, user: str, item_id: str) -> ItemView:
    """One item: its texts, where it came from, what belongs to it, its custody."""
    return items.show_item(workbench, user, item_id)


@get("/renditions/{rendition_id:str}/passages", sync_to_thread=True)
def show_passages(
    workbench: Workbench,
    user: str,
    session: Session,
    rendition_id: str,
    at: Annotated[Place, QueryParameter(description="Index of the first passage.")] = None,
    offset: Annotated[Place, QueryParameter(description="Or the passage at this code point.")] = None,
    page: Annotated[Place, QueryParameter(description="Or the first of this page.")] = None,
    ms: Annotated[Place, QueryParameter(description="Or the one at this time of the recording.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=reader.MOST)] = reader.USUAL,
) -> Window:
    """A window of a text: passages, and the statements and claims in them as the judgements leave them."""
    if at is None:
        at = reader.find_place(workbench, user, rendition_id, offset=offset, page=page, ms=ms)
    return reader.show_passages(workbench, user, rendition_id, first=at, limit=limit, skipped=session.skipped)


@get("/renditions/{rendition_id:str}/marks", sync_to_thread=True)
def list_marks(workbench: Workbench, user: str, session: Session, rendition_id: str) -> Marks:
    """Where every mark of a text stands, for going from one to the next."""
    return Marks(reader.list_marks(workbench, user, rendition_id, skipped=session.skipped))


router = Router(path="/", route_handlers=[list_items, show_facets, show_item, show_passages, list_marks], tags=["items"])
"""Nothing here changes anything: what is judged in a text goes through the claims."""
