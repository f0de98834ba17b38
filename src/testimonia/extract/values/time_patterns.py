"""Find expressions of date and time in plain text, without yet asking what they refer to.

Dates are a small language of their own, the same in every story, so patterns read them better than a statistical model
does: they see "early on 12 October" whole and never cut the year off. The words come from the language pack; which
pattern is tried depends on the words that are there, so that most passages cost nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from testimonia.text.numbers import number_words
from testimonia.text.packs import Table, read_table


class Expression(Struct, frozen=True):
    """An expression of time: its rule, its character span, and the named parts that were filled."""

    rule: str
    start: int
    end: int
    parts: dict[str, str]
    """Named parts as written, lower case: month, day, year, weekday, unit, count, direction, prefix ..."""


class Pattern(Struct, frozen=True):
    """One pattern, and the kinds of words that must be in the text for it to be worth trying: one of these sets whole."""

    rule: str
    needs: tuple[frozenset[str], ...]
    expression: re.Pattern[str]


class TimeWords(Struct, frozen=True):
    """The patterns of a language and the word kinds that trigger them."""

    triggers: dict[str, frozenset[str]]
    patterns: tuple[Pattern, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    zone: re.Pattern[str]


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


def _macros(table: Table) -> dict[str, str]:
    """The pieces that patterns are written with."""
    small = frozenset(table["capitalised"]["words"])
    lexicon = number_words()
    whole_tens = {word: value for word, value in lexicon.tens.items() if value % 10 == 0}  # "twentyone" would cost too much
    counts = [w for w, v in {**lexicon.units, **whole_tens}.items() if v > 0]
    tens = _any(whole_tens)
    ordinals = [w for w, v in lexicon.ordinals.items() if v <= 21]
    return {
        "MONTH": rf"(?P<month>{_cased(table['months'], small)})",
        "WEEKDAY": rf"(?P<weekday>{_cased(table['weekdays'], small)})",
        "DAY": r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|:\d)",
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
        "POINTER": rf"(?P<pointer>(?:{_any([*table['pointers'], *table['story_pointers']])}))\b",
        "HOLIDAY": rf"(?P<holiday>{_any([*table['holidays'], *table['moving_holidays']])})\b",
        "HOUR": rf"(?P<hour>[01]?\d|2[0-4]|(?:{_any([w for w, v in lexicon.units.items() if 1 <= v <= 12])}))",
        "HALF": r"(?P<ampm>[ap]\.?\s?m\b\.?|[AP]\.?M\b\.?)",
        **_more_macros(table, counts, tens),
    }


def _more_macros(table: Table, counts: list[str], tens: str) -> dict[str, str]:
    """The pieces of repeated, spoken and rough times."""
    small = frozenset(table["capitalised"]["words"])
    ten_and_more = [word for word in counts if number_words().units.get(word, 0) >= 10]
    return {
        "IDIOM": _any(table["idioms"]["of_today"]),
        "MONTHS": _cased(table["months"], small),
        "SEASONS": _any(table["seasons"]),
        "OFTEN": _any(table["often"]),
        "NAMED": _any(table["spoken_years"]["decades"]),
        "UNITS": _any(counts),
        "ROUGH": r"(?:(?P<rough>almost|nearly|about|around|some|over|(?:a\s+little\s+)?(?:less|more)\s+than|"
        r"just\s+over|just\s+under|roughly)\s+)?",
        "ZONE": rf"(?-i:{_any(z for z in table['zones'] if z.isupper())})\b",
        "ONE": rf"(?P<unit>(?:{_any(w for w in table['units'] if not w.endswith('s') and w + 's' in table['units'])}))\b",
        "MANY": rf"(?P<unit>(?:{_any(w for w in table['units'] if w.endswith('s'))}))\b",
        "SPOKEN": rf"(?P<century>{_any(table['spoken_years']['centuries'])})[\s-]+(?P<spoken>{tens}(?:[\s-]+{_any(counts)}\b)?|"
        rf"(?:oh|hundred)(?:[\s-]+(?:and\s+)?{_any(counts)})?|{_any(ten_and_more)})\b",
    }


@lru_cache(maxsize=4)
def time_words(language: str = "en") -> TimeWords:
    """Compile the patterns of a language from its pack."""
    table = read_table(language, "times")
    macros = _macros(table)
    triggers = _triggers(table)
    patterns = tuple(
        Pattern(
            row["rule"],
            tuple(frozenset(needs.split("&")) for needs in row["needs"].split()),
            _compile(row["pattern"], macros),
        )
        for row in table["patterns"]
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
    codes, words = ([z for z in table["zones"] if z.isupper() is upper] for upper in (True, False))
    zone = re.compile(rf"\s*\(?(?P<zone>{_any(codes)}|(?i:{_any(words)}))\b\)?")
    return TimeWords(triggers, patterns, before, after, zone)


def _compile(source: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    for name, text in macros.items():
        source = source.replace("{" + name + "}", text)
    return re.compile(source, re.IGNORECASE)


def _triggers(table: Table) -> dict[str, frozenset[str]]:
    """Lower-case words -> the kinds of pattern they make worth trying."""
    out: dict[str, set[str]] = {}
    kinds = (
        ("months", "month"),
        ("weekdays", "weekday"),
        ("seasons", "season"),
        ("parts_of_day", "part"),
        ("units", "unit"),
        ("directions", "direction"),
        ("often", "often"),
    )
    for name, kind in kinds:
        for word in table[name]:
            out.setdefault(word, set()).add(kind)
    for kind, words in table["triggers"].items():
        for word in words:
            out.setdefault(word, set()).add(kind)
    for words in (*table["holidays"], *table["moving_holidays"]):
        out.setdefault(words.split()[0], set()).add("holiday")
    for words in (*table["pointers"], *table["story_pointers"]):
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
        if any(needs <= kinds for needs in pattern.needs)
        for m in pattern.expression.finditer(text)
    ]
    out: list[Expression] = []
    for start, _end, _order, rule, match in sorted(matches, key=lambda row: row[:3]):
        if out and start < out[-1].end:
            continue
        out.extend(_split(rule, match))
    return tuple(out)


def _split(rule: str, match: re.Match[str]) -> Iterator[Expression]:
    """One expression, or two where a second day follows the first: "6 and 7 May"."""
    parts = {k: v.lower() for k, v in match.groupdict().items() if v is not None}
    also = parts.pop("also", "")
    if not also:
        yield Expression(rule, match.start(), match.end(), parts)
        return
    yield Expression(rule, match.start(), match.end("lead") if "lead" in parts else match.start("gap"), parts)
    yield Expression(rule, match.start("also"), match.end(), {**parts, "day": also})


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
            if word[-1] == "s" or word[-1].isdigit():
                kinds |= _kinds_of_figures(word.rpartition("-")[2])
    return frozenset(kinds)


def _kinds_of_figures(word: str) -> set[str]:
    """What a token that begins with a figure may be: a year or a day, a clock time, a decade."""
    if not word[:1].isdigit() and word[:1] not in "'’":
        return set()
    kinds = {"digit"}
    if ":" in word or "." in word or word.endswith(("am", "pm", "h", "hrs")):
        kinds.add("clock")
    if word.endswith("s"):
        kinds.add("decade")
    return kinds
