"""Tables of statements: one row, one statement, with its own source, date and place."""

import csv
import io
from collections.abc import Iterator

import msgspec

from testimonia.errors import ReadError
from testimonia.ingest.dates import DateError, is_day_first_column, to_iso_date
from testimonia.ingest.encodings import decode_text
from testimonia.ingest.metadata import DATES, FIELDS, checked_value, merge_metadata, split_front_matter
from testimonia.ingest.parts import Reading, TextBuilder
from testimonia.model.material import Locator, Metadata
from testimonia.model.phrases import told

_TEXT_NAMES = ("text", "statement", "quote", "words", "content", "body", "message", "transcript", "testimony", "description")
"""Column names taken for the words when no column mapping is given; the first that is there."""
_DELIMITERS = ",;\t|"
_FIELD_LIMIT = 16 * 1024 * 1024
_PROTECTED = {"yes": "protected", "true": "protected", "1": "protected", "no": "none", "false": "none", "0": "none"}


def read_csv(data: bytes, metadata: Metadata) -> Reading:
    """Read a table with a header row. ``metadata.columns`` says which column holds what; without it, names decide.

    Raises:
        ReadError: no column holds the words, a named column is missing, or a value cannot be what its column says.

    >>> reading = read_csv(b"date;source;text\\n12 October 2017;Driver A;We left.", Metadata())
    >>> part = reading.parts[0]
    >>> reading.text, part.locator.row, part.metadata.source, part.metadata.date
    ('We left.', 2, 'Driver A', '2017-10-12')
    """
    whole, _ = decode_text(data)
    front, start = split_front_matter(whole)
    known = merge_metadata(metadata, front)
    body = whole[start:]
    rows = list(_rows(body))
    if len(rows) < 2:
        said = "the table has no row below its header; the first row must name the columns"
        raise ReadError(told(said, "unread.no_row"))
    (_, header), *records = rows
    columns = _columns([name.strip() for name in header], known.columns)
    day_first = {f: is_day_first_column(_cell(cells, columns[f]) for _, cells in records) for f in DATES if f in columns}
    builder = TextBuilder()
    for row, cells in records:
        words = _cell(cells, columns["text"])
        if words:
            own = _row_metadata(row, cells, columns, day_first)
            builder.add(
                words, kind="row", locator=Locator(row=row), speaker=_cell(cells, columns.get("speaker", -1)), metadata=own
            )
    text, parts = builder.build()
    if not parts:
        name = header[columns["text"]]
        said = f'the column "{name}" holds no words in any row; map another one: columns: {{text: NAME}}'
        raise ReadError(told(said, "unread.column_empty", column=name))
    return Reading("translation" if known.translation_of else "text", "", text, tuple(parts), known)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with their number as a spreadsheet counts them."""
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        said = f"line {reader.line_num}: the table cannot be read ({error}); save it again as CSV in UTF-8"
        raise ReadError(told(said, "unread.table", line=reader.line_num, why=str(error))) from error


def _delimiter(text: str) -> str:
    """The sign that divides the first rows most often and most evenly; a comma where nothing does.

    Why not ``csv.Sniffer``: it guesses letters on prose, and this is prose.
    """
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        sample = csv.reader(io.StringIO(text[:65536], newline=""), delimiter=delimiter)
        try:
            widths = [len(cells) for _, cells in zip(range(20), sample, strict=False) if cells]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        score = sum(width == widths[0] for width in widths) * 1000 // len(widths) + widths[0]
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _columns(header: list[str], mapping: dict[str, str]) -> dict[str, int]:
    """Field -> index of the column that holds it."""
    places = {name.casefold(): index for index, name in reversed(list(enumerate(header)))}
    there = ", ".join(f'"{name}"' for name in header)
    found = {}
    for field, name in mapping.items():
        if name.strip().casefold() not in places:
            said = f'columns: there is no column "{name}" (for {field}); the columns are {there}'
            raise ReadError(told(said, "unread.no_column", column=name, field=field, there=there))
        found[field] = places[name.strip().casefold()]
    taken = set(found.values())
    for field in ("speaker", "protected", *FIELDS):
        if field not in found and field != "columns" and field in places and places[field] not in taken:
            found[field] = places[field]
    if "text" not in found:
        words = next((n for n in _TEXT_NAMES if n in places), None)
        if words is None:
            said = f"no column is known to hold the words; say which: columns: {{text: NAME}}; the columns are {there}"
            raise ReadError(told(said, "unread.no_words_column", there=there))
        found["text"] = places[words]
    return found


def _cell(cells: list[str], index: int) -> str:
    return cells[index].strip() if 0 <= index < len(cells) else ""


def _row_metadata(row: int, cells: list[str], columns: dict[str, int], day_first: dict[str, bool | None]) -> Metadata | None:
    values = {}
    notes = []
    for field, index in columns.items():
        value = _cell(cells, index)
        if not value or field in ("text", "speaker"):
            continue
        if field in DATES:
            value, note = _row_date(row, field, value, day_first[field])
            notes += [note] if note else []
        elif field == "protected":
            field, value = "protection", _protection(row, value)
        else:
            try:
                value = checked_value(field, value)
            except ReadError as error:
                raise ReadError(told(f"row {row}: {error}", "unread.row", row=row, what=error.args[0])) from error
        values[field] = value
    if notes:
        values["note"] = "; ".join([*([values["note"]] if values.get("note") else []), *notes])
    return msgspec.convert(values, Metadata) if any(values.values()) else None


def _row_date(row: int, field: str, value: str, is_day_first: bool | None) -> tuple[str, str]:
    """The date of a row and a note: words that are no date ("early October") are kept as a note, two possible dates refused."""
    try:
        return to_iso_date(value, is_day_first=is_day_first), ""
    except DateError as error:
        if "can be" in str(error):
            said = f"row {row}, {field}: {error}"
            raise ReadError(told(said, "unread.row_field", row=row, field=field, what=error.args[0])) from error
        return "", f"{field} as written: {value}"


def _protection(row: int, value: str) -> str:
    if value.casefold() not in _PROTECTED:
        said = f'row {row}: protected: "{value}" is neither yes nor no'
        raise ReadError(told(said, "unread.row", row=row, what=told(said, "unread.yes_no", value=value)))
    return _PROTECTED[value.casefold()]
