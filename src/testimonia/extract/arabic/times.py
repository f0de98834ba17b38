"""Find dates and times in Arabic, resolved against the day the words were said and the day the story has reached.

The calendar arithmetic and the two clocks are the same as for English; only the words differ: months have Levantine, Western
and Maghrebi names, often two of them with a stroke between, and parts of the day stand before the day.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from testimonia.extract.arabic.forms import noun_forms
from testimonia.extract.arabic.lexicon import folded
from testimonia.extract.arabic.numbers import numerals, read_number
from testimonia.extract.arabic.words import Text
from testimonia.extract.values.anchors import Anchor, Meaning, narrow_day, year_for
from testimonia.model.values import Hedge, Moment
from testimonia.text import calendar
from testimonia.text.arabic import fold_word
from testimonia.text.packs import read_table

_DATE = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_YEAR = re.compile(r"(?:1[789]|20)\d\d")
LONGEST_MONTH = 31
_AFTERNOON = frozenset({"AF", "EV", "MI"})


class TimeFound(Struct, frozen=True):
    """A moment and the words ``[first, last)`` it stands in."""

    first: int
    last: int
    moment: Moment
    rule: str


class _TimeWords(Struct, frozen=True):
    months: Mapping[tuple[str, ...], int]
    weekdays: Mapping[str, int]
    parts: Mapping[tuple[str, ...], str]
    relative: Mapping[tuple[str, ...], int]
    units: Mapping[str, tuple[str, int]]
    """Unit word -> TIMEX3 letter, and the number the word says itself (two for a dual, else 0)."""
    directions: Mapping[str, int]
    seasons: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    halves: Mapping[str, int]
    starters: frozenset[str]
    """First words of everything that is no figure: the cheap test before anything else is looked at."""


@lru_cache(maxsize=1)
def time_words() -> _TimeWords:
    """The time words of the pack, folded."""
    table = read_table("ar", "times")

    def phrases(name: str) -> dict[tuple[str, ...], Any]:
        return {tuple(fold_word(words).split()): value for words, value in table[name].items()}

    units: dict[str, tuple[str, int]] = {fold_word(word): (code, 0) for word, code in table["units"].items()}
    for word, code in table["units"].items():
        for dual in noun_forms(word):
            units.setdefault(dual, (code, 2))
    words = dict(table["words"])
    halves = {fold_word(word): minutes for word, minutes in words.pop("halves").items()}
    months, parts, relative = phrases("months"), phrases("parts_of_day"), phrases("relative")
    weekdays = {fold_word(word): number for word, number in table["weekdays"].items()}
    seasons = {fold_word(word): code for word, code in table["seasons"].items()}
    listed = {name: folded(these) for name, these in words.items()}
    phrased = {phrase[0] for phrase in (*months, *parts, *relative)}
    starters = phrased | listed["clock"] | listed["ago"] | listed["year"] | {*weekdays, *seasons, *units}
    return _TimeWords(
        months=months,
        weekdays=weekdays,
        parts=parts,
        relative=relative,
        units=units,
        directions={fold_word(word): step for word, step in table["directions"].items()},
        seasons=seasons,
        words=listed,
        halves=halves,
        starters=frozenset(starters | {*numerals().ordinals, *numerals().units, *numerals().tens, *numerals().teens}),
    )


class _Reader:
    """Reads the expressions of one passage, in order."""

    def __init__(self, text: Text, anchor: Anchor) -> None:
        self.text = text
        self.anchor = anchor
        self.table = time_words()

    def key(self, i: int) -> str:
        return self.text.keys[i] if 0 <= i < len(self.text) else ""

    def phrase(self, table: Mapping[tuple[str, ...], Any], i: int) -> tuple[int, Any] | None:
        """The longest phrase of a table at word ``i``: where it ends and what it means. Surfaces count: names keep articles."""
        for size in (3, 2, 1):
            for of in (
                self.text.keys[i : i + size],
                [self.text.keys[i], *self._surfaces(i + 1, i + size)] if i < len(self.text) else [],
            ):
                if len(of) == size and tuple(of) in table:
                    return i + size, table[tuple(of)]
        return None

    def _surfaces(self, first: int, last: int) -> list[str]:
        return [word.surface for word in self.text.words[first:last]]

    def month(self, i: int) -> tuple[int, int] | None:
        """A month's name, and the second name behind a stroke: where it ends, and its number."""
        found = self.phrase(self.table.months, i)
        if found is None:
            return None
        end, number = found
        if self.key(end) == "/" and (other := self.phrase(self.table.months, end + 1)) is not None:
            end = other[0]
        return end, number

    def year(self, i: int) -> tuple[int, int] | None:
        """A year, with the words before it ("the year", a comma)."""
        at = i
        while self.key(at) in ("،", ",", "من") or self.key(at) in self.table.words["year"]:
            at += 1
        return (at + 1, int(self.key(at))) if at - i <= 2 and _YEAR.fullmatch(self.key(at)) else None

    def read(self, i: int) -> tuple[int, Meaning, str] | None:
        """The expression that begins at word ``i``: where it ends, what it means, the rule."""
        for rule in (self._clock, self._part_and_day, self._day, self._ago, self._stretch):
            found = rule(i)
            if found is not None:
                return found
        return None

    def _day(self, i: int) -> tuple[int, Meaning, str] | None:
        """A day by its date, its name or its distance from today."""
        at = i
        weekday = self.table.weekdays.get(self.key(at))
        today = self.phrase(self.table.relative, at)
        if today is not None and weekday is None:
            end, step = today
            if step == 0 and (self.key(i - 1) in self.table.words["to"] or self._is_some_day(end)):
                return None  # "to this day", "the first day"
            if self.key(end) in self.table.weekdays:
                end += 1
            if (dated := self._date(end)) is not None and step <= 0:
                return dated
            written = self.anchor.written
            meaning = _of(calendar.of_day(calendar.add_days(written, step))) if written else Meaning("", None, moves=False)
            return end, meaning, "relative"
        if weekday is not None:
            at += 1
            if self.key(at) in ("،", ",", "الموافق"):
                at += 1
            if (dated := self._date(at)) is not None:
                return dated
            step = self.table.directions.get(self.key(i + 1))
            return (i + 1 if step is None else i + 2), self._weekday(weekday, step), "weekday"
        return self._date(i)

    def _is_some_day(self, i: int) -> bool:
        """Whether the word behind "the day" makes it another day than today: the first, the following, the same."""
        if i >= len(self.text):
            return False
        word, others = self.text.words[i], self.table.words["not_today"]
        is_ordinal = word.has_article and word.key.removeprefix("ال") in numerals().ordinals
        return is_ordinal or word.key in others or word.surface in others

    def _weekday(self, number: int, step: int | None) -> Meaning:
        written = self.anchor.written
        if written is None:
            return Meaning("", None, moves=False)
        back = (written.isoweekday() - number) % 7
        days = (7 - back if back else 7) if step == 1 else -(back or (7 if step == -1 else 0))
        return _of(calendar.of_day(calendar.add_days(written, days)))

    def _date(self, i: int) -> tuple[int, Meaning, str] | None:
        if match := _DATE.fullmatch(self.key(i)):
            return self._numeric(i + 1, [int(part) for part in match.groups()])
        if self.key(i + 1) == "-" == self.key(i + 3) and all(self.key(i + n).isdigit() for n in (0, 2, 4)):
            return self._numeric(i + 5, [int(self.key(i + n)) for n in (0, 2, 4)])
        day = self._day_of_month(i)
        if day is None:
            return self._month(i)
        last, number = day
        at = last
        while self.key(at) in ("من", "شهر", "/"):
            at += 1
        found = self.month(at)
        if found is None or at - last > 2:
            return None
        end, month = found
        with_year = self.year(end)
        year = with_year[1] if with_year else year_for(self.anchor, month, False)
        stretch = calendar.day(year, month, number) if year else None
        return (with_year[0] if with_year else end), _of(stretch), "date"

    def _day_of_month(self, i: int) -> tuple[int, int] | None:
        """The number of a day, in figures, as a number word, or as an ordinal ("the fifth of"): where it ends, and the day."""
        number = read_number(self.text.words, i)
        is_ordinal = i < len(self.text) and self.text.words[i].has_article and (ordinal := self._ordinal(i)) is not None
        if is_ordinal and ordinal is not None:
            return ordinal if self.key(ordinal[0]) == "من" else None
        if number is None or number.value != int(number.value) or not 0 < number.value <= LONGEST_MONTH:
            return None
        return number.end, int(number.value)

    def _ordinal(self, i: int) -> tuple[int, int] | None:
        """ "The fifth", "the fifteenth", "the twenty-fifth", "the twentieth"."""
        table, one = numerals(), numerals().ordinals.get(self.key(i).removeprefix("ال"), 0)
        if not one:
            ten = table.tens.get(self.key(i), 0)
            return (i + 1, ten) if ten else None
        if self.key(i + 1) in table.ten:
            return i + 2, 10 + one % 10
        if i + 1 < len(self.text) and self.text.words[i + 1].is_joined and (ten := table.tens.get(self.key(i + 1), 0)):
            return i + 2, ten + one
        return i + 1, one

    def _numeric(self, end: int, parts: list[int]) -> tuple[int, Meaning, str] | None:
        year, month, day = parts if parts[0] > 31 else parts[::-1]
        year += 2000 if year < 100 else 0
        stretch = calendar.day(year, month, day) if 0 < month <= 12 and 0 < day <= 31 and 1000 < year < 3000 else None
        return (end, _of(stretch), "date") if stretch else None

    def _month(self, i: int) -> tuple[int, Meaning, str] | None:
        """A month, where a year or a word before it says that it is one; names of months are also names of people."""
        found = self.month(i)
        if found is None:
            return None
        end, month = found
        with_year = self.year(end)
        if with_year is None and self.key(i - 1) not in self.table.words["on"] | self.table.words["month"]:
            return None
        step = self.table.directions.get(self.key(end))
        year = with_year[1] if with_year else year_for(self.anchor, month, step == 1)
        end = with_year[0] if with_year else end + (step is not None)
        return end, _of(calendar.month(year, month) if year else None), "month"

    def _part_and_day(self, i: int) -> tuple[int, Meaning, str] | None:
        """ "The morning of 12 October", "yesterday evening": a part of the day before its day."""
        part = self.phrase(self.table.parts, i)
        if part is None:
            return None
        end, code = part
        at = end
        while self.key(at) in ("يوم", "من", "في"):
            at += 1
        day = self._day(at) if at - end <= 2 else None
        if day is None or len(day[1].value) != 10:
            return None
        return day[0], narrow_day(day[1], code), "part"

    def _clock(self, i: int) -> tuple[int, Meaning, str] | None:
        is_said = self.key(i) in self.table.words["clock"]
        at = i + 1 if is_said else i
        at += is_said and self.key(at) in self.table.words["about"]
        if match := _CLOCK.fullmatch(self.key(at)):
            hour, minute, end = int(match[1]), int(match[2]), at + 1
        elif is_said:
            ordinal = numerals().ordinals.get(self.key(at), 0)
            number = read_number(self.text.words, at)
            if not ordinal and number is None:
                return None
            hour, minute = ordinal or int(number.value if number else 0), 0
            end = at + 1 if ordinal or number is None else number.end
            if (
                end < len(self.text)
                and self.text.words[end].prefix.startswith("و")
                and "ال" + self.key(end).removeprefix("ال") in self.table.halves
            ):
                minute, end = self.table.halves["ال" + self.key(end).removeprefix("ال")], end + 1
        else:
            return None
        part = self.phrase(self.table.parts, end)
        if part is not None:
            end, code = part
            hour += 12 if code in _AFTERNOON and hour < 12 and not (code == "MI" and hour > 10) else 0
            hour += 12 if code == "NI" and 6 <= hour < 12 else 0
        if hour > 24 or minute > 59:
            return None
        clock = f"{hour % 24:02}:{minute:02}"
        return end, Meaning(f"T{clock}", None, None, clock, clock, moves=False), "clock"

    def _ago(self, i: int) -> tuple[int, Meaning, str] | None:
        """ "Three days ago", "two days before"."""
        if self.key(i) not in self.table.words["ago"] or self.anchor.written is None:
            return None
        number = read_number(self.text.words, i + 1)
        at = number.end if number else i + 1
        unit, own = self.table.units.get(self.key(at), ("", 0))
        count = number.value if number else own or 1
        if unit not in tuple("DWMY") or count != int(count):
            return None
        if not number and not own and self.text.words[at].prefix:
            return None
        stretch = calendar.shift(calendar.of_day(self.anchor.written), unit, -int(count))
        return at + 1, _of(stretch), "ago"

    def _stretch(self, i: int) -> tuple[int, Meaning, str] | None:
        """A year, a season of a year, last week."""
        if self.key(i) in self.table.words["year"] and _YEAR.fullmatch(self.key(i + 1)):
            return i + 2, _of(calendar.year(int(self.key(i + 1)))), "year"
        if self.key(i) in self.table.seasons and (found := self.year(i + 1)) is not None:
            return found[0], _of(calendar.season(found[1], self.table.seasons[self.key(i)])), "season"
        step, written = self.table.directions.get(self.key(i + 1)), self.anchor.written
        unit = self.table.units.get(self.key(i), ("", 0))[0]
        if step is None or written is None or unit not in tuple("WMY") or not self.text.words[i].has_article:
            return None
        return i + 2, _of(_period(written, unit, step)), "period"


