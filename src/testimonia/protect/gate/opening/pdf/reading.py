"""The text of PDF pages as a reader gets it, in the forms in which a name may stand in it.

Text drawn invisibly, under a black box, beside the page or on a hidden layer is text all the same: nothing here asks what is
seen.
"""

import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw

from testimonia.protect.gate.opening.bounded import said
from testimonia.protect.gate.pieces import Found, NotRead

MOST_PAGES = 5000
MOST_CHARACTERS = 20_000_000
UNMAPPED_SHARE = 0.2
"""Share of a page's characters without a meaning from which on the page counts as not read."""
HYPHEN_AT_END = re.compile("[-\u00ad\u2010\u2011\ufffe\x02][ \\t]*\n\\s*")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
LEFT_TO_RIGHT_RUN = re.compile(
    "[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9][0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9.,:/@_+-]*"
)


def read_pages(data: bytes, title: str, known: set[str]) -> Iterator[Found]:
    """Texts of all pages of a file.

    Args:
        data: A PDF that needs no password.
        title: Place of the file, before the page's number.
        known: Texts that were yielded before; they are not again. Grows.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield NotRead(title.strip() or "pages", "its pages can't be opened: repair it, or print it anew")
        return
    try:
        characters = 0
        for index in range(min(len(document), MOST_PAGES)):
            place = f"{title}page {index + 1}"
            try:
                text, unmapped = read_page(document, index)
            except pypdfium2.PdfiumError:
                yield NotRead(place, "this page can't be read: repair it, or print it anew")
                continue
            characters += len(text)
            if text not in known:
                known.add(text)
                yield from page_forms(text, place)
                if unmapped:
                    yield NotRead(
                        place, "its font has no table from glyphs to letters: print it anew with fonts embedded, or as an image"
                    )
            if characters > MOST_CHARACTERS:
                yield NotRead(title.strip() or "pages", "more text than can be read: split it")
                return
        if len(document) > MOST_PAGES:
            yield NotRead(title.strip() or "pages", f"more than {MOST_PAGES} pages: split it")
    finally:
        document.close()


def read_page(document: pypdfium2.PdfDocument, index: int) -> tuple[str, bool]:
    """Text of one page, and whether too many of its characters have no meaning."""
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            count = text_page.count_chars()
            text = text_page.get_text_range() if count else ""
            unmapped = 0
            if count and (count < 50 or looks_unmapped(text)):
                unmapped = sum(pypdfium2.raw.FPDFText_HasUnicodeMapError(text_page, at) == 1 for at in range(count))
            return text.replace("\r\n", "\n").replace("\r", "\n"), unmapped > UNMAPPED_SHARE * count
        finally:
            text_page.close()
    finally:
        page.close()


def looks_unmapped(text: str) -> bool:
    """Are there enough odd characters to look at each one?"""
    odd = sum((character < " " and character not in "\r\n\t") or "\ue000" <= character <= "\uf8ff" for character in text)
    return odd * 10 > len(text) or "\ufffd" in text


def page_forms(text: str, place: str) -> Iterator[Found]:
    """A page's text as it stands, with words joined over line ends, and with Arabic lines turned round.

    Producers store Arabic in either order of letters; both are tried, since the wrong one is no word of anybody's.
    """
    joined = HYPHEN_AT_END.sub("", text).replace("\ufffe", "").replace("\x02", "")
    yield from said(text.replace("\ufffe", "-").replace("\x02", "-"), place)
    if joined != text:
        yield from said(joined, f"{place}, over line ends")
    if RIGHT_TO_LEFT.search(text):
        lines = [turned(line) for line in text.split("\n") if RIGHT_TO_LEFT.search(line)]
        yield from said("\n".join(lines), f"{place}, letters from the other side")


def turned(line: str) -> str:
    """A line in the opposite order of letters; numbers and Latin words keep theirs.

    >>> turned("12 \u064a\u0644\u0639")
    '\u0639\u0644\u064a 12'
    """
    return LEFT_TO_RIGHT_RUN.sub(lambda run: run[0][::-1], line[::-1])
