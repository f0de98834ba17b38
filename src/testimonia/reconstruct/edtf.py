"""Dates in the Extended Date/Time Format, written and read: what was said of a time, in the form archives and catalogues use.

Levels 0 and 1 are read and written, and of level 2 the "one of these days" set and the quarters and halves of a year,
because testimony needs them ("in the first half of 2016"; "on one of those three days"). EDTF has no hedge on a clock time
and no part of the day; such a time is written as its day, and the words and the bounds say the rest.

Source: Library of Congress, Extended Date/Time Format Specification (2019), which is ISO 8601-2:2019 annex A.
"""

import re
from datetime import date, timedelta

from testimonia.errors import UsageError
from testimonia.model.values import Hedge, Moment
from testimonia.reconstruct.ranges import DAY, Range, of_bounds, of_moment, to_iso, with_bounds
from testimonia.text import calendar

SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41}
_CODES = {number: code for code, number in SEASONS.items()} | {25: "SP", 26: "SU", 27: "FA", 28: "WI"}
_ONE = re.compile(r"(?P<year>-?\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?P<mark>[?~%])?")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):[0-5]\d(?:Z|[+-]\d\d(?::\d\d)?)?")
_SET = re.compile(r"\[([^\[\],]+)\.\.([^\[\],]+)\]")
_VALUE = re.compile(r"(\d{4})(?:-(\d\d|SP|SU|FA|WI|Q[1-4]|H[12]))?(?:-(\d\d))?")
_CLOCKED = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)")


def to_edtf(moment: Moment) -> str:
    """A moment as EDTF; empty where it has no date.

    Returns:
        ``2017-10-12`` for a day, ``2017-10~`` for "about October", ``../2017-10-12`` for "before" it, ``2017-10-12/..`` for
        "since", ``2017-10-12/2017-10-14`` for a stretch, ``[2017-10-09..2017-10-15]`` for one unknown day of several.

    >>> to_edtf(Moment("2017-10-12T16:00", "2017-10-12T16:00", "2017-10-12T16:00", "2017-10-12T16:00", "at four"))
    '2017-10-12T16:00:00'
    """
    bounds = of_moment(moment)
    if not bounds.is_known:
        return _remote(moment.value)
    start, end = (bounds.earliest_start, bounds.latest_start), (bounds.earliest_end, bounds.latest_end)
    if not bounds.is_point:
        first, last = _edge(*start, is_start=True), _edge(*end, is_start=False)
        return first if first == last != ".." else f"{first}/{last}"  # ten hours of one day are written as that day
    low, high = start
    if low is None or high is None:
        return f"../{_precise(high)}" if low is None else f"{_precise(low)}/.."
    return _one_of(low, high, moment)


def from_edtf(text: str) -> Moment:
    """Read EDTF as a moment with four bounds.

    Args:
        text: a date, a time, an interval or a set as `to_edtf` writes it, with ``?``, ``~`` or ``%`` after a date and ``X``
            for digits that are not known.

    Raises:
        UsageError: it is no EDTF of levels 0 and 1, or there is no such day.

    >>> from_edtf("2017-10-XX").latest_end
    '2017-10-31T23:59'
    """
    if (match := _SET.fullmatch(text)) is not None:
        low, high = _read(match[1], text), _read(match[2], text)
        found = Range(low.earliest_start, high.latest_end, low.earliest_start, high.latest_end)
        return _moment(found, text, Hedge.EXACT)
    first, slash, last = text.partition("/")
    if slash:
        start, end = (Range() if side in ("..", "") else _read(side, text) for side in (first, last))
        if not start.is_known and not end.is_known:
            raise UsageError(f"{text!r} has no date: write 2017-10-12/.. or ../2017-10-12")
        if first == "..":
            return _moment(Range(None, end.latest_end, None, end.latest_end), text, Hedge.MAX)
        if last == "..":
            return _moment(Range(start.earliest_start, None, start.earliest_start, None), text, Hedge.MIN)
        found = Range(start.earliest_start, start.latest_start, end.earliest_end, end.latest_end)
        if not found.is_possible:
            raise UsageError(f"{text!r} ends before it begins")
        return _moment(found, text, Hedge.RANGE)
    hedge = Hedge.ABOUT if text[-1:] in ("~", "%") else Hedge.EXACT
    return _moment(_read(text, text), text, hedge)


def _moment(bounds: Range, text: str, hedge: Hedge) -> Moment:
    return with_bounds(Moment("", "", "", "", text, text, hedge), bounds)


