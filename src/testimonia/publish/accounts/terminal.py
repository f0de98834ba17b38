"""The accounts chart in a terminal: lines with Rich's markup, drawn with characters that every font has.

Shapes say what colour says: ``●`` saw or took part, ``◆`` passes on what others told, ``■`` does not say how it knows, ``○``
promised, expected or agreed, ``✕`` denied, ``◄ ►`` open ends, ``░`` the finding and ``┃`` its best figure.
"""

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.markup import escape

from testimonia.model.accounts import Account, AccountsChart
from testimonia.model.findings import Standing
from testimonia.model.testimony import Stance
from testimonia.publish.accounts.axis import Axis, Extent, axis_of
from testimonia.publish.accounts.marks import knows
from testimonia.publish.accounts.notes import finding_sentences, note_lists
from testimonia.publish.accounts.rows import Row, sections_of
from testimonia.publish.accounts.texts import Texts, texts_in

SHAPES = {"first": "●", "hearsay": "◆", "unsaid": "■"}
BARS = {"first": "━", "hearsay": "╍", "unsaid": "━"}
COLOUR = {
    Standing.CORROBORATED: "green",
    Standing.SINGLE_SOURCE: "yellow",
    Standing.CONTESTED: "red",
    Standing.UNDETERMINED: "dim",
}
NAMES, LEAST_PLOT, MOST_PLOT, SAID = 20, 24, 60, 26
"""Columns for names, for the plot, and for the figure behind it."""
WORDS = 110
"""Letters of the exact words shown under a bar."""


def accounts_lines(chart: AccountsChart, *, width: int = 100) -> list[str]:
    """The chart as lines with Rich markup.

    Args:
        chart: what to show.
        width: columns of the terminal.
    """
    texts = texts_in(chart.language)
    axis = axis_of(chart, texts)
    room = max(LEAST_PLOT, min(MOST_PLOT, width - NAMES - SAID - 4))
    lines = list(_head(chart, axis, texts))
    lines += _scale(axis, room)
    numbers = _numbers(chart)
    for section in sections_of(chart, axis, texts):
        lines.append(f"[dim bold]{escape(section.title)}[/]")
        for row in section.rows:
            lines += _row(row, axis, room, numbers.get(row.key, ""))
    for title, notes in note_lists(chart, texts):
        lines.append(f"[dim bold]{escape(title)}[/]")
        for note in notes:
            lines.append(f"  [magenta]{note.number}[/] {escape(note.words)}" if note.number else f"  {escape(note.words)}")
    lines.append(f"[dim]{escape(_key(chart, axis, texts))}[/]")
    return lines


def _head(chart: AccountsChart, axis: Axis, texts: Texts) -> Iterator[str]:
    yield f"[bold]{escape(chart.question)}[/]"
    for at, (words, _) in enumerate(finding_sentences(chart, texts)):
        colour = COLOUR[chart.finding.standing] if at == 0 and chart.finding else "dim"
        yield f"[{colour}]{escape(words)}[/]"
    yield f"[dim]{escape(axis.words)}[/]"


