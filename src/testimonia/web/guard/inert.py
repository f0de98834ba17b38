"""Answers that carry material: a page, a picture, a recording, each unable to do anything in the browser."""

from urllib.parse import quote

from litestar import Response

from testimonia.pipeline.workbench.inert import STYLE_HASH
from testimonia.web.guard.headers import FILE_CSP

INERT_CSP = (
    f"sandbox; default-src 'none'; object-src 'none'; style-src '{STYLE_HASH}'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""No script, form, picture, address or right; one style, by its hash; framed by this server's pages only."""


def inert_answer(page: str) -> Response[bytes]:
    """A page made by `pipeline.workbench.inert`, for a frame with an empty ``sandbox``."""
    headers = {"Content-Security-Policy": INERT_CSP}
    return Response(page.encode("utf-8", "replace"), media_type="text/html", headers=headers)


def file_headers(name: str) -> dict[str, str]:
    """For a picture or a recording: no rights should it be opened by itself, and its name in ASCII and in full.

    Source: RFC 6266 (Content-Disposition), RFC 8187 (``filename*``).
    """
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in name)
    disposition = f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Security-Policy": FILE_CSP, "Content-Disposition": disposition}


def preview_answer(page: str, style_hash: str) -> Response[bytes]:
    """A story's preview: its one style by hash, its pictures as data, and no right to do anything."""
    policy = INERT_CSP.replace(STYLE_HASH, style_hash).replace("form-action", "img-src data:; form-action")
    headers = {"Content-Security-Policy": policy}
    return Response(page.encode("utf-8", "replace"), media_type="text/html", headers=headers)
