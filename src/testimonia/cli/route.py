"""``testimonia route``: who went from where to where, and what that would have needed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.markup import escape

from testimonia.cli.printing import output, print_json, table
from testimonia.pipeline.investigation import Investigation


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia route --geojson route.geojson")
    def route(
        context: typer.Context,
        geojson: Annotated[Path | None, typer.Option(help="Also write the routes to this GeoJSON file.")] = None,
        kml: Annotated[Path | None, typer.Option(help="Also write the routes to this KML file.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="The routes as JSON, complete.")] = False,
    ) -> None:
        """Journeys leg by leg, where accounts differ, what no account tells, and what is impossible."""
        files = {name: path for name, path in (("geojson", geojson), ("kml", kml)) if path is not None}
        with context.obj.investigation() as case:
            written = case.draw_routes(files) if files else {}
            if as_json:
                print_json(case.routes())
                return
            for part in view(case):
                output.print(part, highlight=False)
        for path in written:
            output.print(f"Written to {path}. For the team: it is not cleared for publication.", highlight=False)


def view(case: Investigation) -> Iterator[RenderableType]:
    """Each route as a table, then the sums in words."""
    names = {source.id: source.name for source in case.sources()}
    routes = case.routes()
    for route in routes:
        shown = table(route.name, "leg", "from", "to", "km", "when", "according to")
        orders = [leg.order for leg in route.legs]
        for leg in route.legs:
            number = f"{leg.order + 1}" + (" or" if orders.count(leg.order) > 1 else "")
            length = "?" if leg.low_km is None or leg.high_km is None else f"{leg.low_km:,.0f} to {leg.high_km:,.0f}"
            who = escape(", ".join(names.get(source_id, source_id) for source_id in leg.source_ids))
            if not leg.is_known:
                who = f"[dim]unknown: {escape(leg.words)}[/]"
            when = escape(leg.when.words) if leg.when else ""
            shown.add_row(number, escape(leg.start.words), escape(leg.end.words), length, when, who)
        yield shown
        yield escape(route.words) + "."
    for check in case.route_checks():
        yield f"[red]Impossible:[/] {escape(check.words)}" if check.is_impossible else escape(check.words)
    if not routes:
        yield "No account tells a journey over two places or more."
