"""One open case for many people at once: who writes next, and in whose name.

Why two locks: threads of this process take turns at an ordinary lock, which costs nothing; the case's file lock keeps other
processes out, and is held as long as any thread or job of this one needs it. A long job holds only the file lock, so that
people go on judging while it works; each transaction of either is whole by itself.
"""

import copy
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from testimonia.errors import BusyError
from testimonia.model.phrases import told
from testimonia.pipeline.case import Case, Clock
from testimonia.store.sqlite import write_lock

WAIT_S = 5.0
"""How long a write waits for its turn before the caller is told that the case is busy."""
_PAUSE_S = 0.02


class FileLock:
    """This process's hold on a case's file lock, shared by its threads: taken by the first, let go by the last."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._held = ExitStack()
        self._holders = 0
        self._descriptor = -1

    @contextmanager
    def hold(self, *, wait_s: float = WAIT_S) -> Iterator[int]:
        """Keep other processes out; yields the lock's file descriptor. Raises BusyError if one writes for longer."""
        with self._guard:
            if not self._holders:
                self._take(wait_s)
            self._holders += 1
        try:
            yield self._descriptor
        finally:
            with self._guard:
                self._holders -= 1
                if not self._holders:
                    self._held.close()

    def _take(self, wait_s: float) -> None:
        until = time.monotonic() + wait_s
        while True:
            try:
                self._descriptor = self._held.enter_context(write_lock(self._path))
                return
            except BusyError:
                if time.monotonic() >= until:
                    raise
                time.sleep(_PAUSE_S)


class Turns:
    """Who of this process's threads writes: one at a time, and again inside itself."""

    def __init__(self, file_lock: FileLock, on_written: Callable[[], None]) -> None:
        self.file_lock = file_lock
        self._lock = threading.RLock()
        self._depth = 0
        self.told = on_written
        """Says that something may have been written."""

    @contextmanager
    def take(self, *, wait_s: float = WAIT_S) -> Iterator[None]:
        """Wait for the turn and hold both locks. Raises BusyError after ``wait_s``."""
        if not self._lock.acquire(timeout=wait_s):
            words = "somebody else's change is still being written. Nothing was changed; try again in a moment."
            raise BusyError(told(words, "problem.busy"))
        try:
            self._depth += 1
            if self._depth > 1:
                yield
                return
            with self.file_lock.hold(wait_s=wait_s):
                yield
        finally:
            self._depth -= 1
            is_last = not self._depth
            self._lock.release()
        if is_last:
            self.told()


class SharedCase(Case):
    """A case whose store, originals and turns are shared; each person's differs only in whose name it acts in."""

    def __init__(self, root: Path, *, on_written: Callable[[], None], by: str = "", clock: Clock | None = None) -> None:
        super().__init__(root, by=by, clock=clock)
        self.turns = Turns(FileLock(self.inner / "lock"), on_written)

    def of(self, name: str, *, key: str = "") -> Self:
        """The same case, acting in somebody's name, to answer the call of a key."""
        other = copy.copy(self)
        other.by, other.key = name, key
        return other

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Have the turn to write. Raises BusyError if it does not come within `WAIT_S`."""
        with self.turns.take():
            yield


class JobCase(Case):
    """A case in a job's own process: the server that started the job holds the file lock for it as long as it works."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Nothing to wait for: each transaction waits for the database's own lock."""
        yield