def _period(written: date, unit: str, step: int) -> calendar.Stretch:
    if unit == "W":
        return calendar.week(calendar.add_days(written, 7 * step))
    if unit == "M":
        moved = calendar.add_months(written, step)
        return calendar.month(moved.year, moved.month)
    return calendar.year(written.year + step)


def _of(stretch: calendar.Stretch | None) -> Meaning:
    return Meaning(stretch.value, stretch) if stretch else Meaning("", None, moves=False)


def find_times(text: Text, anchor: Anchor) -> tuple[list[TimeFound], Anchor]:
    """The moments of a passage, without overlaps, and the anchor after it.

    >>> found, _ = find_times(Text("صباح ١٢ تشرين الأول", 0), Anchor("2017-10-30"))
    >>> found[0].moment.value
    '2017-10-12TMO'
    """
    reader, starters = _Reader(text, anchor), time_words().starters
    pieces: list[tuple[int, int, Meaning, str]] = []
    i = 0
    while i < len(text):
        is_candidate = text.words[i].kind == "number" or text.keys[i] in starters
        found = reader.read(i) if is_candidate else None
        if found is None:
            i += 1
            continue
        end, meaning, rule = found
        if meaning.value:
            _join(pieces, (i, end, meaning, rule), text)
        if (
            meaning.moves
            and meaning.stretch is not None
            and meaning.stretch.first is not None
            and rule in ("date", "part", "month")
        ):
            value = meaning.stretch.value
            reader.anchor = msgspec.structs.replace(reader.anchor, told=value, day=value if len(value) == 10 else "")
        i = max(end, i + 1)
    return [_time(text, piece) for piece in pieces], reader.anchor


