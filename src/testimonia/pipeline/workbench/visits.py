"""Who came in, who left and who was refused, in the custody log: who, when, from where; never a token or a passphrase.

Why it may come late: nobody is kept out because another process is writing to the case just then. What could not be written at
once is written when that is done, at the latest when the workbench closes, and says when it was.
"""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from testimonia.errors import BusyError
from testimonia.pipeline.workbench.sharing import SharedCase

SUBJECT = "workbench"
LOGGED_IN, LOGGED_OUT, REFUSED = "logged in", "logged out", "log-in refused"
UNKNOWN = "unknown"
"""Who used a link that is nobody's."""
WAIT_S = 0.5
"""How long somebody who comes in waits for their entry to be written."""
RETRY_S = 5.0
MOST_REFUSED = 20
"""Refusals written down within `WINDOW_S`: who guesses does not fill the log."""
WINDOW_S = 60.0


class Timed(Protocol):
    """What is called later, as `threading.Timer` is."""

    def start(self) -> None:
        """Begin to wait."""

    def cancel(self) -> None:
        """Do not call it."""


class _Visit(Struct, frozen=True):
    act: str
    by: str
    detail: str
    at: str


class Visits:
    """The book of those who come and go.

    Args:
        case: whose custody log it is.
        clock: seconds that only go forward.
    """

    def __init__(self, case: SharedCase, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._case = case
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: list[_Visit] = []
        self._refused: list[float] = []
        self._timer: Timed | None = None

    def came(self, by: str, *, where: str) -> None:
        """Somebody logged in."""
        self._note(LOGGED_IN, by, f"from {where}")

    def left(self, by: str, *, where: str) -> None:
        """Somebody logged out."""
        self._note(LOGGED_OUT, by, f"from {where}")

    def was_refused(self, *, where: str) -> None:
        """Somebody came with a link that is not, or no longer, good."""
        now = self._clock()
        with self._lock:
            self._refused = [at for at in self._refused if now - at < WINDOW_S]
            if len(self._refused) >= MOST_REFUSED:
                return
            self._refused.append(now)
            more = "; further ones are not written down for a minute" if len(self._refused) == MOST_REFUSED else ""
        self._note(REFUSED, UNKNOWN, f"from {where}: the link is not, or no longer, good{more}")

    def close(self) -> None:
        """Write what is left; what cannot be written now is lost, since another process holds the case."""
        with self._lock:
            timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
        self._write()

    def _note(self, act: str, by: str, detail: str) -> None:
        with self._lock:
            self._waiting.append(_Visit(act, by, detail, self._case.now()))
        if not self._write():
            with self._lock:
                if self._timer is None:
                    self._timer = timer = threading.Timer(RETRY_S, self._try_again)
                    timer.daemon = True
                    timer.start()

    def _try_again(self) -> None:
        with self._lock:
            self._timer = None
            if not self._waiting:
                return
        if not self._write():
            with self._lock:
                self._timer = timer = threading.Timer(RETRY_S, self._try_again)
                timer.daemon = True
                timer.start()

    def _write(self) -> bool:
        """Write what waits. Returns whether nothing waits any more."""
        try:
            with self._case.turns.take(wait_s=WAIT_S):
                with self._lock:
                    visits, self._waiting = self._waiting, []
                for visit in visits:
                    case = self._case.of(visit.by)
                    with case.transaction() as ledger:
                        late = "" if case.now()[:16] == visit.at[:16] else f" at {visit.at}"
                        ledger.record(visit.act, SUBJECT, visit.detail + late)
        except BusyError:
            return False
        return True
