"""Dates as a draft writes them: which day each is, and whether the weekday beside it is the calendar's."""

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from testimonia.check.context import Context
from testimonia.check.moments import day_of
from testimonia.check.verdicts import Verdict, passed, problem
from testimonia.model.desk import Check
from testimonia.model.values import Moment

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH = "|".join(rf"{name[:3]}(?:{name[3:]}|t)?\.?" for name in MONTHS)
_WEEKDAY = "|".join(_DAYS)
_DATE = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{MONTH})|(?P<m2>{MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:,? (?P<y>\d{4}))?"
)
_WEEKDAY_FIRST = re.compile(rf"\b(?P<w>{_WEEKDAY}),? (?:the )?{_DATE}", re.IGNORECASE)
_WEEKDAY_LAST = re.compile(rf"\b{_DATE},? (?:which )?(?:was |is |fell on |a |on )*(?:a )?(?P<w>{_WEEKDAY})\b", re.IGNORECASE)
ANY_DATE = re.compile(rf"\b(?:{_DATE}|(?P<m3>{MONTH}) (?P<y3>\d{{4}}))\b", re.IGNORECASE)


class WrittenDay(Struct, frozen=True):
    """A day that a draft writes, with its offsets."""

    start: int
    end: int
    day: date


def check_weekdays(context: Context) -> Iterable[Verdict]:
    """Every weekday beside a date."""
    prose = context.draft.contents.prose
    for pattern in (_WEEKDAY_FIRST, _WEEKDAY_LAST):
        for match in pattern.finditer(prose):
            day = read_day(context, match)
            if day is None:
                continue
            place = match.start(), match.end(), " ".join(match[0].split())
            true = _DAYS[day.weekday()]
            if true == match["w"].casefold():
                yield passed(Check.DATE, place, f"{day.isoformat()} was a {true.capitalize()}")
            else:
                yield problem(
                    Check.DATE, place, f"{day.isoformat()} was a {true.capitalize()}, not a {match['w'].capitalize()}"
                )


def days_in(context: Context, start: int, end: int) -> list[WrittenDay]:
    """Days written out inside a stretch of the draft, in text order."""
    found = []
    for match in ANY_DATE.finditer(context.draft.contents.prose, start, end):
        if (match["m1"] or match["m2"]) and (day := read_day(context, match)) is not None:
            found.append(WrittenDay(match.start(), match.end(), day))
    return found


def read_day(context: Context, match: re.Match[str]) -> date | None:
    """The day of a written date; without a year, the reader's, the case's for this day of the year, or the draft's own.

    A draft tells what has been: a day later in the year than the draft's own date was the year before.
    """
    month = next((n for n, name in enumerate(MONTHS, 1) if (match["m1"] or match["m2"]).casefold().startswith(name[:3])), 0)
    number = int(match["d1"] or match["d2"])
    year = match["y"]
    if not year:
        inside = (c.value for c in context.draft.contents.claims if match.start() <= c.span.start < match.end())
        year = next((day_of(value)[:4] for value in inside if isinstance(value, Moment) and day_of(value)), "")
    year = year or _year_of(context, f"{month:02}-{number:02}")
    try:
        return date(int(year), month, number)
    except ValueError:
        return None


def _year_of(context: Context, day: str) -> str:
    """The one year in which the case knows a day of the year; else the last one before the draft was written."""
    years = {known[:4] for known in case_days(context) if known[5:] == day}
    if len(years) == 1:
        return years.pop()
    metadata = context.draft.contents.metadata
    drafted = metadata.date or metadata.published
    if years or not re.match(r"\d{4}-\d\d-\d\d", drafted):
        return ""
    return drafted[:4] if day <= drafted[5:10] else str(int(drafted[:4]) - 1)


def case_days(context: Context) -> frozenset[str]:
    """Every day that the case names or is dated to, ISO 8601."""
    found: frozenset[str] | None = context.notes.get("days")
    if found is None:
        moments = [record.claim.value for record in context.case.records if isinstance(record.claim.value, Moment)]
        days = {day_of(one) for one in moments} | {record.statement.said_on for record in context.case.records}
        days |= {day for text in context.case.contents.texts for day in (text.metadata.date, text.metadata.published)}
        found = context.notes["days"] = frozenset(one[:10] for one in days if one)
    return found
