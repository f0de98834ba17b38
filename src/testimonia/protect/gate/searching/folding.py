"""Letters and digits of a text in the two forms in which it is searched, with the way back to the text as written.

*Words*: what is no letter or digit is a blank, invisible signs and accents set on letters are gone, compatibility forms
(full width, mathematical, circled, Arabic presentation forms) are plain. Letters keep their script and their case.

*Stream*: letters and digits only, one after the other, look-alikes made one: Cyrillic а, Greek α, 4 and a are the same
sign there. What is hidden by blanks, dots, line ends, letters of other scripts or digits put for letters lies open in it.

In plain ASCII both forms come from one call of `str.translate` each, which is what makes the gate fast enough.

Source: Unicode Standard, annex 15 (NFKC) and Unicode Technical Standard 39, confusables (as packaged in
confusable_homoglyphs, for the letters of Cyrillic, Greek, Armenian and the Latin extensions).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from confusable_homoglyphs import confusables
from msgspec import Struct

from testimonia.gazetteer.letters import APOSTROPHES, is_accent
from testimonia.text.arabic import fold_letter

_SIGNS = str.maketrans("oilaest", "0114357")
"""Letters and the digits that are put for them; both stand as the digit in a stream."""

_ENCLOSED = ((0x1F150, 26), (0x1F170, 26), (0x1F1E6, 26))
"""Letters in dark circles and squares, and of flags: the Unicode Standard gives them no plain form."""

_BRAILLE = dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", "abcdefghijklmnopqrstuvwxyz", strict=True))
"""Source: Unicode Standard, Braille Patterns; uncontracted English Braille."""
_LOOK_ALIKE_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "LATIN", "CHEROKEE", "LISU", "COPTIC")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_MORE_LOOK_ALIKES = {
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
    **dict(zip("авекмнорстухіјѕһԁӏ", "abekmhopctyxijshdl", strict=True)),
    **dict(zip("αβγεικνορτυχω", "abyeikvoptuxw", strict=True)),
    **dict(zip("հոսցւաքօ", "hnugiwpo", strict=True)),
}


@lru_cache(maxsize=1)
def look_alikes() -> dict[str, str]:
    """Letter of another script, lower case -> the Latin letter it is taken for."""
    found: dict[str, str] = {}
    for character, rows in confusables.confusables_data.items():
        if len(character) != 1 or character.isascii() or not character.isalpha():
            continue
        if not unicodedata.name(character, "").startswith(_LOOK_ALIKE_SCRIPTS):
            continue
        for row in rows:
            plain = row["c"].lower()
            if plain in _PLAIN:
                found.setdefault(character.lower(), plain)
    return found | _MORE_LOOK_ALIKES


def digit_of(character: str) -> str:
    """The digit a character stands for in any script, raised, lowered or circled; nothing for other characters.

    >>> [digit_of(c) for c in "٣۳３³③x"]
    ['3', '3', '3', '3', '3', '']
    """
    value = unicodedata.digit(character, -1)
    return str(value) if value >= 0 else ""


@lru_cache(maxsize=65_536)
def plain_letters(character: str) -> str:
    """One character in its plain form: letters and digits; a blank for a sign, nothing for an invisible mark.

    >>> [plain_letters(c) for c in ("Ｎ", "ﻻ", "③", "🅽", "\u200b", "_", "'")]
    ['N', 'لا', '3', 'N', '', ' ', "'"]
    """
    if character.isascii():
        return character if character.isalnum() or character == "'" else " "
    if character in APOSTROPHES and character not in '"“”':
        return "'"
    if is_accent(character) or character in "\u034f\u115f\u1160\u3164\uffa0" or 0xFE00 <= ord(character) <= 0xFE0F:
        return ""
    if unicodedata.combining(character) or unicodedata.category(character) == "Me":
        return ""
    digit = digit_of(character)
    if digit:
        return digit
    if character in _BRAILLE:
        return _BRAILLE[character]
    for first, count in _ENCLOSED:
        if 0 <= ord(character) - first < count:
            return chr(ord("A") + ord(character) - first)
    if "\u0600" <= character <= "\u06ff" or "\ufb50" <= character <= "\ufeff":
        # fold_letter knows ligatures; letters that carry sound (hamza on alef, ta marbuta) are kept for the sounds.
        plain = unicodedata.normalize("NFKC", character).replace("\u0640", "")
        return "".join(c for c in plain if c.isalnum()) if plain.strip() else ("" if character == "\u0640" else " ")
    plain = unicodedata.normalize("NFKC", character)
    if plain != character:
        return "".join(plain_letters(c) for c in plain if c != character)
    if _is_ideograph(character):
        return f" {character} "
    if character.isalnum() or unicodedata.category(character) in {"Mc", "Mn"}:
        return character
    return " "


def _is_ideograph(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


@lru_cache(maxsize=65_536)
def stream_signs(character: str) -> str:
    """One character as it stands in a stream: lower case, bare, look-alikes made one; nothing for what is no letter or digit.

    >>> [stream_signs(c) for c in ("N", "а", "é", "أ", "4", "o", "-")]
    ['n', '4', '3', 'ا', '4', '0', '']
    """
    signs: list[str] = []
    for plain in plain_letters(character):
        if plain in " '":
            continue
        letter = plain.lower()
        if "\u0600" <= letter <= "\u06ff":
            signs.append(fold_letter(letter))
            continue
        if not letter.isascii():
            letter = look_alikes().get(letter, letter)
            letter = "".join(c for c in unicodedata.normalize("NFKD", letter) if not is_accent(c))
            letter = "".join(look_alikes().get(c, c) for c in letter)
        signs.append(letter.translate(_SIGNS))
    return "".join(signs)


class _Words(dict[int, str]):
    def __missing__(self, code: int) -> str:
        found = self[code] = plain_letters(chr(code))
        return found


class _Stream(dict[int, str | None]):
    def __missing__(self, code: int) -> str | None:
        found = self[code] = stream_signs(chr(code)) or None
        return found


_TO_WORDS = _Words()
_TO_STREAM = _Stream()


def to_words(text: str) -> str:
    """A text as words between blanks. ASCII keeps its length.

    >>> to_words("Naw\u200bwaf_Suhayl!").split()
    ['Nawwaf', 'Suhayl']
    """
    return _translate(text, _TO_WORDS)


def to_stream(text: str) -> str:
    """A text as letters and digits only, look-alikes made one.

    >>> to_stream("N.a w-waf") == to_stream("NAWWАF"), to_stream("Nawwaf")
    (True, 'n4ww4f')
    """
    return _translate(text, _TO_STREAM)


_FEW_SIGNS = 24
"""Signs beyond ASCII in a text, up to which each is replaced by itself: a text all in ASCII is then translated at once."""


def signs_beyond_ascii(text: str) -> frozenset[str]:
    """The different characters of a text that are not ASCII.

    >>> sorted(signs_beyond_ascii("naïve “naïf”"))
    ['ï', '“', '”']
    """
    return frozenset() if text.isascii() else frozenset("".join(set(_NOT_ASCII.findall(text))))


def _translate(text: str, table: "_Words | _Stream") -> str:
    if not text.isascii():
        signs = signs_beyond_ascii(text)
        plain = {sign: table[ord(sign)] or "" for sign in signs} if len(signs) <= _FEW_SIGNS else {"": "é"}
        if "".join(plain.values()).isascii():
            for sign, signs_of in plain.items():
                text = text.replace(sign, signs_of)
    return text.translate(table)


class Mapped(Struct, frozen=True):
    """A text in another form, and for each of its characters the index of the character it came from."""

    text: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of ``[start, end)``; ``start < end``.

        >>> map_words("a\u200bb c").span(1, 2)
        (2, 3)
        """
        return self.origins[start], self.origins[end - 1] + 1


