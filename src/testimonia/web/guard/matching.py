"""Marks of states (ETags): a change names the state it was made on, or it is not made.

Source: RFC 9110, 8.8.3 (ETag), 13.1.1 (If-Match), 13.1.2 (If-None-Match); RFC 6585 (428 Precondition Required).
"""

from typing import Annotated, TypeVar

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.params import HeaderParameter

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


IfMatch = Annotated[str | None, HeaderParameter(name="If-Match", description="The ETag you last saw, in its quotes.")]
IfNoneMatch = Annotated[str | None, HeaderParameter(name="If-None-Match", description="* for a thing that is to be made.")]
IdempotencyKey = Annotated[
    str | None, HeaderParameter(name="Idempotency-Key", description="The same key makes a repeated call the same call.")
]


def if_match(given_mark: IfMatch = None) -> str:
    """The mark that a change was made on: the value of ``If-Match`` without its quotes.

    Raises:
        HTTPException: 428 where it is missing; 400 where it is no single mark.
    """
    return _single(given_mark, "a change names the state it was made on: send If-Match with the ETag you last saw")


def if_match_or_none(given_mark: IfMatch = None, given_none: IfNoneMatch = None) -> str:
    """As `if_match`; empty if the thing is to be made anew (``If-None-Match: *``)."""
    if given_none is not None and given_none.strip() == ANY and given_mark is None:
        return ""
    return _single(given_mark, "send If-Match with the ETag you last saw, or If-None-Match: * for a new one")


def idempotency_key(given_key: IdempotencyKey = None) -> str:
    """What makes a repeated call the same call; empty if it was not sent. Raises HTTPException (400) if it is too long."""
    key = (given_key or "").strip()
    if len(key) > LONGEST:
        raise HTTPException(status_code=400, detail=f"Idempotency-Key: at most {LONGEST} characters")
    return key


def _single(given: str | None, missing: str) -> str:
    value = (given or "").strip().removeprefix("W/")
    if not value:
        raise HTTPException(status_code=428, detail=missing)
    if value == ANY:
        return value
    if len(value) > LONGEST or len(value) < 3 or not (value[0] == value[-1] == '"') or '"' in value[1:-1]:
        raise HTTPException(status_code=400, detail="If-Match takes one mark in double quotes, as the ETag gave it")
    return value[1:-1]
