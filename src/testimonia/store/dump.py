"""Write every noun of a case as CSV and as JSON lines: for the team's own tools, not for publication."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
"""Beginnings that a spreadsheet runs as a formula, blanks before them included. Source: OWASP, CSV injection."""


def write_noun(folder: Path, name: str, objects: Iterable[Struct]) -> int:
    """Write ``name.jsonl`` (exact) and ``name.csv`` (one column per top-level field, nested fields as JSON).

    In the CSV a text that a spreadsheet would run as a formula is prefixed with an apostrophe; the JSON lines are exact.

    Returns:
        How many objects were written.
    """
    count = 0
    exact, sheet = folder / f"{name}.jsonl", folder / f"{name}.csv"
    with exact.open("wb") as lines, sheet.open("w", encoding="utf-8", newline="") as table:
        writer: csv.DictWriter[str] | None = None
        for thing in objects:
            row = msgspec.structs.asdict(thing)
            lines.write(msgspec.json.encode(thing) + b"\n")
            if writer is None:
                writer = csv.DictWriter(table, fieldnames=list(row))
                writer.writeheader()
            writer.writerow({key: cell(value) for key, value in row.items()})
            count += 1
    return count


def cell(value: object) -> str:
    """A value as one CSV cell.

    >>> cell("=1+1"), cell(None), cell(("a", "b")), cell(-3.5)
    ("'=1+1", '', '["a","b"]', '-3.5')
    """
    match value:
        case None:
            return ""
        case bool() | int() | float():
            return msgspec.json.encode(value).decode()
        case str():
            return f"'{value}" if _FORMULA.match(value) else str(value)
        case _:
            return msgspec.json.encode(value).decode()
