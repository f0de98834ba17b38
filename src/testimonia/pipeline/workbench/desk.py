"""One open investigation for many requests and several people: whose turn it is, what changed, who is told.

Why it stands between the routes and `Investigation`: reads go on in many threads while writes take turns; what a view works
out is kept until the case changes; and a judgement never waits for reconciling, which follows when the editing pauses.
"""

import gc
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

from testimonia.errors import ConfigError, StaleError
from testimonia.model.brief import Brief
from testimonia.model.phrases import told
from testimonia.pipeline import running
from testimonia.pipeline.case import Clock
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.workbench.events import Event, Listeners
from testimonia.pipeline.workbench.jobs import Jobs
from testimonia.pipeline.workbench.media import Pictures
from testimonia.pipeline.workbench.repeating import Answers
from testimonia.pipeline.workbench.sealed_uploads import SealedUploads
from testimonia.pipeline.workbench.sharing import SharedCase
from testimonia.pipeline.workbench.uploads import Uploads
from testimonia.pipeline.workbench.visits import Visits
from testimonia.settings import FILE_NAME, read_brief
from testimonia.store.sqlite import ChangeCounter

T = TypeVar("T")

QUIET_S = 2.0
"""The case is reconciled again when nobody has changed anything for this long."""
LATEST_S = 20.0
"""Or when people have gone on changing things for this long."""
LOOK_S = 1.0
"""How often other processes' changes are looked for."""


