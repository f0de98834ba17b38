"""Read a number that begins at a given token: digits, number words and their mixtures.

Testimony counts in every way people speak: "4,000", "4 million", "two dozen", "three and a half", "half a million". The
reader works on lower-case tokens, knows nothing of grammar, and never decides whether a number counts something: that is
the business of `testimonia.extract`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from testimonia.text.packs import read_table

DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
SUFFIXED = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|mln|bn|b|tn)")
BARE_DECIMAL = re.compile(r"\.\d+")
FRACTION = re.compile(r"(\d{1,3})(?:\\?/|⁄)(\d{1,3})")
CURRENCY_SIGNS = ("$", "£", "€", "¥", "₹")
"""Before figures these say that a "b" behind them is a billion and no part of a name ("flat 4b")."""

VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 64, 100, 128})
"""Denominators people write as a fraction; "9/11" and "24/7" are names."""
HYPHENS = frozenset({"-", "–", "‑"})


class Number(Struct, frozen=True):
    """A number as read: its value and the tokens ``[start, end)`` it stands in.

    ``scale`` is the multiplier that was said last ("6 million" -> 1,000,000), so that "6 to 7 million" can share it.
    """

    value: float
    start: int
    end: int
    scale: float = 1.0
    is_digits: bool = False
    is_fraction: bool = False
    """A bare fraction ("two thirds", "1/2"): a part of something, not a count."""


class NumberWords(Struct, frozen=True):
    """The number words of one language, as the reader needs them."""

    units: dict[str, int]
    tens: dict[str, int]
    groups: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    fractions: dict[str, int]
    ordinals: dict[str, int]
    articles: frozenset[str]
    ands: frozenset[str]
    points: frozenset[str]
    halves: frozenset[str]
    minus: frozenset[str]
    folds: dict[str, tuple[str, str]]
    """Factors in one word -> the number word and the ending: "sixfold"."""

    def starts(self, word: str) -> bool:
        """Whether a number can begin with this lower-case token (articles aside)."""
        return word in self.units or word in self.tens or word in self.groups or word in self.scales or word[:1].isdigit()


@lru_cache(maxsize=8)
def number_words(language: str = "en") -> NumberWords:
    """The number words of a language, from its pack."""
    table = read_table(language, "numbers")
    words = table["words"]
    return NumberWords(
        units=table["units"],
        tens=table["tens"] | _run_together(table),
        groups=table["groups"],
        scales=table["scales"],
        suffixes=table["suffixes"],
        fractions=table["fractions"],
        ordinals=table["ordinals"],
        articles=frozenset(words["articles"]),
        ands=frozenset(words["and"]),
        points=frozenset(words["point"]),
        halves=frozenset(words["half"]),
        minus=frozenset(words["minus"]),
        folds={
            word + ending: (word, ending)
            for ending in words.get("fold", ())
            for word in (*table["units"], *table["tens"], *table["groups"])
        },
    )


def _run_together(table: dict[str, dict[str, int]]) -> dict[str, int]:
    """ "Thirtythree": tens and units written without the hyphen."""
    units = {word: value for word, value in table["units"].items() if 0 < value < 10}
    return {ten + unit: value + more for ten, value in table["tens"].items() for unit, more in units.items()}


def significant_step(value: float) -> float:
    """The unit of the last significant digit: 4,000 is said in thousands, 4,250 in tens, 6.5 in tenths.

    A speaker who says "4,000" did not count to the last person; half of this step is the least a figure can be wrong.

    >>> [significant_step(v) for v in (4000, 4250, 35, 6.5, 0)]
    [1000.0, 10.0, 1.0, 0.1, 1.0]
    """
    if value == 0:
        return 1.0
    digits = f"{abs(value):.6f}".rstrip("0")
    whole, _, decimals = digits.partition(".")
    if decimals:
        return float(f"1e-{len(decimals)}")
    return float(10 ** (len(whole) - len(whole.rstrip("0"))))


def read_digits(word: str) -> float | None:
    """The value of one token of digits, or None: separators as in 4,000 and 4.5, never 4.000,5 or 1.2.3.

    >>> read_digits("4,000"), read_digits("6.5"), read_digits("1,23"), read_digits("16:00")
    (4000.0, 6.5, None, None)
    """
    if DIGITS.fullmatch(word) or BARE_DECIMAL.fullmatch(word):
        return float(word.replace(",", ""))
    return VULGAR.get(word)


def read_number(words: Sequence[str], start: int, *, language: str = "en") -> Number | None:
    """Read the longest number that begins at token ``start``.

    Args:
        words: lower-case tokens; hyphenated compounds split at the hyphen, as spaCy does.
        start: index of the first token.

    Returns:
        The number, or None if none begins there.

    >>> read_number("two hundred and fifty fighters".split(), 0).value
    250.0
    >>> read_number("half a million people".split(), 0).value
    500000.0
    """
    lexicon = number_words(language)
    if words[start] in lexicon.minus:
        return _read_negative(words, start, lexicon)
    found = _read_fraction(words, start, lexicon)
    if found is None:
        found = _read_half(words, start, lexicon) or _read_cardinal(words, start, lexicon)
    return found


def _read_negative(words: Sequence[str], i: int, lexicon: NumberWords) -> Number | None:
    """ "Minus 40", "minus-40": a figure below nought."""
    j = i + 2 if _word(words, i + 1) in HYPHENS else i + 1
    number = _read_cardinal(words, j, lexicon) if j < len(words) else None
    if number is None or number.value <= 0:
        return None
    return Number(-number.value, i, number.end, number.scale, number.is_digits)


def _word(words: Sequence[str], i: int) -> str:
    return words[i] if 0 <= i < len(words) else ""


def _read_fraction(words: Sequence[str], i: int, lexicon: NumberWords) -> Number | None:
    """Bare fractions: "1/2", "two thirds", "three-quarters", "a third"."""
    word = words[i]
    if match := FRACTION.fullmatch(word):
        above, below = int(match[1]), int(match[2])
        if 0 < above < below and below in DENOMINATORS:
            return _scaled(words, Number(above / below, i, i + 1, is_fraction=True), lexicon)
        return None
    above = 1 if word in lexicon.articles else lexicon.units.get(word, 0)
    if not above:
        return None
    j = i + 2 if _word(words, i + 1) in HYPHENS else i + 1
    below = lexicon.fractions.get(_word(words, j), 0)
    if below > above and (above == 1 or words[j].endswith("s")) and below > 2:
        return _scaled(words, Number(above / below, i, j + 1, is_fraction=True), lexicon)
    return None


def _scaled(words: Sequence[str], part: Number, lexicon: NumberWords) -> Number:
    """A fraction of a scale is a number: "three quarters of a million"."""
    i = part.end
    if _word(words, i) == "of" and _word(words, i + 1) in lexicon.articles:
        scale = lexicon.scales.get(_word(words, i + 2), 0) or lexicon.groups.get(_word(words, i + 2), 0)
        if scale:
            return Number(part.value * scale, part.start, i + 3, scale=scale)
    return part


def _read_half(words: Sequence[str], i: int, lexicon: NumberWords) -> Number | None:
    """Half of a scale: "half a million", "half a dozen", "a half dozen", "half-dozen"."""
    j = i + 1 if words[i] in lexicon.articles else i
    if _word(words, j) not in lexicon.halves:
        return None
    j += 1
    if _word(words, j) in lexicon.articles or _word(words, j) in HYPHENS:
        j += 1
    scale = lexicon.scales.get(_word(words, j), 0) or lexicon.groups.get(_word(words, j), 0)
    return Number(scale / 2, i, j + 1, scale=scale) if scale else None


def _read_cardinal(words: Sequence[str], i: int, lexicon: NumberWords) -> Number | None:
    first = words[i]
    if first in lexicon.articles:
        following = _word(words, i + 1)
        if following not in lexicon.groups and following not in lexicon.scales:
            return None
        found = _read_words(words, i + 1, lexicon)
        return _with_half(words, Number(found.value, i, found.end, found.scale), lexicon) if found else None
    match = SUFFIXED.fullmatch(first)
    if match and (match[3] != "b" or match[2] or _word(words, i - 1)[-1:] in CURRENCY_SIGNS):
        scale = lexicon.suffixes.get(match[3], 1)
        return Number(float(match[1].replace(",", "") + (match[2] or "")) * scale, i, i + 1, scale, is_digits=True)
    value = read_digits(first)
    if value is not None:
        return _with_scale(words, _mixed(words, Number(value, i, i + 1, is_digits=True)), lexicon)
    if not lexicon.starts(first) or first[:1].isdigit():
        return None
    found = _read_words(words, i, lexicon)
    return _with_scale(words, found, lexicon) if found else None


def _mixed(words: Sequence[str], whole: Number) -> Number:
    """Digits followed by a fraction: "3 1/2", "2-1/2"."""
    j = whole.end + (1 if _word(words, whole.end) in HYPHENS else 0)
    match = FRACTION.fullmatch(_word(words, j))
    if match and whole.value < 1000 and 0 < int(match[1]) < int(match[2]) and int(match[2]) in DENOMINATORS:
        return Number(whole.value + int(match[1]) / int(match[2]), whole.start, j + 1, is_digits=True)
    if _word(words, whole.end) in VULGAR:
        return Number(whole.value + VULGAR[words[whole.end]], whole.start, whole.end + 1, is_digits=True)
    return whole


def _with_scale(words: Sequence[str], number: Number, lexicon: NumberWords) -> Number:
    """Half first ("three and a half million"), then what multiplies the whole ("4 million", "two dozen")."""
    number = _with_half(words, number, lexicon)
    j = number.end + (1 if _word(words, number.end) in HYPHENS else 0)
    word = _word(words, j)
    scale = float(lexicon.scales.get(word, 0) or lexicon.groups.get(word, 0))
    if not scale and number.is_digits and j == number.end and word in lexicon.suffixes and len(word) > 1:
        scale = float(lexicon.suffixes[word])
    if not scale or (number.scale > 1 and scale <= number.scale):
        return number
    scaled = Number(_tidy(number.value * scale), number.start, j + 1, scale, number.is_digits)
    return _with_half(words, scaled, lexicon)


def _with_half(words: Sequence[str], number: Number, lexicon: NumberWords) -> Number:
    """Add a fraction that follows: "three and a half", "a million and a half", "two-and-a-half", "one and three quarters"."""
    j = number.end
    if _word(words, j) in HYPHENS:
        j += 1
    if _word(words, j) not in lexicon.ands:
        return number
    j += 1
    while _word(words, j) in HYPHENS:
        j += 1
    above = 1 if _word(words, j) in lexicon.articles else lexicon.units.get(_word(words, j), 0)
    j += 1
    while _word(words, j) in HYPHENS:
        j += 1
    below = lexicon.fractions.get(_word(words, j), 0)
    if not above or below <= above:
        return number
    return Number(number.value + number.scale * above / below, number.start, j + 1, number.scale, number.is_digits)


def _read_words(words: Sequence[str], i: int, lexicon: NumberWords) -> Number | None:
    """Number words: units and tens add up to a group of hundreds, scales multiply what came before them."""
    total, current, last, scale = 0.0, 0.0, "", 1.0
    j = i
    while word := _word(words, j):
        kind, value = _kind(word, lexicon)
        if kind in ("unit", "tens") and (
            last in ("", "group", "scale") or (last == "tens" and kind == "unit" and 0 < value < 10)
        ):
            current += value
        elif kind == "group" and last in ("", "unit", "tens", "scale"):
            current, scale = (current or 1) * value, value
        elif kind == "scale" and last != "scale" and (not total or value < scale):
            total, current, scale = total + (current or 1) * value, 0.0, value
        elif _is_link(word, last, _word(words, j + 1), lexicon):
            j += 1
            continue
        else:
            break
        last, j = kind, j + 1
    if j == i:
        return None
    value = total + current
    return _decimal_words(words, Number(value, i, j, scale if last in ("group", "scale") else 1.0), lexicon)


def _kind(word: str, lexicon: NumberWords) -> tuple[str, float]:
    for kind, table in (("unit", lexicon.units), ("tens", lexicon.tens), ("group", lexicon.groups), ("scale", lexicon.scales)):
        if word in table:
            return kind, float(table[word])
    return "", 0.0


def _is_link(word: str, last: str, following: str, lexicon: NumberWords) -> bool:
    """Whether a word only joins parts of one number: the "and" of "two hundred and fifty", the hyphen of "twenty-five"."""
    if word in lexicon.ands:
        return last in ("group", "scale") and _kind(following, lexicon)[0] in ("unit", "tens")
    return word in HYPHENS and _joins(last, following, lexicon)


def _joins(last: str, following: str, lexicon: NumberWords) -> bool:
    """Whether a hyphen joins parts of one number (twenty-five, two-hundred) and is not a range (six-seven)."""
    kind, value = _kind(following, lexicon)
    return (last == "tens" and kind == "unit" and 0 < value < 10) or (
        last in ("unit", "tens", "group") and kind in ("group", "scale")
    )


def _decimal_words(words: Sequence[str], number: Number, lexicon: NumberWords) -> Number:
    """Decimals in words: "two point five"."""
    if _word(words, number.end) not in lexicon.points:
        return number
    j = number.end + 1
    digits = ""
    while (value := lexicon.units.get(_word(words, j), 10)) < 10:
        digits += str(value)
        j += 1
    return Number(number.value + float(f"0.{digits}"), number.start, j) if digits else number


def _tidy(value: float) -> float:
    """Undo binary noise of a product of decimals: 1.1 million is 1,100,000, not 1,100,000.0000000001."""
    return round(value, 6)
