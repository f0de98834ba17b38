"""The program's own pages: the built front end, the way in, and what to do where the front end was not built.

These are the only answers outside the API. They hold nothing of the case.
"""

import hashlib
import mimetypes
from functools import partial
from pathlib import Path
from typing import Any

import anyio.to_thread
from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from msgspec import Struct

from testimonia.pipeline.workbench.visits import Visits
from testimonia.web.guard.sessions import Sessions, place_of

BUILT = Path(__file__).parent / "built"
INDEX = "index.html"
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
_NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>testimonia</title>
<meta name="viewport" content="width=device-width"></head><body><main>
<h1>The workbench's pages are not built</h1>
<p>This copy of the program comes from its source, without the built front end. Build it once, then load this page again:</p>
<pre>cd frontend
npm ci
npm run build</pre>
<p>The API is there all the same: <a href="/api/v1/docs">its documentation</a>.</p>
</main></body></html>
"""
_LINK_SPENT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>testimonia</title>
<meta name="viewport" content="width=device-width"></head><body><main>
<h1>This link is used up</h1>
<p>A link works once, and for a quarter of an hour. Press Enter in the terminal in which <code>testimonia serve</code> runs: it
shows new ones.</p>
</main></body></html>
"""


class OwnFile(Struct, frozen=True):
    """A file of the front end, held in memory."""

    data: bytes
    media_type: str
    etag: str


def read_built(folder: Path = BUILT) -> dict[str, OwnFile]:
    """Every file of the built front end by its path from the root (``assets/main-1a2b.js``); empty if it was not built.

    Why all of them in memory: what is asked for is looked up, never opened, so no request can name another file.
    """
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            files[path.relative_to(folder).as_posix()] = OwnFile(data, kind, hashlib.sha256(data).hexdigest()[:20])
    return files


@get(["/", "/{path:path}"], include_in_schema=False)
async def show_own_file(request: Request[Any, Any, Any], path: str = "") -> Response[bytes]:
    """A file of the front end; its first page for every other address outside the API: the views' addresses are its own."""
    files: dict[str, OwnFile] = request.app.state.files
    name = path.strip("/")
    if name == "api" or name.startswith("api/"):
        raise NotFoundException("nothing has such an address")
    if name not in files and "." in name.rpartition("/")[2]:
        raise NotFoundException("nothing has such an address")
    file = files.get(name) or files.get(INDEX)
    if file is None:
        return Response(_NOT_BUILT.encode(), media_type="text/html", status_code=200)
    headers = {"ETag": f'"{file.etag}"'}
    if request.headers.get("if-none-match") == f'"{file.etag}"':
        return Response(b"", status_code=304, headers=headers)
    return Response(file.data, media_type=file.media_type, headers=headers)


@get("/login", include_in_schema=False)
async def log_in(request: Request[Any, Any, Any], token: str = "") -> Response[bytes] | Redirect:
    """Use up a one-time link: sets the session's cookie and leads to the workbench."""
    sessions: Sessions = request.app.state.sessions
    visits: Visits = request.app.state.workbench.visits
    logged_in = sessions.log_in(token)
    where = place_of(request)
    if logged_in is None:
        await anyio.to_thread.run_sync(partial(visits.was_refused, where=where))
        return Response(_LINK_SPENT.encode(), media_type="text/html", status_code=403)
    await anyio.to_thread.run_sync(partial(visits.came, logged_in[0].user, where=where))
    redirect = Redirect("/", status_code=303)
    redirect.set_cookie(key=request.app.state.cookie, value=logged_in[1], path="/", httponly=True, samesite="strict")
    return redirect