def map_words(text: str) -> Mapped:
    """A text as words, with the way back."""
    if text.isascii():
        return Mapped(to_words(text), range(len(text)))
    return _map(text, _TO_WORDS)


_CHUNK, _STEP = 256, 32


class WayBack:
    """The way back from a form of a text to the text, worked out only around the places asked for."""

    def __init__(self, text: str, table: "_Words | _Stream") -> None:
        self._text = text
        self._table = table
        self._ends: list[int] = []
        total = 0
        for start in range(0, len(text), _CHUNK):
            total += self._length(start, start + _CHUNK)
            self._ends.append(total)

    def _length(self, start: int, end: int) -> int:
        return len(self._text[start:end].translate(self._table))

    def origins(self, first: int, after: int) -> list[int]:
        """For each sign ``[first, after)`` of the form, the index of the character it comes from.

        >>> stream_back("a-b c").origins(1, 3)
        [2, 4]
        """
        chunk = bisect_right(self._ends, first)
        base = self._ends[chunk - 1] if chunk else 0
        found: list[int] = []
        at = chunk * _CHUNK
        while at + _STEP < len(self._text) and base + (ahead := self._length(at, at + _STEP)) <= first:
            base, at = base + ahead, at + _STEP
        while base + len(found) < after:
            signs = self._table[ord(self._text[at])]
            found.extend([at] * len(signs or ""))
            at += 1
        return found[first - base : after - base]


def stream_back(text: str) -> WayBack:
    """The way back from `to_stream`."""
    return WayBack(text, _TO_STREAM)


class WordsBack:
    """The way back from `to_words`, made only when the first place is asked for; in ASCII every place is its own."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._way: WayBack | None = None

    def origin(self, at: int, length: int) -> int:
        """The index of the character that the one at ``at`` of ``length`` comes from; behind the last for the end.

        >>> WordsBack("a\u200bb c").origin(1, 4)
        2
        """
        if at >= length:
            return len(self._text)
        if self._text.isascii():
            return at
        self._way = self._way or WayBack(self._text, _TO_WORDS)
        return self._way.origins(at, at + 1)[0]


_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def _map(text: str, table: _Words) -> Mapped:
    out: list[str] = []
    origins: list[int] = []
    last = 0
    for match in _NOT_ASCII.finditer(text):
        start, end = match.span()
        if start > last:
            out.append(text[last:start].translate(table))
            origins.extend(range(last, start))
        for at in range(start, end):
            signs = table[ord(text[at])]
            if signs:
                out.append(signs)
                origins.append(at) if len(signs) == 1 else origins.extend([at] * len(signs))
        last = end
    out.append(text[last:].translate(table))
    origins.extend(range(last, len(text)))
    return Mapped("".join(out), origins)


def to_digits(text: str) -> str:
    """A text of the same length with every digit of every script in ASCII.

    >>> to_digits("٣٥٫٩ N"), to_digits("plain")
    ('35٫9 N', 'plain')
    """
    return text if text.isascii() else text.translate(_TO_DIGITS)


class _Digits(dict[int, int]):
    def __missing__(self, code: int) -> int:
        digit = digit_of(chr(code))
        found = self[code] = ord(digit) if digit else code
        return found


_TO_DIGITS = _Digits()
