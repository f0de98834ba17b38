"""What both drawings of a route need: its main line, and the circle around a place that is only known as an area."""

import math
from collections.abc import Iterator

from testimonia.model.routes import Route
from testimonia.model.values import PlaceRef

DEGREE_KM = 111.195
"""Kilometres of one degree along a great circle. Source: 2 pi R / 360 with the mean radius R = 6371.0088 km."""
CORNERS = 48

Stretch = tuple[PlaceRef, tuple[PlaceRef, ...], PlaceRef]


def main_stops(route: Route) -> list[PlaceRef]:
    """The stops of the main line: from leg to leg, of alternatives the one that most sources tell and that fits on."""
    stops: list[PlaceRef] = []
    for order in sorted({leg.order for leg in route.legs}):
        legs = [leg for leg in route.legs if leg.order == order]
        following = [leg for leg in legs if not stops or leg.start == stops[-1]] or legs
        leg = min(following, key=lambda leg: (not leg.is_known, -len(leg.source_ids), leg.id))
        if not stops or stops[-1] != leg.start:
            stops.append(leg.start)
        stops.append(leg.end)
    return stops


def unplaced_stretches(route: Route) -> Iterator[Stretch]:
    """Parts of the main line between two places with coordinates that run over others without any."""
    start: PlaceRef | None = None
    over: list[PlaceRef] = []
    for place in main_stops(route):
        if place.lat is None:
            over.append(place)
            continue
        if start is not None and over:
            yield start, tuple(over), place
        start, over = place, []


def circle(lat: float, lon: float, radius_km: float) -> list[tuple[float, float]]:
    """The corners of a circle, the first one again at the end: (latitude, longitude), counter-clockwise.

    Flat within its radius: right to about 1 % up to 300 km away from the poles.
    """
    tall = radius_km / DEGREE_KM
    wide = tall / max(0.05, math.cos(math.radians(lat)))
    angles = [2 * math.pi * corner / CORNERS for corner in range(CORNERS)]
    ring = [(round(lat + tall * math.sin(a), 5), round(lon + wide * math.cos(a), 5)) for a in angles]
    return [*ring, ring[0]]
