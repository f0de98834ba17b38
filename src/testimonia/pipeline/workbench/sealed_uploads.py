"""Confidential files on their way in: sealed piece by piece before they touch the disk, with keys that never do.

Why not to the vault's recipients: who they are stands in the vault, which is shut while files are sent; and what was deleted
from a disk can often be found again, by whoever has a key that still exists. Here each file has a key of its own, in the
memory of this server alone. When the file was taken in or dropped, or the server ended, whatever is left of its bytes is noise
for everybody, us included. The price: after a restart such a file is sent from its beginning.

Nor does the file's name touch the disk: it says as much as the file.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from testimonia.errors import NotFoundError, OtherCallError, ReadError, StaleError, UsageError
from testimonia.model.ids import DIGITS, content_id
from testimonia.pipeline.workbench.naming import safe_path
from testimonia.pipeline.workbench.uploads import Upload

FOLDERS = "sealed-"
LARGEST_BYTES = 1024**3
"""Of one file: to be encrypted and read it is whole in memory, several times over."""
OTHERS_NAME = "confidential file"
"""What everybody but the sender sees of its name."""
_LENGTH_BYTES = 4


class SealedFile(Struct, frozen=True):
    """A whole file that lies sealed, and how to open it: for the process that takes it in."""

    place: str
    """Of the sealed bytes, below the folder of uploads."""
    key: str
    """32 bytes, hexadecimal."""
    name: str
    size_bytes: int

    def __repr__(self) -> str:
        """Without key and name."""
        return f"SealedFile({self.place!r})"


class _Sending:
    """What is known of one file, in memory only."""

    def __init__(self, upload: Upload, path: Path) -> None:
        self.upload = upload
        self.path = path
        self.key = secrets.token_bytes(Aead.KEY_SIZE)
        self.pieces = 0
        self.kept_bytes = 0
        self.digest = hashlib.sha256()
        self.lock = threading.Lock()


class SealedUploads:
    """The confidential uploads of one server.

    Args:
        folder: where uploads lie; those of servers that have ended are removed from it.
    """

    def __init__(self, folder: Path) -> None:
        self._parent = folder
        self._folder = folder / f"{FOLDERS}{secrets.token_hex(DIGITS // 2)}"
        self._mine: BinaryIO | None = None
        self._files: dict[str, _Sending] = {}
        self._lock = threading.Lock()
        _remove_orphans(folder)

    def close(self) -> None:
        """Forget the keys and remove what they sealed."""
        with self._lock:
            self._files.clear()
            if self._mine is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._mine.close()
                self._mine = None

    def __contains__(self, upload_id: str) -> bool:
        return upload_id in self._files

    def begin(self, name: str, size_bytes: int, *, by: str, at: str, sha256: str = "", key: str = "") -> Upload:
        """Make room for a file.

        Raises:
            UsageError: it is too large to be encrypted in memory.
            OtherCallError: the key was used for another file.
        """
        if not 0 <= size_bytes <= LARGEST_BYTES:
            raise UsageError(f"a confidential file has at most {LARGEST_BYTES:,} bytes here, not {size_bytes:,}: divide it")
        upload_id = content_id("u", "key", key, by) if key else f"u-{secrets.token_hex(DIGITS // 2)}"
        upload = Upload(upload_id, "/".join(safe_path(name)), size_bytes, by, at, sha256, is_confidential=True)
        with self._lock:
            if known := self._files.get(upload_id):
                if (known.upload.name, known.upload.size_bytes, known.upload.sha256) != (upload.name, size_bytes, sha256):
                    raise OtherCallError
                return known.upload
            self._claim_folder()
            path = self._folder / upload_id
            path.touch(mode=0o600)
            self._files[upload_id] = _Sending(upload, path)
        return upload

    def all(self, *, by: str) -> list[Upload]:
        """Every upload that was not taken in; of other people's no more than that it is there."""
        with self._lock:
            gone = [upload_id for upload_id, sending in self._files.items() if not sending.path.exists()]
            for upload_id in gone:  # the job has taken it in
                del self._files[upload_id]
            return [_seen_by(sending.upload, by) for sending in self._files.values()]

    def one(self, upload_id: str, *, by: str) -> Upload:
        """One upload. Raises NotFoundError."""
        return _seen_by(self._find(upload_id).upload, by)

    def add(self, upload_id: str, offset: int, piece: bytes) -> Upload:
        """Seal a piece and add it; when this returns, it is on the disk.

        Raises:
            NotFoundError: no such upload.
            StaleError: another offset is next.
            UsageError: it would be longer than was said.
        """
        sending = self._find(upload_id)
        with sending.lock:
            upload = sending.upload
            if offset != upload.offset:
                raise StaleError(f"byte {upload.offset} is next, not {offset}", etag=str(upload.offset), current=upload)
            if offset + len(piece) > upload.size_bytes:
                raise UsageError(f"{upload.size_bytes:,} bytes were announced; there are more")
            if piece:
                self._write(sending, piece)
            return sending.upload

    def drop(self, upload_id: str) -> None:
        """Forget an upload, its key and its bytes. Raises NotFoundError."""
        sending = self._find(upload_id)
        with self._lock:
            self._files.pop(upload_id, None)
        sending.path.unlink(missing_ok=True)

    def gather(self, upload_ids: Sequence[str], *, by: str) -> tuple[SealedFile, ...]:
        """Whole uploads of one person, to be opened by the process that takes them in. They stay until it has.

        Raises:
            NotFoundError: no such upload of theirs.
            UsageError: one is not whole, or not what its sender said.
        """
        found = [self._find(upload_id) for upload_id in dict.fromkeys(upload_ids)]
        if any(sending.upload.by != by for sending in found):
            raise NotFoundError("a confidential file is taken in by whoever sent it")
        if not all(sending.upload.is_whole for sending in found):
            raise UsageError("not all confidential files are whole yet: send the rest first")
        if any(sending.upload.sha256 not in ("", sending.digest.hexdigest()) for sending in found):
            raise UsageError("a confidential file is not what was sent (its SHA-256 differs): drop it and send it again")
        return tuple(
            SealedFile(str(one.path.relative_to(self._parent)), one.key.hex(), one.upload.name, one.upload.size_bytes)
            for one in found
        )

    def _find(self, upload_id: str) -> _Sending:
        sending = self._files.get(upload_id)
        if sending is None or not sending.path.exists():
            raise NotFoundError("no such upload: it was taken in or dropped; begin it anew")
        return sending

    def _write(self, sending: _Sending, piece: bytes) -> None:
        box = bytes(Aead(sending.key).encrypt(piece, _place_of(sending.pieces)))
        with sending.path.open("r+b") as file:
            file.truncate(sending.kept_bytes)  # what a failed writing may have left behind
            file.seek(sending.kept_bytes)
            file.write(len(box).to_bytes(_LENGTH_BYTES, "big") + box)
            file.flush()
            os.fsync(file.fileno())
        sending.pieces += 1
        sending.kept_bytes += _LENGTH_BYTES + len(box)
        sending.digest.update(piece)
        upload = sending.upload
        sending.upload = Upload(
            upload.id, upload.name, upload.size_bytes, upload.by, upload.begun_at, upload.sha256,
            offset=upload.offset + len(piece), is_confidential=True,
        )  # fmt: skip

    def _claim_folder(self) -> None:
        """Make the folder, and hold it for as long as this server lives; called inside the lock."""
        if self._mine is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._mine = (self._folder / "held").open("wb")
            fcntl.flock(self._mine, fcntl.LOCK_EX)


