"""Map and timeline files of a release, read back by other programs' readers and our own."""

import json

import icalendar
import pytest
from beside_cases import AT_HOME, told_to_all
from lxml import etree
from msgspec.structs import replace
from release_builder import example_release

from testimonia.gazetteer.declared import read_places
from testimonia.ingest.readers.captions import read_captions
from testimonia.model.material import Metadata
from testimonia.model.values import Moment
from testimonia.publish.beside.map_files import geojson_file, kml_file
from testimonia.publish.beside.released_map import date_precision, released_map
from testimonia.publish.beside.timeline_files import ICS, VTT, ics_file, released_timeline, timelinejs_file, vtt_file

NAMESPACE = {"k": "http://www.opengis.net/kml/2.2"}


def only(files):
    (data,) = files.values()
    return data


def test_geojson_is_read_back_by_the_gazetteer():
    """Places come back by name, position and reach; a coarsened place stays an area.

    What the map calls a kind (place, leg) is taken out: the gazetteer reads kinds of places there (town, river).
    """
    collection = json.loads(only(geojson_file(example_release(), AT_HOME)))
    assert [feature["geometry"]["type"] for feature in collection["features"][:4]] == ["Point", "Point", "Point", "Polygon"]
    places = [feature for feature in collection["features"] if feature["properties"].pop("kind") == "place"]
    read = read_places(json.dumps({"type": "FeatureCollection", "features": places}).encode(), file="map.geojson")
    assert [place.name for place in read] == ["Raqqa", "Shanine", "Markada", "the border district"]
    assert [(place.lat, place.lon) for place in read[:3]] == [(35.95, 39.01), (36.1, 38.95), (35.75, 40.76)]
    assert (read[3].lat, read[3].lon, read[3].radius_km) == pytest.approx((34.6, 41.0, 60.0), abs=1.0)


def test_kml_is_kml_2_2_and_read_back_by_the_gazetteer():
    """Structure as KML 2.2 wants it; every placemark with a shape is found again under its name."""
    data = only(kml_file(example_release(), AT_HOME))
    tree = etree.fromstring(data)
    assert tree.tag == "{http://www.opengis.net/kml/2.2}kml"
    marks = tree.findall(".//k:Placemark", NAMESPACE)
    order = ["name", "description", "TimeSpan", "styleUrl", "Point", "LineString", "Polygon"]
    for mark in marks:
        found = [order.index(etree.QName(child).localname) for child in mark]
        assert found == sorted(found)
    styles = {style.get("id") for style in tree.iterfind(".//k:Style", NAMESPACE)}
    assert {mark.findtext("k:styleUrl", namespaces=NAMESPACE)[1:] for mark in marks} <= styles
    read = {place.name: place for place in read_places(data, file="map.kml")}
    assert len(read) == len(marks) == 7
    assert (read["Raqqa"].lat, read["Raqqa"].lon, read["Raqqa"].radius_km) == (35.95, 39.01, 0)
    assert read["the border district"].radius_km == pytest.approx(60, abs=1)


def test_what_is_for_the_team_is_not_said_of_a_publication():
    """The warning of the team's own map ("not cleared") does not stand in the cleared one."""
    assert b"not cleared" not in only(kml_file(example_release(), AT_HOME))


def test_a_map_is_no_more_exact_than_the_release():
    """Point, radius and precision of each place are those of the release, and its events and claims stand behind it."""
    release = example_release()
    made = released_map(release)
    assert [place.place for place in made.places] == [place.ref for place in release.places]
    assert [str(place.extent) for place in made.places] == ["point", "point", "point", "area"]
    border = made.places[3]
    assert border.event_ids == ("event-4",)
    assert [(mention.source, mention.before + mention.words + mention.after) for mention in border.mentions] == [
        ("Nadim", "We let them out in the border district."),
        ("Yusuf", "The road ended at the border."),
    ]


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        (("2017-10-12",) * 4, 1),
        (("2017-10-12", "2017-10-15") * 2, 2),
        (("2017-10-09", "2017-10-15") * 2, 3),
        (("2017-10", "2017-10") * 2, 4),
        (("2017", "2017") * 2, 5),
        (("", "2017-10-12") * 2, 5),
        (("", "", "", ""), 0),
    ],
)
def test_how_exactly_a_time_is_known(bounds, code):
    """UCDP's code follows from how many days a start or an end may be spread over."""
    assert date_precision(Moment(*bounds, "")) == code


def test_the_timeline_is_in_order_with_undated_events_last():
    """Order of time, then of ids; who tells it by label."""
    rows = released_timeline(example_release(), AT_HOME).rows
    assert [row.event.id for row in rows] == [f"event-{number}" for number in range(1, 6)]
    assert {row.tellers for row in rows} == {("Nadim",)}


def test_icalendar_reads_the_calendar():
    """Dated events are entries on their days, undated ones journal entries; an area gets no pin."""
    calendar = icalendar.Calendar.from_ical(only(ics_file(example_release(), AT_HOME)))
    entries = list(calendar.walk("VEVENT"))
    assert [part.errors for part in calendar.walk() if part.errors] == []
    assert str(entries[0]["SUMMARY"]) == "The convoy sets off"
    assert entries[0].decoded("DTSTART").isoformat() == "2017-10-12"
    assert ["GEO" in entry for entry in entries] == [True, True, True, False]
    assert [str(entry["SUMMARY"]) for entry in calendar.walk("VJOURNAL")] == ["The drivers go home"]
    assert ICS.endswith(".ics")


def test_timelinejs_has_what_it_needs():
    """Every slide has a start year and a headline; ids are the release's."""
    made = json.loads(only(timelinejs_file(example_release(), AT_HOME)))
    assert [slide["unique_id"] for slide in made["events"]] == ["event-1", "event-2", "event-3", "event-4"]
    assert all(isinstance(slide["start_date"]["year"], int) and slide["text"]["headline"] for slide in made["events"])


def test_the_track_is_webvtt_on_a_clock_of_its_own():
    """Cues follow each other without a gap, say what happens, and the file says that its time codes are nobody's footage."""
    data = only(vtt_file(example_release(), AT_HOME))
    text = data.decode()
    assert text.startswith("WEBVTT\n\nNOTE ") and "belong to no film" in text
    times = [line.split(" --> ") for line in text.splitlines() if " --> " in line]
    assert times[0][0] == "00:00:00.000"
    assert [end for _, end in times[:-1]] == [start for start, _ in times[1:]]
    read = read_captions(data, Metadata())
    assert "The convoy passes Shanine" in read.text
    assert VTT.endswith(".vtt")


def test_markup_in_testimony_stays_text_in_the_track():
    """Angle brackets, arrows and line breaks in an event's words make no cue and no tag of their own."""
    text = only(vtt_file(told_to_all(lambda words: f"{words}\n\n00:01 --> 00:02 <b>"), AT_HOME)).decode()
    assert text.count(" --> ") == 4
    assert "<b>" not in text


def test_a_release_without_dates_has_no_track():
    """Where nothing is dated there is nothing to tell in order."""
    release = example_release()
    assert vtt_file(replace(release, events=release.events[-1:]), AT_HOME) == {}
