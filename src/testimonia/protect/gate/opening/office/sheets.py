"""Spreadsheets: cells as they are shown, row by row, hidden ones too; comments; positions in neighbouring cells.

Source: ISO/IEC 29500-1, 18.3 (worksheets), 18.4 (shared strings), 18.7 (comments), 18.8 (styles).
"""

import itertools
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]
from msgspec import Struct, field

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import said
from testimonia.protect.gate.opening.office.numbers_shown import BUILT_IN, shown
from testimonia.protect.gate.opening.office.parts import Parts, parse
from testimonia.protect.gate.pieces import Found

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST_CELLS = 3_000_000


class Book(Struct):
    """What all sheets of a workbook refer to."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    """Format code of each cell style."""
    from_1904: bool = False


class Cell(Struct, frozen=True):
    """A cell: what is shown, and the number behind it, if it is one."""

    text: str
    number: float | None = None


def open_workbook(parts: Parts) -> Iterator[Found]:
    """All sheets and comments of a workbook."""
    book = read_book(parts)
    cells = 0
    for name in parts.names:
        if name.startswith(("xl/worksheets/", "xl/externalLinks/", "xl/pivotCache/", "xl/chartsheets/")) and name.endswith(
            ".xml"
        ):
            rows = []
            for row in parse(parts.read(name)).iter(f"{S}row"):
                rows.append([read_cell(cell, book) for cell in row.iterfind(f"{S}c")])
                cells += len(rows[-1])
                if cells > MOST_CELLS:
                    raise ReadError(f"more than {MOST_CELLS} cells")
            yield from open_rows(rows, name)
        elif name.startswith("xl/comments") and name.endswith(".xml"):
            for number, comment in enumerate(parse(parts.read(name)).iter(f"{S}comment"), 1):
                yield from said("".join(text.text or "" for text in comment.iter(f"{S}t")), f"{name}, comment {number}")
    yield from said("\n".join(book.strings), "shared strings")


def open_rows(rows: list[list[Cell]], name: str) -> Iterator[Found]:
    """The rows as text, with blanks between the cells, and pairs of numbers that may be positions."""
    yield from said("\n".join(" ".join(cell.text for cell in row if cell.text) for row in rows), f"{name}, rows")
    pairs: list[str] = []
    for row in rows:
        for first, second in itertools.pairwise(row):
            if is_degrees(first) and is_degrees(second):
                pairs.extend((f"{first.text}, {second.text}", f"{second.text}, {first.text}"))
    yield from said("\n".join(pairs), f"{name}, positions in neighbouring cells")


def is_degrees(cell: Cell) -> bool:
    """Could this number be degrees of latitude or longitude?"""
    return cell.number is not None and abs(cell.number) <= 180 and "." in cell.text


def read_book(parts: Parts) -> Book:
    """Shared strings, number formats, and the day that days are counted from."""
    book = Book()
    if "xl/sharedStrings.xml" in parts.names:
        for item in parse(parts.read("xl/sharedStrings.xml")).iter(f"{S}si"):
            book.strings.append(text_of(item))
    if "xl/styles.xml" in parts.names:
        root = parse(parts.read("xl/styles.xml"))
        codes = dict(BUILT_IN)
        for form in root.iter(f"{S}numFmt"):
            if (number := form.get("numFmtId", "")).isdigit():
                codes[int(number)] = form.get("formatCode", "")
        styles = root.find(f"{S}cellXfs")
        for style in styles if styles is not None else ():
            number = style.get("numFmtId", "0")
            book.formats.append(codes.get(int(number) if number.isdigit() else 0, ""))
    if "xl/workbook.xml" in parts.names:
        properties = parse(parts.read("xl/workbook.xml")).find(f"{S}workbookPr")
        book.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return book


def text_of(item: etree._Element) -> str:
    """The runs of a string put together; readings in small letters above it come after it."""
    runs: list[str] = []
    above: list[str] = []
    for text in item.iter(f"{S}t"):
        parent = text.getparent()
        (above if parent is not None and parent.tag == f"{S}rPh" else runs).append(text.text or "")
    return "".join(runs) + (f" {''.join(above)}" if above else "")


def read_cell(cell: etree._Element, book: Book) -> Cell:
    """A cell as it is shown."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{S}is")
        return Cell(text_of(inline) if inline is not None else "")
    value = (cell.findtext(f"{S}v") or "").strip()
    if kind == "s":
        return Cell(book.strings[int(value)] if value.isdigit() and int(value) < len(book.strings) else "")
    if kind != "n" or not value:
        return Cell(value)
    try:
        number = float(value)
    except ValueError:
        return Cell(value)
    style = cell.get("s", "0")
    code = book.formats[int(style)] if style.isdigit() and int(style) < len(book.formats) else ""
    return Cell(shown(number, code, from_1904=book.from_1904), number)
