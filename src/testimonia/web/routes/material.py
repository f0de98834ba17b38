"""Items as they can be looked at and listened to: pages, recordings, text without a spark of life in it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.exceptions import HTTPException
from litestar.params import QueryParameter
from litestar.response import Stream

from testimonia.pipeline.workbench import inert, media
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.web.guard.inert import file_headers, inert_answer

PIECE_BYTES = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@get("/items/{item_id:str}/pages/{number:int}", sync_to_thread=True, media_type="image/png")
def show_page(
    workbench: Workbench,
    user: str,
    item_id: str,
    number: int,
    side: Annotated[
        int, QueryParameter(ge=1, le=10_000, description="Longest side in pixels; the next of 400, 800, 1600, 2400.")
    ] = 1600,
) -> Response[bytes]:
    """A page of a PDF, or a picture, as fresh pixels."""
    picture = workbench.pictures.page(workbench.case_of(user), item_id, number, longest_side=side)
    return Response(picture.data, media_type=picture.media_type, headers=file_headers(f"page-{number}"))


@get("/items/{item_id:str}/media", sync_to_thread=True)
def play(request: Request[Any, Any, Any], workbench: Workbench, user: str, item_id: str) -> Response[bytes] | Stream:
    """A recording as it was received, whole or the stretch that ``Range`` names."""
    found = media.played(workbench.case_of(user), item_id)
    headers = {**file_headers(found.name), "Accept-Ranges": "bytes", "ETag": f'"{found.sha256[:20]}"'}
    given = request.headers.get("range", "")
    if not given or found.size_bytes == 0:
        headers["Content-Length"] = str(found.size_bytes)
        return Stream(_pieces(found.path, 0, found.size_bytes), media_type=found.media_type, headers=headers)
    start, end = read_range(given, found.size_bytes)
    headers |= {"Content-Range": f"bytes {start}-{end - 1}/{found.size_bytes}", "Content-Length": str(end - start)}
    return Stream(_pieces(found.path, start, end), media_type=found.media_type, headers=headers, status_code=206)


@get("/items/{item_id:str}/inert", sync_to_thread=True, media_type="text/html")
def show_inert(workbench: Workbench, user: str, item_id: str, rendition: str = "") -> Response[bytes]:
    """A rendition of an item as a page on which nothing can act, for a frame without rights."""
    return inert_answer(inert.rendition_page(workbench.case_of(user), item_id, rendition))


def read_range(given: str, size: int) -> tuple[int, int]:
    """The half-open stretch of bytes that a ``Range`` header asks for.

    Source: RFC 9110, 14.1.2 and 14.4: one range is served; what lies wholly outside is 416.

    Raises:
        HTTPException: 416.

    >>> read_range("bytes=0-99", 1000), read_range("bytes=990-", 1000), read_range("bytes=-10", 1000)
    ((0, 100), (990, 1000), (990, 1000))
    """
    match = _RANGE.fullmatch(given.strip())
    if match and (match[1] or match[2]):
        if not match[1]:
            start, end = max(0, size - int(match[2])), size
        else:
            start, end = int(match[1]), min(size, int(match[2]) + 1 if match[2] else size)
        if start < end:
            return start, end
    raise HTTPException(status_code=416, detail="no such stretch of bytes", headers={"Content-Range": f"bytes */{size}"})


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(PIECE_BYTES, left))):
            left -= len(piece)
            yield piece


router = Router(path="/", route_handlers=[show_page, play, show_inert], tags=["items"])
