"""Expressions of time with what stands around them, and two of them joined where they say one thing.

"About", "early on", "the night of" and "in the morning" change what a date means; "at four" and "on 12 October" are one
moment, and so are the two ends of "from 12 to 15 October".
"""

import re
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from testimonia.extract.values.anchors import Meaning, narrow_day, part_of
from testimonia.extract.values.time_patterns import Expression, time_words
from testimonia.model.values import Hedge
from testimonia.text.calendar import Stretch, half, is_day_before
from testimonia.text.packs import read_table

JOINS = re.compile(r"\s*(?:,\s*)?(?:(?:on|of|at|in|early|late)\s+)*(?:the\s+)?(?:about\s+|around\s+)?", re.IGNORECASE)
DATED = re.compile(r",?\s*(?:(?:the|of|on)\s+)*", re.IGNORECASE)
RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*(?:the\s+)?", re.IGNORECASE)
ABOUT = frozenset({"about", "around", "circa", "c.", "ca.", "roughly", "approximately", "just before", "just after"})
OPEN_START = frozenset({"before", "until", "till", "by", "prior to", "shortly before", "no later than"})
OPEN_END = frozenset({"after", "since", "from", "shortly after", "as of"})
CLOCK = frozenset({"clock", "noon", "part"})
RANGES = frozenset({"date", "month", "year", "clock", "weekday"})
PART_HOURS = {"start": ("00:00", "08:59"), "mid": ("09:00", "17:59"), "end": ("16:00", "23:59")}
BEFORE = 50
"""How many characters before an expression may belong to it."""


class Piece(Struct, frozen=True):
    """A stretch of text that says one moment. ``core`` is where it begins without "before", "since", "from"."""

    start: int
    end: int
    core: int
    meaning: Meaning
    hedge: Hedge
    rule: str


@lru_cache(maxsize=4)
def _codes(language: str = "en") -> dict[str, Any]:
    return read_table(language, "times")


def widen(expression: Expression, meaning: Meaning, text: str) -> Piece:
    """Take in what stands around the expression: "early on", "about", "the night of", "in the morning", "local time"."""
    start, end, core, hedge = expression.start, expression.end, expression.start, Hedge.EXACT
    lexicon = time_words()
    if expression.rule in CLOCK and (zone := lexicon.zone.match(text, end)):
        zones, name = _codes()["zones"], zone["zone"]
        meaning, end = replace(meaning, zone=zones[name if name in zones else name.lower()]), zone.end()
    if len(meaning.value) == 10 and expression.rule not in CLOCK and (after := lexicon.after.match(text, end)):
        meaning, end = narrow_day(meaning, _codes()["parts_of_day"][after["part"].lower()]), after.end()
    if "rough" in expression.parts:
        hedge = Hedge.ABOUT
    before = lexicon.before.search(text, max(0, start - BEFORE), start)
    if before is None or not before[0].strip():
        return Piece(start, end, core, meaning, hedge, expression.rule)
    words = {k: " ".join(v.lower().split()) for k, v in before.groupdict().items() if v}
    if words:
        start = before.start()
        core = before.end("hedge") if words.get("hedge") in OPEN_START | OPEN_END else start
    if "dayspart" in words:
        meaning = _at_part(meaning, _codes()["parts_of_day"][words["dayspart"]])
    if "stretch" in words:
        meaning = _narrow(meaning, words["stretch"])
    return Piece(start, end, core, meaning, _hedge(words["hedge"]) if "hedge" in words else hedge, expression.rule)


def _hedge(words: str) -> Hedge:
    if words in ABOUT:
        return Hedge.ABOUT
    return Hedge.MAX if words in OPEN_START else Hedge.MIN if words in OPEN_END else Hedge.EXACT


def _at_part(meaning: Meaning, code: str) -> Meaning:
    """ "The night of 12 October"; "the night of 11 to 12 October" runs over midnight."""
    first, last = meaning.stretch, meaning.end
    if first is None or last is None:
        return narrow_day(meaning, code)
    if code != "NI" or not is_day_before(first, last):
        return meaning
    opens, closes = _codes()["hours_of_day"]["NI"][0], _codes()["hours_of_day"]["DA"][1]
    return replace(meaning, value=f"{first.value}TNI", opens=opens, closes=closes, is_point=True)


