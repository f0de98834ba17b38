"""The map of a case: gather what it shows from the store; `exporting` hands it to the renderers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from testimonia.model.events import Event
from testimonia.model.ids import content_id
from testimonia.model.maps import MapData, MapPlace, Mention, extent_of
from testimonia.model.material import Locator, Material, Passage, Protection
from testimonia.model.review import Review
from testimonia.model.routes import Route
from testimonia.model.testimony import Claim, Source, Statement
from testimonia.model.values import PlaceRef
from testimonia.pipeline.case import Case
from testimonia.pipeline.running import reviewed_testimony

MATERIALS_HELD = 256
"""Texts held while describing: claims of one place come from many items."""
CONTEXT = 160
"""Characters of the passage shown on either side of a claim's words."""

Pair = tuple[Claim, Statement]


class Ground(NamedTuple):
    """What a map is made from: the claims that name places, and which statements tell of which events."""

    pairs: Sequence[Pair]
    events: tuple[Event, ...]
    routes: tuple[Route, ...]
    told: Mapping[str, Sequence[str]]
    """Statement id -> the events that it tells of."""


def map_data(case: Case) -> MapData:
    """The places, events and routes of a case, with the exact words behind each place."""
    return draw_from(case, read_ground(case))[0]


def read_ground(case: Case) -> Ground:
    """What a map of the case is made from; one pass over the testimony."""
    pairs: list[Pair] = []
    statement_of: dict[str, str] = {}
    for claim, statement in reviewed_testimony(case, Review(case.store.judgements())):
        statement_of[claim.id] = claim.statement_id
        if isinstance(claim.value, PlaceRef):
            pairs.append((claim, statement))
    return ground_of(case, pairs, lambda claim_id: statement_of.get(claim_id, ""))


def ground_of(case: Case, pairs: Sequence[Pair], statement_of: Callable[[str], str]) -> Ground:
    """What a map is made from, where its claims are known.

    Args:
        pairs: the claims that name places, with their statements, as judgements leave them.
        statement_of: claim id -> its statement's id; empty for a claim that was rejected.
    """
    events = tuple(case.store.results("event", Event))
    told: dict[str, list[str]] = defaultdict(list)
    for event in events:
        for statement_id in dict.fromkeys(statement_of(claim_id) for claim_id in event.claim_ids):
            told[statement_id].append(event.id)
    return Ground(pairs, events, tuple(case.store.results("route", Route)), told)


def draw_from(
    case: Case,
    ground: Ground,
    *,
    keep: Callable[[Claim, Statement], bool] = lambda _claim, _statement: True,
    most: int | None = None,
) -> tuple[MapData, dict[str, int]]:
    """The map of some claims.

    Args:
        keep: which claims.
        most: claims of one place that are described; None = all. Describing reads the texts they stand in.

    Returns:
        The map, and how many claims name each place, by its id.
    """
    sources = {source.id: source for source in case.store.sources().values()}
    describe = Describer(case, sources)
    events, routes = ground.events, ground.routes
    groups: dict[str, list[Pair]] = {}
    for claim, statement in ground.pairs:
        if isinstance(claim.value, PlaceRef) and keep(claim, statement):
            groups.setdefault(place_key(claim.value), []).append((claim, statement))
    drawn = {key: _to_place(key, group, events, ground.told, describe, most) for key, group in groups.items()}
    counts = {drawn[key].id: len(group) for key, group in groups.items()}
    for ref in _unspoken(events, routes):
        drawn.setdefault(place_key(ref), _bare_place(ref, events))
    places = sorted(drawn.values(), key=lambda place: (-counts.get(place.id, 0), place.name, place.id))
    names = {source.id: source.name for source in sources.values()}
    return MapData(case.brief.title, tuple(places), events, routes, names), counts


def only_routes(data: MapData) -> MapData:
    """The routes with the places they lead over, and nothing else."""
    ends = {place_id(ref) for route in data.routes for leg in route.legs for ref in (leg.start, leg.end)}
    return replace(data, places=tuple(place for place in data.places if place.id in ends))


def place_key(ref: PlaceRef) -> str:
    """What makes two references one place: the gazetteer's id, else coordinates and radius, else the name as written.

    >>> place_key(PlaceRef("Shanine", "Shanine")) == place_key(PlaceRef("SHANINE", "shanine"))
    True
    """
    if ref.gazetteer_id:
        return ref.gazetteer_id
    if ref.lat is not None and ref.lon is not None:
        return f"{ref.lat:.4f},{ref.lon:.4f},{ref.radius_km:g}"
    return ref.name.casefold()


