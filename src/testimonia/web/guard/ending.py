"""The end of the server: streams end, half-sent requests are let go, and what is being answered is answered.

Why at the door: whoever waits for more of a request, be it the rest of its body or the moment a browser goes away, is told that
nobody is there any more, in whatever route it waits. A change that is being made has its request whole and waits for nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

Receive = Callable[[], Awaitable[Any]]
GONE: dict[str, str] = {"type": "http.disconnect"}


class Ending:
    """Whether the server is ending; one for each server."""

    def __init__(self) -> None:
        self.has_begun = False
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def begin(self) -> None:
        """End: may be called from any thread, and from a signal's handler, which may have interrupted anybody: no lock."""
        self.has_begun = True
        for loop, event in tuple(self._waiting):
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    @contextmanager
    def until(self, receive: Receive) -> Iterator[Receive]:
        """As ``receive`` while a request is answered, until the server ends: then nobody is there any more."""
        event = asyncio.Event()
        waiting = asyncio.get_running_loop(), event

        async def received() -> Any:
            if self.has_begun:
                return GONE
            more, end = asyncio.ensure_future(receive()), asyncio.ensure_future(event.wait())
            try:
                await asyncio.wait((more, end), return_when=asyncio.FIRST_COMPLETED)
                return await more if more.done() else GONE
            finally:
                for one in (more, end):
                    one.cancel()

        self._waiting.add(waiting)
        try:
            yield received
        finally:
            self._waiting.discard(waiting)
