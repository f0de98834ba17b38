"""Read expressions of time in order, and keep the two clocks of a text running: the writer's and the story's.

Whether "on Friday" counts from the day of writing or from the day the story has reached depends on what was told before;
so every expression is read with the anchor that the ones before it left behind.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Doc

from testimonia.extract.values import time_clock, time_dates, time_relations
from testimonia.extract.values.anchors import Anchor, Meaning, Parts, is_far
from testimonia.extract.values.time_checks import expressions_of
from testimonia.extract.values.time_patterns import Expression
from testimonia.extract.values.time_tenses import Tense, tense_of
from testimonia.text import calendar

RESOLVERS = {**time_dates.RESOLVERS, **time_relations.RESOLVERS, **time_clock.RESOLVERS}
TENSED = frozenset({"date", "days", "month", "weekday", "holiday", "quarter", "bare", "relative"})
"""Rules whose meaning depends on the tense where no year was said."""
LENDS = frozenset({"date", "month", "season"})
LIST = re.compile(
    r"\s*(?:(?P<range>-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b)|,\s*(?:and|or)?|\band\b|\bor\b)\s*(?:(?:the|in|on|early|mid|late)\s+)*",
    re.IGNORECASE,
)
SPOKEN = frozenset({"near", "tonight", "weekday"})
"""Rules that count from the day of writing."""
SPOKEN_WEIGHT = 2
"""One "yesterday" says as much about a text as two dates of another year."""
MOST = 4
"""How far the balance between history and news can tip."""
ISO_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
SEASON = re.compile(r"(\d{4})-(?:SP|SU|FA|WI|Q\d|H\d)")
QUARTER = re.compile(r"\d{4}-Q\d")
ASIDE_YEARS = 3
RECENT_YEARS = 8


def read_story(doc: Doc, text: str, anchor: Anchor) -> tuple[list[tuple[Expression, Meaning]], Anchor]:
    """Resolve the expressions of one passage one after the other.

    Args:
        doc: one passage, tagged and parsed.
        text: its text.
        anchor: where the clocks stand before it.

    Returns:
        Each expression with its meaning, those without one left out, and where the clocks stand after the passage.
    """
    expressions = expressions_of(doc, text)
    if not expressions:
        return [], replace(anchor, fresh="") if anchor.fresh else anchor
    starts = [doc[int(i)].idx for i in (doc.to_array("SENT_START") == 1).nonzero()[0]]
    told_in = 0 if anchor.fresh else -2
    out: list[tuple[Expression, Meaning]] = []
    for expression in _with_lent_years(expressions, text):
        sentence = bisect_right(starts, expression.start)
        if anchor.fresh and sentence - told_in > 1:
            anchor = replace(anchor, fresh="")
        tense = tense_of(expression, doc) if expression.rule in TENSED and "year" not in expression.parts else Tense.OPEN
        meaning = RESOLVERS[expression.rule](Parts(expression), anchor, tense)
        if meaning is None:
            continue
        anchor = _weigh(anchor, expression, meaning)
        if expression.rule == "quarter" and "ago" not in expression.parts and meaning.value >= anchor.period:
            anchor = replace(anchor, period=meaning.value if QUARTER.fullmatch(meaning.value) else anchor.period)
        before, anchor = anchor.day, _move(anchor, meaning)
        if anchor.fresh and (anchor.day != before or meaning.moves):
            told_in = sentence
        out.append((expression, meaning))
    if anchor.fresh and told_in < len(starts):
        anchor = replace(anchor, fresh="")
    return out, anchor


def _with_lent_years(expressions: list[Expression], text: str) -> Iterator[Expression]:
    """ "26 June to 4 August 1952", "August and September 1914": the year said last belongs to those before it as well."""
    out = list(expressions)
    for i in range(len(out) - 2, -1, -1):
        one, following = out[i], out[i + 1]
        if one.rule not in LENDS or following.rule not in LENDS or "year" in one.parts or "year" not in following.parts:
            continue
        gap = LIST.fullmatch(text, one.end, following.start)
        if gap is None or "whose" in one.parts:
            continue
        year = int(following.parts["year"])
        months = [Parts(e).month() for e in (one, following)]
        if gap["range"] and months[0] > months[1] > 0:
            year -= 1
        out[i] = replace(one, parts={**one.parts, "year": str(year)})
    return iter(out)


def _weigh(anchor: Anchor, expression: Expression, meaning: Meaning) -> Anchor:
    """Tip the balance towards history by dates of other years, towards news by words that count from the day of writing."""
    written = anchor.written
    if written is None:
        return anchor
    step, parts, rule = 0, expression.parts, expression.rule
    if rule in SPOKEN or (rule == "date" and "year" not in parts):
        step = -SPOKEN_WEIGHT if not anchor.is_narrative or _points_to_the_writer(expression, anchor) else 0
    elif meaning.stretch is not None and meaning.stretch.first and "year" in parts and is_far(meaning.stretch.first, written):
        step = int(rule != "year" or anchor.balance >= 0)
    return replace(anchor, balance=max(-MOST, min(MOST, anchor.balance + step))) if step else anchor


def _points_to_the_writer(expression: Expression, anchor: Anchor) -> bool:
    """Whether a word counts from the day of writing even in a story: "yesterday", or "on Friday" where no day was just told."""
    if expression.rule == "weekday":
        return not anchor.fresh
    return expression.rule == "near" and expression.parts.get("near") != "today"


def _move(anchor: Anchor, meaning: Meaning) -> Anchor:
    """The anchor after the story has reached a stretch: a day, a month, a year; a season counts as its year."""
    last = meaning.end or meaning.stretch
    if last is None:
        return anchor
    value = last.value
    if not meaning.moves:
        return anchor
    if last.first is None:
        return replace(anchor, told=value, day="", fresh="")
    if season := SEASON.fullmatch(value):
        value = season[1]
        if anchor.told.startswith(value):
            return anchor
    if not ISO_DATE.fullmatch(value) or (len(value) == 4 and _is_aside(int(value), anchor)):
        return anchor
    day = value if len(value) == 10 else ""
    return replace(anchor, told=value, day=day, fresh=day)


def _is_aside(number: int, anchor: Anchor) -> bool:
    """Whether a bare year is a look aside and the story stays where it is.

    A story moves on by a few years at most, and history does not jump to the year of its writing. A report of the day looks
    back at recent years without moving there.
    """
    written = anchor.written
    if written is not None:
        if anchor.is_narrative and abs(number - written.year) <= 1:
            return True
        if not anchor.is_narrative and abs(number - written.year) <= RECENT_YEARS:
            return True
    told = calendar.parse(anchor.told) if len(anchor.told) >= 7 else None
    if told is None or told.first is None:
        return False
    return anchor.is_narrative and not told.first.year < number <= told.first.year + ASIDE_YEARS
