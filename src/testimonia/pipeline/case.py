"""An open investigation: its folder, what the editors wrote, its store, who is working and by which clock."""

import getpass
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from testimonia.ingest.custody import next_entry
from testimonia.ingest.originals import Originals
from testimonia.model.brief import Brief
from testimonia.model.ids import IdMaker
from testimonia.settings import FILE_NAME, read_brief
from testimonia.store.base import Store, Writer
from testimonia.store.sqlite import open_store, write_lock

Clock = Callable[[], datetime]

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how many are done and kept, and how many there are."""

INNER = ".testimonia"
"""The folder inside an investigation that belongs to the program."""


def no_progress(_step: str, _done: int, _total: int) -> None:
    """Show nothing."""


class Ledger:
    """One transaction: what is kept through ``writer``, and the custody entries that record it, stand or fall together."""

    def __init__(self, case: "Case", writer: Writer) -> None:
        self.writer = writer
        self.case = case
        self.last, self.frontier = case.store.last_custody()

    def record(self, act: str, subject: str, detail: str = "") -> None:
        """Append an entry to the custody log."""
        entry = next_entry(
            self.last,
            at=self.case.now(),
            by=self.case.by,
            act=act,
            subject=subject,
            detail=detail,
            tool=self.case.tool,
            salt=secrets.token_hex(16),
        )
        self.last, self.frontier = entry, self.frontier.append(entry.hash)
        self.writer.append_custody(entry, self.frontier)


class Case:
    """What every part of the pipeline needs of an open investigation."""

    def __init__(self, root: Path, *, by: str = "", clock: Clock | None = None, make_id: IdMaker | None = None) -> None:
        self.root = root
        self.brief: Brief = read_brief(root / FILE_NAME)
        self.inner = root / INNER
        self.store: Store = open_store(self.inner / "case.db")
        self.originals = Originals(self.inner / "originals")
        self.by = by or getpass.getuser()
        self.key = ""
        """What the call that is being answered goes by; a repeated one makes its judgement once. See `judging.record`."""
        self.tool = f"testimonia {version('testimonia')}"
        self._clock = clock or (lambda: datetime.now(UTC))
        self._make_id = make_id or (lambda: secrets.token_hex(8))

    def now(self) -> str:
        """The time in UTC, ISO 8601, to the second."""
        return self._clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def new_source_id(self) -> str:
        """A fresh random id for a source."""
        return f"src-{self._make_id()}"

    def new_release_id(self) -> str:
        """Fresh random digits for an id in releases."""
        return self._make_id()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock. Raises BusyError if another process holds it."""
        with write_lock(self.inner / "lock"):
            yield

    @contextmanager
    def transaction(self) -> Iterator[Ledger]:
        """One transaction of the store, with its custody entries; call inside `writing`."""
        with self.store.writing() as writer:
            yield Ledger(self, writer)
