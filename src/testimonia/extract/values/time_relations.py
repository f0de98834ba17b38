"""Dates that say where they are only in relation to something: yesterday, last week, three days later, the night before.

What is relative to speaking (yesterday, ago) counts from the day of writing; what is relative to the story (later, the
following day) counts from the day the story has reached.
"""

from datetime import date

from testimonia.extract.values.anchors import (
    Anchor,
    Meaning,
    Parts,
    Resolver,
    narrow_day,
    of_stretch,
    part_of,
    story_day,
    story_stretch,
    with_part,
)
from testimonia.text import calendar
from testimonia.text.calendar import Stretch
from testimonia.text.packs import read_table


def _weekday(parts: Parts, anchor: Anchor, future: bool) -> Meaning | None:
    number, direction = int(parts.code("weekdays", "weekday")), parts.direction()
    story, written = story_day(anchor), anchor.written
    if anchor.is_narrative and anchor.day and story:
        the_day = calendar.add_days(story, (number - story.isoweekday()) % 7)
        return with_part(of_stretch(calendar.of_day(the_day)), parts)
    if written is None:
        return Meaning(f"XXXX-WXX-{number}", moves=False)
    ahead = (number - written.isoweekday()) % 7
    if parts.has("whose"):
        step = int(parts.words["directions"][parts.text("whose")])
        the_day = calendar.add_days(written, number - written.isoweekday() + 7 * step)
    elif direction == 1 or (direction is None and future):
        the_day = calendar.add_days(written, ahead or 7 * (direction == 1))
    else:
        the_day = calendar.add_days(written, -((7 - ahead) % 7 or 7 * (direction == -1)))
    return with_part(of_stretch(calendar.of_day(the_day)), parts)