def _scale(axis: Axis, room: int) -> list[str]:
    """The labels above the plot, as many as have room."""
    for number in range(max(2, room // 9), 0, -1):
        cells, last, fits = [" "] * room, -2, True
        for tick in axis.ticks(number):
            label = tick.label if cell_len(tick.label) <= room // 2 else set_cell_size(tick.label, room // 2 - 1) + "…"
            start = max(0, min(room - len(label), _column(tick.at, room) - len(label) // 2))
            fits = fits and start > last + 1
            cells[start : start + len(label)] = list(label)
            last = start + len(label) - 1
        if fits or number == 1:
            return [" " * (NAMES + 2) + f"[dim]{escape(''.join(cells[:room]))}[/]"]
    return []


def _column(share: float, room: int) -> int:
    return min(room - 1, max(0, int(share * room + 1e-9)))  # half of 60 cells is the 30th


def _row(row: Row, axis: Axis, room: int, numbers: str) -> Iterator[str]:
    account = row.account
    name = set_cell_size(row.source, NAMES) if cell_len(row.source) <= NAMES else set_cell_size(row.source, NAMES - 1) + "…"
    is_past = account is not None and account.is_report and not account.is_standing
    style = "dim" if is_past else "bold"
    links = f" [magenta]{numbers}[/]" if numbers else ""
    said = f"[{'dim' if is_past else 'not dim'}]{escape(row.said)}[/]" if row.said else ""
    yield f"[{style}]{escape(name)}[/]  {_plot(row, axis, room)}  {said}{links}"
    details = " · ".join(row.details)
    words = " ".join(row.words.split()).strip('"“”«» ')
    if account and words:
        words = f"“{words if len(words) <= WORDS else words[: WORDS - 1] + '…'}”"
    if told := "  ".join(filter(None, (details, words))):
        yield f"[dim]{' ' * (NAMES + 2)}{escape(told)}[/]"


def _plot(row: Row, axis: Axis, room: int) -> str:
    """The finding's band with the row's bar on it, cell by cell, then runs of one style together."""
    cells = [(" ", "dim")] * room
    for extent in axis.finding():
        for at in range(_column(extent.low, room), _column(extent.high, room) + 1):
            cells[at] = ("░", "yellow")
        if extent.best is not None and not axis.is_columns:
            cells[_column(extent.best, room)] = ("┃", "yellow")
    account = row.account
    if account is not None and account.stance is Stance.DECLINES:
        cells = [("·", "dim")] * room
        cells[room // 2] = ("∅", "dim")
    elif row.extent is not None:
        _bar(cells, row.extent, account, is_derived=row.is_derived)
    parts: list[str] = []
    last = ""
    for letter, style in cells:
        parts.append(letter if style == last else f"{'[/]' if last else ''}[{style}]{letter}")
        last = style
    return "".join(parts) + "[/]"


def _bar(cells: list[tuple[str, str]], extent: Extent, account: Account | None, *, is_derived: bool) -> None:
    room = len(cells)
    low, high = _column(extent.low, room), _column(extent.high, room)
    how = knows(account) if account else "unsaid"
    is_report = account is None or account.is_report
    style = "dim cyan" if account and account.is_report and not account.is_standing else "bold cyan"
    line = "=" if is_derived else "┄" if not is_report else BARS[how]
    for at in range(low, high + 1):
        cells[at] = ("─" if extent.opens or extent.closes else line, style)
    if extent.opens:
        cells[low] = ("◄", style)
    if extent.closes:
        cells[high] = ("►", style)
    if account is None:
        return
    best = extent.best if extent.best is not None else extent.high if extent.opens else extent.low
    shape = "✕" if account.is_denial else SHAPES[how] if is_report else "○"
    cells[_column(best, room)] = (shape, "bold red" if account.is_denial else style)


def _numbers(chart: AccountsChart) -> dict[str, str]:
    """Account -> the numbers of its contradictions."""
    found: dict[str, list[str]] = {}
    for number, link in enumerate(chart.links, 1):
        for account_id in link.account_ids:
            found.setdefault(account_id, []).append(str(number))
    return {account_id: ",".join(numbers) for account_id, numbers in found.items()}


def _key(chart: AccountsChart, axis: Axis, texts: Texts) -> str:
    drawn = [account for account in chart.accounts if account.stance is not Stance.DECLINES]
    parts = [
        f"{SHAPES[how]} {texts[f'key_{how}']}"
        for how in SHAPES
        if any(knows(account) == how and account.is_report for account in drawn)
    ]
    if any(not account.is_report for account in drawn):
        parts.append(f"○ {texts['key_promise']}")
    if any(account.is_denial for account in drawn):
        parts.append(f"✕ {texts['key_denial']}")
    if axis.finding():
        parts.append(f"░ {texts['key_band_plain']}")
    return "  ".join(parts)
