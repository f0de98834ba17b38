"""Paragraphs and rows as they are read: words put together over runs, before and after tracked changes, hidden text in and out.

Source: ISO/IEC 29500-1, 17.3 (paragraphs and runs), 17.13.5 (revisions), 21.1.2 (DrawingML text); OpenDocument 1.3 part 3, 5.
"""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]
from msgspec import Struct, field

from testimonia.protect.gate.opening.bounded import said
from testimonia.protect.gate.pieces import Found

READINGS = ("everything", "after changes", "before changes", "not hidden")


class Markup(Struct, frozen=True):
    """The tags of one markup that matter for putting text together, in Clark's notation."""

    space: str
    apart: frozenset[str]
    """Elements whose text stands by itself: paragraphs, notes, authors."""
    leaves: frozenset[str]
    """Elements whose own text counts; empty = all text counts."""
    blanks: dict[str, str]
    """Elements that stand for characters."""
    deleted: frozenset[str] = frozenset()
    inserted: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    """Leaves that no reader sees."""
    runs: frozenset[str] = frozenset()
    hidden: str = ""
    """Path, from a run, of what hides it."""
    symbols: str = ""
    """Element that names a character by its number in a font of symbols."""
    row: str = ""
    cell: str = ""


def tags(space: str, *names: str) -> frozenset[str]:
    """Names in a namespace."""
    return frozenset(f"{{{space}}}{name}" for name in names)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
DC = "http://purl.org/dc/elements/1.1/"
SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"

WORDS = Markup(
    space=W,
    apart=tags(W, "p"),
    leaves=tags(W, "t", "delText", "instrText", "delInstrText"),
    blanks={f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n", f"{{{W}}}cr": "\n", f"{{{W}}}noBreakHyphen": "-", f"{{{W}}}ptab": "\t"},
    deleted=tags(W, "del", "moveFrom"),
    inserted=tags(W, "ins", "moveTo"),
    codes=tags(W, "instrText", "delInstrText"),
    runs=tags(W, "r"),
    hidden=f"{{{W}}}rPr/{{{W}}}vanish",
    symbols=f"{{{W}}}sym",
    row=f"{{{W}}}tr",
    cell=f"{{{W}}}tc",
)
OFFICE_DRAWING = Markup(
    space=A, apart=tags(A, "p"), leaves=tags(A, "t"), blanks={f"{{{A}}}br": "\n", f"{{{A}}}tab": "\t"},
    row=f"{{{A}}}tr", cell=f"{{{A}}}tc",
)  # fmt: skip
OPEN_DOCUMENT = Markup(
    space=TEXT,
    apart=tags(TEXT, "p", "h", "note", "ruby-text", "note-citation", "tracked-changes", "deletion")
    | tags(OFFICE, "annotation", "script", "event-listeners")
    | tags(DC, "creator", "date")
    | tags(SVG, "title", "desc"),
    leaves=frozenset(),
    blanks={f"{{{TEXT}}}tab": "\t", f"{{{TEXT}}}line-break": "\n", f"{{{TEXT}}}s": " "},
    row=f"{{{TABLE}}}table-row",
    cell=f"{{{TABLE}}}table-cell",
)


class Paragraph(Struct):
    """A paragraph that is being put together, in its readings."""

    readings: list[list[str]] = field(default_factory=lambda: [[] for _ in READINGS])


class Collector:
    """Walks a document once and puts its paragraphs and rows together."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self.open = [Paragraph()]
        self.finished: list[list[str]] = [[] for _ in READINGS]
        self.rows: list[str] = []
        self.cells: list[list[str]] = []
        self.marks: list[int] = []
        self.gone = self.come = self.out_of_sight = 0

    def add(self, text: str, *, code: bool = False) -> None:
        """Text at the present place."""
        readings = self.open[-1].readings
        readings[0].append(text)
        if code:
            return
        if not self.gone:
            readings[1].append(text)
            if not self.out_of_sight:
                readings[3].append(text)
        if not self.come:
            readings[2].append(text)

    def start(self, element: etree._Element) -> None:
        """An element begins."""
        markup, tag = self.markup, element.tag
        if tag in markup.apart:
            self.open.append(Paragraph())
        elif tag in markup.blanks:
            count = element.get(f"{{{markup.space}}}c", "1") if markup.blanks[tag] == " " else "1"
            self.add(markup.blanks[tag] * (min(int(count), 100) if count.isdigit() else 1))
        elif tag == markup.symbols:
            self.add(symbol(element.get(f"{{{markup.space}}}char", "")))
        elif tag == markup.row:
            self.cells.append([])
        elif tag == markup.cell:
            self.marks.append(len(self.finished[0]))
        self.gone += tag in markup.deleted
        self.come += tag in markup.inserted
        self.out_of_sight += self.hides(element)
        if element.text and (not markup.leaves or tag in markup.leaves):
            self.add(element.text, code=tag in markup.codes)

    def hides(self, element: etree._Element) -> bool:
        """Is this a run of hidden text?"""
        return element.tag in self.markup.runs and element.find(self.markup.hidden) is not None

    def end(self, element: etree._Element) -> None:
        """An element ends."""
        markup, tag = self.markup, element.tag
        if tag in markup.apart:
            self.finish(self.open.pop())
        elif tag == markup.cell and self.marks:
            text = " ".join(self.finished[0][self.marks.pop() :])
            if self.cells:
                self.cells[-1].append(text)
        elif tag == markup.row and self.cells:
            self.rows.append(" ".join(filter(None, self.cells.pop())))
        self.gone -= tag in markup.deleted
        self.come -= tag in markup.inserted
        self.out_of_sight -= self.hides(element)
        if not markup.leaves and element.tail:
            self.add(element.tail)

    def finish(self, paragraph: Paragraph) -> None:
        """A paragraph is complete in all its readings."""
        for done, reading in zip(self.finished, paragraph.readings, strict=True):
            done.append("".join(reading))


def symbol(number: str) -> str:
    """A character by its number; fonts of symbols keep theirs in the private area."""
    try:
        code = int(number, 16)
    except ValueError:
        return ""
    return chr(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code) if code < 0xD800 or 0xE000 <= code <= 0xFFFF else ""


def open_paragraphs(root: etree._Element, markup: Markup, place: str) -> Iterator[Found]:
    """The text of a part, in each of its readings that differs from the ones before, and its tables row by row."""
    collector = Collector(markup)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if isinstance(element.tag, str):
            (collector.start if event == "start" else collector.end)(element)
    while collector.open:
        collector.finish(collector.open.pop())
    told: set[str] = set()
    for reading, paragraphs in zip(READINGS, collector.finished, strict=True):
        text = "\n".join(filter(None, paragraphs))
        if text not in told:
            told.add(text)
            yield from said(text, place if reading == READINGS[0] else f"{place}, {reading}")
    yield from said("\n".join(filter(None, collector.rows)), f"{place}, rows of tables")
