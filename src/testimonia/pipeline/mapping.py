"""The map of a case: gather what it shows from the store; `exporting` hands it to the renderers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

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


def map_data(case: Case) -> MapData:
    """The places, events and routes of a case, with the exact words behind each place."""
    review = Review(case.store.judgements())
    sources = {source.id: source for source in case.store.sources().values()}
    events = tuple(case.store.results("event", Event))
    pairs = list(reviewed_testimony(case, review))
    describe = Describer(case, sources)
    statement_of = {claim.id: claim.statement_id for claim, _ in pairs}
    told: dict[str, list[str]] = defaultdict(list)
    for event in events:
        for statement_id in dict.fromkeys(statement_of.get(claim_id, "") for claim_id in event.claim_ids):
            told[statement_id].append(event.id)
    groups: dict[str, list[Pair]] = {}
    for claim, statement in pairs:
        if isinstance(claim.value, PlaceRef):
            groups.setdefault(place_key(claim.value), []).append((claim, statement))
    drawn = {ref_key: _to_place(ref_key, group, events, told, describe) for ref_key, group in groups.items()}
    routes = tuple(case.store.results("route", Route))
    for ref in _unspoken(events, routes):
        drawn.setdefault(place_key(ref), _bare_place(ref, events))
    places = sorted(drawn.values(), key=lambda place: (-len(place.mentions), place.name, place.id))
    names = {source.id: source.name for source in sources.values()}
    return MapData(case.brief.title, tuple(places), events, routes, names)


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
    key: str, pairs: Iterable[Pair], events: Iterable[Event], told: Mapping[str, list[str]], describe: Describer
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
        mentions=tuple(describe.mention(claim, statement) for claim, statement in found),
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
