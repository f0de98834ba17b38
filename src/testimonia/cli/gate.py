"""``testimonia gate``."""

import typer

from testimonia.model.gating import Verdict

_COLOURS = {Verdict.BLOCK: "red", Verdict.REVIEW: "yellow", Verdict.CLEAN: "green"}
_SHOWN = 20
"""Lines for one file; the rest is counted."""


def register(app: typer.Typer) -> None:
    """Add the command."""
