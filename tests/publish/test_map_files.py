"""The map as SVG, GeoJSON and KML."""

import json
import xml.etree.ElementTree as ET

import pytest
from map_cases import a_case, a_leg, a_mention, a_place, the_convoy

from testimonia.gazetteer.declared import read_places
from testimonia.publish.geojson import to_geojson
from testimonia.publish.kml import to_kml
from testimonia.publish.map_svg import map_svg

EVIL = "</name>]]><script>\x00&\"'"
KML = "{http://www.opengis.net/kml/2.2}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("render", [map_svg, to_geojson, to_kml], ids=lambda render: render.__name__)
def test_the_same_case_gives_the_same_bytes(render):
    """No format depends on anything but the case."""
    assert render(the_convoy()) == render(the_convoy())


@pytest.mark.parametrize("render", [map_svg, to_kml], ids=lambda render: render.__name__)
def test_words_of_others_do_not_break_a_file(render):
    """Markup, control characters and all: the file is read, and no element comes from them."""
    case = a_case(title=EVIL, places=[a_place("Raqqa", names=[EVIL], mentions=[a_mention(EVIL, source=EVIL)])])
    tree = ET.fromstring(render(case))
    assert not [part for part in tree.iter() if part.tag.endswith("script")]


def test_the_svg_needs_nothing_else():
    """No script, no address, no picture; it says that it is not cleared, and where the basemap is from."""
    text = map_svg(the_convoy())
    assert text.count("://") == 1
    assert "<script" not in text
    assert "<image" not in text
    assert "not cleared for publication" in text
    assert "Natural Earth" in text
    assert ET.fromstring(text).tag == f"{SVG}svg"


def test_geojson_keeps_what_has_no_coordinates():
    """A place in no gazetteer and a leg to it have a null geometry and all their words."""
    features = {feature["id"]: feature for feature in json.loads(to_geojson(the_convoy()))["features"]}
    assert features["m-Shanine"]["geometry"] is None
    assert features["m-Shanine"]["properties"]["claims"][0]["words"] == "Shanine"
    assert features["r-1/l-3-0"]["geometry"] is None
    assert features["m-Raqqa"]["geometry"] == {"type": "Point", "coordinates": [39.01, 35.95]}
    assert features["m-Markada"]["properties"]["extent"] == "circle"
    assert features["m-Markada"]["geometry"]["type"] == "Polygon"
    assert [features[f"m-{name}"]["properties"]["where_prec"] for name in ("Raqqa", "Markada", "Shanine")] == [1, 2, 0]
    assert features["m-Raqqa"]["properties"]["times"][0]["earliest_start"] == "2017-10-10"
    assert features["m-Raqqa"]["properties"]["times"][0]["date_prec"] == 1
    assert [features[f"r-1/l-1-{n}"]["properties"]["known"] for n in (1, 2)] == ["alternative", "alternative"]


def test_geojson_cuts_a_leg_at_the_date_line():
    """RFC 7946, 3.1.9: two lines that meet at 180 degrees, at the same latitude."""
    places = [a_place("Suva", -18.0, 179.0), a_place("Apia", -14.0, -179.0)]
    leg = a_leg(0, "Suva", "Apia")
    leg = type(leg)(**{**{f: getattr(leg, f) for f in leg.__struct_fields__}, "start": places[0].place, "end": places[1].place})
    line = next(
        f for f in json.loads(to_geojson(a_case(places=places, legs=[leg])))["features"] if f["properties"]["kind"] == "leg"
    )
    assert line["geometry"] == {
        "type": "MultiLineString",
        "coordinates": [[[179.0, -18.0], [180.0, -16.0]], [[-180.0, -16.0], [-179.0, -14.0]]],
    }


def test_kml_has_places_legs_and_times():
    """Longitude first; a dated place has its span; what has no coordinates has no shape."""
    tree = ET.fromstring(to_kml(the_convoy()))
    names = [part.findtext(f"{KML}name") for part in tree.iter(f"{KML}Placemark")]
    assert names[:5] == ["Raqqa", "Tabqa", "Markada", "Raqqa region", "Shanine"]
    assert "1: Tabqa → Raqqa (known)" in names
    shanine = next(part for part in tree.iter(f"{KML}Placemark") if part.findtext(f"{KML}name") == "Shanine")
    assert not list(shanine.iter(f"{KML}coordinates"))
    raqqa = next(tree.iter(f"{KML}Placemark"))
    assert raqqa.findtext(f"{KML}Point/{KML}coordinates") == "39.01,35.95"
    assert raqqa.findtext(f"{KML}TimeSpan/{KML}begin") == "2017-10-10"
    assert "“الرقة” (a driver, 2017-11-01, notes.txt line 3)" in raqqa.findtext(f"{KML}description")


def test_our_own_map_is_read_by_our_own_gazetteer():
    """What `to_geojson` writes, the gazetteer takes: every place with a spot, to within what is written, and no leg."""
    data = the_convoy()
    read = {place.name: place for place in read_places(to_geojson(data).encode(), file="map.geojson")}
    spots = {place.name: place.place for place in data.places if place.place.lat is not None}
    assert read.keys() == spots.keys() and spots
    for name, place in read.items():
        assert (place.lat, place.lon, place.radius_km) == (spots[name].lat, spots[name].lon, spots[name].radius_km)