def open_sealed(folder: Path, sealed: SealedFile) -> bytes:
    """The bytes of a sealed file.

    Args:
        folder: of uploads.

    Raises:
        ReadError: it is gone, or not what was sealed.
    """
    try:
        with (folder / sealed.place).open("rb") as file:
            data = b"".join(_opened(file, bytes.fromhex(sealed.key)))
    except (OSError, CryptoError):
        raise ReadError("a file that was sent is gone or damaged: send it again") from None
    if len(data) != sealed.size_bytes:
        raise ReadError("a file that was sent is cut short: send it again")
    return data


def _opened(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    number = 0
    while head := file.read(_LENGTH_BYTES):
        yield bytes(Aead(key).decrypt(file.read(int.from_bytes(head, "big")), _place_of(number)))
        number += 1


def _place_of(number: int) -> bytes:
    """Binds a piece to its place, so that none can be exchanged for another."""
    return number.to_bytes(8, "big")


def _seen_by(upload: Upload, by: str) -> Upload:
    if upload.by == by:
        return upload
    return Upload(
        upload.id, OTHERS_NAME, upload.size_bytes, upload.by, upload.begun_at, "", upload.offset, is_confidential=True
    )  # fmt: skip


def _remove_orphans(folder: Path) -> None:
    """Remove what servers that are no more have left sealed: nobody has its keys."""
    for left in folder.glob(f"{FOLDERS}*"):
        with contextlib.suppress(OSError), (left / "held").open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
