"""Letter tables: any script to lower-case Latin letters, for comparing names, never for showing them.

Why own tables: general romanisers keep apart what spellings of one place mix up (q and k, sh and ş) and render a script
one way only. These tables map straight to the folded alphabet of `testimonia.gazetteer.spelling`. A script without a table
is compared as it is; single letters outside the tables (Azeri, Hausa, phonetic signs) go through anyascii.
"""

import unicodedata
from functools import lru_cache

from anyascii import anyascii

ARABIC = {
    **dict.fromkeys("اٱىآأإة", "a"),
    **dict.fromkeys("بٻ", "b"),
    **dict.fromkeys("تطثٹ", "t"),
    **dict.fromkeys("جژ", "j"),
    **dict.fromkeys("حهھہ", "h"),
    **dict.fromkeys("ضدذڈ", "d"),
    **dict.fromkeys("رڕڑ", "r"),
    **dict.fromkeys("زظ", "z"),
    **dict.fromkeys("سص", "s"),
    **dict.fromkeys("شچ", "C"),
    **dict.fromkeys("قكک", "k"),
    **dict.fromkeys("غگ", "g"),
    **dict.fromkeys("لڵ", "l"),
    **dict.fromkeys("وۆؤۇۈ", "u"),
    **dict.fromkeys("يیئێېے", "i"),
    **dict.fromkeys("فڤ", "f"),
    **dict.fromkeys("نں", "n"),
    "خ": "x",
    "م": "m",
    "پ": "p",
    "ە": "a",
    "ع": "a",
    "ء": "",
    "ـ": "",
}
"""Arabic, with the letters of Persian, Kurdish and Urdu. A ta marbuta counts as the vowel it ends in.

``C`` is the sound that spellings write sh, ch, tch, ş, č.

Source: the letters' names and sounds in the Unicode Standard, chapter 9.2, table 9-3 ff.; grouping is our own.
"""

CYRILLIC = {
    **dict(zip("абвгґдезийіїклмнопрстуфх", "abvggdeziiiiklmnuprstufx", strict=True)),
    "ц": "ts",
    **dict.fromkeys("чшщћ", "C"),
    **dict.fromkeys("ъьʼ", ""),
    **dict.fromkeys("эєыёө", "e"),
    "ж": "j",
    "ђ": "j",
    "џ": "j",
    "ј": "i",
    "љ": "li",
    "њ": "ni",
    "ќ": "k",
    "ѓ": "g",
    "ѕ": "z",
    "ю": "iu",
    "я": "ia",
    "ў": "u",
    "ү": "u",
    "ұ": "u",
    "қ": "k",
    "ғ": "g",
    "ң": "n",
    "һ": "h",
    "ә": "a",
}
"""Cyrillic of Russian, Ukrainian, Belarusian, Serbian, Macedonian, Kazakh and Kyrgyz."""

LATIN = {
    "ş": "sh",
    "š": "sh",
    "ș": "sh",
    "ç": "ch",
    "č": "ch",
    "ć": "ch",
    "ž": "zh",
    "ż": "zh",
    "ź": "z",
    "ğ": "g",
    "ı": "i",
    "ə": "a",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "ħ": "h",
    "ŋ": "ng",
    "ɛ": "e",
    "ɔ": "o",
    "ɓ": "b",
    "ɗ": "d",
    "ƙ": "k",
    "ƴ": "y",
    "ĸ": "k",
    "ŧ": "t",
    "ẖ": "kh",
    "ḫ": "kh",
    "ġ": "gh",
}
"""Latin letters whose mark changes the sound, or that do not decompose. All others lose their marks."""

APOSTROPHES = frozenset("'’‘ʼʿʾ`´ʹʺˈˌ′\"“”")
"""Signs that stand for glottal sounds or soft signs in romanised names; left out."""

_TABLE = {**ARABIC, **CYRILLIC, **LATIN}


def script_of(character: str) -> str:
    """``latin``, ``arabic``, ``cyrillic`` or ``other``, by code point.

    >>> [script_of(letter) for letter in "aعж나"]
    ['latin', 'arabic', 'cyrillic', 'other']
    """
    code = ord(character)
    if code < 0x0370 or 0x1E00 <= code < 0x1F00 or 0x2000 <= code < 0x2070:
        return "latin"
    if 0x0400 <= code < 0x0530:
        return "cyrillic"
    if 0x0600 <= code < 0x0780 or 0x08A0 <= code < 0x0900 or 0xFB50 <= code < 0xFE00 or 0xFE70 <= code < 0xFF00:
        return "arabic"
    return "other"


def is_accent(character: str) -> bool:
    """Whether a character only marks another one: an accent, a Hebrew point, an Arabic vowel sign, an invisible joiner.

    The vowel signs of Burmese and the scripts of India are letters in all but name; their combining class (0, 7, 9) tells.

    >>> is_accent("\u0301"), is_accent("\u064e"), is_accent("\u102d")
    (True, True, False)
    """
    category = unicodedata.category(character)
    return category == "Cf" or (category == "Mn" and unicodedata.combining(character) not in {0, 7, 9})


@lru_cache(maxsize=4096)
def letter_to_latin(character: str) -> str:
    """One lower-case character in Latin letters; marks and apostrophes give nothing, other signs a space.

    >>> [letter_to_latin(c) for c in "éşق’-"]
    ['e', 'sh', 'k', '', ' ']
    """
    known = _TABLE.get(character)
    if known is not None:
        return known
    if character in APOSTROPHES or is_accent(character) or unicodedata.category(character) == "Lm":
        return ""
    base = unicodedata.normalize("NFKD", character)[0]
    if base != character:
        return letter_to_latin(base)
    if not character.isalnum():
        return " "
    return "".join(c for c in anyascii(character).lower() if c.isalnum())
