"""The units of a plain text: paragraphs, headings, list items, block quotes, table rows.

Why: a unit of reading is what a claim is read in and what a reader is shown. The text itself is never changed: marks (``#``,
``-``, ``>``) stay in it and are only left outside the spans.
"""

import re

from testimonia.ingest.parts import Part
from testimonia.model.material import Locator

_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")
_RULE = re.compile(r"(?:=+|-{3,}|\*{3,}|_{3,}|(?:[-*_][ \t]+){2,}[-*_])[ \t]*")
_FENCE = re.compile(r"(?:```|~~~)")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_BULLET = re.compile(r"[-*+•–—‣·][ \t]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)][ \t]+(?=\S)")
_TABLE_RULE = re.compile(r"[|:\-+ \t]+")
_SPECIAL = frozenset("#=-*_`~>+•–—‣·|0123456789")
_ENDS = tuple(".!?…:;\"'”’»)]؟。*")
SENTENCE_END = re.compile(r"[.!?…؟。][\"'”’»)\]*_]*\s*\Z")
"""A text that ends here ends a sentence."""


def find_parts(text: str, *, start: int = 0, first_line: int = 1) -> list[Part]:
    """Divide a plain text or Markdown into its units, in text order.

    Args:
        text: the whole text; offsets of the parts refer to it.
        start: where to begin.
        first_line: number of the line that begins there, for locators.

    Returns:
        Parts of kind paragraph, heading, quoted or row, without leading or trailing white space.

    >>> [(p.kind, p.locator.line, "# Day one\\n\\n- We left."[p.start:p.end]) for p in find_parts("# Day one\\n\\n- We left.")]
    [('heading', 1, 'Day one'), ('paragraph', 3, 'We left.')]
    """
    scan = _Scan(text)
    position = start
    for number, line in enumerate(text[start:].split("\n") if start else text.split("\n"), start=first_line):
        body = line.strip()
        if body:
            scan.take(body, position + line.index(body[0]), number)
        else:
            scan.close()
        position += len(line) + 1
    scan.close()
    return scan.parts


class _Scan:
    """One walk over the lines: what block is open, and what may continue it."""

    def __init__(self, text: str) -> None:
        self.parts: list[Part] = []
        self._text = text
        self._kind = ""
        self._start = 0
        self._end = 0
        self._line = 0
        self._number = 0
        self._in_list = False

    def take(self, body: str, at: int, line: int) -> None:
        """Take in a line that is not blank: ``body`` without white space around it, standing at offset ``at``."""
        if body[0] in _SPECIAL and self._take_marked(body, at, line):
            return
        if self._kind in ("", "quoted"):
            self._open("paragraph", at, line)
            self._in_list = False
        self._end = at + len(body)

    def close(self) -> None:
        """End the open block."""
        if self._kind and self._end > self._start:
            self.parts.append(Part(self._start, self._end, self._kind, Locator(line=self._line)))
        self._kind = ""

    def _open(self, kind: str, at: int, line: int) -> None:
        self.close()
        self._kind, self._start, self._end, self._line = kind, at, at, line

    def _one(self, kind: str, start: int, end: int, line: int) -> None:
        self._open(kind, start, line)
        self._end = end
        self.close()

    def _take_marked(self, body: str, at: int, line: int) -> bool:
        """Take in a line that begins with a mark; False if it is running text after all."""
        first = body[0]
        if first == "#" and (match := _HEADING.match(body)):
            self._one("heading", at + match.end(), at + len(_CLOSING_MARKS.sub("", body)), line)
        elif first == ">" and (match := _QUOTE.match(body)):
            self._take_quote(body, at, line, match.end())
        elif first in "`~" and _FENCE.match(body):
            self.close()
        elif first in "=-*_" and _RULE.fullmatch(body):
            self._take_rule(body)
        elif first == "|" and body.endswith("|") and len(body) > 1:
            self._take_row(body, at, line)
        else:
            return self._take_item(body, at, line)
        return True

    def _take_rule(self, body: str) -> None:
        # A ruled line under a single line of text makes that line a heading (setext heading); elsewhere it only divides.
        if (
            self._kind == "paragraph"
            and body[0] in "=-"
            and "\n" not in self._text[self._start : self._end]
            and not self._in_list
        ):
            self._kind = "heading"
        self.close()

    def _take_quote(self, body: str, at: int, line: int, mark: int) -> None:
        # The mark of a continued line lies inside the span, or a sentence over two lines would be cut.
        if mark >= len(body):
            self.close()
            return
        if self._kind != "quoted" or self._text[self._start : self._end].endswith(_ENDS):
            self._open("quoted", at + mark, line)
        self._end = at + len(body)

    def _take_row(self, body: str, at: int, line: int) -> None:
        self.close()
        if not _TABLE_RULE.fullmatch(body):
            inner = body[1:-1]
            start = at + 1 + len(inner) - len(inner.lstrip())
            self._one("row", start, at + 1 + len(inner.rstrip()), line)

    def _take_item(self, body: str, at: int, line: int) -> bool:
        """A list item: only where a list can be, so that a wrapped line that begins with "50. They" stays whole."""
        is_free = self._kind == "" or self._in_list or self._text[self._start : self._end].endswith(_ENDS)
        if match := _NUMBER.match(body):
            number = int(match[1])
            if not is_free or number not in (1, self._number + 1):
                return False
            self._number = number
        elif not (match := _BULLET.match(body)) or not is_free:
            return False
        self._open("paragraph", at + match.end(), line)
        self._end = at + len(body)
        self._in_list = True
        return True
