"""Arithmetic that a sentence writes out: so many more than, so many times, so much each, what adds up to what.

Why a reader of its own: whether "nine families at 20,000 each would receive 160,000" is right needs no account of anybody. It
reads words and numbers only, so it is sure of less than a parser would be: a relation is read where the sentence writes every
figure of it, and nowhere else.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from testimonia.check.calendar import MONTH
from testimonia.check.figures import is_rounding
from testimonia.check.terms import words_in
from testimonia.text.names import fold
from testimonia.text.numbers import read_number

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+|-")
_MONTH = rf"(?:{MONTH})(?![a-z])"
_NO_COUNT = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?\b|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b"
    rf"|\b{_MONTH} \d{{4}}\b|\b(?:in|since|of|by|until|before|after|from) (?:1[5-9]|20)\d\d\b(?! [a-z]+s\b)"
    r"|\b\d{1,2}[.:]\d\d\b|\b\d+(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
"""Dates, years, hours and ordinals: numbers that count nothing."""
_HEDGED = re.compile(
    r"\b(?:about|around|some|roughly|approximately|nearly|almost|close to|just (?:over|under)|or so|more or less)\s+[$£€]?$",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:more than|over|at least|upwards of|no (?:fewer|less) than|well over)\s+[$£€]?$", re.IGNORECASE)
_UNDER = re.compile(
    r"\b(?:less than|fewer than|under|at most|(?<!add )(?<!adds )(?<!added )up to|no more than|not quite)\s+[$£€]?$",
    re.IGNORECASE,
)
_N = "#\x01*"
_OPEN = r"[^.;:#]"
_AS = (
    r"(?:about |around |nearly |almost |roughly |exactly |just |only |some |more than |over "
    r"|at least |less than |fewer than |[$£€])*"
)
_LINK = r"(?:,(?: or| that is| which (?:is|was|are|were)| and so)?|\b(?:is|are|was|were|be|been|makes?|made))"
_TIMES = r"twice|double|treble|triple|half|(?:one |a )?(?:third|quarter|fifth|tenth)|#\x01*(?: times|-?fold)"
_WOULD = (
    r"(?:would|will|could) (?:\w+ )?\w+|makes?|comes? to|gives?|amounts? to|totals?|adds? up to|is|are|was|were"
    r"|received?|got|paid|took"
)
_EACH = r"(?:each|apiece|a head|per [\w-]+|for (?:each|every)(?: one)?(?: [\w-]+)?|every [\w-]+|to (?:each|every) [\w-]+)"
_DIFFERENCE = re.compile(
    rf"(?P<a>{_N}){_OPEN}{{0,80}}?{_LINK} {_AS}(?P<r>{_N})(?: [\w-]+){{0,2}}? "
    rf"(?P<way>more|fewer|less|higher|lower|longer|shorter|larger|smaller|above|below|over|under|beyond|short of)\b(?: than)?"
    rf"{_OPEN}{{0,24}}?(?P<b>{_N})",
    re.IGNORECASE,
)
_RATIO = re.compile(
    rf"(?P<a>{_N}){_OPEN}{{0,80}}?{_LINK} {_AS}(?P<r>{_TIMES})\b(?! more\b){_OPEN}{{0,50}}?(?P<b>{_N})", re.IGNORECASE
)
_MULTIPLE = re.compile(rf"(?P<a>{_N}){_OPEN}{{0,80}}?{_LINK} {_AS}(?P<r>{_TIMES})\b(?! more\b)", re.IGNORECASE)
_RATE_FIRST = re.compile(
    rf"(?P<a>{_N})(?: [\w-]+)? {_EACH}\b{_OPEN}{{0,40}}?(?P<b>{_N})(?! (?:per cent|times))"
    rf"{_OPEN}{{0,40}}?\b(?:{_WOULD}) {_AS}(?P<r>{_N})",
    re.IGNORECASE,
)
_RATE_LAST = re.compile(
    rf"(?P<b>{_N}){_OPEN}{{0,30}}? (?:with|of|at|for|on|carrying|holding|paying|in|costing) {_AS}"
    rf"(?P<a>{_N})(?: [\w-]+){{0,2}}? {_EACH}"
    rf"{_OPEN}{{0,24}}?\b(?:{_WOULD}) {_AS}(?P<r>{_N})",
    re.IGNORECASE,
)
_SO = re.compile(
    rf"\b(?:an?|each|every|one|a single) (?!#)[^.;:#]{{1,40}}?(?P<a>{_N})[^;:#]{{0,40}}?"
    rf"\b(?:so|hence|therefore|then|and so|which means)\b"
    rf"{_OPEN}{{0,12}}?(?P<b>{_N}){_OPEN}{{0,30}}?\b(?:would|will|could) (?:\w+ )?\w+ {_AS}(?P<r>{_N})",
    re.IGNORECASE,
)
_TIMES_IS = re.compile(rf"(?P<a>{_N}) times (?P<b>{_N}),? (?:is|are|makes?|gives?|comes to) {_AS}(?P<r>{_N})", re.IGNORECASE)
_SUM = re.compile(
    rf"(?P<all>{_N}[^.;:]{{0,160}}?)(?:,? (?:which |that )?(?:together )?|,? both )"
    rf"\b(?:adds? up to|sums? to|comes? to|totals?|makes? up|makes?|amounts? to) {_AS}(?P<r>{_N})",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"(?P<all>{_N}[^.;:]{{0,120}}?),? (?:or |that is |which is |makes? )?{_AS}(?P<r>{_N})(?: [\w-]+){{0,2}}? "
    r"(?:together|in all|altogether|all told|in total|combined)\b",
    re.IGNORECASE,
)
_NOT_JOINED = re.compile(rf"{_N}(?: or | to |-|–){_N}|\beach\b|\bapiece\b|\bper\b|\baverage\b|%|\btimes\b", re.IGNORECASE)
_MULTIPLES = {"twice": 2.0, "double": 2.0, "treble": 3.0, "triple": 3.0, "half": 1 / 2}
_PARTS = {"third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_LESS = frozenset({"fewer", "less", "lower", "shorter", "smaller", "below", "under", "short of"})
_KNOWN_RANGE = re.compile(rf"{_N}(?: or | to |-|–)$")


class Figure(Struct, frozen=True):
    """A number in a text: ``hedge`` is ``about``, ``over``, ``under`` or empty; ``unit`` the content words right behind."""

    start: int
    end: int
    value: float
    hedge: str = ""
    unit: frozenset[str] = frozenset()


Figures = dict[int, Figure]
"""Numbers of a text by where they begin."""


class Relation(Struct, frozen=True):
    """A figure that a sentence derives from others: offsets of the derived one, what it should be, and whether it is."""

    start: int
    end: int
    is_right: bool
    right: float
    words: str
    """The reckoning, for a reader: ``9 times 20,000 is 180,000``."""
    supposed: tuple[tuple[int, int], ...] = ()
    """Figures that are only the reckoning's own, such as how many families there would be."""


