"""Dates that say where they are: days, months, seasons, years, decades, centuries, with the year where it was said.

A date without a year is common in testimony; its year comes from the anchor, and where there is none the year stays open.
"""

from testimonia.extract.values.anchors import (
    Anchor,
    Meaning,
    Parts,
    Resolver,
    of_stretch,
    part_of,
    story_stretch,
    whose_year,
    year_for,
)
from testimonia.text import calendar
from testimonia.text.calendar import Stretch


def _iso(parts: Parts, _anchor: Anchor, _future: bool) -> Meaning | None:
    if not 1 <= parts.number("monthno") <= 12:
        return None
    stretch = calendar.day(parts.number("year"), parts.number("monthno"), parts.number("day"))
    clock = parts.text("clock")
    if stretch is None or not clock:
        return of_stretch(stretch)
    return Meaning(f"{stretch.value}T{clock}", stretch, opens=clock, closes=clock)


def _numeric(parts: Parts, _anchor: Anchor, _future: bool) -> Meaning | None:
    """12/10/2017. With dots the day comes first; with strokes only a number above 12 tells, otherwise both readings stand."""
    a, b, year = parts.number("first"), parts.number("second"), parts.number("year")
    if len(parts.text("year")) == 2:
        if parts.text("sep") == ".":
            return None
        year += 1900 if year > 40 else 2000
    day_first = calendar.day(year, b, a) if 1 <= b <= 12 else None
    month_first = calendar.day(year, a, b) if 1 <= a <= 12 and parts.text("sep") == "/" else None
    if day_first and month_first and day_first != month_first:
        first, last = sorted(d.first for d in (day_first, month_first) if d.first)
        return Meaning(f"{year}", Stretch(f"{year}", first, last), moves=False)
    return of_stretch(day_first or month_first)


def _days(parts: Parts, anchor: Anchor, future: bool) -> Meaning | None:
    month = parts.month()
    year = parts.number("year") or year_for(anchor, month, future)
    if not year:
        return None
    first, last = calendar.day(year, month, parts.number("day")), calendar.day(year, month, parts.number("day2"))
    if first is None or last is None or first.value >= last.value:
        return None
    return Meaning(f"{first.value}/{last.value}", first, last)


def _months(parts: Parts, _anchor: Anchor, _future: bool) -> Meaning | None:
    first, last, year = parts.month(), parts.month("month2"), parts.number("year")
    if not last:
        return None
    start, end = calendar.month(year - (first > last), first), calendar.month(year, last)
    return Meaning(f"{start.value}/{end.value}", start, end)


def _date(parts: Parts, anchor: Anchor, future: bool) -> Meaning | None:
    month, day = parts.month(), parts.number("day")
    year = parts.number("year") or year_for(anchor, month, future)
    if not year:
        return Meaning(f"XXXX-{month:02}-{day:02}", moves=False)
    return of_stretch(calendar.day(year, month, day))


def _ordinal_day(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    """ "On the 20th": a day of the month the story is in."""
    story = story_stretch(anchor)
    if story is None or story.first is None or len(story.value) < 7:
        return None
    return of_stretch(calendar.day(story.first.year, story.first.month, parts.number("day")))


def _holiday(parts: Parts, anchor: Anchor, future: bool) -> Meaning | None:
    month, day = parts.code("holidays", "holiday")
    year = parts.number("year") or year_for(anchor, month, future)
    return (
        of_stretch(calendar.day(year, month, day), moves=False) if year else Meaning(f"XXXX-{month:02}-{day:02}", moves=False)
    )


def _month(parts: Parts, anchor: Anchor, future: bool) -> Meaning | None:
    month, direction, written = parts.month(), parts.direction(), anchor.written
    year = parts.number("year")
    if not year and direction is not None and parts.code("directions", "direction") is not None and written:
        year = written.year + (direction if direction * (month - written.month) <= 0 else 0)
    elif not year and parts.has("whose"):
        year = whose_year(parts, anchor)
    year = year or year_for(anchor, month, future)
    return of_stretch(calendar.month(year, month)) if year else Meaning(f"XXXX-{month:02}", moves=False)


def _years(parts: Parts, _anchor: Anchor, _future: bool) -> Meaning | None:
    first, last = parts.number("year"), parts.number("year2")
    if len(parts.text("year2")) == 2:
        last += first // 100 * 100
    if not first < last <= first + 200:
        return None
    return Meaning(f"{first}/{last}", calendar.year(first), calendar.year(last))


def _year(parts: Parts, _anchor: Anchor, _future: bool) -> Meaning | None:
    return of_stretch(calendar.year(parts.number("year")))


def _bc(parts: Parts, _anchor: Anchor, _future: bool) -> Meaning | None:
    return of_stretch(calendar.year(-parts.number("year")))


def _short(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    """'99: the century of the story, or the last such year before the writing."""
    story = story_stretch(anchor)
    if story is None or story.first is None:
        return None
    year = story.first.year // 100 * 100 + parts.number("year")
    if not anchor.is_narrative and year > story.first.year + 10:
        year -= 100
    return of_stretch(calendar.year(year))


def _decade(parts: Parts, _anchor: Anchor, _future: bool) -> Meaning | None:
    century = parts.number("year") or 19
    return of_stretch(_half(calendar.decade(century * 100 + parts.number("tens")), parts))


def _century(parts: Parts, _anchor: Anchor, _future: bool) -> Meaning | None:
    number = parts.number("ordinal")
    if not 1 <= number <= 21:
        return None
    if parts.has("era"):
        return Meaning(f"BC{number - 1:02}", Stretch(f"BC{number - 1:02}", None, None), moves=False)
    return of_stretch(_half(calendar.century(number), parts), moves=False)


def _half(stretch: Stretch, parts: Parts) -> Stretch:
    part = {"early": "start", "mid": "mid", "late": "end"}.get(parts.text("half").strip(" -"), "")
    return part_of(stretch, part)


def _season(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    code, direction, story = parts.code("seasons", "season"), parts.direction(), story_stretch(anchor)
    year = parts.number("year") or (whose_year(parts, anchor) if parts.has("whose") else 0)
    if not year and direction is not None and anchor.written and not anchor.is_narrative:
        start = calendar.SEASON_MONTHS[code][0]
        step = direction if direction * (start - anchor.written.month) <= 0 else 0
        year = anchor.written.year + step
    if not year and story and story.first:
        year = story.first.year + (direction or 0)
    return of_stretch(calendar.season(year, code)) if year else Meaning(f"XXXX-{code}", moves=False)


def _quarter(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    story = story_stretch(anchor)
    year = parts.number("year") or (whose_year(parts, anchor) if parts.has("whose") else 0)
    year = year or (story.first.year if story and story.first else 0)
    return of_stretch(calendar.quarter(year, parts.number("ordinal")), moves=False) if year else None


RESOLVERS: dict[str, Resolver] = {
    "iso": _iso,
    "numeric": _numeric,
    "days": _days,
    "months": _months,
    "date": _date,
    "month": _month,
    "ordinal_day": _ordinal_day,
    "holiday": _holiday,
    "years": _years,
    "year": _year,
    "bc": _bc,
    "short": _short,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "quarter": _quarter,
}
"""Rule of `time_patterns` -> what works out its meaning."""
