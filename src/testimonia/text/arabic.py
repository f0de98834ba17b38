"""Arabic script folded for comparison, with a map back to the text as written.

One word is written many ways: with or without vowel marks, stretched with tatweel, with or without the hamza on its alef,
with Eastern, Persian or European digits, in presentation forms by old software, and broken up with tatweel and dots by people
who fear a filter. A reader must find all of them, and still quote exactly what stands in the text. So words are compared in a
folded form, and every folded character knows where it came from.

Source: Unicode Standard, chapter 9.2 (Arabic); which letters are taken for one another is the usual practice of Arabic
text search, our own list.
"""

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

TATWEEL = "\u0640"
_LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىئیې", "ي"),
    **dict.fromkeys("ةھہۀ", "ه"),
    **dict.fromkeys("کڪ", "ك"),
    "ؤ": "و",
    "٫": ".",
    "٬": ",",
    "٪": "%",
    **{chr(0x0660 + n): str(n) for n in range(10)},
    **{chr(0x06F0 + n): str(n) for n in range(10)},
}
"""Letters that are taken for one another, and digits. Hamza on its seat goes with the seat; a lone hamza stays."""

_BROKEN = re.compile(r"(?:\u0640+[ .·*_]{1,3}\u0640+|(?<=[\u0620-\u064a])[*]\u0640*(?=[\u0620-\u064a]))")
"""A word broken up to escape a filter: stretched to a dot or a blank and stretched on behind it, or starred."""


class FoldedText(Struct, frozen=True):
    """Folded text and, for each of its characters, the half-open range of the original it stands for.

    ``starts`` and ``ends`` have the length of ``text``; marks that were dropped belong to the letter before them.
    """

    text: str
    starts: list[int]
    ends: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the folded characters ``[start, end)``.

        >>> folded = fold_text("شخصًا")
        >>> folded.text, folded.original(0, 4)
        ('شخصا', (0, 5))
        """
        return (self.starts[start], self.ends[end - 1]) if start < end else (0, 0)


@lru_cache(maxsize=4096)
def fold_letter(character: str) -> str:
    """One character folded: nothing for marks, tatweel and invisible signs, several letters for a ligature.

    >>> [fold_letter(character) for character in "أ٤ﻻـ\u064ex"]
    ['ا', '4', 'لا', '', '', 'x']
    """
    known = _LETTERS.get(character)
    if known is not None:
        return known
    if character == TATWEEL:
        return ""
    category = unicodedata.category(character)
    if category in ("Mn", "Cf"):
        return ""
    code = ord(character)
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF:
        return "".join(_LETTERS.get(letter, letter) for letter in unicodedata.normalize("NFKC", character) if letter != TATWEEL)
    return character


def fold_text(text: str) -> FoldedText:
    """A text folded for comparison.

    >>> fold_text("٤٬٠٠٠ شهـ ـداء").text
    '4,000 شهداء'
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    broken = {match.start(): match.end() for match in _BROKEN.finditer(text)} if TATWEEL in text or "*" in text else {}
    skip = 0
    for at, character in enumerate(text):
        if at < skip:
            continue
        if at in broken:
            skip = broken[at]
            if ends:
                ends[-1] = skip
            continue
        folded = fold_letter(character)
        if folded == "":
            if ends and not character.isspace() and ends[-1] == at and unicodedata.category(character) != "Cf":
                ends[-1] = at + 1
            continue
        for letter in folded:
            out.append(letter)
            starts.append(at)
            ends.append(at + 1)
    return FoldedText("".join(out), starts, ends)


def folded_words(text: str) -> str:
    """The text of `fold_text`, for those who need no way back to the original: several times as fast.

    >>> folded_words("٤٬٠٠٠ شهـ ـداء")
    '4,000 شهداء'
    """
    return "".join(map(fold_letter, _BROKEN.sub("", text) if TATWEEL in text or "*" in text else text))


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """A word or phrase folded, as it stands in a folded text.

    >>> fold_word("أَلْف"), fold_word("مِئَة")
    ('الف', 'ميه')
    """
    return folded_words(word)


def is_arabic(text: str) -> bool:
    """Whether most letters of a text are Arabic.

    >>> is_arabic("خرج 200 شخص (SDF)"), is_arabic("200 left")
    (True, False)
    """
    letters = [character for character in text if character.isalpha()]
    arabic = sum(1 for character in letters if "\u0600" <= character <= "\u06ff" or "\ufb50" <= character <= "\ufefc")
    return 2 * arabic > len(letters)
