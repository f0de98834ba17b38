"""Where a value stands: from a share of 0 at the start of the axis to 1 at its end, with ticks and the axis told in words.

Three kinds of axis. Quantities stand on an even scale, or on a logarithmic one where the figures span decades, since "a few
dozen" and "thousands" could not be told apart on an even one. Times stand on an axis whose empty stretches are drawn short.
Yes or no, and places, have no order: each answer is a column.
"""

import math
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from testimonia.model.accounts import AccountsChart
from testimonia.model.findings import Standing
from testimonia.model.values import Amount, Duration, Moment, Money, Occurrence, PlaceRef, Quantity, Value
from testimonia.publish.accounts.figures import Reach, number, reach_of, span_of
from testimonia.publish.accounts.texts import Texts
from testimonia.publish.timeline_scale import Scale
from testimonia.publish.timeline_words import is_point, outer

DECADES = 30.0
"""Ratio of the highest to the lowest figure from which the axis is logarithmic: one and a half decades."""
FROM_ZERO = 0.5
"""An even axis begins at 0 if the lowest figure is less than this share of the highest."""
ZERO_SHARE = 0.09
"""Part of a logarithmic axis that is set apart for 0."""
END_SHARE = 0.06
"""Room at both ends of the axis."""
LEAST_SHARE = 1e-9
"""Figures closer than this to each other, or to 0, as a share of the highest are one on the axis."""
MOST_PLACES = 5
"""Columns for places; the others share one."""
MONEY_AND_MEASURES = frozenset({"km", "m", "mile", "kg", "tonne", "litre", "l", "km/h", "km2", "%", "°C"})
"""Units in which figures cannot stand on the axis of another unit; counted nouns can: who counts customers counts people."""


class Extent(NamedTuple):
    """Shares of the axis: where the bar begins and ends, its best value, and which ends are open."""

    low: float
    best: float | None
    high: float
    opens: bool = False
    closes: bool = False
    is_rough: bool = False
    """A place or time that is known less exactly than it is drawn."""


class Tick(NamedTuple):
    """A label on the axis."""

    at: float
    label: str


class Axis(ABC):
    """What every axis knows."""

    is_columns = False
    breaks: Sequence[float] = ()
    """Where a stretch is drawn short."""

    @property
    @abstractmethod
    def words(self) -> str:
        """The axis, told in words."""

    @abstractmethod
    def place(self, value: Value) -> Extent | None:
        """Where a value stands; None if it has no place on this axis."""

    @abstractmethod
    def finding(self) -> tuple[Extent, ...]:
        """The finding's band, or the columns it takes."""

    @abstractmethod
    def ticks(self, room: int) -> list[Tick]:
        """Up to about so many labels; on an axis of columns all of them, in the middle of each."""

    def derived(self, reach: Reach) -> Extent | None:
        """Where something derived by a rule stands; rules derive nothing but quantities."""
        del reach
        return None


def axis_of(chart: AccountsChart, texts: Texts) -> Axis:
    """The axis on which a question's accounts are drawn."""
    match chart.value_type:
        case "moment":
            return TimeAxis(chart, texts)
        case "occurrence" | "place":
            return ColumnAxis(chart, texts)
    return NumberAxis(chart, texts)


