"""Files on their way in: piece by piece, gone on with after a break or a restart, taken in only when they are whole.

Each upload is a folder of its own, ``.testimonia/uploads/u-...``, with the bytes so far and a note of what they are to be. The
number of bytes that lie there *is* the offset, so no second record can contradict it. Whole uploads are moved together into a
batch, under names made harmless, and the batch is what `Investigation.ingest` is given.
"""

import hashlib
import os
import re
import secrets
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from testimonia.errors import NotFoundError, StaleError, UsageError
from testimonia.model.ids import DIGITS
from testimonia.pipeline.workbench.naming import safe_path

LARGEST_BYTES = 16 * 1024**3
"""Of one file."""
MOST = 5000
"""Uploads under way at once."""
RESERVE_BYTES = 256 * 1024**2
"""Of the disk, which stays free."""
PIECE_BYTES = 8 * 1024**2
"""The most that one call brings."""
_ID = re.compile(r"u-[0-9a-f]{16}")


class Upload(Struct, frozen=True):
    """A file on its way in."""

    id: str
    name: str
    """As it will be kept, folders included."""
    size_bytes: int
    by: str
    begun_at: str
    sha256: str = ""
    """What the sender says it is; empty = not said."""
    offset: int = 0
    """Bytes that are here."""

    @property
    def is_whole(self) -> bool:
        """Whether every byte is here."""
        return self.offset == self.size_bytes


class Uploads:
    """The uploads of an open case.

    Args:
        folder: where they lie.
        largest_bytes: of one file.
    """

    def __init__(self, folder: Path, *, largest_bytes: int = LARGEST_BYTES) -> None:
        self._folder = folder
        self._largest_bytes = largest_bytes
        self._lock = threading.Lock()
        self._busy: set[str] = set()

    def begin(self, name: str, size_bytes: int, *, by: str, at: str, sha256: str = "") -> Upload:
        """Make room for a file. Raises UsageError if it is too large, or there is no room."""
        if not 0 <= size_bytes <= self._largest_bytes:
            raise UsageError(f"{safe_path(name)[-1]}: at most {self._largest_bytes:,} bytes a file, not {size_bytes:,}")
        if sha256 and not re.fullmatch("[0-9a-f]{64}", sha256):
            raise UsageError("sha256 is 64 digits 0-9, a-f")
        self._folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free - size_bytes < RESERVE_BYTES:
            raise UsageError("there is no room on the disk for this file: make room, and send it again")
        if sum(1 for _ in self._folder.glob("u-*")) >= MOST:
            raise UsageError(f"{MOST:,} uploads are under way: take them in or drop them first")
        upload = Upload(f"u-{secrets.token_hex(DIGITS // 2)}", "/".join(safe_path(name)), size_bytes, by, at, sha256)
        place = self._folder / upload.id
        place.mkdir(mode=0o700)
        (place / "data").touch(mode=0o600)
        _write(place / "note.json", msgspec.json.encode(upload))
        return upload

    def all(self) -> list[Upload]:
        """Every upload, the oldest first."""
        found = [self._read(path) for path in self._folder.glob("u-*")]
        return sorted((upload for upload in found if upload), key=lambda upload: (upload.begun_at, upload.id))

    def one(self, upload_id: str) -> Upload:
        """An upload as it now lies there. Raises NotFoundError."""
        upload = self._read(self._folder / upload_id) if _ID.fullmatch(upload_id) else None
        if upload is None:
            raise NotFoundError("no such upload: it was taken in or dropped; begin it anew")
        return upload

    def add(self, upload_id: str, offset: int, piece: bytes) -> Upload:
        """Add a piece; when this returns, it is on the disk.

        Raises:
            NotFoundError: no such upload.
            StaleError: another offset is next, or another call is adding to it.
            UsageError: it would be longer than was said.
        """
        upload = self.one(upload_id)
        with self._lock:
            if upload_id in self._busy:
                raise StaleError("another piece of this upload is being written", etag=str(upload.offset))
            self._busy.add(upload_id)
        try:
            upload = self.one(upload_id)
            if offset != upload.offset:
                raise StaleError(f"byte {upload.offset} is next, not {offset}", etag=str(upload.offset), current=upload)
            if offset + len(piece) > upload.size_bytes:
                raise UsageError(f"{upload.name}: {upload.size_bytes:,} bytes were announced; there are more")
            with (self._folder / upload_id / "data").open("r+b") as file:
                file.seek(offset)
                file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        finally:
            with self._lock:
                self._busy.discard(upload_id)
        return msgspec.structs.replace(upload, offset=offset + len(piece))

    def drop(self, upload_id: str) -> None:
        """Forget an upload and its bytes. Raises NotFoundError."""
        self.one(upload_id)
        shutil.rmtree(self._folder / upload_id)

    def gather(self, upload_ids: Sequence[str]) -> str:
        """Move whole uploads together, to be taken in. Returns the batch's name.

        Raises:
            NotFoundError: no such upload.
            UsageError: one is not whole, or not what its sender said; nothing is moved then.
        """
        uploads = [self.one(upload_id) for upload_id in dict.fromkeys(upload_ids)]
        if not uploads:
            raise UsageError("no upload was named")
        if missing := [upload.name for upload in uploads if not upload.is_whole]:
            raise UsageError(f"not whole yet: {', '.join(missing[:5])}; send the rest first")
        for upload in uploads:
            if upload.sha256 and _sha256(self._folder / upload.id / "data") != upload.sha256:
                raise UsageError(f"{upload.name} is not what was sent (its SHA-256 differs): drop it and send it again")
        batch = self._folder / f"batch-{secrets.token_hex(DIGITS // 2)}"
        batch.mkdir(mode=0o700)
        for upload in uploads:
            place = _free_place(batch, upload.name)
            place.parent.mkdir(parents=True, exist_ok=True)
            (self._folder / upload.id / "data").rename(place)
            shutil.rmtree(self._folder / upload.id)
        return batch.name

    def _read(self, place: Path) -> Upload | None:
        try:
            note = msgspec.json.decode((place / "note.json").read_bytes(), type=Upload)
            return msgspec.structs.replace(note, offset=min((place / "data").stat().st_size, note.size_bytes))
        except (OSError, msgspec.DecodeError):  # begun or dropped this moment, or cut off by a power cut before its note
            return None


def _free_place(batch: Path, name: str) -> Path:
    """Where a file of this name goes; beside another of the same name, in a folder with a number."""
    place, number = batch.joinpath(*safe_path(name)), 2
    while place.exists() or any(parent.is_file() for parent in place.parents if parent.is_relative_to(batch)):
        place = batch.joinpath(str(number), *safe_path(name))
        number += 1
    return place


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