class Workbench:
    """An open investigation, its people, its jobs and its uploads.

    Args:
        folder: the folder that holds ``investigation.toml``.
        people: names of those who work here; the account's name if empty. One name is single-user mode.
        is_reconciling: whether the case is reconciled by itself after changes; off for tests that want quiet.
        clock: for tests.

    Raises:
        ConfigError: no investigation there, or a mistake in its settings.
        StoreError: the case database cannot be used.
    """

    def __init__(
        self, folder: Path, *, people: Sequence[str] = (), is_reconciling: bool = True, clock: Clock | None = None
    ) -> None:
        self._case = SharedCase(folder, on_written=self._written, clock=clock)
        self.people = tuple(dict.fromkeys(people)) or (self._case.by,)
        self.listeners = Listeners()
        self.jobs = Jobs(self._case, self.listeners)
        self.pictures = Pictures()
        self.visits = Visits(self._case)
        self.uploads = Uploads(self._case.inner / "uploads")
        self.answers = Answers(self._case.inner / "answers.db")
        self.sealed = SealedUploads(self._case.inner / "uploads")
        self.settings_problem = ""
        """What is wrong with ``investigation.toml`` since it was edited; the last good one is in force meanwhile."""
        self.at_close: list[Callable[[], None]] = []
        """What views want done when the workbench closes, before the case lets go of its files."""
        self._is_reconciling = is_reconciling
        self._changes = ChangeCounter(self._case.inner / "case.db")
        self._opening = secrets.token_hex(4)
        self._settings_seen = self._settings_stamp()
        self._settings_count = 0
        self._remembered: dict[str, tuple[str, Any]] = {}
        self._making: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._told = self.version
        self._pause = Pause(self._reconcile)
        self._closing = threading.Event()
        self._beside: list[threading.Thread] = []
        self._watch = threading.Thread(target=self._look_for_changes, name="changes", daemon=True)
        self._watch.start()

    def close(self) -> None:
        """Stop jobs and let go of files."""
        self._closing.set()
        self._pause.cancel()
        self.jobs.close()
        self.sealed.close()
        self.pictures.close()
        for thread in self._beside:
            if thread.is_alive():
                thread.join()
        self._watch.join(timeout=2 * LOOK_S)
        for end in self.at_close:
            end()
        self.visits.close()
        self._changes.close()
        self.answers.close()
        self._case.store.close()
        gc.unfreeze()  # what views kept of the case is garbage now: see `results`

    def beside(self, work: Callable[[], None], *, name: str) -> threading.Thread:
        """Work something out in a thread of its own; closing waits for it, since it reads the case."""
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._beside = [one for one in self._beside if one.is_alive()] + [thread]
        if not self._closing.is_set():
            thread.start()
        return thread

    def is_closing(self, *, wait_s: float) -> bool:
        """Whether the workbench is being closed, or is within some seconds: what goes on beside is to end then."""
        return self._closing.wait(wait_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """The investigation's folder."""
        return self._case.root

    @property
    def brief(self) -> Brief:
        """What the editors wrote down, as it now stands in the file."""
        self._read_settings()
        return self._case.brief

    @property
    def is_single_user(self) -> bool:
        """Whether one person works here alone, so that nobody else can approve what they do."""
        return len(self.people) == 1

    def as_user(self, name: str, *, key: str = "") -> Investigation:
        """The investigation, acting in somebody's name; shares everything else, so nothing is to be closed.

        Args:
            name: whose.
            key: what the call that is being answered goes by; see `Case.key`.
        """
        return Investigation(self.case_of(name, key=key))

    def case_of(self, name: str, *, key: str = "") -> SharedCase:
        """What views that read the store itself need, acting in somebody's name."""
        self._read_settings()
        return self._case.of(name, key=key)

    @property
    def version(self) -> str:
        """Changes whenever the case or its settings change, by whichever process. The same state may have two versions."""
        return f"{self._opening}-{self._settings_count}-{self._changes.count()}"

    def remember(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` works out, worked out once for each version of the case however many ask.

        Args:
            key: names what is worked out, with everything it depends on beside the case.
            make: reads the case; what it returns is shared between threads and must not be changed.
        """
        with self._lock:
            lock = self._making.setdefault(key, threading.Lock())
        with lock:
            version = self.version
            known = self._remembered.get(key)
            if known is None or known[0] != version:
                known = version, make()
                with self._lock:
                    self._remembered[key] = known
                    self._forget(version)
            made: T = known[1]
            return made

    def require_match(self, if_match: str, etag: str, *, what: str, current: object = None, yours: object = None) -> None:
        """Refuse a change of what is no longer as the caller saw it; call while holding the turn to write.

        Args:
            if_match: the mark of the state the caller saw; ``*`` agrees with any.
            etag: the mark of the state now.
            what: names the thing in the message.
            current: the state now, for the answer.
            yours: what the caller wanted, for the answer.

        Raises:
            StaleError: the marks differ.
        """
        if if_match not in ("*", etag):
            raise StaleError(
                told(
                    f"{what} was changed meanwhile. Nothing was changed; look at it as it is now, and decide again.",
                    "problem.stale",
                    what=what,
                ),
                etag=etag,
                current=current,
                yours=yours,
            )

    def _forget(self, version: str) -> None:
        """Drop what was worked out for earlier versions; called inside the lock."""
        for key in [key for key, (made_for, _) in self._remembered.items() if made_for != version]:
            del self._remembered[key]
            if not self._making[key].locked():
                del self._making[key]

    def _settings_stamp(self) -> tuple[int, int]:
        try:
            known = (self._case.root / FILE_NAME).stat()
        except OSError:
            return 0, 0
        return known.st_mtime_ns, known.st_size

    def _read_settings(self) -> None:
        """Read ``investigation.toml`` again if it was edited; a mistake in it leaves the last good one in force."""
        stamp = self._settings_stamp()
        if stamp == self._settings_seen:
            return
        with self._lock:
            self._settings_seen = stamp
            try:
                self._case.brief = read_brief(self._case.root / FILE_NAME)
                self.settings_problem = ""
            except (ConfigError, OSError) as error:
                self.settings_problem = str(error)
            self._settings_count += 1

    def _written(self) -> None:
        self._tell_version()
        if self._is_reconciling and not self._closing.is_set():
            self._pause.begin()

    def _tell_version(self) -> None:
        version = self.version
        if version != self._told:
            self._told = version
            self.listeners.tell(Event("version", version=version))

    def _look_for_changes(self) -> None:
        while not self._closing.wait(LOOK_S):
            self._read_settings()
            self._tell_version()

    def _reconcile(self) -> None:
        """Bring findings and timeline up to the judgements, unless they are, or a job is at it."""
        if self._closing.is_set() or running.is_up_to_date(self._case):
            return
        if self.jobs.is_busy():
            self._pause.begin()
        else:
            self.jobs.start("run", by=self._case.by, is_automatic=True)


class Pause:
    """Calls something when it has been quiet for a while, and at the latest a good while after the first change."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._due = self._latest = 0.0

    def begin(self) -> None:
        """Something changed: wait anew, but not beyond the latest."""
        with self._lock:
            now = time.monotonic()
            if self._timer is None:
                self._latest = now + LATEST_S
            elif self._due >= self._latest:
                return
            else:
                self._timer.cancel()
            self._due = min(now + QUIET_S, self._latest)
            self._timer = threading.Timer(max(0.0, self._due - now), self._end)
            self._timer.daemon = True
            self._timer.start()

    def cancel(self) -> None:
        """Forget it."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def _end(self) -> None:
        with self._lock:
            if self._timer is not threading.current_thread():
                return  # another took its place while it began
            self._timer = None
        self._call()
