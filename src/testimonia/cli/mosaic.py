"""``testimonia mosaic``: what readers can put together about a protected source."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from testimonia.cli.passphrases import KeyFile, PassphraseFile, people
from testimonia.cli.printing import output, print_json, table
from testimonia.errors import UsageError
from testimonia.model.mosaic import MosaicPage, Warning

ANSWER = "answer"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        epilog="Example: testimonia mosaic 'Abu Fawzi'; testimonia mosaic answer 'Abu Fawzi' m-3fa1 --reason 'one of thousands'"
    )
    def mosaic(
        context: typer.Context,
        words: Annotated[
            list[str] | None, typer.Argument(metavar="SOURCE | answer SOURCE WARNING", help="A source's name or pseudonym.")
        ] = None,
        everybody: Annotated[bool, typer.Option("--all", help="Every protected source.")] = False,
        reason: Annotated[str, typer.Option(help="answer: why the combination may be published all the same.")] = "",
        html: Annotated[Path | None, typer.Option(help="Write one HTML file that works from the disk.", dir_okay=False)] = None,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    ) -> None:
        """Everything published about a protected source, over all releases, and where it points to few people.

        Exit code 1 while a warning is open. Nothing written here is for publication.
        """
        given = words or []
        with context.obj.investigation() as case:
            is_answer = given[:1] == [ANSWER]
            if not is_answer and len(given) != (0 if everybody else 1):
                raise UsageError("name one source, or --all; `testimonia mosaic answer SOURCE WARNING --reason ...` to answer")
            who = people(case, passphrase_file, key_file)
            if is_answer:
                return _answer(given[1:], partial(case.answer_mosaic, people=who), reason)
            pages = case.mosaic(who, name="" if everybody else given[0])
            if html is not None:
                html.write_text(case.mosaic_page(pages), encoding="utf-8")
                output.print(f"{html}: {len(pages)} sources", highlight=False)
        if json:
            print_json(pages)
        elif html is None:
            for page in pages:
                _print_page(page)
        if any(not warning.answer for page in pages for warning in page.warnings):
            raise typer.Exit(1)
        return None


def _answer(given: Sequence[str], answer: Callable[..., Warning], reason: str) -> None:
    if len(given) != 2:
        raise UsageError("testimonia mosaic answer SOURCE WARNING --reason ...")
    warning = answer(given[0], given[1], reason=reason)
    output.print(f"answered by {escape(warning.answered_by)}: {escape(warning.sentence)}", highlight=False)


def _print_page(page: MosaicPage) -> None:
    known = f" (readers know: {page.label})" if page.label != page.name else ""
    shown = table(escape(page.name + known), "what", "in", "words")
    for fact in page.facts:
        shown.add_row(fact.kind, ", ".join(fact.releases), escape(fact.words))
    output.print(shown)
    for warning in page.warnings:
        _print_warning(warning)
    for note in page.notes:
        output.print(f"[dim]{escape(note)}[/]", highlight=False)
    output.print()


def _print_warning(warning: Warning) -> None:
    if warning.answer:
        state = f"[green]answered by {escape(warning.answered_by)}[/]: {escape(warning.answer)}"
    else:
        state = f"[yellow]open[/] {warning.id}"
    output.print(f"[bold]{warning.rule}[/]: {escape(warning.sentence)} {state}", highlight=False, soft_wrap=True)
