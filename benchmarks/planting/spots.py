# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""Coordinates close to a home, in every notation and in the files that carry them."""

import json
from collections.abc import Callable, Iterator

from planting.drawing import Draw, Planted
from planting.places import notations
from planting.textfiles import page

ENDINGS = {"GeoJSON": "geojson", "JSON fields": "json", "JSON fields, strings": "json", "E7 integers": "json", "GPX": "gpx", "KML": "kml", "YAML fields": "yaml", "script": "js"}  # fmt: skip
IN_HTML = {"data attributes", "ICBM meta", "geo.position meta"}


def located() -> Iterator[Callable[[Draw], Planted]]:
    for how in notations(35.5, 38.5):
        yield lambda draw, how=how: _spot(draw, how)
    yield from (_csv_columns, _split_fields, _line_string, _html_link, _two_homes)


def _spot(draw: Draw, how: str) -> Planted:
    slip = draw.home()
    text = notations(*draw.point(slip.person))[how]
    if how in ENDINGS:
        wrapped = f"<gpx><trk></trk>{text}</gpx>" if how == "GPX" else f"<kml>{text}</kml>" if how == "KML" else text
        return Planted(f"places.{ENDINGS[how]}", wrapped.encode(), "coordinates", how)
    if how in IN_HTML:
        return Planted("map.html", page(text), "coordinates", how)
    return Planted(
        "places.txt", "\n".join([*draw.filler(1), draw.sentence(slip, text), *draw.filler(1)]).encode(), "coordinates", how
    )


def _csv_columns(draw: Draw) -> Planted:
    rows = ["id,lat,name,lon,when"]
    for n in range(3):
        lat, lon = draw.point(draw.home().person)
        rows.append(f"{n},{lat:.5f},stop {n},{lon:.5f},2019-04-1{n}")
    return Planted("stops.csv", "\n".join(rows).encode(), "coordinates", "CSV columns")


def _split_fields(draw: Draw) -> Planted:
    lat, lon = draw.point(draw.home().person)
    body = f'<form><label>Latitude</label><input id="lat" value="{lat:.5f}">\n<label>Longitude</label><input id="lng" value="{lon:.5f}"></form>'
    return Planted("form.html", page(body), "coordinates", "form fields")


def _line_string(draw: Draw) -> Planted:
    lat, lon = draw.point(draw.home().person)
    line = [[lon - 1.2 + 0.3 * n, round(lat + 0.8 - 0.2 * n, 5)] for n in range(4)] + [[lon, lat]]
    data = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "LineString", "coordinates": line}, "properties": {"t": "route"}}]}  # fmt: skip
    return Planted("route.geojson", json.dumps(data).encode(), "coordinates", "last point of a GeoJSON line")


def _html_link(draw: Draw) -> Planted:
    lat, lon = draw.point(draw.home().person)
    return Planted(
        "map.html",
        page(f'<a href="https://www.google.com/maps/dir/{lat:.5f},{lon:.5f}/">route</a>'),
        "coordinates",
        "map link, directions",
    )


def _two_homes(draw: Draw) -> Planted:
    texts = [notations(*draw.point(draw.home().person)) for _ in range(3)]
    picks = draw.chance.sample(["decimal", "DMS", "DDM", "WKT", "MGRS, joined", "plus code", "geo URI"], 3)
    return Planted("log.txt", "\n".join(f"stop {how}: {text[how]}" for how, text in zip(picks, texts, strict=True)).encode(), "coordinates", "three notations")  # fmt: skip
