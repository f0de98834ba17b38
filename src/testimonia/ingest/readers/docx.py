"""Word documents: paragraphs, headings, tables row by row, footnotes; comments and struck-out words are not text.

Why the XML is walked here: python-docx leaves out what was inserted with changes tracked and what stands in form fields and
text boxes, and those are words of the document like all others.

Source: ECMA-376 part 1, WordprocessingML (w:p, w:r, w:t, w:del, w:ins, w:tbl, w:footnote).
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from testimonia.errors import ReadError
from testimonia.ingest.metadata import merge_metadata
from testimonia.ingest.parts import Reading, TextBuilder
from testimonia.ingest.turns import to_reading
from testimonia.model.material import Metadata
from testimonia.model.phrases import told

MAX_EXPANDED_BYTES = 512 * 1024 * 1024
"""A document whose files grow beyond this when unpacked is refused."""
MAX_RATIO = 200
"""... and one of whose files grows more than this many times, if it is larger than `_SMALL`. Text shrinks 5 to 30 times."""
_SMALL = 20 * 1024 * 1024
_MAX_FILES = 10_000

# What zipfile, zlib, lxml (whose syntax error is a SyntaxError) and python-docx raise on a damaged document; found by changing
# bytes of good ones at random.
_IN_PACKAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RecursionError)
_IN_XML = (SyntaxError, ValueError, TypeError, LookupError, AttributeError, AssertionError)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _FALLBACK, _W + "pPr", _W + "rPr", _W + "tblPr"}
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "\u2011", _W + "ptab": "\t"}
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def read_docx(data: bytes, metadata: Metadata) -> Reading:
    """Read a Word document (``.docx``).

    Raises:
        ReadError: it is damaged, has no words, or would unpack to more than `MAX_EXPANDED_BYTES`.
    """
    check_archive(data)
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(BytesIO(data))
        builder = TextBuilder()
        _add_blocks(builder, document.element.body, _heading_styles(document))
        for name in ("footnotes", "endnotes"):
            _add_notes(builder, document, name)
        found = _properties(document)
    except (OpcError, *_IN_PACKAGE, *_IN_XML) as error:
        why = f"{type(error).__name__}: {error}"
        words = f"the Word document is damaged ({why}); open it in a word processor and save it again"
        raise ReadError(told(words, "unread.word_damaged", why=why)) from error
    text, parts = builder.build()
    if not parts:
        words = "the Word document holds no words; if it shows scanned pages, OCR is needed"
        raise ReadError(told(words, "unread.word_empty"))
    return to_reading(text, parts, merge_metadata(metadata, found))


def check_archive(data: bytes) -> None:
    """Refuse an archive that unpacks to far more than it holds, before anything is unpacked.

    Raises:
        ReadError: names what grows too much, or says that the archive is damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        words = f"the Word document is damaged: it is no complete ZIP archive ({error}); copy it again"
        raise ReadError(told(words, "unread.word_archive", why=str(error))) from error
    if len(entries) > _MAX_FILES:
        words = f"the archive holds {len(entries)} files, more than any document has; it was not opened"
        raise ReadError(told(words, "unread.many_files", count=len(entries)))
    # Python's zipfile never unpacks more than the size an entry declares, so the declared sizes can be trusted as a bound.
    total = sum(entry.file_size for entry in entries)
    if total > MAX_EXPANDED_BYTES:
        words = f"the document would unpack to {total // 1024**2} MB; it looks made to fill the disk and was not opened"
        raise ReadError(told(words, "unread.too_large_inside", size=f"{total // 1024**2} MB"))
    for entry in entries:
        if entry.flag_bits & 1:
            words = "the document is protected by a password; save it without one, and keep the original beside it"
            raise ReadError(told(words, "unread.password"))
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            factor = entry.file_size // max(1, entry.compress_size)
            words = (
                f"{entry.filename} in the document unpacks to {factor} times its size; "
                "it looks made to fill the disk and was not opened"
            )
            raise ReadError(told(words, "unread.unpacks", name=entry.filename, factor=factor))


def _heading_styles(document: Any) -> set[str]:
    """Ids of the styles that make a heading, in documents of any language: by outline level, by English name, by parent."""
    styles = {}
    for style in document.styles.element.iter(_W + "style"):
        name = style.find(_W + "name")
        parent = style.find(_W + "basedOn")
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        title = (name.get(_W + "val") or "").lower() if name is not None else ""
        is_heading = (
            title in ("title", "subtitle")
            or title.startswith("heading")
            or (level is not None and level.get(_W + "val") != "9")
        )
        styles[style.get(_W + "styleId")] = (is_heading, parent.get(_W + "val") if parent is not None else None)
    return {id_ for id_ in styles if id_ and _inherits(id_, styles)}


def _inherits(id_: str | None, styles: dict[str | None, tuple[bool, str | None]]) -> bool:
    for _ in range(20):
        is_heading, parent = styles.get(id_, (False, None))
        if is_heading:
            return True
        if parent is None:
            return False
        id_ = parent
    return False


def _add_blocks(builder: TextBuilder, container: Any, headings: set[str]) -> None:
    """Add the paragraphs and table rows below an element, in document order."""
    for element in _children(container):
        if element.tag == _W + "p":
            style = element.find(f"{_W}pPr/{_W}pStyle")
            kind = "heading" if style is not None and style.get(_W + "val") in headings else "paragraph"
            builder.add(_text(element), kind=kind)
            for box in _text_boxes(element):
                _add_blocks(builder, box, headings)
        elif element.tag == _W + "tbl":
            for row in element.iterchildren(_W + "tr"):
                cells = (" ".join(filter(None, (_text(p).strip() for p in cell.iter(_W + "p")))) for cell in _cells(row))
                line = " | ".join(cell.replace("\n", " ") for cell in cells if cell)
                builder.add(line, kind="row")


def _children(container: Any) -> Iterator[Any]:
    """Paragraphs and tables of a container, those inside content controls and tracked insertions included."""
    for element in container.iterchildren():
        if element.tag in (_W + "p", _W + "tbl"):
            yield element
        elif element.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "moveTo", _W + "customXml", _W + "smartTag"):
            yield from _children(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row.iterchildren():
        if element.tag == _W + "tc":
            yield element
        elif element.tag in (_W + "sdt", _W + "sdtContent"):
            yield from _cells(element)


def _text(paragraph: Any) -> str:
    """The words of a paragraph as it would be printed with all changes accepted."""
    pieces: list[str] = []
    waiting = [iter(paragraph)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == _W + "t":
            pieces.append(element.text or "")
        elif element.tag in _BREAKS:
            pieces.append(_BREAKS[element.tag])
        elif element.tag not in _SKIPPED and element.tag != _W + "txbxContent":
            waiting.append(iter(element))
    return "".join(pieces)


def _text_boxes(paragraph: Any) -> list[Any]:
    boxes = paragraph.iter(_W + "txbxContent")
    return [box for box in boxes if not any(parent.tag in (_FALLBACK, _W + "del") for parent in box.iterancestors())]


def _add_notes(builder: TextBuilder, document: Any, name: str) -> None:
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype != _NOTES + name or relation.is_external:
            continue
        for note in parse_xml(relation.target_part.blob).iterchildren():
            # Types "separator" and "continuationSeparator" are drawing, not notes.
            if note.get(_W + "type") in (None, "normal"):
                _add_blocks(builder, note, set())


def _properties(document: Any) -> Metadata:
    """Title, and nothing else: the author in a document's properties is who owned the computer, the date the template's."""
    return Metadata(title=" ".join((document.core_properties.title or "").split()))
