"""The plot itself: band, grid, bars, arcs and brackets, from where the layout puts them."""

from collections.abc import Sequence

from testimonia.model.accounts import AccountsChart
from testimonia.model.findings import Standing
from testimonia.model.testimony import Stance
from testimonia.publish.accounts import marks
from testimonia.publish.accounts.axis import Extent
from testimonia.publish.accounts.figures import reach_words
from testimonia.publish.accounts.layout import (
    DETAIL_PX,
    LANE_PX,
    NAME_PX,
    QUOTE_PX,
    TICK_PX,
    VALUE_PX,
    Arc,
    Format,
    Layout,
    PlacedRow,
    clamp,
)
from testimonia.publish.accounts.pen import LINE, Pen, directed, is_right_to_left, width_px
from testimonia.publish.accounts.texts import Texts


def draw_plot(pen: Pen, chart: AccountsChart, layout: Layout, texts: Texts) -> None:
    """Everything inside the layout, from back to front."""
    _band(pen, chart, layout, texts)
    _grid(pen, layout)
    _sections(pen, layout)
    _shifts(pen, chart, layout)
    for row in layout.rows:
        _words(pen, row, layout)
    _brackets(pen, layout)
    for arc in layout.arcs:
        _arc(pen, arc, layout)
    pen.open("ac-link")
    for arc in layout.arcs:
        marks.badge(pen, _lane_x(arc, layout), arc.badge_y, arc.number)
    pen.close()
    for row in layout.rows:
        _row(pen, row, layout)


def _band(pen: Pen, chart: AccountsChart, layout: Layout, texts: Texts) -> None:
    """The finding behind all accounts; dashed where it is contested."""
    found = layout.axis.finding()
    if not found or chart.finding is None:
        return
    is_contested = chart.finding.standing is Standing.CONTESTED
    pen.open("ac-found ac-contested" if is_contested else "ac-found")
    top, bottom = layout.top - 4, layout.bottom
    for extent in found:
        low, high = layout.x(extent.low), layout.x(extent.high)
        if high - low < 3:
            low, high = low - 1.5, high + 1.5
        pen.rect(low, top, high, bottom, "ac-band")
        if layout.axis.is_columns:
            continue
        for edge, is_open in ((low, extent.opens), (high, extent.closes)):
            if not is_open:
                pen.line(edge, top, edge, bottom, "ac-edge")
        if extent.best is not None:
            pen.line(layout.x(extent.best), top, layout.x(extent.best), bottom, "ac-line")
    middle = layout.x(sum(_centre(extent) for extent in found) / len(found))
    words = flag_words(chart, found, texts)
    half = width_px(words, TICK_PX, is_bold=True) / 2
    at = clamp(middle, layout.format.plot[0] - 20 + half, layout.format.plot[1] + 20 - half)
    pen.text(at, 12, directed(words, is_rtl=pen.is_rtl), "ac-flag", anchor="middle")
    pen.close()


def flag_words(chart: AccountsChart, found: Sequence[Extent], texts: Texts) -> str:
    """What stands above the band: the best figure where there is one."""
    if chart.finding is None or chart.finding.best is None or any(extent.best is None for extent in found):
        return f"{texts['finding']}: {texts[chart.finding.standing]}" if chart.finding else texts["finding"]
    best = chart.finding.best
    return f"{texts['finding']}: {reach_words((best, best, best), texts, is_time=chart.value_type == 'duration')}"


def _centre(extent: Extent) -> float:
    return extent.best if extent.best is not None else (extent.low + extent.high) / 2


def _grid(pen: Pen, layout: Layout) -> None:
    left, right = layout.format.plot
    pen.line(left, layout.top, right, layout.top, "ac-axis")
    pen.line(left, layout.bottom, right, layout.bottom, "ac-axis")
    if layout.axis.is_columns:
        count = max(1, len(layout.ticks))
        for number in range(count + 1):
            pen.line(layout.x(number / count), layout.top, layout.x(number / count), layout.bottom, "ac-tick")
    for tick, lines in zip(layout.ticks, layout.tick_lines, strict=True):
        x = layout.x(tick.at)
        if not layout.axis.is_columns:
            pen.line(x, layout.top - 5, x, layout.bottom + 5, "ac-tick")
        is_rtl = is_right_to_left(tick.label)
        half = max(width_px(line, TICK_PX) for line in lines) / 2
        at = clamp(x, left - 20 + half, right + 20 - half)
        for number, line in enumerate(lines):
            above = layout.top - 9 - (len(lines) - 1 - number) * TICK_PX * LINE
            for y in (above, layout.bottom + 18 + number * TICK_PX * LINE):
                pen.text(at, y, directed(line, is_rtl=is_rtl), "ac-scale", anchor="middle")
    for at in layout.axis.breaks:
        for y in (layout.top - 9, layout.bottom + 18):
            pen.text(layout.x(at), y, "⋯", "ac-scale", anchor="middle")


def _sections(pen: Pen, layout: Layout) -> None:
    form = layout.format
    for placed in layout.sections:
        y = placed.y + 5 + (len(placed.lines) - 1) * DETAIL_PX * LINE
        pen.line(form.names[0], y, form.quotes[1], y, "ac-rule")
        for number, line in enumerate(placed.lines):
            words = directed(line, is_rtl=pen.is_rtl)
            width = width_px(line, DETAIL_PX, is_bold=True)
            pen.veil(form.names[0], placed.y + number * DETAIL_PX * LINE, width, DETAIL_PX)
            pen.text(form.names[0], placed.y + number * DETAIL_PX * LINE, words, "ac-kind")


