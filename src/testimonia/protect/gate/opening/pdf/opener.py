"""A PDF, revision by revision: each save that appended to the file is cut out and read as it was.

Source: ISO 32000-2, 7.5.6 (incremental updates), annex F (linearised files).
"""

import io
import re
from collections.abc import Generator, Iterator

import pikepdf

from testimonia.protect.gate.opening.bounded import attempted, forgiving, inner, trailing
from testimonia.protect.gate.opening.pdf.drawn import read_drawings
from testimonia.protect.gate.opening.pdf.objects import Seen, open_objects
from testimonia.protect.gate.opening.pdf.raw import open_source
from testimonia.protect.gate.opening.pdf.reading import read_pages
from testimonia.protect.gate.pieces import Blob, Found, NotRead

END = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
LAST_END = re.compile(rb"%%EOF[\r\n]{0,2}")
MOST_REVISIONS = 30
BEGINNING_WITHIN = 1024
"""The first bytes, in which a reader looks for the beginning."""


@forgiving("PDF")
def open_pdf(blob: Blob) -> Iterator[Found]:
    """Everything in a PDF, in its present state and in those before it."""
    data = blob.data
    first = max(data.find(b"%PDF-", 0, BEGINNING_WITHIN + 5), 0)
    if data[:first].strip():
        yield inner(data[:first], "", "before the PDF")
    seen = Seen(most=blob.allowance)
    readable = yield from open_revision(data, seen, "", last=True)
    if readable is None:
        return
    ends = [match.end() for match in END.finditer(data) if match[1] != b"0"]
    earlier = [end for end in ends if data[end:].strip()][-MOST_REVISIONS:]
    if len(ends) > MOST_REVISIONS + 1:
        yield NotRead("PDF", f"more than {MOST_REVISIONS} revisions: print it anew")
    for number, end in enumerate(earlier, 1):
        if data.find(b" obj", end) >= 0:
            yield from open_revision(data[:end], seen, f"revision {number}, ", last=False)
    if readable:
        yield from attempted(open_source(data, seen), "source")
    tail = list(LAST_END.finditer(data))
    if tail and data.find(b" obj", tail[-1].end()) < 0:
        yield from trailing(data[tail[-1].end() :], "the PDF")


def open_revision(data: bytes, seen: Seen, title: str, *, last: bool) -> Generator[Found, None, bool | None]:
    """One state of the file.

    Returns:
        May the source be searched? None: nothing more can be read at all, since it is encrypted.
    """
    try:
        document = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        yield NotRead("PDF", "encrypted: publish it without a password or leave it out")
        return None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        if last:
            yield NotRead("PDF", "its structure is damaged: repair it, or print it anew")
        return True
    with document:
        try:
            yield from attempted(open_objects(document, seen, title), f"{title}objects")
            yield from read_pages(data, title, seen.pages)
            yield from read_drawings(document, seen, title)
        except (pikepdf.PdfError, RuntimeError, NotImplementedError, AttributeError):
            yield NotRead(f"{title}objects", "a part of its structure is damaged: repair it, or print it anew")
        return not document.is_encrypted
