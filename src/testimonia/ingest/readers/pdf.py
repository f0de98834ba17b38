"""PDF: the text layer page by page, lines joined to paragraphs.

Why geometry: a PDF has lines, not paragraphs. A claim that runs over a line end must not be cut there, and two paragraphs must
not become one; the distance between lines, their indent and their length tell.

What pdfium does with Arabic (tried with pages drawn in each way): text in visual order, letter by letter or word by word, comes
back in reading order; a ligature comes back reversed (lam-alef as alef, lam); a page drawn by a program that does not know
Arabic stays back to front. The last two are repaired here.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from testimonia.errors import ReadError
from testimonia.ingest.arabic_order import ARABIC_RUN, is_right_to_left, is_visual_order, to_logical_order
from testimonia.ingest.metadata import merge_metadata
from testimonia.ingest.parts import Reading, TextBuilder
from testimonia.ingest.structure import SENTENCE_END
from testimonia.ingest.turns import is_label_line, to_reading
from testimonia.model.material import Locator, Metadata
from testimonia.model.phrases import told

_SOFT_BREAK = "\ufffe"
"""What pdfium writes for a hyphen at the end of a line, together with the line break."""
_LINE = re.compile(r"[^\r\n\ufffe]+")
_ITEM = re.compile(r"(?:[-•–—‣·▪]|\(?\d{1,3}[.)]|\([a-z]\))\s")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENOUGH = 5
"""Distances between lines that show what is usual in a document."""
_PASSWORD = 4
"""pdfium's error code for a wrong or missing password."""


class _Line(NamedTuple):
    page: int
    number: int
    """On its page, from 1."""
    text: str
    left: float
    right: float
    base: float
    """Height of the base line over the lower edge of the page, in points."""
    size: float
    """Height of the font's box, in points."""
    is_hyphenated: bool


def read_pdf(data: bytes, metadata: Metadata) -> Reading:
    """Read the text layer of a PDF.

    Raises:
        ReadError: it is encrypted or damaged, or has no text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == _PASSWORD:
            words = "the PDF is protected by a password; save it without one, and keep the original beside it"
            raise ReadError(told(words, "unread.password")) from error
        words = f"the PDF is damaged and cannot be opened ({error}); copy it again, or print it to a new PDF"
        raise ReadError(told(words, "unread.pdf_damaged", why=str(error))) from error
    try:
        pages = [_page_lines(document, number) for number in range(1, len(document) + 1)]
        title = " ".join(str(document.get_metadata_dict().get("Title", "")).split())
    except pypdfium2.PdfiumError as error:
        words = f"the PDF is damaged: a page of it cannot be read ({error}); copy it again, or print it to a new PDF"
        raise ReadError(told(words, "unread.pdf_page", why=str(error))) from error
    finally:
        document.close()
    lines = _in_reading_order([line for page in pages for line in page])
    if not lines:
        words = f"the PDF has no text layer ({len(pages)} pages of pictures or nothing): OCR is needed"
        raise ReadError(told(words, "unread.no_text_layer", count=len(pages)))
    builder = TextBuilder()
    _add_paragraphs(builder, lines)
    text, parts = builder.build()
    return to_reading(text, parts, merge_metadata(metadata, Metadata(title=title)), notes=_notes(pages))


def _notes(pages: Sequence[Sequence[_Line]]) -> tuple[str, ...]:
    empty = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    return (f"No text layer on page {', '.join(empty)}: OCR is needed there.",) if empty else ()


def _page_lines(document: Any, number: int) -> list[_Line]:
    page = document[number - 1]
    try:
        words = page.get_textpage()
        try:
            return _lines_of(words, number)
        finally:
            words.close()
    finally:
        page.close()


def _lines_of(words: Any, number: int) -> list[_Line]:
    text = _with_ligatures(words, words.get_text_range())
    lines: list[_Line] = []
    for match in _LINE.finditer(text):
        body = match[0].strip()
        if not body:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        first, last = _box(words, start), _box(words, start + len(body) - 1)
        is_hyphenated = text[match.end() : match.end() + 1] == _SOFT_BREAK
        left, right = min(first[0], last[0]), max(first[2], last[2])
        lines.append(
            _Line(number, len(lines) + 1, body.replace("\x00", ""), left, right, first[1], first[3] - first[1], is_hyphenated)
        )
    return lines


def _box(words: Any, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a character of the page's text, by its font; zeros where the page does not say."""
    import pypdfium2
    from pypdfium2 import raw

    place = raw.FPDFText_GetCharIndexFromTextIndex(words, index)
    if place < 0:
        return (0.0, 0.0, 0.0, 0.0)
    try:
        left, bottom, right, top = words.get_charbox(place, loose=True)
    except pypdfium2.PdfiumError:
        return (0.0, 0.0, 0.0, 0.0)
    return left, bottom, right, top


