"""Details that narrow a person down: harmless each by itself, a portrait when several of one person stand together.

A bare number is no age: it needs "aged", "years" or its place between commas. A phrase counts when most of its words of weight
stand near one another.

Source: the idea of quasi-identifiers is L. Sweeney's (k-anonymity, 2002); wording rules and weights are our own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from testimonia.protect.gate.searching.folding import Mapped, to_words
from testimonia.protect.gate.searching.hits import Hit
from testimonia.protect.gate.searching.lexicon import STOPS, word_set
from testimonia.text.arabic import fold_word
from testimonia.text.names import fold

PLACES = word_set("village town place home hometown birthplace district neighbourhood neighborhood camp city lives from origin")
"""Keys of details that are names of places."""

AGES = frozenset({"age", "born", "years"})
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_YEARS = r"(?:years?|yrs?|y/?o\b|ans\b|años|anos\b|jahre|jährig|рок|рік|лет\b|год|yaş|عام|سنة|سنوات|سنه)"
_AGED = r"(?:\bage[ds]?\b|\bold\b|alter|edad|âgée?|yaş\w*|вік\w*|возраст\w*|عمر\w*|العمر|بعمر)"
_PHRASE = 160
_MAX_SEEN = 400_000
_WEAK = word_set("who with his her their years year old man woman person former used work works worked")


class Detail(Struct, frozen=True):
    """One detail of one person, as words to be found near one another or as an age."""

    identity_id: str
    key: str
    words: tuple[frozenset[str], ...] = ()
    """For each word of weight, its forms, folded."""
    needed: int = 0
    age: int | None = None


def _age_words(age: int) -> str:
    if age < 20:
        return _UNITS[age]
    ten, unit = divmod(age, 10)
    return _TENS[ten - 2] + (rf"[\s\-]?{_UNITS[unit]}" if unit else "")


_YEARS_BEHIND = re.compile(rf"[\s\-‐‑]{{0,2}}{_YEARS}", re.IGNORECASE)
_AGED_BEFORE = re.compile(rf"{_AGED}[\W_]{{0,6}}(?:of\s)?$", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d]|[.,:]\d)")


def _is_age(text: str, start: int, end: int) -> bool:
    """Whether the number at ``[start, end)`` is said to be somebody's age."""
    before, after = text[max(0, start - 18) : start], text[end : end + 12]
    if _YEARS_BEHIND.match(after) or _AGED_BEFORE.search(before):
        return True
    return bool(re.search(r"[^\W\d_],\s$", before) and after[:1] in {",", "."}) or bool(
        re.search(r"[^\W\d_]\s\($", before) and after[:1] == ")"
    )


def forms_of(word: str) -> frozenset[str]:
    """A word with its plural or singular, with and without the Arabic article, folded.

    >>> sorted(forms_of("drivers")), "سايق" in forms_of("السائق")
    (['driver', 'drivers'], True)
    """
    if "\u0600" <= word[:1] <= "\u06ff":
        bare = fold_word(word)
        bare = bare[2:] if bare.startswith("ال") and len(bare) > 4 else bare
        return frozenset(
            prefix + bare + suffix for prefix in ("", "ال", "وال", "و", "لل", "ب", "بال") for suffix in ("", "ين", "ون")
        )
    base = word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
    stem = base[:-1] if base.endswith("y") else base
    return frozenset(
        {word, base, base + "s"}
        | ({stem + "ies"} if stem != base else set())
        | ({base + "es"} if base.endswith(("s", "ch", "sh", "x")) else set())
    )


def fold_detail_word(word: str) -> str:
    """A word of a text as the forms are kept."""
    return fold_word(word) if "\u0600" <= word[:1] <= "\u06ff" else word.lower() if word.isascii() else fold(word)


def read_detail(identity_id: str, key: str, value: str) -> Detail | None:
    """A detail ready to be found; None when it has no word of weight. Names of places are no business of this function.

    >>> read_detail("P1", "profession", "lorry driver").needed
    2
    """
    number = re.fullmatch(r"\D{0,8}(\d{1,3})(?:\s*(?:years?|yrs?|y/?o)?(?:\s*old)?)?", value.strip())
    if number and (key.lower() in AGES or "year" in value):
        age = int(number[1])
        return Detail(identity_id, key, age=age) if 0 < age < 130 else None
    words = [word.replace("'", "").lower() for word in to_words(value).split()]
    heavy = [word for word in dict.fromkeys(words) if len(word) > 2 and word not in STOPS and word not in _WEAK]
    if not heavy:
        return None
    needed = len(heavy) if len(heavy) < 3 else max(2, round(0.6 * len(heavy)))
    return Detail(identity_id, key, tuple(forms_of(word) for word in heavy), needed)


