"""What a map of the case shows: places with the claims that name them, what happened, and who went where."""

from enum import StrEnum

from msgspec import Struct

from testimonia.model.events import Event
from testimonia.model.routes import Route
from testimonia.model.values import PlaceRef

AREA_KINDS = ("country", "region", "district", "area", "naturalearth", "river", "lake")
"""First words of gazetteer ids whose place is an area and not a spot."""
AREA_FROM_KM = 40.0
"""Radius from which even a place of its own coordinates is drawn as an area."""


class Extent(StrEnum):
    """How exactly a place is known; decides how it is drawn."""

    POINT = "point"
    """A town, a bridge: drawn as a point, which stands for the place and not for the spot where something happened."""
    CIRCLE = "circle"
    """Somewhere within a radius of the point."""
    AREA = "area"
    """A region, a country, a river: the point only says where its middle is."""
    UNKNOWN = "unknown"
    """In no gazetteer: listed, not drawn."""


def extent_of(ref: PlaceRef) -> Extent:
    """How exactly a reference says where.

    >>> extent_of(PlaceRef("Raqqa", "Raqqa", 35.95, 39.01, "geonames:172955")).value
    'point'
    >>> extent_of(PlaceRef("Syria", "Syria", 35.0, 38.5, "country:SY", radius_km=300.0)).value
    'area'
    """
    if ref.lat is None or ref.lon is None:
        return Extent.UNKNOWN
    if ref.radius_km >= AREA_FROM_KM or ref.gazetteer_id.split(":")[0] in AREA_KINDS:
        return Extent.AREA
    return Extent.CIRCLE if ref.radius_km > 0 else Extent.POINT


class Mention(Struct, frozen=True):
    """One claim that names the place, as it stands behind the place on the map."""

    claim_id: str
    words: str
    """The exact words of the claim."""
    before: str
    """The sentence up to them."""
    after: str
    source_id: str
    source: str
    """The name the team uses; empty: unknown."""
    is_protected: bool
    said_on: str
    """ISO 8601, or empty: unknown."""
    stance: str
    item: str
    """File name of the item."""
    locator: str
    """Where in it: ``page 3, line 12``."""


class MapPlace(Struct, frozen=True):
    """A place with every claim that names it."""

    id: str
    name: str
    """As the material writes it most often; the gazetteer's name is that of ``place``."""
    place: PlaceRef
    extent: Extent
    names: tuple[str, ...]
    """Other ways the material or the gazetteer writes it, each once."""
    mentions: tuple[Mention, ...]
    event_ids: tuple[str, ...]
    """Events that happened there, or that a statement which names the place also tells."""


class MapData(Struct, frozen=True):
    """Everything a map of the case is drawn from."""

    title: str
    places: tuple[MapPlace, ...]
    """The most named first; places without coordinates are among them."""
    events: tuple[Event, ...]
    routes: tuple[Route, ...]
    sources: dict[str, str]
    """Source id -> the name the team uses."""
