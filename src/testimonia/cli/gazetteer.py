"""``testimonia gazetteer ...``: the places that names mean, and the investigation's own."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from testimonia.cli.printing import output, print_json

AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON, complete.")]


def register(app: typer.Typer) -> None:
    """Add ``gazetteer`` and its subcommands."""
    gazetteer = typer.Typer(no_args_is_help=True, help="Which place a name means; add the investigation's own places.")
    app.add_typer(gazetteer, name="gazetteer")
    _register_find(gazetteer)
    _register_files(gazetteer)


def _register_find(gazetteer: typer.Typer) -> None:
    @gazetteer.command(epilog='Example: testimonia gazetteer find "Deir ez-Zor countryside"')
    def find(
        context: typer.Context,
        name: str,
        limit: Annotated[int, typer.Option(help="Most candidates.", min=1)] = 5,
        as_json: AsJson = False,
    ) -> None:
        """Which places a name may mean, in any script, best first, with score and reason."""
        found = context.obj.find_place(name, limit=limit)
        if as_json:
            print_json(found)
            return
        if not found:
            output.print(f"No gazetteer knows {name!r}: add it with `testimonia gazetteer add FILE`.", highlight=False)
            raise typer.Exit(1)
        table = Table("score", "place", "where", "kind", "lat, lon", "reason", box=None, padding=(0, 2, 0, 0))
        for one in found:
            place = one.place
            where = ", ".join(part for part in (place.region, place.country) if part)
            point = f"{place.lat:.4f}, {place.lon:.4f}" + (f" ± {place.radius_km:.0f} km" if place.radius_km else "")
            table.add_row(f"{one.score:.2f}", place.name, where, place.kind, point, one.reason)
        output.print(table, highlight=False)


def _register_files(gazetteer: typer.Typer) -> None:
    @gazetteer.command(epilog="Example: testimonia gazetteer add villages.csv")
    def add(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help="CSV, GeoJSON, KML, or a dump of GeoNames (.txt).")],
    ) -> None:
        """Add the investigation's own places; they win over the packaged ones, and the next run uses them."""
        with context.obj.investigation() as case:
            added = case.add_places(file)
        output.print(
            f"{_count(added.places)} of {added.name} added as {added.id}; `testimonia run` uses them.", highlight=False
        )

    @gazetteer.command("list", epilog="Example: testimonia gazetteer list")
    def show_files(context: typer.Context, as_json: AsJson = False) -> None:
        """The files of own places in force, who added them and when."""
        with context.obj.investigation() as case:
            files = case.place_files()
        if as_json:
            print_json(files)
            return
        for file in files:
            output.print(
                f"{file.id}  {file.name}  {_count(file.places)}, added {file.added_at} by {file.added_by}", highlight=False
            )
        if not files:
            output.print("Only the packaged gazetteer: add your own with `testimonia gazetteer add FILE`.")

    @gazetteer.command(epilog="Example: testimonia gazetteer remove villages.csv")
    def remove(
        context: typer.Context, file: Annotated[str, typer.Argument(help="Its name, its id, or a beginning of the id.")]
    ) -> None:
        """Take a file of own places out of force; the original stays in the case."""
        with context.obj.investigation() as case:
            removed = case.remove_places(file)
        output.print(f"{removed.name} is no longer used; `testimonia run` goes on without it.", highlight=False)


def _count(places: int) -> str:
    return f"{places:,} place{'s' if places != 1 else ''}"
