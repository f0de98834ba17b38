"""Find dates and times and say what they refer to, as moments with four bounds.

A moment keeps what was said: "in October" is a month, "about four in the afternoon" an hour either side of nothing more
precise, "from 12 to 15 October" a stretch with a start and an end. The anchor that resolves "three days later" is handed
back, so that the caller can carry it from passage to passage.
"""

import re
from functools import lru_cache

from msgspec.structs import replace
from spacy.tokens import Doc

from testimonia.extract.values import time_clock, time_dates, time_relations
from testimonia.extract.values.anchors import Anchor, Meaning, Parts, narrow_day, part_of
from testimonia.extract.values.found import Found
from testimonia.extract.values.time_patterns import Expression, kinds_of, scan, time_words
from testimonia.model.values import Hedge, Moment
from testimonia.text.calendar import Stretch, add_days
from testimonia.text.packs import read_table
from testimonia.text.units import UNITS

__all__ = ["Anchor", "find_times", "time_spans"]

RESOLVERS = {**time_dates.RESOLVERS, **time_relations.RESOLVERS, **time_clock.RESOLVERS}

FUTURE = re.compile(
    r"\b(?:will|shall|plans?|planned|scheduled|due|expected|set|going|hopes?|intends?|'ll|would)\b", re.IGNORECASE
)
JOINS = re.compile(r"\s*(?:,\s*)?(?:(?:on|of|at|in|early|late)\s+)*(?:the\s+)?(?:about\s+|around\s+)?", re.IGNORECASE)
RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*(?:the\s+)?", re.IGNORECASE)
ISO_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
SEASON = re.compile(r"\d{4}-(?:SP|SU|FA|WI|Q\d)")
ABOUT = frozenset({"about", "around", "circa", "c.", "ca.", "roughly", "approximately", "just before", "just after"})
OPEN_START = frozenset({"before", "until", "till", "by", "prior to", "shortly before", "no later than"})
OPEN_END = frozenset({"after", "since", "from", "shortly after", "as of"})
ASIDE_YEARS = 3
RECENT_YEARS = 8
CLOCK = frozenset({"clock", "noon", "part"})
NAMES = frozenset({"year", "years", "short"})
"""Rules that read bare figures, and so need more than their own pattern to be believed."""


def find_times(doc: Doc, anchor: Anchor) -> tuple[list[Found], Anchor]:
    """Find the moments of one passage.

    Args:
        doc: one passage, tagged and parsed.
        anchor: the day the words were said and the day the story has reached.

    Returns:
        Moments in text order, without overlaps, and the anchor after the passage.
    """
    found: list[Found] = []
    pieces: list[tuple[int, int, Meaning, Hedge, str]] = []
    text = doc.text
    for expression in _expressions(doc, text):
        meaning, anchor = _read(expression, text, anchor)
        if meaning is not None:
            _join(pieces, _widen(expression, meaning, text), text)
    for start, end, meaning, hedge, rule in pieces:
        head = _token_at(doc, max(start, end - 1))
        found.append(Found(start, end, _moment(text[start:end], meaning, hedge), head, f"time.{rule}"))
    return found, anchor


def time_spans(doc: Doc) -> list[tuple[int, int]]:
    """Character spans of the expressions of time, so that no number in them is taken for a count."""
    return [(e.start, e.end) for e in _expressions(doc, doc.text)]


def _expressions(doc: Doc, text: str) -> list[Expression]:
    kinds = kinds_of(token.lower_ for token in doc)
    return [e for e in scan(text, kinds) if _is_time(e, doc)] if kinds else []


def _is_time(expression: Expression, doc: Doc) -> bool:
    """Whether figures and words that can mean something else are a date here."""
    if expression.rule in NAMES:
        return _is_year(expression, doc)
    only = next(iter(expression.parts.values()), "").rstrip(".") if len(expression.parts) == 1 else ""
    if expression.rule == "month" and only in ("may", "march", "mar"):
        token = doc[_token_at(doc, expression.start)]
        return token.tag_ == "NNP" and token.ent_type_ not in ("PERSON", "ORG")
    if expression.rule == "weekday" and only in ("sun", "sat", "mon", "wed", "fri"):
        return doc[_token_at(doc, expression.start)].ent_type_ in ("DATE", "TIME")
    return not (expression.rule == "clock" and "." in only)


FIRST_YEAR, LAST_YEAR = 1700, 2035
"""Bare figures between these are years even where nothing around them says so."""


@lru_cache(maxsize=4)
def year_context(language: str = "en") -> dict[str, frozenset[str]]:
    """Words around four bare figures that speak for a year or for a count, from the pack."""
    return {name: frozenset(words) for name, words in read_table(language, "times")["year_context"].items()}


