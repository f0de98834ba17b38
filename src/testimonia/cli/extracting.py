"""``testimonia extract``: one file, nothing kept."""

from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli import views
from testimonia.cli.printing import output, print_json
from testimonia.model.material import Metadata


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia extract --explain statement.txt")
    def extract(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help="Any file that ingest can read.")],
        explain: Annotated[bool, typer.Option("--explain", help="The text with marks, and why each was made.")] = False,
        source: Annotated[str, typer.Option(help="Who speaks, if the file does not say.")] = "",
        published: Annotated[str, typer.Option(help="Day of publication, YYYY-MM-DD.")] = "",
    ) -> None:
        """See what would be extracted from one file, as JSON or explained; nothing is kept.

        Inside an investigation its parties, sources, hedges and own places are used; elsewhere none.
        """
        metadata = Metadata(source=source, published=published)
        material, extraction = context.obj.preview(file, metadata)
        if explain:
            for part in views.explanation(material, extraction):
                output.print(part, highlight=False)
        else:
            print_json(extraction)
