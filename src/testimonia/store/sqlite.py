"""The embedded store: one SQLite file in the investigation's folder, one writer at a time.

Every acknowledged write survives a killed process and a power cut (WAL with ``synchronous=FULL``); deleted content is
overwritten (``secure_delete``); nothing spills into temporary files.
"""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from testimonia.errors import BusyError, StoreError
from testimonia.store.sql import SqlStore

HEAD = "0001"
"""The newest migration; a test compares it with ``migrations/versions``."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "busy_timeout=10000",
    "cache_size=-32000",
)


def open_store(path: Path) -> SqlStore:
    """Open a case database, creating it or bringing it to the newest schema if needed.

    Raises:
        StoreError: the file is not a case database, is damaged, or was written by a newer version.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", poolclass=QueuePool, max_overflow=20)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    try:
        version = _version(engine)
        if version != HEAD:
            _migrate(engine, version)
    except DatabaseError as error:
        engine.dispose()
        raise StoreError(f"{path} cannot be used as a case database: {error.orig}. Restore it from a backup.") from error
    return SqlStore(engine)


@contextmanager
def write_lock(path: Path) -> Iterator[int]:
    """Hold the investigation's write lock: two processes never write at once. The kernel lets go of it on ``kill -9``.

    Yields:
        The lock's file descriptor: a process that inherits it holds the lock too, until the last of them ends.

    Raises:
        BusyError: another process holds it; says which, and since when.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise BusyError(
                f"{holder} is writing to this investigation. Nothing was changed; wait until it is done and call again."
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} (since {time.strftime('%H:%M:%S')})")
        file.flush()
        try:
            yield file.fileno()
        finally:
            file.truncate(0)


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event opens transactions, not the driver
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("is_writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _version(engine: Engine) -> str:
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        if "alembic_version" not in names:
            if names:
                raise StoreError("the file is an SQLite database, but not a case database of this program")
            return ""
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")


def _migrate(engine: Engine, version: str) -> None:
    from alembic import command  # a second to import, and needed only here
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        connection = connection.execution_options(is_writer=True)
        config.attributes["connection"] = connection
        try:
            with connection.begin():
                command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(
                f"the case database has schema version {version}, which this program does not know: "
                "it was written by a newer version of testimonia. Update the program."
            ) from error


class ChangeCounter:
    """Counts what was committed to a case database, by whichever process; cheap enough to ask at every request.

    Why: what is shown is worked out once and kept until the case changes, and a colleague at the command line changes it too.
    Source: SQLite, ``PRAGMA data_version``: differs whenever another connection has committed since this one last asked.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = threading.Lock()
        self._seen = self._count = 0

    def count(self) -> int:
        """How many changes were noticed so far; rises when something was committed."""
        with self._lock:
            seen = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            if seen != self._seen:
                self._seen = seen
                self._count += 1
            return self._count

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
