"""``testimonia map``."""

from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli.printing import errors, output

WARNING = (
    "[bold yellow]For the team only.[/] The map may show where protected sources were, and their words: it is not cleared for "
    "publication."
)


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("map", epilog="Example: testimonia map leaving.html --svg leaving.svg")
    def draw_map(
        context: typer.Context,
        page: Annotated[Path, typer.Argument(help="The page to write.")] = Path("map.html"),
        svg: Annotated[Path | None, typer.Option("--svg", help="Also an SVG for print.")] = None,
        geojson: Annotated[Path | None, typer.Option("--geojson", help="Also GeoJSON, for geographic tools.")] = None,
        kml: Annotated[Path | None, typer.Option("--kml", help="Also KML, for earth viewers.")] = None,
    ) -> None:
        """Write the case as a map: one HTML file that works offline, with the exact words behind each place."""
        wanted = {name: path for name, path in (("html", page), ("svg", svg), ("geojson", geojson), ("kml", kml)) if path}
        with context.obj.investigation() as case:
            written = case.draw_map(wanted)
        for path, size in written.items():
            output.print(f"{size / 1000:9,.0f} kB  {path}", highlight=False, soft_wrap=True)
        errors.print(WARNING, highlight=False, soft_wrap=True)