def relations_in(text: str) -> list[Relation]:
    """Every relation that a text writes out in full, in text order; offsets are the text's own.

    Args:
        text: one sentence.

    >>> [(one.is_right, one.words) for one in relations_in("At 20 pounds each, nine families would receive 160.")]
    [(False, '9 times 20 is 180')]
    """
    figures = {one.start: one for one in figures_of_text(text)}
    masked = _mask(text, figures.values())
    found: dict[tuple[int, int], Relation] = {}
    for pattern, judge in _READERS:
        at = 0
        while match := pattern.search(masked, at):
            at = match.start() + 1
            relation = judge(text, match, figures)
            if relation is not None:
                found.setdefault((relation.start, relation.end), relation)
                at = match.start("r")
    return sorted(found.values(), key=lambda one: one.start)


def multiples_in(text: str) -> list[tuple[int, int, float]]:
    """Multiples of a figure that the sentence does not write: their offsets, and what that figure must be.

    >>> [one[2] for one in multiples_in("It held 120 tonnes, three times the ceiling.")]
    [40.0]
    >>> multiples_in("It held 120 tonnes, 0 times the ceiling.")
    []
    """
    figures = {one.start: one for one in figures_of_text(text)}
    found = []
    for match in _MULTIPLE.finditer(_mask(text, figures.values())):
        if times := _times(match, figures):
            found.append((match.start("r"), match.end("r"), figures[match.start("a")].value / times))
    return found


def _times(match: re.Match[str], figures: Figures) -> float:
    said = figures.get(match.start("r"))
    key = match["r"].casefold().split()[-1]
    return said.value if said is not None else _MULTIPLES.get(key) or _PARTS[key]


@lru_cache(maxsize=4096)
def figures_of_text(text: str) -> tuple[Figure, ...]:
    """The numbers of a text that may count something: no dates, hours and ordinals, and no lone "one".

    >>> [one.value for one in figures_of_text("On 4 March one man sold two hundred tickets at 15 pounds.")]
    [200.0, 15.0]
    >>> [one.value for one in figures_of_text("12 marines and 20 markets, on 20 March")]
    [12.0, 20.0]
    """
    blank = _NO_COUNT.sub(lambda match: " " * len(match[0]), text)
    tokens = [(match.start(), match.end(), fold(match[0])) for match in _TOKEN.finditer(blank)]
    words = [token[2] for token in tokens]
    found, n = [], 0
    while n < len(words):
        number = read_number(words, n) if words[n] not in ("a", "an", "-") else None
        if number is None or number.is_fraction:
            n += 1
            continue
        n = max(number.end, n + 1)
        start, end = tokens[number.start][0], tokens[n - 1][1]
        if words[number.start] == "one" and n == number.start + 1:
            continue
        behind = re.match(r"[ -]([^\W\d_]+)", text[end:])
        unit = words_in(behind[1]) if behind else frozenset()
        found.append(Figure(start, end, float(number.value), _hedge(text[:start]), unit))
    return tuple(found)


def _hedge(before: str) -> str:
    tail = before[-24:]
    for hedge, pattern in (("over", _OVER), ("under", _UNDER), ("about", _HEDGED)):
        if pattern.search(tail):
            return hedge
    return ""


