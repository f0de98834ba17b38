"""Lengths of time said without a number: "an hour", "half a day", "a year or two", "for weeks"."""

import math

from msgspec.structs import replace

from testimonia.extract.values.counting import counting_words
from testimonia.extract.values.pieces import Piece, View, scaled
from testimonia.extract.values.readings import DASHES, Kind, Reading, with_after
from testimonia.model.values import Hedge
from testimonia.text.units import UNITS


def find_one_stretch(view: View, i: int) -> Piece | None:
    """ "For an hour", "took half a day", "an hour and a half", "a year or two"."""
    j, value = _whole_or_half(view, i)
    unit = UNITS.time.get(view.word(j + 1)) if j >= 0 else None
    if unit is None or view.is_time(i, j + 2) or view.word(j + 1) in ("second", "min", "sec"):
        return None
    end, high = j + 2, value
    before, after = view.word(i - 1), view.words[end : end + 3]
    if after in (["and", "a", "half"], ["and", "one", "half"]):
        end, value, high = end + 3, value + 0.5, value + 0.5
    elif after[:2] == ["or", "two"]:
        end, high = end + 2, 2.0
    elif value == 1 and not counting_words().has("spans_of_time", before) and after[:2] not in (["or", "so"], ["or", "more"]):
        return None
    reading = with_after(Reading(i, i, end, end, Kind.NUMBER, value, high), view.words, end, view.hedges)
    if found := view.hedges.match_before(view.words, i):
        reading = replace(reading, start=found[0], modifier=reading.modifier or found[1])
    bounds = scaled(reading.bounds(), unit)
    return Piece(reading.start, reading.stop, j + 1, "duration", bounds, reading.hedge(), "s", "", "duration.one")


def _whole_or_half(view: View, i: int) -> tuple[int, float]:
    """Where the word before the unit stands, and how many units: "an hour", "half an hour", "a half hour"; -1 for neither."""
    j, value = i, 1.0
    if view.words[i] == "half":
        j, value = (i + 1, 0.5) if view.word(i + 1) in ("a", "an") else (-1, 0.5)
    elif view.words[i] == "a" and view.word(i + 1) == "half":
        j, value = i + 1, 0.5
    return (j + 1 if j >= 0 and view.word(j + 1) in DASHES else j), value


def find_bare_stretch(view: View, i: int) -> Piece | None:
    """ "For weeks", "hours of waiting": a length without a number, at least two of its unit."""
    before, after = view.word(i - 1), view.word(i + 1)
    is_span = counting_words().has("spans_of_time", before) and before not in ("last", "in")
    is_filled = after == "of" and view.tag(i - 1) not in ("CD", "JJ", "DT", "PRP$")
    if after in ("ago", "later", "earlier", "before", "after") or not (is_span or is_filled) or view.is_time(i, i + 1):
        return None
    low, high = view.hedges.stretches[view.words[i]]
    factor = float(UNITS.time[view.words[i]])
    best = round(math.sqrt(low * high), 1)
    return Piece(i, i + 1, i, "duration", scaled((low, best, high), factor), Hedge.VAGUE, "s", "", "duration.stretch")