def _join(pieces: list[tuple[int, int, Meaning, str]], piece: tuple[int, int, Meaning, str], text: Text) -> None:
    """Add a piece, joined to the one before where a clock time stands beside its day, or two days are the ends of a stretch."""
    if pieces:
        first, last, meaning, rule = pieces[-1]
        gap = text.keys[last : piece[0]]
        joined: Meaning | None = None
        if set(gap) <= {"،", "في", "من", "يوم", "عند"} and len(gap) <= 2:
            joined = _clock_on_day(meaning, rule, piece)
        elif len(gap) == 1 and gap[0] in time_words().words["to"] and rule == piece[3] == "date":
            one, two = meaning.stretch, piece[2].stretch
            if one and two and one.first and two.first and one.first < two.first:
                joined = Meaning(f"{one.value}/{two.value}", one, two)
        if joined is not None:
            pieces[-1] = (first, piece[1], joined, rule)
            return
    pieces.append(piece)


def _clock_on_day(meaning: Meaning, rule: str, piece: tuple[int, int, Meaning, str]) -> Meaning | None:
    if (rule == "clock") == (piece[3] == "clock"):
        return None
    clock, day = (meaning, piece[2]) if rule == "clock" else (piece[2], meaning)
    if day.stretch is None or len(day.stretch.value) != 10:
        return None
    return Meaning(f"{day.stretch.value}{clock.value}", day.stretch, None, clock.opens, clock.closes)


def _time(text: Text, piece: tuple[int, int, Meaning, str]) -> TimeFound:
    first, last, meaning, rule = piece
    hedge = Hedge.ABOUT if first and text.keys[first - 1] in time_words().words["about"] else Hedge.EXACT
    return TimeFound(first, last, _moment(text.slice(first, last), meaning, hedge), f"arabic.time.{rule}")


def _moment(words: str, meaning: Meaning, hedge: Hedge) -> Moment:
    """The four bounds; for a point the start and the end are the same unknown instant."""
    one, two = meaning.stretch, meaning.end or meaning.stretch
    if one is None or two is None or one.first is None or one.last is None or two.first is None or two.last is None:
        return Moment("", "", "", "", words, meaning.value, hedge)
    opens, closes = meaning.opens or "00:00", meaning.closes or "23:59"
    start, end = f"{one.first}T{opens}", f"{two.last}T{closes}"
    if meaning.end is None:
        return Moment(start, end, start, end, words, meaning.value, hedge)
    return Moment(start, f"{one.last}T23:59", f"{two.first}T00:00", end, words, meaning.value, hedge)
