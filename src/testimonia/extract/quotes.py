"""Pair quotation marks over a whole text, paragraph by paragraph.

Why by paragraph: a single missing mark would turn the rest of a document inside out if pairing ran on. By old custom a
quotation of several paragraphs opens anew on each and closes only on the last, so an open quotation is carried on if, and
only if, the next paragraph opens again.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

OPENS = {"“": "”", "„": "“", "«": "»", "‹": "›", "‘": "’", "``": "''", "「": "」"}
"""Marks that open, with the mark that closes them.

Source: Unicode Standard, chapter 6.2, "Language-based usage of quotation marks"; ``...'' is the Penn Treebank convention.
"""

_ALSO_CLOSES = {"„": "”", "“": "''", "``": "”"}
_MARK = re.compile(r"``|''|[“”„«»‹›‘’\"'「」`]")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\n[^\S\n]*(?=[“„«\"]\S)")
"""A blank line, or a line that opens a quotation: articles are often kept with one line for each paragraph."""
_ELISION = re.compile(r"['’‘](?:em|tis|twas|til|till|cause|n|round|bout|d|s|ll|re|ve|m|t|\d\ds?)\b", re.IGNORECASE)
_SINGLE = {"'", "‘", "`"}
_STRAIGHT = {'"', "''"}


class Quotation(Struct, frozen=True):
    """One quotation within one paragraph. ``[start, end)`` includes the marks, ``[inner_start, inner_end)`` does not."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_closed: bool = True
    """False where the closing mark is missing: the quotation runs to the end of its paragraph."""
    is_continued: bool = False
    """It carries on the quotation of the paragraph before."""


def find_quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Quotation]:
    """Find the outermost quotations of a text.

    Args:
        text: The rendition.
        paragraphs: Half-open offsets, in order; blank lines inside one end a paragraph too, and so does a line that opens
            with a quotation mark.

    Returns:
        Quotations in text order; they never overlap and never cross a paragraph.

    >>> [q.inner_end - q.inner_start for q in find_quotations("“No,” he said. “Never.”", [(0, 23)])]
    [3, 6]
    """
    found: list[Quotation] = []
    open_mark = ""
    for start, end in _paragraphs(text, paragraphs):
        marks = _pair(text, start, end, carried=open_mark)
        found.extend(quotation for quotation, _ in marks)
        open_mark = marks[-1][1] if marks else ""
    return _drop_unclosed(text, found)


def find_inner(text: str, quotation: Quotation) -> list[Quotation]:
    """Find the quotations inside a quotation, one level down.

    Returns:
        Closed quotations in text order, within the marks of the outer one.

    >>> text = "“He said, ‘Burn it,’ and left.”"
    >>> [text[q.start : q.end] for q in find_inner(text, find_quotations(text, [(0, len(text))])[0])]
    ['‘Burn it,’']
    """
    start, end = quotation.inner_start, quotation.inner_end
    if _MARK.search(text, start, end) is None:
        return []
    return [inner for inner, _ in _pair(text, start, end, carried="") if inner.is_closed]


def _paragraphs(text: str, paragraphs: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    for start, end in paragraphs:
        at = start
        for gap in _BREAK.finditer(text, start, end):
            if gap.start() > at:
                yield at, gap.start()
            at = gap.end()
        if at < end:
            yield at, end


def _pair(text: str, start: int, end: int, *, carried: str) -> list[tuple[Quotation, str]]:
    """Quotations of one paragraph; the second of each pair is its opening mark if it was left open at the end, else empty."""
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, start, end)]
    stack: list[tuple[int, str]] = []
    found: list[tuple[Quotation, str]] = []
    first = len(text[start:end]) - len(text[start:end].lstrip()) + start
    for n, (at, mark) in enumerate(marks):
        closes = _closed_by(text, (start, end), marks[n:], stack)
        if closes is not None:
            opened, opener = stack[closes]
            del stack[closes:]
            if not stack:
                follows = opener == carried and opened == first
                found.append((_quotation((opened, opener), at, len(mark), follows), ""))
        elif _can_open(text, (start, end), marks[n:], stack):
            stack.append((at, mark))
    if stack:
        opened, opener = stack[0]
        tail = len(text[opened:end].rstrip()) + opened
        follows = opener == carried and opened == first
        inner = opened + len(opener)
        quotation = Quotation(opened, max(tail, inner), inner, max(tail, inner), is_closed=False, is_continued=follows)
        found = [(q, o) for q, o in found if q.end <= opened]
        found.append((quotation, opener))
    return found


def _quotation(opening: tuple[int, str], at: int, width: int, follows: bool) -> Quotation:
    opened, opener = opening
    return Quotation(opened, at + width, opened + len(opener), at, is_continued=follows)


