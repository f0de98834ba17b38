"""The material: every item with how far it is read and judged, and one with all that is known of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.custody import CustodyEntry
from testimonia.model.material import Acquisition, Failure, Item, Metadata, Rendition
from testimonia.pipeline.batching import with_reasons
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.media import media_kind
from testimonia.pipeline.workbench.results import Judged, judged_of, once_a_material
from testimonia.pipeline.workbench.shelf import CAPTIONS, Shelf, shelf_of, stems_of
from testimonia.pipeline.workbench.texts import ReadyText, ready_text


class ItemRow(Struct, frozen=True):
    """An item in the list."""

    id: str
    name: str
    title: str
    kind: str
    date: str
    """When it was said, else when it was published; empty = unknown."""
    language: str
    media_type: str
    media: str
    """image, audio, video, pdf, text, none."""
    size_bytes: int
    source: str
    statements: int
    claims: int
    unjudged: int
    """Claims that nobody has decided on."""
    failures: int
    acquired_at: str
    is_current: bool
    """False: a newer file has taken its place."""


class Facet(Struct, frozen=True):
    """A value that items have, and how many have it."""

    value: str
    count: int


class ItemFacets(Struct, frozen=True):
    """What the list can be narrowed to."""

    kind: tuple[Facet, ...]
    language: tuple[Facet, ...]
    media: tuple[Facet, ...]


class ItemFilter(Struct, frozen=True):
    """Which items."""

    q: str = ""
    """Words that its name, title, source or kind contain, in any order."""
    kind: str = ""
    language: str = ""
    media: str = ""
    has: str = ""
    """unjudged, claims, failures: only items that have some."""
    is_with_superseded: bool = False
    sort: str = "name"
    """name, date, unjudged, acquired."""


class RenditionRow(Struct, frozen=True):
    """A text of an item."""

    id: str
    kind: str
    language: str
    tool: str
    length: int
    """Code points."""
    passages: int
    pages: tuple[tuple[int, int], ...]
    """Page and the index of its first passage; empty where the material has no pages."""
    has_times: bool
    """Whether its passages are tied to the time of a recording."""
    is_current: bool


class RelatedItem(Struct, frozen=True):
    """Material that belongs to an item."""

    item_id: str
    name: str
    rendition_id: str
    """Its text that counts now; empty = not read."""
    language: str
    media: str
    """How it can be looked at: image, audio, video, pdf, text, none."""
    why: str
    """translation, transcript, original, attachment, attached_to, earlier, later."""


class ItemView(Struct, frozen=True):
    """Everything known of an item."""

    item: Item
    row: ItemRow
    metadata: Metadata
    acquisitions: tuple[Acquisition, ...]
    renditions: tuple[RenditionRow, ...]
    related: tuple[RelatedItem, ...]
    custody: tuple[CustodyEntry, ...]
    failures: tuple[Failure, ...]
    pages: int
    """That can be looked at; 0 = it has no picture."""
    media: str
    """image, audio, video, pdf, text, none."""
    note: str
    """What reading or extraction did not attempt, and why."""


def list_items(workbench: Workbench, by: str, wanted: ItemFilter) -> Sequence[ItemRow]:
    """Items that a filter lets through, in the order asked for."""
    rows = _rows(workbench, workbench.case_of(by))
    words = wanted.q.casefold().split()
    found = [row for row in rows if _is_wanted(row, wanted) and all(word in _searched(row) for word in words)]
    match wanted.sort:
        case "date":
            found.sort(key=lambda row: (row.date == "", row.date))
        case "unjudged":
            found.sort(key=lambda row: -row.unjudged)
        case "acquired":
            found.sort(key=lambda row: row.acquired_at, reverse=True)
    return found


def item_facets(workbench: Workbench, by: str) -> ItemFacets:
    """Kinds, languages and media of the current items, the most frequent first."""
    rows = [row for row in _rows(workbench, workbench.case_of(by)) if row.is_current]

    def facet(values: Iterable[str]) -> tuple[Facet, ...]:
        counted = Counter(value for value in values if value)
        return tuple(Facet(value, count) for value, count in sorted(counted.items(), key=lambda one: (-one[1], one[0])))

    return ItemFacets(*(facet(getattr(row, name) for row in rows) for name in ItemFacets.__struct_fields__))


def show_item(workbench: Workbench, by: str, item_id: str) -> ItemView:
    """One item. Raises NotFoundError."""
    case = workbench.case_of(by)
    item = case.store.item(item_id)
    rows = {row.id: row for row in _rows(workbench, case)}
    shelf = shelf_of(workbench, case)
    reading = shelf.readings.get(item_id)
    metadata = reading.metadata if reading else Metadata()
    texts = [ready_text(workbench, case, one.id) for one in case.store.renditions(item_id)]
    current = reading.rendition_id if reading else ""
    renditions = sorted((_rendition_row(text, current) for text in texts), key=lambda row: not row.is_current)
    media = media_kind(item)
    notes = [case.store.notes(f"{step}:{item_id}").get("", "") for step in ("read", "extract")]
    return ItemView(
        item=item,
        row=rows[item_id],
        metadata=metadata,
        acquisitions=tuple(case.store.acquisitions(item_id)),
        renditions=tuple(renditions),
        related=tuple(_related(shelf, item, metadata)),
        custody=tuple(case.store.custody_of(item_id)),
        failures=tuple(one for one in with_reasons(case.store, case.store.failures()) if one.subject == item_id),
        pages=_pages(media, renditions),
        media=media,
        note="; ".join(note for note in notes if note),
    )


def _rows(workbench: Workbench, case: Case) -> Sequence[ItemRow]:
    """Every item by name, superseded ones included."""

    def make() -> list[ItemRow]:
        shelf, untouched = shelf_of(workbench, case), _untouched(workbench, case)
        judged = _judged_by_item(shelf, judged_of(workbench, case))
        failures = Counter(failure.subject for failure in case.store.failures())
        return [
            replace(row, unjudged=row.claims - judged[row.id], failures=failures[row.id])
            if judged[row.id] or failures[row.id]
            else row
            for row in untouched
        ]

    return workbench.remember("item rows", make)


def _untouched(workbench: Workbench, case: Case) -> Sequence[ItemRow]:
    """The rows as long as nobody has judged anything and nothing has failed."""

    def make() -> list[ItemRow]:
        shelf = shelf_of(workbench, case)
        return [_row(shelf, item) for item in shelf.items.values()]

    return once_a_material(workbench, case, "item rows", make)


def _judged_by_item(shelf: Shelf, judged: Judged) -> Counter[str]:
    """How many claims of each item people have decided on, by themselves or with their statement."""
    decided: set[str] = set()
    for target in judged.active:
        if target in shelf.item_of:
            decided.add(target)
        decided.update(shelf.claims_of.get(target, ()))
    return Counter(shelf.item_of[claim_id] for claim_id in decided)


def _row(shelf: Shelf, item: Item) -> ItemRow:
    reading = shelf.readings.get(item.id)
    known = shelf.acquisitions.get(item.id, [])
    metadata = reading.metadata if reading else (known[-1].metadata if known else Metadata())
    return ItemRow(
        id=item.id,
        name=item.name,
        title=metadata.title,
        kind=metadata.kind,
        date=metadata.date or metadata.published,
        language=reading.language if reading else metadata.language,
        media_type=item.media_type,
        media=media_kind(item),
        size_bytes=item.size_bytes,
        source=metadata.source,
        statements=shelf.statements[item.id],
        claims=shelf.claims[item.id],
        unjudged=shelf.claims[item.id],
        failures=0,
        acquired_at=known[-1].acquired_at if known else "",
        is_current=item.id in shelf.current,
    )


def _is_wanted(row: ItemRow, wanted: ItemFilter) -> bool:
    if not (row.is_current or wanted.is_with_superseded):
        return False
    for name in ("kind", "language", "media"):
        if getattr(wanted, name) and getattr(row, name) != getattr(wanted, name):
            return False
    return not wanted.has or bool(getattr(row, wanted.has, 0))


def _searched(row: ItemRow) -> str:
    return f"{row.name}\n{row.title}\n{row.source}\n{row.kind}\n{row.id}".casefold()


def _rendition_row(text: ReadyText, current: str) -> RenditionRow:
    rendition: Rendition = text.rendition
    return RenditionRow(
        id=rendition.id,
        kind=rendition.kind,
        language=rendition.language,
        tool=rendition.tool,
        length=len(rendition.text),
        passages=len(text.passages),
        pages=text.pages,
        has_times=any(passage.locator.starts_ms >= 0 for passage in text.passages),
        is_current=rendition.id == current,
    )


def _pages(media: str, renditions: Sequence[RenditionRow]) -> int:
    """Pages to look at: of a PDF as many as its text has, and one at least."""
    if media not in ("pdf", "image"):
        return 0
    return max((row.pages[-1][0] for row in renditions if row.pages), default=1) if media == "pdf" else 1


def _related(shelf: Shelf, item: Item, metadata: Metadata) -> Iterable[RelatedItem]:
    """Translations and what they are of, attachments and what they came with, earlier and later bytes of the same file."""
    found: dict[str, str] = {}
    for other in _named(shelf.by_name, shelf.items, metadata.translation_of) or _of_one_name(shelf, item, shelf.recordings):
        found[other] = "original"
    told = "transcript" if media_kind(item) in ("audio", "video", "image") else "translation"
    for other, reading in shelf.readings.items():
        if reading.metadata.translation_of in (item.name, item.id):
            found[other] = told
    for other in _of_one_name(shelf, item, shelf.captions):
        found.setdefault(other, told)
    origins = {acquisition.origin for acquisition in shelf.acquisitions.get(item.id, ())}
    for origin in origins:
        if origin.partition("/")[0] in shelf.items:
            found.setdefault(origin.partition("/")[0], "attached_to")
    for other, acquired in shelf.acquisitions.items():
        for acquisition in acquired:
            if acquisition.origin.startswith(f"{item.id}/"):
                found.setdefault(other, "attachment")
            elif acquisition.origin in origins:
                found.setdefault(other, "later" if other in shelf.current else "earlier")
    for other, why in found.items():
        if other != item.id:
            known, read = shelf.items[other], shelf.readings.get(other)
            rendition_id, language = (read.rendition_id, read.language) if read else ("", "")
            yield RelatedItem(other, known.name, rendition_id, language, media_kind(known), why)


def _named(by_name: Mapping[str, Sequence[str]], items: Mapping[str, Item], name: str) -> Sequence[str]:
    return [name] if name in items else by_name.get(name, ()) if name else ()


def _of_one_name(shelf: Shelf, item: Item, among: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Recordings of captions, or captions of a recording, that nobody tied together but have one name; of several, those that
    came from the same folder."""
    if (item.media_type in CAPTIONS) == (among is shelf.captions):
        return ()
    found = list(dict.fromkeys(other for stem in stems_of(item) for other in among.get(stem, ())))
    here = _folders(shelf, item.id)
    return [other for other in found if here & _folders(shelf, other)] or (found if len(found) == 1 else [])


def _folders(shelf: Shelf, item_id: str) -> set[str]:
    return {acquisition.origin.rpartition("/")[0] for acquisition in shelf.acquisitions.get(item_id, ())}
