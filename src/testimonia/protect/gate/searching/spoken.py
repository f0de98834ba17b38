"""Telephone numbers said in words: "zero nine double four, one two three ..." in several languages.

Source: number words of the languages; our own list.
"""

import re
from collections.abc import Iterable, Sequence

from testimonia.protect.gate.searching.folding import Mapped
from testimonia.protect.gate.searching.phones import TAIL, Phone
from testimonia.text.arabic import fold_word

_ROWS = (
    "zero oh o nought صفر zéro cero null nul ноль нуль sıfır",
    "one واحد un uno una eins один одна bir واحده",
    "two اثنان اثنين deux dos zwei zwo два дві две iki تنين",
    "three ثلاثة تلاته trois tres drei три üç ثلاث",
    "four أربعة quatre cuatro vier четыре чотири dört اربع",
    "five خمسة cinq cinco fünf пять п'ять пять beş خمس",
    "six ستة seis sechs шесть шість altı ست",
    "seven سبعة sept siete sieben семь сім yedi سبع",
    "eight ثمانية huit ocho acht восемь вісім sekiz تمانيه ثماني",
    "nine niner تسعة neuf nueve neun девять дев'ять dokuz تسع",
)
_TENS = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DIGITS = {form: str(digit) for digit, row in enumerate(_ROWS) for word in row.split() for form in (word, fold_word(word))}
_TENS_DIGITS = {word: str(at + 1) for at, word in enumerate(_TENS)}
_PLUS = frozenset({"plus", "hyphen", "dash", "space", "pause", "و", "and", "then"})
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_FOLLOWING = b"\1" * 3
SPOKEN = frozenset(_DIGITS) | frozenset(_TENS_DIGITS) | frozenset(_TIMES)
"""Words that say digits, folded, lower case."""

_WORD = re.compile(r"\S+")


def may_hold_spoken(lower_words: Iterable[str]) -> bool:
    """Whether three words that say digits follow one another.

    >>> may_hold_spoken("one two three".split()), may_hold_spoken("one of two".split())
    (True, False)
    """
    return _FOLLOWING in bytes(map(SPOKEN.__contains__, lower_words))


def find_spoken(words: Mapped, phones: Sequence[tuple[str, Phone]]) -> Iterable[tuple[int, int, int]]:
    """Numbers said in words.

    Args:
        words: the text as words.
        phones: identity ids and numbers.

    Yields:
        Index into ``phones`` and the offsets in the original.
    """
    run: list[tuple[str, int, int]] = []
    times, tens = 1, False
    for match in _WORD.finditer(words.text + " ."):
        word = match.group().lower()
        single = _DIGITS.get(word, word if word.isdigit() and len(word) < 3 else "")
        if single:
            if tens and single != "0" and len(single) == 1:
                run[-1] = (run[-1][0][:1], run[-1][1], run[-1][2])
            run.append((single * times, match.start(), match.end()))
            times, tens = 1, False
        elif word in _TENS_DIGITS:
            run.append((_TENS_DIGITS[word] + "0", match.start(), match.end()))
            tens = True
        elif word in _TIMES:
            times = _TIMES[word]
        elif word not in _PLUS or not run:
            yield from _compare(run, words, phones)
            run, times, tens = [], 1, False


def _compare(
    run: list[tuple[str, int, int]], words: Mapped, phones: Sequence[tuple[str, Phone]]
) -> Iterable[tuple[int, int, int]]:
    digits = "".join(piece for piece, _, _ in run)
    if len(digits) < TAIL or all(words.text[start:end].isdigit() for _, start, end in run):
        return
    for at, (_, phone) in enumerate(phones):
        if phone.national in digits or (len(digits) <= len(phone.national) and phone.national.endswith(digits)):
            start, end = words.span(run[0][1], run[-1][2])
            yield at, start, end
