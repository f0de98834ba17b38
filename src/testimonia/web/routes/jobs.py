"""Long work: started, watched, stopped, gone on with."""

from typing import Annotated

from litestar import Router, delete, get, post
from litestar.params import QueryParameter
from msgspec import Struct

from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.events import JobRow
from testimonia.pipeline.workbench.paging import MOST, USUAL, Page, paginate


class RunWanted(Struct, frozen=True, forbid_unknown_fields=True):
    """How to run."""

    retry: bool = False
    """Also what failed earlier, although nothing about it changed."""


@get("/jobs", sync_to_thread=True)
def show_jobs(
    workbench: Workbench, cursor: str = "", limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = USUAL
) -> Page[JobRow]:
    """Jobs under way and ended, the newest first."""
    return paginate(workbench.jobs.rows(), key=lambda row: row.id, cursor=cursor, limit=limit)


@get("/jobs/{job_id:str}", sync_to_thread=True)
def show_job(workbench: Workbench, job_id: str) -> JobRow:
    """One job."""
    return workbench.jobs.row(job_id)


@post("/jobs/run", sync_to_thread=True, status_code=202)
def run(workbench: Workbench, user: str, idempotency_key: str, data: RunWanted) -> JobRow:
    """Do every step that is stale: read, extract, reconcile, reconstruct."""
    return workbench.jobs.start_once("run", by=user, arguments={"retry": data.retry}, key=idempotency_key)


@post("/failures/retry", sync_to_thread=True, status_code=202)
def retry_failures(workbench: Workbench, user: str, idempotency_key: str) -> JobRow:
    """Run, and try again what failed."""
    return workbench.jobs.start_once("run", by=user, arguments={"retry": True}, key=idempotency_key)


@delete("/jobs/{job_id:str}", status_code=200, sync_to_thread=True)
def stop_job(workbench: Workbench, job_id: str) -> JobRow:
    """Stop a job; what it did is kept."""
    return workbench.jobs.stop(job_id)


@post("/jobs/{job_id:str}/resume", sync_to_thread=True, status_code=202)
def resume_job(workbench: Workbench, user: str, idempotency_key: str, job_id: str) -> JobRow:
    """Go on with a job that was stopped, interrupted or failed: a new job, which does what is left."""
    return workbench.jobs.resume(job_id, by=user, key=idempotency_key)


router = Router(path="/", route_handlers=[show_jobs, show_job, run, retry_failures, stop_job, resume_job], tags=["jobs"])
