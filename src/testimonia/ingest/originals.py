"""Originals: every byte as received, under its own SHA-256, written once and never again.

Why this way: a file under its hash cannot be changed without being found out, and the same file added twice is one file. It is
written beside its place, flushed to the disk and only then given its name, so that a name always stands for a whole file,
whatever happens to the power or the process.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from testimonia.errors import CustodyError, ReadError
from testimonia.model.custody import Check
from testimonia.model.phrases import told

_CHUNK = 1024 * 1024
_MODE = 0o444
_PREFIX = ".incoming-"


class Originals:
    """A folder of originals: ``ab/abcdef...`` holds the bytes whose SHA-256 that is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, original: Path | bytes) -> tuple[str, int]:
        """Keep a file or bytes.

        Returns:
            SHA-256 in hexadecimal, and the size in bytes.

        Raises:
            ReadError: the file cannot be read.
            CustodyError: the store already holds other bytes under this hash, or cannot be written.
        """
        if isinstance(original, bytes):
            return self._keep(iter((original,)))
        try:
            with original.open("rb") as stream:
                return self._keep(_chunks(stream))
        except OSError as error:
            words = f"{original}: the file cannot be read ({error.strerror}); check that it is there and may be read"
            raise ReadError(told(words, "unread.no_access", path=str(original), why=str(error.strerror))) from error

    def open(self, sha256: str) -> BinaryIO:
        """Open an original for reading.

        Raises:
            CustodyError: it is not there.
        """
        try:
            return self.path(sha256).open("rb")
        except OSError as error:
            raise CustodyError(
                f"the original {sha256} cannot be opened ({error.strerror}); restore it from a backup"
            ) from error

    def read(self, sha256: str) -> bytes:
        """All bytes of an original.

        Raises:
            CustodyError: it is not there, or its bytes are not the ones that were kept.
        """
        with self.open(sha256) as stream:
            data = stream.read()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise CustodyError(
                f"the original {sha256} has been altered: its bytes no longer have this hash; restore it from a backup"
            )
        return data

    def check(self, sha256: str) -> Check:
        """Whether an original is intact. Missing counts as altered: it was here."""
        digest = hashlib.sha256()
        try:
            with self.path(sha256).open("rb") as stream:
                for chunk in _chunks(stream):
                    digest.update(chunk)
        except FileNotFoundError:
            return Check.ALTERED
        except OSError:
            return Check.NOT_CHECKED
        return Check.INTACT if digest.hexdigest() == sha256 else Check.ALTERED

    def path(self, sha256: str) -> Path:
        """Where the original with this hash lies.

        Raises:
            CustodyError: this is not a SHA-256 in lower-case hexadecimal.
        """
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise CustodyError(f'"{sha256}" is not a SHA-256: 64 digits 0-9, a-f')
        return self._folder / sha256[:2] / sha256

    def clean(self) -> int:
        """Remove what interrupted writes have left behind; to be called by the holder of the write lock. Returns how many."""
        left = list(self._folder.glob(f"{_PREFIX}*"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _keep(self, chunks: Iterator[bytes]) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=_PREFIX, dir=self._folder)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                for chunk in chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    stream.write(chunk)
                stream.flush()
                os.fchmod(stream.fileno(), _MODE)
                os.fsync(stream.fileno())
            self._name(temporary, digest.hexdigest())
        finally:
            temporary.unlink(missing_ok=True)
        return digest.hexdigest(), size

    def _name(self, temporary: Path, sha256: str) -> None:
        """Give a complete file its name. An intact one that is there stays; a damaged one is never replaced silently."""
        final = self.path(sha256)
        if final.exists():
            if self.check(sha256) is not Check.INTACT:
                raise CustodyError(
                    f"{final}: the original kept under this hash has been altered; move it away, then add the file again"
                )
            return
        if not final.parent.exists():
            final.parent.mkdir(exist_ok=True)
            _flush_folder(self._folder)
        temporary.rename(final)
        _flush_folder(final.parent)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _flush_folder(folder: Path) -> None:
    """Make a rename in a folder last: the name is in the folder, and the folder is written later than the file."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
