"""The vault: the one way in which a true name reaches a browser, asked for with a passphrase and recorded."""

from litestar import Router, post

from testimonia.pipeline.workbench import unmasking
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.unmasking import Unmask, Unmasked
from testimonia.web.guard.repeats import LOOK


@post("/unmask", sync_to_thread=True, status_code=200, opt=LOOK)
def unmask(workbench: Workbench, user: str, data: Unmask) -> Unmasked:
    """Who a source truly is, for a minute; recorded before it is answered."""
    return unmasking.unmask(workbench, user, data)


router = Router(path="/vault", route_handlers=[unmask], tags=["vault"])
