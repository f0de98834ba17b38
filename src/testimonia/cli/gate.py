"""``testimonia gate``."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from testimonia.cli.context import progress_bars
from testimonia.cli.passphrases import KeyFile, PassphraseFile, credential
from testimonia.cli.printing import errors, output, print_json
from testimonia.errors import UsageError
from testimonia.model.gating import FileVerdict, GateReport, Leak, Verdict
from testimonia.pipeline.vaults import Credential, vault_file

if TYPE_CHECKING:
    from testimonia.pipeline.gate_answers import Answers

ANSWER = "answer"
_COLOURS = {Verdict.BLOCK: "red", Verdict.REVIEW: "yellow", Verdict.ANSWERED: "green", Verdict.CLEAN: "green"}
_WORDS = {
    Verdict.BLOCK: "must not be published",
    Verdict.REVIEW: "an editor has to answer for the details above",
    Verdict.ANSWERED: "details identify together, and an editor has answered for them",
    Verdict.CLEAN: "nothing was found",
}
_SHOWN = 8
"""Lines for one file; the rest is counted."""


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        "gate",
        epilog="Example: testimonia gate site/ --report site.gate.json; "
        "testimonia gate answer g-3fa1 --reason 'thousands are lorry drivers there'",
    )
    def gate_(
        context: typer.Context,
        words: Annotated[
            list[str],
            typer.Argument(metavar="FOLDER | answer ID", help="What is about to be published, as it will be."),
        ],
        vault: Annotated[Path | None, typer.Option("--vault", help="A vault.age; otherwise the investigation's.")] = None,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        report: Annotated[Path | None, typer.Option("--report", help="Keep the signed report here.")] = None,
        check: Annotated[
            Path | None, typer.Option("--check", help="Only make sure that the folder is what this report passed.")
        ] = None,
        reason: Annotated[str, typer.Option(help="answer: why these details may be published together.")] = "",
        as_json: Annotated[bool, typer.Option("--json", help="The signed report as JSON.")] = False,
    ) -> None:
        """Read the bytes of everything in a folder and find every identity of the vault in them.

        Exit code 1: something was found, was not read, or would be fetched from elsewhere. What was not read may hold anything.
        ``answer`` is for details of one person that identify together; nothing else can be answered for.
        """
        from testimonia.pipeline.gating import NO_ANSWERS, check_pass, gate, write_report  # every format's reader, seconds

        if words[0] == ANSWER and len(words) > 1:
            return _answer(context, words[1:], credential(passphrase_file, key_file), reason)
        if len(words) != 1:
            raise UsageError("name one folder; `testimonia gate answer ID --reason ...` answers for details")
        folder = Path(words[0])
        if report and check:
            raise UsageError("--report writes a new report, --check asks an old one: give one of them")
        file, answers = (vault, NO_ANSWERS) if vault else _own(context)
        opens = credential(passphrase_file, key_file)
        if check:
            passed = check_pass(file, opens, folder, check)
            output.print(f"[green]unchanged[/]: {len(passed.files)} files, passed {passed.made_at}", highlight=False)
            return None
        with progress_bars() as progress:
            signed = gate(file, opens, folder, answers=answers, progress=progress)
        if report:
            write_report(signed, report, folder)
        if as_json:
            print_json(signed)
        else:
            _print_report(signed.report)
        if not signed.report.verdict.passes:
            raise typer.Exit(1)
        return None


def _own(context: typer.Context) -> tuple[Path, "Answers"]:
    """The investigation's vault, and its editors' answers."""
    file = vault_file(context.obj.folder())
    with context.obj.investigation() as case:
        return file, case.gate_answers()


def _answer(context: typer.Context, given: list[str], opens: Credential, reason: str) -> None:
    if len(given) != 1:
        raise UsageError("testimonia gate answer ID --reason ...")
    with context.obj.investigation() as case:
        done = case.answer_gate(given[0], opens, reason=reason)
    output.print(f"answered: {escape(done.pseudonym)}: {escape(', '.join(done.keys))} {done.id}", highlight=False)


def _print_report(report: GateReport) -> None:
    for file in report.files:
        if file.verdict is not Verdict.CLEAN:
            _print_file(file)
    tally = Counter(file.verdict for file in report.files)
    shown = [verdict for verdict in Verdict if verdict is not Verdict.ANSWERED or tally[verdict]]
    counts = ", ".join(f"[{_COLOURS[verdict]}]{tally[verdict]} {verdict}[/]" for verdict in shown)
    output.print(f"{len(report.files)} files: {counts}; {_WORDS[report.verdict]}.", highlight=False)
    errors.print(f"[dim]The gate cannot see: {'; '.join(report.blind_spots)}.[/]", highlight=False, soft_wrap=True)


def _print_file(file: FileVerdict) -> None:
    output.print(f"[{_COLOURS[file.verdict]}]{file.verdict}[/]  {escape(file.path)}", highlight=False, soft_wrap=True)
    lines = [
        *(_leak_line(leak) for leak in file.leaks),
        *(f"-> {advice}" for advice in dict.fromkeys(leak.advice for leak in file.leaks if not leak.answer)),
        *(f"not read: {unread.place}: {unread.why}" for unread in file.unread),
        *(f"would be fetched from elsewhere: {request}" for request in file.requests),
    ]
    for line in lines[:_SHOWN]:
        output.print(f"    {line}", markup=False, highlight=False, soft_wrap=True)
    if len(lines) > _SHOWN:
        output.print(f"    and {len(lines) - _SHOWN} more: --json has all", highlight=False)


def _leak_line(leak: Leak) -> str:
    words = f"{leak.pseudonym or leak.identity_id}: {leak.kind} ({leak.how}) in {leak.place}"
    return (
        words + (f" {leak.id}" if leak.id else "") + (f"; answered by {leak.answered_by}: {leak.answer}" if leak.answer else "")
    )
