"""Where a place lies that is only told by its neighbours: an area, never a false point.

"A village between Markada and Al-Souwar", "near Raqqa", "the countryside of Homs", "thirty kilometres north of Raqqa": such
places are in no gazetteer, and a pin on the neighbour would claim what nobody said. The answer is a circle: a centre, and a
radius inside which the words put the place. All distances here are stated assumptions, set wide on purpose.
"""

import math
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from testimonia.gazetteer.places import EARTH_RADIUS_KM, distance_km
from testimonia.model.precision import LIMITED_KM
from testimonia.model.values import PlaceRef, Precision

NEAR_KM = 15.0
"""How far "near", "outside" and "close to" reach."""
AROUND_KM = 25.0
"""How far the countryside and the outskirts of a town reach; also the limit of UCDP's "limited area around it"."""
SIDE_KM = 15.0
"""Without a distance, "north of" is a circle of this radius with its centre as far to the north: from the town to 30 km."""
DISTANCE_SHARE = 0.25
"""A stated distance is round: the place may lie this share of it nearer or farther, or to the side."""
LEAST_RADIUS_KM = 3.0
LONE_KM = 50.0
"""How far from the known one a place may lie that is between it and a place that no gazetteer knows."""

_BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}


class Relation(StrEnum):
    """How a place lies to the places it is told by."""

    NEAR = "near"
    AROUND = "around"
    """In its countryside or on its outskirts."""
    SIDE = "side"
    """On one side of it, outside: north of Raqqa."""
    PART = "part"
    """In one part of it: northern Syria, the south of Idlib."""
    BETWEEN = "between"


class Bearings(Struct, frozen=True):
    """What the words say of a place without a name of its own."""

    relation: Relation
    side: str = ""
    """A point of the compass, as in `direction_of`; empty where none is named."""
    away_km: float = 0.0
    """The distance that was said; 0 if none."""


def direction_of(words: str) -> str:
    """The point of the compass that words name; empty if none.

    >>> direction_of("north-eastern"), direction_of("South West"), direction_of("beside")
    ('northeast', 'southwest', '')
    """
    plain = words.casefold().replace("-", "").replace(" ", "").removesuffix("ern")
    return plain if plain in _BEARINGS else ""


def locate_area(name: str, words: str, bearings: Bearings, anchors: Sequence[PlaceRef | None]) -> PlaceRef:
    """The place that is told by its neighbours, as a circle.

    Args:
        name: what to call it: "village between Markada and Al-Souwar".
        words: the exact words.
        bearings: how it lies to its neighbours.
        anchors: the neighbours, in the order named; None or without coordinates where no gazetteer knows one.

    Returns:
        The place with centre, radius and precision; without coordinates if no neighbour has any. It has no gazetteer id: no
        gazetteer knows it.

    >>> raqqa = PlaceRef("Raqqa", "Raqqa", 35.95, 39.01, country="SY")
    >>> field = locate_area("fields north of Raqqa", "fields north of Raqqa", Bearings(Relation.SIDE, "north"), [raqqa])
    >>> round(field.lat, 2), field.radius_km, str(field.precision)
    (36.08, 15.0, 'vicinity')
    """
    known = [anchor for anchor in anchors if anchor is not None and anchor.lat is not None and anchor.lon is not None]
    if not known:
        return PlaceRef(name, words)
    if bearings.relation is Relation.BETWEEN:
        centre, radius_km = _between(known)
    else:
        centre, radius_km = _beside(known[0], bearings)
    countries = {anchor.country for anchor in known}
    return PlaceRef(
        name=name,
        words=words,
        lat=round(centre[0], 5),
        lon=round(centre[1], 5),
        country=countries.pop() if len(countries) == 1 else "",
        radius_km=round(radius_km, 1),
        precision=Precision.VICINITY
        if radius_km <= LIMITED_KM and bearings.relation is not Relation.BETWEEN
        else Precision.LOCALITY,
    )


def destination(start: tuple[float, float], bearing_degrees: float, away_km: float) -> tuple[float, float]:
    """The point at a distance from another, along a great circle.

    Args:
        start: (latitude, longitude) in degrees.
        bearing_degrees: from north, clockwise.
        away_km: distance in kilometres.

    Source: E. Williams, Aviation Formulary V1.47, "Lat/lon given radial and distance".
    """
    angle, bearing = away_km / EARTH_RADIUS_KM, math.radians(bearing_degrees)
    lat, lon = math.radians(start[0]), math.radians(start[1])
    new_lat = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing))
    across = math.sin(bearing) * math.sin(angle) * math.cos(lat)
    new_lon = lon + math.atan2(across, math.cos(angle) - math.sin(lat) * math.sin(new_lat))
    return math.degrees(new_lat), (math.degrees(new_lon) + 540) % 360 - 180


def midpoint(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """The point halfway between two points, along a great circle.

    Source: E. Williams, Aviation Formulary V1.47, "Intermediate points on a great circle", for a fraction of one half.

    >>> [round(degrees, 6) for degrees in midpoint((0.0, 179.0), (0.0, -179.0))]
    [0.0, -180.0]
    """
    vectors = []
    for lat, lon in ((math.radians(p[0]), math.radians(p[1])) for p in (one, other)):
        vectors.append((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))
    x, y, z = (a + b for a, b in zip(*vectors, strict=True))
    lon_degrees = math.degrees(math.atan2(y, x))
    return math.degrees(math.atan2(z, math.hypot(x, y))), (lon_degrees + 540) % 360 - 180


def _between(known: Sequence[PlaceRef]) -> tuple[tuple[float, float], float]:
    """The circle that has the line between two places as its diameter; a wide one around a single known place."""
    points = [_point(anchor) for anchor in known]
    if len(points) == 1:
        return points[0], LONE_KM + known[0].radius_km
    reach = max(anchor.radius_km for anchor in known)
    return midpoint(points[0], points[1]), max(LEAST_RADIUS_KM, distance_km(points[0], points[1]) / 2) + reach


def _beside(anchor: PlaceRef, bearings: Bearings) -> tuple[tuple[float, float], float]:
    """The circle near, around, beside or in one part of a place."""
    at, reach = _point(anchor), anchor.radius_km
    bearing = _BEARINGS.get(bearings.side)
    if bearings.relation is Relation.PART:
        return (destination(at, bearing, reach / 2), reach / 2) if bearing is not None and reach else (at, reach or NEAR_KM)
    if bearings.relation is Relation.SIDE and bearing is not None:
        away_km = bearings.away_km or SIDE_KM
        spread_km = max(LEAST_RADIUS_KM, DISTANCE_SHARE * bearings.away_km) if bearings.away_km else SIDE_KM
        return destination(at, bearing, away_km + reach), spread_km + reach / 2
    if bearings.relation is Relation.AROUND:
        if bearing is not None:
            return destination(at, bearing, AROUND_KM / 2), AROUND_KM / 2 + reach
        return at, AROUND_KM + reach
    return at, max(NEAR_KM, (1 + DISTANCE_SHARE) * bearings.away_km) + reach


def _point(anchor: PlaceRef) -> tuple[float, float]:
    assert anchor.lat is not None
    assert anchor.lon is not None
    return anchor.lat, anchor.lon
