"""What everybody who has the workbench open is told at once: the case changed, a job went on."""

import threading
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.phrases import Phrase, again


class JobFailure(Struct, frozen=True):
    """One thing a job could not do; the rest went on."""

    name: str
    reason: str
    step: str
    told: Phrase | None = None
    """What the reason is made of."""
    written: str = ""
    """The reason as it was written down, in English, where it is told in the reader's language: for programs to go by."""


class JobRow(Struct, frozen=True):
    """A piece of work that goes on by itself: a run, files taken in, a publication."""

    id: str
    kind: str
    """run, ingest, confidential, publish."""
    state: str
    """waiting, running, done, failed (as a whole), stopped (by somebody), interrupted (with the server)."""
    by: str
    started_at: str
    """When it was asked for: UTC, ISO 8601."""
    ended_at: str = ""
    step: str = ""
    done: int = 0
    total: int = 0
    failures: tuple[JobFailure, ...] = ()
    message: str = ""
    """What came of it, or why it failed."""
    told: Phrase | None = None
    """What the message is made of."""
    is_automatic: bool = False
    """Begun by the workbench itself, since the case had changed."""
    can_resume: bool = False


def shown_row(row: JobRow) -> JobRow:
    """A job as it is shown: its message and the reasons of its failures know what they are made of."""
    if not row.told and not any(one.told for one in row.failures):
        return row
    failures = tuple(replace(one, reason=again(one.reason, one.told), told=None, written=one.reason) for one in row.failures)
    return replace(row, message=again(row.message, row.told), told=None, failures=failures)


class Event(Struct, frozen=True):
    """One thing to tell."""

    kind: str
    """version, job."""
    version: str = ""
    job: JobRow | None = None


Listener = Callable[[Event], None]


class Listeners:
    """Who is to be told. Called from any thread; a listener must return at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[int, Listener] = {}
        self._next = 0

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told from now on. Returns what ends it."""
        with self._lock:
            number = self._next
            self._next += 1
            self._listeners[number] = listener

        def end() -> None:
            with self._lock:
                self._listeners.pop(number, None)

        return end

    def tell(self, event: Event) -> None:
        """Tell everyone."""
        with self._lock:
            listeners = list(self._listeners.values())
        for listener in listeners:
            listener(event)