def _near(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    near, written = parts.text("near"), anchor.written
    if near == "today" and anchor.is_narrative:
        return Meaning("PRESENT_REF", moves=False)
    steps = {"today": 0, "yesterday": -1, "tomorrow": 1}
    step = steps.get(near, -2 if near.endswith("yesterday") else 2)
    if written is None:
        return Meaning("PRESENT_REF" if step == 0 else "PAST_REF" if step < 0 else "FUTURE_REF", moves=False)
    return with_part(of_stretch(calendar.of_day(calendar.add_days(written, step))), parts)


def _tonight(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    if anchor.written is None:
        return Meaning("TNI", moves=False)
    step = -1 if parts.text("near").split()[0] == "last" else 0
    meaning = of_stretch(calendar.of_day(calendar.add_days(anchor.written, step)))
    return narrow_day(meaning, "NI") if meaning else None


def _moved(start: Stretch | None, parts: Parts, sign: int) -> Meaning | None:
    unit, count = parts.code("units", "unit"), parts.count()
    if count is None or start is None or unit in ("S", "MIN", "H") or count != int(count):
        return Meaning("PAST_REF" if sign < 0 else "FUTURE_REF", moves=False)
    moved = calendar.shift(start, unit, sign * int(count))
    return of_stretch(moved) or Meaning("PAST_REF" if sign < 0 else "FUTURE_REF", moves=False)


def _ago(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    written = anchor.written
    if not parts.has("count") and parts.code("units", "unit") in ("S", "MIN"):
        return None
    return _moved(calendar.of_day(written) if written else None, parts, -1)


def _later(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    side = parts.text("side")
    sign = -1 if side in ("earlier", "before", "beforehand", "previously") or side.startswith("before") else 1
    if not parts.has("count") and side in ("before", "after"):
        return None
    told = calendar.parse(anchor.told) if not anchor.told.startswith("BC") else Stretch(anchor.told, None, None)
    unit = parts.code("units", "unit") or ""
    if unit[-1:] in ("D", "W") and anchor.day:
        told = calendar.parse(anchor.day)
    if side == "from now" or told is None:
        told = calendar.parse(anchor.document[:10])
    return _moved(told, parts, sign)


def _in_time(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    written = anchor.written
    return _moved(calendar.of_day(written) if written else None, parts, 1)


def _stretch(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    """ "The past couple of weeks", "the next three days": a whole stretch that ends or begins at the anchor."""
    unit, count, direction = parts.code("units", "unit"), parts.count(), parts.direction()
    if direction == 0 or parts.text("count") in ("a", "an", "the"):
        return None
    story = story_day(anchor) if anchor.is_narrative or parts.text("direction") == "following" else anchor.written
    clock, grain = ("T", unit[0]) if unit in ("S", "MIN", "H") else ("", unit)
    size = int(grain[:-1] or 1)
    value = f"P{clock}{'X' if count is None else f'{count * size:g}'}{grain[-1]}"
    if story is None or count is None or clock or count != int(count):
        return Meaning(value, moves=False)
    days = _days_of(story, grain[-1], int(count) * size * (direction or 0))
    first, last = sorted((story, days))
    return Meaning(value, calendar.of_day(first), calendar.of_day(last), moves=False)


def _days_of(start: date, grain: str, count: int) -> date:
    if grain in "DW":
        return calendar.add_days(start, count * (7 if grain == "W" else 1))
    return calendar.add_months(start, count * {"M": 1, "Q": 3, "Y": 12}[grain])


def _edge(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    """ "The day before", "the night before", "the week after": one step from where the story stands."""
    sign = -1 if parts.text("side") == "before" else 1
    return _step(parts.text("edge"), sign, anchor, from_story=True)


def _within(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    """ "Late in the year", "at the end of the month": a part of the year or month the story is in."""
    meaning = _step(parts.text("unit"), 0, anchor, from_story=True)
    if meaning is None or meaning.stretch is None:
        return None
    return of_stretch(part_of(meaning.stretch, parts.code("parts_of_stretch", "stretch") or ""), moves=False)


def _relative(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    unit, word = parts.text("unit"), parts.text("direction")
    step = parts.direction() or 0
    from_story = word in ("following", "previous", "preceding", "same", "that") or (parts.has("the") and word == "next")
    return _step(unit, step, anchor, from_story=from_story or (anchor.is_narrative and word in ("next", "this")))


def _step(unit: str, step: int, anchor: Anchor, *, from_story: bool) -> Meaning | None:
    """One step of a unit, from the story or from the day of writing."""
    start = story_day(anchor) if from_story else anchor.written
    story = story_stretch(anchor) if from_story else None
    codes = read_table("en", "times")["parts_of_day"]
    if from_story and anchor.told and story and story.first and unit in ("year", "month", "decade", "century"):
        start = story.first
    if start is None:
        return Meaning("PAST_REF" if step < 0 else "FUTURE_REF" if step > 0 else "PRESENT_REF", moves=False)
    if unit == "day" or unit in codes:
        meaning = of_stretch(calendar.of_day(calendar.add_days(start, step)))
        return narrow_day(meaning, codes[unit]) if meaning and unit in codes else meaning
    if unit in ("week", "weekend", "fortnight"):
        moved = calendar.add_days(start, step * (14 if unit == "fortnight" else 7))
        return of_stretch(calendar.weekend(moved) if unit == "weekend" else calendar.week(moved))
    moved = calendar.add_months(start, step * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
    wide = {
        "month": lambda: calendar.month(moved.year, moved.month),
        "quarter": lambda: calendar.quarter(moved.year, (moved.month + 2) // 3),
        "year": lambda: calendar.year(moved.year),
        "decade": lambda: calendar.decade(moved.year // 10 * 10),
        "century": lambda: calendar.century(moved.year // 100 + 1),
    }
    return of_stretch(wide[unit]())


def _pointer(parts: Parts, anchor: Anchor, _future: bool) -> Meaning | None:
    kind = parts.code("pointers", "pointer")
    if kind == "TOLD":
        story = calendar.parse(anchor.told)
        return of_stretch(story, moves=False) or Meaning("", moves=False)
    written = anchor.written
    stretch = calendar.of_day(written) if kind == "PRESENT" and written and not anchor.is_narrative else None
    return Meaning(f"{kind}_REF", stretch, moves=False)


RESOLVERS: dict[str, Resolver] = {
    "weekday": _weekday,
    "near": _near,
    "tonight": _tonight,
    "ago": _ago,
    "later": _later,
    "in_time": _in_time,
    "stretch": _stretch,
    "edge": _edge,
    "within": _within,
    "relative": _relative,
    "pointer": _pointer,
}
"""Rule of `time_patterns` -> what works out its meaning."""
