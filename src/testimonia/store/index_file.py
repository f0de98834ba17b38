"""An SQLite file that holds only what can be worked out again: it is made anew when it is damaged, also while it is open.

Why not as the case database is kept: nothing here is evidence, so damage is no reason to stop anybody. Whoever meets it is
told by `DamagedIndexError`, by which time an empty file stands in its place, and asks again.

Source: SQLite, "Result and Error Codes".
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from testimonia.errors import DamagedIndexError

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=OFF",  # it can be made again
    "secure_delete=ON",
    "temp_store=MEMORY",
    "busy_timeout=10000",
    "cache_size=-64000",
)
_DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN))
_NOT_OURS = ("no such table", "no such column", "has no column", "could not decode to utf-8", "malformed")
"""How messages speak of a file that was emptied, or whose pages hold something else, where the code only says "error"."""


class _Gate:
    """Many at once, or one alone; who is to be alone goes first, so that damage is not met again and again."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._inside = 0
        self._alone = 0
        self._local = threading.local()

    @property
    def is_inside(self) -> bool:
        """Whether this thread is."""
        return bool(getattr(self._local, "depth", 0))

    @contextmanager
    def shared(self) -> Iterator[None]:
        depth = getattr(self._local, "depth", 0)
        if not depth:
            with self._condition:
                self._condition.wait_for(lambda: not self._alone)
                self._inside += 1
        self._local.depth = depth + 1
        try:
            yield
        finally:
            self._local.depth = depth
            if not depth:
                with self._condition:
                    self._inside -= 1
                    self._condition.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Never to be called from inside `shared`."""
        with self._condition:
            self._condition.wait_for(lambda: not self._alone)
            self._alone = 1
            self._condition.wait_for(lambda: not self._inside)
        try:
            yield
        finally:
            with self._condition:
                self._alone = 0
                self._condition.notify_all()


class IndexFile:
    """A derived file, open for many threads. Any thread may read; writes take turns.

    Args:
        path: the file; made if it is not there, made anew if it is damaged or of another form.
        schema: SQL that makes what it holds; must make a table ``meta (key, value)``.
        form: names the schema; a file of another form is made anew.
    """

    def __init__(self, path: Path, *, schema: str, form: str) -> None:
        self.path = path
        self.generation = 0
        """Counts how often the file was begun anew: what was kept of an earlier one is worth nothing."""
        self._schema, self._form = schema, form
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._turn = threading.RLock()
        self._gate = _Gate()
        self._open()

    def close(self) -> None:
        """Let go of the file."""
        with self._turn, self._gate.alone():
            self._close_all()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; dropped if the block raises. Raises DamagedIndexError."""
        with self._turn, self._heeding(), self._gate.shared():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the file for several queries. Raises DamagedIndexError."""
        with self._heeding(), self._gate.shared():
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """The rows of a query. Raises DamagedIndexError."""
        with self._heeding(), self._gate.shared():
            return self._connection().execute(sql, values).fetchall()

    def damaged(self, generation: int, reason: object) -> DamagedIndexError:
        """The error for damage that a caller met in what it read; an empty file is then in the old one's place."""
        self.begin_anew(generation)
        return DamagedIndexError(f"{self.path.name} was damaged ({reason}) and is made anew; ask again")

    def begin_anew(self, generation: int) -> None:
        """Put an empty file in the place of one that is damaged, unless somebody has done so since.

        Args:
            generation: the one in which the damage was met.
        """
        with self._turn, self._gate.alone():
            if generation == self.generation:
                self._begin_anew()

    @contextmanager
    def _heeding(self) -> Iterator[None]:
        """Turn damage into an empty file and a `DamagedIndexError`."""
        generation = self.generation
        try:
            yield
        except sqlite3.DatabaseError as error:
            if self._gate.is_inside or not is_damage(error):  # inside: whoever began the transaction heeds it
                raise
            raise self.damaged(generation, error) from error

    def _open(self) -> None:
        try:
            rows = self._connection().execute("SELECT value FROM meta WHERE key = 'format'").fetchall()
            if rows and rows[0][0] == self._form:
                return
        except sqlite3.DatabaseError:
            pass
        self._begin_anew()

    def _begin_anew(self) -> None:
        """An empty file. The old one's contents are overwritten before it goes, as far as it can be written."""
        self._close_all()
        if self.path.exists():
            with self.path.open("r+b") as file:
                size = self.path.stat().st_size
                while file.tell() < size:
                    file.write(bytes(min(1 << 20, size - file.tell())))
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        connection = self._connection()
        connection.executescript(self._schema)
        connection.execute("INSERT INTO meta VALUES ('format', ?)", (self._form,))
        self.generation += 1

    def _close_all(self) -> None:
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            self._local.connection = connection
            with self._guard:
                self._all.append(connection)
        return connection


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether an error comes from a file that holds something else than was written to it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    words = str(error).lower()
    return code in _DAMAGED or any(one in words for one in _NOT_OURS)