def _with_ligatures(words: Any, text: str) -> str:
    """The text with the letters of Arabic ligatures in reading order: letters with one box are one glyph."""
    if not ARABIC_RUN.search(text):
        return text
    letters = list(text)
    for run in ARABIC_RUN.finditer(text):
        boxes = [_box(words, index) for index in range(run.start(), run.end())]
        start = 0
        for end in range(1, len(boxes) + 1):
            if end < len(boxes) and boxes[end] == boxes[start] and boxes[start][2] > boxes[start][0]:
                continue
            begin, stop = run.start() + start, run.start() + end
            letters[begin:stop] = reversed(letters[begin:stop])
            start = end
    return "".join(letters)


def _in_reading_order(lines: list[_Line]) -> list[_Line]:
    arabic = "\n".join(line.text for line in lines if is_right_to_left(line.text))
    if not is_visual_order(arabic):
        return lines
    return [line._replace(text=to_logical_order(line.text)) if ARABIC_RUN.search(line.text) else line for line in lines]


def _add_paragraphs(builder: TextBuilder, lines: Sequence[_Line]) -> None:
    spacing = _usual_spacing(lines)
    size = median(line.size for line in lines)
    edges = _edges(lines)
    known = Counter(word.casefold() for line in lines for word in _WORDS.findall(line.text))
    paragraph = [lines[0]]
    for line in lines[1:]:
        before = paragraph[-1]
        if _is_new_paragraph(before, line, spacing, is_short=_is_short(before, edges[before.page])):
            _add(builder, paragraph, size, known)
            paragraph = []
        paragraph.append(line)
    _add(builder, paragraph, size, known)


def _edges(lines: Sequence[_Line]) -> dict[int, tuple[float, float]]:
    """The left and right edge of the text of each page, in points."""
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get(line.page, (line.left, line.right))
        edges[line.page] = (min(left, line.left), max(right, line.right))
    return edges


def _is_short(line: _Line, edges: tuple[float, float]) -> bool:
    """Whether a line leaves a quarter of the width free at its end, as the last line of a paragraph does."""
    left, right = edges
    free = line.left - left if is_right_to_left(line.text) else right - line.right
    return free > 0.25 * (right - left)


def _usual_spacing(lines: Sequence[_Line]) -> float:
    """The distance between two lines of running text, in points: the median of the smaller half."""
    steps = sorted(a.base - b.base for a, b in pairwise(lines) if a.page == b.page and a.base > b.base)
    if not steps:
        return 0.0
    usual = median(steps[: (len(steps) + 1) // 2])
    # A few lines may all stand apart; then the font says how far lines can be from each other.
    return usual if len(steps) >= _ENOUGH else min(usual, 1.5 * median(line.size for line in lines))


def _is_new_paragraph(before: _Line, line: _Line, spacing: float, *, is_short: bool) -> bool:
    if before.is_hyphenated:
        return False
    ended = bool(SENTENCE_END.search(before.text))
    step = before.base - line.base
    is_resized = abs(line.size - before.size) > 0.15 * max(line.size, before.size)
    if before.page != line.page or step < -0.5 * line.size:
        # Over a page or column the distance says nothing; a sentence that has not ended goes on.
        return ended or is_resized or not (line.text[0].islower() or is_right_to_left(line.text[:1]))
    if is_resized or (spacing and step > 1.35 * spacing):
        return True
    if not ended:
        is_item = bool(_ITEM.match(line.text)) and before.text.endswith((":", ";", ","))
        return is_item or (is_short and is_label_line(line.text))
    start = line.right - before.right if is_right_to_left(line.text) else before.left - line.left
    is_indented = start < -0.8 * line.size
    return is_short or is_indented or is_label_line(line.text) or bool(_ITEM.match(line.text))


def _add(builder: TextBuilder, paragraph: Sequence[_Line], size: float, known: Counter[str]) -> None:
    text = paragraph[0].text
    for before, line in pairwise(paragraph):
        text = _joined(text, line.text, known, is_hyphenated=before.is_hyphenated)
    first = paragraph[0]
    is_heading = first.size > 1.15 * size and len(text) < 200 and not text.endswith((".", "؟", "?", "!"))
    builder.add(text, kind="heading" if is_heading else "paragraph", locator=Locator(page=first.page, line=first.number))


def _joined(text: str, line: str, known: Counter[str], *, is_hyphenated: bool) -> str:
    """Two lines as one. A hyphen at a line end is kept where the word has one elsewhere, before capitals and before figures."""
    if not is_hyphenated and not (text.endswith("-") and len(text) > 1 and text[-2].isalpha() and line[0].isalpha()):
        return f"{text} {line}"
    head = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", text.removesuffix("-"))
    tail = re.match(r"[^\W\d_]+", line)
    if not head or not tail or not line[0].islower():
        return text.removesuffix("-") + "-" + line
    whole, hyphened = (head[0] + tail[0]).casefold(), f"{head[0]}-{tail[0]}".casefold()
    if known[hyphened] > known[whole]:
        return text.removesuffix("-") + "-" + line
    return text.removesuffix("-") + line
