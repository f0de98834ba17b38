"""A derived index of claims, to find them by: columns for every filter, and their text in trigrams.

Why beside the case database: what is here is worked out from it, changes with every run, and may be deleted at any time with no
loss. The full text is FTS5's trigram index, which finds a part of a word in any script, and so a word behind an Arabic article.

Source: SQLite, FTS5, the trigram tokenizer and external content tables.
"""

import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from testimonia.store.index_file import IndexFile

if TYPE_CHECKING:
    from testimonia.store.claim_columns import ClaimColumns

FORMAT = "4"
"""Another number makes the index anew."""

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
  start INTEGER NOT NULL,
  change INTEGER NOT NULL
) STRICT;
CREATE INDEX claims_change ON claims (change);
CREATE TABLE gone (n INTEGER PRIMARY KEY, change INTEGER NOT NULL) STRICT;
CREATE INDEX gone_change ON gone (change);
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

CHANGE = "change"
"""Noted under it: how often rows were put in or taken out. Each row keeps the change that it was last put in by."""
ASKED = "asked"
"""Noted under it: how often it changed which questions claims answer."""

COLUMNS = (
    "id", "statement_id", "item_id", "source_id", "value_type", "unit", "noun", "low", "best", "high", "stance", "said_on",
    "state", "item", "start",
)  # fmt: skip
"""What a row is given when it is put in; worth, contradictions and questions come with the results of a run."""


_AT_ONCE = 500
"""Ids looked for in one query."""


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


class ClaimIndex(IndexFile):
    """The index of one case. Any thread may read; writes take turns.

    Args:
        path: its file; made if it is not there, made anew if it is damaged or of an older form.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, schema=_SCHEMA, form=FORMAT)
        self._columns: ClaimColumns | None = None
        self._loading = threading.Lock()

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

    def count(self, where: Sequence[Where] = ()) -> int:
        """How many claims meet some conditions."""
        condition, values = joined(where)
        return int(self.rows(f"SELECT count(*) FROM claims WHERE {condition}", values)[0][0])

    @property
    def state(self) -> str:
        """Changes with every change of what is counted, whoever makes it."""
        noted = self.rows("SELECT value FROM meta WHERE key IN (?, ?) ORDER BY key", (CHANGE, ASKED))
        return " ".join(map(str, (self.generation, *(row[0] for row in noted))))

    @property
    def is_in_memory(self) -> bool:
        """Whether `columns` answers at once."""
        return self._columns is not None and self._columns.generation == self.generation

    def columns(self) -> "ClaimColumns":
        """What is counted of every claim, in memory, as the index is now; only what changed since the last call is read."""
        from testimonia.store.claim_columns import read_columns  # numpy takes time to import

        with self._loading, self.reading() as connection:
            self._columns = read_columns(connection, self._columns, generation=self.generation)
            return self._columns


def note(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Note a value under a key; an empty one takes it away."""
    if value:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
    else:
        connection.execute("DELETE FROM meta WHERE key = ?", (key,))


def put_rows(connection: sqlite3.Connection, rows: Iterable[IndexRow]) -> None:
    """Put claims in, in place of what is known of the same ones; what a run said of them is kept."""
    by_id = {row.columns["id"]: row for row in rows}
    if not by_id:
        return
    change = _next_change(connection, CHANGE)
    known: dict[str, int] = {}
    ids = list(by_id)
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        sql = f"SELECT id, n FROM claims WHERE id IN ({', '.join('?' * len(some))})"
        known |= dict(connection.execute(sql, some).fetchall())
    last = int(connection.execute("SELECT coalesce(max(n), 0) FROM claims").fetchone()[0])
    new = [row for id_, row in by_id.items() if id_ not in known]
    _add_rows(connection, list(enumerate(new, last + 1)), change)
    for id_, n in known.items():
        _replace_row(connection, n, by_id[id_], change)


def _add_rows(connection: sqlite3.Connection, rows: Sequence[tuple[int, IndexRow]], change: int) -> None:
    """Put claims in that are not there, with their numbers: many in one go, since an index is made of little else."""
    names = ", ".join(("n", *COLUMNS, "change"))
    marks = ", ".join("?" * (len(COLUMNS) + 2))
    connection.executemany(
        f"INSERT INTO claims ({names}) VALUES ({marks})",
        [(n, *(row.columns[name] for name in COLUMNS), change) for n, row in rows],
    )
    connection.executemany("INSERT INTO shown VALUES (?, ?, ?)", [(n, row.body, row.text) for n, row in rows])
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", [(n, row.text) for n, row in rows])


def _replace_row(connection: sqlite3.Connection, n: int, row: IndexRow, change: int) -> None:
    """Put a claim in the place of what is known of it."""
    changed = ", ".join(f"{name} = ?" for name in (*COLUMNS, "change"))
    connection.execute(f"UPDATE claims SET {changed} WHERE n = ?", (*(row.columns[name] for name in COLUMNS), change, n))
    body, text = connection.execute("SELECT body, text FROM shown WHERE n = ?", (n,)).fetchone()
    if (body, text) != (row.body, row.text):
        connection.execute("UPDATE shown SET body = ?, text = ? WHERE n = ?", (row.body, row.text, n))
    if text != row.text:
        connection.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (n, text))
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (n, row.text))


def drop_item(connection: sqlite3.Connection, item_id: str, *, except_for: frozenset[str] = frozenset()) -> None:
    """Take the claims of an item out, but for some."""
    found = connection.execute("SELECT n, id FROM claims WHERE item_id = ?", (item_id,)).fetchall()
    drop_rows(connection, [n for n, id_ in found if id_ not in except_for])


def drop_rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take claims out, by their numbers."""
    if not numbers:
        return
    change = _next_change(connection, CHANGE)
    _next_change(connection, ASKED)
    for n in numbers:
        old = connection.execute("SELECT text FROM shown WHERE n = ?", (n,)).fetchone()
        connection.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (n, old[0]))
        for table in ("shown", "asked", "claims"):
            connection.execute(f"DELETE FROM {table} WHERE n = ?", (n,))
        connection.execute("INSERT OR REPLACE INTO gone VALUES (?, ?)", (n, change))


def put_ranks(connection: sqlite3.Connection, ranks: Mapping[int, Ranked]) -> None:
    """Say what a run says of claims, by their numbers."""
    _next_change(connection, ASKED)
    connection.executemany(
        "UPDATE claims SET worth = ?, contradictions = ? WHERE n = ?",
        [(rank.worth, rank.contradictions, n) for n, rank in ranks.items()],
    )
    connection.executemany("DELETE FROM asked WHERE n = ?", [(n,) for n in ranks])
    connection.executemany(
        "INSERT OR IGNORE INTO asked VALUES (?, ?)", [(n, asked) for n, rank in ranks.items() for asked in rank.question_ids]
    )


def _next_change(connection: sqlite3.Connection, key: str) -> int:
    """The number of the change that is being made."""
    sql = "INSERT INTO meta VALUES (?, '1') ON CONFLICT (key) DO UPDATE SET value = value + 1 RETURNING value"
    return int(connection.execute(sql, (key,)).fetchone()[0])


def joined(where: Sequence[Where]) -> tuple[str, tuple[Any, ...]]:
    """Conditions as one, with all their values in order."""
    return " AND ".join(f"({one.sql})" for one in where) or "1", tuple(value for one in where for value in one.values)
