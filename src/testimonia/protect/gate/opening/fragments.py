"""Text that a program or a page puts together: string literals joined, cells of a row, folded lines, cues of subtitles."""

import csv
import re
from collections.abc import Iterator

from testimonia.protect.gate.opening.shapes import has_any
from testimonia.protect.gate.opening.windows import FEW, PORTIONS, Undone, undo_in_windows

SMALL = 1 << 14
"""Characters up to which a text is also read in ways that double the work (backwards, with ROT13), and every undoing
tried after every other."""

BACKWARDS = "reversed"
"""How a text read backwards is called: what is written backwards there stands plainly in the text itself."""

_SCRIPT = 1 << 18
"""Characters up to which all literals of a script are run together."""

_NEAR = 40
"""Characters looked at on either side where values are joined, which in data they are everywhere."""
_PLUS = re.compile(r"[\"'`]\s*(?:\+|\.|\|\||&|~|\\\r?\n)\s*[\"'`]")
_COMMA = re.compile(r"[\"'`]\s*,\s*[\"'`](?![^\"'`\n]{0,60}[\"'`]\s*[:=])")
_ADJACENT = re.compile(r"[\"'](?<=[^\s=:,(\[{].)[ \t]*(?:\r?\n[ \t]*)?[\"'](?=[^\s=:,)\]}])")
_NEXT_VALUE = re.compile(r"[\"']\s*,?\s*[\"']?[\w:@.-]{1,60}[\"']?\s*[:=]\s*[\"']")
_CUT_CODE = re.compile(r"(?<=base64,)[A-Za-z0-9+/=]+\Z|[A-Za-z0-9+/=]{24,}\Z")
"""Something encoded that the end of a stretch may have cut."""
_COMMENT = re.compile(r"/\*(?<=[^\s;{}].\*).*?(?:\*/(?=[^\s;{}])|\Z)", re.DOTALL)
_TEMPLATE = re.compile(r"\$\{\s*[\"'`]([^\"'`{}]*)[\"'`]\s*\}")
_LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
_SCRIPT_SIGN = re.compile(r"\b(?:var|let|const|function|return|document|print|echo|def)\b|=>|;\s*$", re.MULTILINE)
_DOUBLED = re.compile(r"\"\"(?<=[=(,;&+\s]..)|\"\"(?=[),;&+\s\"])")
"""A quotation mark written twice, as spreadsheets do within a cell."""
_SHOWN = re.compile(r"(?<!\\)\)\s*(?:show|Tj|-?\d{1,4}(?:\.\d+)?)?\s*\((?=[^()\n]{1,80}\))")
"""Between pieces of a line that PostScript shows one after the other."""
_CALLED = re.compile(r"(?i)[\"']\s*[,&+.]\s*(?:uni|w)?cha?rw?\(\s*(\d{2,6})\s*\)\s*[,&+.]\s*[\"']")
"""A character by its number between two literals: ``"Nawwaf"&CHAR(32)&"Khayali"``."""
_FOLD = re.compile(r"\r?\n[ \t]")
_FOLDED_SIGNS = (b"begin:v", b"\ndn:", b"version: 1\ndn:")
_CONTINUED = re.compile(r"\"?;?\s*[\w-]{2,40}\*\d+\*?=\s*(?:[\w-]*'[\w-]*')?\"?")
_CUE = re.compile(r"\n(?:[^\r\n]*\r?\n)?[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->[^\r\n]*\r?\n")
_DIALOGUE = re.compile(r"^(?:Dialogue|Comment):(?:[^,\n]*,){9}", re.MULTILINE)
_STYLE_OVERRIDE = re.compile(r"\{\\[^}]*\}")
_LYRIC_TIME = re.compile(r"\[\d{1,2}:\d{2}(?:[.:]\d{1,3})?\]|<\d{1,2}:\d{2}(?::\d{2})?[.:]\d{1,3}>|\{\d+\}\{\d+\}")
_HYPHEN = re.compile(r"[-\u2010\u00ad\\](?<=[^\W\d_].)\r?\n[ \t>#*/]*(?=[^\W\d_])")
_LINE_MARK = re.compile(r"\n[ \t]*+(?:>[ >]*+|#++|//++|\*|--|;++|%++|\|)[ \t]*+(?=\S)")
_EMPHASIS = re.compile(
    r"[*~`_](?<=\w.)(?:(?<=\*)(?:\*+(?=\w)|(?<=[^\W\d_].)[^\s*]{1,40}\*(?=\w))|(?<=~)~(?=\w)|(?<=`)(?=\w)|(?<=_)_(?=\w))"
    r"|[\]\[](?:(?<=\])\([^()\s]*\)(?=\w)|(?<=[^\W\d_]{2}\[)[^\W\d_]+\])"
)
_SIGNS = re.compile(r"\*{1,3}|~~|`|__|\]\([^()\s]*\)|\[|\]")
_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
"""Colours and the like, as terminals get them (ECMA-48, CSI)."""
_BOARD = re.compile(
    r"\[/?(?:b|i|u|s|sup|sub|url|color|colour|size|font|quote|code|spoiler|center|left|right|img|email)(?:=[^\]\n]{0,200})?\]"
)
"""Tags of bulletin boards."""
_FIELD = re.compile(r"<input\b[^<>]*\bvalue\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_PLUS_SPACE = re.compile(r"\+(?<=\w\w.)(?=\w\w)")
_ROT13 = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm"
)


