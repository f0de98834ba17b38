"""Where everything on the chart stands, in CSS pixels: rows, texts, bars, arcs and brackets, for a wide or a narrow picture.

Kept apart from the drawing, so that what may not overlap can be tested: a row has the height that its texts take, and arcs and
brackets get lanes of their own beside the plot.
"""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from testimonia.model.accounts import AccountsChart
from testimonia.publish.accounts.axis import Axis, Extent, Tick, axis_of
from testimonia.publish.accounts.pen import LINE, width_px, wrap
from testimonia.publish.accounts.rows import Row, Section, sections_of
from testimonia.publish.accounts.texts import Texts

NAME_PX, DETAIL_PX, QUOTE_PX, VALUE_PX, TICK_PX = 14.0, 12.0, 13.0, 12.0, 12.0
LANE_PX = 10.0
"""Between two arcs, or two brackets."""
MOST_LANES = 4
MOST_LINKS = 12
"""Contradictions that are drawn and told; the rest is counted."""
SECTION_PX = 30.0
LEAST_ROW_PX = 52.0
QUOTE_LINES = 4
DENSE_LINES = 2
DENSE_FROM = 20
"""Accounts from which fewer lines of each are shown; the table has them whole."""
TICK_GAP_PX = 14.0
BAR_DOWN_PX = 34.0
"""From the top of a row, or of its plot, to the middle of its bar; the figure stands above it."""


class Format(NamedTuple):
    """The columns of a picture. In a stacked one words stand above the bars."""

    width: float
    is_stacked: bool
    names: tuple[float, float]
    plot: tuple[float, float]
    quotes: tuple[float, float]
    brackets: float
    """Left end of the lanes for brackets."""
    arcs: float
    """Left end of the lanes for arcs."""


WIDE = Format(980, False, (16, 214), (262, 640), (704, 964), 222, 646)
NARROW = Format(390, True, (14, 376), (34, 332), (14, 376), 6, 338)


class PlacedRow(NamedTuple):
    """A row with its lines of text and where they begin."""

    row: Row
    top: float
    height: float
    bar_y: float
    name: tuple[str, ...]
    details: tuple[str, ...]
    quote: tuple[str, ...]
    quote_y: float
    """Baseline of the first line."""
    value_x: float
    """Middle of the figure above the bar."""


class PlacedSection(NamedTuple):
    """A kind of source, with the baseline of its title."""

    section: Section
    y: float
    lines: tuple[str, ...]
    rows: tuple[PlacedRow, ...]


class Arc(NamedTuple):
    """A numbered contradiction between rows: where it leaves the plot, and its lane."""

    number: int
    ys: tuple[float, ...]
    lane: int
    badge_y: float


class Bracket(NamedTuple):
    """Rows that are not independent of each other."""

    ys: tuple[float, ...]
    lane: int


class Layout(Struct, frozen=True):
    """The plot with everything in it; y begins at 0 with the axis's upper labels."""

    format: Format
    axis: Axis
    sections: tuple[PlacedSection, ...]
    ticks: tuple[Tick, ...]
    tick_lines: tuple[tuple[str, ...], ...]
    arcs: tuple[Arc, ...]
    brackets: tuple[Bracket, ...]
    top: float
    bottom: float
    """Of the plot; labels of ticks stand above and below."""

    @property
    def rows(self) -> list[PlacedRow]:
        """The rows of all sections."""
        return [row for section in self.sections for row in section.rows]

    def x(self, share: float) -> float:
        """A share of the axis in pixels."""
        left, right = self.format.plot
        return left + share * (right - left)


def lay_out(chart: AccountsChart, texts: Texts, form: Format) -> Layout:
    """Place everything that is in the plot."""
    axis = axis_of(chart, texts)
    ticks, tick_lines = _ticks(axis, form)
    top = 26 + max((len(lines) for lines in tick_lines), default=1) * TICK_PX * LINE
    sections, y = [], top
    most = QUOTE_LINES if len(chart.accounts) < DENSE_FROM else DENSE_LINES
    for section in sections_of(chart, axis, texts):
        lines = tuple(wrap(section.title, DETAIL_PX, form.quotes[1] - form.names[0] - 40, is_bold=True))
        title_y = y + 19
        y += SECTION_PX + (len(lines) - 1) * DETAIL_PX * LINE
        rows = []
        for row in section.rows:
            placed = _place_row(row, y, form, texts, most)
            rows.append(placed)
            y += placed.height
        sections.append(PlacedSection(section, title_y, lines, tuple(rows)))
    placed_rows = {one.row.key: one.bar_y for section in sections for one in section.rows if one.row.key}
    return Layout(
        form,
        axis,
        tuple(sections),
        ticks,
        tick_lines,
        _arcs(chart, placed_rows),
        _brackets(chart, [one for section in sections for one in section.rows]),
        top,
        y + 6,
    )


def _ticks(axis: Axis, form: Format) -> tuple[tuple[Tick, ...], tuple[tuple[str, ...], ...]]:
    """As many ticks as have room for their labels side by side."""
    left, right = form.plot
    if axis.is_columns:
        found = axis.ticks(0)
        room = (right - left) / max(1, len(found)) - 6
        return tuple(found), tuple(tuple(wrap(tick.label, TICK_PX, room, most=3)) for tick in found)
    found = []
    for room_for in range(8 if not form.is_stacked else 5, 0, -1):
        found = axis.ticks(room_for)
        ends = [_tick_span(tick, left, right) for tick in found]
        if all(one[1] + TICK_GAP_PX <= other[0] for one, other in itertools.pairwise(ends)):
            break
    else:
        found = found[:1]
    return tuple(found), tuple((tick.label,) for tick in found)