def _narrow(meaning: Meaning, words: str) -> Meaning:
    """The start, middle or end of what was named; of a day, hours; of anything longer, a third or, where said, a half."""
    part = _codes()["parts_of_stretch"][words]
    if meaning.stretch is None:
        return meaning
    if len(meaning.value) == 10 and meaning.stretch.first == meaning.stretch.last:
        opens, closes = PART_HOURS[part]
        return replace(meaning, opens=opens, closes=closes)
    if meaning.end:
        return meaning
    if "half" in words and (halved := half(meaning.stretch, part)):
        return replace(meaning, value=halved.value, stretch=halved)
    return replace(meaning, stretch=part_of(meaning.stretch, part))


def join(pieces: list[Piece], piece: Piece, text: str, *, ranges: bool = True) -> None:
    """Add a piece, joined to the one before where they are one expression: a clock time with its day, two ends of a range.

    Args:
        pieces: those before it, in text order; changed in place.
        piece: the next one.
        text: the passage.
        ranges: whether the ends of a range and a day after a preposition are joined as well.
    """
    if pieces:
        last = pieces[-1]
        if piece.end <= last.end:
            return
        if piece.start < last.end:
            start = last.end + len(text[last.end : piece.end]) - len(text[last.end : piece.end].lstrip())
            piece = replace(piece, start=start, core=max(start, piece.core))
        if (joined := _joined(last, piece, text[last.end : piece.start], ranges=ranges)) is not None:
            pieces.pop()
            rule = piece.rule if last.rule == "weekday" else last.rule
            whole = Piece(last.start, piece.end, last.core, joined, _hedge_of_both(last, piece, joined), rule)
            join(pieces, whole, text, ranges=ranges)
            return
    pieces.append(piece)


def _hedge_of_both(one: Piece, other: Piece, joined: Meaning) -> Hedge:
    """Both ends of a range are said, so "from" and "until" leave nothing open; otherwise the first hedge holds."""
    hedge = other.hedge if one.hedge is Hedge.EXACT else one.hedge
    return Hedge.EXACT if joined.end and hedge in (Hedge.MIN, Hedge.MAX) else hedge


def _joined(one: Piece, other: Piece, gap: str, *, ranges: bool) -> Meaning | None:
    if one.rule == "weekday" and other.rule in ("date", "days") and len(gap) < 12 and DATED.fullmatch(gap):
        return _dated_weekday(one.meaning, other.meaning)
    if len(gap) < 25 and JOINS.fullmatch(gap) and (ranges or not gap.strip(" ,")):
        joined = _clock_with_day(one, other)
        if joined is not None:
            return joined
    if ranges and len(gap) < 12 and RANGE.fullmatch(gap) and one.rule == other.rule and one.rule in RANGES:
        return _range(one.meaning, other.meaning)
    return None


def _dated_weekday(weekday: Meaning, day: Meaning) -> Meaning:
    """ "Friday, 12 October": the date says which Friday; "Friday night, 12 October" says the part of it."""
    _, mark, part = weekday.value.partition("T")
    return narrow_day(day, part) if mark and not day.end else day


def _clock_with_day(first: Piece, second: Piece) -> Meaning | None:
    """ "At 4 pm on 12 October", "12 October at 4 pm": the hour of the one on the day of the other."""
    if first.rule in CLOCK and second.rule not in CLOCK:
        clock, day = first.meaning, second.meaning
    elif second.rule in CLOCK and first.rule not in CLOCK:
        clock, day = second.meaning, first.meaning
    else:
        return None
    if day.stretch is None or day.end or len(day.value) != 10:
        return None
    value = f"{day.value}T{clock.value.partition('T')[2]}"
    return Meaning(value, day.stretch, None, clock.opens, clock.closes, zone=clock.zone)


def _range(first: Meaning, last: Meaning) -> Meaning | None:
    one, two = first.stretch, last.stretch
    if first.end or last.end or not _has_days(one) or not _has_days(two):
        return None
    assert one is not None and two is not None and one.first is not None and two.first is not None
    if (one.first, first.opens) >= (two.first, last.opens):
        return None
    return Meaning(f"{first.value}/{last.value}", one, two, first.opens, last.closes, zone=first.zone or last.zone)


def _has_days(stretch: Stretch | None) -> bool:
    return stretch is not None and stretch.first is not None