def join_literals(text: str) -> Iterator[Undone]:
    """String literals that are added up (``"Na" + "wwaf"``), listed or nested in a template, made one.

    >>> [undone.what for undone in join_literals('x = "Na" + "wwaf"')]
    ['x = "Nawwaf"']
    """
    if '"' not in text and "'" not in text and "`" not in text:
        return
    yield from undo_in_windows(text, _PLUS, lambda part: _PLUS.sub("", part), "string literals joined")
    if "${" in text:
        yield from undo_in_windows(text, _TEMPLATE, lambda part: _TEMPLATE.sub(r"\1", part), "string literals joined")
    yield from undo_in_windows(text, _ADJACENT, lambda part: _ADJACENT.sub("", part), "string literals joined", margin=_NEAR)
    if '""' in text and "(" in text:
        yield from undo_in_windows(text, _DOUBLED, lambda part: _join_called(_DOUBLED.sub('"', part)), "quotation marks halved")
    yield from undo_in_windows(text, _CALLED, _join_called, "string literals joined")
    yield from undo_in_windows(text, _COMMA, lambda part: _COMMA.sub("", part), "list of strings joined", margin=_NEAR)
    yield from _join_values(text)
    if has_any(text, b"<input"):
        values = ["".join(groups) for groups in _FIELD.findall(text)]
        if len(values) > 1:
            yield Undone(" ".join(values), "values of a form")
    if len(text) <= _SCRIPT and _SCRIPT_SIGN.search(text):
        literals = ["".join(groups) for groups in _LITERAL.findall(text)]
        if len(literals) > 1:
            yield Undone("".join(literals), "all string literals in a row")
            yield Undone("".join(reversed(literals)), "all string literals in a row, last first", final=True)


