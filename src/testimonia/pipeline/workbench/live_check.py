"""The fact-checking desk beside a text that is being written: made ready once, in the background, then answering at once."""

import threading
import time
import weakref
from collections.abc import Callable, Sequence

from msgspec import Struct

from testimonia.gazetteer.places import Place
from testimonia.model.brief import Brief
from testimonia.model.desk import DeskReport
from testimonia.model.material import Material
from testimonia.model.testimony import Extraction
from testimonia.pipeline.case import Case
from testimonia.pipeline.places import own_places
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.stories import LARGEST_BYTES, read_form

WAIT_S = 0.7
"""A check waits so long for the desk to be ready; then it says that it is not yet."""


class LiveCheck(Struct, frozen=True):
    """What the desk says of a text that is being written."""

    report: DeskReport | None
    """None while the desk is still being made ready."""
    form: tuple[str, ...]
    """What the parser cannot read, with line and column."""
    is_ready: bool
    took_ms: float


class Desk:
    """The desk of one workbench; loading the parser and the gazetteer takes seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._working = threading.Lock()
        self._extract: Callable[[Material], Extraction] | None = None
        self._thread: threading.Thread | None = None

    def warm(self, case: Case) -> None:
        """Begin to make it ready, if it is not; what it needs of the case is read before."""
        with self._lock:
            is_loading = self._thread is not None and self._thread.is_alive()
            if self._extract is None and not is_loading:
                given = case.brief, own_places(case)
                self._thread = threading.Thread(target=self._load, args=given, name="desk", daemon=True)
                self._thread.start()

    @property
    def is_ready(self) -> bool:
        """Whether a check answers at once."""
        return self._extract is not None

    def check(self, workbench: Workbench, by: str, name: str, text: str, *, wait_s: float = WAIT_S) -> DeskReport | None:
        """What the desk says; None if it is not ready in time. Raises UsageError while there is nothing to check against."""
        from testimonia.pipeline import checking  # with all checks, which nobody needs who does not write

        case = workbench.case_of(by)
        self.warm(case)
        if self._thread is not None:
            self._thread.join(wait_s)
        if self._extract is None:
            return None
        contents = workbench.remember("desk's contents", lambda: checking.read_case(case))
        with self._working:  # the parser works on one text at a time
            return checking.check_text(name, text, self._extract, contents)

    def _load(self, brief: Brief, places: Sequence[Place]) -> None:
        from testimonia.pipeline.running import make_extract_step

        self._extract = make_extract_step(brief, places=places)


_DESKS: weakref.WeakKeyDictionary[Workbench, Desk] = weakref.WeakKeyDictionary()


def desk_of(workbench: Workbench) -> Desk:
    """The desk of an open workbench."""
    return _DESKS.setdefault(workbench, Desk())


def check_live(workbench: Workbench, by: str, name: str, text: str, *, wait_s: float = WAIT_S) -> LiveCheck:
    """What the desk and the parser say of a text that is being written; nothing is kept.

    True names are not looked for here: the vault stays shut, and the report says so.
    """
    began = time.perf_counter()
    text = text[:LARGEST_BYTES]
    desk = desk_of(workbench)
    report = desk.check(workbench, by, name, text, wait_s=wait_s)
    form = read_form(text, name)[2]
    return LiveCheck(report, form, desk.is_ready, round(1000 * (time.perf_counter() - began), 1))
