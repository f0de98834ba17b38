"""Stories: the files, the check beside the text, the preview, and what can be bound."""

from typing import Annotated

from litestar import Response, Router, get, post, put
from litestar.params import Parameter
from msgspec import Struct

from testimonia.pipeline.workbench import binding_search, live_check, previews, stories
from testimonia.pipeline.workbench.binding_search import BindingRow
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.live_check import LiveCheck
from testimonia.pipeline.workbench.stories import StoryRow, StoryView
from testimonia.web.guard.inert import preview_answer
from testimonia.web.guard.matching import tagged
from testimonia.web.guard.repeats import LOOK


class StoryPage(Struct, frozen=True):
    """Every story."""

    rows: list[StoryRow]
    next: str | None
    total: int


class StoryText(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole text of a story."""

    text: str


class Draft(Struct, frozen=True, forbid_unknown_fields=True):
    """A text that is being written."""

    text: str
    name: str = stories.FIRST


class PreviewMade(Struct, frozen=True):
    """Where a preview is to be seen."""

    href: str
    """For a frame without rights; empty: it cannot be rendered as written."""
    problems: tuple[str, ...]
    notes: tuple[str, ...]


class BindingPage(Struct, frozen=True):
    """What can be bound, the best first."""

    rows: list[BindingRow]
    next: str | None
    total: int


@get("/stories", sync_to_thread=True)
def list_stories(workbench: Workbench, user: str) -> StoryPage:
    """Every story of the investigation. The desk is made ready meanwhile."""
    live_check.desk_of(workbench).warm(workbench.case_of(user))
    rows = stories.list_stories(workbench, user)
    return StoryPage(rows, None, len(rows))


@get("/stories/{name:str}", sync_to_thread=True)
def show_story(workbench: Workbench, user: str, name: str) -> Response[StoryView]:
    """A story's text."""
    live_check.desk_of(workbench).warm(workbench.case_of(user))
    view = stories.show_story(workbench, user, name)
    return tagged(view, view.etag)


@put("/stories/{name:str}", sync_to_thread=True)
def write_story(workbench: Workbench, user: str, if_match_or_none: str, name: str, data: StoryText) -> Response[StoryView]:
    """Write a story; ``If-None-Match: *`` makes a new one."""
    view = stories.write_story(workbench, user, name, data.text, if_match=if_match_or_none)
    return tagged(view, view.etag)


@post("/stories/check", sync_to_thread=True, status_code=200, opt=LOOK)
def check_story(workbench: Workbench, user: str, data: Draft) -> LiveCheck:
    """What the fact-checking desk says of a text; nothing is kept."""
    return live_check.check_live(workbench, user, data.name, data.text)


@post("/stories/preview", sync_to_thread=True, status_code=200, opt=LOOK)
def make_preview(workbench: Workbench, user: str, data: Draft) -> PreviewMade:
    """Render a text as it would be published now."""
    made = previews.make_preview(workbench, user, data.name, data.text)
    href = f"/api/v1/stories/preview/{made.id}" if made.id else ""
    return PreviewMade(href, made.problems, made.notes)


@get("/stories/preview/{preview_id:str}", sync_to_thread=True, media_type="text/html")
def show_preview(workbench: Workbench, user: str, preview_id: str) -> Response[bytes]:
    """A preview as a page on which nothing can act, for a frame without rights."""
    page = previews.show_preview(workbench, user, preview_id)
    return preview_answer(page.html, page.style_hash)


@get("/bindings", sync_to_thread=True)
def find_bindings(
    workbench: Workbench,
    user: str,
    q: Annotated[str, Parameter(max_length=200)] = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = 40,
) -> BindingPage:
    """What a story can be bound to."""
    rows = binding_search.find_bindings(workbench, user, q, limit=limit)
    return BindingPage(rows, None, len(rows))


router = Router(
    path="/",
    route_handlers=[list_stories, show_story, write_story, check_story, make_preview, show_preview, find_bindings],
    tags=["stories"],
)
