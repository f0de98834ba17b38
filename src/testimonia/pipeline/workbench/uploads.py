"""Files on their way in: piece by piece, gone on with after a break or a restart, taken in only when they are whole.

Each upload is a folder of its own, ``.testimonia/uploads/u-...``, with the bytes so far and a note of what they are to be. The
number of bytes that lie there *is* the offset, so no second record can contradict it. Whole uploads are moved together into a
batch, under names made harmless, and the batch is what `Investigation.ingest` is given. What goes where is planned first and
kept with the job, so that a move which a killed server left half done is done to its end.
"""

import contextlib
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

from testimonia.errors import NotFoundError, OtherCallError, StaleError, UsageError
from testimonia.model.ids import DIGITS, content_id
from testimonia.model.phrases import told
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
    is_confidential: bool = False
    """It lies sealed, and is taken in with the vault open."""

    @property
    def is_whole(self) -> bool:
        """Whether every byte is here."""
        return self.offset == self.size_bytes


class Batch(Struct, frozen=True):
    """Uploads that are taken in together: where each goes."""

    name: str
    moves: tuple[tuple[str, str], ...] = ()
    """Id of an upload, and its place inside the batch."""


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

    def begin(self, name: str, size_bytes: int, *, by: str, at: str, sha256: str = "", key: str = "") -> Upload:
        """Make room for a file.

        Args:
            name: with its folders, as the sender gives it.
            size_bytes: how many bytes will come.
            by: who sends it.
            at: when it was begun.
            sha256: what its bytes are to be; empty = not checked.
            key: makes a repeated call the same call: its upload is begun once.

        Raises:
            UsageError: it is too large, or there is no room.
            OtherCallError: the key was used for another file.
        """
        if not 0 <= size_bytes <= self._largest_bytes:
            raise UsageError(f"{safe_path(name)[-1]}: at most {self._largest_bytes:,} bytes a file, not {size_bytes:,}")
        if sha256 and not re.fullmatch("[0-9a-f]{64}", sha256):
            raise UsageError("sha256 is 64 digits 0-9, a-f")
        self.require_room(size_bytes)
        if sum(1 for _ in self._folder.glob("u-*")) >= MOST:
            raise UsageError(f"{MOST:,} uploads are under way: take them in or drop them first")
        upload_id = content_id("u", "key", key, by) if key else f"u-{secrets.token_hex(DIGITS // 2)}"
        upload = Upload(upload_id, "/".join(safe_path(name)), size_bytes, by, at, sha256)
        place = self._folder / upload.id
        if known := self._read(place):
            if msgspec.structs.replace(known, begun_at=at, offset=0) != upload:
                raise OtherCallError
            return known
        place.mkdir(mode=0o700, exist_ok=bool(key))
        (place / "data").touch(mode=0o600)
        _write(place / "note.json", msgspec.json.encode(upload))
        return upload

    def require_room(self, size_bytes: int) -> None:
        """Raises UsageError if a file of this size would not leave the case room to work."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free - size_bytes < RESERVE_BYTES:
            words = "there is no room on the disk for this file: make room, and send it again"
            raise UsageError(told(words, "problem.no_room"))

    def all(self) -> list[Upload]:
        """Every upload, the oldest first."""
        found = [self._read(path) for path in self._folder.glob("u-*")]
        return sorted((upload for upload in found if upload), key=lambda upload: (upload.begun_at, upload.id))

    def one(self, upload_id: str) -> Upload:
        """An upload as it now lies there. Raises NotFoundError."""
        upload = self._read(self._folder / upload_id) if _ID.fullmatch(upload_id) else None
        if upload is None:
            words = "no such upload: it was taken in or dropped; begin it anew"
            raise NotFoundError(told(words, "problem.no_upload"))
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

    def plan(self, upload_ids: Sequence[str], *, name: str = "") -> Batch:
        """Where whole uploads go when they are taken in together; nothing is moved yet.

        Args:
            upload_ids: which.
            name: of the batch; empty: a new one.

        Raises:
            NotFoundError: no such upload.
            UsageError: one is not whole, or not what its sender said.
        """
        uploads = [self.one(upload_id) for upload_id in dict.fromkeys(upload_ids)]
        if not uploads:
            raise UsageError("no upload was named")
        if missing := [upload.name for upload in uploads if not upload.is_whole]:
            raise UsageError(f"not whole yet: {', '.join(missing[:5])}; send the rest first")
        for upload in uploads:
            if upload.sha256 and _sha256(self._folder / upload.id / "data") != upload.sha256:
                words = f"{upload.name} is not what was sent (its SHA-256 differs): drop it and send it again"
                raise UsageError(told(words, "problem.not_what_was_sent", name=upload.name))
        places = _Places()
        moves = tuple((upload.id, places.take(upload.name)) for upload in uploads)
        return Batch(name or f"batch-{secrets.token_hex(DIGITS // 2)}", moves)

    def move(self, batch: Batch) -> None:
        """Do what was planned, or what is left of it: the server does, and its job again if the server was killed."""
        root = self._folder / batch.name
        for upload_id, place in batch.moves:
            data, target = self._folder / upload_id / "data", root.joinpath(*place.split("/"))
            with contextlib.suppress(FileNotFoundError):  # moved already
                if data.exists():
                    root.mkdir(mode=0o700, exist_ok=True)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    data.rename(target)
            shutil.rmtree(self._folder / upload_id, ignore_errors=True)

    def _read(self, place: Path) -> Upload | None:
        try:
            note = msgspec.json.decode((place / "note.json").read_bytes(), type=Upload)
            return msgspec.structs.replace(note, offset=min((place / "data").stat().st_size, note.size_bytes))
        except (OSError, msgspec.DecodeError):  # begun or dropped this moment, or cut off by a power cut before its note
            return None


class _Places:
    """Places inside a batch, each for one file, on file systems that hold capitals and small letters for the same too."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def take(self, name: str) -> str:
        """A place for a file of this name; beside another of the same name, in a folder with a number."""
        parts, number = safe_path(name), 2
        place = parts
        while not self._is_free(place):
            place = (str(number), *parts)
            number += 1
        *folders, last = _folded(place)
        self._files.add("/".join((*folders, last)))
        self._folders.update("/".join(folders[:depth]) for depth in range(1, len(folders) + 1))
        return "/".join(place)

    def _is_free(self, place: Sequence[str]) -> bool:
        folded = _folded(place)
        paths = ["/".join(folded[:depth]) for depth in range(1, len(folded) + 1)]
        return paths[-1] not in self._folders and self._files.isdisjoint(paths)


def _folded(place: Sequence[str]) -> list[str]:
    return [part.casefold() for part in place]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
