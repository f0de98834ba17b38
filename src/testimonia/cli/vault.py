"""``testimonia vault ...``: who the protected sources are."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli.passphrases import (
    KeyFile,
    NewPassphraseFile,
    PassphraseFile,
    credential,
    new_passphrase,
    read_private,
    recovery_credential,
)
from testimonia.cli.printing import errors, output, print_json, table
from testimonia.errors import UsageError
from testimonia.model.reports import VaultReport
from testimonia.pipeline.vaults import Profile

_ASKED = (
    ("pseudonym", "Pseudonym"),
    ("names", "True names, in every script"),
    ("aliases", "Names they are called by"),
    ("phones", "Telephone numbers"),
    ("emails", "E-mail addresses"),
    ("plates", "Number plates"),
    ("numbers", "Numbers of papers"),
    ("handles", "Accounts on networks"),
    ("usernames", "Names of computer accounts"),
    ("devices", "Serial numbers and names of devices"),
    ("addresses", "Addresses and small places that give them away"),
    ("files", "Names of files that show or sound like them"),
    ("notes", "Notes"),
)
_PLAIN = ("pseudonym", "notes")

NewRecovery = Annotated[bool, typer.Option("--new-recovery-key", help="Also put a new recovery key in the old one's place.")]


def register(app: typer.Typer) -> None:
    """Add ``vault`` and its subcommands."""
    vault = typer.Typer(no_args_is_help=True, help="Who the protected sources are: encrypted, and shown only on the record.")
    app.add_typer(vault, name="vault")
    _register_identities(vault)
    _register_keys(vault)
    _register_recipients(vault)


def _register_identities(vault: typer.Typer) -> None:
    @vault.command("init", epilog="Example: testimonia vault init")
    def init(context: typer.Context, passphrase_file: NewPassphraseFile = None) -> None:
        """Make the vault. Prints the recovery key once: write it on paper and keep it elsewhere."""
        with context.obj.investigation() as case:
            _show_recovery_key(case.vault.create(new_passphrase(passphrase_file)))

    @vault.command("add", epilog="Example: testimonia vault add identities.toml")
    def add(
        context: typer.Context,
        file: Annotated[Path | None, typer.Argument(help="TOML or JSON; - for a pipe. None: each field is asked for.")] = None,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
    ) -> None:
        """Put identities into the vault. Fields are never taken from the command line, where others could read them."""
        with context.obj.investigation() as case:
            if file:
                data = _read(file)
                report = case.vault.put_file(credential(passphrase_file, key_file), data)
                output.print("The file still lies in the clear: delete it (`shred -u`), and its copies and backups.")
            else:
                opens = credential(passphrase_file, key_file)
                id_, fields = _ask_fields()
                report = case.vault.put_fields(opens, id_, fields)
        _show_report(report)

    @vault.command("list", epilog="Example: testimonia vault list --json")
    def list_(
        context: typer.Context,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False,
    ) -> None:
        """Ids, pseudonyms and how many fields the vault holds of each source; never an identity."""
        with context.obj.investigation() as case:
            entries = case.vault.entries(credential(passphrase_file, key_file))
        if as_json:
            print_json(entries)
            return
        shown = table(f"{len(entries)} sources in the vault", "Id", "Pseudonym", "Holds")
        for entry in entries:
            shown.add_row(entry.id, entry.pseudonym, ", ".join(f"{n} {name}" for name, n in entry.fields.items()))
        output.print(shown)

    @vault.command("unmask", epilog="Example: testimonia vault unmask driver_a --reason 'the lawyer asked, 3 May'")
    def unmask(
        context: typer.Context,
        source: Annotated[str, typer.Argument(help="Id or pseudonym; not the true name.")],
        reason: Annotated[str, typer.Option(help="Why: kept in the custody log, in the clear.")],
        yes: Annotated[bool, typer.Option("--yes", help="Also when the output goes into a file or pipe.")] = False,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
    ) -> None:
        """Show who a source truly is. Who asked, when and why goes into the custody log first."""
        if not sys.stdout.isatty():
            errors.print("The output is no terminal: the identity would lie wherever it goes.")
            if not yes:
                raise UsageError("nothing was unmasked: call it on a terminal, or with --yes if you mean it")
        with context.obj.investigation() as case:
            print_json(case.vault.unmask(credential(passphrase_file, key_file), source, reason=reason))

    @vault.command("name", epilog="Example: testimonia vault name 'another driver' --gender male --language ar --country SY")
    def name(
        context: typer.Context,
        source: Annotated[str, typer.Argument(help="A source's name, id or key in investigation.toml.")],
        pseudonym: Annotated[str, typer.Argument(help="What to publish them as. Left out: a name is suggested.")] = "",
        gender: Annotated[str, typer.Option(help="male or female, if a suggested name may show it.")] = "",
        language: Annotated[str, typer.Option(help="As BCP 47, if it may show that.")] = "",
        country: Annotated[str, typer.Option(help="As ISO 3166, if it may show that.")] = "",
        style: Annotated[str, typer.Option(help="given, full, or kunya.")] = "given",
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
    ) -> None:
        """Set the name a source is published under, the same in every release."""
        profile = Profile(gender, language, country, style)
        with context.obj.investigation() as case:
            opens = credential(passphrase_file, key_file)
            output.print(case.vault.name(opens, source, pseudonym=pseudonym, profile=profile), markup=False)

    @vault.command("remove", epilog="Example: testimonia vault remove driver_a")
    def remove(
        context: typer.Context,
        source: Annotated[str, typer.Argument(help="Id or pseudonym.")],
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
    ) -> None:
        """Take a source out of the vault. Copies of the file made before still hold it."""
        with context.obj.investigation() as case:
            removed = case.vault.remove(credential(passphrase_file, key_file), source)
        output.print(f"{removed}: taken out.", markup=False)


def _register_keys(vault: typer.Typer) -> None:
    @vault.command("rekey", epilog="Example: testimonia vault rekey --new-recovery-key")
    def rekey(
        context: typer.Context,
        new_recovery_key: NewRecovery = False,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        new_passphrase_file: NewPassphraseFile = None,
    ) -> None:
        """Set a new passphrase, with new keys. Old copies of the vault stay open to the old passphrase."""
        with context.obj.investigation() as case:
            opens = credential(passphrase_file, key_file)
            key = case.vault.rekey(opens, new_passphrase(new_passphrase_file), is_recovery_new=new_recovery_key)
        output.print("The vault has a new passphrase.")
        _show_recovery_key(key)

    @vault.command("recover", epilog="Example: testimonia vault recover")
    def recover(
        context: typer.Context,
        new_recovery_key: NewRecovery = False,
        key_file: KeyFile = None,
        new_passphrase_file: NewPassphraseFile = None,
    ) -> None:
        """Set a new passphrase with the recovery key, when the old one is lost."""
        with context.obj.investigation() as case:
            opens = recovery_credential(key_file)
            key = case.vault.rekey(opens, new_passphrase(new_passphrase_file), is_recovery_new=new_recovery_key)
        output.print("The vault has a new passphrase.")
        _show_recovery_key(key)


def _register_recipients(vault: typer.Typer) -> None:
    recipients = typer.Typer(no_args_is_help=True, help="Colleagues who open the vault with a key of their own.")
    vault.add_typer(recipients, name="recipients")

    @recipients.command("add", epilog="Example: testimonia vault recipients add mira age1qyq...")
    def add(
        context: typer.Context,
        name: Annotated[str, typer.Argument(help="What to call them here.")],
        public_key: Annotated[str, typer.Argument(help="Their public key: age1...")],
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
    ) -> None:
        """Let a colleague open the vault. They can change it and pass it on: choose them as you would for the passphrase."""
        with context.obj.investigation() as case:
            case.vault.add_recipient(credential(passphrase_file, key_file), name, public_key)
        output.print(f"{name} can open the vault from now on.", markup=False)

    @recipients.command("remove", epilog="Example: testimonia vault recipients remove mira")
    def remove(context: typer.Context, name: str, passphrase_file: PassphraseFile = None, key_file: KeyFile = None) -> None:
        """Write the vault so that a colleague can no longer open it. Copies they have already stay open to them."""
        with context.obj.investigation() as case:
            case.vault.remove_recipient(credential(passphrase_file, key_file), name)
        output.print(f"{name} cannot open what is written from now on; older copies stay open to them.", markup=False)

    @recipients.command("list", epilog="Example: testimonia vault recipients list")
    def list_(context: typer.Context, passphrase_file: PassphraseFile = None, key_file: KeyFile = None) -> None:
        """Who else can open the vault."""
        with context.obj.investigation() as case:
            found = case.vault.recipients(credential(passphrase_file, key_file))
        shown = table(f"{len(found)} recipients, besides the passphrase and the recovery key", "Name", "Public key")
        for each in found:
            shown.add_row(each.name, each.public)
        output.print(shown)


def _read(file: Path) -> bytes:
    if str(file) == "-":
        return read_private(file)
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"the file of identities cannot be read ({error.strerror})") from None


def _ask_fields() -> tuple[str, dict[str, object]]:
    if not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask on: name a file, or - for a pipe")
    errors.print("Several in one field: separated by ;   Nothing: Enter")
    id_ = typer.prompt("Id of the source (its key in investigation.toml)", err=True).strip()
    fields: dict[str, object] = {}
    for name, words in _ASKED:
        given = typer.prompt(words, default="", show_default=False, err=True)
        if given.strip():
            fields[name] = given.strip() if name in _PLAIN else [each.strip() for each in given.split(";")]
    return id_, fields


def _show_report(report: VaultReport) -> None:
    output.print(f"{report.added} added, {report.replaced} replaced.", highlight=False)
    if report.in_the_clear:
        output.print(f"In the clear in {len(report.in_the_clear)} items taken in before: {', '.join(report.in_the_clear)}")
        output.print('See docs/security/vault.md, "What was taken in before".')


def _show_recovery_key(key: str) -> None:
    if key:
        output.print("Recovery key, shown once and kept nowhere. Write it on paper, keep it away from this machine:")
        output.print(key, highlight=False, soft_wrap=True)
