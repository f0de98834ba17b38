"""Places and legs as shapes on the globe, cut at the antimeridian: what GeoJSON and KML have in common.

Why a circle: a place that is only known as an area must not become a point. Globes show every point as a pin, and a pin for
"somewhere between two towns" is a false one.

Source: RFC 7946, 3.1.9 (lines and rings are cut at 180 degrees); E. Williams, Aviation Formulary V1.47, "Lat/lon given
radial and distance".
"""

import math

from testimonia.model.values import PlaceRef
from testimonia.publish.frame import EARTH_RADIUS_KM

DIGITS = 6
"""Of a degree: 10 cm, more than any gazetteer knows. Source: RFC 7946, 11.2."""
CORNERS = 48

Position = tuple[float, float]
"""Longitude and latitude in degrees."""
Path = list[Position]


def position(ref: PlaceRef) -> Position:
    """Where a place with coordinates lies."""
    return round(ref.lon or 0.0, DIGITS), round(ref.lat or 0.0, DIGITS)


def outline(ref: PlaceRef) -> list[Path]:
    """The circle in which a place lies that has a radius: one ring, or two where it reaches over the antimeridian.

    Rings are closed (the first position comes again at the end) and run counter-clockwise.
    """
    middle = (ref.lon or 0.0, ref.lat or 0.0)
    ring = [_corner(middle, ref.radius_km, -360 * corner / CORNERS) for corner in range(CORNERS)]
    parts = []
    for turn in (0, -360, 360):
        moved = [(lon + turn, lat) for lon, lat in ring]
        inside = _clip(_clip(moved, 180.0, 1), -180.0, -1)
        if inside:
            parts.append([(round(lon, DIGITS), round(lat, DIGITS)) for lon, lat in (*inside, inside[0])])
    return parts


def course(start: PlaceRef, end: PlaceRef) -> list[Path]:
    """The line from one place to another, the shorter way round: one, or two that meet at the antimeridian.

    >>> course(PlaceRef("Suva", "", -18.0, 179.0), PlaceRef("Apia", "", -14.0, -179.0))
    [[(179.0, -18.0), (180.0, -16.0)], [(-180.0, -16.0), (-179.0, -14.0)]]
    """
    (x1, y1), (x2, y2) = position(start), position(end)
    if abs(x2 - x1) <= 180:
        return [[(x1, y1), (x2, y2)]]
    edge = 180.0 if x1 > 0 else -180.0
    lat = round(y1 + (y2 - y1) * (edge - x1) / (x2 + 2 * edge - x1), DIGITS)
    return [[(x1, y1), (edge, lat)], [(-edge, lat), (x2, y2)]]


def _corner(middle: Position, away_km: float, bearing: float) -> Position:
    """The point at a distance from another; its longitude may lie beyond 180 degrees."""
    angle, turn, lat = away_km / EARTH_RADIUS_KM, math.radians(bearing), math.radians(middle[1])
    new_lat = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(turn))
    across = math.sin(turn) * math.sin(angle) * math.cos(lat)
    lon = math.degrees(math.atan2(across, math.cos(angle) - math.sin(lat) * math.sin(new_lat)))
    return middle[0] + lon, math.degrees(new_lat)


def _clip(ring: Path, edge: float, side: int) -> Path:
    """The part of an open ring west of a meridian (``side`` 1) or east of it (-1).

    Source: I. Sutherland and G. Hodgman, Communications of the ACM 17 (1974) 32.
    """
    kept: Path = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        is_in, is_next_in = side * (edge - x1) >= 0, side * (edge - x2) >= 0
        if is_in:
            kept.append((x1, y1))
        if is_in != is_next_in:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return kept
