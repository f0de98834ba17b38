"""Places and routes on the command line."""

import json

import pytest

from tests.cli.test_cli import call

NOTE = (
    "---\nsource: a driver\nrole: participant\ndate: 2017-10-30\nlanguage: en\nfirst_hand: yes\n---\n"
    "He says that they drove from Tabqa to Raqqa. Then came Shanine. The journey ended at Markada. "
    "The journey took six hours.\n"
)


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """An investigation of one note about a journey, with a village of its own."""
    folder = tmp_path_factory.mktemp("road")
    (folder / "driver.txt").write_text(NOTE)
    (folder / "villages.csv").write_text("name,lat,lon\nShanine,36.28,38.93\n")
    (folder / "wrong.csv").write_text("name,lat,lon\nShanine,136.28,38.93\n")
    call(folder, "new", ".", "--title", "Road")
    settings = folder / "investigation.toml"
    settings.write_text(settings.read_text() + 'country = "SY"\n')
    call(folder, "ingest", "driver.txt")
    call(folder, "gazetteer", "add", "villages.csv")
    call(folder, "run")
    return folder


def test_find_says_which_places_a_name_may_mean_and_why(road):
    """In any script, with score and reason; exit code 1 where no gazetteer knows it."""
    assert "town of 531," in call(road, "gazetteer", "find", "الرقة").replace("\n", " ")
    own = json.loads(call(road, "gazetteer", "find", "Shanine", "--json"))
    assert (own[0]["place"]["lat"], own[0]["reason"]) == (36.28, "declared by the investigation")
    assert "gazetteer add" in call(road, "gazetteer", "find", "Qwxzzptkkv", expect=1)


def test_find_works_outside_an_investigation(tmp_path):
    """With the packaged gazetteer alone."""
    assert json.loads(call(tmp_path, "gazetteer", "find", "Raqqa", "--json"))[0]["place"]["country"] == "SY"


def test_own_places_are_listed_and_a_wrong_file_is_refused_with_its_line(road):
    """Who added what; a mistake is exit code 2."""
    assert "villages.csv  1 place, added" in call(road, "gazetteer", "list")
    assert "wrong.csv:2: Shanine: 136.28, 38.93 is not on the globe" in call(road, "gazetteer", "add", "wrong.csv", expect=2)
    assert "shows them" in call(road, "gazetteer", "remove", "none.csv", expect=1)


def test_route_shows_legs_and_sums_and_writes_map_files(road):
    """From the note to the table, GeoJSON and KML."""
    shown = call(road, "route", "--geojson", "r.geojson", "--kml", "r.kml")
    for words in ("Tabqa", "Shanine", "Markada", "would need an average of", "not cleared for publication"):
        assert words in shown
    assert json.loads((road / "r.geojson").read_text())["features"]
    assert "<Placemark>" in (road / "r.kml").read_text()
    assert json.loads(call(road, "show", "routes", "--json"))[0]["legs"]
    assert "cannot be written" in call(road, "route", "--kml", "r.geojson/r.kml", expect=2)
