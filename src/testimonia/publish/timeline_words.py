"""Times and precision in words: the source's own words first, then what is known."""

from testimonia.model.events import Event
from testimonia.model.values import Moment

PRECISION = {
    "en": {
        0: "no date", 1: "exact day", 2: "two to six days", 3: "a week", 4: "a month", 5: "a year, or longer, or open",
    },
    "ar": {0: "بلا تاريخ", 1: "يوم محدد", 2: "من يومين إلى ستة أيام", 3: "أسبوع", 4: "شهر", 5: "سنة أو أكثر أو مفتوح"},
}  # fmt: skip
"""UCDP ``date_prec`` in words."""
WHERE_PRECISION = {
    "en": {
        0: "no known place",
        1: "the place itself",
        2: "within about 25 km of it",
        3: "a second-order division",
        4: "a first-order division",
        5: "a line between places, or something larger or vague",
        6: "a country",
        7: "sea or air",
    },
    "ar": {
        0: "لا مكان معروفاً",
        1: "المكان نفسه",
        2: "ضمن نحو 25 كم منه",
        3: "تقسيم إداري من الدرجة الثانية",
        4: "تقسيم إداري من الدرجة الأولى",
        5: "بين مكانين، أو نطاق أوسع أو غير محدد",
        6: "بلد",
        7: "بحر أو جو",
    },
}
"""UCDP ``where_prec`` in words."""

ISOLATED = "\u2066{}\u2069"
"""A date is read from left to right in any text; without the marks 2017-10-11 turns round."""
BETWEEN = {
    "en": {
        "before": "before {}",
        "since": "after {}",
        "point": "between {} and {}",
        "span": "from {} to {}",
        "none": "no date",
    },
    "ar": {
        "before": f"قبل {ISOLATED}",
        "since": f"بعد {ISOLATED}",
        "point": f"بين {ISOLATED} و{ISOLATED}",
        "span": f"من {ISOLATED} إلى {ISOLATED}",
        "none": "بلا تاريخ",
    },
}


def is_dated(event: Event) -> bool:
    """Whether any bound of its time is known."""
    return _is_known(event.when)


def _is_known(when: Moment | None) -> bool:
    return when is not None and any((when.earliest_start, when.latest_start, when.earliest_end, when.latest_end))


def clock_words(event: Event) -> str:
    """The source's own words for the time; empty if nobody named one."""
    return event.when.words if event.when else ""


def known_words(when: Moment | None, language: str = "en") -> str:
    """What is known of a time, to the minute only where minutes are known.

    >>> known_words(Moment("2017-10-12T00:00", "2017-10-12T23:59", "2017-10-12T00:00", "2017-10-12T23:59", "on the 12th"))
    '2017-10-12'
    """
    words = BETWEEN.get(language, BETWEEN["en"])
    if when is None or not _is_known(when):
        return words["none"]
    low, high = outer(when)
    if not low or not high:
        return words["since"].format(_start(low)) if low else words["before"].format(_end(high))
    if low == high:
        return low.replace("T", " ")
    if low[:10] == high[:10]:
        whole = low.endswith("T00:00") and high.endswith("T23:59")
        return low[:10] if whole else f"{low[:10]} {low[11:]}-{high[11:]}"
    kind = "point" if is_point(when) else "span"
    return words[kind].format(_start(low), _end(high))


def outer(moment: Moment) -> tuple[str, str]:
    """Earliest start and latest end, as far as they are known; a whole day for bounds that name no minute."""
    low = moment.earliest_start or (moment.earliest_end if is_point(moment) else "")
    high = moment.latest_end or (moment.latest_start if is_point(moment) else "")
    return _minute(low, "T00:00"), _minute(high, "T23:59")


def is_point(moment: Moment) -> bool:
    """Whether it is one uncertain instant and not a stretch."""
    return (moment.earliest_start, moment.latest_start) == (moment.earliest_end, moment.latest_end)


def _minute(iso: str, clock: str) -> str:
    return iso + clock if len(iso) == 10 else iso


def _start(iso: str) -> str:
    return iso.removesuffix("T00:00").replace("T", " ")


def _end(iso: str) -> str:
    return iso.removesuffix("T23:59").replace("T", " ")
