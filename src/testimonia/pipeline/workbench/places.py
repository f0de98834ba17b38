"""The map: places with the claims behind them, events and routes, and the land under them from the bundled map."""

from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.events import Event
from testimonia.model.ids import content_id
from testimonia.model.maps import Extent, MapData, MapPlace, Mention
from testimonia.model.phrases import Phrase, give_phrases
from testimonia.model.review import Review
from testimonia.model.routes import Route
from testimonia.model.testimony import Act, Claim, Statement
from testimonia.model.values import PlaceRef
from testimonia.pipeline import mapping
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.results import judged_of, once_a_material, results_of, run_of
from testimonia.pipeline.workbench.shelf import shelf_of
from testimonia.pipeline.workbench.timeline import Chosen, claims_chosen, show_timeline, told_event

MOST_MENTIONS = 30
"""Claims shown with one place; the others are counted, and found in the table of claims."""
MOST_PLACES = 2000
MOST_MAPS = 16
"""Maps of different choices that are kept."""
ACROSS_PX = 1500
"""Width of a map on a screen: detail that is smaller than a pixel of it is left out."""
LAYERS = ("land", "lakes", "urban", "rivers", "admin1", "borders", "disputed")


class MapSpot(Struct, frozen=True):
    """A place of the case."""

    id: str
    name: str
    place: PlaceRef
    extent: Extent
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    claims: int
    """That name it in all."""
    event_ids: tuple[str, ...]


class MapView(Struct, frozen=True):
    """What the map shows."""

    title: str
    places: tuple[MapSpot, ...]
    """The most named first; those in no gazetteer are among them, without coordinates."""
    events: tuple[Event, ...]
    routes: tuple[Route, ...]
    sources: dict[str, str]
    total: int
    """Places of the case."""


class BasemapShape(Struct, frozen=True):
    """A ring or a line."""

    kind: str
    name: str
    points: list[tuple[float, float]]
    """Longitude, latitude in degrees."""


class BasemapLayer(Struct, frozen=True):
    """Shapes of one kind; the layers come in drawing order."""

    name: str
    is_area: bool
    shapes: list[BasemapShape]


class BasemapTown(Struct, frozen=True):
    """A populated place, to find one's way by."""

    name: str
    lon: float
    lat: float
    rank: int
    is_capital: bool


class BasemapView(Struct, frozen=True):
    """A part of the world. Natural Earth, public domain."""

    layers: list[BasemapLayer]
    towns: list[BasemapTown]
    source: str = "Natural Earth"


def show_map(workbench: Workbench, by: str, chosen: Chosen, *, within: str = "") -> MapView:
    """The map of what was chosen. Raises UsageError if ``within`` is no EDTF."""
    return workbench.remember(f"map {chosen} {within}", lambda: _view(workbench, by, chosen, within))


def _view(workbench: Workbench, by: str, chosen: Chosen, within: str) -> MapView:
    case = workbench.case_of(by)
    claims = claims_chosen(case, chosen)

    def keep(claim: Claim, statement: Statement) -> bool:
        return (claims is None or claim.id in claims) and chosen.source in ("", statement.source_id)

    data, counts = map_of(workbench, case, chosen, keep)
    phrases = results_of(case).phrases
    events = tuple(told_event(event, phrases) for event in data.events)
    if within or not chosen.is_everything:
        events = tuple(row.event for row in show_timeline(workbench, by, chosen, within=within).sheet.rows)
    there = {event.id for event in events}
    is_whole = chosen.is_everything and not within
    spots = []
    for place in data.places:
        event_ids = tuple(one for one in place.event_ids if one in there)
        is_named = place.id in counts and not within
        if is_whole or event_ids or is_named:
            spots.append(_spot(place, counts.get(place.id, 0), event_ids))
    routes = tuple(_told_route(route, phrases) for route in data.routes if _is_of(route, chosen, claims))
    return MapView(data.title, tuple(spots[:MOST_PLACES]), events, routes, data.sources, len(data.places))


def map_of(
    workbench: Workbench, case: Case, chosen: Chosen, keep: Callable[[Claim, Statement], bool]
) -> tuple[MapData, dict[str, int]]:
    """The map of some claims, a few of each place described; drawn again only when something changes what is on it."""
    review = judged_of(workbench, case).review
    mark = _mark(workbench, case, review, chosen)
    drawn = once_a_material(workbench, case, "maps", lambda: dict[Chosen, tuple[str, tuple[MapData, dict[str, int]]]]())
    known = drawn.get(chosen)
    if known is None or known[0] != mark:
        ground = workbench.remember("ground of the map", lambda: _ground(workbench, case, review))
        known = mark, mapping.draw_from(case, ground, keep=keep, most=MOST_MENTIONS)
        for old in list(drawn)[: max(0, len(drawn) - MOST_MAPS)]:
            drawn.pop(old, None)
        drawn[chosen] = known
    return known[1]


