"""Errors as answers: what happened, where, what to do; never a trace, never a path outside the case.

Source: RFC 9457 (problem details for HTTP APIs); RFC 6585 (428); RFC 9110 (409, 503 with ``Retry-After``).
"""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from msgspec import UNSET, Struct, UnsetType

from testimonia.errors import (
    BusyError,
    ConfigError,
    CustodyError,
    GateError,
    NoAnswerError,
    NotFoundError,
    OtherCallError,
    ReadError,
    RefusedError,
    StaleError,
    StoreError,
    StoryError,
    TestimoniaError,
    UnitError,
    UsageError,
    VaultError,
)
from testimonia.pipeline.workbench.naming import without_paths
from testimonia.web.language import said

MEDIA_TYPE = "application/problem+json"
RETRY_S = 2

KINDS: tuple[tuple[type[TestimoniaError], int, str], ...] = (
    (StaleError, 409, "stale"),
    (OtherCallError, 422, "other-call"),
    (RefusedError, 403, "refused"),
    (StoryError, 422, "story"),
    (ConfigError, 422, "settings"),
    (UsageError, 400, "usage"),
    (NotFoundError, 404, "not-found"),
    (NoAnswerError, 404, "no-answer"),
    (ReadError, 422, "unreadable"),
    (UnitError, 422, "unit"),
    (BusyError, 503, "busy"),
    (StoreError, 500, "store"),
    (CustodyError, 500, "custody"),
    (VaultError, 403, "vault"),
    (GateError, 409, "gate"),
)
"""Error -> status and name of the problem; the first that fits."""


class Problem(Struct, frozen=True, omit_defaults=True):
    """What went wrong, as the caller gets it."""

    status: int
    type: str
    """A word that programs can go by; it will not change."""
    detail: str
    title: str = ""
    errors: tuple[str, ...] = ()
    """Every single thing that is wrong, where there are several."""
    current: Any = UNSET
    """409: the thing as it now is."""
    yours: Any = UNSET
    """409: what the caller wanted."""
    etag: str | UnsetType = UNSET
    retry_after_s: int = 0

    def body(self) -> bytes:
        """The answer's bytes."""
        title = self.title or HTTPStatus(self.status).phrase
        detail = self.detail.encode("utf-8", "replace").decode()
        return msgspec.json.encode(msgspec.structs.replace(self, title=title, detail=detail), enc_hook=said)

    def headers(self) -> dict[str, str]:
        """What the answer says beside its body."""
        headers = {"retry-after": str(self.retry_after_s)} if self.retry_after_s else {}
        return headers | ({"etag": f'"{self.etag}"'} if isinstance(self.etag, str) and self.etag.isascii() else {})


def problem_of(error: TestimoniaError, folder: Path) -> Problem:
    """An error of the program as a problem.

    Args:
        error: what was raised.
        folder: the investigation's folder: paths are told relative to it, others by their last part only.
    """
    status, kind = next(((status, kind) for known, status, kind in KINDS if isinstance(error, known)), (500, "error"))
    problem = Problem(status, kind, without_paths(str(error), folder))
    if isinstance(error, StaleError):
        current, yours = (UNSET if value is None else value for value in (error.current, error.yours))
        return msgspec.structs.replace(problem, current=current, yours=yours, etag=error.etag)
    if isinstance(error, StoryError):
        return msgspec.structs.replace(problem, errors=tuple(without_paths(line, folder) for line in error.problems))
    if isinstance(error, RefusedError) and error.wait_s:
        return msgspec.structs.replace(problem, status=429, retry_after_s=error.wait_s)
    return msgspec.structs.replace(problem, retry_after_s=RETRY_S) if isinstance(error, BusyError) else problem


async def send_problem(send: Callable[[Any], Awaitable[None]], problem: Problem) -> None:
    """Answer with a problem before any route was asked."""
    body = problem.body()
    headers = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), **problem.headers()}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": problem.status, "headers": raw})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def answer(problem: Problem) -> Response[bytes]:
    """A problem as a route's answer."""
    return Response(problem.body(), status_code=problem.status, media_type=MEDIA_TYPE, headers=problem.headers())


def on_http_error(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What Litestar itself refuses: no such address, a method that is not offered, a body that does not fit."""
    errors = tuple(_sentence(one) for one in error.extra) if isinstance(error.extra, list) else ()
    detail = error.detail if error.status_code < 500 else "the server met a mistake of its own; nothing was changed"
    detail = detail.partition(" for GET /")[0].partition(" for P")[0].partition(" for DELETE /")[0]
    kind = {404: "not-found", 405: "method", 400: "invalid", 428: "no-match"}.get(error.status_code, "http")
    headers = {
        name: value
        for name, value in (error.headers or {}).items()
        if name.lower() in ("allow", "retry-after", "content-range")
    }
    response = answer(Problem(error.status_code, kind, detail, errors=errors))
    for name, value in headers.items():
        response.headers[name.lower()] = value
    return response


def on_any_error(_request: Request[Any, Any, Any], _error: Exception) -> Response[bytes]:
    """A mistake of ours: said as such, without a word of what was in it, which may repeat what is in the material."""
    return answer(Problem(500, "mistake", "the server met a mistake of its own; nothing was changed. Please report it."))


def _sentence(part: object) -> str:
    if not isinstance(part, Mapping):
        return str(part)
    where = ".".join(str(part[name]) for name in ("source", "key") if part.get(name))
    return f"{where}: {part.get('message', '')}" if where else str(part.get("message", ""))
