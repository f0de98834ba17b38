"""Telephone numbers said in words: "zero nine double four, thirty-one, one two three ..." in several languages.

Source: number words of the languages; our own list.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.protect.gate.searching.folding import Mapped
from testimonia.protect.gate.searching.lexicon import word_set
from testimonia.protect.gate.searching.phones import TAIL, Phone
from testimonia.text.arabic import fold_word

_UNITS = (
    "zero oh o nought صفر zéro cero null nul ноль нуль sıfır 〇 零",
    "one واحد un uno una une eins один одна bir واحدة وحدة أحد إحدى 一 幺",
    "two اثنان اثنين اثنتان اثنتين deux dos zwei zwo два дві две iki تنين تنتين ثنين اثنا اثني 二 两",
    "three ثلاثة تلاتة trois tres drei три üç ثلاث تلات 三",
    "four أربعة quatre cuatro vier четыре чотири dört أربع 四",
    "five خمسة cinq cinco fünf пять п'ять пять beş خمس 五",
    "six ستة seis sechs шесть шість altı ست 六",
    "seven سبعة sept siete sieben семь сім yedi سبع 七",
    "eight ثمانية huit ocho acht восемь вісім sekiz تمانية ثماني تماني ثمان تمن 八",
    "nine niner تسعة neuf nueve neun девять дев'ять dokuz تسع 九",
)
_TENS = (
    "",
    "",
    "twenty عشرون عشرين vingt vingts veinte zwanzig двадцать двадцять yirmi",
    "thirty ثلاثون ثلاثين تلاتين trente treinta dreißig dreissig тридцать тридцять otuz",
    "forty fourty أربعون أربعين quarante cuarenta vierzig сорок kırk",
    "fifty خمسون خمسين cinquante cincuenta fünfzig пятьдесят п'ятдесят elli",
    "sixty ستون ستين soixante sesenta sechzig шестьдесят шістдесят altmış",
    "seventy سبعون سبعين septante setenta siebzig семьдесят сімдесят yetmiş",
    "eighty ثمانون ثمانين تمانين octante huitante ochenta achtzig восемьдесят вісімдесят seksen",
    "ninety تسعون تسعين nonante noventa neunzig девяносто дев'яносто doksan",
)
_TEENS = (
    "ten عشرة dix diez zehn десять on",
    "eleven onze once elf одиннадцать одинадцять احدعش حداعش",
    "twelve douze doce zwölf двенадцать дванадцять اطنعش اتناعش تناعش",
    "thirteen treize trece dreizehn тринадцать тринадцять تلتعش تلاتاعش",
    "fourteen quatorze catorce vierzehn четырнадцать чотирнадцять اربعتعش",
    "fifteen quinze quince fünfzehn пятнадцать п'ятнадцять خمستعش",
    "sixteen seize dieciséis sechzehn шестнадцать шістнадцять ستعش ستطعش",
    "seventeen diecisiete siebzehn семнадцать сімнадцять سبعتعش",
    "eighteen dieciocho achtzehn восемнадцать вісімнадцять تمنتعش",
    "nineteen diecinueve neunzehn девятнадцать дев'ятнадцять تسعتعش",
)
_GERMAN_UNITS = "ein zwei drei vier fünf sechs sieben acht neun"
_TEEN_BEHIND = "عشر"
"""Arabic says the unit first: three ten is thirteen."""
_FRENCH_SUMS = frozenset(("6", "8"))
"""French says sixty-ten and four-twenties-ten."""
_ALEFS = "اأإآ"
_PLUS = word_set("plus hyphen dash space pause و and then et y e und")
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_AND = "و"
_SCORES = frozenset(("vingt", "vingts"))
_MOST_DIGITS = 6
UNIT, TENS, PAIR = "unit", "tens", "pair"


def _written(row: str) -> Iterable[str]:
    """The words of a row, Arabic ones in every hand: hamza or none, dots on the final letter or none."""
    for word in row.split():
        yield word
        if "\u0600" <= word[0] <= "\u06ff":
            for form in {fold_word(word), word, word.replace("ة", "ه")}:
                yield from (alef + form[1:] for alef in _ALEFS) if form[0] in _ALEFS else (form,)


_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_VALUES: dict[str, tuple[str, str]] = {
    **{form: (PAIR, str(10 + at)) for at, row in enumerate(_TEENS) for form in _written(row)},
    **{form: (TENS, str(at)) for at, row in enumerate(_TENS) for form in _written(row)},
    **{
        f"{unit}und{tens}": (PAIR, f"{ten}{one}")
        for ten, tens in enumerate(_GERMAN_TENS.split(), start=2)
        for one, unit in enumerate(_GERMAN_UNITS.split(), start=1)
    },
    **{form: (UNIT, str(at)) for at, row in enumerate(_UNITS) for form in _written(row)},
}
_ARABIC = frozenset(form for form in _VALUES if "\u0600" <= form[0] <= "\u06ff")
SPOKEN = frozenset(_VALUES) | {_AND + form for form in _ARABIC} | frozenset(_TIMES) | {_TEEN_BEHIND}
"""Words that say digits, lower case."""

_WORD = re.compile(r"\S+")
_FOLLOWING, _FOLLOWING_JOINED = b"\1" * 3, b"\1" * 5


def may_hold_spoken(lower_words: Sequence[str]) -> bool:
    """Whether three words that say digits follow one another, or five with small words between them.

    >>> may_hold_spoken("one two three".split()), may_hold_spoken("one of two".split())
    (True, False)
    """
    spoken = bytes(map(SPOKEN.__contains__, lower_words))
    if _FOLLOWING in spoken:
        return True
    return spoken.count(1) > 3 and _FOLLOWING_JOINED in bytes(map((SPOKEN | _PLUS).__contains__, lower_words))


class _Said(Struct, frozen=True):
    """Digits said by words ``[start, end)``, and whether a unit may follow that belongs to them."""

    kind: str
    digits: str
    start: int
    end: int
    word: str = ""


def find_spoken(words: Mapped, phones: Sequence[tuple[str, Phone]]) -> Iterable[tuple[int, int, int]]:
    """Numbers said in words.

    Args:
        words: the text as words.
        phones: identity ids and numbers.

    Yields:
        Index into ``phones`` and the offsets in the original.
    """
    run: list[_Said] = []
    times = 1
    is_joined = False
    for match in _WORD.finditer(words.text + " ."):
        word = match.group().lower()
        said = _value_of(word)
        if said is not None:
            kind, digits = said
            is_joined = (is_joined or word[1:] in _ARABIC) and word not in _ARABIC
            _add(run, _Said(kind, digits * times, match.start(), match.end(), word), is_joined=is_joined)
            times = 1
        elif word in _TIMES:
            times = _TIMES[word]
        elif word not in _PLUS or not run:
            yield from _compare(run, words, phones)
            run, times = [], 1
        is_joined = word == _AND


def _value_of(word: str) -> tuple[str, str] | None:
    if word == _TEEN_BEHIND:
        return PAIR, "10"
    if word.isdigit() and len(word) <= _MOST_DIGITS:
        return UNIT if len(word) == 1 else PAIR, word
    return _VALUES.get(word) or (_VALUES.get(word[1:]) if word[1:] in _ARABIC and word[0] == _AND else None)


def _add(run: list[_Said], said: _Said, *, is_joined: bool) -> None:
    """One more word: by itself, or as a part of the number that the word before it begins."""
    last = run[-1] if run else _Said("", "", 0, 0)
    digits = ""
    if said.word == _TEEN_BEHIND and last.kind == UNIT:
        digits = "1" + last.digits
    elif said.kind == UNIT and last.kind == TENS and said.digits != "0" and len(said.digits) == 1:
        digits = last.digits[0] + said.digits
    elif said.kind == TENS and is_joined and last.kind == UNIT and len(last.digits) == 1:
        digits = said.digits + last.digits
    elif said.word in _SCORES and last.word == "quatre" and last.kind == UNIT:
        run[-1] = _Said(TENS, "80", last.start, said.end)
        return
    elif said.kind == PAIR and said.digits[:1] == "1" and last.kind == TENS and last.digits[0] in _FRENCH_SUMS:
        digits = str(int(last.digits) + int(said.digits))
    if digits:
        run[-1] = _Said(PAIR, digits, last.start, said.end)
    else:
        run.append(_Said(said.kind, said.digits + "0" if said.kind == TENS else said.digits, said.start, said.end, said.word))


def _compare(run: Sequence[_Said], words: Mapped, phones: Sequence[tuple[str, Phone]]) -> Iterable[tuple[int, int, int]]:
    digits = "".join(said.digits for said in run)
    if len(digits) < TAIL or all(words.text[said.start : said.end].isdigit() for said in run):
        return
    for at, (_, phone) in enumerate(phones):
        if phone.national in digits or (len(digits) <= len(phone.national) and phone.national.endswith(digits)):
            start, end = words.span(run[0].start, run[-1].end)
            yield at, start, end
