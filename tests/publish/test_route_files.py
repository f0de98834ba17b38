"""Routes as map files."""

import json
import math
from xml.etree import ElementTree

import pytest

from testimonia.model.routes import Leg, Route
from testimonia.model.values import PlaceRef, Precision
from testimonia.publish.route_geojson import route_geojson
from testimonia.publish.route_kml import route_kml
from testimonia.publish.route_lines import DEGREE_KM, circle, main_stops, unplaced_stretches

TABQA = PlaceRef("Tabqa", "Tabqa", 35.84, 38.55, precision=Precision.EXACT)
SHANINE = PlaceRef("Shanine", "Shanine")
TRACK = PlaceRef("<track> & dust", "track")
VILLAGE = PlaceRef("between A and B", "between A and B", 35.7, 40.7, radius_km=30.0, precision=Precision.LOCALITY)
KML = "{http://www.opengis.net/kml/2.2}"


def leg(order, start, end, *, sources=("s-1",), is_known=True):
    low, high = (None, None) if None in (start.lat, end.lat) else (10.0, 20.0)
    return Leg(f"l-{order}-{end.name}", order, start, end, None, sources, ("c-1",), low, high, is_known, "They “drove”.")


ROUTE = Route(
    "w-1",
    "Tabqa – between A and B",
    (
        leg(0, TABQA, SHANINE, sources=("s-1", "s-2")),
        leg(0, TABQA, TRACK),
        leg(1, SHANINE, VILLAGE),
        leg(2, VILLAGE, TABQA, is_known=False),
    ),
    100.0,
    200.0,
    "four stops",
)


def features(kind):
    found = json.loads(route_geojson([ROUTE]))["features"]
    return [feature for feature in found if feature["properties"]["kind"] == kind]


def placemarks():
    root = ElementTree.fromstring(route_kml([ROUTE]))
    return {mark.find(f"{KML}name").text: mark for mark in root.iter(f"{KML}Placemark")}


def test_the_main_line_takes_the_alternative_that_most_sources_tell():
    """And goes on from where it ends."""
    assert main_stops(ROUTE) == [TABQA, SHANINE, VILLAGE, TABQA]


def test_a_stretch_over_places_without_coordinates_is_told_as_one():
    """From the last known place to the next."""
    assert list(unplaced_stretches(ROUTE)) == [(TABQA, (SHANINE,), VILLAGE)]


def test_an_area_is_a_polygon_a_town_a_point_and_an_unknown_place_nothing():
    """In GeoJSON: no false point, and no stop is left out."""
    shapes = {f["properties"]["number"]: f["geometry"] for f in features("stop")}
    assert [shapes[n] and shapes[n]["type"] for n in (1, 2, 3)] == ["Point", None, "Polygon"]
    assert shapes[1]["coordinates"] == [38.55, 35.84]
    ring = shapes[3]["coordinates"][0]
    assert ring[0] == ring[-1]


def test_legs_say_what_is_alternative_and_what_is_unknown():
    """With their claims and their length."""
    legs = [f["properties"] for f in features("leg")]
    assert [one["is_alternative"] for one in legs] == [True, True, False, False]
    assert [one["is_known"] for one in legs] == [True, True, True, False]
    assert legs[0]["claims"] == ["c-1"]
    assert [f["geometry"] is None for f in features("leg")] == [True, True, True, False]
    (stretch,) = features("stretch")
    assert (stretch["geometry"]["type"], stretch["properties"]["is_known"]) == ("LineString", False)


def test_kml_holds_every_stop_and_leg_and_marks_the_unknown():
    """The same as in GeoJSON, and any letter in a name is safe."""
    marks = placemarks()
    assert marks["1 Tabqa"].find(f"{KML}Point/{KML}coordinates").text == "38.55,35.84"
    assert marks["2 Shanine"].find(f"{KML}Point") is None
    assert marks["3 between A and B"].find(f".//{KML}Polygon") is not None
    assert marks["1. Tabqa → <track> & dust"].find(f"{KML}styleUrl").text == "#other"
    assert marks["3. between A and B → Tabqa"].find(f"{KML}styleUrl").text == "#unknown"
    assert marks["Tabqa … between A and B"].find(f"{KML}LineString") is not None


def test_kml_drops_what_xml_cannot_hold():
    """A control character in a quoted sentence does not break the file."""
    broken = Route("w-2", "A\x00\x0bB", (), None, None, "")
    assert ElementTree.fromstring(route_kml([broken])).find(f".//{KML}Folder/{KML}name").text == "AB"


def test_no_routes_are_an_empty_but_valid_file():
    """Both formats."""
    assert json.loads(route_geojson([]))["features"] == []
    assert list(ElementTree.fromstring(route_kml([])).iter(f"{KML}Placemark")) == []


@pytest.mark.parametrize("lat", [0.0, 35.0, 60.0])
def test_the_corners_of_a_circle_are_as_far_from_its_middle(lat):
    """To one per cent at this size."""
    for corner_lat, corner_lon in circle(lat, 40.0, 100.0):
        tall, wide = corner_lat - lat, (corner_lon - 40.0) * math.cos(math.radians(lat))
        assert math.hypot(tall, wide) * DEGREE_KM == pytest.approx(100.0, rel=0.01)
