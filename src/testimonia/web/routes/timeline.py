"""The timeline of the case."""

from litestar import Router, get

from testimonia.pipeline.workbench import timeline
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.timeline import TimelineView


@get("/", sync_to_thread=True)
def show_timeline(
    workbench: Workbench,
    user: str,
    question: str = "",
    item: str = "",
    source: str = "",
    within: str = "",
    top: int = 0,
) -> TimelineView:
    """What happened when, with the claims that say so."""
    chosen = timeline.Chosen(question=question, item=item, source=source)
    return timeline.show_timeline(workbench, user, chosen, within=within, top=top)


router = Router(path="/timeline", route_handlers=[show_timeline], tags=["timeline"])
