"""Read Arabic numbers: words of either gender, compounds with "and", duals of hundreds and thousands, digits of any alphabet.

In "five and thirty" and "a thousand and two hundred" every part after the first carries a glued "and"; so a list of numbers
and one number look alike, and only the sizes tell them apart: units come before tens, hundreds before both, and each scale is
smaller than the one before.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from testimonia.extract.arabic.lexicon import folded
from testimonia.extract.arabic.words import Word
from testimonia.text.arabic import fold_word
from testimonia.text.numbers import Number, read_digits
from testimonia.text.packs import read_table

_TABLES = ("units", "teens", "spoken", "tens", "groups", "whole", "scales", "doubled", "fractions")


class _Numerals(Struct, frozen=True):
    units: Mapping[str, int]
    teens: Mapping[str, int]
    spoken: Mapping[str, int]
    tens: Mapping[str, int]
    groups: Mapping[str, int]
    whole: Mapping[str, int]
    scales: Mapping[str, int]
    doubled: Mapping[str, int]
    fractions: Mapping[str, int]
    ordinals: Mapping[str, int]
    halves: frozenset[str]
    ten: frozenset[str]
    one: frozenset[str]
    plural_scales: frozenset[str]


@lru_cache(maxsize=1)
def numerals() -> _Numerals:
    """The number words of the pack, folded; accusatives in alef included."""
    table = read_table("ar", "numbers")

    def read(name: str) -> dict[str, int]:
        found = {fold_word(word): int(value) for word, value in table[name].items()}
        extra = {word + "ا": value for word, value in found.items() if name in ("units", "scales") and not word.endswith("ه")}
        return {**extra, **found}

    return _Numerals(
        **{name: read(name) for name in _TABLES},
        ordinals=read("ordinals"),
        halves=folded(table["words"]["half"]),
        ten=folded(table["words"]["ten"]),
        one=folded(table["words"]["one"]),
        plural_scales=folded(table["words"]["plural_scales"]),
    )


def read_number(words: Sequence[Word], i: int) -> Number | None:
    """The longest number that begins at word ``i``; None if none does.

    >>> from testimonia.extract.arabic.words import Text
    >>> read_number(Text("خمسة وثلاثون شخصا", 0).words, 0).value
    35.0
    """
    if i >= len(words):
        return None
    found = _read_digits(words, i) if words[i].kind == "number" else _read_words(words, i)
    return found if found is None else _with_half(words, found)


def _read_digits(words: Sequence[Word], i: int) -> Number | None:
    value = read_digits(words[i].key)
    if value is None and (digits := words[i].key.replace(",", ".")).count(".") == 1 and digits.replace(".", "").isdigit():
        value = float(digits)  # "3,5": a decimal comma, since no group of thousands has one digit
    if value is None:
        return None
    scale = numerals().scales.get(_bare(words, i + 1), 0)
    if scale and not words[i + 1].prefix:
        return Number(round(value * scale, 6), i, i + 2, scale, is_digits=True)
    return Number(value, i, i + 1, is_digits=True)


def _bare(words: Sequence[Word], i: int) -> str:
    return words[i].key if i < len(words) and words[i].kind == "word" else ""


def _read_words(words: Sequence[Word], i: int) -> Number | None:
    table = numerals()
    if words[i].key in table.halves and (whole := table.scales.get(_bare(words, i + 1), 0)):
        return Number(whole / 2, i, i + 2, whole)
    total, limit, scale = 0.0, float("inf"), 1.0
    at = i
    while at < len(words) and words[at].kind == "word":
        if at > i and not words[at].is_joined:
            break
        part = _read_group(words, at)
        if part is None or part.value >= limit or part.end <= at:
            break
        total, at, scale = total + part.value, part.end, part.scale
        limit = scale
        if scale <= 1:
            break
    return Number(total, i, at, max(scale, 1.0)) if at > i else None


def _read_group(words: Sequence[Word], i: int) -> Number | None:
    """A number below a thousand with the scale that multiplies it: "five and thirty thousand", "two thousand"."""
    table = numerals()
    word = words[i].key
    if word in table.doubled:
        return Number(table.doubled[word], i, i + 1, table.doubled[word] / 2)
    small = _read_small(words, i)
    if small is None:
        scale = table.scales.get(word, 0)
        # A plural alone ("thousands") is no number; the vague table has it.
        return Number(scale, i, i + 1, scale) if scale and word not in table.plural_scales else None
    scale = table.scales.get(_bare(words, small.end), 0)
    if scale and not words[small.end].is_joined:
        return Number(small.value * scale, i, small.end + 1, scale)
    return small


def _read_small(words: Sequence[Word], i: int) -> Number | None:
    """A number from 1 to 999: hundreds, then units and tens joined by "and", or a teen."""
    table = numerals()
    word = words[i].key
    hundreds, at = 0.0, i
    if word in table.whole:
        hundreds, at = table.whole[word], i + 1
    elif word in table.groups:
        hundreds, at = table.groups[word], i + 1
    elif word in table.units and _bare(words, i + 1) in table.groups and not words[i + 1].is_joined:
        hundreds, at = table.units[word] * table.groups[words[i + 1].key], i + 2
    if hundreds:
        rest = _read_below_hundred(words, at) if at < len(words) and words[at].is_joined else None
        return Number(hundreds + (rest.value if rest else 0), i, rest.end if rest else at, 1 if rest else 100)
    return _read_below_hundred(words, i)


def _read_below_hundred(words: Sequence[Word], i: int) -> Number | None:
    table = numerals()
    word = _bare(words, i)
    following = _bare(words, i + 1)
    if word in table.spoken:
        return Number(table.spoken[word], i, i + 1)
    if following in table.ten and not words[i + 1].is_joined:
        if word in table.teens:
            return Number(table.teens[word], i, i + 2)
        if 2 < table.units.get(word, 0) < 10:
            return Number(10 + table.units[word], i, i + 2)
    unit = table.units.get(word, -1)
    if unit < 0 and word in table.teens and word not in table.one:
        return None
    if 0 < unit < 10 and following in table.tens and words[i + 1].prefix.startswith("و"):
        return Number(unit + table.tens[following], i, i + 2)
    if word in table.one and following in table.tens and words[i + 1].prefix.startswith("و"):
        return Number(1 + table.tens[following], i, i + 2)
    if word in table.tens:
        return Number(table.tens[word], i, i + 1)
    return Number(unit, i, i + 1) if unit >= 0 else None


def _with_half(words: Sequence[Word], number: Number) -> Number:
    """ "A million and a half", "three and a half"."""
    i = number.end
    if i < len(words) and words[i].prefix == "و" and words[i].key in numerals().halves:
        return Number(number.value + number.scale / 2, number.start, i + 1, number.scale, number.is_digits)
    return number
