"""A search in words, read into filters: "more than 40 lorries, said before 13 October"; "Mahmoud, denied".

Why by the same reading as the material: a person who looks for "two hundred to three hundred fighters" means the interval that
extraction makes of these words. What is not understood stays a search for words, and what was is shown, so that a person sees
how a query was read and can change it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.testimony import Source, Stance
from testimonia.model.values import Amount, Duration, Hedge, Money, Quantity
from testimonia.text import calendar
from testimonia.text.arabic import fold_word, is_arabic
from testimonia.text.names import name_key
from testimonia.text.packs import read_table
from testimonia.text.units import MONEY, UNITS

if TYPE_CHECKING:
    from testimonia.extract.values.hedges import HedgeTable

_SEGMENTS = re.compile(r"[،;؛\n]|,(?!\d{3})")
_TOKENS = re.compile(r"\d{4}-\d\d?-\d\d?|\d[\d,.]*\d|\d|[^\W\d_]+|[^\w\s]", re.UNICODE)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")

BEFORE = frozenset({"before", "قبل"})
AFTER = frozenset({"after", "بعد"})
FROM = frozenset({"since", "from", "منذ", "من"})
UNTIL = frozenset({"until", "till", "by", "to", "حتي", "الي"})
AT = frozenset({"on", "in", "during", "في", "يوم"})
BETWEEN = frozenset({"between", "بين"})
AND = frozenset({"and", "و", "to", "-", "–"})
SAID = frozenset({"said", "says", "saying", "stated", "told", "dated", "قال", "قالت", "قالوا", "قيل", "يقول"})
EMPTY = SAID | {
    "the", "a", "an", "of", "that", "and", "claims", "claim", "by", "according", "to", "who", "were", "was", "there", "had",
    "يوم", "في", "ان", "وفقا", "ل",
}  # fmt: skip
"""Words that ask for nothing by themselves; left out of what is searched for unless in quotes."""
STANCES = {
    **dict.fromkeys(
        ("denied", "denies", "deny", "denying", "denial", "نفي", "نفت", "ينفي", "انكر", "ينكر", "انكرت"), Stance.DENIES
    ),
    **dict.fromkeys(("admitted", "admits", "admit", "confessed", "اعترف", "اعترفت", "يعترف", "اقر", "اقرت"), Stance.ADMITS),
    **dict.fromkeys(("promised", "promises", "promise", "وعد", "وعدت", "يعد"), Stance.PROMISES),
    **dict.fromkeys(("expected", "expects", "expect", "توقع", "توقعت", "يتوقع"), Stance.EXPECTS),
    **dict.fromkeys(("declined", "declines", "decline", "رفض", "رفضت"), Stance.DECLINES),
    **dict.fromkeys(("threatened", "threatens", "هدد", "هددت", "يهدد"), Stance.THREATENS),
    **dict.fromkeys(("asserted", "asserts", "assert", "claimed", "اكد", "اكدت", "يؤكد", "زعم"), Stance.ASSERTS),
}
"""Folded words -> what somebody does with what they say. Source: own list."""
PLURALS = {"people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "dead": "person"}


class Understood(Struct, frozen=True):
    """How a query in words was read."""

    q: str = ""
    """What was not read, searched for as words."""
    source: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    value_type: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    over: float | None = None
    under: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    said_from: str = ""
    said_to: str = ""
    read: tuple[str, ...] = ()
    """The words of the query that were read, part by part."""


def understand(query: str, *, sources: Iterable[Source] = (), units: Sequence[str] = (), year: int = 0) -> Understood:
    """Read a query.

    Args:
        query: parts divided by commas, in any order, in English or Arabic.
        sources: people and bodies that may be named.
        units: units and counted nouns that there are.
        year: of a day named without its year; 0: such a day is not read.

    >>> found = understand("more than 40 lorries, said before 13 October", units=["lorry"], year=2017)
    >>> found.over, found.unit, found.said_to
    (40.0, ('lorry',), '2017-10-12')
    """
    found, known = Understood(), list(sources)
    for segment in _SEGMENTS.split(query):
        if segment.strip():
            found = _Segment(segment, found, known, units, year).read()
    return found


class _Segment:
    """One part of a query being read; what is read is taken out, the rest are words to look for."""

    def __init__(self, text: str, found: Understood, sources: list[Source], units: Sequence[str], year: int) -> None:
        self.text, self.found, self.sources, self.units, self.year = text, found, sources, units, year
        self.tokens = _TOKENS.findall(text)
        self.keys = [fold_word(token.casefold()) for token in self.tokens]
        self.left = [True] * len(self.tokens)

    def read(self) -> Understood:
        self._said()
        self._quantity()
        self._stance()
        self._source()
        rest = " ".join(self._rest())
        return replace(self.found, q=" ".join(filter(None, (self.found.q, rest))))

    def _take(self, first: int, last: int, **read: object) -> None:
        words = " ".join(self.tokens[first:last])
        self.left[first:last] = [False] * (last - first)
        self.found = replace(self.found, **read, read=(*self.found.read, words))

    def _rest(self) -> list[str]:
        return [
            token
            for token, key, is_left in zip(self.tokens, self.keys, self.left, strict=True)
            if is_left and key not in EMPTY and any(map(str.isalnum, token))
        ]

    # When it was said

    def _said(self) -> None:
        """The date that a word of time stands before: a claim is dated by when it was said."""
        for i, key in enumerate(self.keys):
            first = i - 1 if i and self.keys[i - 1] in SAID else i
            if key in BETWEEN and (both := self._two_dates(i + 1)):
                self._take(first, both[0], said_from=both[1].first.isoformat(), said_to=both[2].last.isoformat())
                return
            known = next((kind for kind in (BEFORE, AFTER, FROM, UNTIL, AT) if key in kind), None)
            if known is None or not (dated := self._date(i + 1)):
                continue
            end, stretch = dated
            start, last = stretch.first, stretch.last
            read = {
                id(BEFORE): {"said_to": (start - timedelta(days=1)).isoformat()},
                id(AFTER): {"said_from": (last + timedelta(days=1)).isoformat()},
                id(FROM): {"said_from": start.isoformat()},
                id(UNTIL): {"said_to": last.isoformat()},
                id(AT): {"said_from": start.isoformat(), "said_to": last.isoformat()},
            }[id(known)]
            self._take(first, end, **read)

    def _two_dates(self, i: int) -> "tuple[int, Known, Known] | None":
        """ "10 and 13 October", "10 October and 13 October"."""
        first = self._date(i)
        joint = first[0] if first else i + 1
        if joint >= len(self.keys) or self.keys[joint] not in AND or not (last := self._date(joint + 1)):
            return None
        if first is None:
            number = self.keys[i]
            named = calendar.day(last[1].first.year, last[1].first.month, int(number)) if number.isdigit() else None
            if named is None or named.first is None:
                return None
            return last[0], Known(named.first, named.first), last[1]
        return last[0], first[1], last[1]

    def _date(self, i: int) -> "tuple[int, Known] | None":
        """The date that begins at a token, and where it ends: an ISO day, a day and a month with or without year, a month."""
        keys = self.keys
        if i < len(keys) and keys[i] in ("the", "يوم"):
            i += 1
        if i >= len(keys):
            return None
        if iso := _ISO.fullmatch(keys[i]):
            return _known(i + 1, calendar.day(*(int(part) for part in iso.groups())))
        number = int(keys[i]) if keys[i].isdigit() and len(keys[i]) <= 2 else 0
        at = i + (2 if number and i + 1 < len(keys) and keys[i + 1] in ("st", "nd", "rd", "th") else 1 if number else 0)
        if number and at < len(keys) and keys[at] == "of":
            at += 1
        month = _month(keys, at)
        if month is None:
            return None
        end, named = month
        if not number and end < len(keys) and keys[end].isdigit() and len(keys[end]) <= 2:  # October 13
            number, end = int(keys[end]), end + 1
        year = self.year
        if end < len(keys) and keys[end].isdigit() and len(keys[end]) == 4:
            year, end = int(keys[end]), end + 1
        if not year:
            return None
        return _known(end, calendar.day(year, named, number) if number else calendar.month(year, named))

    # How many, how much

    def _quantity(self) -> None:
        read = self._arabic() if is_arabic(self.text) else self._english()
        if read is None:
            return
        first, last, value, is_strict = read
        limits: dict[str, float | None] = {"at_least": value.low, "at_most": value.high}
        if value.hedge is Hedge.MIN:
            limits = {"over" if is_strict else "at_least": value.low if value.low is not None else value.best}
        elif value.hedge is Hedge.MAX:
            limits = {"under" if is_strict else "at_most": value.high if value.high is not None else value.best}
        kind = {"value_type": ("duration",)} if isinstance(value, Duration) else {}
        kind = {"value_type": ("money",)} if isinstance(value, Money) else kind
        unit = {"unit": (value.unit,)} if value.unit else {}
        self._take(first, last, **limits, **kind, **unit)

    def _english(self) -> tuple[int, int, Quantity, bool] | None:
        from testimonia.extract.values.readings import read_at  # takes a moment to import

        words = [token.casefold() if left else "" for token, left in zip(self.tokens, self.left, strict=True)]
        for i, word in enumerate(words):
            reading = read_at(words, i, _hedges()) if word else None
            if reading is None:
                continue
            low, best, high = reading.bounds()
            hedge, said = reading.hedge(), words[reading.start : reading.first]
            is_strict = not {"least", "most", "minimum", "maximum", "up"} & set(said)
            text = " ".join(self.tokens[reading.start : reading.stop])
            end, unit, factor, kind = self._unit(words, reading.stop, words[max(0, reading.first - 1) : reading.first])
            low, best, high = (None if bound is None else bound * factor for bound in (low, best, high))
            if kind == "s":
                return reading.start, end, Duration(low, best, high, text, hedge), is_strict
            made = Money if kind == "money" else Amount
            return reading.start, end, made(low, best, high, unit, text, hedge), is_strict
        return None

    def _unit(self, words: list[str], i: int, before: list[str]) -> tuple[int, str, float, str]:
        """What is counted or measured behind a number: where it ends, the unit, its factor, and ``s`` or ``money``."""
        if sign := next((MONEY.symbols[word] for word in before if word in MONEY.symbols), ""):
            return i, sign, 1.0, "money"
        if money := MONEY.match_word(words, i):
            return money[0], money[1], 1.0, "money"
        if measure := UNITS.match(words, i):
            return measure[0], measure[1], measure[2], "s" if measure[1] == "s" else ""
        nouns = {unit.casefold(): unit for unit in self.units}
        for end in range(i + 1, min(i + 4, len(words)) + 1):
            for single in singulars(words[end - 1]):
                if single in nouns:
                    if end - 1 > i:  # "40 foreign fighters": what narrows the noun is searched for
                        self.found = replace(self.found, q=" ".join(filter(None, (self.found.q, *words[i : end - 1]))))
                    return end, nouns[single], 1.0, ""
        return i, "", 1.0, ""

    def _arabic(self) -> tuple[int, int, Quantity, bool] | None:
        from testimonia.extract.arabic.hedges import ArabicHedges
        from testimonia.extract.arabic.quantities import find_quantities
        from testimonia.extract.arabic.words import Text

        rest = " ".join(token if left else "،" for token, left in zip(self.tokens, self.left, strict=True))
        for figure in find_quantities(Text(rest, 0), ArabicHedges(), []):
            value = figure.value
            if isinstance(value, Amount | Money | Duration):
                said = [fold_word(word) for word in value.words.split()]
                places = [i for i, key in enumerate(self.keys) if key in said and self.left[i]]
                first = min(places, default=0)
                hedged = self.keys[max(0, first - 3) : first]
                first -= next((n for n in (3, 2, 1) if n <= len(hedged) and _is_hedge(self.keys[first - n : first])), 0)
                last = max(places, default=-1) + 1
                if last < len(self.keys) and isinstance(value, Amount) and value.unit:
                    last += not set(self.keys[last : last + 1]) & (SAID | BEFORE | AFTER | AT)
                return first, last, value, not {"الاقل", "الاكثر"} & set(self.keys)
        return None

    # Who, and what they do

    def _stance(self) -> None:
        for i, key in enumerate(self.keys):
            if self.left[i] and key in STANCES:
                self._take(i, i + 1, stance=tuple(dict.fromkeys((*self.found.stance, str(STANCES[key])))))

    def _source(self) -> None:
        """A name that is left, if a source goes by it or by a part of it."""
        wanted = name_key(" ".join(self._rest()))
        parts = set(wanted.split())
        if not parts:
            return
        found = [one.id for one in self.sources if any(_is_called(wanted, parts, name) for name in (one.name, *one.aliases))]
        if found:
            read = (*self.found.read, " ".join(self._rest()))
            self.left = [False] * len(self.left)
            self.found = replace(self.found, source=(*self.found.source, *found), read=read)


class Known(Struct, frozen=True):
    """A stretch of days of which both ends are known."""

    first: date
    last: date


def singulars(word: str) -> list[str]:
    """What a counted noun may be in the singular, the likeliest first.

    >>> singulars("lorries")[0], singulars("buses")[0], "fighter" in singulars("fighters"), singulars("people")[0]
    ('lorry', 'bus', True, 'person')
    """
    found = [PLURALS[word]] if word in PLURALS else []
    if word.endswith("ies") and len(word) > 4:
        found.append(word[:-3] + "y")
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        found.append(word[:-2])
    if word.endswith("ves"):
        found += [word[:-3] + "f", word[:-3] + "fe"]
    if word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
    return [*found, word]


def _is_called(wanted: str, parts: set[str], name: str) -> bool:
    key = name_key(name)
    return bool(key) and (key == wanted or parts <= set(key.split()))


def _known(end: int, stretch: calendar.Stretch | None) -> tuple[int, Known] | None:
    if stretch is None or stretch.first is None or stretch.last is None:
        return None
    return end, Known(stretch.first, stretch.last)


def _month(keys: Sequence[str], i: int) -> tuple[int, int] | None:
    for length in (2, 1):
        found = _months().get(" ".join(keys[i : i + length])) if i + length <= len(keys) else None
        if found:
            return i + length, found
    return None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {
        " ".join(fold_word(word) for word in name.split()): number
        for language in ("en", "ar")
        for name, number in read_table(language, "times")["months"].items()
    }


@lru_cache(maxsize=1)
def _hedges() -> "HedgeTable":
    from testimonia.extract.values.hedges import HedgeTable

    return HedgeTable()


def _is_hedge(keys: Sequence[str]) -> bool:
    from testimonia.extract.arabic.hedges import ArabicHedges

    match = ArabicHedges().match_before(list(keys), len(keys))
    return match is not None and match[0] == 0
