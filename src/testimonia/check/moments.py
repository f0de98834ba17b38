"""When two times can be the same: a day inside a month fits it, another day does not, and a clock time fits a clock time."""

import re
from datetime import date

from msgspec.structs import replace

from testimonia.model.values import Hedge, Moment

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}")
_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|(?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|\d{4})",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:[ap]\.?m\b|morning|afternoon|evening|night|noon|midnight|midday|dawn|dusk|(?:0\d|1[3-9]|2[0-3])[:.]\d\d|hours\b)",
    re.IGNORECASE,
)
"""Words that say which half of the day an hour is of."""
_NEAR_MINUTES = 30
_PARTS = {
    "MO": (5 * 60, 12 * 60),
    "MI": (11 * 60, 14 * 60),
    "AF": (12 * 60, 18 * 60),
    "EV": (17 * 60, 22 * 60),
    "NI": (20 * 60, 30 * 60),
}


def day_of(moment: Moment) -> str:
    """The one day a moment lies on; empty where it is longer or unknown.

    >>> day_of(Moment("2017-10-12T00:00", "2017-10-12T23:59", "2017-10-12T00:00", "2017-10-12T23:59", "12 October"))
    '2017-10-12'
    """
    start, end = moment.earliest_start[:10], moment.latest_end[:10]
    return start if start == end and _DAY.fullmatch(start) else ""


def clock_of(moment: Moment) -> tuple[int, int] | None:
    """First and last minute of the day that a moment may mean; None where it names no hour."""
    value = moment.value
    if match := _CLOCK.search(value):
        at = int(match[1]) * 60 + int(match[2])
        slack = _NEAR_MINUTES if moment.hedge is Hedge.ABOUT else 0
        return at - slack, at + slack
    if match := re.search(r"T(MO|MI|AF|EV|NI)", value):
        return _PARTS[match[1]]
    if day_of(moment) and not moment.earliest_start.endswith("T00:00"):
        first, last = moment.earliest_start[11:16], moment.latest_start[11:16] or moment.earliest_start[11:16]
        return int(first[:2]) * 60 + int(first[3:]), int(last[:2]) * 60 + int(last[3:])
    return None


def bounds_of(moment: Moment) -> tuple[str, str]:
    """First and last day, ISO 8601; empty where open or unknown."""
    return moment.earliest_start[:10], (moment.latest_end or moment.latest_start)[:10]


def is_dated(moment: Moment) -> bool:
    """Whether a moment names a day or a month, so that it can be compared; a bare year cannot."""
    first, last = bounds_of(moment)
    return bool(first and last) and (date.fromisoformat(last) - date.fromisoformat(first)).days <= 31


def fits(drafted: Moment, known: Moment) -> bool | None:
    """Whether two moments can be one; None where they share nothing that could be compared.

    >>> october = Moment("2017-10-01T00:00", "2017-10-31T23:59", "2017-10-01T00:00", "2017-10-31T23:59", "October", "2017-10")
    >>> fits(october, parse_day("2017-10-12")), fits(parse_day("2017-10-09"), parse_day("2017-10-12"))
    (True, False)
    """
    mine, theirs = bounds_of(drafted), bounds_of(known)
    if drafted.hedge is known.hedge is Hedge.MIN:  # "since August" is not "since October", though it lasts into it
        mine, theirs = (
            bounds_of(parse_day(one.value)) if _PLAIN.fullmatch(one.value) else bounds_of(one) for one in (drafted, known)
        )
    have_days = all((*mine, *theirs))
    if have_days and (mine[1] < theirs[0] or theirs[1] < mine[0]):
        return False
    hours, others = clock_of(drafted), clock_of(known)
    if hours and others:
        return (hours[0] <= others[1] and others[0] <= hours[1]) or _wraps(hours, others)
    return True if have_days else None


def _wraps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether they meet across midnight: "that night" runs to six in the morning."""
    day = 24 * 60
    return one[0] + day <= other[1] and other[0] <= one[1] + day


def parse_day(words: str) -> Moment:
    """A date of an item (``2017-10-12`` or ``2017-05``) as a moment."""
    first, last = words[:10], words[:10]
    if re.fullmatch(r"\d{4}-\d\d", words):
        year, month = int(words[:4]), int(words[5:])
        following = date(year + month // 12, month % 12 + 1, 1)
        first, last = f"{words}-01", date.fromordinal(following.toordinal() - 1).isoformat()
    elif re.fullmatch(r"\d{4}", words):
        first, last = f"{words}-01-01", f"{words}-12-31"
    return Moment(f"{first}T00:00", f"{last}T23:59", f"{first}T00:00", f"{last}T23:59", words, words)


def hours_of(moment: Moment, words: str) -> tuple[Moment, ...]:
    """What a time of day may mean where only the hour was said: no day, and for "ten past three" either half of one.

    Why: the day is then the reader's guess from the lines before, and no evidence. What names its day comes back as it is.
    """
    hours = clock_of(moment)
    if hours is None or _DATED.search(words) or not (_CLOCK.search(moment.value) or hours[0] == hours[1]):
        return (moment,)
    middle = (hours[0] + hours[1]) // 2
    bare = replace(moment, earliest_start="", latest_start="", earliest_end="", latest_end="")
    both = (middle,) if _HALF.search(words) else (middle, (middle + 12 * 60) % (24 * 60))
    return tuple(replace(bare, value=f"T{one // 60:02}:{one % 60:02}") for one in both)


def in_year_of(moment: Moment, known: Moment) -> Moment | None:
    """A moment put into another one's year; None where either has none.

    Why: "in September" names no year, and the reader's guess is no evidence.

    >>> moved = in_year_of(parse_day("2022-09"), parse_day("2023-09"))
    >>> moved is not None and fits(moved, parse_day("2023-09"))
    True
    """
    mine, theirs = moment.earliest_start[:4], known.earliest_start[:4]
    if not mine or not theirs or mine == theirs:
        return None

    def moved(bound: str) -> str:
        return theirs + bound[4:] if bound.startswith(mine) and bound[5:10] != "02-29" else bound

    return replace(
        moment,
        earliest_start=moved(moment.earliest_start),
        latest_start=moved(moment.latest_start),
        earliest_end=moved(moment.earliest_end),
        latest_end=moved(moment.latest_end),
    )
