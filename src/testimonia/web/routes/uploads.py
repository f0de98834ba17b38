"""Files on their way in."""

from typing import Annotated

import anyio.to_thread
from litestar import Response, Router, delete, get, patch, post
from litestar.params import HeaderParameter, QueryParameter
from msgspec import Meta, Struct

from testimonia.model.material import Metadata
from testimonia.pipeline.workbench import sending
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.events import JobRow
from testimonia.pipeline.workbench.paging import MOST, USUAL, Page, paginate
from testimonia.pipeline.workbench.sending import NewUpload
from testimonia.pipeline.workbench.uploads import MOST as MOST_UPLOADS
from testimonia.pipeline.workbench.uploads import PIECE_BYTES, Upload


class Batch(Struct, frozen=True, forbid_unknown_fields=True):
    """Uploads to be taken in together."""

    ids: Annotated[list[str], Meta(min_length=1, max_length=MOST_UPLOADS)]
    metadata: Metadata | None = None
    """Holds for every file of them."""


class ConfidentialBatch(Struct, frozen=True, forbid_unknown_fields=True):
    """Confidential uploads to be taken in together."""

    ids: Annotated[list[str], Meta(min_length=1, max_length=MOST_UPLOADS)]
    passphrase: Annotated[str, Meta(max_length=1000)]
    metadata: Metadata | None = None
    """Holds for every file of them; masked like their texts."""

    def __repr__(self) -> str:
        """Without the passphrase."""
        return f"ConfidentialBatch({len(self.ids)} files)"


@post("/uploads", sync_to_thread=True)
def begin_upload(workbench: Workbench, user: str, idempotency_key: str, data: NewUpload) -> Upload:
    """Announce a file; its bytes follow by PATCH."""
    return sending.begin(workbench, user, data, key=idempotency_key)


@get("/uploads", sync_to_thread=True)
def show_uploads(
    workbench: Workbench, user: str, cursor: str = "", limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = USUAL
) -> Page[Upload]:
    """Files that are not taken in yet."""
    return paginate(sending.list_uploads(workbench, user), key=lambda upload: upload.id, cursor=cursor, limit=limit)


@get("/uploads/{upload_id:str}", sync_to_thread=True)
def show_upload(workbench: Workbench, user: str, upload_id: str) -> Response[Upload]:
    """How many bytes of a file are here: where to go on after a break."""
    return _answer(sending.show(workbench, user, upload_id), status=200)


@patch("/uploads/{upload_id:str}", request_max_body_size=PIECE_BYTES)
async def add_piece(
    workbench: Workbench,
    user: str,
    upload_id: str,
    body: bytes,
    upload_offset: Annotated[int, HeaderParameter(name="Upload-Offset", ge=0, le=2**53)],
) -> Response[Upload]:
    """Add the next bytes of a file, at most 8 MiB; answered when they are on the disk. 409 says which byte is next."""
    return _answer(await anyio.to_thread.run_sync(sending.add, workbench, user, upload_id, upload_offset, body), status=200)


@delete("/uploads/{upload_id:str}", sync_to_thread=True)
def drop_upload(workbench: Workbench, upload_id: str) -> None:
    """Forget a file that was not taken in yet, with its bytes."""
    sending.drop(workbench, upload_id)


@post("/uploads/commit", sync_to_thread=True, status_code=202)
def commit_uploads(workbench: Workbench, user: str, idempotency_key: str, data: Batch) -> JobRow:
    """Take whole uploads in, and read them: a job."""
    return sending.take_in(workbench, user, data.ids, data.metadata or Metadata(), key=idempotency_key)


@post("/uploads/commit-confidential", sync_to_thread=True, status_code=202)
def commit_confidential(workbench: Workbench, user: str, idempotency_key: str, data: ConfidentialBatch) -> JobRow:
    """Take whole confidential uploads in: originals encrypted, texts and metadata masked; a job."""
    metadata = data.metadata or Metadata()
    return sending.take_in_confidential(workbench, user, data.ids, metadata, passphrase=data.passphrase, key=idempotency_key)


def _answer(upload: Upload, *, status: int) -> Response[Upload]:
    return Response(upload, status_code=status, headers={"Upload-Offset": str(upload.offset)})


router = Router(
    path="/",
    route_handlers=[begin_upload, show_uploads, show_upload, add_piece, drop_upload, commit_uploads, commit_confidential],
    tags=["uploads"],
)
