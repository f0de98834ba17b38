"""The map of a case as GeoJSON, for the team's own geographic tools.

Source: RFC 7946 (longitude first, WGS 84, lines cut at the antimeridian, no other reference system).
"""

import json
from typing import Any

from testimonia.model.maps import MapData, MapPlace
from testimonia.model.routes import Leg, Route
from testimonia.model.values import Moment, PlaceRef
from testimonia.publish.drawing import kind_of
from testimonia.publish.frame import has_point

DIGITS = 6
"""Of a degree: 10 cm, more than any gazetteer knows. Source: RFC 7946, 11.2."""


def to_geojson(data: MapData) -> str:
    """Places as points and legs as lines; what has no coordinates is kept with a null geometry, as the format allows.

    Args:
        data: what to show.

    Returns:
        A FeatureCollection with two-space indents; the same data gives the same bytes.
    """
    features = [_place(place, data) for place in data.places]
    features += [_leg(leg, route, data.sources) for route in data.routes for leg in route.legs]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def position(ref: PlaceRef) -> list[float]:
    """Longitude and latitude."""
    return [round(ref.lon or 0.0, DIGITS), round(ref.lat or 0.0, DIGITS)]


def _place(place: MapPlace, data: MapData) -> dict[str, Any]:
    events = {event.id: event for event in data.events}
    times = [_times(events[event_id].when) for event_id in place.event_ids if event_id in events]
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": position(place.place)} if has_point(place.place) else None,
        "properties": {
            "kind": "place",
            "name": place.name,
            "gazetteer_name": place.place.name,
            "names": list(place.names),
            "extent": str(place.extent),
            "radius_km": place.place.radius_km,
            "country": place.place.country,
            "gazetteer_id": place.place.gazetteer_id,
            "times": [time for time in times if time],
            "claims": [
                {
                    "id": mention.claim_id,
                    "words": mention.words,
                    "source": mention.source,
                    "protected": mention.is_protected,
                    "said_on": mention.said_on,
                    "stance": mention.stance,
                    "item": mention.item,
                    "locator": mention.locator,
                }
                for mention in place.mentions
            ],
        },
    }


def _leg(leg: Leg, route: Route, sources: dict[str, str]) -> dict[str, Any]:
    is_drawn = has_point(leg.start) and has_point(leg.end)
    return {
        "type": "Feature",
        "id": f"{route.id}/{leg.id}",
        "geometry": _line(leg.start, leg.end) if is_drawn else None,
        "properties": {
            "kind": "leg",
            "route": route.name,
            "order": leg.order + 1,
            "from": leg.start.name,
            "to": leg.end.name,
            "known": kind_of(route, leg),
            "time": _times(leg.when),
            "low_km": leg.low_km,
            "high_km": leg.high_km,
            "sources": [sources.get(source_id, "") for source_id in leg.source_ids],
            "claim_ids": list(leg.claim_ids),
            "words": leg.words,
        },
    }


def _line(start: PlaceRef, end: PlaceRef) -> dict[str, Any]:
    (x1, y1), (x2, y2) = position(start), position(end)
    if abs(x2 - x1) <= 180:
        return {"type": "LineString", "coordinates": [[x1, y1], [x2, y2]]}
    edge = 180.0 if x1 > 0 else -180.0
    beyond = x2 + 2 * edge
    lat = round(y1 + (y2 - y1) * (edge - x1) / (beyond - x1), DIGITS)
    return {"type": "MultiLineString", "coordinates": [[[x1, y1], [edge, lat]], [[-edge, lat], [x2, y2]]]}


def _times(moment: Moment | None) -> dict[str, str] | None:
    if moment is None:
        return None
    return {
        "earliest_start": moment.earliest_start,
        "latest_start": moment.latest_start,
        "earliest_end": moment.earliest_end,
        "latest_end": moment.latest_end,
        "words": moment.words,
    }
