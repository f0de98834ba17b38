"""Who is there, and the end of it; the stream of what changes."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import anyio.to_thread
import msgspec
from litestar import Request, Response, Router, delete, get
from litestar.response import ServerSentEvent, ServerSentEventMessage
from msgspec import Struct

from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.events import Event
from testimonia.web.guard.sessions import Session, Sessions, place_of
from testimonia.web.language import said

BEAT_S = 15.0
"""A sign of life on a stream where nothing happens, which also finds out that somebody left."""
MOST_WAITING = 200
"""Events for one browser that does not read; then it is told to look anew."""


class SessionInfo(Struct, frozen=True):
    """Who is there, and in which investigation."""

    user: str
    users: tuple[str, ...]
    token: str
    """To be sent with every change as ``X-Testimonia-Token``."""
    title: str
    language: str
    version: str
    expires_at: float
    """Seconds since 1970."""
    is_single_user: bool
    has_vault: bool
    problem: str
    """What is wrong with the settings file since it was edited; empty = nothing."""


@get("/session", sync_to_thread=True)
def show_session(workbench: Workbench, session: Session) -> SessionInfo:
    """Who is there, the token for changes, and the investigation's title."""
    brief = workbench.brief
    return SessionInfo(
        user=session.user,
        users=workbench.people,
        token=session.token,
        title=brief.title or workbench.folder.resolve().name,
        language=brief.language,
        version=workbench.version,
        expires_at=session.expires_at,
        is_single_user=workbench.is_single_user,
        has_vault=workbench.as_user(session.user).vault.path.exists(),
        problem=workbench.settings_problem,
    )


@delete("/session", status_code=204)
async def end_session(
    request: Request[Any, Any, Any], workbench: Workbench, session: Session, sessions: Sessions
) -> Response[None]:
    """Log out: the session is worth nothing from now on."""
    sessions.log_out(session)
    await anyio.to_thread.run_sync(partial(workbench.visits.left, session.user, where=place_of(request)))
    response = Response(None, status_code=204, headers={"Clear-Site-Data": '"cache", "storage"'})
    response.delete_cookie(request.app.state.cookie, path="/")
    return response


@get("/events")
async def stream_events(workbench: Workbench, session: Session, sessions: Sessions) -> ServerSentEvent:
    """What changes, as it changes: server-sent events with ``{kind: version|job, version, job}``."""
    return ServerSentEvent(_events(workbench, session, sessions))


async def _events(workbench: Workbench, session: Session, sessions: Sessions) -> AsyncIterator[ServerSentEventMessage]:
    """Events for one browser, until its session ends."""
    loop = asyncio.get_running_loop()
    waiting: asyncio.Queue[Event] = asyncio.Queue(MOST_WAITING)

    def put(event: Event) -> None:
        if waiting.full():  # it will look at everything anew
            while not waiting.empty():
                waiting.get_nowait()
            event = Event("version", version=workbench.version)
        waiting.put_nowait(event)

    def listener(event: Event) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(put, event)

    end = workbench.listeners.listen(listener)
    try:
        yield _message(Event("version", version=workbench.version))
        while sessions.is_alive(session):
            try:
                yield _message(await asyncio.wait_for(waiting.get(), BEAT_S))
            except TimeoutError:
                yield ServerSentEventMessage(comment="still here")
    finally:
        end()


def _message(event: Event) -> ServerSentEventMessage:
    return ServerSentEventMessage(data=msgspec.json.encode(event, enc_hook=said).decode(), event=event.kind)


router = Router(path="/", route_handlers=[show_session, end_session, stream_events], tags=["session"])