def _tick_span(tick: Tick, left: float, right: float) -> tuple[float, float]:
    """What the label takes, drawn around its tick and kept inside the picture."""
    at, half = left + tick.at * (right - left), width_px(tick.label, TICK_PX) / 2
    middle = clamp(at, left - 20 + half, right + 20 - half)
    return middle - half, middle + half


def clamp(value: float, low: float, high: float) -> float:
    """The value, or the nearest end; the middle where there is no room at all."""
    return (low + high) / 2 if low > high else min(high, max(low, value))


def _place_row(row: Row, top: float, form: Format, texts: Texts, most: int) -> PlacedRow:
    names, quotes = form.names, form.quotes
    name = tuple(wrap(row.source, NAME_PX, names[1] - names[0], most=3, is_bold=True))
    details = tuple(wrap(" · ".join(row.details), DETAIL_PX, names[1] - names[0], most=3))
    if row.account and not row.words:
        said = texts["withheld"]
    else:
        said = row.words if row.is_derived or not row.words else texts["quote"].format(row.words.strip('"“”«» \n'))
    quote = tuple(wrap(said, QUOTE_PX, quotes[1] - quotes[0], most=2 * most if row.is_derived else most))
    head = len(name) * NAME_PX * LINE + len(details) * DETAIL_PX * LINE
    quoted = len(quote) * QUOTE_PX * LINE
    left, right = form.plot
    half = width_px(row.said, VALUE_PX, is_bold=True) / 2
    middle = left + _middle(row.extent) * (right - left)
    value_x = clamp(middle, left + half, right - half)
    if form.is_stacked:
        plot_top = top + 8 + head + quoted
        height = 8 + head + quoted + BAR_DOWN_PX + 18
        return PlacedRow(row, top, height, plot_top + BAR_DOWN_PX - 3, name, details, quote, top + 4 + head + QUOTE_PX, value_x)
    height = max(LEAST_ROW_PX, 12 + head, 12 + quoted)
    return PlacedRow(row, top, height, top + BAR_DOWN_PX, name, details, quote, top + 4 + QUOTE_PX, value_x)


def _middle(extent: Extent | None) -> float:
    if extent is None:
        return 0.5
    if extent.best is not None:
        return extent.best
    if extent.opens != extent.closes:
        return extent.high if extent.opens else extent.low
    return (extent.low + extent.high) / 2


def _arcs(chart: AccountsChart, ys: dict[str, float]) -> tuple[Arc, ...]:
    """Every contradiction in the order given, the widest arcs outside."""
    numbered = []
    for number, link in enumerate(chart.links[:MOST_LINKS], 1):
        found = tuple(sorted(ys[account_id] for account_id in link.account_ids if account_id in ys))
        if found:
            numbered.append((number, found))
    lanes = _lanes([one for _, one in numbered])
    arcs: list[Arc] = []
    taken: list[tuple[int, float]] = []
    for (number, found), lane in zip(numbered, lanes, strict=True):
        badge = _free(lane, (found[0] + found[-1]) / 2, found, taken)
        taken.append((lane, badge))
        arcs.append(Arc(number, found, lane, badge))
    return tuple(arcs)


def _free(lane: int, wanted: float, ys: Sequence[float], taken: Sequence[tuple[int, float]]) -> float:
    """Where on the arc its number stands clear of other numbers: its middle, or the nearest free place on it."""
    steps = [wanted + sign * step for step in range(0, int(ys[-1] - ys[0]) // 2 + 1, 4) for sign in (1, -1)]
    if len(ys) == 1:
        steps = [wanted]

    def is_free(y: float) -> bool:
        return all(abs(other - y) >= 17 or (abs(lane - at) * LANE_PX >= 17) for at, other in taken)

    return next((y for y in steps if is_free(y)), wanted)


def _brackets(chart: AccountsChart, rows: Sequence[PlacedRow]) -> tuple[Bracket, ...]:
    """Sources of one group: the row of each that counts now."""
    found = []
    for group in chart.groups:
        if group.is_partial:
            continue
        ys = sorted(
            one.bar_y
            for one in rows
            if one.row.account and one.row.account.is_standing and one.row.account.source_id in group.source_ids
        )
        if len(ys) > 1:
            found.append(tuple(ys))
    return tuple(Bracket(ys, lane) for ys, lane in zip(found, _lanes(found), strict=True))


def _lanes(spans: Sequence[tuple[float, ...]]) -> list[int]:
    """A lane for each span, so that those that overlap stand side by side: short ones inside, the rest in the last lane."""
    lanes = [0] * len(spans)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(MOST_LANES)]
    for at in sorted(range(len(spans)), key=lambda at: (spans[at][-1] - spans[at][0], at)):
        low, high = spans[at][0] - 9, spans[at][-1] + 9
        lane = next(
            (lane for lane in range(MOST_LANES) if all(high < one or low > other for one, other in taken[lane])),
            MOST_LANES - 1,
        )
        lanes[at] = lane
        taken[lane].append((low, high))
    return lanes
