"""The material as it was last taken in and extracted, in ids: what neither a judgement nor a run changes.

Why kept by itself: whatever is counted by item or by source walks over every claim of the case. It is walked over once, and
what people judged since is taken from the counts and added to them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from testimonia.model.material import Acquisition, Item
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.media import media_kind
from testimonia.pipeline.workbench.results import once_a_material
from testimonia.store.base import Reading, Store

CAPTIONS = frozenset(("text/vtt", "application/x-subrip"))
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_ENDINGS = frozenset(("aac", "avi", "flac", "m4a", "mkv", "mov", "mp3", "mp4", "oga", "ogg", "opus", "wav", "weba", "webm"))


class Shelf:
    """Every item with what was read of it, and every claim with where it stands and who says it. Never changed once made."""

    def __init__(self, store: Store) -> None:
        self.items = {item.id: item for item in store.items()}
        self.readings: dict[str, Reading] = {one.item.id: one for one in store.readings()}
        self.acquisitions: dict[str, list[Acquisition]] = defaultdict(list)
        for acquisition in store.acquisitions():
            self.acquisitions[acquisition.item_id].append(acquisition)
        self.current = store.current_items()
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for item in self.items.values():
            self.by_name[item.name].append(item.id)
        self.recordings: dict[str, list[str]] = defaultdict(list)
        """Name without its ending -> recordings of that name."""
        self.captions: dict[str, list[str]] = defaultdict(list)
        """Name of a recording without its ending -> captions that may be of it."""
        for item in self.items.values():
            if item.id in self.current:
                shelved = self.captions if item.media_type in CAPTIONS else self.recordings
                for stem in stems_of(item):
                    shelved[stem].append(item.id)
        item_of = {one.rendition_id: item_id for item_id, one in self.readings.items()}
        self.statements = Counter(item_of[rendition_id] for _, rendition_id in store.statement_keys())
        self.claims: Counter[str] = Counter()
        self.item_of: dict[str, str] = {}
        """Claim id -> its item."""
        self.statement_of: dict[str, str] = {}
        """Claim id -> its statement."""
        self.claims_of: dict[str, list[str]] = defaultdict(list)
        """Statement id -> its claims."""
        self.source_of: dict[str, str] = {}
        """Statement id -> its source, as the machine found it."""
        self.spoken: dict[str, Counter[str]] = defaultdict(Counter)
        """Source id -> items in which it speaks, with its claims there, as the machine found them; current items only."""
        for claim_id, statement_id, rendition_id, source_id in store.testimony_keys():
            item_id = item_of[rendition_id]
            self.item_of[claim_id] = item_id
            self.claims[item_id] += 1
            self.statement_of[claim_id] = statement_id
            self.claims_of[statement_id].append(claim_id)
            self.source_of[statement_id] = source_id
            if item_id in self.current:
                self.spoken[source_id][item_id] += 1
        self.said = {source_id: found.total() for source_id, found in self.spoken.items()}
        """Source id -> its claims."""


def shelf_of(workbench: Workbench, case: Case) -> Shelf:
    """The material as it is."""
    return once_a_material(workbench, case, "shelf", lambda: Shelf(case.store))


def stems_of(item: Item) -> Iterable[str]:
    """Names by which a recording and its captions meet: ``call.mp3``; ``call.srt``, ``call.mp3.srt``, ``call.ar.srt``."""
    name = item.name.casefold()
    stem = name.rpartition(".")[0] or name
    if item.media_type in CAPTIONS:
        yield stem
        before, _, last = stem.rpartition(".")
        if before and (last in _ENDINGS or _LANGUAGE.fullmatch(last)):
            yield before
    elif media_kind(item) in ("audio", "video"):
        yield stem