def _is_year(expression: Expression, doc: Doc) -> bool:
    """Four figures are a year unless they count something: "2000 fighters", "1914 metres", "$1914"."""
    if expression.rule != "year":
        return True
    index = _token_at(doc, expression.start)
    token, before = doc[index], doc[index - 1].lower_ if index else ""
    following = doc[index + 1] if index + 1 < len(doc) else None
    is_date = token.ent_type_ == "DATE"
    counts = following is not None and following.tag_ == "NNS"
    if UNITS.match([t.lower_ for t in doc[index + 1 : index + 3]], 0):
        return False
    context = year_context()
    if before in context["count_before"]:
        return is_date and not counts and before[0] not in "$£€u"
    if before == "of" and index > 1 and doc[index - 2].lower_ in context["counting_nouns"]:
        return False
    if counts and before not in context["the_year"]:
        return is_date and before in context["surely_before"]
    return before in context["year_before"] or is_date or FIRST_YEAR <= int(expression.parts["year"]) <= LAST_YEAR


def _token_at(doc: Doc, offset: int) -> int:
    """Index of the token that covers a character offset."""
    low, high = 0, len(doc) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if doc[middle].idx <= offset:
            low = middle
        else:
            high = middle - 1
    return low


def _read(expression: Expression, text: str, anchor: Anchor) -> tuple[Meaning | None, Anchor]:
    """Resolve one expression, and move the story to it where it is a date of its own."""
    window = text[max(0, expression.start - 60) : expression.start]
    future = bool(FUTURE.search(window.rsplit(". ", 1)[-1]))
    meaning = RESOLVERS[expression.rule](Parts(expression), anchor, future)
    if meaning is None or not meaning.moves or meaning.stretch is None:
        return meaning, anchor
    return meaning, _moved(anchor, meaning.end or meaning.stretch)


def _moved(anchor: Anchor, last: Stretch) -> Anchor:
    """The anchor after the story has reached a stretch: a day, a month, a year; a season counts as its year."""
    value = last.value
    if last.first is None:
        return replace(anchor, told=value, day="")
    if SEASON.fullmatch(value):
        value = value[:4]
        if anchor.told.startswith(value):
            return anchor
    if not ISO_DATE.fullmatch(value) or (len(value) == 4 and _is_aside(int(value), anchor)):
        return anchor
    return replace(anchor, told=value, day=value if len(value) == 10 else "")


def _is_aside(year: int, anchor: Anchor) -> bool:
    """Whether a bare year is a look aside and the story stays where it is.

    A story moves on by a few years at most, and history does not jump to the year of its writing. A report of the day looks
    back at recent years without moving there.
    """
    written = anchor.written
    if written is not None:
        if anchor.is_narrative and abs(year - written.year) <= 1:
            return True
        if not anchor.is_narrative and abs(year - written.year) <= RECENT_YEARS:
            return True
    if len(anchor.told) < 7 or anchor.told.startswith("BC"):
        return False
    return anchor.is_narrative and not int(anchor.told[:4]) < year <= int(anchor.told[:4]) + ASIDE_YEARS


def _widen(expression: Expression, meaning: Meaning, text: str) -> tuple[int, int, Meaning, Hedge, str]:
    """Take in what stands around the expression: "early on", "about", "the night of", "in the morning"."""
    start, end, hedge = expression.start, expression.end, Hedge.EXACT
    lexicon = time_words()
    if len(meaning.value) == 10 and expression.rule not in CLOCK and (after := lexicon.after.match(text, end)):
        code = read_table("en", "times")["parts_of_day"][after["part"].lower()]
        meaning, end = narrow_day(meaning, code), after.end()
    before = lexicon.before.search(text[max(0, start - 50) : start])
    if before is None or not before[0].strip():
        return start, end, meaning, hedge, expression.rule
    words = {k: " ".join(v.lower().split()) for k, v in before.groupdict().items() if v}
    if before["hedge"] or before["stretch"] or before["dayspart"]:
        start -= len(before[0]) if len(before[0]) <= 50 else 0
    if "dayspart" in words and len(meaning.value) == 10:
        meaning = narrow_day(meaning, read_table("en", "times")["parts_of_day"][words["dayspart"]])
    if "stretch" in words:
        meaning = _narrow(meaning, read_table("en", "times")["parts_of_stretch"][words["stretch"]])
    return start, end, meaning, _hedge(words.get("hedge", "")), expression.rule


def _hedge(words: str) -> Hedge:
    if words in ABOUT:
        return Hedge.ABOUT
    return Hedge.MAX if words in OPEN_START else Hedge.MIN if words in OPEN_END else Hedge.EXACT


PART_HOURS = {"start": ("00:00", "08:59"), "mid": ("09:00", "17:59"), "end": ("16:00", "23:59")}


