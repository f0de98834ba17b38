"""``testimonia verify``."""

from typing import Annotated

import typer

from testimonia.cli.passphrases import KeyFile, PassphraseFile, credential
from testimonia.cli.printing import output, print_json
from testimonia.model.custody import Check


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia verify --expect 214:9f0c...  (size and root noted down last month)")
    def verify(
        context: typer.Context,
        expect: Annotated[
            str, typer.Option(help="SIZE:ROOT noted earlier: proves that the log up to there is unchanged.")
        ] = "",
        vault: Annotated[bool, typer.Option("--vault", help="Open the vault and compare confidential originals too.")] = False,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        as_json: Annotated[bool, typer.Option("--json", help="Every check as JSON.")] = False,
    ) -> None:
        """Re-hash every original and rendition and walk the custody log: intact, altered, or not checked."""
        with context.obj.investigation() as case:
            opens = credential(passphrase_file, key_file) if vault or passphrase_file or key_file else None
            results = case.verify(expected=expect, credential=opens)
            root = case.log_root()
        if as_json:
            print_json(results)
        else:
            for result in results:
                if result.check is Check.ALTERED or (result.check is Check.NOT_CHECKED and result.subject != "custody"):
                    output.print(f"{result.check}: {result.name} ({result.subject}): {result.reason}", markup=False)
            counts = ", ".join(f"{sum(r.check is check for r in results)} {check}" for check in Check)
            output.print(counts, highlight=False)
            output.print(f"Note this down somewhere else, for `--expect` one day: {root}", highlight=False, soft_wrap=True)
        if any(result.check is Check.ALTERED for result in results):
            raise typer.Exit(1)
