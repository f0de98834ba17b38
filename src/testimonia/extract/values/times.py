"""Find dates and times and say what they refer to, as moments with four bounds.

A moment keeps what was said: "in October" is a month, "about four in the afternoon" an hour either side of nothing more
precise, "from 12 to 15 October" a stretch with a start and an end. The anchor that resolves "three days later" is handed
back, so that the caller can carry it from passage to passage.
"""

import re

from msgspec import Struct
from spacy.tokens import Doc

from testimonia.extract.values.anchors import Anchor, Meaning
from testimonia.extract.values.found import Found
from testimonia.extract.values.time_bounds import to_moment
from testimonia.extract.values.time_checks import expressions_of, token_at
from testimonia.extract.values.time_pieces import RANGE, Piece, join, widen
from testimonia.extract.values.time_story import read_story

__all__ = ["Anchor", "Timex", "find_times", "find_timexes", "time_spans"]

SETS = frozenset({"set", "rate", "often"})
"""Rules for what happens again and again: no moment, and the numbers beside them stay counts."""
BETWEEN = re.compile(r"(?:from|between)\s+(?:the\s+)?", re.IGNORECASE)
AND = re.compile(RANGE.pattern + r"|\s+and\s+(?:the\s+)?", re.IGNORECASE)


class Timex(Struct, frozen=True):
    """An expression of time as TimeML marks it: character span, type (DATE, TIME, DURATION, SET) and value.

    Source: TIMEX3 of TimeML 1.2.1.
    """

    start: int
    end: int
    type: str
    value: str


def find_times(doc: Doc, anchor: Anchor) -> tuple[list[Found], Anchor]:
    """Find the moments of one passage.

    Words that only point ("now", "recently", "every Friday") are no moments; `find_timexes` gives them too.

    Args:
        doc: one passage, tagged and parsed.
        anchor: the day the words were said and the day the story has reached.

    Returns:
        Moments in text order, without overlaps, and the anchor after the passage.
    """
    text = doc.text
    story, anchor = read_story(doc, text, anchor)
    pieces: list[Piece] = []
    for expression, meaning in story:
        if meaning.is_claim and expression.rule not in SETS:
            join(pieces, widen(expression, meaning, text), text)
    found = [
        Found(p.start, p.end, to_moment(text[p.start : p.end], p.meaning, p.hedge), token_at(doc, p.end - 1), f"time.{p.rule}")
        for p in pieces
    ]
    return found, anchor


def find_timexes(doc: Doc, anchor: Anchor) -> tuple[list[Timex], Anchor]:
    """Find every expression of time of one passage by the conventions of TimeML: pointers and repeated times as well.

    Lengths of time without a place in the calendar ("three days") are left to
    `testimonia.extract.values.quantities.find_quantities`.

    Args:
        doc: one passage, tagged and parsed.
        anchor: the day the words were said and the day the story has reached.

    Returns:
        Expressions in text order, a range as its two ends, and the anchor after the passage.
    """
    text = doc.text
    story, after = read_story(doc, text, anchor)
    pieces: list[Piece] = []
    for expression, meaning in story:
        join(pieces, widen(expression, meaning, text), text, ranges=False)
    return [timex for piece in pieces for timex in _timexes(piece, text, after)], after


def time_spans(doc: Doc) -> list[tuple[int, int]]:
    """Character spans of the expressions of time, so that no number in them is taken for a count."""
    return [(e.start, e.end) for e in expressions_of(doc, doc.text) if e.rule not in SETS]


def _timexes(piece: Piece, text: str, anchor: Anchor) -> list[Timex]:
    """One expression, or two for the ends of a range."""
    values = piece.meaning.value.split("/")
    words = text[piece.core : piece.end]
    if len(values) == 2:
        opened = BETWEEN.match(words)
        start = opened.end() if opened else 0
        if middle := AND.search(words, start + 1):
            ends = ((start, middle.start()), (middle.end(), len(words)))
            return [Timex(piece.core + a, piece.core + b, "DATE", v) for (a, b), v in zip(ends, values, strict=True)]
    value = _placed(piece.meaning, anchor)
    return [Timex(piece.core, piece.end, _type_of(value, piece.rule), value)]


def _placed(meaning: Meaning, anchor: Anchor) -> str:
    """A clock time without a day, on the day the story has reached or that of the writing."""
    value = meaning.value
    if not value.startswith("T"):
        return value
    return (anchor.day or "XXXX-XX-XX" if anchor.is_narrative else anchor.document[:10]) + value


def _type_of(value: str, rule: str) -> str:
    if rule in SETS:
        return "SET"
    if value[:1] == "P" and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if "T" in value and not value.endswith("_REF") else "DATE"
