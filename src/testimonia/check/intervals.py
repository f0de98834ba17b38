"""How long before or after: an interval that a sentence gives between two days, against the calendar.

One of the days may be that of a thing the case is about ("ten days before the fire"): then every day that the case writes
beside that thing is allowed to be its day, and only what fits none of them is wrong.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from testimonia.check.calendar import WrittenDay, days_in
from testimonia.check.context import Context
from testimonia.check.draft import Sentence
from testimonia.check.moments import day_of
from testimonia.check.relations import figures_of_text
from testimonia.check.terms import singular, words_in
from testimonia.check.verdicts import Verdict, passed, problem
from testimonia.model.desk import Check
from testimonia.model.values import Moment
from testimonia.text.names import fold

_UNITS = {"day": 1.0, "night": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.44, "year": 365.25}
_SLACK = {"day": 0.0, "night": 0.0, "week": 3.0, "fortnight": 4.0, "month": 20.0, "year": 190.0}
"""Days by which an interval counted in a unit may be off; ours."""
_ONE = re.compile(r"\b(?P<n>an?|one) (?P<u>day|week|fortnight|month|year)\b", re.IGNORECASE)
_UNIT = re.compile(r"[ -](?P<u>days?|nights?|weeks?|fortnights?|months?|years?)\b", re.IGNORECASE)
_WAY = re.compile(
    r"\s+(?:and a half )?(?P<way>before|after|earlier|later|afterwards|previously|ahead of)\b(?P<than> than)?", re.IGNORECASE
)
_SOON = re.compile(r"\s*,?\s*(?:that is,? )?(?:on )?(?:the )?(?:\w+day,? )?(?:the )?", re.IGNORECASE)
_ORDINAL = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?! of\b)")
_THING = re.compile(r"\s+(?:the|that|this)\s+(?P<thing>[a-z]+)\b(?!\s+(?:of|at|on|in)\b)", re.IGNORECASE)
_BREAK = re.compile(r";|:|\band\b|\bbut\b|\bwhich\b|\bwho\b|\bwhile\b", re.IGNORECASE)
_ROUGH = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|over|more than|less than|just under|just over|at least|barely)\s+$",
    re.IGNORECASE,
)


class Interval(Struct, frozen=True):
    """So many days before (negative) or after, as written: its words' offsets in the draft, and how far it may be off."""

    start: int
    end: int
    days: float
    slack: float
    tail: int
    """Where the words behind "before" or "later" begin."""
    is_than: bool
    """Whether what it is counted from follows ("before the fire"), or went before ("later")."""
    unit: str


def check_intervals(context: Context) -> Iterable[Verdict]:
    """Every interval between two days that a sentence writes, or between a day and a thing of the case."""
    for sentence in context.draft.sentences:
        days = days_in(context, sentence.start, sentence.end)
        if not days:
            continue
        for interval in _intervals(sentence):
            if not context.draft.is_quoted(interval.start, interval.end):
                yield from _judge(context, interval, sentence, days)


def _intervals(sentence: Sentence) -> Iterable[Interval]:
    text = sentence.text
    found = [(one.start, one.end, one.value, match) for one in figures_of_text(text) if (match := _UNIT.match(text, one.end))]
    found += [(match.start(), match.end("n"), 1.0, match) for match in _ONE.finditer(text)]
    for start, _, number, match in found:
        way = _WAY.match(text, match.end())
        if way is None:
            continue
        unit = singular(match["u"].casefold())
        sign = -1 if way["way"].casefold() in ("before", "earlier", "previously", "ahead of") else 1
        is_rough = _ROUGH.search(text[:start]) is not None
        slack = _SLACK[unit] + (max(1.0, 0.15 * number * _UNITS[unit]) if is_rough else 0.0)
        is_than = bool(way["than"]) or way["way"].casefold() in ("before", "after", "ahead of")
        begin = sentence.start
        yield Interval(
            begin + start, begin + match.end(), sign * number * _UNITS[unit], slack, begin + way.end(), is_than, unit
        )


