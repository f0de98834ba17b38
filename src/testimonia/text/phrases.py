"""Sentences of the program in the language somebody reads, composed from what they are made of.

English is what was written down in the first place; every other language has a table of its own (``phrases.toml`` of its
pack). What has no entry there is read in English, whole: half a sentence in each language would be worse.

>>> from testimonia.model.phrases import told
>>> say(told("three accounts", "count.account", count=3), "ar"), say("plain words", "ar")
('\\u200f3 روايات', 'plain words')

Source: forms of numbers: Unicode CLDR, plural rules of Arabic; marks of direction: Unicode Standard Annex 9.
"""

import re
from functools import lru_cache
from typing import Any

from testimonia.model.phrases import Phrase, phrase_of
from testimonia.text.packs import has_table, read_table

ENGLISH = "en"
LEFT, OWN, END = "\u2066", "\u2068", "\u2069"
"""Left-to-right isolate, first-strong isolate, and the end of either."""
MARK = "\u200f"
"""A sentence that begins with a number, a quotation or somebody's Latin name is still one that is read from the right."""
_LATIN = re.compile(r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""A letter that is not written from right to left."""
_DATE = re.compile(r"\d+[-–:/ T]\d|[+×=/]")
"""Figures that would turn round where writing goes from right to left."""


def say(words: str, language: str) -> str:
    """Words as they are said in a language: anew from what they are made of, or as they are if they do not know that."""
    phrase = phrase_of(words)
    if phrase is None or language == ENGLISH or not has_table(language, "phrases"):
        return str(words)
    try:
        said = _Sayer(language).phrase(phrase)
    except KeyError:
        return str(words)
    return said if said[:1].isalpha() else f"{MARK}{said}"


def form_of(count: float) -> str:
    """Which form of a counted noun Arabic uses after a number.

    >>> [form_of(count) for count in (0, 1, 2, 3, 11, 100, 103, 2.5)]
    ['zero', 'one', 'two', 'few', 'many', 'other', 'few', 'other']
    """
    if count != int(count):
        return "other"
    if count in (0, 1, 2):
        return ("zero", "one", "two")[int(count)]
    rest = int(count) % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


def isolated(text: str) -> str:
    """A name or a quotation whose direction does not turn that of the sentence around it.

    >>> isolated("SDF") == "\\u2068SDF\\u2069", isolated("2017-10-15") == "\\u20662017-10-15\\u2069", isolated("250")
    (True, True, '250')
    """
    if _LATIN.search(text):
        return f"{OWN}{text}{END}"
    return f"{LEFT}{text}{END}" if _DATE.search(text) else text


class _Sayer:
    """Composes phrases in one language."""

    def __init__(self, language: str) -> None:
        table = read_table(language, "phrases")
        self._phrases: dict[str, Any] = table["phrases"]
        self._measures: dict[str, str] = table["measures"]
        joined = table["joined"]
        self._comma, self._last, self._and, self._either = (str(joined[name]) for name in ("comma", "last", "and", "either"))
        self._language = language

    def phrase(self, phrase: Phrase) -> str:
        """A phrase with everything in it. Raises KeyError if the language has no words for a part of it."""
        parts = phrase.parts
        match phrase.key:
            case "list":
                return self.list(self.part(part) for part in _items(parts["items"]))
            case "lines":
                return "\n".join(self.part(part) for part in _items(parts["lines"]))
            case "either":
                return self._either.join(self.part(part) for part in _items(parts["items"]))
            case "noun":
                return self.noun(parts, _number(parts["count"]))
            case "noun.one":
                return self.noun(parts, 0)
            case "noun.many":
                return self.noun(parts, 3)
            case "unit":
                unit = str(parts["unit"])
                return self._measures.get(unit) or isolated(unit)
            case "counted" if (own := self.small_count(parts)) is not None:
                return own
            case "measure":
                unit = str(parts["unit"])
                return f"{self.part(parts['number'])} {self._measures.get(unit) or isolated(unit)}"
        entry = self._phrases[phrase.key]
        if isinstance(entry, dict):
            form = form_of(_number(parts["count"]))
            entry = entry.get(form) or entry["other"]
        said: str = entry.format(**{name: self.part(part) for name, part in parts.items()})
        return said.rstrip()

    def part(self, part: Any) -> str:
        """What stands in a phrase."""
        if isinstance(part, Phrase):
            return self.phrase(part)
        if isinstance(part, (list, tuple)):
            return self._and.join(self.part(one) for one in part)
        if isinstance(part, str):
            return isolated(part)
        return f"{part:,.0f}" if part == int(part) else f"{part:,.3g}"

    def list(self, items: Any) -> str:
        """Names in a sentence."""
        said = list(items)
        return self._last.join(filter(None, (self._comma.join(said[:-1]), *said[-1:])))

    def noun(self, parts: dict[str, Any], count: float) -> str:
        """A counted noun as it stands behind a number; as it was written if the language does not know it."""
        lemma = str(parts["noun"])
        forms = _nouns(self._language).get(lemma)
        if forms is None:
            return isolated(str(parts.get("words", lemma)))
        one, many = forms
        match form_of(count):
            case "two" | "few":
                return many
            case "many":
                return one if one.endswith(("ة", "ء", "ى", "ا")) else f"{one}ا"
        return one

    def small_count(self, parts: dict[str, Any]) -> str | None:
        """One or two of a thing, for which the noun itself says how many; None for everything else."""
        figure, noun = parts["figure"], parts["noun"]
        if figure not in ("1", "2") or not isinstance(noun, Phrase):
            return None
        forms = _nouns(self._language).get(str(noun.parts["noun"]))
        if forms is None:
            return None
        one = forms[0]
        if figure == "1":
            return f"{one} واحدة" if one.endswith("ة") else f"{one} واحد"
        return f"{one.removesuffix('ة')}تان" if one.endswith("ة") else f"{one}ان"


@lru_cache(maxsize=8)
def _nouns(language: str) -> dict[str, tuple[str, str]]:
    """English lemma -> the word for one, and for three to ten, as the language pack knows them for reading."""
    table = read_table(language, "nouns")
    known = {
        lemma: (forms["one"][0], forms["many"][0])
        for kind in ("people", "things")
        for lemma, forms in table[kind].items()
        if forms["one"] and forms["many"]
    }
    return known | ({"person": known["people"]} if "people" in known else {})


def _items(part: Any) -> Any:
    return part if isinstance(part, (list, tuple)) else [part]


def _number(part: Any) -> float:
    return float(part)
