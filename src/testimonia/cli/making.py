"""``testimonia new``."""

from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli.printing import output
from testimonia.pipeline.investigation import Investigation


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog='Example: testimonia new flood --title "Who opened the dam?"')
    def new(
        folder: Annotated[Path, typer.Argument(help="Where to make it; made if missing.")],
        title: Annotated[str, typer.Option(help="What the investigation is called.")] = "",
    ) -> None:
        """Make a new investigation: a folder with an investigation.toml to fill in."""
        Investigation.create(folder, title=title).close()
        output.print(f"Made {folder}/investigation.toml: write parties and questions into it, or leave it as it is.")
        output.print(f"Next: testimonia -C {folder} ingest -r MATERIAL", highlight=False)
