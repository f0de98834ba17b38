"""Rules of reading an investigation's own places."""

import json

import pytest

from testimonia.errors import ConfigError
from testimonia.gazetteer.declared import read_places
from testimonia.gazetteer.places import PlaceKind, distance_km

GEONAMES = "174448|Tall Abyad|Tall Abyad|Gire Spi,Tell Abiad|36.69743|38.95669|P|PPLA2|SY||04||||14825||348||"
GEONAMES = GEONAMES.replace("|", "\t")
POINT = {"type": "Point", "coordinates": [38.98, 36.19]}
SQUARE = {"type": "Polygon", "coordinates": [[[38.9, 36.1], [39.1, 36.1], [39.1, 36.3], [38.9, 36.3], [38.9, 36.1]]]}
KML = """<?xml version="1.0"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Case</name>
<Placemark id="p1"><name>Shanine</name><ExtendedData><Data name="aliases"><value>Shnina</value></Data></ExtendedData>
<Point><coordinates>38.98,36.19,0</coordinates></Point></Placemark>
<Placemark><name>Track</name><LineString><coordinates>38.9,36.1 39.1,36.3</coordinates></LineString></Placemark>
</Document></kml>"""


def read(text, file="own.csv"):
    return read_places(text.encode(), file=file)


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, indent=1)


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_whatever_separates_its_cells(separator):
    """Columns are found by their names, in any order and in any letters."""
    rows = [["Longitude", "NAME", "lat", "aliases", "population"], ["38.98", "Shanine", "36.19", "Shnina|شنينة", "900"]]
    place = read("\n".join(separator.join(row) for row in rows))[0]
    assert (place.name, place.lat, place.lon, place.aliases, place.population) == (
        "Shanine",
        36.19,
        38.98,
        ("Shnina", "شنينة"),
        900,
    )
    assert place.gazetteer_id == "own:shanine@36.190,38.980"


def test_a_quoted_cell_may_hold_the_separator_and_a_line_break():
    """The line of a mistake after it is still right."""
    with pytest.raises(ConfigError, match=r"own.csv:4: lat = 'north' is not a number"):
        read('name,lat,lon\n"Shanine,\nthe village",36.19,38.98\nNext,north,38\n')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,lat\nA,1\n", "own.csv:1: no column for lon"),
        ("name,lat,lon\nA,1\n", "own.csv:2: 2 cells where the header has 3"),
        ("name,lat,lon\nA,1,2\n,1,2\n", "own.csv:3: a place without a name"),
        ("name,lat,lon\nA,120.5,36\n", "own.csv:2: A: 120.5, 36 is not on the globe: are latitude and longitude swapped"),
        ("name,lat,lon\nA,nan,36\n", "own.csv:2: A: nan, 36 is not on the globe"),
        ("name,lat,lon,country\nA,1,2,Syria\n", "own.csv:2: A: country 'Syria' is not a code of two letters"),
        ("name,lat,lon,kind\nA,1,2,hill\n", "own.csv:2: A: kind 'hill' is not one of country, region"),
        ("name,lat,lon,radius_km\nA,1,2,-3\n", "own.csv:2: A: a negative radius"),
        ("name,lat,lon\n", "own.csv: no place in it"),
        ("", "own.csv:1: no column for name"),
    ],
)
def test_what_is_no_place_is_refused_with_its_line(text, message):
    """Nothing is skipped in silence."""
    with pytest.raises(ConfigError) as error:
        read(text)
    assert str(error.value).startswith(message)


def test_points_and_areas_of_geojson():
    """A point is a place; a polygon is an area with a reach to its farthest corner."""
    village, camp = read(
        geojson(feature(POINT, name="Shanine", aliases=["Shnina"]), feature(SQUARE, name="Camp")), "own.geojson"
    )
    assert (village.kind, village.radius_km, village.aliases) == (PlaceKind.TOWN, 0.0, ("Shnina",))
    assert camp.kind is PlaceKind.AREA
    assert camp.radius_km == pytest.approx(distance_km((36.2, 39.0), (36.1, 38.9)), abs=0.1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type": "FeatureCollection",\n', "own.geojson:2:1: not JSON"),
        ('{"type": "Feature"}', "own.geojson:1: feature 1 has no name"),
        ("[1]", "own.geojson: feature 1 is no GeoJSON feature"),
        (
            geojson(feature(POINT, name="A"), feature({"type": "Point", "coordinates": []}, name="B")),
            "own.geojson:18: feature 2 (B)",
        ),
        (geojson(feature(None, name="A")), "own.geojson:5: feature 1 (A): its geometry has no usable positions"),
        ("[" * 100_000, "own.geojson"),
    ],
)
def test_mistakes_in_geojson_are_named(text, message):
    """With the number of the feature and the line."""
    with pytest.raises(ConfigError) as error:
        read(text, "own.geojson")
    assert str(error.value).startswith(message)