def _mask(text: str, figures: Iterable[Figure]) -> str:
    """The text with each number as one mark of its length, dates blank, so that patterns see where numbers stand."""
    shown = list(_NO_COUNT.sub(lambda match: "_" * len(match[0]), text).replace("#", "_").replace("\n", " "))
    for one in figures:
        shown[one.start : one.end] = "#" + "\x01" * (one.end - one.start - 1)
    return "".join(shown)


def fits_result(figure: Figure, right: float, *, is_rough: bool) -> bool:
    """Whether a derived figure may stand for the result: exact, rounded where it or a part of it is hedged, or a true bound."""
    said = figure.value
    if figure.hedge == "over":
        return said <= right <= 1.5 * said
    if figure.hedge == "under":
        return right <= said <= 1.5 * right
    if abs(said - right) <= 1e-6 * max(1.0, abs(right)):
        return True
    return bool(is_rough or figure.hedge) and is_rounding(said, right)


Judge = Callable[[str, re.Match[str], Figures], Relation | None]


def _difference(text: str, match: re.Match[str], figures: Figures) -> Relation | None:
    whole, other, said = (figures[match.start(name)] for name in ("a", "b", "r"))
    if "times" in said.unit or "time" in said.unit or _is_range(text, match, figures):
        return None
    sign = -1 if match["way"].casefold() in _LESS else 1
    right = sign * (whole.value - other.value)
    way = "more" if whole.value >= other.value else "fewer"
    words = f"{_say(whole.value)} is {_say(abs(right))} {way} than {_say(other.value)}"
    return _relation(said, right, words, rough=(whole, other))


def _ratio(text: str, match: re.Match[str], figures: Figures) -> Relation | None:
    whole, other = figures[match.start("a")], figures[match.start("b")]
    units = whole.unit, other.unit
    if (all(units) and not units[0] & units[1]) or not other.value or _is_range(text, match, figures):
        return None
    said = Figure(match.start("r"), match.end("r"), _times(match, figures), _hedge(text[: match.start("r")]))
    right = whole.value / other.value
    return _relation(said, right, f"{_say(whole.value)} is {_say(right)} times {_say(other.value)}", rough=(whole, other))


def _product(text: str, match: re.Match[str], figures: Figures) -> Relation | None:
    rate, many, said = (figures[match.start(name)] for name in ("a", "b", "r"))
    if _is_range(text, match, figures):
        return None
    right = rate.value * many.value
    words = f"{_say(many.value)} times {_say(rate.value)} is {_say(right)}"
    return _relation(said, right, words, rough=(rate, many), supposed=(many,))


def _sum(text: str, match: re.Match[str], figures: Figures) -> Relation | None:
    """Parts joined by commas or "and" before the verb; any two or more of them may be what is added."""
    said = figures[match.start("r")]
    parts = [one for start, one in figures.items() if match.start("all") <= start < match.end("all")]
    if len(parts) < 2 or len(parts) > 8 or _NOT_JOINED.search(match["all"]) or not _is_list(text, parts):
        return None
    sums = [sum(one.value for one in some) for n in range(2, len(parts) + 1) for some in combinations(parts, n)]
    right = next((one for one in sums if fits_result(said, one, is_rough=False)), sums[-1])
    words = f"{' and '.join(_say(one.value) for one in parts)} add up to {_say(right)}"
    return _relation(said, right, words, rough=())


def _is_list(text: str, parts: Sequence[Figure]) -> bool:
    """Whether the last two parts are joined by "and" or "plus", and no verb of another clause stands between them."""
    between = text[parts[-2].end : parts[-1].start]
    return bool(re.search(r"\b(?:and|plus)\b", between)) and not re.search(
        r"\b(?:was|were|is|are|had|has|but|while|said|says|that|who|which|of which)\b", between
    )


def _relation(
    said: Figure, right: float, words: str, *, rough: Sequence[Figure], supposed: Sequence[Figure] = ()
) -> Relation | None:
    if any(one.hedge in ("over", "under") for one in rough):
        return None
    is_right = fits_result(said, right, is_rough=any(one.hedge for one in rough))
    shown = tuple((one.start, one.end) for one in supposed)
    return Relation(said.start, said.end, is_right, right, words, shown)


def _is_range(text: str, match: re.Match[str], figures: Figures) -> bool:
    """Whether an operand is the end of a range ("three or four"), so that nothing exact follows from it."""
    masked = _mask(text, figures.values())
    return any(
        _KNOWN_RANGE.search(masked[: match.start(name)]) or re.match(rf"(?: or | to |-|–){_N}", masked[match.end(name) :])
        for name in ("a", "b")
    )


def _say(figure: float) -> str:
    shown = f"{figure:,.2f}".rstrip("0").rstrip(".")
    return shown or "0"


_READERS: tuple[tuple[re.Pattern[str], Judge], ...] = (
    (_TIMES_IS, _product),
    (_RATE_FIRST, _product),
    (_RATE_LAST, _product),
    (_SO, _product),
    (_DIFFERENCE, _difference),
    (_RATIO, _ratio),
    (_SUM, _sum),
    (_ALL, _sum),
)
