"""SQLite files: every name and every cell. Free pages and deleted rows are read as strings in the raw bytes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from testimonia.errors import ReadError
from testimonia.protect.gate.pieces import Blob, Found, NotRead, Piece

MAGIC = b"SQLite format 3\x00"
_STEPS = 50_000_000
"""Instructions of SQLite's machine that reading one file may take: a bound, since there is no clock here."""
_PORTION = 1 << 16


def read_sqlite(blob: Blob) -> Iterator[Found]:
    """Cells of each table, row by row in large pieces; cells of bytes as blobs. Nothing in the file is run.

    Source: SQLite database file format, https://www.sqlite.org/fileformat2.html
    """
    data = blob.data
    if data[18:20] == b"\x02\x02":  # write-ahead logging has no meaning in memory, and SQLite refuses to open it there
        data = data[:18] + b"\x01\x01" + data[20:]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.text_factory = bytes
        steps = iter(range(_STEPS // 10_000))
        connection.set_progress_handler(lambda: 0 if next(steps, None) is not None else 1, 10_000)
        try:
            connection.deserialize(data)
            connection.execute("PRAGMA trusted_schema = OFF")
            rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        except (sqlite3.Error, OverflowError, MemoryError) as error:
            raise ReadError("a damaged database: leave it out or write its rows as text") from error
        yield Piece("\n".join(_decode(sql) for _, _, sql in rows if sql), "schema")
        for kind, name, sql in rows:
            if kind == b"table" and not (sql or b"").lstrip().upper().startswith(b"CREATE VIRTUAL"):
                yield from _read_table(connection, _decode(name))


def _read_table(connection: sqlite3.Connection, name: str) -> Iterator[Found]:
    quoted = name.replace('"', '""')
    place = f"table {name}"
    lines: list[str] = []
    size = first = 0
    try:
        for number, row in enumerate(connection.execute(f'SELECT * FROM "{quoted}"'), 1):
            if not lines:
                first = number
            for column, cell in enumerate(row, 1):
                if isinstance(cell, bytes) and not _is_text(cell):
                    yield Blob(cell, "", f"{place}, row {number}, column {column}")
            line = " ".join(_decode(cell) if isinstance(cell, bytes) else str(cell) for cell in row if cell is not None)
            lines.append(line)
            size += len(line)
            if size > _PORTION:
                yield Piece("\n".join(lines), f"{place}, rows {first} to {number}")
                lines, size = [], 0
    except (sqlite3.Error, OverflowError):
        yield NotRead(place, "damaged, or too large: leave it out or write its rows as text")
    if lines:
        yield Piece("\n".join(lines), f"{place}, from row {first}")


def _is_text(cell: bytes) -> bool:
    try:
        return "\0" not in cell.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _decode(cell: bytes) -> str:
    return cell.decode("utf-8", "replace")
