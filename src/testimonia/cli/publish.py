"""``testimonia publish``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from testimonia.cli.context import progress_bars
from testimonia.cli.passphrases import KeyFile, PassphraseFile, credential
from testimonia.cli.printing import errors, output, print_json

if TYPE_CHECKING:
    from testimonia.pipeline.publishing import PublicationReport


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        epilog="Example: testimonia publish story.md --to site; testimonia publish story.md --to site --correction '...'"
    )
    def publish(
        context: typer.Context,
        story: Annotated[Path, typer.Argument(help="The story in Markdown with bindings (docs/story.md).", dir_okay=False)],
        to: Annotated[Path, typer.Option("--to", help="The folder it is published as; the one before is kept beside it.")],
        release: Annotated[str, typer.Option(help="Beginning of an approved release's hash; otherwise the latest.")] = "",
        correction: Annotated[
            str, typer.Option(help="What was wrong and why, for readers: needed when a published story changes.")
        ] = "",
        despite: Annotated[
            str, typer.Option(help="Why it is published although the desk found errors: kept in the custody log.")
        ] = "",
        templates: Annotated[
            Path | None, typer.Option(help="A folder with templates of your own in place of ours.", file_okay=False)
        ] = None,
        theme: Annotated[Path | None, typer.Option(help="A style sheet of your own, after ours.", dir_okay=False)] = None,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    ) -> None:
        """Check a story, render it from an approved release, let the gate read every byte, and move it into place.

        Exit code 1: the desk or the gate found something, and nothing was moved.
        """
        from testimonia.pipeline.publishing import Wanted  # what renders takes time to import, and other commands need none

        wanted = Wanted(story, to, release, correction, templates, theme, despite)
        with context.obj.investigation() as case, progress_bars() as progress:
            has_vault = case.vault.path.exists()
            report = case.publish(wanted, credential(passphrase_file, key_file) if has_vault else None, progress=progress)
        if as_json:
            print_json(report)
            return
        _print(report, to)


def _print(report: "PublicationReport", to: Path) -> None:
    one = report.publication
    for note in report.notes:
        errors.print(f"[bold yellow]{escape(note)}[/]", highlight=False, soft_wrap=True)
    if not report.is_new:
        output.print(f"{escape(str(to))} stands as it was published {one.at}: nothing changed", highlight=False)
        return
    what = "[green]corrected[/]" if one.correction else "[green]published[/]"
    output.print(f"{what}  {escape(str(to))}/index.html: {len(one.files)} files", highlight=False, soft_wrap=True)
    output.print(f"  release {one.release_sha256[:12]}; the gate's report lies beside the folder", highlight=False)