def _closed_by(
    text: str, bounds: tuple[int, int], marks: Sequence[tuple[int, str]], stack: Sequence[tuple[int, str]]
) -> int | None:
    """Index in the stack of the quotation that this mark closes, or None."""
    at, mark = marks[0]
    for depth in range(len(stack) - 1, -1, -1):
        opened, opener = stack[depth]
        if opener in _STRAIGHT:
            matches = mark in (opener, "”")
        elif opener in _SINGLE:
            matches = mark in ("'", "’") and _ends_single(text, bounds, marks)
        elif opener == "»":
            matches = mark == "«"
        else:
            matches = (
                mark == OPENS.get(opener) or mark == _ALSO_CLOSES.get(opener) or _closes_amiss(text, bounds, marks, opener)
            )
        if matches and at > opened:
            if mark == opener and mark in _STRAIGHT and _opens_here(text, bounds, at) and _quotes_left(marks) % 2 == 0:
                continue
            return depth
    return None


def _closes_amiss(text: str, bounds: tuple[int, int], marks: Sequence[tuple[int, str]], opener: str) -> bool:
    """Whether a straight mark ends what a curly one opened, for want of the right one: “We left early."."""
    at, mark = marks[0]
    if opener != "“" or mark != '"' or _opens_here(text, bounds, at):
        return False
    later, following = next(((other, m) for other, m in marks[1:] if m in ("“", "”", '"')), (at, ""))
    reopens = following in ("", "“") or (following == '"' and _opens_here(text, bounds, later))
    return reopens and not _after(text, bounds, at + 1).isalnum()


def _quotes_left(marks: Sequence[tuple[int, str]]) -> int:
    return sum(1 for _, mark in marks if mark == marks[0][1])


def _before(text: str, bounds: tuple[int, int], at: int) -> str:
    return text[at - 1] if at > bounds[0] else " "


def _after(text: str, bounds: tuple[int, int], at: int) -> str:
    return text[at] if at < bounds[1] else " "


def _opens_here(text: str, bounds: tuple[int, int], at: int) -> bool:
    """Whether a straight mark stands like an opening one: a blank or bracket before it, none after it."""
    width = 2 if text[at : at + 2] in ("``", "''") else 1
    before, after = _before(text, bounds, at), _after(text, bounds, at + width)
    return (before.isspace() or before in "([{—–-―/“‘:") and not after.isspace()


def _can_open(text: str, bounds: tuple[int, int], marks: Sequence[tuple[int, str]], stack: Sequence[tuple[int, str]]) -> bool:
    at, mark = marks[0]
    if mark in ("”", "’", "›", "」", "«" if stack and stack[-1][1] == "»" else "”"):
        return False
    if mark in _STRAIGHT:
        after = _after(text, bounds, at + len(mark))
        before = _before(text, bounds, at)
        # Tokenised corpora put blanks on both sides: then only the order of the marks can tell.
        return _opens_here(text, bounds, at) or (after.isspace() and before.isspace() and _quotes_left(marks) % 2 == 0)
    if mark in _SINGLE:
        return _opens_single(text, bounds, marks)
    if mark == "»":
        return _opens_here(text, bounds, at) and any(other == "«" for _, other in marks[1:])
    return True


def _opens_single(text: str, bounds: tuple[int, int], marks: Sequence[tuple[int, str]]) -> bool:
    at, mark = marks[0]
    if not _opens_here(text, bounds, at) or _ELISION.match(text, at):
        return False
    if mark == "'" or mark == "`":
        return any(m in ("'", "’") and _ends_single(text, bounds, marks[n:]) for n, (_, m) in enumerate(marks) if n)
    return True


def _ends_single(text: str, bounds: tuple[int, int], marks: Sequence[tuple[int, str]]) -> bool:
    """Whether an apostrophe closes a quotation: nothing wordlike after it, and it is not the possessive of a plural."""
    at, _ = marks[0]
    before, after = _before(text, bounds, at), _after(text, bounds, at + 1)
    if before.isspace() or after.isalnum():
        return False
    if not before.isalnum():
        return True
    if before in "sS" and after.isspace():
        # "the drivers' lorries': possessive if a surer end follows before anything opens again.
        for other, mark in marks[1:]:
            if mark in ("‘", "`") or (mark == "'" and _opens_here(text, bounds, other)):
                return True
            if mark in ("'", "’") and not _after(text, bounds, other + 1).isalnum():
                return False
    return True


def _drop_unclosed(text: str, found: list[Quotation]) -> list[Quotation]:
    """Keep an unclosed quotation only where it is one: carried on by the next paragraph, or opened as speech is."""
    kept = []
    for n, quotation in enumerate(found):
        if not quotation.is_closed:
            carried_on = n + 1 < len(found) and found[n + 1].is_continued
            lead = text[max(0, quotation.start - 3) : quotation.start].rstrip()
            as_speech = not lead or lead[-1] in ",:\n" or "\n" in text[max(0, quotation.start - 2) : quotation.start]
            if not (carried_on or quotation.is_continued or as_speech) or quotation.inner_end - quotation.inner_start < 2:
                continue
        kept.append(quotation)
    return kept
