"""Calls that name a key (``Idempotency-Key``): repeated, they get the first answer, and nothing is done twice.

Why around every route and not in each: a route that is added tomorrow keeps its answers without a word. What a route must do
itself is to hand the key on to what it changes, so that a server killed before it could keep the answer does nothing twice;
``tests/web/test_repeats.py`` walks over the routes and calls each again after such an end.

Source: IETF draft-ietf-httpapi-idempotency-key-header (422 for a key with another body).
"""

from collections.abc import Callable
from typing import Any

import anyio.to_thread
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.repeating import Answers, Call, KeptAnswer, read_call
from testimonia.web.guard.gatekeeper import SESSION, Headers
from testimonia.web.guard.matching import idempotency_key

KEY_HEADER = "idempotency-key"
REPEATED: tuple[bytes, bytes] = (b"idempotency-replayed", b"true")
METHODS = frozenset(("POST", "PUT"))
LOOK = {"is_look": True}
"""``opt`` of a POST that changes nothing, or must be done anew each time: its answer is not kept."""
_KEPT_HEADERS = frozenset(("content-type", "etag", "upload-offset"))


def repeats(workbench: Workbench, *, most_bytes: int) -> Callable[[ASGIApp], ASGIApp]:
    """What answers repeated calls, to be put around every route.

    Args:
        workbench: the open one, with its answers.
        most_bytes: of a body; a longer one is left to the route, which refuses it.
    """

    def around(app: ASGIApp) -> ASGIApp:
        return Repeats(app, workbench.answers, most_bytes).answer

    return around


class Repeats:
    """A route that answers repeated calls as it did the first time."""

    def __init__(self, app: ASGIApp, answers: Answers, most_bytes: int) -> None:
        self._app = app
        self._answers = answers
        self._most_bytes = most_bytes

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        method = str(scope.get("method", ""))
        key = Headers(scope["headers"]).only(KEY_HEADER) if method in METHODS else ""
        if not idempotency_key(key) or scope["route_handler"].opt.get("is_look"):
            await self._app(scope, receive, send)
            return
        body = _Body(receive)
        data = await body.read(self._most_bytes)
        user = scope[SESSION].user  # type: ignore[literal-required]
        call = None if data is None else read_call(user, idempotency_key(key), method, scope["path"], data)
        if call is None:
            await self._app(scope, body.again, send)
            return
        known = await anyio.to_thread.run_sync(self._answers.begin, call)
        if known is not None:
            await _send_again(send, known)
            return
        await self._answer(call, scope, body.again, send)

    async def _answer(self, call: Call, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route answer, and keep its answer before its last byte is sent."""
        heard = _Heard()

        async def listen(message: Message) -> None:
            heard.take(message)
            if heard.answer is not None:
                await anyio.to_thread.run_sync(self._answers.end, call, heard.answer)
            await send(message)

        try:
            await self._app(scope, receive, listen)
        finally:
            if heard.answer is None:
                self._answers.end(call, None)


class _Body:
    """A request's body, read once and handed on."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._messages: list[Any] = []

    async def read(self, most_bytes: int) -> bytes | None:
        """All of it; None if it is longer, or does not come."""
        parts: list[bytes] = []
        while True:
            message: Any = await self._receive()
            self._messages.append(message)
            if message["type"] != "http.request":
                return None
            parts.append(message.get("body", b""))
            if sum(map(len, parts)) > most_bytes:
                return None
            if not message.get("more_body"):
                return b"".join(parts)

    async def again(self) -> Any:
        """The same messages, then those that follow."""
        return self._messages.pop(0) if self._messages else await self._receive()


class _Heard:
    """An answer as it goes by; whole once its last part was seen."""

    def __init__(self) -> None:
        self._status = 0
        self._headers: tuple[tuple[str, str], ...] = ()
        self._parts: list[bytes] = []
        self.answer: KeptAnswer | None = None

    def take(self, message: Any) -> None:
        """Note one message."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            named = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in message["headers"])
            self._headers = tuple((name, value) for name, value in named if name in _KEPT_HEADERS)
        elif message["type"] == "http.response.body":
            self._parts.append(message.get("body", b""))
            if not message.get("more_body"):
                self.answer = KeptAnswer(self._status, self._headers, b"".join(self._parts))


async def _send_again(send: Send, known: KeptAnswer) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in known.headers]
    length = (b"content-length", str(len(known.body)).encode())
    await send({"type": "http.response.start", "status": known.status, "headers": [*headers, length, REPEATED]})
    await send({"type": "http.response.body", "body": known.body, "more_body": False})
