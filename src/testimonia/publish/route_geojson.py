"""Routes as GeoJSON, for any map program.

Why some features have no geometry: a leg to a village in no gazetteer is part of the route all the same. A place that is only
known as an area is drawn as the circle in which it lies, never as a point.

Source: RFC 7946, The GeoJSON Format; section 3.2 allows a feature without geometry (null).
"""

import json
from collections.abc import Sequence
from typing import Any

from testimonia.model.routes import Leg, Route
from testimonia.model.values import PlaceRef
from testimonia.publish.route_lines import circle, main_stops, unplaced_stretches

Feature = dict[str, Any]


def route_geojson(routes: Sequence[Route]) -> str:
    """A feature collection: stops, legs, and the stretches that run over places without coordinates.

    Legs say their order, whether another account tells the same part otherwise (``is_alternative``), whether anybody tells them
    at all (``is_known``), and the claims they rest on.
    """
    features: list[Feature] = []
    for route in routes:
        features += [_stop(route, number, place) for number, place in enumerate(main_stops(route))]
        orders = [leg.order for leg in route.legs]
        features += [_leg(route, leg, is_alternative=orders.count(leg.order) > 1) for leg in route.legs]
        features += [_stretch(route, *stretch) for stretch in unplaced_stretches(route)]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def _stop(route: Route, number: int, place: PlaceRef) -> Feature:
    geometry: dict[str, Any] | None = None
    if place.lat is not None and place.lon is not None:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
        if place.radius_km:
            ring = [[lon, lat] for lat, lon in circle(place.lat, place.lon, place.radius_km)]
            geometry = {"type": "Polygon", "coordinates": [ring]}
    return _feature(
        geometry,
        kind="stop",
        route=route.name,
        number=number + 1,
        name=place.name,
        precision=str(place.precision) or "unknown",
        radius_km=place.radius_km,
    )


def _leg(route: Route, leg: Leg, *, is_alternative: bool) -> Feature:
    return _feature(
        _line(leg.start, leg.end),
        kind="leg",
        route=route.name,
        order=leg.order,
        start=leg.start.name,
        end=leg.end.name,
        is_known=leg.is_known,
        is_alternative=is_alternative,
        when=leg.when.words if leg.when else "",
        low_km=leg.low_km,
        high_km=leg.high_km,
        claims=list(leg.claim_ids),
        words=leg.words,
    )


def _stretch(route: Route, start: PlaceRef, over: Sequence[PlaceRef], end: PlaceRef) -> Feature:
    names = ", ".join(place.name for place in over)
    return _feature(
        _line(start, end),
        kind="stretch",
        route=route.name,
        start=start.name,
        end=end.name,
        is_known=False,
        words=f"the way runs over {names}: where that is, no gazetteer knows",
    )


def _line(start: PlaceRef, end: PlaceRef) -> dict[str, Any] | None:
    if start.lat is None or end.lat is None:
        return None
    return {"type": "LineString", "coordinates": [[start.lon, start.lat], [end.lon, end.lat]]}


def _feature(geometry: dict[str, Any] | None, **properties: object) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
