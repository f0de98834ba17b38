"""Where a time stands on the page: an axis in per cent that keeps days apart and shortens the empty years between them.

Testimony of five days in October and one sentence about 1979 do not fit one even scale. Long empty stretches are drawn short
and marked as broken; inside a stretch the scale is even.
"""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from testimonia.model.values import Moment
from testimonia.publish.timeline_words import outer

DAY = 24 * 60
GAP_SHARE = 0.12
"""A longer empty stretch than this part of what is covered is shortened to it."""
MOST_TICKS = 8
OPEN_SHARE = 8.0
"""Per cent of the page over which a bar without a known end fades out."""
LEAST_WIDTH = 0.8
"""Per cent; a shorter bar could not be seen."""
LABEL_SHARE = 19.0
"""Per cent of the axis that a label takes on a narrow screen."""
RIGHT_EDGE = 80.0
"""Labels of ticks beyond this per cent are set before their tick."""
STEPS = (60, 180, 360, 720, DAY, 2 * DAY, 7 * DAY, 14 * DAY)
"""Minutes between ticks; beyond them months and years."""


class Bar(Struct, frozen=True):
    """Per cent of the axis: the whole bar, and the part of it that is certain; ``is_open`` at either end."""

    left: float
    width: float
    sure_from: float
    """Per cent of the bar's own width."""
    sure_to: float
    opens: bool = False
    closes: bool = False


class Scale:
    """Minutes to per cent of the axis."""

    def __init__(self, moments: Iterable[Moment]) -> None:
        spans = sorted(span for moment in moments if (span := _span(moment)) is not None)
        self.segments = _segments(spans)
        covered = sum(end - start for start, end in self.segments)
        gap = covered / (1 / GAP_SHARE + len(self.segments) - 1)  # many gaps together leave the covered part most of the room
        total, at = covered + gap * (len(self.segments) - 1), 0.0
        self._drawn: list[tuple[float, float]] = []
        for start, end in self.segments:
            self._drawn.append((100 * at / total, 100 * (at + end - start) / total))
            at += end - start + gap

    def place(self, iso: str) -> float:
        """Per cent from the beginning of the axis; times outside stand at its ends."""
        return self.place_minute(minute_of(iso))

    def place_minute(self, minute: float) -> float:
        """The same for a minute of the calendar."""
        before = 0.0
        for (start, end), (left, right) in zip(self.segments, self._drawn, strict=True):
            if minute < start:
                return round((before + left) / 2 if before else left, 3)
            if minute <= end:
                return round(left + (right - left) * (minute - start) / (end - start), 3)
            before = right
        return 100.0

    def breaks(self) -> list[float]:
        """Where the axis is shortened: the middle of each gap, in per cent."""
        return [round((one[1] + other[0]) / 2, 3) for one, other in itertools.pairwise(self._drawn)]

    def bar(self, moment: Moment) -> Bar:
        """The bar of a dated moment: soft where its start or end is uncertain."""
        low, high = outer(moment)
        if not low or not high:
            at = self.place(low or high)
            return Bar(at if low else round(max(at - OPEN_SHARE, 0), 3), OPEN_SHARE, 0, 0, opens=not low, closes=not high)
        left, right = self.place(low), self.place(high)
        width = max(right - left, LEAST_WIDTH)
        if moment.latest_start and moment.earliest_end and moment.latest_start <= moment.earliest_end:
            sure = [self.place(moment.latest_start), self.place(moment.earliest_end)]
        else:
            sure = [left, left]
        if low == high:
            sure = [left, left + width]
        sure_from, sure_to = (round(100 * min(max((at - left) / width, 0), 1), 1) for at in sure)
        return Bar(min(left, 100 - width), round(width, 3), sure_from, sure_to)

    def ticks(self) -> list[tuple[float, str]]:
        """Where the axis is labelled, and how: hours, days, months or years, as fine as there is room for."""
        found: list[tuple[int, float, str]] = []
        for (start, end), (left, right) in zip(self.segments, self._drawn, strict=True):
            room = max(1, round(MOST_TICKS * (right - left) / 100))
            ticks = enumerate(_ticks(start, end, room))
            found += [(min(n, 1), self.place_minute(minute), label) for n, (minute, label) in ticks]
        return _apart(found)


def minute_of(iso: str) -> float:
    """Minutes since the first day of year 1."""
    the_day = date.fromisoformat(iso[:10]).toordinal() * DAY
    return float(the_day + (int(iso[11:13]) * 60 + int(iso[14:16]) if "T" in iso else 0))


def _span(moment: Moment) -> tuple[float, float] | None:
    low, high = outer(moment)
    if not low and not high:
        return None
    start, end = minute_of(low or high), minute_of(high or low)
    return (start // DAY * DAY, (end // DAY + 1) * DAY)


def _segments(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Covered stretches; an empty stretch that is short beside what is covered parts none."""
    if not spans:
        return [(float(DAY), 2.0 * DAY)]
    covered = _joined(spans, 0.0)
    return _joined(covered, sum(end - start for start, end in covered) * GAP_SHARE)


def _joined(spans: Sequence[tuple[float, float]], most: float) -> list[tuple[float, float]]:
    """Stretches, those with an empty stretch of at most so many minutes between them as one."""
    out: list[tuple[float, float]] = []
    for start, end in spans:
        if out and start <= out[-1][1] + most:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _ticks(start: float, end: float, room: int) -> list[tuple[float, str]]:
    length = end - start
    step = next((step for step in STEPS if length / step <= room), 0)
    if step:
        first = start if step >= DAY else -(-start // step) * step
        minutes = [first + n * step for n in range(int((end - first - 1) // step) + 1)]
        return [(minute, _label(minute, step)) for minute in minutes]
    months = max(1, round(length / (30.44 * DAY) / room))
    if months > 6:
        months = -(-months // 12) * 12
    first_day, last_day = (date.fromordinal(int(minute // DAY)) for minute in (start, end))
    found = []
    for index in range(first_day.year * 12, last_day.year * 12 + 12, months):
        the_day = date(index // 12, index % 12 + 1, 1)
        if first_day <= the_day <= last_day:
            found.append(
                (
                    float(the_day.toordinal() * DAY),
                    f"{the_day.year:04}" if months >= 12 else f"{the_day.year:04}-{the_day.month:02}",
                )
            )
    return found or [(start, first_day.isoformat())]


def _label(minute: float, step: int) -> str:
    days, rest = divmod(int(minute), DAY)
    the_day = date.fromordinal(days)
    at = datetime.min.replace(year=the_day.year, month=the_day.month, day=the_day.day) + timedelta(minutes=rest)
    return f"{at:%H:%M}" if step < DAY and rest else the_day.isoformat()


def _apart(ticks: Sequence[tuple[int, float, str]]) -> list[tuple[float, str]]:
    """Leave out labels that would stand on each other: the first of each stretch is kept first, and dates before hours."""
    out: list[tuple[float, str]] = []
    for _, at, label in sorted(ticks, key=lambda tick: (tick[0], ":" in tick[2], tick[1])):
        if all(_reach(at)[1] <= _reach(other)[0] or _reach(other)[1] <= _reach(at)[0] for other, _ in out):
            out.append((at, label))
    return sorted(out)


def _reach(at: float) -> tuple[float, float]:
    """Per cent that a label takes: after its tick, or before it near the end of the axis."""
    return (at - LABEL_SHARE, at) if at > RIGHT_EDGE else (at, at + LABEL_SHARE)