def _narrow(meaning: Meaning, part: str) -> Meaning:
    """The start, middle or end of what was named; of a day, hours; of anything longer, a third."""
    if meaning.stretch is None:
        return meaning
    if len(meaning.value) == 10 and meaning.stretch.first == meaning.stretch.last:
        opens, closes = PART_HOURS[part]
        return replace(meaning, opens=opens, closes=closes)
    return meaning if meaning.end else replace(meaning, stretch=part_of(meaning.stretch, part))


def _join(pieces: list[tuple[int, int, Meaning, Hedge, str]], piece: tuple[int, int, Meaning, Hedge, str], text: str) -> None:
    """Add a piece, joined to the one before where they are one expression: a clock time with its day, two ends of a range."""
    if pieces:
        start, end, meaning, hedge, rule = pieces[-1]
        if piece[1] <= end:
            return
        if piece[0] < end:
            piece = (end + len(text[end : piece[1]]) - len(text[end : piece[1]].lstrip()), *piece[1:])
        gap = text[end : piece[0]]
        joined = None
        if len(gap) < 25 and JOINS.fullmatch(gap):
            joined = _clock_with_day(rule, meaning, piece[4], piece[2])
        elif (
            len(gap) < 12
            and RANGE.fullmatch(gap)
            and rule == piece[4]
            and rule in ("date", "month", "year", "clock", "weekday")
        ):
            joined = _range(meaning, piece[2])
        if joined is not None:
            pieces[-1] = (start, piece[1], joined, _strongest(hedge, piece[3]), rule)
            return
    pieces.append(piece)


def _strongest(one: Hedge, other: Hedge) -> Hedge:
    return other if one is Hedge.EXACT else one


def _clock_with_day(rule: str, first: Meaning, other_rule: str, second: Meaning) -> Meaning | None:
    """ "At 4 pm on 12 October", "12 October at 4 pm": the hour of the one on the day of the other."""
    if rule in CLOCK and other_rule not in CLOCK:
        clock, day = first, second
    elif other_rule in CLOCK and rule not in CLOCK:
        clock, day = second, first
    else:
        return None
    if day.stretch is None or day.end or len(day.value) != 10:
        return None
    return Meaning(f"{day.value}T{clock.value.partition('T')[2]}", day.stretch, None, clock.opens, clock.closes)


def _range(first: Meaning, last: Meaning) -> Meaning | None:
    one, two = first.stretch, last.stretch
    if first.end or last.end or one is None or two is None or one.first is None or two.first is None:
        return None
    if (one.first, first.opens) >= (two.first, last.opens):
        return None
    return Meaning(f"{first.value}/{last.value}", one, two, first.opens, last.closes)


def _moment(words: str, meaning: Meaning, hedge: Hedge) -> Moment:
    """Write the bounds out. A point in time has its start and its end at the same unknown instant."""
    first, last = meaning.stretch, meaning.end or meaning.stretch
    if first is None or last is None or first.first is None or first.last is None or last.first is None or last.last is None:
        return Moment("", "", "", "", words, meaning.value, hedge)
    opens, closes = meaning.opens or "00:00", meaning.closes or "23:59"
    if hedge is Hedge.ABOUT and meaning.opens:
        opens, closes = _blur(opens, -30), _blur(closes, 30)
    elif hedge is Hedge.ABOUT and not meaning.end:
        first = last = _blur_days(first)
    start, end = f"{first.first}T{opens}", f"{last.last}T{closes}"
    inner_start = f"{first.last}T{closes if first is last else '23:59'}"
    inner_end = f"{last.first}T{opens if first is last else '00:00'}"
    if meaning.value.startswith("P"):
        inner_start, inner_end = f"{first.first}T23:59", f"{last.last}T00:00"
    if hedge is Hedge.MAX:
        return Moment("", inner_start, "", end, words, meaning.value, hedge)
    if hedge is Hedge.MIN:
        return Moment(start, "", inner_end, "", words, meaning.value, hedge)
    kind = Hedge.RANGE if first is not last else hedge
    return Moment(start, inner_start, inner_end, end, words, meaning.value, kind)


def _blur(clock: str, minutes: int) -> str:
    """A clock time moved by some minutes, kept inside its day."""
    moved = min(max(int(clock[:2]) * 60 + int(clock[3:]) + minutes, 0), 23 * 60 + 59)
    return f"{moved // 60:02}:{moved % 60:02}"


def _blur_days(stretch: Stretch) -> Stretch:
    """A stretch widened by a quarter of its length either side, at least by a day."""
    if stretch.first is None or stretch.last is None:
        return stretch
    margin = max(1, ((stretch.last - stretch.first).days + 1) // 4)
    return Stretch(stretch.value, add_days(stretch.first, -margin), add_days(stretch.last, margin))
