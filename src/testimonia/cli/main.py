"""The command line: parse, call one `Investigation` method, show. Exit codes: 0 fine, 1 problems found, 2 wrong use."""

import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli import (
    checking,
    exporting,
    extracting,
    gate,
    gazetteer,
    ingesting,
    judging,
    making,
    mapping,
    mosaic,
    package,
    publish,
    release,
    route,
    running,
    serve,
    showing,
    timeline,
    vault,
    verifying,
)
from testimonia.cli.context import Context
from testimonia.cli.printing import errors
from testimonia.errors import TestimoniaError, UsageError

app = typer.Typer(
    name="testimonia",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="First steps: testimonia new flood; testimonia -C flood ingest -r notes; testimonia -C flood run; "
    "testimonia -C flood show findings",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("testimonia"))
        raise typer.Exit


@app.callback()
def main_options(
    context: typer.Context,
    case: Annotated[
        Path | None,
        typer.Option("--case", "-C", help="The investigation's folder; otherwise the nearest one from here upwards."),
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who is working, for custody and judgements.", envvar="TESTIMONIA_BY")] = "",
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """From the raw material of an investigation to findings that can be published and defended."""
    context.obj = Context(case, by)


for module in (
    making,
    ingesting,
    extracting,
    gazetteer,
    running,
    serve,
    showing,
    timeline,
    route,
    mapping,
    judging,
    release,
    mosaic,
    gate,
    package,
    publish,
    verifying,
    checking,
    exporting,
    vault,
):
    module.register(app)


def main() -> None:
    """Run the command line; the one place where errors become exit codes."""
    try:
        app()
    except UsageError as error:
        errors.print(f"[red]testimonia:[/] {error}", highlight=False, soft_wrap=True)
        sys.exit(2)
    except TestimoniaError as error:
        errors.print(f"[red]testimonia:[/] {error}", highlight=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        errors.print("Stopped. What was done is kept; the same command goes on from there.")
        sys.exit(130)
    except BrokenPipeError:  # `testimonia show claims | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