def test_placemarks_of_kml():
    """Points and lines; other names from the extended data."""
    village, track = read(KML, "own.kml")
    assert (village.name, village.lat, village.lon, village.aliases) == ("Shanine", 36.19, 38.98, ("Shnina",))
    assert village.gazetteer_id == "own:p1"
    assert track.kind is PlaceKind.AREA
    assert track.radius_km > 10


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<kml>\n<Placemark>", "own.kml:2: not XML"),
        ("<kml>\n<Placemark><name>A</name></Placemark></kml>", "own.kml:2: A: a placemark without coordinates"),
        ("<kml><Placemark>\n<Point><coordinates>1</coordinates></Point></Placemark></kml>", "own.kml:2: the coordinates '1'"),
        ('<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml/>', "own.kml:1: a document type is not read"),
    ],
)
def test_mistakes_in_kml_are_named(text, message):
    """With the line; a document type that could name other files is refused."""
    with pytest.raises(ConfigError) as error:
        read(text, "own.kml")
    assert str(error.value).startswith(message)


def test_a_dump_of_geonames_keeps_its_ids():
    """Nineteen columns without a header; other names and kind are read."""
    place = read(GEONAMES + "\n", "SY.txt")[0]
    assert (place.gazetteer_id, place.country, place.kind) == ("geonames:174448", "SY", PlaceKind.TOWN)
    assert place.aliases == ("Gire Spi", "Tell Abiad")
    with pytest.raises(ConfigError, match=r"SY.txt:2: not a line of a GeoNames dump: 2 columns"):
        read(GEONAMES + "\nx\ty\n", "SY.txt")


def test_an_unknown_ending_and_another_encoding_are_refused():
    """The message says which endings are read, and where the text stops being UTF-8."""
    with pytest.raises(ConfigError, match=r"must end in one of \.csv"):
        read("x", "own.kmz")
    with pytest.raises(ConfigError, match=r"own.csv:2: not UTF-8"):
        read_places("name,lat,lon\nÉ,1,2".encode("latin-1"), file="own.csv")


def test_a_map_of_ours_is_read_back():
    """Places of a map that we wrote come back with name, spot, radius and spellings; routes and unknown places do not."""
    about = {"kind": "place", "gazetteer_name": "Shanine", "gazetteer_id": "own:x", "country": "SY", "precision": "vicinity"}
    ours = geojson(
        feature(SQUARE, name="Shanine", names=["شنينة"], extent="circle", lat=36.19, lon=38.98, radius_km=5.0, **about),
        feature(POINT, name="Raqqa", names=[], extent="point", lat=35.95, lon=39.0, radius_km=0.0, **about),
        feature(None, name="Nowhere", names=[], extent="point", lat=None, lon=None, radius_km=0.0, **about),
        feature({"type": "LineString", "coordinates": [[39, 36], [38, 36]]}, kind="leg", route="R", known="told"),
        feature(None, kind="stretch", route="R", known="unknown"),
    )
    shanine, raqqa = read(ours, "map.geojson")
    assert (shanine.name, shanine.lat, shanine.lon, shanine.radius_km, shanine.aliases) == (
        "Shanine",
        36.19,
        38.98,
        5.0,
        ("شنينة",),
    )
    assert (raqqa.name, raqqa.kind, raqqa.radius_km, raqqa.country) == ("Raqqa", PlaceKind.TOWN, 0.0, "SY")
    with pytest.raises(ConfigError, match="kind 'place' is not one of"):
        read(geojson(feature(POINT, name="Other", kind="place")), "other.geojson")
