"""Map what testimonia finds to rows of the time benchmarks: TIMEX3 types and values.

Dates, clock times and repeated times come from `find_timexes`; lengths of time from `find_quantities`, because that is where
claims get them. Only the writing down is done here.

Source: TIMEX3 of TimeML 1.2.1.
"""

import math
import re
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from testimonia.extract.values.anchors import Anchor
from testimonia.extract.values.hedges import HedgeTable
from testimonia.extract.values.quantities import find_quantities
from testimonia.extract.values.times import find_timexes
from testimonia.model.values import Duration, Hedge
from testimonia.text.numbers import read_number

UNIT = re.compile(
    r"(second|minute|hour|day|night|fortnight|week|month|quarter|year|decade|centur)(?:y|ies|s)?\b", re.IGNORECASE
)
SECONDS = {"TS": 1, "TM": 60, "TH": 3600, "D": 86400, "W": 604800, "M": 2629746, "Q": 7889238, "Y": 31556952}
CODES = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "fortnight": "W",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "centur": "Y",
}

LONGER = {"decade": 10, "centur": 100, "fortnight": 2}
VAGUE = frozenset({"several", "few", "many", "some"})


@lru_cache(maxsize=1)
def _hedges() -> HedgeTable:
    return HedgeTable()


def time_rows(doc: Doc, anchor: Anchor) -> tuple[list[dict[str, Any]], Anchor]:
    """The expressions of time of one passage.

    Args:
        doc: one passage, tagged and parsed.
        anchor: the day of writing, and where the story stands.

    Returns:
        Rows with ``start``, ``end`` (character offsets in the passage), ``type`` and ``value``, in text order, and the anchor
        after the passage.
    """
    timexes, anchor = find_timexes(doc, anchor)
    rows: list[dict[str, Any]] = [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in timexes]
    taken = [(t.start, t.end) for t in timexes]
    for found in find_quantities(doc, _hedges()):
        if isinstance(found.value, Duration) and not any(s < found.end and found.start < e for s, e in taken):
            value = duration_value(found.value)
            rows.append({"start": found.start, "end": found.end, "type": "DURATION", "value": value})
    return sorted(rows, key=lambda row: int(row["start"])), anchor


def duration_value(duration: Duration) -> str:
    """A length of time in the unit it was said in, as a TIMEX3 value.

    >>> duration_value(Duration(259200.0, 259200.0, 259200.0, "three days"))
    'P3D'
    """
    units = UNIT.findall(duration.words)
    if not units:
        return ""
    unit = units[-1].lower()
    code = CODES[unit]
    words = duration.words.lower().replace("-", " - ").split()
    said = next((n.value for n in (read_number(words, i) for i in range(len(words))) if n is not None), None)
    if said is None and "couple" in words:
        said = 2.0
    number = duration.best if duration.best is not None else duration.low or duration.high
    if number is None or (duration.hedge is Hedge.VAGUE and said is None) or not VAGUE.isdisjoint(words):
        return f"P{code[:-1]}X{'C' if unit == 'centur' else code[-1]}"
    if duration.hedge is Hedge.RANGE and duration.high is not None:
        number = duration.high
    elif duration.hedge is not Hedge.EXACT and said is not None:
        return f"P{code[:-1]}{said * LONGER.get(unit, 1):g}{code[-1]}"
    count = number / SECONDS[code]
    whole = round(count) if math.isclose(count, round(count), rel_tol=0.06) else round(count, 1)
    return f"P{code[:-1]}{whole:g}{code[-1]}"
