"""Find expressions of date and time in plain text, without yet asking what they refer to.

Dates are a small language of their own, the same in every story, so patterns read them better than a statistical model
does: they see "early on 12 October" whole and never cut the year off. The words come from the language pack; which
pattern is tried depends on the words that are there, so that most passages cost nothing.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from testimonia.text.numbers import number_words
from testimonia.text.packs import read_table


class Expression(Struct, frozen=True):
    """An expression of time: its rule, its character span, and the named parts that were filled."""

    rule: str
    start: int
    end: int
    parts: dict[str, str]
    """Named parts as written, lower case: month, day, year, weekday, unit, count, direction, prefix ..."""


class Pattern(Struct, frozen=True):
    """One pattern, and the kinds of words of which one must be in the text for it to be worth trying."""

    rule: str
    needs: frozenset[str]
    expression: re.Pattern[str]


class TimeWords(Struct, frozen=True):
    """The patterns of a language and the word kinds that trigger them."""

    triggers: dict[str, frozenset[str]]
    patterns: tuple[Pattern, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    """Alternation, longest first; inner blanks match any blank."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


def _cased(words: Iterable[str], capitalised: frozenset[str]) -> str:
    """Names in the spellings they may have: some are other words with a small letter (may, march, sun)."""
    words = list(words)
    full: set[str] = set()
    short: set[str] = set()
    for word in words:
        is_short = any(other != word and other.startswith(word) for other in words)
        (short if is_short else full).update({word.title(), word.upper()} | (set() if word in capitalised else {word}))
    return rf"(?-i:{_any(full)}\b|{_any(short)}\b\.?)"


def _macros(table: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """The pieces that patterns are written with."""
    small = frozenset(table["capitalised"]["words"])  # type: ignore[call-overload]
    lexicon = number_words()
    counts = [w for w, v in {**lexicon.units, **lexicon.tens}.items() if v > 0]
    tens = _any(lexicon.tens)
    ordinals = [w for w, v in lexicon.ordinals.items() if v <= 21]
    return {
        "MONTH": rf"(?P<month>{_cased(table['months'], small)})",
        "WEEKDAY": rf"(?P<weekday>{_cased(table['weekdays'], small)})",
        "DAY": r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:])",
        "DAY2": r"(?P<day2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:])",
        "YEAR": r"(?P<year>1\d{3}|20\d\d)(?![\d,]\d|:\d|%)(?!\s*(?:BC|B\.C))",
        "TO": r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*",
        "UNIT": rf"(?P<unit>(?:{_any(table['units'])}))\b",
        "COUNT": rf"(?P<count>(?:\d{{1,3}}(?:\.\d)?|{tens}-{_any(counts)}|{_any(counts)}|a\s+couple\s+of|couple\s+of|couple|"
        r"a\s+few|few|several|many|half\s+an?|an?|the))",
        "SEASON": rf"(?P<season>(?:{_any(table['seasons'])}))\b",
        "PART": rf"(?P<part>(?:{_any(table['parts_of_day'])}))\b",
        "ORDINAL": rf"(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|(?:{_any(ordinals)}))",
        "DIRECTION": rf"(?P<direction>(?:{_any(table['directions'])}))\b",
        "POINTER": rf"(?P<pointer>(?:{_any(table['pointers'])}))\b",
        "HOLIDAY": rf"(?P<holiday>{_any(table['holidays'])})\b",
        "HOUR": rf"(?P<hour>[01]?\d|2[0-4]|(?:{_any([w for w, v in lexicon.units.items() if 1 <= v <= 12])}))",
        "HALF": r"(?P<ampm>[ap]\.?\s?m\b\.?|[AP]\.?M\b\.?)",
    }


