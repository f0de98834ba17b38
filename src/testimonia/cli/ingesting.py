"""``testimonia ingest``."""

from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli.context import progress_bars
from testimonia.cli.passphrases import KeyFile, PassphraseFile, credential
from testimonia.cli.printing import output, print_failures
from testimonia.model.material import Metadata

_META = "Interview metadata"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia ingest -r notes --interviewer 'A. Haddad' --obtained-how 'handed over in person'")
    def ingest(
        context: typer.Context,
        paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
        recursive: Annotated[bool, typer.Option("--recursive", "-r", help="Folders inside folders too.")] = False,
        source: Annotated[str, typer.Option(help="Who speaks, under the team's name for them.", rich_help_panel=_META)] = "",
        role: Annotated[str, typer.Option(help="participant, eyewitness, official ...", rich_help_panel=_META)] = "",
        party: Annotated[str, typer.Option(help="Key of a party.", rich_help_panel=_META)] = "",
        protection: Annotated[str, typer.Option(help="none or protected.", rich_help_panel=_META)] = "",
        interviewer: Annotated[str, typer.Option(help="Who asked.", rich_help_panel=_META)] = "",
        date: Annotated[str, typer.Option(help="When it was said: 2017-10-12.", rich_help_panel=_META)] = "",
        published: Annotated[str, typer.Option(help="When it was published.", rich_help_panel=_META)] = "",
        publisher: Annotated[str, typer.Option(help="Who published it.", rich_help_panel=_META)] = "",
        place: Annotated[str, typer.Option(help="Where it was said.", rich_help_panel=_META)] = "",
        language: Annotated[str, typer.Option(help="en, ar ...; found by itself otherwise.", rich_help_panel=_META)] = "",
        obtained_by: Annotated[str, typer.Option(help="Who got hold of it.", rich_help_panel=_META)] = "",
        obtained_from: Annotated[str, typer.Option(help="From whom or where.", rich_help_panel=_META)] = "",
        obtained_how: Annotated[str, typer.Option(help="How.", rich_help_panel=_META)] = "",
        obtained_on: Annotated[str, typer.Option(help="When.", rich_help_panel=_META)] = "",
        columns: Annotated[
            str, typer.Option(help="For tables: text=statement,source=who,date=day.", rich_help_panel=_META)
        ] = "",
        confidential: Annotated[
            bool,
            typer.Option("--confidential", help="It holds identities: encrypt the original, mask the text."),
        ] = False,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
    ) -> None:
        """Take source material in, with a chain of custody. Originals are copied and never changed.

        Metadata comes from these options, from NAME.EXT.meta.yaml beside the file, or from front matter in it, in that
        order. A file that cannot be read is kept and named; the rest goes on; the exit code is then 1.
        """
        metadata = Metadata(
            source=source, role=role, party=party, protection=protection, interviewer=interviewer, date=date,
            published=published, publisher=publisher, place=place, language=language, obtained_by=obtained_by,
            obtained_from=obtained_from, obtained_how=obtained_how, obtained_on=obtained_on, columns=_columns(columns),
        )  # fmt: skip
        with context.obj.investigation() as case, progress_bars() as progress:
            if confidential:
                opens = credential(passphrase_file, key_file)
                report = case.vault.ingest(opens, paths, recursive=recursive, metadata=metadata, progress=progress)
            else:
                report = case.ingest(paths, recursive=recursive, metadata=metadata, progress=progress)
        output.print(
            f"{report.files} files: {report.new_items} new, {report.again} known bytes from a new place, "
            f"{report.unchanged} unchanged, {len(report.failures)} failed",
            highlight=False,
        )
        if report.failures:
            print_failures(report.failures)
            raise typer.Exit(1)


def _columns(text: str) -> dict[str, str]:
    if not text:
        return {}
    pairs = [pair.partition("=") for pair in text.split(",")]
    if not all(field.strip() and column.strip() for field, _, column in pairs):
        raise typer.BadParameter("write it as text=statement,source=who", param_hint="--columns")
    return {field.strip(): column.strip() for field, _, column in pairs}
