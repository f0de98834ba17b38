"""``testimonia gate``."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from testimonia.cli.context import progress_bars
from testimonia.cli.passphrases import KeyFile, PassphraseFile, credential
from testimonia.cli.printing import errors, output, print_json
from testimonia.errors import UsageError
from testimonia.model.gating import FileVerdict, GateReport, Verdict
from testimonia.pipeline.gating import check_pass, gate, write_report
from testimonia.pipeline.vaults import vault_file

_COLOURS = {Verdict.BLOCK: "red", Verdict.REVIEW: "yellow", Verdict.CLEAN: "green"}
_WORDS = {
    Verdict.BLOCK: "must not be published",
    Verdict.REVIEW: "an editor has to answer for the details above",
    Verdict.CLEAN: "nothing was found",
}
_SHOWN = 8
"""Lines for one file; the rest is counted."""


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("gate", epilog="Example: testimonia gate site/ --report site.gate.json")
    def gate_(
        context: typer.Context,
        folder: Annotated[Path, typer.Argument(help="What is about to be published, as it will be.")],
        vault: Annotated[Path | None, typer.Option("--vault", help="A vault.age; otherwise the investigation's.")] = None,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        report: Annotated[Path | None, typer.Option("--report", help="Keep the signed report here.")] = None,
        check: Annotated[
            Path | None, typer.Option("--check", help="Only make sure that the folder is what this report passed.")
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="The signed report as JSON.")] = False,
    ) -> None:
        """Read the bytes of everything in a folder and find every identity of the vault in them.

        Exit code 1: something was found, was not read, or would be fetched from elsewhere. What was not read may hold anything.
        """
        if report and check:
            raise UsageError("--report writes a new report, --check asks an old one: give one of them")
        file = vault or vault_file(context.obj.folder())
        opens = credential(passphrase_file, key_file)
        if check:
            passed = check_pass(file, opens, folder, check)
            output.print(f"[green]unchanged[/]: {len(passed.files)} files, passed {passed.made_at}", highlight=False)
            return
        with progress_bars() as progress:
            signed = gate(file, opens, folder, progress=progress)
        if report:
            write_report(signed, report, folder)
        if as_json:
            print_json(signed)
        else:
            _print_report(signed.report)
        if signed.report.verdict is not Verdict.CLEAN:
            raise typer.Exit(1)


def _print_report(report: GateReport) -> None:
    for file in report.files:
        if file.verdict is not Verdict.CLEAN:
            _print_file(file)
    counts = ", ".join(
        f"[{_COLOURS[verdict]}]{sum(file.verdict is verdict for file in report.files)} {verdict}[/]" for verdict in Verdict
    )
    output.print(f"{len(report.files)} files: {counts}; {_WORDS[report.verdict]}.", highlight=False)
    errors.print(f"[dim]The gate cannot see: {'; '.join(report.blind_spots)}.[/]", highlight=False, soft_wrap=True)


def _print_file(file: FileVerdict) -> None:
    output.print(f"[{_COLOURS[file.verdict]}]{file.verdict}[/]  {escape(file.path)}", highlight=False, soft_wrap=True)
    lines = [
        *(f"{leak.pseudonym or leak.identity_id}: {leak.kind} ({leak.how}) in {leak.place}" for leak in file.leaks),
        *(f"-> {advice}" for advice in dict.fromkeys(leak.advice for leak in file.leaks)),
        *(f"not read: {unread.place}: {unread.why}" for unread in file.unread),
        *(f"would be fetched from elsewhere: {request}" for request in file.requests),
    ]
    for line in lines[:_SHOWN]:
        output.print(f"    {line}", markup=False, highlight=False, soft_wrap=True)
    if len(lines) > _SHOWN:
        output.print(f"    and {len(lines) - _SHOWN} more: --json has all", highlight=False)