def _cases(word: str) -> frozenset[str]:
    return frozenset({word, word.title(), word.upper()})


class Details:
    """All details of all people, with an index of their words."""

    def __init__(self, details: Sequence[Detail]) -> None:
        self._details = details
        self.forms: dict[str, list[tuple[int, int]]] = {}
        for at, detail in enumerate(details):
            for index, forms in enumerate(detail.words):
                for form in forms:
                    self.forms.setdefault(form, []).append((at, index))
        self._ages: dict[str, list[Detail]] = {}
        for detail in details:
            if detail.age is not None:
                self._ages.setdefault(str(detail.age), []).append(detail)
        self._said = [
            (_cases(words.partition("[")[0]), re.compile(rf"{words}\b", re.IGNORECASE), age)
            for age in self._ages
            if int(age) < 100
            for words in [_age_words(int(age))]
        ]
        self.has_any = bool(details)
        self._nothing: set[str] = set()

    def find(self, digits: str, words: Mapped, distinct: Iterable[str]) -> list[Hit]:
        """Details in a text.

        Args:
            digits: the text with its digits in ASCII, of the same length as the original.
            words: the text as words.
            distinct: its distinct words.
        """
        found: list[Hit] = []
        if self._ages:
            found += self._find_ages(digits, words, set(distinct))
        if not self.forms:
            return found
        new = set(distinct) - self._nothing
        known = {word: self.forms[form] for word in new if (form := fold_detail_word(word)) in self.forms}
        if len(self._nothing) > _MAX_SEEN:
            self._nothing.clear()
        self._nothing |= new - known.keys()
        return found + self._phrases(words, known)

    def _find_ages(self, digits: str, words: Mapped, distinct: set[str]) -> Iterable[Hit]:
        for age in sorted(self._ages.keys() & distinct):
            for at in _places(words.text, age):
                start, end = words.span(at, at + len(age))
                if _is_age(digits, start, end):
                    yield from (Hit(detail.identity_id, "details", start, end, detail.key) for detail in self._ages[age])
        for forms, pattern, age in self._said:
            for first in sorted(forms & distinct):
                for at in _places(words.text, first):
                    start = words.span(at, at + 1)[0]
                    said = pattern.match(digits, start)
                    if said and _is_age(digits, start, said.end()):
                        yield from (
                            Hit(detail.identity_id, "details", start, said.end(), detail.key) for detail in self._ages[age]
                        )

    def _phrases(self, words: Mapped, known: Mapping[str, list[tuple[int, int]]]) -> list[Hit]:
        present: dict[int, set[int]] = {}
        for targets in known.values():
            for at, index in targets:
                present.setdefault(at, set()).add(index)
        wanted = {at for at, indices in present.items() if len(indices) >= self._details[at].needed}
        if not wanted:
            return []
        places: dict[int, list[tuple[int, int, int]]] = {}
        for word, targets in known.items():
            for start in _places(words.text, word):
                for at, index in targets:
                    if at in wanted:
                        places.setdefault(at, []).append((start, start + len(word), index))
        return [hit for at, spots in places.items() for hit in self._near(self._details[at], sorted(spots), words)]

    def _near(self, detail: Detail, spots: list[tuple[int, int, int]], words: Mapped) -> Iterable[Hit]:
        last = -1
        for at, (start, _, _) in enumerate(spots):
            inside = [spot for spot in spots[at : at + 24] if spot[1] - start <= _PHRASE]
            if start > last and len({index for _, _, index in inside}) >= detail.needed:
                last = inside[-1][1]
                first, after = words.span(start, last)
                yield Hit(detail.identity_id, "details", first, after, detail.key)


def _places(words: str, word: str) -> Iterable[int]:
    at = words.find(word)
    while at >= 0:
        end = at + len(word)
        if (at == 0 or words[at - 1] == " ") and (end == len(words) or words[end] == " "):
            yield at
        at = words.find(word, end)


_WEIGHTS = {"age": 1, "profession": 1, "trade": 1, "occupation": 1, "job": 1, "gender": 0, "role": 1}
ENOUGH = 3
"""Weight at which details of one person together ask for an editor's answer."""


def weight_of(key: str) -> int:
    """How much a kind of detail narrows a person down: 1 for age or trade, 2 for a village or anything particular.

    >>> weight_of("age"), weight_of("village"), weight_of("injury")
    (1, 2, 2)
    """
    return _WEIGHTS.get(key.lower(), 2)
