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
from testimonia.extract.values.time_tenses import Tense
from testimonia.text import calendar
from testimonia.text.calendar import Stretch
from testimonia.text.packs import read_table

FRIDAY = 5
LENGTHS = frozenset({"week", "month", "quarter", "year", "decade", "century"})


def _weekday(parts: Parts, anchor: Anchor, tense: Tense) -> Meaning | None:
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
    elif direction == 1 or (direction is None and tense is Tense.FUTURE) or (direction == 0 and tense is not Tense.PAST):
        the_day = calendar.add_days(written, ahead or 7 * (direction == 1))
    else:
        the_day = calendar.add_days(written, -((7 - ahead) % 7 or 7 * (direction == -1)))
    return with_part(of_stretch(calendar.of_day(the_day)), parts)


def _near(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    near, written = parts.text("near"), anchor.written
    if near == "today" and anchor.is_narrative:
        return Meaning("PRESENT_REF", moves=False)
    steps = {"today": 0, "yesterday": -1, "tomorrow": 1}
    step = steps.get(near, -2 if near.endswith("yesterday") else 2)
    if written is None:
        return Meaning("PRESENT_REF" if step == 0 else "PAST_REF" if step < 0 else "FUTURE_REF", moves=False)
    the_day = calendar.of_day(calendar.add_days(written, step))
    return with_part(of_stretch(the_day, moves=not anchor.is_narrative), parts)


def _tonight(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    if anchor.written is None:
        return Meaning("TNI", moves=False)
    step = -1 if parts.text("near").split()[0] == "last" else 0
    meaning = of_stretch(calendar.of_day(calendar.add_days(anchor.written, step)))
    return narrow_day(meaning, "NI") if meaning else None


def _moved(start: Stretch | None, parts: Parts, sign: int) -> Meaning | None:
    unit, count = parts.code("units", "unit"), parts.count()
    vague = Meaning("PAST_REF" if sign < 0 else "FUTURE_REF", moves=False, is_claim=parts.has("count"))
    if count is None or start is None or unit in ("S", "MIN", "H") or count != int(count):
        return vague
    if moved := calendar.shift(start, unit, sign * int(count)):
        return of_stretch(moved)
    if unit in ("D", "W") and start.first is not None:  # a day in a month or year whose days were not told
        return Meaning(f"{start.value}{'-XX' * (3 - len(start.value.split('-')))}", moves=False)
    return vague


def _ago(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "Two days ago" is a day, "two weeks ago" a week; "a year ago" after a quarter is that of the year before."""
    written = anchor.written
    if not parts.has("count") and parts.code("units", "unit") in ("S", "MIN"):
        return None
    if (quarter := _quarter_of_last_year(parts, anchor)) is not None:
        return quarter
    meaning = _moved(calendar.of_day(written) if written else None, parts, -1)
    day = meaning.stretch.first if meaning and meaning.stretch else None
    return of_stretch(calendar.week(day)) if day and parts.code("units", "unit")[-1] == "W" else meaning


def _quarter_of_last_year(parts: Parts, anchor: Anchor) -> Meaning | None:
    """ "Profit rose to 3 million in the third quarter from 2 million a year earlier": the same quarter, a year back."""
    if not anchor.period or anchor.is_narrative or parts.count() != 1 or parts.code("units", "unit") != "Y":
        return None
    return of_stretch(_earlier_quarter(anchor.period), moves=False)


def _earlier_quarter(period: str) -> Stretch:
    return calendar.quarter(int(period[:4]) - 1, int(period[-1]))


def _year_ago(_parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "The year-earlier period": the quarter that is spoken of, a year back."""
    if anchor.period:
        return of_stretch(_earlier_quarter(anchor.period), moves=False)
    return of_stretch(calendar.year(anchor.written.year - 1), moves=False) if anchor.written else None


def _later(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    side = parts.text("side")
    sign = -1 if side in ("earlier", "before", "beforehand", "previously") or side.startswith("before") else 1
    if not parts.has("count") and side in ("before", "after"):
        return None
    if side == "earlier" and (quarter := _quarter_of_last_year(parts, anchor)) is not None:
        return quarter
    told = calendar.parse(anchor.told) if not anchor.told.startswith("BC") else Stretch(anchor.told, None, None)
    unit = parts.code("units", "unit") or ""
    if unit[-1:] in ("D", "W") and anchor.day:
        told = calendar.parse(anchor.day)
    if side == "from now" or (told is None and sign < 0):
        told = calendar.parse(anchor.document[:10])
    return _moved(told, parts, sign)


def _in_time(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    start = story_day(anchor)
    return _moved(calendar.of_day(start) if start else None, parts, 1)


def _stretch(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
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


def _vague(parts: Parts, _anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "In recent weeks", "over the coming years": a length that nobody measured."""
    grain = parts.code("units", "unit")
    clock, grain = ("T", grain[0]) if grain in ("S", "MIN", "H") else ("", grain[-1])
    return Meaning(f"P{clock}X{grain}", moves=False, is_claim=False)


def _often(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "Daily", "weekly"; annotators of history mark the days and not the length between them."""
    value = str(parts.code("often", "often"))
    return Meaning("XXXX-XX-XX" if value == "P1D" and anchor.is_narrative else value, moves=False, is_claim=False)


def _set(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "Every Friday", "each July", "every day", "per year"."""
    if parts.has("weekday"):
        part = parts.code("parts_of_day", "part")
        return Meaning(f"XXXX-WXX-{parts.code('weekdays', 'weekday')}{'T' + part if part else ''}", moves=False, is_claim=False)
    if parts.has("month"):
        return Meaning(f"XXXX-{parts.month():02}", moves=False, is_claim=False)
    if parts.has("season"):
        return Meaning(f"XXXX-{parts.code('seasons', 'season')}", moves=False, is_claim=False)
    unit = parts.code("units", "unit")
    if unit == "D" and anchor.is_narrative and parts.rule != "rate":
        return Meaning("XXXX-XX-XX", moves=False, is_claim=False)
    clock, grain = ("T", unit[0]) if unit in ("S", "MIN", "H") else ("", unit)
    return Meaning(f"P{clock}{int(grain[:-1] or 1)}{grain[-1]}", moves=False, is_claim=False)


def _bare(parts: Parts, anchor: Anchor, tense: Tense) -> Meaning | None:
    """ "Over the weekend", "in the quarter", "for the year": in the news, the one that is spoken of."""
    written, unit = anchor.written, parts.text("bare")
    if written is None or anchor.is_narrative:
        return None
    if unit == "weekend":
        back = 0 if tense is Tense.FUTURE or written.isoweekday() > FRIDAY else -7
        return of_stretch(calendar.weekend(calendar.add_days(written, back)))
    if unit == "week":
        return of_stretch(calendar.week(written), moves=False, is_claim=False)
    if unit == "year":
        whole = Meaning("P1Y", moves=False, is_claim=False)
        return whole if parts.has("ended") else of_stretch(calendar.year(written.year), moves=False, is_claim=False)
    if unit == "quarter" or anchor.period:
        ended = calendar.add_months(written, -3)
        last = calendar.quarter(ended.year, (ended.month + 2) // 3)
        told = calendar.quarter(int(anchor.period[:4]), int(anchor.period[-1])) if anchor.period else last
        return of_stretch(told, moves=False, is_claim=False)
    return None


def _edge(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "The day before", "the night before", "the week after": one step from where the story stands."""
    sign = -1 if parts.text("side") == "before" else 1
    return _step(parts.text("edge"), sign, anchor, from_story=True)


def _within(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "Late in the year", "at the end of the month": a part of the year or month the story is in."""
    meaning = _step(parts.text("unit"), 0, anchor, from_story=bool(anchor.told))
    if meaning is None or meaning.stretch is None:
        return None
    return of_stretch(part_of(meaning.stretch, parts.code("parts_of_stretch", "stretch") or ""), moves=False)


def _relative(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    unit, word = parts.text("unit"), parts.text("direction")
    step = parts.direction() or 0
    if (word, unit) == ("this", "day") and anchor.is_narrative:
        return Meaning("PRESENT_REF", moves=False, is_claim=False)
    if word == "past" and unit in LENGTHS:
        return _past_length(unit, anchor)
    from_story = word in ("following", "previous", "preceding", "same", "that") or (parts.has("the") and word == "next")
    return _step(unit, step, anchor, from_story=from_story or (anchor.is_narrative and word in ("next", "this")))


def _past_length(unit: str, anchor: Anchor) -> Meaning | None:
    """ "In the past year": the twelve months up to now, and not last year."""
    grain = str(read_table("en", "times")["units"][unit])
    size, end = int(grain[:-1] or 1), story_day(anchor)
    if end is None:
        return Meaning(f"P{size}{grain[-1]}", moves=False)
    first, last = calendar.of_day(_days_of(end, grain[-1], -size)), calendar.of_day(end)
    return Meaning(f"P{size}{grain[-1]}", first, last, moves=False)


def _step(unit: str, step: int, anchor: Anchor, *, from_story: bool) -> Meaning | None:
    """One step of a unit, from the story or from the day of writing."""
    start = story_day(anchor) if from_story else anchor.written
    story = story_stretch(anchor) if from_story else None
    codes = read_table("en", "times")["parts_of_day"]
    if from_story and anchor.told and story and story.first and unit in ("year", "month", "decade", "century"):
        start = story.first
    is_day = unit == "day" or unit in codes
    if is_day and from_story and step > 0 and not anchor.day:
        start = None  # "the next morning" of a story that has not named a day yet
    if start is None:
        if anchor.told and unit in ("day", "week"):
            return Meaning("XXXX-XX-XX" if unit == "day" else "XXXX-WXX", moves=False)
        return Meaning("PAST_REF" if step < 0 else "FUTURE_REF" if step > 0 else "PRESENT_REF", moves=False)
    if is_day:
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


def _pointer(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    kind = parts.code("pointers", "pointer")
    if kind is None:
        kind = parts.code("story_pointers", "pointer")
        if not anchor.is_narrative:
            return None
    if kind == "TOLD":
        story = calendar.parse(anchor.told)
        return of_stretch(story, moves=False, is_claim=False) or Meaning("", moves=False, is_claim=False)
    written = anchor.written
    stretch = calendar.of_day(written) if kind == "PRESENT" and written and not anchor.is_narrative else None
    return Meaning(f"{kind}_REF", stretch, moves=False, is_claim=False)


RESOLVERS: dict[str, Resolver] = {
    "weekday": _weekday,
    "near": _near,
    "tonight": _tonight,
    "ago": _ago,
    "later": _later,
    "in_time": _in_time,
    "stretch": _stretch,
    "year_ago": _year_ago,
    "vague": _vague,
    "often": _often,
    "set": _set,
    "rate": _set,
    "bare": _bare,
    "edge": _edge,
    "within": _within,
    "relative": _relative,
    "pointer": _pointer,
}
"""Rule of `time_patterns` -> what works out its meaning."""
