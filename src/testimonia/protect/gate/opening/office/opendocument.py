"""OpenDocument texts, sheets and slides: paragraphs, rows, cell values, and what is fetched; and which parts are encrypted.

Source: OpenDocument 1.3, parts 2 (packages, 4.3 encryption) and 3 (schema).
"""

from collections.abc import Iterator

from testimonia.protect.gate.opening.bounded import attempted, said
from testimonia.protect.gate.opening.office.paragraphs import OFFICE, OPEN_DOCUMENT, TABLE, open_paragraphs
from testimonia.protect.gate.opening.office.parts import Parts, parse
from testimonia.protect.gate.pieces import Found, NotRead, Request

LINK = "{http://www.w3.org/1999/xlink}href"
REMOTE = ("http:", "https:", "ftp:", "file:", "smb:", "//", "\\\\", "/")
PARTS = ("content.xml", "styles.xml")
VALUE, DATE, TIME, STRING = (f"{{{OFFICE}}}{name}" for name in ("value", "date-value", "time-value", "string-value"))


def open_opendocument(parts: Parts) -> Iterator[Found]:
    """All parts with text, those of objects in the document too."""
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        yield NotRead("document", "encrypted: publish it without a password or leave it out")
        return
    for name in parts.names:
        if name.endswith(PARTS):
            yield from attempted(open_part(parts.read(name), name), name)


def open_part(raw: bytes, name: str) -> Iterator[Found]:
    """A part's text, the values of its cells, and the addresses it loads from."""
    root = parse(raw)
    yield from open_paragraphs(root, OPEN_DOCUMENT, name)
    rows = []
    for row in root.iter(f"{{{TABLE}}}table-row"):
        values = [
            cell.get(kind, "")
            for cell in row.iter(f"{{{TABLE}}}table-cell")
            for kind in (VALUE, DATE, TIME, STRING)
            if cell.get(kind)
        ]
        if values:
            rows.append(" ".join(values))
    yield from said("\n".join(rows), f"{name}, values of cells")
    for element in root.iter():
        target = element.get(LINK, "") if isinstance(element.tag, str) else ""
        if target.startswith(REMOTE) and not element.tag.endswith("}a"):
            yield Request(target, f"{name}, {element.tag.rpartition('}')[2]}")
