"""Releases and their decision, quotations that may give their speaker away, and the mosaic."""

from litestar import Router, get, post
from msgspec import Struct

from testimonia.model.mosaic import MosaicPage, Warning
from testimonia.pipeline.workbench import releasing
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.releasing import (
    NewDecision,
    NewQuoteAnswer,
    NewRelease,
    QuoteRow,
    ReleaseRow,
    ReleaseView,
)
from testimonia.web.guard.repeats import LOOK


class ReleasePage(Struct, frozen=True):
    """Releases, the newest first."""

    rows: list[ReleaseRow]
    next: str | None
    total: int


class QuotePage(Struct, frozen=True):
    """Quotations, those that wait for an answer first."""

    rows: list[QuoteRow]
    next: str | None
    total: int


class MosaicPages(Struct, frozen=True):
    """A page for each protected source."""

    rows: list[MosaicPage]
    next: str | None
    total: int


class Opening(Struct, frozen=True, forbid_unknown_fields=True):
    """What opens the vault for one look."""

    passphrase: str

    def __repr__(self) -> str:
        """Without the passphrase."""
        return "Opening()"


class MosaicAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a combination may be published all the same."""

    source_id: str
    warning_id: str
    reason: str
    passphrase: str = ""

    def __repr__(self) -> str:
        """Without the passphrase."""
        return f"MosaicAnswer({self.warning_id!r})"


@get("/releases", sync_to_thread=True)
def list_releases(workbench: Workbench, user: str) -> ReleasePage:
    """Every release that was asked for."""
    rows = releasing.list_releases(workbench, user)
    return ReleasePage(rows, None, len(rows))


@get("/releases/{release_id:str}", sync_to_thread=True)
def show_release(workbench: Workbench, user: str, release_id: str) -> ReleaseView:
    """A release with everything it says."""
    return releasing.show_release(workbench, user, release_id)


@post("/releases", sync_to_thread=True)
def request_release(workbench: Workbench, user: str, idempotency_key: str, data: NewRelease) -> ReleaseRow:
    """Ask for what the case may say now to be released."""
    return releasing.request_release(workbench, user, data, key=idempotency_key)


@post("/releases/{release_id:str}/decision", sync_to_thread=True)
def decide_release(workbench: Workbench, user: str, idempotency_key: str, release_id: str, data: NewDecision) -> ReleaseRow:
    """Approve or reject a release, as a second person; to approve, its id is typed."""
    return releasing.decide_release(workbench, user, release_id, data, key=idempotency_key)


@get("/quotes", sync_to_thread=True)
def list_quotes(workbench: Workbench, user: str) -> QuotePage:
    """Quotations that a release holds back until an editor has answered."""
    rows = releasing.list_quotes(workbench, user)
    return QuotePage(rows, None, len(rows))


@post("/quotes/{statement_id:str}/answer", sync_to_thread=True)
def answer_quote(
    workbench: Workbench, user: str, if_match: str, idempotency_key: str, statement_id: str, data: NewQuoteAnswer
) -> QuoteRow:
    """Keep, withhold or replace a quotation, with the reason."""
    return releasing.answer_quote(workbench, user, statement_id, data, if_match=if_match, key=idempotency_key)


@get("/mosaic", sync_to_thread=True)
def show_mosaic(workbench: Workbench, user: str) -> MosaicPages:
    """What readers can put together about protected sources, as far as can be told with the vault shut."""
    rows = releasing.mosaic_pages(workbench, user)
    return MosaicPages(rows, None, len(rows))


@post("/mosaic/view", sync_to_thread=True, status_code=200, opt=LOOK)
def open_mosaic(workbench: Workbench, user: str, data: Opening) -> MosaicPages:
    """The same, with what the vault knows of each source."""
    rows = releasing.mosaic_pages(workbench, user, passphrase=data.passphrase)
    return MosaicPages(rows, None, len(rows))


@post("/mosaic/answers", sync_to_thread=True)
def answer_mosaic(workbench: Workbench, user: str, idempotency_key: str, data: MosaicAnswer) -> Warning:
    """Answer a warning."""
    return releasing.answer_mosaic(
        workbench,
        user,
        data.source_id,
        data.warning_id,
        reason=data.reason,
        passphrase=data.passphrase,
        key=idempotency_key,
    )


router = Router(
    path="/",
    route_handlers=[
        list_releases,
        show_release,
        request_release,
        decide_release,
        list_quotes,
        answer_quote,
        show_mosaic,
        open_mosaic,
        answer_mosaic,
    ],
    tags=["releases"],
)
