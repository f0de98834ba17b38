"""A finished folder takes the place of the published one, in one step where the system can: readers see the old or the new.

Source: renameat2(2), RENAME_EXCHANGE, in Linux since 3.15. Elsewhere two renames are made, and `put_back` mends what was cut
off between them.
"""

import ctypes
import errno
import os
import shutil
from pathlib import Path

from testimonia.errors import UsageError

_AT_FDCWD = -100
_EXCHANGE = 2
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def staging_of(target: Path) -> Path:
    """Where the next version of a folder is made: beside it, so that a rename is enough."""
    return target.parent / f".{target.name}.staging"


def previous_of(target: Path) -> Path:
    """Where the version before is kept."""
    return target.parent / f"{target.name}.previous"


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write a new folder whole, down to the disk.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        remove(folder)
        for path, data in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as error:
        remove(folder)
        raise UsageError(f"{folder} cannot be written ({error.strerror}): name another folder with --to") from error


def put_in_place(staging: Path, target: Path) -> None:
    """Make the staging folder the published one; the one that stood there becomes the previous."""
    previous = previous_of(target)
    if not target.exists():
        staging.rename(target)
        return
    if _exchange(staging, target):
        remove(previous)
        staging.rename(previous)
        return
    remove(previous)
    target.rename(previous)
    staging.rename(target)


def put_back(target: Path) -> None:
    """Mend what was cut off: a target that is gone stands again as the previous version had it."""
    previous = previous_of(target)
    if not target.exists() and previous.is_dir():
        previous.rename(target)


def remove(folder: Path) -> None:
    """Take a folder away if it is there."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Whether two folders were exchanged in one step; False where the system cannot."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