@lru_cache(maxsize=4)
def time_words(language: str = "en") -> TimeWords:
    """Compile the patterns of a language from its pack."""
    table = read_table(language, "times")
    macros = _macros(table)
    triggers = _triggers(table)
    patterns = tuple(
        Pattern(row["rule"], frozenset(row["needs"].split()), _compile(row["pattern"], macros)) for row in table["patterns"]
    )
    parts = _any(table["parts_of_stretch"])
    part_of_day = _any(table["parts_of_day"])
    before = re.compile(
        rf"(?P<hedge>\b(?:about|around|circa|c\.|ca\.|roughly|approximately|shortly\s+(?:before|after)|just\s+(?:before|after)|"
        rf"before|after|since|until|till|by|from|prior\s+to|as\s+of|no\s+later\s+than)\s+)?(?:(?P<stretch>\b{parts})(?:\s+|-))?"
        rf"(?:the\s+)?(?:(?P<dayspart>\b{part_of_day})\s+of\s+)?(?:the\s+)?$",
        re.IGNORECASE,
    )
    after = re.compile(rf",?\s+(?:(?:in|at)\s+(?:the\s+)?)?(?P<half>early\s+|late\s+)?(?P<part>{part_of_day})\b", re.IGNORECASE)
    return TimeWords(triggers, patterns, before, after)


def _compile(source: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    for name, text in macros.items():
        source = source.replace("{" + name + "}", text)
    return re.compile(source, re.IGNORECASE)


def _triggers(table: Mapping[str, Mapping[str, object]]) -> dict[str, frozenset[str]]:
    """Lower-case words -> the kinds of pattern they make worth trying."""
    out: dict[str, set[str]] = {}
    kinds = (
        ("months", "month"),
        ("weekdays", "weekday"),
        ("seasons", "season"),
        ("parts_of_day", "part"),
        ("units", "unit"),
        ("directions", "direction"),
    )
    for name, kind in kinds:
        for word in table[name]:
            out.setdefault(word, set()).add(kind)
    for kind, words in table["triggers"].items():
        for word in words:  # type: ignore[attr-defined]
            out.setdefault(word, set()).add(kind)
    for words in table["holidays"]:
        out.setdefault(words.split()[0], set()).add("holiday")
    for words in table["pointers"]:
        out.setdefault(words.split()[-1], set()).add("pointer")
    return {word: frozenset(kinds_of) for word, kinds_of in out.items()}


@lru_cache(maxsize=32)
def scan(text: str, kinds: frozenset[str]) -> tuple[Expression, ...]:
    """Find every expression of time, longest first where several overlap.

    The answers for the last few passages are kept, because dates and quantities both ask for them.

    Args:
        text: one passage.
        kinds: the kinds of word in it, from `kinds_of`; they decide which patterns are tried.

    Returns:
        Expressions in text order, without overlaps, not yet widened by what stands before them ("early", "about").

    >>> text = "early on 12 October 2017"
    >>> [expression.rule for expression in scan(text, kinds_of(text.lower().split()))]
    ['date']
    """
    if not kinds:
        return ()
    matches = [
        (m.start(), -m.end(), order, pattern.rule, m)
        for order, pattern in enumerate(time_words().patterns)
        if not pattern.needs.isdisjoint(kinds)
        for m in pattern.expression.finditer(text)
    ]
    out: list[Expression] = []
    for start, end, _, rule, match in sorted(matches, key=lambda row: row[:3]):
        if out and start < out[-1].end:
            continue
        out.append(Expression(rule, start, -end, {k: v.lower() for k, v in match.groupdict().items() if v is not None}))
    return tuple(out)


def kinds_of(words: Iterable[str]) -> frozenset[str]:
    """The kinds of time word among lower-case tokens; empty for most passages, which then cost nothing more."""
    lexicon = time_words()
    triggers = lexicon.triggers
    kinds: set[str] = set()
    for word in words:
        if word in triggers:
            kinds |= triggers[word]
        elif word[0].isdigit() or (word[0] in "'’" and word[1:2].isdigit()):
            kinds |= _kinds_of_figures(word)
        elif word[-1] == "." and word[:-1] in triggers:
            kinds |= triggers[word[:-1]]
        elif "-" in word:
            kinds.update(kind for part in word.split("-") for kind in triggers.get(part, ()))
    return frozenset(kinds)


def _kinds_of_figures(word: str) -> set[str]:
    """What a token that begins with a figure may be: a year or a day, a clock time, a decade."""
    kinds = {"digit"}
    if ":" in word or "." in word or word.endswith(("am", "pm", "h", "hrs")):
        kinds.add("clock")
    if word.endswith("s"):
        kinds.add("decade")
    return kinds