def _words(pen: Pen, placed: PlacedRow, layout: Layout) -> None:
    """Who says it, and their words."""
    form = layout.format
    y = placed.top + 4
    name_rtl = is_right_to_left(placed.row.source)
    for line in placed.name:
        y += NAME_PX * LINE
        _veil(pen, form, y - 5, line, NAME_PX)
        pen.text(form.names[0], y - 5, directed(line, is_rtl=name_rtl), "ac-name")
    for line in placed.details:
        y += DETAIL_PX * LINE
        _veil(pen, form, y - 4, line, DETAIL_PX)
        pen.text(form.names[0], y - 4, directed(line, is_rtl=is_right_to_left(line, is_rtl=pen.is_rtl)), "ac-detail")
    kind = "ac-quote" if placed.row.words and not placed.row.is_derived else "ac-note"
    rtl = is_right_to_left(placed.row.words) if placed.row.words else pen.is_rtl
    for number, line in enumerate(placed.quote):
        down = placed.quote_y + 4 + number * QUOTE_PX * LINE
        _veil(pen, form, down, line, QUOTE_PX)
        pen.text(form.quotes[0], down, directed(line, is_rtl=rtl), kind)


def _veil(pen: Pen, form: Format, y: float, line: str, size_px: float) -> None:
    """In a stacked picture words stand on the plot."""
    if form.is_stacked:
        pen.veil(form.names[0], y, width_px(line, size_px), size_px)


def _row(pen: Pen, placed: PlacedRow, layout: Layout) -> None:
    """The bar with the figure above it."""
    row, y = placed.row, placed.bar_y
    left, right = layout.format.plot
    account = row.account
    is_said = not layout.axis.is_columns or (account is not None and (not account.is_report or account.is_denial))
    if row.said and (is_said or row.extent is None):
        words = directed(row.said, is_rtl=is_right_to_left(row.said, is_rtl=pen.is_rtl))
        pen.veil(placed.value_x, y - 14, width_px(row.said, VALUE_PX), VALUE_PX, anchor="middle")
        pen.text(placed.value_x, y - 14, words, "ac-value", anchor="middle")
    if row.extent is None:
        if account is not None and account.stance is Stance.DECLINES:
            marks.declined(pen, left + 4, right - 4, y)
        return
    at = _pixels(row.extent, layout)
    if account is not None:
        marks.draw_account(pen, account, row.extent, at, y)
    elif row.is_derived:
        marks.derived(pen, row.extent, at, y)
    else:
        pen.line(at[0], y, at[2], y, "ac-rest")


def _brackets(pen: Pen, layout: Layout) -> None:
    for bracket in layout.brackets:
        x = layout.format.brackets + bracket.lane * 8 + 4
        right = layout.format.plot[0] - 4
        pen.line(x, bracket.ys[0], x, bracket.ys[-1], "ac-group")
        for y in bracket.ys:
            pen.line(x, y, max(x + 6, right - 12), y, "ac-group")


def _anchor(placed: PlacedRow, layout: Layout) -> float:
    extent = placed.row.extent
    return marks.mark_x(extent, _pixels(extent, layout)) if extent else sum(layout.format.plot) / 2


def _pixels(extent: Extent, layout: Layout) -> marks.Place:
    return layout.x(extent.low), layout.x(extent.best) if extent.best is not None else None, layout.x(extent.high)


def _shifts(pen: Pen, chart: AccountsChart, layout: Layout) -> None:
    rows = {row.row.key: row for row in layout.rows if row.row.key}
    for shift in chart.shifts:
        before, after = rows.get(shift.before_id), rows.get(shift.after_id)
        if before is not None and after is not None and before is not after and _is_same_source(before, after):
            marks.shift(pen, (_anchor(before, layout), before.bar_y), _target(after, layout))


def _is_same_source(before: PlacedRow, after: PlacedRow) -> bool:
    """What one source agreed on and another says happened is told in words: an arrow would make it one voice."""
    one, other = before.row.account, after.row.account
    return one is not None and other is not None and one.source_id == other.source_id


def _target(placed: PlacedRow, layout: Layout) -> tuple[float, float, float, float]:
    """Left end, mark, right end and height of what an arrow points at; open ends count from the mark."""
    extent, best = placed.row.extent, _anchor(placed, layout)
    low = best if extent is None or extent.opens else min(best, layout.x(extent.low))
    high = best if extent is None or extent.closes else max(best, layout.x(extent.high))
    return min(low, best - marks.LONE_PX - 1), best, max(high, best + marks.LONE_PX + 1), placed.bar_y


def _arc(pen: Pen, arc: Arc, layout: Layout) -> None:
    """From the bars to the lane and along it; a contradiction with other questions' accounts has one end here."""
    rows = {row.bar_y: row for row in layout.rows}
    right, x = layout.format.plot[1], _lane_x(arc, layout)
    pen.open("ac-link")
    for y in arc.ys:
        extent = rows[y].row.extent
        end = layout.x(extent.high) if extent is not None else right
        if end < right - 2:
            pen.line(end + 9, y, right, y, "ac-lead")
    first, last = arc.ys[0], arc.ys[-1]
    if first == last:
        pen.line(right + 2, first, x, first, "ac-arc")
    else:
        pen.path(
            [
                ("M", (right + 2, first)),
                ("C", (x, first, x, first, x, min(first + 16, (first + last) / 2))),
                ("L", (x, max(last - 16, (first + last) / 2))),
                ("C", (x, last, x, last, right + 2, last)),
            ],
            "ac-arc",
        )
        for y in arc.ys[1:-1]:
            pen.line(right + 2, y, x, y, "ac-arc")
    pen.close()


def _lane_x(arc: Arc, layout: Layout) -> float:
    return layout.format.arcs + arc.lane * LANE_PX + 10
