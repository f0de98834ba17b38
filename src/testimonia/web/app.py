"""The web application of one open workbench."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.datastructures import State
from litestar.exceptions import HTTPException, LitestarDeprecationWarning
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from msgspec.structs import replace

from testimonia.errors import TestimoniaError
from testimonia.model.phrases import Told
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.naming import without_paths
from testimonia.web.documentation import DOCUMENTATION
from testimonia.web.given import make_dependencies, require_session
from testimonia.web.guard.ending import Ending
from testimonia.web.guard.gatekeeper import Gatekeeper
from testimonia.web.guard.problems import Problem, answer, on_any_error, on_http_error, problem_of
from testimonia.web.guard.repeats import repeats
from testimonia.web.guard.sessions import Sessions
from testimonia.web.language import ENCODERS, Speaking, said
from testimonia.web.pages import BUILT, log_in, read_built, show_own_file
from testimonia.web.routes import ROUTES

PREFIX = "/api/v1"
MOST_BODY_BYTES = 2 * 1024 * 1024
"""Of a request; pieces of uploads have their own limit."""
COOKIE = "testimonia"
DESCRIPTION = OpenAPIConfig(
    title="testimonia",
    version="1",
    description="The workbench of an investigation: the same API for its own pages and for everyone else.",
    path=f"{PREFIX}/schema",
    use_handler_docstrings=True,
    render_plugins=[JsonRenderPlugin(path="/openapi.json")],
)


def make_app(
    workbench: Workbench,
    *,
    sessions: Sessions | None = None,
    hosts: Iterable[str] = ("127.0.0.1:8100", "localhost:8100"),
    port: int = 8100,
    built: Path = BUILT,
    routes: Iterable[Router] = ROUTES,
    ending: Ending | None = None,
) -> Litestar:
    """The application for an open workbench.

    Args:
        workbench: stays open as long as the application runs; whoever made it closes it.
        sessions: who is logged in; new, for the workbench's people, if none are given.
        hosts: values of ``Host`` that are this server.
        port: part of the cookie's name: cookies know no ports, and two investigations may be open at once.
        built: the folder of the built front end.
        routes: the API's routers.
        ending: told when the server ends.
    """
    sessions = sessions or Sessions(workbench.people)
    cookie = f"{COOKIE}-{port}"
    api = Router(
        path=PREFIX,
        route_handlers=[*routes, *DOCUMENTATION],
        guards=[require_session],
        middleware=[repeats(workbench, most_bytes=MOST_BODY_BYTES)],
        dependencies=make_dependencies(workbench, sessions),
    )

    def on_error(_request: Request[Any, Any, Any], error: TestimoniaError) -> Response[bytes]:
        return answer(_in_words(problem_of(error, workbench.folder), error, workbench.folder))

    with warnings.catch_warnings():
        # Litestar 3 will want a marker on every parameter; 2, which is pinned, goes by names, as its documentation says
        warnings.simplefilter("ignore", LitestarDeprecationWarning)
        app = Litestar(
            route_handlers=[api, log_in, show_own_file],
            exception_handlers={TestimoniaError: on_error, HTTPException: on_http_error, Exception: on_any_error},
            openapi_config=DESCRIPTION,
            request_max_body_size=MOST_BODY_BYTES,
            state=State({"sessions": sessions, "cookie": cookie, "files": read_built(built), "workbench": workbench}),
            logging_config=None,
            type_encoders=ENCODERS,
        )
    handler: Any = app.asgi_handler  # before everything, addresses that do not exist included
    app.asgi_handler = Gatekeeper(  # type: ignore[assignment]
        Speaking(handler), sessions=sessions, hosts=hosts, cookie=cookie, ending=ending or Ending()
    )
    return app


def _in_words(problem: Problem, error: TestimoniaError, folder: Path) -> Problem:
    """A problem in the language of the answer."""
    words = error.args[0] if error.args else ""
    if not isinstance(words, Told):
        return problem
    return replace(problem, detail=without_paths(said(words), folder))
