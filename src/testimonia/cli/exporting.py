"""``testimonia export``."""

from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli.printing import output


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia export tables")
    def export(
        context: typer.Context,
        folder: Annotated[Path, typer.Argument(help="Where to write; made if missing, files of the same name replaced.")],
    ) -> None:
        """Write every noun of the case as CSV and JSON lines, for the team's own tools: it is not cleared for publication."""
        with context.obj.investigation() as case:
            counts = case.export(folder)
        for name, count in counts.items():
            output.print(f"{count:7} {name}", highlight=False)
        output.print(f"In {folder}, as CSV and JSON lines. For the team: nothing in it is cleared for publication.")
