"""The one door: every request of every route passes it, whether the route exists or not.

Why around the whole application and not a route at a time: a route that is added tomorrow is behind it without a word. What a
request needs follows from its path and method alone: under ``/api/`` a session, and for every method that changes something
also the session's token and the right origin. Outside ``/api/`` lie only the program's own files, and the login.

Source: OWASP ASVS 5.0, chapters V3 (web frontend security) and V7 (session management); W3C Fetch Metadata.
"""

import hmac
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from testimonia.web.guard.ending import Ending
from testimonia.web.guard.headers import SAFE_HEADERS, headers_for
from testimonia.web.guard.problems import Problem, send_problem
from testimonia.web.guard.sessions import Session, Sessions

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
"""The words of ASGI, as the server speaks them: looser than the ones a framework gives them."""

SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
TOKEN_HEADER = "x-testimonia-token"
API = "/api/"
SESSION = "testimonia.session"
"""Where a request's scope holds its session."""
LONGEST_PATH = 2000


class Gatekeeper:
    """Lets a request through to the application, or answers it itself.

    Args:
        app: what is behind the door.
        sessions: who is logged in.
        hosts: values of ``Host`` that are this server, with the port (``127.0.0.1:8100``).
        cookie: name of the session's cookie.
        ending: whether the server is ending.
    """

    def __init__(self, app: App, *, sessions: Sessions, hosts: Iterable[str], cookie: str, ending: Ending) -> None:
        self.app = app
        self.sessions = sessions
        self.hosts = frozenset(host.lower() for host in hosts)
        self.cookie = cookie
        self.ending = ending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})  # not spoken here
            return

        headers = Headers(scope["headers"])
        send = _with_headers(send, scope["path"])
        if problem := self._refusal(scope, headers):
            await send_problem(send, problem)
            return
        if scope["path"].startswith(API):
            session = self.sessions.find(headers.cookie(self.cookie))
            if problem := _session_refusal(scope["method"], headers, session):
                await send_problem(send, problem)
                return
            scope[SESSION] = session
        with self.ending.until(receive) as receive_until_the_end:
            await self.app(scope, receive_until_the_end, send)

    def _refusal(self, scope: Scope, headers: "Headers") -> Problem | None:
        """Why a request is not for this server at all."""
        host = headers.only("host").lower()
        if host not in self.hosts:
            return Problem(403, "host", "this server does not go by that name: use the address that `testimonia serve` printed")
        if not is_plain_path(scope["path"], scope["raw_path"]):
            return Problem(404, "not-found", "nothing has such an address")
        site = headers.only("sec-fetch-site")
        if origin := headers.only("origin"):
            if origin.lower() not in (f"http://{host}", f"https://{host}"):
                return Problem(403, "origin", "this request comes from another site")
        elif headers.has("origin"):
            return Problem(403, "origin", "this request does not say clearly where it comes from")
        if site and site not in ("same-origin", "none") and not _is_visit(scope, headers):
            return Problem(403, "origin", "this request comes from another site")
        return None


class Headers:
    """A request's headers, by name in lower case; a header that must stand once and stands twice counts as wrong."""

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in raw:
            self._values.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))

    def has(self, name: str) -> bool:
        """Whether it was sent."""
        return name in self._values

    def only(self, name: str) -> str:
        """Its value; empty if it was sent not once."""
        values = self._values.get(name, [])
        return values[0] if len(values) == 1 else ""

    def cookie(self, name: str) -> str:
        """A cookie's value; empty if it was not sent, or sent twice."""
        found = set()
        for line in self._values.get("cookie", []):
            for pair in line.split(";"):
                key, _, value = pair.strip().partition("=")
                if key == name:
                    found.add(value)
        return found.pop() if len(found) == 1 else ""


def is_plain_path(path: str, raw: bytes) -> bool:
    """Whether a path says the same to everyone who reads it: no dots that climb, no double or turned slashes."""
    if len(path) > LONGEST_PATH or not path.startswith("/"):
        return False
    if "//" in path or "\\" in path or any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in path):
        return False
    if b"%2f" in raw.lower() or b"%5c" in raw.lower() or b"%25" in raw:
        return False
    return not any(part in (".", "..") for part in path.split("/"))


def _is_visit(scope: Scope, headers: Headers) -> bool:
    """Whether somebody follows a link from elsewhere to a page outside the API: it shows nothing until they are logged in."""
    return (
        scope["method"] == "GET"
        and not scope["path"].startswith(API)
        and headers.only("sec-fetch-mode") == "navigate"
        and headers.only("sec-fetch-dest") == "document"
    )


def _session_refusal(method: str, headers: Headers, session: Session | None) -> Problem | None:
    if session is None:
        return Problem(401, "session", "you are not logged in: open the link that `testimonia serve` printed")
    if method in SAFE_METHODS:
        return None
    if not hmac.compare_digest(headers.only(TOKEN_HEADER).encode(), session.token.encode()):
        return Problem(403, "token", f"a change needs the session's token in the header {TOKEN_HEADER}")
    return None


def _with_headers(send: Send, path: str) -> Send:
    """Put the headers that protect the browser on every answer; what a route set itself stands."""

    async def with_headers(message: Any) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            added = [(name, value) for name, value in headers_for(path) if name not in given]
            message["headers"] = [*message["headers"], *added]
        await send(message)

    return with_headers


__all__ = ["API", "SAFE_HEADERS", "SAFE_METHODS", "SESSION", "TOKEN_HEADER", "Gatekeeper", "Headers", "is_plain_path"]
