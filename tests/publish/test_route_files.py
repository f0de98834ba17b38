"""Routes as map files: written by the same two writers as the map."""

import json
from xml.etree import ElementTree

from map_cases import a_case

from testimonia.model.maps import Extent, MapPlace
from testimonia.model.routes import Leg, Route
from testimonia.model.values import PlaceRef, Precision
from testimonia.publish.geojson import to_geojson
from testimonia.publish.kml import to_kml
from testimonia.publish.route_lines import main_stops, unplaced_stretches

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


def case(route=ROUTE):
    """A case with the route and its ends."""
    ends = {ref.name: ref for leg in route.legs for ref in (leg.start, leg.end)}
    extents = {"Tabqa": Extent.POINT, "between A and B": Extent.CIRCLE}
    places = [MapPlace(name, name, ref, extents.get(name, Extent.UNKNOWN), (), (), ()) for name, ref in ends.items()]
    return type(made := a_case(places=places))(made.title, made.places, (), (route,), made.sources)


def features(kind):
    found = json.loads(to_geojson(case()))["features"]
    return [feature for feature in found if feature["properties"]["kind"] == kind]


def placemarks():
    root = ElementTree.fromstring(to_kml(case()))
    return {mark.find(f"{KML}name").text: mark for mark in root.iter(f"{KML}Placemark")}


def test_the_main_line_takes_the_alternative_that_most_sources_tell():
    """And goes on from where it ends."""
    assert main_stops(ROUTE) == [TABQA, SHANINE, VILLAGE, TABQA]


def test_a_stretch_over_places_without_coordinates_is_told_as_one():
    """From the last known place to the next."""
    assert list(unplaced_stretches(ROUTE)) == [(TABQA, (SHANINE,), VILLAGE)]


def test_an_area_is_a_polygon_a_town_a_point_and_an_unknown_place_nothing():
    """In GeoJSON: no false point, and no stop is left out."""
    shapes = {f["properties"]["name"]: f["geometry"] for f in features("place")}
    assert shapes["Tabqa"] == {"type": "Point", "coordinates": [38.55, 35.84]}
    assert shapes["Shanine"] is None
    assert shapes["between A and B"]["type"] == "Polygon"
    codes = {f["properties"]["name"]: f["properties"]["where_prec"] for f in features("place")}
    assert codes == {"Tabqa": 1, "Shanine": 0, "<track> & dust": 0, "between A and B": 5}


def test_legs_say_what_is_alternative_and_what_is_unknown():
    """With their claims and their order; a stretch over an unknown place is a feature of its own."""
    legs = features("leg")
    assert [one["properties"]["known"] for one in legs] == ["alternative", "alternative", "known", "unknown"]
    assert [one["properties"]["order"] for one in legs] == [1, 1, 2, 3]
    assert legs[0]["properties"]["claim_ids"] == ["c-1"]
    assert [one["geometry"] is None for one in legs] == [True, True, True, False]
    (stretch,) = features("stretch")
    assert (stretch["geometry"]["type"], stretch["properties"]["over"]) == ("LineString", ["Shanine"])


def test_kml_holds_every_stop_and_leg_and_marks_the_unknown():
    """The same as in GeoJSON, and any letter in a name is safe."""
    marks = placemarks()
    assert marks["Tabqa"].find(f"{KML}Point/{KML}coordinates").text == "38.55,35.84"
    assert marks["Shanine"].find(f"{KML}Point") is None
    assert marks["between A and B"].find(f".//{KML}Polygon") is not None
    assert marks["1: Tabqa → <track> & dust (alternative)"].find(f"{KML}styleUrl").text == "#alternative"
    assert marks["3: between A and B → Tabqa (unknown)"].find(f"{KML}styleUrl").text == "#unknown"
    assert marks["Tabqa … between A and B"].find(f"{KML}LineString") is not None


def test_kml_shows_what_xml_cannot_hold():
    """A control character in a quoted sentence does not break the file."""
    root = ElementTree.fromstring(to_kml(case(Route("w-2", "A\x00\x0bB", (), None, None, ""))))
    assert [folder.find(f"{KML}name").text for folder in root.iter(f"{KML}Folder")] == ["Places", "A\ufffd\ufffdB"]


def test_no_routes_are_an_empty_but_valid_file():
    """Both formats."""
    assert json.loads(to_geojson(a_case()))["features"] == []
    assert list(ElementTree.fromstring(to_kml(a_case())).iter(f"{KML}Placemark")) == []
