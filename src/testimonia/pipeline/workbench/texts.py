"""A rendition ready to be shown in part: its passages by place, page and time, and what the machine found in it.

Why kept apart from what people judge: the text never changes, and what was found in it only when it is read anew; a judgement
must not cost the reading of five hundred pages.
"""

import weakref
from bisect import bisect_right
from collections import OrderedDict
from threading import Lock

from testimonia.model.testimony import Claim, Statement
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.store.base import Store

MOST_KEPT = 12
"""Renditions kept ready at once; a text of 500 pages takes about 10 MB."""


class ReadyText:
    """One rendition with its passages and what was found in it. Nothing in it is changed once it is made."""

    def __init__(self, store: Store, rendition_id: str) -> None:
        material = store.material(rendition_id)
        self.rendition = material.rendition
        self.passages = material.passages
        self.metadata = material.metadata
        self.name = material.name
        self.statements: dict[str, Statement] = {one.id: one for one in store.statements(rendition_id)}
        self.claims: list[tuple[Claim, Statement]] = [
            (claim, self.statements[claim.statement_id] if claim.statement_id in self.statements else store.claim(claim.id)[1])
            for claim in store.claims(rendition_id)
        ]
        self._starts = [passage.start for passage in self.passages]
        self.pages = self._first_of_pages()

    def index_at(self, offset: int) -> int:
        """The passage that an offset lies in, or the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def index_of_page(self, page: int) -> int:
        """The first passage of a page, or of the last page before it that has any."""
        found = [index for number, index in self.pages if number <= page]
        return found[-1] if found else 0

    def index_of_time(self, ms: int) -> int:
        """The last passage that has begun at a time of the recording."""
        begun = [index for index, passage in enumerate(self.passages) if 0 <= passage.locator.starts_ms <= ms]
        return begun[-1] if begun else 0

    def _first_of_pages(self) -> tuple[tuple[int, int], ...]:
        """Page and index of its first passage, in order."""
        first: dict[int, int] = {}
        for index, passage in enumerate(self.passages):
            if passage.locator.page:
                first.setdefault(passage.locator.page, index)
        return tuple(sorted(first.items()))


_LOCK = Lock()
_READY: weakref.WeakKeyDictionary[Store, OrderedDict[tuple[str, str], ReadyText]] = weakref.WeakKeyDictionary()
"""By store: rendition, and what was last extracted from its item and made by people."""


def ready_text(workbench: Workbench, case: Case, rendition_id: str) -> ReadyText:
    """A rendition ready to be shown. Raises NotFoundError if there is none of that id."""
    steps = workbench.remember("extract steps", lambda: dict(case.store.steps("extract")))
    made = workbench.remember("made stamp", case.store.made_stamp)

    def stamp(text: ReadyText) -> str:
        return f"{steps.get(text.rendition.item_id, '')} {made}"

    with _LOCK:
        kept = _READY.setdefault(case.store, OrderedDict())
        for key, text in kept.items():
            if key[0] == rendition_id and key[1] == stamp(text):
                kept.move_to_end(key)
                return text
    text = ReadyText(case.store, rendition_id)
    with _LOCK:
        for key in [key for key in kept if key[0] == rendition_id]:
            del kept[key]
        kept[(rendition_id, stamp(text))] = text
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
    return text
