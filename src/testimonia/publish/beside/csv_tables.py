"""The tables of a release as CSV files with a CSVW description: types, keys and what each column means.

Source: W3C Metadata Vocabulary for Tabular Data (CSVW, 2015); RFC 4180; the list of first characters that make a spreadsheet
compute a cell is OWASP's (CSV Injection).
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any

from testimonia.model.release import Release
from testimonia.publish.beside.publication import Publication
from testimonia.publish.beside.tables import Cell, Column, Kind, Table, make_tables

FOLDER = "data/tables"
METADATA = f"{FOLDER}/csv-metadata.json"
"""The name under which CSVW readers look for a description."""
FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
"""Beginnings of a text that a spreadsheet would compute; such a text gets an apostrophe before it."""
SAFETY_NOTE = (
    "In columns of text, an apostrophe before =, +, -, @, a tab or a line break at the start of a cell was added so that no "
    "spreadsheet computes the cell; leave out one apostrophe to get the text."
)
SEPARATORS = {Kind.IDS: ";", Kind.LINES: "\n"}
WHOLE_BELOW = 2**53
"""Up to here a whole number is written without a point; no such number is exact beyond."""
DATATYPES = {Kind.NUMBER: "number", Kind.INTEGER: "integer", Kind.TRUTH: "boolean"}


def csv_files(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """One CSV file a table, and their description."""
    tables = make_tables(release)
    files = {f"{FOLDER}/{table.name}.csv": _csv(table) for table in tables}
    return files | {METADATA: _metadata(tables, publication)}


def safe_text(text: str) -> str:
    """A text that no spreadsheet computes.

    >>> safe_text("=1+1"), safe_text("50 lorries"), safe_text("'=x")
    ("'=1+1", '50 lorries', "''=x")
    """
    return f"'{text}" if FORMULA.match(text) else text


def unsafe_text(cell: str) -> str:
    """The text that `safe_text` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _csv(table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow(_cell(cell, column) for cell, column in zip(row, table.columns, strict=True))
    return out.getvalue().encode()


def _cell(cell: Cell, column: Column) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        if column.kind is Kind.LINES:
            cell = tuple(" ".join(line.split()) for line in cell)
        return safe_text(SEPARATORS[column.kind].join(cell))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return str(int(cell)) if cell == int(cell) and abs(cell) < WHOLE_BELOW else repr(cell)
    return safe_text(cell)


def _metadata(tables: tuple[Table, ...], publication: Publication) -> bytes:
    described: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": publication.title,
        "dc:description": SAFETY_NOTE,
        "dc:issued": publication.date,
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tables": [_table(table) for table in tables],
    }
    if publication.publisher:
        described["dc:publisher"] = publication.publisher
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    keys = [
        {"columnReference": column.name, "reference": {"resource": f"{column.table}.csv", "columnReference": "id"}}
        for column in table.columns
        if column.table
    ]
    schema: dict[str, Any] = {"columns": [_column(column) for column in table.columns], "primaryKey": "id"}
    return {
        "url": f"{table.name}.csv",
        "dc:description": table.about,
        "tableSchema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": DATATYPES.get(column.kind, "string"),
    }
    if column.kind in SEPARATORS:
        described["separator"] = SEPARATORS[column.kind]
    return described | ({"required": True} if column.is_required else {})
