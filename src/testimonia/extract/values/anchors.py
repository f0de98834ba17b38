"""What an expression of time refers to: a stretch of the calendar, relative to when it was said or to what was just told.

Two clocks run through testimony. "Yesterday" and "last week" count from the day the words were spoken; "three days later"
and "on 12 August" count from the day the story has reached. Both are kept in an `Anchor`, which is passed in and handed
back, so that reading the same text twice gives the same dates.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from testimonia.extract.values.time_patterns import Expression
from testimonia.extract.values.time_tenses import Tense
from testimonia.text import calendar
from testimonia.text.calendar import Stretch
from testimonia.text.numbers import number_words, read_number
from testimonia.text.packs import read_table

TURN_MONTHS = 9
"""A month this far back from where the story stands is one of the next year."""
AHEAD_DAYS = 75
"""A date without a year or tense is ahead if it is no further than this."""
NO_LONGER_AHEAD = 300
"""A date without a year that would be further ahead than this has just passed, whatever the tense."""
ASIDE_DAYS = 60
NARRATIVE_DAYS = 400
"""If the story has moved further than this from the day of writing, it is history: dates follow the story, not the writer."""


class Anchor(Struct, frozen=True):
    """Where two clocks stand: the day the words were said, and the day the story has reached.

    ``document`` is an ISO day or empty; ``told`` the last date told, as coarse as it was told (``1914``, ``1914-08``);
    ``day`` the last whole day told; ``fresh`` the same day while it stands in this sentence or the one before; ``period`` the
    last quarter of a year told (``1989-Q3``). ``balance`` weighs history against news: dates of other years told so far, less
    the words that count from the day of writing ("yesterday", "on Friday").
    """

    document: str = ""
    told: str = ""
    day: str = ""
    fresh: str = ""
    period: str = ""
    balance: int = 0

    @property
    def written(self) -> date | None:
        """The day the words were said, if it is known to the day."""
        stretch = calendar.parse(self.document[:10]) if len(self.document) >= 10 else None
        return stretch.first if stretch else None

    @property
    def is_narrative(self) -> bool:
        """Whether the story is far from the day of writing, so that dates without a year belong to the story."""
        told, written = calendar.parse(self.told) if self.told else None, self.written
        if not self.told or told is None or told.last is None or written is None:
            return bool(self.told)
        return self.balance >= 0 and is_far(told.last, written)


def is_far(told: date, written: date) -> bool:
    """Whether a date lies so far from the day of writing that it is history."""
    return abs((told - written).days) > NARRATIVE_DAYS


class Meaning(Struct, frozen=True):
    """What an expression means: its TIMEX3 value, the days it covers, and clock times where it has them.

    ``opens`` and ``closes`` are ``HH:MM`` on the first and the last day. ``is_span`` is true where the expression is a whole
    stretch ("from 12 to 15 October", "the last two weeks") and not a point somewhere inside it; then ``end`` is the stretch
    it ends in.
    """

    value: str
    stretch: Stretch | None = None
    end: Stretch | None = None
    opens: str = ""
    closes: str = ""
    moves: bool = True
    """Whether the story now stands there."""
    zone: str = ""
    """IANA time zone where one was said."""
    is_claim: bool = True
    """Whether it says enough to be put forward: "now" and "in recent weeks" do not."""
    is_point: bool = False
    """Whether ``stretch`` to ``end`` is one uncertain instant ("the night of 11 to 12 October") and not a length of time."""


Resolver = Callable[["Parts", Anchor, Tense], Meaning | None]


class Parts:
    """Reads the named parts of an expression as numbers and codes."""

    def __init__(self, expression: Expression) -> None:
        self.rule = expression.rule
        self.parts = expression.parts
        self.words = read_table("en", "times")

    def has(self, name: str) -> bool:
        """Whether the part was filled."""
        return name in self.parts

    def text(self, name: str) -> str:
        """The part as written, lower case, empty if absent."""
        return self.parts.get(name, "")

    def number(self, name: str) -> int:
        """The part as a number; 0 if absent."""
        word = self.parts.get(name, "")
        if not word:
            return 0
        digits = "".join(c for c in word if c.isdigit())
        return int(digits) if digits else number_words().ordinals.get(word, 0) or number_words().units.get(word, 0)

    def code(self, table: str, name: str) -> Any:
        """The part looked up in a table of the pack; None if absent."""
        return self.words[table].get(" ".join(self.parts.get(name, "").rstrip(".").split()))

    def month(self, name: str = "month") -> int:
        """Number of a month, 1 to 12; 0 if it is none."""
        return int(self.code("months", name) or 0)

    def direction(self) -> int | None:
        """-1 for last, 1 for next, 0 for this; None if nothing was said."""
        found = self.code("directions", "direction")
        return None if found is None else int(found)

    def count(self) -> float | None:
        """How many units: None where it is left open ("a few", "several")."""
        word = self.text("count")
        if word in ("a", "an", "the"):
            return 1
        if "couple" in word:
            return 2
        if word.startswith("half"):
            return 0.5
        number = read_number(word.replace("-", " - ").split(), 0) if word else None
        return number.value if number else None


def of_stretch(stretch: Stretch | None, **more: Any) -> Meaning | None:
    """The plain meaning of a stretch, or None where there is none."""
    return None if stretch is None else Meaning(stretch.value, stretch, **more)


def story_stretch(anchor: Anchor) -> Stretch | None:
    """Where the story stands; before anything was told, the day of writing."""
    return calendar.parse(anchor.told or anchor.document[:10])


def story_day(anchor: Anchor) -> date | None:
    """The last whole day told; before any, the day of writing, but not in a story of another time."""
    stretch = calendar.parse(anchor.day) if anchor.day else None
    if stretch:
        return stretch.first
    return None if anchor.is_narrative else anchor.written


def year_by_tense(anchor: Anchor, month: int, tense: Tense, number: int = 0) -> int:
    """The year of a month or day named without one; 0 if nothing is known.

    In a story, the year the story is in; from autumn to winter it turns. In news, the nearest such date that fits the tense;
    where there is no tense the past is likelier, unless the date is close ahead.

    Args:
        anchor: where the clocks stand.
        month: 1 to 12.
        tense: where the grammar places it.
        number: day of the month; 0 if only the month was named.
    """
    told, written = calendar.parse(anchor.told) if anchor.told else None, anchor.written
    if anchor.is_narrative and told is not None and told.first is not None:
        behind = told.first.month - month if len(told.value) > 4 else 0
        return told.first.year + (1 if behind >= TURN_MONTHS else 0)
    if written is None:
        stretch = calendar.parse(anchor.document)
        return stretch.first.year if stretch and stretch.first else 0
    if (year := _year_of_aside(anchor, written, month, number)) and tense is not Tense.FUTURE:
        return year
    ahead = ((month - written.month) * 30 + (number or written.day) - written.day) % 360
    is_ahead = ahead <= NO_LONGER_AHEAD if tense is Tense.FUTURE else tense is Tense.OPEN and ahead <= AHEAD_DAYS
    today = (written.month, written.day if number else 0)
    if is_ahead:
        return written.year + ((month, number) < today)
    return written.year - ((month, number) > today)


def year_for(anchor: Anchor, month: int, future: bool) -> int:
    """The year of a month named without one, for languages in which no tense is read: ahead only where the words say so."""
    return year_by_tense(anchor, month, Tense.FUTURE if future else Tense.PAST)


def _year_of_aside(anchor: Anchor, written: date, month: int, number: int) -> int:
    """A day named just after a day of another year belongs to that year if it is close: "on 3 May 1980 ... on 5 May"."""
    told = calendar.parse(anchor.fresh) if anchor.fresh and number else None
    if told is None or told.first is None or not is_far(told.first, written):
        return 0
    return told.first.year if abs((month - told.first.month) * 30 + number - told.first.day) < ASIDE_DAYS else 0


def with_part(meaning: Meaning | None, parts: Parts) -> Meaning | None:
    """Narrow a day to a part of it: "Tuesday morning"."""
    code = parts.code("parts_of_day", "part")
    return meaning if meaning is None or code is None else narrow_day(meaning, code)


def whose_year(parts: Parts, anchor: Anchor) -> int:
    """The year meant by "last year", "this year", "that year"."""
    whose = parts.text("whose").split()[-1]
    step = int(parts.words["directions"].get(whose, 0))
    story = story_stretch(anchor)
    if whose in ("that", "same", "following"):
        return story.first.year + step if story and story.first else 0
    return anchor.written.year + step if anchor.written else 0


def narrow_day(meaning: Meaning, code: str) -> Meaning:
    """A day narrowed to a part of the day by its TIMEX3 code (``MO``, ``AF``, ``EV``, ``NI``)."""
    if len(meaning.value) != 10 or meaning.stretch is None:
        return meaning
    opens, closes = read_table("en", "times")["hours_of_day"][code]
    return Meaning(f"{meaning.value}T{code}", meaning.stretch, meaning.end, opens, closes, meaning.moves)


def part_of(stretch: Stretch, part: str) -> Stretch:
    """The start, middle or end of a stretch, by thirds; the value stays that of the whole."""
    if not part or stretch.first is None or stretch.last is None:
        return stretch
    third = ((stretch.last - stretch.first).days + 1) // 3
    first, last = stretch.first, stretch.last
    if part == "start":
        last = first + timedelta(max(third - 1, 0))
    elif part == "end":
        first = last - timedelta(max(third - 1, 0))
    else:
        first, last = first + timedelta(third), last - timedelta(third)
    return Stretch(stretch.value, first, last) if first <= last else stretch
