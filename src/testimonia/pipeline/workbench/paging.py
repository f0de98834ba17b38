"""Long lists a page at a time, by a cursor that says where the next page begins.

Why a cursor and not a number of pages: rows that come and go in between neither repeat nor vanish, since the cursor holds the
key of the last row that was shown.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from testimonia.errors import UsageError

T = TypeVar("T")

MOST = 200
USUAL = 50


class Page(Struct, Generic[T], frozen=True):
    """Some rows of many."""

    rows: list[T]
    next: str | None
    """Cursor of the next page; null on the last."""
    total: int
    """Rows of all pages together."""


def to_cursor(*key: str | int | float | None) -> str:
    """A cursor from the key of the last row shown.

    >>> from_cursor(to_cursor("b", 3))
    ['b', 3]
    """
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def from_cursor(cursor: str) -> list[Any]:
    """The key of the last row shown. Raises UsageError if it is no cursor of ours."""
    try:
        data = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(data, type=list[str | int | float | None])
    except (binascii.Error, ValueError, msgspec.DecodeError):
        raise UsageError("that is no cursor: leave it out to begin with the first page") from None


def paginate(rows: Sequence[T], *, key: Callable[[T], str], cursor: str = "", limit: int = USUAL) -> Page[T]:
    """A page of a list that is at hand whole, in the order it has.

    Args:
        rows: all of them.
        key: an id of a row, different for each.
        cursor: where the page begins; empty = with the first. If its row is gone, the row that took its place follows.
        limit: most rows, 1 to `MOST`.

    Raises:
        UsageError: a cursor that is none.
    """
    start = 0
    if cursor:
        last, number = _key_and_number(cursor)
        place = next((place for place, row in enumerate(rows) if key(row) == last), None)
        start = number if place is None else place + 1
    shown = list(rows[start : start + min(max(limit, 1), MOST)])
    end = start + len(shown)
    more = to_cursor(key(shown[-1]), end) if shown and end < len(rows) else None
    return Page(shown, more, len(rows))


def _key_and_number(cursor: str) -> tuple[str, int]:
    match from_cursor(cursor):
        case [str(last), int(number)] if number >= 0:
            return last, number
    raise UsageError("that is no cursor of this list: leave it out to begin with the first page")
