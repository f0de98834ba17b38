"""Dates that a collector or a document wrote down, in ISO 8601, where they can mean only one day.

Why: a metadata date orders the positions of a source. ``03/04/2017`` is the third of April or the fourth of March; guessing
would put words in the wrong order, so it is refused and the collector asked.
"""

import calendar
import re
from collections.abc import Iterable

from testimonia.model.phrases import told

_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4})")
_DAY_FIRST = re.compile(
    r"(?:\w+day,?\s+)?(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([^\W\d_][^\d,]*?),?\s+(\d{4})", re.IGNORECASE
)
_MONTH_FIRST = re.compile(r"(?:\w+day,?\s+)?([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_MONTH_ONLY = re.compile(r"([^\W\d_][^\d,]*?),?\s+(\d{4})")

# Both calendars' month names in use for the Gregorian year in Arabic: the Levantine ones and the ones taken from Latin.
_ARABIC_MONTHS = (
    ("كانون الثاني", "يناير"),
    ("شباط", "فبراير"),
    ("آذار", "مارس"),
    ("نيسان", "أبريل"),
    ("أيار", "مايو"),
    ("حزيران", "يونيو"),
    ("تموز", "يوليو"),
    ("آب", "أغسطس"),
    ("أيلول", "سبتمبر"),
    ("تشرين الأول", "أكتوبر"),
    ("تشرين الثاني", "نوفمبر"),
    ("كانون الأول", "ديسمبر"),
)
_ENGLISH_MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {
    name: number for table in (_ENGLISH_MONTHS, _ARABIC_MONTHS) for number, names in enumerate(table, start=1) for name in names
}


class DateError(ValueError):
    """These words are not one certain date; the message says why."""


def to_iso_date(words: str, *, is_day_first: bool | None = None) -> str:
    """Write a date as ISO 8601, as exactly as it was given (year, month, day, or day and time of day).

    Args:
        words: the date as written; Western or Arabic-Indic digits; English or Arabic month names.
        is_day_first: how to read ``03/04/2017``; None refuses it.

    Raises:
        DateError: it is not a date, or could be two.

    >>> to_iso_date("12 October 2017"), to_iso_date("Oct. 12, 2017"), to_iso_date("2017-10-12 16:00")
    ('2017-10-12', '2017-10-12', '2017-10-12T16:00')
    >>> to_iso_date("03/04/2017")
    Traceback (most recent call last):
    testimonia.ingest.dates.DateError: "03/04/2017" can be the 3rd of month 4 or the 4th of month 3: write it as YYYY-MM-DD
    """
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in " ".join(words.split()))
    if match := _ISO.fullmatch(plain):
        return _from_iso(words, match)
    if match := _COMPACT.fullmatch(plain) or _YEAR_FIRST.fullmatch(plain):
        year, month, day = match.groups()
        return _checked(words, int(year), int(month), int(day))
    if match := _NUMERIC.fullmatch(plain):
        return _from_numbers(words, match, is_day_first)
    if match := _DAY_FIRST.fullmatch(plain):
        return _checked(words, int(match[3]), _month(words, match[2]), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(plain):
        return _checked(words, int(match[3]), _month(words, match[1]), int(match[2]))
    if match := _MONTH_ONLY.fullmatch(plain):
        return _checked(words, int(match[2]), _month(words, match[1]), 0)
    said = f'"{words}" is not a date this program can read: write it as YYYY-MM-DD'
    raise DateError(told(said, "unread.date", words=words))


def is_day_first_column(values: Iterable[str]) -> bool | None:
    """How the numeric dates of one column are to be read: True, False, or None where every one could be both.

    Why: in a table all dates follow one habit, so a single ``25/10/2017`` tells how ``03/04/2017`` is meant.

    >>> is_day_first_column(["03/04/2017", "25/10/2017"]), is_day_first_column(["03/04/2017"])
    (True, None)
    """
    votes = {int(m[1]) > 12 for v in values if (m := _NUMERIC.fullmatch(v.strip())) and max(int(m[1]), int(m[3])) > 12}
    return votes.pop() if len(votes) == 1 else None


def _from_iso(words: str, match: re.Match[str]) -> str:
    year, month, day, clock, zone = match.groups()
    date = _checked(words, int(year), int(month or 0), int(day or 0))
    if not clock:
        return date
    if int(clock[:2]) > 23 or int(clock[3:5]) > 59:
        raise DateError(told(f'"{words}": there is no such time of day', "unread.clock", words=words))
    return f"{date}T{clock}{'Z' if (zone or '').upper() in ('Z', 'UTC') else zone or ''}"


def _from_numbers(words: str, match: re.Match[str], is_day_first: bool | None) -> str:
    first, separator, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    # Dots are only used day first; with slashes and hyphens both orders are in daily use.
    if first > 12 or separator == "." or first == second or (is_day_first and second <= 12):
        return _checked(words, year, second, first)
    if second > 12 or is_day_first is False:
        return _checked(words, year, first, second)
    said = (
        f'"{words}" can be the {_ordinal(first)} of month {second} or the {_ordinal(second)} of month {first}: '
        "write it as YYYY-MM-DD"
    )
    raise DateError(told(said, "unread.date_two", words=words, first=first, second=second))


def _ordinal(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"


def _month(words: str, name: str) -> int:
    number = _MONTHS.get(name.strip(" .،").casefold())
    if number is None:
        said = f'"{words}": there is no month called "{name.strip()}"; write the date as YYYY-MM-DD'
        raise DateError(told(said, "unread.month_name", words=words, month=name.strip()))
    return number


def _checked(words: str, year: int, month: int, day: int) -> str:
    if month > 12 or (not month and day) or not 1000 <= year <= 9999:
        raise DateError(told(f'"{words}": there is no such month or year', "unread.month", words=words))
    if day and day > calendar.monthrange(year, month)[1]:
        raise DateError(told(f'"{words}": there is no such day', "unread.day", words=words))
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