def _mark(workbench: Workbench, case: Case, review: Review, chosen: Chosen) -> str:
    """Changes with every judgement on a claim that names a place, with a run, and with what is chosen by it."""
    about = _claims_of_places(workbench, case)
    judged = sorted(
        one.id
        for target, one in review.active.items()
        if target in about.targets or one.act is Act.MERGE or (one.act is Act.CORRECT and target.startswith(("c-", "s-")))
    )
    run = "" if chosen.is_everything else run_of(case)
    return content_id("h", judged, run, case.store.steps("reconstruct").get("case", ""), case.brief.title)


class _Named(NamedTuple):
    """The claims that name places, as the machine found them."""

    pairs: Sequence[tuple[Claim, Statement]]
    targets: Set[str]
    """Ids of these claims and of their statements."""


def _claims_of_places(workbench: Workbench, case: Case) -> _Named:
    def read() -> _Named:
        pairs = list(case.store.testimony("place"))
        return _Named(pairs, {one.id for pair in pairs for one in pair})

    return once_a_material(workbench, case, "claims of places", read)


def _ground(workbench: Workbench, case: Case, review: Review) -> mapping.Ground:
    """What the map is made from, as judgements leave it; claims that a person corrected may name a place only since."""
    named, shelf = _claims_of_places(workbench, case), shelf_of(workbench, case)
    others = [
        target
        for target, one in review.active.items()
        if one.act is Act.CORRECT and target not in named.targets and shelf.item_of.get(target, "") in shelf.current
    ]
    found = [*named.pairs, *(case.store.claim(target) for target in others)]
    reviewed = (review.apply(*pair) for pair in found)
    pairs = [pair for pair in reviewed if pair is not None and isinstance(pair[0].value, PlaceRef)]

    def statement_of(claim_id: str) -> str:
        statement_id = shelf.statement_of.get(claim_id, "")
        return "" if review.is_gone(claim_id, statement_id) else statement_id

    return mapping.ground_of(case, pairs, statement_of)


def _spot(place: MapPlace, claims: int, event_ids: tuple[str, ...]) -> MapSpot:
    return MapSpot(place.id, place.name, place.place, place.extent, place.names, place.mentions, claims, event_ids)


def _told_route(route: Route, phrases: Mapping[str, Phrase]) -> Route:
    """A route whose sentences know what they are made of."""
    legs = tuple(give_phrases(leg, ("words",), phrases) for leg in route.legs)
    return give_phrases(replace(route, legs=legs), ("words",), phrases)


def _is_of(route: Route, chosen: Chosen, claims: Set[str] | None) -> bool:
    if chosen.source and not any(chosen.source in leg.source_ids for leg in route.legs):
        return False
    return claims is None or any(not claims.isdisjoint(leg.claim_ids) for leg in route.legs)


def basemap(west: float, south: float, east: float, north: float) -> BasemapView:
    """The land in a part of the world, as finely as a screen shows it."""
    from testimonia.publish.basemap import FINEST_DEG, LEVELS, POLYGON_LAYERS, load_basemap  # numpy takes time to import
    from testimonia.publish.basemap_paths import clip_line, clip_ring

    whole = load_basemap()
    box = (min(west, east), min(south, north), max(west, east), max(south, north))
    pixel_deg = max(box[2] - box[0], 1e-6) / ACROSS_PX
    level = next((one for one in range(LEVELS - 1, 0, -1) if FINEST_DEG * 2**one <= pixel_deg), 0)
    layers = []
    for name in LAYERS:
        shapes = [
            BasemapShape(shape.kind, shape.name, [(round(x, 4), round(y, 4)) for x, y in points.tolist()])
            for shape in whole.layers.get(name, ())
            if _meets(shape.bounds, box)
            for points in ([clip_ring(shape.at(level), box)] if name in POLYGON_LAYERS else clip_line(shape.at(level), box))
            if len(points) > 1
        ]
        layers.append(BasemapLayer(name, name in POLYGON_LAYERS, shapes))
    most_rank = _rank_for(box[2] - box[0])
    towns = [
        BasemapTown(town.name, town.lon, town.lat, town.rank, town.is_capital)
        for town in whole.towns
        if town.rank <= most_rank and box[0] <= town.lon <= box[2] and box[1] <= town.lat <= box[3]
    ]
    return BasemapView(layers, towns)


def _meets(bounds: Sequence[float], box: Sequence[float]) -> bool:
    return bounds[0] <= box[2] and box[0] <= bounds[2] and bounds[1] <= box[3] and box[1] <= bounds[3]


def _rank_for(width_deg: float) -> int:
    """The least important towns that a view so wide has room for."""
    return next(
        (rank for rank, widest in enumerate((120.0, 60.0, 30.0, 20.0, 15.0, 10.0, 7.0, 5.0, 3.0)) if width_deg > widest), 10
    )
