"""Times of day: 16:00, half past four, four in the afternoon, noon, that evening.

A clock time belongs to the day told in the same sentence or the one before; otherwise it stays a clock time without a day
(``T16:00``), which is worth keeping: two accounts can agree on the hour and leave the day to others.
"""

from testimonia.extract.values.anchors import Anchor, Meaning, Parts, Resolver, narrow_day, of_stretch
from testimonia.extract.values.time_tenses import Tense
from testimonia.text import calendar
from testimonia.text.packs import read_table

AFTERNOON = frozenset({"AF", "EV", "DU"})


def _clock(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    hour, minute = _hour_and_minute(parts)
    part, is_pm = parts.code("parts_of_day", "part"), parts.text("ampm").startswith("p")
    if hour > 24 or minute > 59 or (parts.has("ampm") and not 1 <= hour <= 12):
        return None
    late_night = part == "NI" and 6 <= hour < 12
    if (is_pm or part in AFTERNOON or late_night or (part == "MI" and hour < 6)) and hour < 12:
        hour += 12
    elif hour == 12 and (parts.text("ampm").startswith("a") or part == "NI"):
        hour = 0
    is_settled = bool(part) or parts.has("ampm") or hour > 12 or hour == 0 or not parts.has("hour")
    time = f"{hour % 24:02}:{minute:02}"
    return _on_day(time, time if is_settled else f"{(hour + 12) % 24:02}:{minute:02}", anchor)


def _hour_and_minute(parts: Parts) -> tuple[int, int]:
    if parts.has("clock"):
        hours, _, minutes = parts.text("clock").replace(".", ":").partition(":")
        return int(hours), int(minutes)
    if parts.has("four"):
        return int(parts.text("four")[:2]), int(parts.text("four")[2:])
    hour = parts.number("hour")
    if not parts.has("past"):
        return hour, 0
    past = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5}[parts.text("past")]
    return (hour, past) if parts.text("way") == "past" else ((hour - 1) or 12, 60 - past)


def _on_day(opens: str, closes: str, anchor: Anchor) -> Meaning:
    """A clock time on the day just told; the later reading of an unsettled "four o'clock" is its upper bound."""
    stretch = calendar.parse(anchor.fresh) if anchor.fresh else None
    opens, closes = sorted((opens, closes))
    return Meaning(f"{anchor.fresh}T{opens}", stretch, opens=opens, closes=closes, moves=False)


def _noon(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    time = "00:00" if parts.text("near") == "midnight" else "12:00"
    stretch = calendar.parse(anchor.fresh) if anchor.fresh else None
    if time == "00:00" and stretch and stretch.first:
        stretch = calendar.of_day(calendar.add_days(stretch.first, 1))
    return Meaning(f"{stretch.value if stretch else ''}T{time}", stretch, opens=time, closes=time, moves=False)


def _part(parts: Parts, anchor: Anchor, _tense: Tense) -> Meaning | None:
    """ "That night", "in the morning", "by dawn": on the day told; what points back ("that", "the next") may reach further."""
    code, word = parts.code("parts_of_day", "part"), " ".join(parts.text("the").split())
    if parts.text("part") in ("noon", "midday"):
        return _noon(parts, anchor, Tense.OPEN)
    if word == "this" and anchor.written and not anchor.is_narrative:
        meaning = of_stretch(calendar.of_day(anchor.written))
        return narrow_day(meaning, code) if meaning else None
    step = {"the next": 1, "the following": 1, "the previous": -1, "that": 0, "the same": 0}.get(word)
    day = anchor.fresh if step is None else anchor.day
    start = calendar.parse(day) if day else None
    if start is None or start.first is None:
        opens, closes = read_table("en", "times")["hours_of_day"][code]
        return Meaning(f"T{code}", opens=opens, closes=closes, moves=False)
    return _narrowed(calendar.add_days(start.first, step or 0).isoformat(), code)


def _narrowed(day: str, code: str) -> Meaning | None:
    meaning = of_stretch(calendar.parse(day))
    return narrow_day(meaning, code) if meaning else None


RESOLVERS: dict[str, Resolver] = {"clock": _clock, "noon": _noon, "part": _part}
"""Rule of `time_patterns` -> what works out its meaning."""
