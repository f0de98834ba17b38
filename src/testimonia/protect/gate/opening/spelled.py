"""Words spelt out for somebody who listens or looks: the radio alphabet, "N as in Nancy", letters stood on their heads."""

import re
from collections.abc import Iterator

from testimonia.protect.gate.opening.shapes import has_any
from testimonia.protect.gate.opening.windows import Undone

_RADIO = (
    "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo "
    "sierra tango uniform victor whiskey whisky xray x-ray yankee zulu"
).split()
"""Source: ICAO Annex 10, volume II, figure 5-1, with the spellings in common use."""
_FIGURES = dict(zip("zero one two tree three four fower five fife six seven eight nine niner".split(), "01233445567899", strict=True))
_SAID = "|".join((*_RADIO, *_FIGURES))
_RADIO_RUN = re.compile(rf"(?i)\b(?:{'|'.join(_RADIO)})(?:[\s,.\-–]{{1,3}}(?:{_SAID}|\d{{1,8}}))+\b")
_RADIO_WORD = re.compile(rf"(?i){_SAID}|\d+")
_LEAST = 4
_AS_IN = re.compile(r"\b([A-Z])\s(?:for|as in|like|wie|comme|de)\s[A-Z]\w+(?:[\s,.;–-]{1,4}[A-Z]\s(?:for|as in|like|wie|comme|de)\s[A-Z]\w+){3,}")
_AS_IN_LETTER = re.compile(r"\b([A-Z])\s(?:for|as in|like|wie|comme|de)\s")
_FLIPPED = dict(zip("ɐqɔpǝɟƃɓɥᴉıɾʞןʅɯuodbɹsʇnʌʍxʎz", "abcdefgghiijkllmnopqrstuvwxyz", strict=True))
_ON_ITS_HEAD = re.compile(r"[a-zɐɔǝɟƃɓɥᴉıɾʞןʅɯɹʇʌʍʎ](?:[ \-a-zɐɔǝɟƃɓɥᴉıɾʞןʅɯɹʇʌʍʎ]*[ɐɔǝɟƃɓɥᴉɾʞɯɹʇʌʍʎ]){2,}[a-zɐɔǝɟƃɓɥᴉıɾʞןʅɯɹʇʌʍʎ ]*")


def find_spelled(text: str) -> Iterator[Undone]:
    """Letters said by words of the radio alphabet, or each with a word that begins with it.

    >>> [undone.what for undone in find_spelled("plate Alfa Bravo Juliett one two 34")]
    ['abj1234']
    """
    if has_any(text, b"alfa", b"alpha", b"oscar", b"whisk", b"mike", b"india", b"lima", b"november", b"tango", b"romeo"):
        for match in _RADIO_RUN.finditer(text):
            words = _RADIO_WORD.findall(match.group().lower())
            if len(words) >= _LEAST:
                yield Undone(
                    "".join(_FIGURES.get(word, word if word.isdigit() else word[0]) for word in words), "spelt out", match.start()
                )
    for match in _AS_IN.finditer(text) if has_any(text, b" for ", b" as in ", b" like ", b" wie ", b" comme ", b" de ") else ():
        yield Undone("".join(_AS_IN_LETTER.findall(match.group())), "spelt out", match.start())


def turn_over(text: str) -> Iterator[Undone]:
    """Letters stood on their heads, read from behind.

    >>> [undone.what for undone in turn_over("ɟɐʍʍɐu")]
    ['nawwaf']
    """
    if "ɐ" in text or "ǝ" in text:
        for match in _ON_ITS_HEAD.finditer(text):
            yield Undone("".join(_FLIPPED.get(sign, sign) for sign in match.group()[::-1]), "turned over", match.start())


SPELLED_VIEWS = (find_spelled, turn_over)
