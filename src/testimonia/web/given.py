"""What every route of the API can ask for by naming a parameter: the workbench, who is asking, what the change was made on.

``workbench`` the open investigation; ``session`` who is there; ``user`` their name; ``if_match`` the mark a change was made on
(428 without it); ``if_match_or_none`` the same or empty for a new thing; ``idempotency_key``; ``spoken``, the language of the
answer. A name that stands here can be no parameter of a query: what is given would take its place, unseen.
"""

from collections.abc import Callable
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.exceptions import NotAuthorizedException
from litestar.handlers.base import BaseRouteHandler

from testimonia.pipeline.workbench.desk import Workbench
from testimonia.web.guard import matching
from testimonia.web.guard.gatekeeper import SESSION
from testimonia.web.guard.sessions import Session, Sessions
from testimonia.web.language import language


def session(request: Request[Any, Any, Any]) -> Session:
    """Who is there. Raises NotAuthorizedException if nobody is: a second lock behind the gatekeeper's."""
    found = request.scope.get(SESSION)
    if not isinstance(found, Session):
        raise NotAuthorizedException("you are not logged in")
    return found


async def require_session(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Refuse a request that came past the gatekeeper. Raises NotAuthorizedException."""
    if not isinstance(connection.scope.get(SESSION), Session):
        raise NotAuthorizedException("you are not logged in")


def user(request: Request[Any, Any, Any]) -> str:
    """The name of who is there."""
    return session(request).user


def make_dependencies(workbench: Workbench, sessions: Sessions) -> dict[str, Provide]:
    """What routes can ask for."""
    given: dict[str, Callable[..., Any]] = {
        "workbench": lambda: workbench,
        "sessions": lambda: sessions,
        "session": session,
        "user": user,
        "if_match": matching.if_match,
        "if_match_or_none": matching.if_match_or_none,
        "idempotency_key": matching.idempotency_key,
        "spoken": language,
    }
    return {name: Provide(make, sync_to_thread=False) for name, make in given.items()}
