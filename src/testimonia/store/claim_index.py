"""A derived index of claims, to find them by: columns for every filter, and their text in trigrams.

Why beside the case database: what is here is worked out from it, changes with every run, and may be deleted at any time with no
loss. The full text is FTS5's trigram index, which finds a part of a word in any script, and so a word behind an Arabic article.

Source: SQLite, FTS5, the trigram tokenizer and external content tables.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

FORMAT = "1"
"""Another number makes the index anew."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=OFF",  # it can be made again
    "secure_delete=ON",
    "temp_store=MEMORY",
    "busy_timeout=10000",
    "cache_size=-64000",
)

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE claims (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  statement_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  value_type TEXT NOT NULL,
  unit TEXT NOT NULL,
  noun TEXT NOT NULL,
  low REAL, best REAL, high REAL,
  stance TEXT NOT NULL,
  said_on TEXT NOT NULL,
  state TEXT NOT NULL,
  worth REAL NOT NULL DEFAULT 0,
  contradictions INTEGER NOT NULL DEFAULT 0,
  item TEXT NOT NULL,
  start INTEGER NOT NULL
) STRICT;
CREATE INDEX claims_statement ON claims (statement_id);
CREATE INDEX claims_item ON claims (item_id);
CREATE INDEX claims_source ON claims (source_id, item);
CREATE INDEX claims_unit ON claims (unit);
CREATE INDEX claims_said_on ON claims (CASE said_on WHEN '' THEN '9999' ELSE said_on END);
CREATE INDEX claims_best ON claims ((best IS NULL), best);
CREATE INDEX claims_state_worth ON claims (state, worth);
CREATE INDEX claims_worth ON claims (worth);
CREATE INDEX claims_order ON claims (item, start);
CREATE INDEX claims_stance ON claims (stance);
CREATE INDEX claims_value_type ON claims (value_type);
CREATE TABLE shown (n INTEGER PRIMARY KEY, body TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (text, content='shown', content_rowid='n', tokenize='trigram');
CREATE TABLE asked (n INTEGER NOT NULL, question_id TEXT NOT NULL, PRIMARY KEY (n, question_id)) STRICT, WITHOUT ROWID;
CREATE INDEX asked_question ON asked (question_id);
"""

COLUMNS = (
    "id", "statement_id", "item_id", "source_id", "value_type", "unit", "noun", "low", "best", "high", "stance", "said_on",
    "state", "item", "start",
)  # fmt: skip
"""What a row is given when it is put in; worth, contradictions and questions come with the results of a run."""


class IndexRow(Struct, frozen=True):
    """A claim as it is put into the index."""

    columns: Mapping[str, Any]
    """By name, as in `COLUMNS`."""
    body: str
    """What is shown of it, as JSON; opaque here."""
    text: str
    """What it is found by, in the form in which searches come: folded, in lower case."""


class Ranked(Struct, frozen=True):
    """What a run says of a claim."""

    worth: float
    contradictions: int
    question_ids: tuple[str, ...] = ()


class Where(Struct, frozen=True):
    """A condition in SQL with its values; conditions are joined by "and"."""

    sql: str
    values: tuple[Any, ...] = ()


class ClaimIndex:
    """The index of one case. Any thread may read; writes take turns.

    Args:
        path: its file; made if it is not there, made anew if it is damaged or of an older form.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._turn = threading.RLock()
        self._open()

    def close(self) -> None:
        """Let go of the file."""
        with self._turn, self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._local = threading.local()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; dropped if the block raises."""
        with self._turn:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def meta(self, prefix: str = "") -> dict[str, str]:
        """What was noted under keys that start with a prefix, by the rest of the key."""
        rows = self.rows("SELECT key, value FROM meta WHERE substr(key, 1, ?) = ?", (len(prefix), prefix))
        return {key[len(prefix) :]: value for key, value in rows}

    def noted(self, key: str) -> str:
        """What was noted under a key; empty if nothing was."""
        rows = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else ""

    def has_notes(self, prefix: str) -> bool:
        """Whether anything was noted under a key that starts with a prefix."""
        rows = self.rows("SELECT key FROM meta WHERE key >= ? ORDER BY key LIMIT 1", (prefix,))
        return bool(rows) and str(rows[0][0]).startswith(prefix)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """The rows of a query."""
        return self._connection().execute(sql, values).fetchall()

    def count(self, where: Sequence[Where] = ()) -> int:
        """How many claims meet some conditions."""
        condition, values = joined(where)
        return int(self.rows(f"SELECT count(*) FROM claims WHERE {condition}", values)[0][0])

    def _open(self) -> None:
        try:
            if self.meta().get("format") == FORMAT:
                return
        except sqlite3.DatabaseError:
            pass
        self._begin_anew()

    def _begin_anew(self) -> None:
        """An empty index. The old file's contents are overwritten before it goes, as far as it can be written."""
        self.close()
        if self.path.exists():
            with self.path.open("r+b") as file:
                size = self.path.stat().st_size
                while file.tell() < size:
                    file.write(bytes(min(1 << 20, size - file.tell())))
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        connection = self._connection()
        connection.executescript(_SCHEMA)
        connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))

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


