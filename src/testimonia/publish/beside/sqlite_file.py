"""The tables of a release as one SQLite file, with views for readers and a description that Datasette shows.

Why the header is evened out: SQLite writes its own version and a count of changes into the file, and the same release must give
the same bytes. Pages are zeroed before use, so that nothing of the builder's memory gets out.

Source: SQLite database file format, section 1.3; Datasette, metadata.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

from testimonia.model.release import Release
from testimonia.publish.beside.publication import Publication
from testimonia.publish.beside.tables import Cell, Column, Kind, Table, make_tables

DATABASE, METADATA = "data/release.db", "data/metadata.json"
APPLICATION_ID = 0x7465736D
"""``tesm``: tells the kind of file in its header."""
COUNTERS = ((24, 1), (92, 1), (96, 3_040_000))
"""Offset in the header and what is written there: change counter, version-valid-for, SQLite's version number."""
TYPES = {Kind.NUMBER: "REAL", Kind.INTEGER: "INTEGER", Kind.TRUTH: "INTEGER"}
VIEWS = {
    "findings_in_words": (
        "Each finding with its question and how many accounts it rests on.",
        "SELECT f.id, q.text AS question, f.words AS finding, f.low, f.best, f.high, f.unit, f.standing, f.reason,"
        " CASE f.is_suggestion WHEN 1 THEN 'computed' ELSE 'concluded' END AS whose,"
        " (SELECT count(*) FROM findings_answer_ids a WHERE a.findings_id = f.id) AS accounts"
        " FROM findings f JOIN questions q ON q.id = f.question_id",
    ),
    "evidence": (
        "From each finding to the words: who says it, how they know, what counts.",
        "SELECT f.id AS finding_id, q.text AS question, s.label AS source, s.role, c.stance, c.polarity, c.low, c.best, c.high,"
        " c.unit, c.answer, c.value_words, k.words AS quotation, k.is_first_hand, c.said_on,"
        " a.standing_claim_id IS c.id AS counts, c.id AS claim_id"
        " FROM findings f JOIN questions q ON q.id = f.question_id"
        " JOIN findings_answer_ids fa ON fa.findings_id = f.id JOIN answers a ON a.id = fa.answers_id"
        " JOIN answers_claim_ids ac ON ac.answers_id = a.id JOIN claims c ON c.id = ac.claims_id"
        " JOIN sources s ON s.id = c.source_id LEFT JOIN quotes k ON k.id = c.quote_id",
    ),
    "contradicted_claims": (
        "Each contradiction with the claims that cannot all be true.",
        "SELECT d.id AS contradiction_id, d.sentence, s.label AS source, c.value_words, k.words AS quotation, c.said_on"
        " FROM contradictions d JOIN contradictions_claim_ids dc ON dc.contradictions_id = d.id"
        " JOIN claims c ON c.id = dc.claims_id JOIN sources s ON s.id = c.source_id LEFT JOIN quotes k ON k.id = c.quote_id",
    ),
    "timeline": (
        "Events in order of time with their places, undated ones last.",
        "SELECT e.id, e.what, e.edtf, e.earliest_start, e.latest_end, p.name AS place, p.lat, p.lon, p.radius_km"
        " FROM events e LEFT JOIN places p ON p.id = e.place_id"
        " ORDER BY e.earliest_start IS NULL, e.earliest_start, e.id",
    ),
}
"""Name -> what it shows, and the query."""


def sqlite_files(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The database and its description for Datasette."""
    tables = make_tables(release)
    return {DATABASE: _database(tables), METADATA: _metadata(tables, publication)}


def _database(tables: Sequence[Table]) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for pragma in ("secure_delete = ON", "foreign_keys = ON", "encoding = 'UTF-8'", "page_size = 1024"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for table in tables:
            _fill(connection, table)
        for name, (_, query) in VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {query}")
        connection.execute("COMMIT")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("VACUUM")
        data = bytearray(connection.serialize())
    for offset, number in COUNTERS:
        data[offset : offset + 4] = number.to_bytes(4, "big")
    return bytes(data)


def _fill(connection: sqlite3.Connection, table: Table) -> None:
    own = [(at, column) for at, column in enumerate(table.columns) if column.kind is not Kind.IDS]
    lines = ", ".join(_definition(column) for _, column in own)
    connection.execute(f"CREATE TABLE {table.name} ({lines}) STRICT")
    marks = ", ".join("?" for _ in own)
    rows = [[_stored(row[at]) for at, _ in own] for row in table.rows]
    connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
    for _, column in own:
        if column.table:
            connection.execute(f"CREATE INDEX {table.name}_{column.name}_index ON {table.name} ({column.name})")
    for at, column in enumerate(table.columns):
        if column.kind is Kind.IDS:
            _link(connection, table, at, column)


def _link(connection: sqlite3.Connection, table: Table, at: int, column: Column) -> None:
    """A column of ids as a table of its own."""
    name = f"{table.name}_{column.name}"
    connection.execute(
        f"CREATE TABLE {name} ({table.name}_id TEXT NOT NULL REFERENCES {table.name}(id), position INTEGER NOT NULL, "
        f"{column.table}_id TEXT NOT NULL REFERENCES {column.table}(id), PRIMARY KEY ({table.name}_id, position)) STRICT"
    )
    rows = []
    for row in table.rows:
        ids = row[at]
        assert isinstance(ids, tuple)
        rows += [(row[0], position, one) for position, one in enumerate(ids)]
    connection.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", rows)
    connection.execute(f"CREATE INDEX {name}_index ON {name} ({column.table}_id)")


def _definition(column: Column) -> str:
    kind = TYPES.get(column.kind, "TEXT")
    key = " PRIMARY KEY NOT NULL" if column.name == "id" else " NOT NULL" if column.is_required else ""
    check = f" CHECK ({column.name} IN (0, 1))" if column.kind is Kind.TRUTH else ""
    refers = f" REFERENCES {column.table}(id)" if column.table else ""
    return f"{column.name} {kind}{key}{check}{refers}"


def _stored(cell: Cell) -> str | float | int | None:
    if isinstance(cell, tuple):
        return "\n".join(cell) or None
    return int(cell) if isinstance(cell, bool) else cell


def _metadata(tables: Sequence[Table], publication: Publication) -> bytes:
    described: dict[str, Any] = {}
    for table in tables:
        columns = {column.name: column.about for column in table.columns if column.kind is not Kind.IDS}
        described[table.name] = {"description": table.about, "columns": columns}
        for column in table.columns:
            if column.kind is Kind.IDS:
                about = f"{table.about} {column.about} One row each."
                described[f"{table.name}_{column.name}"] = {"description": about, "hidden": True}
    described |= {name: {"description": about} for name, (about, _) in VIEWS.items()}
    made: dict[str, Any] = {
        "title": publication.title,
        "description": publication.description
        or "The cleared content of a publication. Protected sources stand under pseudonyms.",
        "databases": {"release": {"tables": described}},
    }
    if publication.base:
        made |= {"source": publication.publisher or publication.title, "source_url": publication.address("")}
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()
