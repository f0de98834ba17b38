"""The first page: what needs a decision, how far the work is, and the custody log."""

from litestar import Router, get, post

from testimonia.pipeline.workbench import home
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.home import CustodyState, HomeView
from testimonia.web.guard.repeats import LOOK


@get("/home", sync_to_thread=True)
def show_home(workbench: Workbench, user: str) -> HomeView:
    """What needs a decision now, by what hangs on it; progress; the custody log."""
    return home.show_home(workbench, user)


@post("/home/verification", sync_to_thread=True, status_code=200, opt=LOOK)
def verify_custody(workbench: Workbench, user: str) -> CustodyState:
    """Look at every original and the log, against what was noted when they came."""
    return home.verify_custody(workbench, user)


router = Router(path="/", route_handlers=[show_home, verify_custody], tags=["home"])
