"""Which language an answer is in, and the words of answers in it.

Why at the very end: what the views work out is shared by everybody who looks, whatever they read. Sentences that know what they
are made of are said in the language of the request when the answer is written, so no view and no cache needs to know of it.

Source: RFC 9110, section 12.5.4 (``Accept-Language``).
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar
from typing import Any

from testimonia.model.phrases import Told
from testimonia.pipeline.workbench.saying import LANGUAGES, in_language

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

STREAM = "/events"
"""A browser lets nobody set the headers of a stream, so its address says what it is read in."""
_ASKED = re.compile(rb"(?:^|&)spoken=([a-z]{2})(?:&|$)")
_SPOKEN: ContextVar[str] = ContextVar("language of the answer", default=LANGUAGES[0])


def language() -> str:
    """The language of the answer that is being worked out; a dependency of routes that draw or lay out."""
    return _SPOKEN.get()


def said(words: str) -> str:
    """Words in the language of the answer."""
    return in_language(words, _SPOKEN.get())


ENCODERS: dict[Any, Callable[[Any], Any]] = {Told: said}
"""How answers write words that know what they are made of."""


def preferred(header: str) -> str:
    """The first language that the program speaks among those a request asks for; English if it speaks none.

    >>> preferred("ar-SY,ar;q=0.9,en;q=0.8"), preferred("fr, en;q=0.2, ar;q=0.7"), preferred("de"), preferred(";;q=x")
    ('ar', 'ar', 'en', 'en')
    """
    wanted: list[tuple[float, int, str]] = []
    for at, part in enumerate(header.split(",")[:20]):
        name, _, quality = part.partition(";")
        primary = name.strip().partition("-")[0].casefold()
        if primary in LANGUAGES:
            wanted.append((-_quality(quality), at, primary))
    return min(wanted)[2] if wanted else LANGUAGES[0]


def _quality(written: str) -> float:
    _, _, number = written.partition("=")
    try:
        return float(number) if number else 1.0
    except ValueError:
        return 0.0


class Speaking:
    """Sets the language of each request before anything else is asked."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            found = next((value for name, value in scope["headers"] if name == b"accept-language"), b"")
            asked = _ASKED.search(scope["query_string"]) if scope["path"].endswith(STREAM) else None
            _SPOKEN.set(preferred((asked[1] if asked else found).decode("latin-1")))
        await self._app(scope, receive, send)