def place_id(ref: PlaceRef) -> str:
    """The id of a place on the map."""
    return content_id("m", place_key(ref))


class Describer:
    """Turns a claim into what stands behind a place; keeps materials at hand, not too many."""

    def __init__(self, case: Case, sources: Mapping[str, Source]) -> None:
        self._case = case
        self._sources = sources
        self._items = {item.id: item.name for item in case.store.items()}
        self._materials: dict[str, Material] = {}

    def mention(self, claim: Claim, statement: Statement) -> Mention:
        """The claim's exact words with what stands around them, who said it, when and in which file."""
        if claim.rendition_id not in self._materials:
            if len(self._materials) > MATERIALS_HELD:
                self._materials.clear()
            self._materials[claim.rendition_id] = self._case.store.material(claim.rendition_id)
        material = self._materials[claim.rendition_id]
        text, start, end = material.rendition.text, claim.span.start, claim.span.end
        passage = next((p for p in material.passages if p.start <= start < p.end), Passage("", "", start, end, "", Locator()))
        source = self._sources.get(statement.source_id)
        return Mention(
            claim_id=claim.id,
            words=claim.span.exact,
            before=_cut_before(text[passage.start : start]),
            after=_cut_after(text[end : max(end, passage.end)]),
            source_id=statement.source_id,
            source=source.name if source else "",
            is_protected=source is not None and source.protection is Protection.PROTECTED,
            said_on=statement.said_on,
            stance=str(claim.stance),
            item=self._items.get(material.rendition.item_id, ""),
            locator=passage.locator.words(),
        )


def _cut_before(text: str) -> str:
    return text if len(text) <= CONTEXT else "… " + text[-CONTEXT:].partition(" ")[2]


def _cut_after(text: str) -> str:
    return text if len(text) <= CONTEXT else text[:CONTEXT].rpartition(" ")[0] + " …"


def _to_place(
    key: str,
    pairs: Iterable[Pair],
    events: Iterable[Event],
    told: Mapping[str, Sequence[str]],
    describe: Describer,
    most: int | None,
) -> MapPlace:
    found = sorted(pairs, key=lambda pair: (pair[1].said_on, pair[0].rendition_id, pair[0].span, pair[0].id))
    references = [claim.value for claim, _ in found if isinstance(claim.value, PlaceRef)]
    place = max(references, key=lambda ref: (ref.lat is not None, ref.radius_km))
    here = [event.id for event in events if event.where is not None and place_key(event.where) == key]
    beside = [event_id for _, statement in found for event_id in told.get(statement.id, ())]
    spellings = Counter(" ".join(ref.words.split()) for ref in references)
    name = _usual_name(place.name, spellings)
    return MapPlace(
        id=place_id(place),
        name=name,
        place=place,
        extent=extent_of(place),
        names=tuple(other for other in dict.fromkeys((*spellings, place.name)) if other and other != name),
        mentions=tuple(describe.mention(claim, statement) for claim, statement in found[:most]),
        event_ids=tuple(dict.fromkeys(here + beside)),
    )


def _usual_name(name: str, spellings: Mapping[str, int]) -> str:
    """The spelling used most, of those in the script and with the capital of the gazetteer's name; else that name."""
    alike = [words for words in spellings if words[:1].isupper() and words.isascii() and name[:1].isupper()]
    return max(alike, key=lambda words: (spellings[words], words == name, words), default=name)


def _unspoken(events: Iterable[Event], routes: Iterable[Route]) -> Iterator[PlaceRef]:
    """Places that only an event or a leg names."""
    for event in events:
        if event.where is not None:
            yield event.where
    for route in routes:
        for leg in route.legs:
            yield from (leg.start, leg.end)


def _bare_place(ref: PlaceRef, events: Iterable[Event]) -> MapPlace:
    key = place_key(ref)
    here = tuple(event.id for event in events if event.where is not None and place_key(event.where) == key)
    name = _usual_name(ref.name, {ref.words: 1} if ref.words else {})
    others = tuple(other for other in dict.fromkeys((ref.words, ref.name)) if other and other != name)
    return MapPlace(place_id(ref), name, ref, extent_of(ref), others, (), here)
