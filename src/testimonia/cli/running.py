"""``testimonia run``."""

from typing import Annotated

import typer

from testimonia.cli.context import progress_bars
from testimonia.cli.printing import output, print_failures


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia run --workers 2")
    def run(
        context: typer.Context,
        workers: Annotated[int, typer.Option(help="Processes for extraction; 0 = one per processor.", min=0)] = 0,
        model: Annotated[
            bool, typer.Option("--model", help="Ask the model named in investigation.toml too: sends material to its address.")
        ] = False,
        retry: Annotated[bool, typer.Option("--retry", help="Do again what failed earlier.")] = False,
    ) -> None:
        """Do every step whose input changed: read, extract, reconcile, reconstruct.

        It can be stopped at any time and goes on from there; with nothing changed it does nothing.
        """
        with context.obj.investigation() as case, progress_bars() as progress:
            report = case.run(workers=workers, with_model=model, retry=retry, progress=progress)
        for step in report.steps:
            failed = f", [red]{step.failed} failed[/]" if step.failed else ""
            output.print(f"{step.step:12} {step.done} done, {step.unchanged} unchanged{failed}", highlight=False)
        for note in report.notes:
            output.print(f"note: {note}", highlight=False, markup=False)
        if report.failures:
            print_failures(report.failures)
            raise typer.Exit(1)
