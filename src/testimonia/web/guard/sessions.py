"""Who is there: one-time links, and sessions that live in memory and end by themselves.

Why in memory only: a stolen disk opens no session, and stopping the server ends them all. Tokens are kept as hashes, so that
not even a dump of the memory of this table gives one away.
"""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from litestar.connection import ASGIConnection
from msgspec import Struct

IDLE_S = 8 * 3600
"""A session ends when nothing was asked for so long."""
ABSOLUTE_S = 24 * 3600
"""And after so long in any case."""
LINK_S = 15 * 60
"""A link that nobody used is worth nothing after so long; the terminal gives new ones for the asking."""
TOKEN_BYTES = 32
MOST_TRIES = 20
"""Wrong links that are looked at within `TRIES_S`."""
TRIES_S = 60


class Session(Struct):
    """Somebody who logged in."""

    key: str
    """Hash of the cookie."""
    user: str
    token: str
    """To be sent with every change; a page of another origin cannot read it."""
    began: float
    seen: float
    expires_at: float
    """Seconds since 1970."""
    skipped: set[str]
    """Ids of what was put off: forgotten with the session."""


class Sessions:
    """The sessions and links of one server.

    Args:
        people: who may log in.
        clock: seconds since 1970; for tests.
        on_link: called with name and token whenever a new link is due.
    """

    def __init__(
        self,
        people: Sequence[str],
        *,
        clock: Callable[[], float] = time.time,
        on_link: Callable[[str, str], None] | None = None,
    ) -> None:
        self._people = tuple(people)
        self._clock = clock
        self._on_link = on_link
        self._lock = threading.Lock()
        self._links: dict[str, tuple[str, float]] = {}
        self._sessions: dict[str, Session] = {}
        self._misses: list[float] = []

    def make_link(self, user: str) -> str:
        """A new one-time token for somebody; what was theirs before is worth nothing from now on."""
        if user not in self._people:
            raise ValueError(f"{user} does not work here")
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._lock:
            self._links = {key: link for key, link in self._links.items() if link[0] != user}
            self._links[_hash(token)] = user, self._clock() + LINK_S
        return token

    def log_in(self, token: str) -> tuple[Session, str] | None:
        """Use up a link. Returns the session and its cookie; None if the link is not, or no longer, good."""
        now = self._clock()
        with self._lock:
            self._misses = [at for at in self._misses if now - at < TRIES_S]
            if len(self._misses) >= MOST_TRIES:
                return None
            user, until = self._links.pop(_hash(token), ("", 0.0))
            if not user or until < now:
                self._misses.append(now)
                return None
            cookie = secrets.token_urlsafe(TOKEN_BYTES)
            session = Session(
                _hash(cookie), user, secrets.token_urlsafe(TOKEN_BYTES), now, now, min(now + IDLE_S, now + ABSOLUTE_S), set()
            )
            self._sessions[session.key] = session
        if self._on_link is not None:
            self._on_link(user, self.make_link(user))
        return session, cookie

    def find(self, cookie: str) -> Session | None:
        """The session of a cookie, and it was seen now; None if there is none, or it has ended."""
        if not cookie:
            return None
        now, key = self._clock(), _hash(cookie)
        with self._lock:
            session = self._sessions.get(key)
            if session is None:
                return None
            if now >= session.expires_at:
                del self._sessions[key]
                return None
            session.seen = now
            session.expires_at = min(now + IDLE_S, session.began + ABSOLUTE_S)
            return session

    def is_alive(self, session: Session) -> bool:
        """Whether a session still stands; asking does not keep it alive."""
        with self._lock:
            return self._sessions.get(session.key) is session and self._clock() < session.expires_at

    def log_out(self, session: Session) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(session.key, None)


def place_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """From where somebody speaks to the server, for the custody log: this machine, or an address of the network."""
    host = connection.client.host if connection.client else ""
    try:
        is_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = False
    return f"this machine ({host})" if is_here else host or "an unknown place"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
