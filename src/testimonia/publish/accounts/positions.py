"""Where everything of the chart stands, in shares of the plot: for a live chart that draws its own rows and words.

Why not the SVG itself: the workbench's chart has rows that are opened, chosen and told to a screen reader. Why not its own
reckoning: order, scale, lanes and marks are those of the published picture, so that both say the same.
"""

from collections.abc import Mapping

from msgspec import Struct

from testimonia.model.accounts import Account, AccountsChart
from testimonia.model.findings import Standing
from testimonia.model.testimony import Stance
from testimonia.publish.accounts.axis import Extent
from testimonia.publish.accounts.drawing import flag_words
from testimonia.publish.accounts.layout import WIDE, Layout, PlacedRow, lay_out
from testimonia.publish.accounts.marks import knows
from testimonia.publish.accounts.texts import texts_in


class Reach(Struct, frozen=True):
    """A bar: shares of the axis, 0 at its start and 1 at its end."""

    low: float
    best: float | None
    high: float
    opens: bool = False
    """Nobody said where it begins."""
    closes: bool = False
    """Nobody said where it ends."""
    is_rough: bool = False


class ChartTick(Struct, frozen=True):
    """A label of the axis."""

    at: float
    label: str


class ChartRow(Struct, frozen=True):
    """One line of the chart."""

    claim_id: str
    """Empty where the row stands for several accounts, or for what is derived."""
    source_id: str
    source: str
    """Empty if the row above is the same source's."""
    details: tuple[str, ...]
    said: str
    words: str
    y: float
    """Of the bar: a share of the plot's height."""
    reach: Reach | None
    """None: it has no place on this axis."""
    mark: str
    """How the source knows: ``first``, ``hearsay`` or ``unsaid``; ``derived``, ``rest`` or ``declined`` for other rows."""
    is_report: bool = True
    is_denial: bool = False
    is_standing: bool = True


class ChartSection(Struct, frozen=True):
    """The rows of one kind of source, in drawing order."""

    title: str
    rows: tuple[ChartRow, ...]


class ChartArc(Struct, frozen=True):
    """A numbered contradiction beside the plot; the number is its place among the chart's links, from 1."""

    number: int
    claim_ids: tuple[str, ...]
    lane: int


class ChartBracket(Struct, frozen=True):
    """Rows that are not independent of each other."""

    claim_ids: tuple[str, ...]
    lane: int


class ChartShift(Struct, frozen=True):
    """An arrow from an earlier account of a source to a later one."""

    before_id: str
    after_id: str


class ChartLayout(Struct, frozen=True):
    """Everything that is drawn, in drawing order."""

    axis: str
    """The axis, told in words."""
    is_columns: bool
    ticks: tuple[ChartTick, ...]
    breaks: tuple[float, ...]
    """Where a stretch of the axis is drawn short."""
    band: tuple[Reach, ...]
    """The finding; on an axis of columns the columns it takes."""
    flag: str
    """What stands above the band."""
    is_contested: bool
    sections: tuple[ChartSection, ...]
    arcs: tuple[ChartArc, ...] = ()
    brackets: tuple[ChartBracket, ...] = ()
    shifts: tuple[ChartShift, ...] = ()


def chart_layout(chart: AccountsChart) -> ChartLayout:
    """Where everything stands; the same chart gives the same layout."""
    texts = texts_in(chart.language)
    layout = lay_out(chart, texts, WIDE)
    band = layout.axis.finding()
    ids = {placed.bar_y: placed.row.key for placed in layout.rows if placed.row.key}
    sources = {account.id: account.source_id for account in chart.accounts}
    return ChartLayout(
        axis=layout.axis.words,
        is_columns=layout.axis.is_columns,
        ticks=tuple(ChartTick(tick.at, tick.label) for tick in layout.ticks),
        breaks=tuple(layout.axis.breaks),
        band=tuple(_reach(extent) for extent in band),
        flag=flag_words(chart, band, texts) if band else "",
        is_contested=chart.finding is not None and chart.finding.standing is Standing.CONTESTED,
        sections=tuple(
            ChartSection(placed.section.title, tuple(_row(one, layout) for one in placed.rows)) for placed in layout.sections
        ),
        arcs=tuple(ChartArc(arc.number, tuple(ids[y] for y in arc.ys), arc.lane) for arc in layout.arcs),
        brackets=tuple(ChartBracket(tuple(ids[y] for y in one.ys), one.lane) for one in layout.brackets),
        shifts=tuple(_shifts(chart, sources)),
    )


def _shifts(chart: AccountsChart, sources: Mapping[str, str]) -> list[ChartShift]:
    """What one source agreed on and another says happened is told in words: an arrow would make it one voice."""
    own = [shift for shift in chart.shifts if {shift.before_id, shift.after_id} <= sources.keys()]
    return [
        ChartShift(one.before_id, one.after_id)
        for one in own
        if one.before_id != one.after_id and sources[one.before_id] == sources[one.after_id]
    ]


def _row(placed: PlacedRow, layout: Layout) -> ChartRow:
    row, account = placed.row, placed.row.account
    return ChartRow(
        claim_id=row.key,
        source_id=account.source_id if account else "",
        source=row.source,
        details=row.details,
        said=row.said,
        words=row.words,
        y=round((placed.bar_y - layout.top) / max(1.0, layout.bottom - layout.top), 5),
        reach=_reach(row.extent) if row.extent else None,
        mark=_mark(account, is_derived=row.is_derived, is_placed=row.extent is not None),
        is_report=account.is_report if account else False,
        is_denial=account.is_denial if account else False,
        is_standing=account.is_standing if account else True,
    )


def _mark(account: Account | None, *, is_derived: bool, is_placed: bool) -> str:
    if account is None:
        return "derived" if is_derived else "rest"
    return "declined" if not is_placed and account.stance is Stance.DECLINES else knows(account)


def _reach(extent: Extent) -> Reach:
    best = None if extent.best is None else round(extent.best, 5)
    return Reach(round(extent.low, 5), best, round(extent.high, 5), extent.opens, extent.closes, extent.is_rough)