def _read(part: str, whole: str) -> Range:
    if (match := _TIME.fullmatch(part)) is not None and calendar.parse(match[1]) is not None:
        return of_bounds(f"{match[1]}T{match[2]}:{match[3]}")
    match = _ONE.fullmatch(part)
    stretch = _stretch(match) if match else None
    if match is None or stretch is None or stretch.first is None or stretch.last is None:
        raise UsageError(f"{whole!r} is no date in EDTF: write 2017-10-12, 2017-10~, 2017-10-12/2017-10-14 or ../2017-10-12")
    first, last = stretch.first, stretch.last
    if match["mark"] in ("~", "%"):  # as far either side as the time reader lets "about" reach
        margin = max(1, ((last - first).days + 1) // 4)
        first, last = calendar.add_days(first, -margin), calendar.add_days(last, margin)
    low, high = first.toordinal() * DAY, (last + timedelta(1)).toordinal() * DAY - 1
    return Range(low, high, low, high)


def _stretch(match: re.Match[str]) -> calendar.Stretch | None:
    year, month, day = match["year"], match["month"], match["day"]
    if year.endswith("XX"):
        return calendar.Stretch(year, date(max(int(year[:2]) * 100, 1), 1, 1), date(int(year[:2]) * 100 + 99, 12, 31))
    if year.endswith("X"):
        return calendar.decade(int(year[:3]) * 10) if int(year[:3]) else None
    if month in (None, "XX"):
        return calendar.parse(year)
    number = int(month)
    if number in _CODES and day is None and calendar.parse(year):
        code = _CODES[number]
        if code[0] == "Q":
            return calendar.quarter(int(year), int(code[1]))
        if code[0] == "H":
            return calendar.half(calendar.year(int(year)), "start" if code == "H1" else "end")
        return calendar.season(int(year), code)
    return calendar.parse(f"{year}-{month}" if day in (None, "XX") else f"{year}-{month}-{day}")


def _edge(low: int | None, high: int | None, *, is_start: bool) -> str:
    """One end of an interval, as far out as it can lie; marked ``~`` where it is not known to the day."""
    outer = low if is_start else high
    if outer is None:
        return ".."
    is_sure = low is not None and high is not None and low // DAY == high // DAY
    return to_iso(outer)[:10] if is_sure else _whole_unit(low, high) or to_iso(outer)[:10] + "~"


def _whole_unit(low: int | None, high: int | None) -> str:
    """The month or year that two bounds exactly cover; empty if they cover none."""
    if low is None or high is None:
        return ""
    first, last = (date.fromordinal(minute // DAY) for minute in (low, high))
    return next((name for name in (f"{first:%Y-%m}", f"{first:%Y}") if _covers(name, first, last)), "")


def _one_of(low: int, high: int, moment: Moment) -> str:
    """A point: as the unit that was said where it is one, else as one of several days."""
    mark = "~" if moment.hedge is Hedge.ABOUT else ""
    if low == high:
        return _precise(low)
    first, last = (date.fromordinal(minute // DAY) for minute in (low, high))
    if first == last:
        return first.isoformat()  # an uncertain hour of a certain day
    if mark and (said := _said(moment.value)):
        return said + mark
    said = _said(moment.value)
    if said and _covers(said, first, last):
        return said
    return _whole_unit(low, high) or f"[{first}..{last}]"


def _said(value: str) -> str:
    """The calendar unit of a TIMEX3 value as EDTF; empty for weeks and for what is no calendar unit."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return ""
    code = SEASONS.get(match[2] or "")
    return f"{match[1]}-{code}" if code else value


def _covers(name: str, first: date, last: date) -> bool:
    match = _ONE.fullmatch(name)
    stretch = _stretch(match) if match else None
    return stretch is not None and (stretch.first, stretch.last) == (first, last)


def _precise(minute: int | None) -> str:
    """A bound: its day, with the clock only where it is neither the first nor the last minute of the day."""
    if minute is None:
        return ".."
    iso = to_iso(minute)
    return iso[:10] if iso.endswith(("T00:00", "T23:59")) else f"{iso}:00"


def _remote(value: str) -> str:
    """Years before the calendar of the machine begins: ``BC0146`` is ``-0145``, because EDTF counts a year nought."""
    match = re.fullmatch(r"BC(\d{1,4})", value)
    return f"-{int(match[1]) - 1:04}" if match and int(match[1]) > 1 else "0000" if match else ""
