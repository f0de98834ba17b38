"""Places of a GeoJSON file: points, and areas as a middle and a reach.

Maps that testimonia wrote are read too: their places by the spot and radius they were drawn from; legs of routes, and places
without a spot, are passed over.

Source: RFC 7946, The GeoJSON Format; positions are longitude, latitude.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from testimonia.errors import ConfigError
from testimonia.gazetteer.places import PlaceKind
from testimonia.gazetteer.rows import RawPlace, middle_and_reach, split_aliases

NAME_KEYS = ("name", "Name", "NAME", "title", "label")
_FEATURE = re.compile(r'"type"\s*:\s*"Feature"')
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""Kind of geometry -> how many lists stand around a position."""


def read_geojson(text: str, file: str) -> Iterator[RawPlace]:
    """The features that have a name.

    Raises:
        ConfigError: not GeoJSON, or a feature without name or geometry, with its line.
    """
    try:
        top = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigError(f"not JSON: {error.msg}", file=file, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise ConfigError("not GeoJSON: brackets inside brackets without end", file=file) from None
    features = top.get("features") if isinstance(top, dict) and top.get("type") == "FeatureCollection" else [top]
    if not isinstance(features, list):
        raise ConfigError('"features" is not a list', file=file)
    lines = [text.count("\n", 0, match.start()) + 1 for match in _FEATURE.finditer(text)]
    for number, feature in enumerate(features):
        line = lines[number] if len(lines) == len(features) else 0
        if not _is_passed_over(feature):
            yield _read_feature(feature, file, line, number + 1)


def _is_passed_over(feature: Any) -> bool:
    """Whether this is a part of one of our maps that is no place one could find again."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return False
    is_movement = properties.get("kind") in ("leg", "stretch") and "known" in properties
    return is_movement or (_is_ours(properties) and feature.get("geometry") is None)


def _is_ours(properties: dict[str, Any]) -> bool:
    return properties.get("kind") == "place" and "extent" in properties and "gazetteer_id" in properties


def _read_feature(feature: Any, file: str, line: int, number: int) -> RawPlace:
    where = f"feature {number}"
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise ConfigError(f"{where} is no GeoJSON feature", file=file, line=line)
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise ConfigError(f"{where}: its properties are no object", file=file, line=line)
    name = next((str(properties[key]) for key in NAME_KEYS if properties.get(key)), "")
    if not name:
        raise ConfigError(f"{where} has no name: give it a property called name", file=file, line=line)
    geometry = feature.get("geometry")
    try:
        points = list(_points_of(geometry))
    except (TypeError, ValueError, LookupError, RecursionError):
        points = []
    if not points:
        raise ConfigError(f"{where} ({name}): its geometry has no usable positions", file=file, line=line)
    lat, lon, reach_km = middle_and_reach(points)
    kind = str(properties.get("kind") or (PlaceKind.AREA if reach_km else ""))
    aliases = split_aliases(properties.get("aliases"))
    if _is_ours(properties):
        lat, lon, reach_km = _drawn_from(properties, (lat, lon, reach_km))
        kind = PlaceKind.AREA if properties["extent"] == "area" else ""
        aliases = split_aliases(properties.get("names"))
    try:
        population, radius_km = int(properties.get("population") or 0), float(properties.get("radius_km") or reach_km)
    except (TypeError, ValueError):
        raise ConfigError(f"{where} ({name}): population and radius_km must be numbers", file=file, line=line) from None
    return RawPlace(
        name=name,
        lat=lat,
        lon=lon,
        line=line,
        aliases=aliases,
        country=str(properties.get("country") or ""),
        region=str(properties.get("region") or ""),
        kind=kind,
        population=population,
        radius_km=radius_km,
        id=str(properties.get("id") or feature.get("id") or ""),
    )


def _drawn_from(properties: dict[str, Any], found: tuple[float, float, float]) -> tuple[float, float, float]:
    """The spot and radius in km that one of our maps drew a place from."""
    given = properties.get("lat"), properties.get("lon"), properties.get("radius_km")
    lat, lon, reach_km = (one if isinstance(one, int | float) else other for one, other in zip(given, found, strict=True))
    return lat, lon, reach_km


def _points_of(geometry: Any) -> Iterator[tuple[float, float]]:
    """(latitude, longitude) of every position."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _points_of(part)
        return
    positions: Iterable[Any] = [geometry["coordinates"]]
    for _ in range(_DEPTH[geometry["type"]]):
        positions = [inner for outer in positions for inner in outer]
    for position in positions:
        yield float(position[1]), float(position[0])
