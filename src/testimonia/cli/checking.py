"""``testimonia check``: a draft against the case."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from testimonia.cli.passphrases import KeyFile, PassphraseFile, credential
from testimonia.cli.printing import output, print_json
from testimonia.model.desk import Check, DeskReport, Pointer, Problem, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia check story.md --only number --only quotation")
    def check(
        context: typer.Context,
        draft: Annotated[Path, typer.Argument(help="The draft: .md, .docx, .txt, with or without bindings.")],
        only: Annotated[list[Check] | None, typer.Option(help="Only this kind of check. May be repeated.")] = None,
        brief: Annotated[bool, typer.Option("--brief", help="One line a problem, without the evidence.")] = False,
        as_json: Annotated[
            bool, typer.Option("--json", help="The whole report: problems, what is right, what is not comparable.")
        ] = False,
        vault: Annotated[bool, typer.Option("--vault", help="Open the vault, and look for true names as well.")] = False,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
    ) -> None:
        """Compare every figure, date, place, name and quotation of a draft with the case. Exit code 1 if anything is wrong."""
        with context.obj.investigation() as case:
            is_open = vault or passphrase_file or key_file
            finder = case.vault.finder(credential(passphrase_file, key_file)) if is_open else None
            report = case.check(draft, only=only or (), find_identities=finder)
        if as_json:
            print_json(report)
        else:
            for line in _lines(report, is_brief=brief):
                output.print(line, highlight=False, soft_wrap=True)
        if not report.is_clean:
            raise typer.Exit(1)


def _lines(report: DeskReport, *, is_brief: bool) -> Iterator[str]:
    for problem in report.problems:
        yield _head(report, problem)
        if not is_brief:
            yield from (f"      {_evidence(pointer)}" for pointer in problem.nearest)
    if report.uncompared and not is_brief:
        yield f"\n[bold]Not compared[/] ({len(report.uncompared)}): nothing in the case to hold it against; look at it yourself"
        for one in report.uncompared:
            yield f"  {escape(report.name)}:{one.line}:{one.column} {one.check} “{escape(one.words)}”: {escape(one.reason)}"
    yield ("" if is_brief else "\n") + _summary(report)
    yield from (f"[dim]{escape(note)}[/]" for note in report.notes)


def _head(report: DeskReport, problem: Problem) -> str:
    where = f"{report.name}:{problem.line}:{problem.column}"
    colour = _COLOURS[problem.severity]
    said = f"“{escape(problem.words)}”: {escape(problem.reason)}"
    return f"{escape(where)} [{colour}]{problem.severity}[/] [bold]{problem.check}[/] {said}"


def _evidence(pointer: Pointer) -> str:
    place = ", ".join(part for part in (pointer.item, pointer.where, pointer.claim_id[:10]) if part)
    words = f": “{escape(pointer.words)}”" if pointer.words else ""
    return f"[dim]{escape(pointer.says)}{words}" + (f" ({escape(place)})" if place else "") + "[/]"


def _summary(report: DeskReport) -> str:
    severities = Counter(problem.severity for problem in report.problems)
    wrong = ", ".join(f"{severities[one]} {one}{'s' * (severities[one] != 1)}" for one in Severity if severities[one])
    right = Counter(one.check for one in report.passed)
    kinds = ", ".join(f"{right[one]} {one}{'s' * (right[one] != 1)}" for one in Check if right[one])
    lines = "lines" if report.lines_are == "line" else "paragraphs"
    return (
        f"[bold]{escape(report.name)}[/]: {wrong or 'no problems'}; found right: {kinds or 'nothing'}; "
        f"not compared: {len(report.uncompared)} [dim](places are {lines} and columns)[/]"
    )