class NumberAxis(Axis):
    """Quantities, even or logarithmic."""

    def __init__(self, chart: AccountsChart, texts: Texts) -> None:
        self._chart, self._texts = chart, texts
        values = [account.value for account in chart.accounts]
        self.unit = _usual_unit(values)
        drawn = [reach for value in values if self._fits(value) and (reach := reach_of(value))]
        found = chart.finding
        self._found = _reach(found.low, found.best, found.high) if found else None
        derived = [_reach(one.low, one.best, one.high) for one in chart.derivations]
        ends = [bound for reach in (*drawn, *derived, self._found) if reach for bound in reach if bound is not None]
        is_time = chart.value_type == "duration"
        self.is_time, self.span = is_time, span_of(max(ends, default=1.0)) if is_time else ("", 1.0)
        self._scale(ends, has_open=any(low is None or high is None for low, _, high in (*drawn, *derived)))

    def _scale(self, ends: Sequence[float], *, has_open: bool) -> None:
        size = self.span[1]
        figures = sorted({end / size for end in ends}) or [0.0, 1.0]
        positive = [figure for figure in figures if figure > LEAST_SHARE * figures[-1]]
        self.is_log = bool(positive) and figures[0] >= 0 and positive[-1] >= DECADES * positive[0]
        self.has_zero = self.is_log and figures[0] == 0
        if self.is_log:
            self.start, self.end = positive[0], positive[-1]
            if has_open:
                self.start, self.end = self.start / 1.25, self.end * 1.6
            return
        low, high = figures[0], figures[-1]
        if low >= 0 and low < FROM_ZERO * high:
            low = 0.0
        if high - low <= LEAST_SHARE * max(1.0, abs(high)):
            low, high = (0.0, 2 * high) if high > LEAST_SHARE else (low, low + 1)
        self.start, self.end = low, high + (0.15 * (high - low) if has_open else 0.0)

    def share(self, value: float) -> float:
        """The share of the axis at which a value (in its own unit, seconds for times) stands; within 0 and 1."""
        figure, low_end = value / self.span[1], END_SHARE
        if self.is_log:
            if figure <= 0:
                return 0.4 * ZERO_SHARE if self.has_zero else 0.0
            low_end += ZERO_SHARE if self.has_zero else 0.0
            ratio = math.log(max(figure, self.start) / self.start) / math.log(self.end / self.start)
        else:
            ratio = (figure - self.start) / (self.end - self.start)
        return low_end + (1 - END_SHARE - low_end) * min(1.0, max(0.0, ratio))

    def _fits(self, value: Value) -> bool:
        if not isinstance(value, (Amount, Money, Duration)):
            return False
        return not self.unit or value.unit == self.unit or (isinstance(value, Amount) and value.unit not in MONEY_AND_MEASURES)

    def place(self, value: Value) -> Extent | None:
        """Where a value stands; None without a figure, a day, or in another unit."""
        reach = reach_of(value) if self._fits(value) else None
        return self.derived(reach) if reach else None

    def derived(self, reach: Reach) -> Extent | None:
        """Where low, best and high stand."""
        low, best, high = _reach(*reach)
        if low is None and high is None:
            return None
        return Extent(
            self.share(low) if low is not None else 0.0,
            self.share(best) if best is not None else None,
            self.share(high) if high is not None else 1.0,
            opens=low is None,
            closes=high is None,
        )

    def finding(self) -> tuple[Extent, ...]:
        """The finding's band, if it has one."""
        extent = self.derived(self._found) if self._found else None
        return (extent,) if extent else ()

    @property
    def words(self) -> str:
        """Unit and kind of scale."""
        chart, texts = self._chart, self._texts
        found = chart.finding.unit if chart.finding else ""
        unit = (
            texts[self.span[0]]
            if self.is_time
            else self.unit
            if chart.value_type == "money"
            else found or chart.unit or self.unit
        )
        kind = "log_zero" if self.has_zero else "log" if self.is_log else "not_from_zero" if self.start > 0 else "linear"
        return texts["comma"].join(filter(None, (unit, chart.scope, texts[kind])))

    def ticks(self, room: int) -> list[Tick]:
        """Round figures, and 0 where it is set apart."""
        size = self.span[1]
        figures = _log_ticks(self.start, self.end, room) if self.is_log else _even_ticks(self.start, self.end, room)
        zero = [Tick(self.share(0.0), "0")] if self.has_zero else []
        return zero + [Tick(self.share(figure * size), number(figure)) for figure in figures]


