"""Read the vault file, and replace it: whole or not at all, and never over somebody else's change.

A kill, a full disk or a power cut at any moment leaves the old file or the new one. What is written beside it on the way is
encrypted already and readable by nobody else.
"""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from testimonia.errors import VaultError
from testimonia.protect.vault.contents import sha256

_PREFIX = ".vault-"
LARGEST_BYTES = 1024**3


def read_file(path: Path) -> bytes:
    """The bytes of a vault file.

    Raises:
        VaultError: it is not there, cannot be read, or is no vault for its size alone.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise VaultError(f"{path} is larger than any vault: restore it from a backup")
        return path.read_bytes()
    except FileNotFoundError:
        raise VaultError(f"there is no vault here ({path}): `testimonia vault init` makes one") from None
    except OSError as error:
        raise VaultError(f"{path} cannot be read ({error.strerror}): check its permissions") from None


def replace_file(path: Path, data: bytes, *, expected: str, before: Callable[[str], None]) -> str:
    """Write the file whole and give it its name, if it still is what the writer had read.

    Args:
        path: the file; its folder must be there.
        data: what it is to hold.
        expected: SHA-256 of what it holds now; empty = there must be no file yet.
        before: called with the new SHA-256 when the new bytes are safe on the disk and the old file still stands; if it
            raises, the old file stays.

    Returns:
        SHA-256 of the new file.

    Raises:
        VaultError: somebody else has changed the file, or it cannot be written. The old file is as it was.
    """
    digest = sha256(data)
    try:
        with _locked(path.parent):
            _clean(path.parent)
            if (sha256(path.read_bytes()) if path.exists() else "") != expected:
                raise VaultError(_CHANGED if expected else f"there is a vault already ({path}): it was left as it is")
            temporary = _write_beside(path, data)
            try:
                before(digest)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
            _flush_folder(path.parent)
    except OSError as error:
        raise VaultError(
            f"{path} could not be written ({error.strerror}): free space or check permissions, and try again"
        ) from None
    return digest


_CHANGED = "somebody else has changed the vault since it was opened: nothing was written. Open it again and repeat the change"


def _write_beside(path: Path, data: bytes) -> Path:
    """A new file in the same folder, complete and on the disk, readable by its owner only."""
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            os.fchmod(stream.fileno(), 0o600)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _clean(folder: Path) -> None:
    """Remove what a killed writer left."""
    for left in folder.glob(f"{_PREFIX}*"):
        left.unlink(missing_ok=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time; the kernel lets go of the lock if the process dies. The folder itself is locked: no extra file."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
