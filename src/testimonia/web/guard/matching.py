"""Marks of states (ETags): a change names the state it was made on, or it is not made.

Source: RFC 9110, 8.8.3 (ETag), 13.1.1 (If-Match), 13.1.2 (If-None-Match); RFC 6585 (428 Precondition Required).
"""

from typing import Any, TypeVar

from litestar import Request, Response
from litestar.exceptions import HTTPException

from testimonia.model.ids import content_id

T = TypeVar("T")

ANY = "*"
LONGEST = 200


def mark(*parts: object) -> str:
    """The mark of a state: a hash of everything that decides it.

    >>> mark("c-1", "accepted") == mark("c-1", "accepted"), mark("c-1", "rejected") == mark("c-1", "accepted")
    (True, False)
    """
    return content_id("v", *parts)


def tagged(value: T, etag: str, *, status: int = 200) -> Response[T]:
    """An answer with the mark of the state it shows."""
    return Response(value, status_code=status, headers={"ETag": f'"{etag}"'})


def if_match(request: Request[Any, Any, Any]) -> str:
    """The mark that a change was made on: the value of ``If-Match`` without its quotes.

    Raises:
        HTTPException: 428 where it is missing; 400 where it is no single mark.
    """
    return _single(request, "if-match", "a change names the state it was made on: send If-Match with the ETag you last saw")


def if_match_or_none(request: Request[Any, Any, Any]) -> str:
    """As `if_match`; empty if the thing is to be made anew (``If-None-Match: *``)."""
    if request.headers.get("if-none-match", "").strip() == ANY and "if-match" not in request.headers:
        return ""
    return _single(request, "if-match", "send If-Match with the ETag you last saw, or If-None-Match: * for a new one")


def idempotency_key(request: Request[Any, Any, Any]) -> str:
    """What makes a repeated call the same call; empty if it was not sent. Raises HTTPException (400) if it is too long."""
    key = request.headers.get("idempotency-key", "").strip()
    if len(key) > LONGEST:
        raise HTTPException(status_code=400, detail=f"Idempotency-Key: at most {LONGEST} characters")
    return key


def _single(request: Request[Any, Any, Any], name: str, missing: str) -> str:
    value = request.headers.get(name, "").strip()
    if not value:
        raise HTTPException(status_code=428, detail=missing)
    value = value.removeprefix("W/")
    if value == ANY:
        return value
    if len(value) > LONGEST or len(value) < 3 or not (value[0] == value[-1] == '"') or '"' in value[1:-1]:
        raise HTTPException(status_code=400, detail="If-Match takes one mark in double quotes, as the ETag gave it")
    return value[1:-1]
