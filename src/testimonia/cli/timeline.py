"""``testimonia timeline``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.markup import escape

from testimonia.cli.printing import output, table
from testimonia.errors import UsageError
from testimonia.model.events import Bearing
from testimonia.model.timelines import TimelineRow, TimelineSheet

SHOWN = 100
"""Events shown in the terminal unless another number is asked for."""
LANES = ("time", "source", "place")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia timeline --by source; testimonia timeline --html timeline.html --top 20")
    def timeline(
        context: typer.Context,
        by: Annotated[str, typer.Option("--by", help="Lanes in the terminal: time, source or place.")] = "time",
        top: Annotated[int, typer.Option(help="Only the K most important days, and why they are.", min=0, metavar="K")] = 0,
        within: Annotated[str, typer.Option(help="Only what can lie in this time, in EDTF: 2017-10-10/2017-10-13.")] = "",
        limit: Annotated[int, typer.Option(help="Events in the terminal; 0 = all. Files hold all.", min=0)] = SHOWN,
        html: Annotated[Path | None, typer.Option(help="Write one HTML file that works from the disk.", dir_okay=False)] = None,
        ics: Annotated[Path | None, typer.Option(help="Write a calendar (iCalendar).", dir_okay=False)] = None,
        timelinejs: Annotated[Path | None, typer.Option(help="Write JSON for TimelineJS 3.", dir_okay=False)] = None,
        csv: Annotated[Path | None, typer.Option(help="Write a table.", dir_okay=False)] = None,
        language: Annotated[str, typer.Option(help="Language of the page's own words: en, ar.")] = "",
    ) -> None:
        """What happened when, by whose account, how exactly that is known, and which orders cannot be.

        Nothing written here has been cleared for publication: names are those the team uses.
        """
        if by not in LANES:
            raise UsageError(f"--by takes {', '.join(LANES)}, not {by!r}")
        files = {"html": html, "ics": ics, "timelinejs": timelinejs, "csv": csv}
        with context.obj.investigation() as case:
            is_file = any(files.values())
            sheet = case.timeline_sheet(top=top, within=within, limit=0 if is_file else limit, language=language)
            for form, path in files.items():
                if path is not None:
                    path.write_text(case.render_timeline(sheet, form), encoding="utf-8", newline="")
                    output.print(f"{path}: {len(sheet.rows)} events", highlight=False)
        if not is_file:
            for part in in_terminal(sheet, by):
                output.print(part, highlight=False)


def in_terminal(sheet: TimelineSheet, by: str) -> Iterator[RenderableType]:
    """Lanes as tables, the important days before and the impossible orders after them."""
    if sheet.days:
        shown = table("The days that matter most", "day", "why")
        for day in sheet.days:
            shown.add_row(day.day, escape(day.reason))
        yield shown
    for name, rows in lanes(sheet, by):
        shown = table(escape(name) or "Timeline", "when", "known", "id", "what", "according to" if by != "source" else "where")
        for row in rows:
            shown.add_row(*_cells(row, by))
        yield shown
    if not sheet.rows:
        yield "No events. `testimonia run` looks for them."
    for clash in sheet.clashes:
        yield f"[yellow]{escape(clash.sentence)}[/]"
    if sheet.left_out:
        yield f"{sheet.left_out} more: `testimonia timeline --limit 0`, or `--html FILE` for all of them"


def lanes(sheet: TimelineSheet, by: str) -> list[tuple[str, list[TimelineRow]]]:
    """Events by whom or where; each lane in order of time, lanes in the order of their first event."""
    found: dict[str, list[TimelineRow]] = {}
    for row in sheet.rows:
        names = row.tellers if by == "source" else row.event.places[:1] or ("no place named",) if by == "place" else ("",)
        for name in names:
            found.setdefault(name, []).append(row)
    return list(found.items())


def _cells(row: TimelineRow, by: str) -> tuple[str, ...]:
    event = row.event
    words = escape(event.when.words) if event.when and event.when.words else "[dim]no time[/]"
    known = escape(event.edtf) or "[dim]undated[/]"
    known += " [yellow](by order)[/]" if event.is_ordered else ""
    known += f"\n[dim]{event.standing}[/]" if event.standing else ""
    what = "\n".join([escape(event.what), *(f"[dim]{escape(_short(bearing))}[/]" for bearing in event.findings)])
    last = ", ".join(event.places) if by == "source" else ", ".join(row.tellers)
    return words, known, f"[dim]{event.id[:8]}[/]", what, escape(last)


def _short(bearing: Bearing) -> str:
    """A conclusion in full; of a suggestion, which `show findings` tells, only that there is one."""
    return bearing.said if bearing.reviewer else f"{bearing.question} ({bearing.standing}, suggested)"
