"""Uploads that have arrived whole become material: planned, noted as a job, moved, and taken in by it.

Why in this order: the job's note on the disk is the point from which nothing is lost. A server that is killed before it has
moved nothing; one that is killed after it leaves a job that does what is left.
"""

from collections.abc import Sequence

import msgspec

from testimonia.model.ids import content_id
from testimonia.model.material import Metadata
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.events import JobRow

INGEST = "ingest"


def take_in(workbench: Workbench, by: str, upload_ids: Sequence[str], metadata: Metadata, *, key: str = "") -> JobRow:
    """Take whole uploads in, and read them: a job.

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
    if started := workbench.jobs.started(INGEST, by=by, key=key):
        return started
    batch = workbench.uploads.plan(upload_ids, name=content_id("batch", "key", key, by) if key else "")
    arguments = {"batch": batch.name, "moves": batch.moves, "metadata": msgspec.to_builtins(metadata)}
    row = workbench.jobs.start(INGEST, by=by, arguments=arguments, key=key)
    workbench.uploads.move(batch)
    return row