def _join_values(text: str) -> Iterator[Undone]:
    """Values of neighbouring keys or attributes, of long ones the ends."""
    matches = list(_NEXT_VALUE.finditer(text))
    size = len(matches) if len(matches) <= PORTIONS else -(-len(matches) // FEW)
    for at in range(0, len(matches), size or 1):
        group = matches[at : at + size]
        first = max(0, group[0].start() - _NEAR)
        parts = [text[first : group[0].start()]]
        ends = [match.start() for match in group[1:]] + [min(len(text), group[-1].end() + _NEAR)]
        parts += [_both_ends(text[match.end() : end]) for match, end in zip(group, ends, strict=True)]
        yield Undone(_CUT_CODE.sub("", " ".join(parts)), "values side by side", first)


def _both_ends(value: str) -> str:
    """A value, or its ends up to a blank if it is long: nothing encoded is cut in two."""
    if len(value) < 3 * _NEAR:
        return value
    last = value.find(" ", len(value) - _NEAR)
    return f"{value[: value.rfind(' ', 0, _NEAR) + 1]} … {value[last:] if last >= 0 else ''}"


def _join_called(part: str) -> str:
    named = _CALLED.sub(lambda match: chr(min(int(match[1]), 0xFFFF)), part)
    return _COMMA.sub("", _PLUS.sub("", named))


def join_shown(text: str) -> Iterator[Undone]:
    """Strings that PostScript shows one after the other: ``(Na) show (wwaf) show``, ``[(Na)-20(wwaf)] TJ``."""
    if text.startswith("%!PS") or ") show" in text or "]TJ" in text or "] TJ" in text:
        yield from undo_in_windows(text, _SHOWN, lambda part: _SHOWN.sub("", part), "shown strings joined")


def drop_comments(text: str) -> Iterator[Undone]:
    """A word cut by a comment of CSS or JavaScript: ``Na/**/wwaf``."""
    if "/*" in text:
        yield from undo_in_windows(text, _COMMENT, lambda part: _COMMENT.sub("", part), "comments removed")


def unfold(text: str) -> Iterator[Undone]:
    """Lines that calendars and address cards fold (RFC 5545, section 3.1), and parameters that mail cuts (RFC 2231)."""
    if has_any(text, *_FOLDED_SIGNS) and _FOLD.search(text):
        yield Undone(_FOLD.sub("", text), "lines unfolded")
    if "*1" in text:
        yield from undo_in_windows(text, _CONTINUED, lambda part: _CONTINUED.sub("", part), "parameters joined")


def join_lines(text: str) -> Iterator[Undone]:
    """Words hyphenated at the line's end, and lines each of which begins with a mark of quotation or comment."""
    if has_any(text, b"-\n", b"-\r\n", b"?\n", b"?\r\n", b"\\\n", b"\\\r\n"):
        yield from undo_in_windows(text, _HYPHEN, lambda part: _HYPHEN.sub("", part), "hyphenation undone")
    yield from undo_in_windows(text, _LINE_MARK, lambda part: _LINE_MARK.sub(" ", part), "line marks removed")


def join_cues(text: str) -> Iterator[Undone]:
    """Subtitles without their times, so that a sentence going over two cues is whole (SRT, WebVTT, SSA, LRC, MicroDVD)."""
    if "-->" in text and _CUE.search(text):
        yield Undone(_LYRIC_TIME.sub("", _CUE.sub(" ", text)), "cues joined")
    if "Dialogue:" in text:
        yield Undone(_STYLE_OVERRIDE.sub("", _DIALOGUE.sub("", text)).replace("\\N", " "), "cues joined")
    elif _LYRIC_TIME.search(text):
        yield Undone(_LYRIC_TIME.sub("", text), "times removed")


def strip_emphasis(text: str) -> Iterator[Undone]:
    """Markdown's signs within a word: ``Na**ww**af``, ``[Na](x)wwaf``."""
    if has_any(text, b"*", b"~~", b"`", b"__", b"]"):
        yield from undo_in_windows(text, _EMPHASIS, lambda part: _SIGNS.sub("", part), "Markdown signs removed")
    if "\x1b" in text:
        yield from undo_in_windows(text, _TERMINAL, lambda part: _TERMINAL.sub("", part), "terminal colours removed")
    if has_any(text, b"[/"):
        yield from undo_in_windows(text, _BOARD, lambda part: _BOARD.sub("", part), "tags in brackets removed")
    yield from undo_in_windows(text, _PLUS_SPACE, lambda part: _PLUS_SPACE.sub(" ", part), "plus signs as spaces")


def read_table(text: str) -> Iterator[Undone]:
    """Cells of each row side by side, and each column from top to bottom.

    >>> [undone.what for undone in read_table("given,family\\nNawwaf,Khayali\\nSami,Haddad")][0]
    'given family\\nNawwaf Khayali\\nSami Haddad'
    """
    head = text[:4000].split("\n")[:8]
    head = head[: 1 + text.count("\n")]
    separator = next((mark for mark in "\t;,|" if len(head) > 1 and 0 < head[0].count(mark) == head[1].count(mark)), None)
    if separator is None or text.lstrip()[:1] in ("{", "[", "<"):
        return
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    except csv.Error:
        rows = [line.split(separator) for line in text.splitlines()]
    width = max(map(len, rows))
    rows = [[_both_ends(cell) for cell in row] for row in rows]
    yield Undone("\n".join([" ".join(row) for row in rows]), "cells of a row joined", final=True)
    columns = ["\n".join([row[at] for row in rows if at < len(row)]) for at in range(min(width, 200))]
    yield Undone("\n\n".join(columns), "columns read downwards", final=True)


def turn_round(text: str) -> Iterator[Undone]:
    """The text backwards, and with ROT13 undone: what people do who mean to hide a name and not to."""
    if len(text) <= SMALL:
        yield Undone(text[::-1], BACKWARDS, final=True)
        if re.search("[A-Za-z]{3}", text):
            yield Undone(text.translate(_ROT13), "ROT13", final=True)


FRAGMENT_VIEWS = (join_literals, join_shown, drop_comments, unfold, join_lines, join_cues, strip_emphasis, read_table)