class TimeAxis(Axis):
    """Moments; the scale is that of the timeline."""

    def __init__(self, chart: AccountsChart, texts: Texts) -> None:
        found = chart.finding.when if chart.finding else None
        self._found = found if found is not None and _is_dated(found) else None
        moments = [account.value for account in chart.accounts if isinstance(account.value, Moment)]
        dated = [moment for moment in (*moments, self._found) if moment is not None and _is_dated(moment)]
        self.scale = Scale(dated)
        self.breaks = [self._share(at) for at in self.scale.breaks()] if dated else []
        self._words = texts["times_broken" if self.breaks else "times"]
        self._has_days = bool(dated)

    @property
    def words(self) -> str:
        """What the axis is."""
        return self._words

    @staticmethod
    def _share(percent: float) -> float:
        return min(1.0, max(0.0, END_SHARE + (1 - 2 * END_SHARE) * percent / 100))

    def place(self, value: Value) -> Extent | None:
        """Where a value stands; None without a figure, a day, or in another unit."""
        if not isinstance(value, Moment) or not _is_dated(value):
            return None
        low, high = outer(value)
        first = self._share(self.scale.place(low)) if low else 0.0
        last = self._share(self.scale.place(high)) if high else 1.0
        return Extent(first, None, last, opens=not low, closes=not high, is_rough=is_point(value) and low[:10] != high[:10])

    def finding(self) -> tuple[Extent, ...]:
        """The finding's band, if it has one."""
        extent = self.place(self._found) if self._found else None
        return (extent,) if extent else ()

    def ticks(self, room: int) -> list[Tick]:
        """Days, hours, months or years, as the timeline has them."""
        found = [Tick(self._share(at), label) for at, label in self.scale.ticks()] if self._has_days else []
        return found[:: max(1, -(-len(found) // max(1, room)))]


class ColumnAxis(Axis):
    """Yes or no, or places: one column for each answer."""

    is_columns = True

    def __init__(self, chart: AccountsChart, texts: Texts) -> None:
        self._chart, self._texts = chart, texts
        self._words = texts["places" if chart.value_type == "place" else "choices"]
        if chart.value_type == "occurrence":
            self.columns = {"no": texts["no"], "yes": texts["yes"]}
            return
        places = [account.value for account in chart.accounts if isinstance(account.value, PlaceRef)]
        if chart.finding and chart.finding.where is not None:
            places.insert(0, chart.finding.where)
        names = {place_key(place): place.name for place in reversed(places)}
        told = Counter(place_key(place) for place in places)
        first = sorted(told, key=lambda key: (-told[key], names[key]))
        kept = first if len(first) <= MOST_PLACES else first[: MOST_PLACES - 1]
        self.columns = {key: names[key] for key in kept}
        if len(first) > len(kept):
            self.columns[""] = texts["elsewhere"]

    @property
    def words(self) -> str:
        """What the axis is."""
        return self._words

    def _column(self, key: str) -> Extent | None:
        keys = list(self.columns)
        key = key if key in self.columns else ""
        if key not in self.columns:
            return None
        width, at = 1 / len(keys), keys.index(key)
        return Extent(at * width, (at + 0.5) * width, (at + 1) * width)

    def place(self, value: Value) -> Extent | None:
        """Where a value stands; None without a figure, a day, or in another unit."""
        if isinstance(value, Occurrence):
            found = self._column("yes" if value.happened else "no")
        elif isinstance(value, PlaceRef):
            found = self._column(place_key(value))
        else:
            return None
        rough = isinstance(value, PlaceRef) and value.precision in {"vicinity", "locality", ""}
        return found._replace(low=found.best or 0.0, high=found.best or 0.0, is_rough=rough) if found else None

    def finding(self) -> tuple[Extent, ...]:
        """The column of the finding; both where the accounts stand against each other; none where nothing is found."""
        found = self._chart.finding
        if found is None or found.standing is Standing.UNDETERMINED:
            return ()
        if self._chart.value_type == "place":
            extent = self._column(place_key(found.where)) if found.where else None
            return (extent._replace(best=None),) if extent else ()
        if found.standing is Standing.CONTESTED:
            keys = ["no", "yes"]
        else:
            keys = [] if found.probability is None else ["yes" if found.probability > 0.5 else "no"]
        return tuple(extent._replace(best=None) for key in keys if (extent := self._column(key)))

    def ticks(self, room: int) -> list[Tick]:
        """Every column."""
        del room
        width = 1 / max(1, len(self.columns))
        return [Tick((at + 0.5) * width, name) for at, name in enumerate(self.columns.values())]


def place_key(place: PlaceRef) -> str:
    """What makes two references one column: the gazetteer's id, else the name."""
    return place.gazetteer_id or " ".join(place.name.casefold().split())


def _is_dated(moment: Moment) -> bool:
    return any(outer(moment))


def _reach(low: float | None, best: float | None, high: float | None) -> Reach:
    """A derived "at most" names no zero; bounds in order whatever they were given in."""
    if low == 0 and best is None and high:
        low = None
    if low is not None and high is not None and low > high:
        low, high = high, low
    if best is not None:
        best = max(best, low) if low is not None else best
        best = min(best, high) if high is not None else best
    return low, best, high


def _usual_unit(values: Iterable[Value]) -> str:
    """The unit that most quantities are in; the first in the alphabet of several."""
    units = Counter(value.unit for value in values if isinstance(value, Quantity) and reach_of(value))
    return min(units, key=lambda unit: (-units[unit], unit), default="")


def _even_ticks(start: float, end: float, room: int) -> list[float]:
    """Round numbers 1, 2, 5 times a power of ten apart, at most so many between the ends."""
    step = _nice((end - start) / max(1, room))
    first, last = math.ceil(start / step - 1e-9), math.floor(end / step + 1e-9)
    return [round(at * step, 12) for at in range(first, last + 1)]


def _nice(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= step * (1 - 1e-9))


def _log_ticks(start: float, end: float, room: int) -> list[float]:
    """Powers of ten, with 2 and 5 times them, or 3 times, where there is room; every second or third power where not."""
    powers = range(math.floor(math.log10(start)), math.ceil(math.log10(end)) + 1)
    for factors in ((1, 2, 5), (1, 3), (1,)):
        found = [factor * 10.0**power for power in powers for factor in factors]
        found = [figure for figure in found if start * 0.999 <= figure <= end * 1.001]
        if len(found) <= max(2, room):
            break
    return found[:: max(1, -(-len(found) // max(2, room)))]
