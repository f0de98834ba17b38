"""Stretches of a text in which names stand in a way that no comparison of words meets: undone, as plain words.

Letters set apart ("N a w w a f  K h a y a l i"), Arabic stored in the order it is drawn, and names in Chinese signs. The
search reads what comes out like any other text; a hit then stands for the whole stretch.
"""

import re
from collections.abc import Iterable, Mapping

from anyascii import anyascii
from msgspec import Struct

from testimonia.protect.gate.searching import hits

_APART = re.compile(r"(?<!\w)\w(?:[ \u00a0][\w'’ʼʿʾ](?!\w)|-\w(?!\w)|[ \u00a0]-[ \u00a0]\w(?!\w)|[ \u00a0]{2,4}\w(?!\w)){4,}")
_TURNED = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069\n]{2,400})")
"""What a right-to-left override shows from behind."""
_WIDE = re.compile(r"[ \u00a0]{2,}")
_DRAWN = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc](?:[ \u00a0\ufb50-\ufdff\ufe70-\ufefc]*[\ufb50-\ufdff\ufe70-\ufefc])")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{3,}")
_SYLLABLES = (4, 3)


class Stretch(Struct, frozen=True):
    """A part ``[start, end)`` of a text, and the same in plain words."""

    start: int
    end: int
    text: str
    how: str


_LETTER_BY_LETTER = b"\1" * 5


def may_be_undone(words: Iterable[str], signs: Iterable[str]) -> bool:
    """Whether there may be something for `undo`: several words of one letter (some are drawn as two), or letters as drawn.

    Args:
        words: the words of the text in order.
        signs: its characters that are not ASCII.

    >>> may_be_undone("A w a d s".split(), ()), may_be_undone("a plain text".split(), ())
    (True, False)
    """
    is_short = bytes(map((3).__gt__, map(len, words)))
    return _LETTER_BY_LETTER in is_short or any("\ufb50" <= sign <= "\ufefc" or sign == "\u202e" for sign in signs)


def has_ideographs(signs: Iterable[str]) -> bool:
    """Whether some of these characters are Chinese signs."""
    return any("\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" for sign in signs)


def undo(text: str) -> Iterable[Stretch]:
    """Every stretch of a text that is written letter by letter or backwards, read the plain way.

    >>> [stretch.text for stretch in undo("said A w a d  a l - K a r i m on Monday")]
    ['Awad al-Karim']
    """
    for match in _APART.finditer(text):
        words = [re.sub(r"[ \u00a0]", "", word) for word in _WIDE.split(match.group())]
        yield Stretch(match.start(), match.end(), " ".join(words), hits.SPACED)
    if not text.isascii():
        for match in _TURNED.finditer(text):
            yield Stretch(match.start(1), match.end(1), match[1][::-1], hits.REVERSED)
        for match in _DRAWN.finditer(text):
            yield Stretch(match.start(), match.end(), match.group()[::-1], hits.REVERSED)


def find_ideographs(text: str, names: Mapping[str, tuple[int, ...]]) -> Iterable[tuple[int, int, int]]:
    """Names in Chinese signs, by their sounds in pinyin without tones.

    Args:
        text: any text.
        names: names in Latin letters, run together, family name first -> which they are.

    Yields:
        Which name, and the offsets.

    >>> list(find_ideographs("记者徐建中说", {"xujianzhong": (0,)}))
    [(0, 2, 5)]
    """
    if text.isascii():
        return
    for match in _IDEOGRAPHS.finditer(text):
        sounds = [anyascii(sign).strip().lower() for sign in match.group()]
        for at in range(len(sounds)):
            for count in _SYLLABLES:
                found = names.get("".join(sounds[at : at + count]), ()) if at + count <= len(sounds) else ()
                for name in found:
                    yield name, match.start() + at, match.start() + at + count
