"""First answers to calls, kept so that a call that is repeated is answered again and not done again.

Why beside the case database: an answer is no evidence and is forgotten after a while. What keeps a call from being done twice
is in the case itself, where the judgement, the job and the upload have ids made from the call's key; so this file may be
deleted at any time, and need not outlive a power cut, only a killed process.
"""

import contextlib
import sqlite3
import threading
from pathlib import Path

from msgspec import Struct

FORMAT = 1
"""Another number makes the file anew."""

_SCHEMA = """
CREATE TABLE calls (
  id TEXT PRIMARY KEY,
  asked TEXT NOT NULL,
  at REAL NOT NULL,
  answer BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX calls_at ON calls (at);
"""


class KeptCall(Struct, frozen=True):
    """A call that was begun."""

    asked: str
    """Hash of what was asked."""
    answer: bytes | None
    """None: it was not answered yet, or the answer is not kept."""


class KeptAnswers:
    """Calls and their answers in a file of their own. Any thread may call; calls take turns.

    Args:
        path: the file; made if it is not there, made anew if it is damaged or of another form.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = _open(path)

    def begin(self, call_id: str, asked: str, *, at: float) -> KeptCall | None:
        """Note that a call is begun. Returns what is known of it if it was begun before; then nothing is noted."""
        with self._lock, self._connection:
            row = self._connection.execute("SELECT asked, answer FROM calls WHERE id = ?", (call_id,)).fetchone()
            if row is not None:
                return KeptCall(*row)
            self._connection.execute("INSERT INTO calls VALUES (?, ?, ?, NULL)", (call_id, asked, at))
            return None

    def finish(self, call_id: str, answer: bytes) -> None:
        """Keep a call's answer."""
        with self._lock, self._connection:
            self._connection.execute("UPDATE calls SET answer = ? WHERE id = ?", (answer, call_id))

    def forget(self, call_id: str) -> None:
        """A call changed nothing: another may take its key."""
        with self._lock, self._connection:
            self._connection.execute("DELETE FROM calls WHERE id = ?", (call_id,))

    def forget_before(self, at: float) -> None:
        """Forget calls that were begun before a time (seconds since 1970)."""
        with self._lock, self._connection:
            self._connection.execute("DELETE FROM calls WHERE at < ?", (at,))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.DatabaseError:
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + ending).unlink()
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "temp_store=MEMORY", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")
        form = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        if tables and form != FORMAT:
            raise sqlite3.DatabaseError("of another form")
        if not tables:
            connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection
