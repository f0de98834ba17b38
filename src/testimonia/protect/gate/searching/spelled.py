"""Words spelt out for somebody who listens or looks: the radio alphabet, "N as in Nancy", letters stood on their heads.

Undone, they are plain text, which is searched like any other; a hit then stands for the whole stretch.
"""

import re
from collections.abc import Iterable, Iterator, Set

from testimonia.protect.gate.searching.hits import SPELT
from testimonia.protect.gate.searching.lexicon import word_set
from testimonia.protect.gate.searching.undoing import Stretch

_RADIO = sorted(
    word_set(
        """
        alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec
        romeo sierra tango uniform victor whiskey whisky xray x-ray yankee zulu
        """
    )
)
"""Source: ICAO Annex 10, volume II, figure 5-1, with the spellings in common use."""
_FIGURES = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "tree": "3",
    "four": "4",
    "fower": "4",
    "five": "5",
    "fife": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "niner": "9",
}
_SAID = "|".join((*_RADIO, *_FIGURES))
_RADIO_WORDS = frozenset(form for word in _RADIO for form in (word, word.upper(), word.capitalize()))
_RADIO_RUN = re.compile(rf"(?i)\b(?:{'|'.join(_RADIO)})(?:[\s,.\-–]{{1,3}}(?:{_SAID}|\d{{1,8}}))+\b")
_RADIO_WORD = re.compile(rf"(?i){_SAID}|\d+")
_LEAST = 4
_LEAST_DIFFERENT = 2
_AS_IN_ONE = r"[A-Z](?<!\w.)\s(?:for|as in|like|wie|comme|de|como|как)\s[A-Z]\w+"
_AS_IN = re.compile(rf"{_AS_IN_ONE}(?:[\s,.;–-]{{1,4}}{_AS_IN_ONE}){{3,}}")
_AS_IN_LETTER = re.compile(r"([A-Z])(?<!\w.)\s(?:for|as in|like|wie|comme|de|como|как)\s")
_FLIPPED = dict(zip("ɐqɔpǝɟƃɓɥᴉıɾʞןʅɯuodbɹsʇnʌʍxʎz", "abcdefgghiijkllmnopqrstuvwxyz", strict=True))
_UPENDED = frozenset("ɐɔǝɟƃɓɥᴉɾʞɯɹʇʌʍʎ")
_ON_ITS_HEAD = re.compile(r"[a-zɐɔǝɟƃɓɥᴉıɾʞןʅɯɹʇʌʍʎ](?:[ \-a-zıןʅ]*[ɐɔǝɟƃɓɥᴉɾʞɯɹʇʌʍʎ]){2,}[a-zɐɔǝɟƃɓɥᴉıɾʞןʅɯɹʇʌʍʎ ]*")


def find_spelled(text: str, words: Set[str], signs: Set[str]) -> Iterable[Stretch]:
    """Every stretch of a text that is spelt out or stands on its head, as plain letters.

    Args:
        text: any text.
        words: its different words, by which most texts are passed over.
        signs: its characters that are not ASCII.

    >>> text = "plate Alfa Bravo Juliett one two 34"
    >>> [stretch.text for stretch in find_spelled(text, set(text.split()), set())]
    ['abj1234']
    >>> [stretch.text for stretch in find_spelled("ɟɐʍʍɐu", set(), {"ɐ", "ʍ", "ɟ"})]
    ['nawwaf']
    """
    if len(_RADIO_WORDS & words) >= _LEAST_DIFFERENT:
        yield from _find_radio(text)
    if sum(1 for word in words if len(word) == 1 and word.isupper()) >= _LEAST_DIFFERENT:
        for match in _AS_IN.finditer(text):
            yield Stretch(match.start(), match.end(), "".join(_AS_IN_LETTER.findall(match.group())), SPELT)
    if signs & _UPENDED:
        for match in _ON_ITS_HEAD.finditer(text):
            plain = "".join(_FLIPPED.get(sign, sign) for sign in match.group()[::-1])
            yield Stretch(match.start(), match.end(), plain, SPELT)


def _find_radio(text: str) -> Iterator[Stretch]:
    for match in _RADIO_RUN.finditer(text):
        words = _RADIO_WORD.findall(match.group().lower())
        if len(words) >= _LEAST:
            plain = "".join(_FIGURES.get(word, word if word.isdigit() else word[0]) for word in words)
            yield Stretch(match.start(), match.end(), plain, SPELT)
