"""What people do with files on their way in, confidential or not: announce, send, look, drop, take in.

Why files are moved only after their job is noted: the job's note on the disk is the point from which nothing is lost. A server
that is killed before it has moved nothing; one that is killed after it leaves a job that does what is left.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from testimonia.errors import NotFoundError, UsageError
from testimonia.ingest.metadata import SIDECAR
from testimonia.model.ids import content_id
from testimonia.model.material import Metadata
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.events import JobRow
from testimonia.pipeline.workbench.releasing import with_people
from testimonia.pipeline.workbench.sealed_uploads import SealedFile
from testimonia.pipeline.workbench.uploads import Upload

if TYPE_CHECKING:
    from testimonia.pipeline.confidential import GivenFile


INGEST, CONFIDENTIAL = "ingest", "confidential"
"""Kinds of jobs that take files in."""


class NewUpload(Struct, frozen=True, forbid_unknown_fields=True):
    """A file that is about to be sent."""

    name: Annotated[str, Meta(min_length=1, max_length=4000)]
    """With its folders, if it came in some."""
    size_bytes: Annotated[int, Meta(ge=0)]
    sha256: Annotated[str, Meta(max_length=64)] = ""
    """What its bytes are to be; empty = not checked."""
    is_confidential: bool = False
    """Its bytes and its name never lie in the clear; it is taken in with the vault's passphrase."""


class Confided(Struct, frozen=True):
    """What the process needs that takes confidential files in: goes through its pipe, and is kept nowhere."""

    passphrase: str
    files: tuple[SealedFile, ...]
    metadata: Metadata

    def __repr__(self) -> str:
        """Without anything of it."""
        return f"Confided({len(self.files)} files)"


def begin(workbench: Workbench, by: str, new: NewUpload, *, key: str = "") -> Upload:
    """Announce a file.

    Args:
        key: makes a repeated call the same call; of a confidential one as long as the server runs.

    Raises:
        UsageError: it is too large, there is no room, or it is confidential and there is no vault to take it in with.
        OtherCallError: the key was used for another file.
    """
    at = workbench.case_of(by).now()
    if not new.is_confidential:
        return workbench.uploads.begin(new.name, new.size_bytes, by=by, at=at, sha256=new.sha256, key=key)
    _require_vault(workbench, by)
    workbench.uploads.require_room(new.size_bytes)
    return workbench.sealed.begin(new.name, new.size_bytes, by=by, at=at, sha256=new.sha256, key=key)


def list_uploads(workbench: Workbench, by: str) -> list[Upload]:
    """Files that are not taken in yet, the oldest first."""
    found = [*workbench.uploads.all(), *workbench.sealed.all(by=by)]
    return sorted(found, key=lambda upload: (upload.begun_at, upload.id))


def show(workbench: Workbench, by: str, upload_id: str) -> Upload:
    """One of them. Raises NotFoundError."""
    if upload_id in workbench.sealed:
        return workbench.sealed.one(upload_id, by=by)
    return workbench.uploads.one(upload_id)


def add(workbench: Workbench, by: str, upload_id: str, offset: int, piece: bytes) -> Upload:
    """Add a piece. Raises NotFoundError, StaleError, UsageError."""
    if upload_id not in workbench.sealed:
        return workbench.uploads.add(upload_id, offset, piece)
    if workbench.sealed.one(upload_id, by=by).by != by:
        raise NotFoundError("a confidential file is sent by whoever began it")
    return workbench.sealed.add(upload_id, offset, piece)


def drop(workbench: Workbench, upload_id: str) -> None:
    """Forget a file that was not taken in. Raises NotFoundError."""
    if upload_id in workbench.sealed:
        workbench.sealed.drop(upload_id)
    else:
        workbench.uploads.drop(upload_id)


def take_in(workbench: Workbench, by: str, upload_ids: Sequence[str], metadata: Metadata, *, key: str = "") -> JobRow:
    """Take whole files in, and read them: a job.

    Args:
        workbench: the open investigation.
        by: in whose name.
        upload_ids: which.
        metadata: holds for every file of them.
        key: makes a repeated call the same call.

    Raises:
        NotFoundError: no such upload.
        UsageError: one is not whole, or not what its sender said; nothing is moved then.
    """
    if any(upload_id in workbench.sealed for upload_id in upload_ids):
        raise UsageError("a confidential file is taken in with the vault's passphrase, apart from the others")
    if started := workbench.jobs.started(INGEST, by=by, key=key):
        return started
    batch = workbench.uploads.plan(upload_ids, name=content_id("batch", "key", key, by) if key else "")
    arguments = {"batch": batch.name, "moves": batch.moves, "metadata": msgspec.to_builtins(metadata)}
    row = workbench.jobs.start(INGEST, by=by, arguments=arguments, key=key)
    workbench.uploads.move(batch)
    return row


def take_in_confidential(
    workbench: Workbench, by: str, upload_ids: Sequence[str], metadata: Metadata, *, passphrase: str, key: str = ""
) -> JobRow:
    """Take whole confidential files in: originals encrypted, texts and metadata masked; then read them. A job.

    The files stay sealed where they are until the job has taken them in; a job that was stopped or failed costs nothing.

    Raises:
        NotFoundError: no such upload of this person.
        UsageError: one is not whole, or there is no vault.
        VaultError: the passphrase is wrong.
        RefusedError: too many wrong ones.
    """
    if started := workbench.jobs.started(CONFIDENTIAL, by=by, key=key):
        return started
    _require_vault(workbench, by)
    files = workbench.sealed.gather(upload_ids, by=by)
    with_people(workbench, by, passphrase, lambda _people: None)  # a wrong one is said at once, and counted
    secret = msgspec.json.encode(Confided(passphrase, files, metadata)).decode()
    return workbench.jobs.start(CONFIDENTIAL, by=by, arguments={"files": len(files)}, secret=secret, key=key)


def to_given(sealed: Sequence[SealedFile], read: Callable[[SealedFile], bytes], *, origin: str) -> list["GivenFile"]:
    """Sealed files as confidential intake takes them: sidecars with their files, one that describes nothing as a file.

    Args:
        read: opens a sealed file.
        origin: what their names stand below, so that files of one name sent at two times are two files.
    """
    from testimonia.pipeline.confidential import GivenFile  # the readers take time to import

    by_name = {file.name: file for file in sealed}
    described = {name for name in by_name if name.endswith(SIDECAR) and name.removesuffix(SIDECAR) in by_name}
    given = []
    for file in sealed:
        if file.name in described:
            continue
        sidecar = by_name.get(file.name + SIDECAR)
        given.append(
            GivenFile(
                name=file.name.rpartition("/")[2],
                origin=f"{origin}/{file.name}",
                read=partial(read, file),
                read_sidecar=partial(read, sidecar) if sidecar else None,
            )
        )
    return given


def _require_vault(workbench: Workbench, by: str) -> None:
    if not workbench.as_user(by).vault.path.exists():
        raise UsageError("there is no vault to keep confidential files with: make one with `testimonia vault init` first")