def _judge(context: Context, interval: Interval, sentence: Sentence, days: Sequence[WrittenDay]) -> Iterable[Verdict]:
    """Hold an interval against the days it lies between, where both are known."""
    prose = context.draft.contents.prose
    before = next((one for one in reversed(days) if one.end <= interval.start), None)
    if before is not None and _BREAK.search(prose[before.end : interval.start]) and interval.is_than:
        before = None
    soon = _SOON.match(prose, interval.tail)
    at = soon.end() if soon is not None else interval.tail
    next_day = next((one for one in days if one.start == at), None)
    if interval.is_than:
        other = next(
            (o for o in days if o.start >= interval.tail and not re.search("[,;]", prose[interval.tail : o.start])), None
        )
        if other is not None:
            if before is not None:
                yield _held(context, interval, before.day, [other.day], other.day.isoformat())
            return
        thing = _THING.match(prose, interval.tail)
        if thing is None:
            return
        own = before
        if own is None:
            behind = re.match(r",?\s*on (?:the )?", prose[thing.end() :])
            own = next((o for o in days if behind and o.start == thing.end() + behind.end()), None)
        known = _days_of(context, thing["thing"]) if own is not None else []
        if own is not None and known:
            yield _held(context, interval, own.day, known, f"the {thing['thing']}, {' or '.join(map(str, known))}")
        return
    if before is None:
        return
    later = next_day.day if next_day is not None else _ordinal(prose, at, sentence.end, before.day)
    if later is not None:
        yield _held(context, interval, later, [before.day], before.day.isoformat())


def _ordinal(prose: str, at: int, end: int, near: date) -> date | None:
    """The day of "the 12th", in the month of the day before it."""
    match = _ORDINAL.match(prose, at, end)
    try:
        return near.replace(day=int(match["d"])) if match else None
    except ValueError:
        return None


def _held(context: Context, interval: Interval, own: date, others: Sequence[date], what: str) -> Verdict:
    place = interval.start, interval.end, " ".join(context.draft.contents.prose[interval.start : interval.end].split())
    gaps = [(own - other).days for other in others]
    if any(abs(gap - interval.days) <= interval.slack for gap in gaps):
        return passed(Check.DATE, place, f"from {what} to {own.isoformat()}")
    gap = min(gaps, key=lambda one: abs(one - interval.days))
    return problem(Check.DATE, place, f"from {own.isoformat()} to {what} it is {_say(abs(gap), interval.unit)}")


def _say(days: int, unit: str) -> str:
    shown = f"{days} day{'s' * (days != 1)}"
    many = days / _UNITS[unit]
    return shown if unit in ("day", "night") else f"{shown}, or {many:.1f} {unit}s"


def _days_of(context: Context, thing: str) -> list[date]:
    """Days that the case writes beside a thing that its questions ask of: in a claim's sentence, or else in its paragraph."""
    word = singular(fold(thing))
    asked = words_in(" ".join(" ".join([*one.nouns, *one.terms, one.text]) for one in context.case.questions.values()))
    if word not in asked:
        return []
    beside: set[str] = set()
    around: set[str] = set()
    for record in context.case.records:
        day = day_of(record.claim.value) if isinstance(record.claim.value, Moment) else ""
        if not day:
            continue
        if word in words_in(record.sentence):
            beside.add(day)
        text = context.case.texts.get(record.statement.rendition_id)
        passages = text.passages if text is not None else ()
        for passage in passages:
            is_inside = passage.start <= record.claim.span.start < passage.end
            if text is not None and is_inside and word in words_in(text.text[passage.start : passage.end]):
                around.add(day)
    for finding in context.case.contents.findings:
        day = day_of(finding.when) if finding.when is not None else ""
        if day and word in words_in(context.case.questions[finding.question_id].text):
            beside.add(day)
    return [date.fromisoformat(day) for day in sorted(beside or around)]
