"""The end of the server: streams end, half-sent requests are let go, and what is being answered is answered.

Why at the door: whoever waits for more of a request, be it the rest of its body or the moment a browser goes away, is told that
nobody is there any more, in whatever route it waits. A change that is being made has its request whole and waits for nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Receive = Callable[[], Awaitable[Any]]
GONE: dict[str, str] = {"type": "http.disconnect"}


class Ending:
    """Whether the server is ending; one for each server."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._event = asyncio.Event()
        self.has_begun = False

    def begin(self) -> None:
        """End: may be called from any thread, and from a signal's handler."""
        self.has_begun = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._event.set)

    def until(self, receive: Receive) -> Receive:
        """As ``receive``, until the server ends: then nobody is there any more."""
        self._loop = asyncio.get_running_loop()

        async def received() -> Any:
            if self.has_begun:
                return GONE
            more, end = asyncio.ensure_future(receive()), asyncio.ensure_future(self._event.wait())
            try:
                await asyncio.wait((more, end), return_when=asyncio.FIRST_COMPLETED)
                return await more if more.done() else GONE
            finally:
                for one in (more, end):
                    one.cancel()

        return received
