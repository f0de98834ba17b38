"""The map or the routes of a case as GeoJSON, for the team's own geographic tools.

Why some features have no geometry: a leg to a village in no gazetteer is part of the route all the same.

Source: RFC 7946 (longitude first, WGS 84, lines cut at the antimeridian, no other reference system; a null geometry, 3.2).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from testimonia.model.events import Event
from testimonia.model.maps import MapData, MapPlace, Mention
from testimonia.model.precision import where_precision
from testimonia.model.routes import Leg, Route
from testimonia.model.values import Moment, PlaceRef
from testimonia.publish.drawing import kind_of
from testimonia.publish.frame import has_point
from testimonia.publish.route_lines import unplaced_stretches, words_of_stretch
from testimonia.publish.shapes import course, outline, position

Feature = dict[str, Any]


def to_geojson(data: MapData) -> str:
    """Places as points or the circles they lie in, legs as lines, and the stretches over places without coordinates.

    Args:
        data: what to show.

    Returns:
        A FeatureCollection, indented; the same data gives the same bytes.
    """
    events = {event.id: event for event in data.events}
    features = [_place(place, events) for place in data.places]
    for route in data.routes:
        features += [_leg(leg, route, data.sources) for leg in route.legs]
        features += [_stretch(route, number, *found) for number, found in enumerate(unplaced_stretches(route), 1)]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _place(place: MapPlace, events: Mapping[str, Event]) -> Feature:
    ref = place.place
    return _feature(
        place.id,
        _spot(ref),
        kind="place",
        name=place.name,
        gazetteer_name=ref.name,
        names=list(place.names),
        extent=str(place.extent),
        precision=str(ref.precision) or None,
        where_prec=where_precision(ref),
        lat=ref.lat,
        lon=ref.lon,
        radius_km=ref.radius_km,
        country=ref.country,
        gazetteer_id=ref.gazetteer_id,
        times=[_event(events[event_id]) for event_id in place.event_ids if event_id in events and events[event_id].when],
        claims=[_claim(mention) for mention in place.mentions],
    )


def _claim(mention: Mention) -> dict[str, Any]:
    return {
        "id": mention.claim_id,
        "words": mention.words,
        "source": mention.source,
        "protected": mention.is_protected,
        "said_on": mention.said_on,
        "stance": mention.stance,
        "item": mention.item,
        "locator": mention.locator,
    }


def _event(event: Event) -> dict[str, Any]:
    about = {"event": event.id, "what": event.what, "edtf": event.edtf, "date_prec": event.date_prec}
    return {**about, **(_times(event.when) or {})}


def _leg(leg: Leg, route: Route, sources: Mapping[str, str]) -> Feature:
    return _feature(
        f"{route.id}/{leg.id}",
        _line(leg.start, leg.end),
        kind="leg",
        route=route.name,
        order=leg.order + 1,
        **{"from": leg.start.name, "to": leg.end.name},
        known=kind_of(route, leg),
        time=_times(leg.when),
        low_km=leg.low_km,
        high_km=leg.high_km,
        sources=[sources.get(source_id, "") for source_id in leg.source_ids],
        claim_ids=list(leg.claim_ids),
        words=leg.words,
    )


def _stretch(route: Route, number: int, start: PlaceRef, over: Sequence[PlaceRef], end: PlaceRef) -> Feature:
    return _feature(
        f"{route.id}/stretch-{number}",
        _line(start, end),
        kind="stretch",
        route=route.name,
        **{"from": start.name, "to": end.name},
        over=[place.name for place in over],
        known="unknown",
        words=words_of_stretch(over),
    )


def _feature(feature_id: str, geometry: dict[str, Any] | None, **properties: object) -> Feature:
    return {"type": "Feature", "id": feature_id, "geometry": geometry, "properties": properties}


def _spot(ref: PlaceRef) -> dict[str, Any] | None:
    if not has_point(ref):
        return None
    if not ref.radius_km:
        return {"type": "Point", "coordinates": position(ref)}
    rings = outline(ref)
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings}
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}


def _line(start: PlaceRef, end: PlaceRef) -> dict[str, Any] | None:
    if not (has_point(start) and has_point(end)):
        return None
    lines = course(start, end)
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


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
