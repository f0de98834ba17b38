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
    year_by_tense,
)
from testimonia.extract.values.time_tenses import Tense
from testimonia.text import calendar
from testimonia.text.calendar import Stretch
from testimonia.text.numbers import read_number


def _iso(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
    if not 1 <= parts.number("monthno") <= 12:
        return None
    stretch = calendar.day(parts.number("year"), parts.number("monthno"), parts.number("day"))
    clock = parts.text("clock")
    if stretch is None or not clock:
        return of_stretch(stretch)
    return Meaning(f"{stretch.value}T{clock}", stretch, opens=clock, closes=clock)


def _numeric(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
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


def _days(parts: Parts, anchor: Anchor, tense: Tense) -> Meaning | None:
    month = parts.month()
    year = parts.number("year") or year_by_tense(anchor, month, tense, parts.number("day"))
    if not year:
        return None
    first, last = calendar.day(year, month, parts.number("day")), calendar.day(year, month, parts.number("day2"))
    if first is None or last is None or first.value >= last.value:
        return None
    return Meaning(f"{first.value}/{last.value}", first, last)


def _months(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
    first, last, year = parts.month(), parts.month("month2"), parts.number("year")
    if not last:
        return None
    start, end = calendar.month(year - (first > last), first), calendar.month(year, last)
    return Meaning(f"{start.value}/{end.value}", start, end)


def _date(parts: Parts, anchor: Anchor, tense: Tense) -> Meaning | None:
    if direction := parts.direction():
        tense = Tense.PAST if direction < 0 else Tense.FUTURE
    month, day = parts.month(), parts.number("day")
    year = parts.number("year") or year_by_tense(anchor, month, tense, parts.number("day"))
    if not year:
        return Meaning(f"XXXX-{month:02}-{day:02}", moves=False)
    return of_stretch(calendar.day(year, month, day))


def _ordinal_day(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "On the 20th": a day of the month the story is in."""
    story = story_stretch(anchor)
    if story is None or story.first is None or len(story.value) < 7:
        return None
    return of_stretch(calendar.day(story.first.year, story.first.month, parts.number("day")))


def _holiday(parts: Parts, anchor: Anchor, tense: Tense) -> Meaning | None:
    fixed, moving = parts.code("holidays", "holiday"), parts.code("moving_holidays", "holiday")
    month, number = fixed or ((moving[0], 0) if len(moving) > 1 else (4, 0))
    year = parts.number("year") or year_by_tense(anchor, month, tense, number)
    if not year:
        return Meaning(f"XXXX-{month:02}-{number:02}" if fixed else "XXXX-XX-XX", moves=False)
    if fixed:
        return of_stretch(calendar.day(year, month, number), moves=False)
    if len(moving) > 1:
        return of_stretch(calendar.of_day(calendar.nth_weekday(year, *moving)), moves=False)
    return of_stretch(calendar.of_day(calendar.add_days(calendar.easter(year), moving[0])), moves=False)


def _month(parts: Parts, anchor: Anchor, tense: Tense) -> Meaning | None:
    month, direction, written = parts.month(), parts.direction(), anchor.written
    year = parts.number("year")
    if not year and direction is not None and anchor.is_narrative and (story := story_stretch(anchor)) and story.first:
        told = story.first.month if len(story.value) > 4 else 0
        year = story.first.year + (direction if told and direction * (month - told) <= 0 else 0)
    elif not year and direction is not None and written:
        year = written.year + (direction if direction * (month - written.month) <= 0 else 0)
    elif not year and parts.has("whose"):
        year = whose_year(parts, anchor)
    year = year or year_by_tense(anchor, month, tense)
    return of_stretch(calendar.month(year, month)) if year else Meaning(f"XXXX-{month:02}", moves=False)


def _week_of(parts: Parts, anchor: Anchor, tense: Tense) -> Meaning | None:
    """ "The last week of August": seven days at its start, its end or between."""
    month = parts.month()
    year = parts.number("year") or year_by_tense(anchor, month, tense)
    if not year:
        return None
    whole = calendar.month(year, month)
    assert whole.first is not None and whole.last is not None
    which = {"first": 0, "second": 7, "third": 14}.get(parts.text("which"))
    first = calendar.add_days(whole.last, -6) if which is None else calendar.add_days(whole.first, which)
    if parts.text("unit") == "weekend":
        return of_stretch(calendar.weekend(first), moves=False)
    return Meaning("P1W", Stretch(whole.value, first, calendar.add_days(first, 6)), moves=False)


def _spoken(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "Nineteen ninety-six", "the year two thousand"."""
    rest = read_number(parts.text("spoken").replace("-", " - ").split(), 0) if parts.has("spoken") else None
    number = int(rest.value) if rest else 0
    if parts.has("thousand"):
        return of_stretch(calendar.year(2000 + number))
    words = parts.text("spoken").split()
    if words[0] in ("oh", "hundred"):
        tail = read_number(words[1:], 0) if len(words) > 1 else None
        number = int(tail.value) if tail else 0
    return of_stretch(calendar.year(parts.words["spoken_years"]["centuries"][parts.text("century")] * 100 + number))


def _years(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
    first, last = parts.number("year"), parts.number("year2")
    if len(parts.text("year2")) == 2:
        last += first // 100 * 100
    if not first < last <= first + 200:
        return None
    return Meaning(f"{first}/{last}", calendar.year(first), calendar.year(last))


def _year(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
    return of_stretch(calendar.year(parts.number("year")))


def _bc(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
    return of_stretch(calendar.year(-parts.number("year")))


def _short(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    """'99: the century of the story, or the last such year before the writing."""
    story = story_stretch(anchor)
    if story is None or story.first is None:
        return None
    year = story.first.year // 100 * 100 + parts.number("year")
    if not anchor.is_narrative and year > story.first.year + 10:
        year -= 100
    return of_stretch(calendar.year(year))


def _decade(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
    century = parts.number("year") or 19
    tens = parts.number("tens")
    if parts.has("named"):
        tens = int(parts.words["spoken_years"]["decades"][parts.text("named")]) * 10
    return of_stretch(_half(calendar.decade(century * 100 + tens), parts))


def _century(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
    number = parts.number("ordinal")
    if not 1 <= number <= 21:
        return None
    if parts.has("era"):
        return Meaning(f"BC{number - 1:02}", Stretch(f"BC{number - 1:02}", None, None), moves=False)
    return of_stretch(_half(calendar.century(number), parts), moves=False)


def _half(stretch: Stretch, parts: Parts) -> Stretch:
    part = {"early": "start", "mid": "mid", "late": "end"}.get(parts.text("half").strip(" -"), "")
    return part_of(stretch, part)


def _season(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    code = parts.code("seasons", "season2" if parts.has("season2") else "season")
    direction, story = parts.direction(), story_stretch(anchor)
    year = parts.number("year") or (whose_year(parts, anchor) if parts.has("whose") else 0)
    if not year and direction is not None and anchor.written and not anchor.is_narrative:
        start = calendar.SEASON_MONTHS[code][0]
        step = direction if direction * (start - anchor.written.month) <= 0 else 0
        year = anchor.written.year + step
    if not year and not anchor.is_narrative and anchor.written:
        year = anchor.written.year
    if not year and story and story.first:
        year = story.first.year + (direction or 0)
    return of_stretch(calendar.season(year, code)) if year else Meaning(f"XXXX-{code}", moves=False)


def _quarter(parts: Parts, anchor: Anchor, tense: Tense) -> Meaning | None:
    """ "The third quarter", "the 1988 third quarter", "the year-earlier third quarter", "the 1988 quarter"."""
    which = parts.number("ordinal") or int(anchor.period[-1:] or 0)
    year = parts.number("year") or parts.number("year2")
    if not which:
        return of_stretch(calendar.year(year), moves=False)
    for whose in ("whose", "whose2"):
        if not year and parts.has(whose) and anchor.written:
            year = anchor.written.year + int(parts.words["directions"][parts.text(whose)])
    if not year:
        year = _year_of_quarter(which, anchor, tense) - parts.has("ago")
    return of_stretch(calendar.quarter(year, which), moves=False) if year > 0 else None


def _year_of_quarter(which: int, anchor: Anchor, tense: Tense) -> int:
    """The last such quarter that has begun, in the news; in a story, the one of its year."""
    story, written = story_stretch(anchor), anchor.written
    if anchor.is_narrative or written is None:
        return story.first.year if story and story.first else 0
    first = calendar.quarter(written.year, which).first
    return written.year - (tense is not Tense.FUTURE and first is not None and first > written)


RESOLVERS: dict[str, Resolver] = {
    "iso": _iso,
    "numeric": _numeric,
    "days": _days,
    "months": _months,
    "date": _date,
    "month": _month,
    "week_of": _week_of,
    "spoken": _spoken,
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
