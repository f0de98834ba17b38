"""Publishing: the list to sign off, and the publication itself, which is a job."""

from litestar import Router, get, post

from testimonia.pipeline.workbench import checklist, releasing
from testimonia.pipeline.workbench.checklist import Checklist
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.events import JobRow
from testimonia.pipeline.workbench.releasing import NewPublication
from testimonia.pipeline.workbench.stories import FIRST


@get("/publish/checklist", sync_to_thread=True)
def show_checklist(workbench: Workbench, user: str, story: str = FIRST, release: str = "") -> Checklist:
    """What stands between a story and its readers."""
    return checklist.make_checklist(workbench, user, story=story, release=release)


@post("/publications", sync_to_thread=True, status_code=202)
def publish(workbench: Workbench, user: str, idempotency_key: str, data: NewPublication) -> JobRow:
    """Begin to publish; the release's id is typed, and the gate stands at the end."""
    return releasing.publish(workbench, user, data, key=idempotency_key)


router = Router(path="/", route_handlers=[show_checklist, publish], tags=["publish"])
