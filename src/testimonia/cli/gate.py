"""``testimonia gate``."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from testimonia.cli.context import progress_bars
from testimonia.cli.passphrases import PassphraseFile, ask
from testimonia.cli.printing import output, print_json
from testimonia.model.gating import FileVerdict, GateReport, Verdict

_COLOURS = {Verdict.BLOCK: "red", Verdict.REVIEW: "yellow", Verdict.CLEAN: "green"}
_SHOWN = 20
"""Lines for one file; the rest is counted."""


def register(app: typer.Typer) -> None:
    """Add the command."""