def note(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Note a value under a key; an empty one takes it away."""
    if value:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
    else:
        connection.execute("DELETE FROM meta WHERE key = ?", (key,))


def put_rows(connection: sqlite3.Connection, rows: Iterable[IndexRow]) -> None:
    """Put claims in, in place of what is known of the same ones; what a run said of them is kept."""
    names = ", ".join(COLUMNS)
    changed = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
    marks = ", ".join("?" * len(COLUMNS))
    upsert = f"INSERT INTO claims ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {changed} RETURNING n"
    for row in rows:
        n = connection.execute(upsert, [row.columns[name] for name in COLUMNS]).fetchone()[0]
        old = connection.execute("SELECT body, text FROM shown WHERE n = ?", (n,)).fetchone()
        if old == (row.body, row.text):
            continue
        if old is not None and old[1] != row.text:
            connection.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (n, old[1]))
        connection.execute("INSERT OR REPLACE INTO shown (n, body, text) VALUES (?, ?, ?)", (n, row.body, row.text))
        if old is None or old[1] != row.text:
            connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (n, row.text))


def drop_item(connection: sqlite3.Connection, item_id: str, *, except_for: frozenset[str] = frozenset()) -> None:
    """Take the claims of an item out, but for some."""
    found = connection.execute("SELECT n, id FROM claims WHERE item_id = ?", (item_id,)).fetchall()
    drop_rows(connection, [n for n, id_ in found if id_ not in except_for])


def drop_rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take claims out, by their numbers."""
    for n in numbers:
        old = connection.execute("SELECT text FROM shown WHERE n = ?", (n,)).fetchone()
        connection.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (n, old[0]))
        for table in ("shown", "asked", "claims"):
            connection.execute(f"DELETE FROM {table} WHERE n = ?", (n,))


def put_ranks(connection: sqlite3.Connection, ranks: Mapping[int, Ranked]) -> None:
    """Say what a run says of claims, by their numbers."""
    connection.executemany(
        "UPDATE claims SET worth = ?, contradictions = ? WHERE n = ?",
        [(rank.worth, rank.contradictions, n) for n, rank in ranks.items()],
    )
    connection.executemany("DELETE FROM asked WHERE n = ?", [(n,) for n in ranks])
    connection.executemany(
        "INSERT OR IGNORE INTO asked VALUES (?, ?)", [(n, asked) for n, rank in ranks.items() for asked in rank.question_ids]
    )


def joined(where: Sequence[Where]) -> tuple[str, tuple[Any, ...]]:
    """Conditions as one, with all their values in order."""
    return " AND ".join(f"({one.sql})" for one in where) or "1", tuple(value for one in where for value in one.values)
