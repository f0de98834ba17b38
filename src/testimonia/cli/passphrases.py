"""Ask for a passphrase or key: from the terminal without echo, or from a file or pipe that a script names.

Never from the command line or the environment: other processes can read those, and shells remember them.
"""

import getpass
import stat
import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

from testimonia.errors import UsageError
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.releases import People
from testimonia.pipeline.vaults import Credential

PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="Its first line is the passphrase; /dev/fd/3 for a pipe. Otherwise asked for."),
]
NewPassphraseFile = Annotated[
    Path | None, typer.Option("--new-passphrase-file", help="Its first line is the new passphrase. Otherwise it is asked for.")
]
KeyFile = Annotated[
    Path | None, typer.Option("--key-file", help="Open with a private key (a recipient's, as age-keygen writes it) instead.")
]


def credential(passphrase_file: Path | None, key_file: Path | None) -> Credential:
    """What the vault is opened with, as the options say, or asked for."""
    if key_file:
        return Credential(key=_read(key_file))
    return Credential(passphrase=_first_line(passphrase_file) if passphrase_file else _ask("Passphrase of the vault: "))


def people(case: Investigation, passphrase_file: Path | None, key_file: Path | None) -> People:
    """Who is who, from the case's vault; nobody where there is no vault, and then nothing is asked."""
    has_vault = case.vault.path.exists()
    return case.vault.people(credential(passphrase_file, key_file) if has_vault else None)


def recovery_credential(key_file: Path | None) -> Credential:
    """The recovery key, from a file or asked for."""
    return Credential(key=_read(key_file) if key_file else _ask("Recovery key: "))


def new_passphrase(file: Path | None) -> str:
    """A passphrase to be set; asked for twice."""
    if file:
        return _first_line(file)
    passphrase = _ask("New passphrase: ")
    if _ask("The same again: ") != passphrase:
        raise UsageError("the two passphrases are not the same: nothing was changed")
    return passphrase


def read_private(path: Path) -> bytes:
    """The bytes of a file that holds secrets; the terminal's own input for ``-``.

    Raises:
        UsageError: it cannot be read, or other people of this machine may read it.
    """
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UsageError("the file with the secret is open to others on this machine: chmod 600 it, and call again")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"the file with the secret cannot be read ({error.strerror})") from None


def _read(path: Path) -> str:
    try:
        return read_private(path).decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("the file with the secret is not text in UTF-8") from None


def _first_line(path: Path) -> str:
    return next(iter(_read(path).splitlines()), "")


def _ask(prompt: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (getpass.GetPassWarning, EOFError, OSError):
            raise UsageError("there is no terminal to ask on: name a file with --passphrase-file or --key-file") from None
