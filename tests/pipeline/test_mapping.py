"""What a map of a case shows, gathered from the store."""

import json

import pytest

from testimonia.model.maps import Extent, extent_of
from testimonia.model.routes import Leg, Route
from testimonia.model.testimony import Act
from testimonia.model.values import PlaceRef
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.mapping import only_routes, place_key

DRIVER = (
    "---\nsource: a driver\nrole: participant\nprotection: protected\ndate: 2017-10-30\n---\n"
    "He says the lorries drove from Tabqa to Markada on 12 October 2017. They were told to wait in Tabqa.\n"
)
OFFICER = "---\nsource: an officer\ndate: 2017-11-02\n---\nHe says that 250 fighters left Tabqa.\n"


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    (folder / "driver.txt").write_text(DRIVER)
    (folder / "officer.txt").write_text(OFFICER)
    with Investigation.create(folder / "case", title="Leaving") as made:
        made.ingest([folder / "driver.txt", folder / "officer.txt"])
        made.run(workers=1)
        yield made


def named(data, name):
    return next(place for place in data.places if name in (place.name, *place.names))


def test_a_place_has_every_claim_that_names_it_with_its_exact_words(case):
    """Words, source, protection, date, file and line, in order of date."""
    tabqa = named(case.map_data(), "Tabqa")
    assert tabqa.name == "Tabqa"
    assert [mention.words for mention in tabqa.mentions] == ["Tabqa"] * 3
    assert [mention.source for mention in tabqa.mentions] == ["driver", "driver", "officer"]
    assert [mention.said_on for mention in tabqa.mentions] == ["2017-10-30", "2017-10-30", "2017-11-02"]
    assert [mention.is_protected for mention in tabqa.mentions] == [True, True, False]
    assert tabqa.mentions[0].item == "driver.txt"
    for mention in tabqa.mentions:
        assert mention.before + mention.words + mention.after in DRIVER + OFFICER


def test_an_event_told_with_a_place_dates_it(case):
    """The day that the same statement names stands beside the place."""
    data = case.map_data()
    events = {event.id: event for event in data.events}
    markada = named(data, "Markada")
    assert {events[event_id].when.value for event_id in markada.event_ids} == {"2017-10-12"}


def test_a_rejected_claim_is_not_on_the_map(case):
    """The map shows the case as the reviewers' judgements leave it, and a judgement can be taken back."""
    before = named(case.map_data(), "Markada")
    judgements = [case.judge(Act.REJECT, mention.claim_id) for mention in before.mentions]
    case.run(workers=1)
    assert not [place for place in case.map_data().places if place.id == before.id]
    for judgement in judgements:
        case.judge(Act.RETIRE, judgement.id)
    case.run(workers=1)
    assert named(case.map_data(), "Markada") == before


def test_ends_of_a_route_are_places_even_if_no_claim_names_them(case):
    """Routes are taken from the store; an end in no gazetteer is listed as unknown."""
    end = PlaceRef("Shanine", "Shanine")
    leg = Leg("l-1", 0, PlaceRef("X", "X", 36.0, 39.0), end, None, (), (), None, None, True, "they went on")
    with case._case.writing(), case._case.transaction() as ledger:
        ledger.writer.put_results("route", [Route("r-1", "The convoy", (leg,), None, None, "")])
    data = case.map_data()
    assert [route.name for route in data.routes] == ["The convoy"]
    assert named(data, "Shanine").extent is Extent.UNKNOWN
    assert named(data, "X").mentions == ()
    assert {place.name for place in only_routes(data).places} == {"X", "Shanine"}
    with case._case.writing(), case._case.transaction() as ledger:
        ledger.writer.put_results("route", [])


def test_each_format_is_written_and_recorded(case, tmp_path):
    """Sizes are those of the files, and custody says that a map was made."""
    files = {name: tmp_path / "out" / f"map.{name}" for name in ("html", "svg", "geojson", "kml")}
    sizes = case.draw_map(files)
    assert sizes == {file: file.stat().st_size for file in files.values()}
    assert {f["properties"]["name"] for f in json.loads(files["geojson"].read_text())["features"]} >= {"Markada", "Tabqa"}
    acts = [entry.act for entry, _ in case._case.store.custody()]
    assert acts[-1] == "mapped"
    again = case.draw_map({"html": tmp_path / "again.html"})
    assert (tmp_path / "again.html").read_bytes() == files["html"].read_bytes()
    assert list(again.values()) == [sizes[files["html"]]]


def test_one_place_however_it_is_spelt():
    """The gazetteer's id decides; without one the coordinates, without them the name."""
    a, b = PlaceRef("Raqqa", "Raqqa", 35.95, 39.01, "geonames:1"), PlaceRef("Raqqa", "الرقة", 35.95, 39.01, "geonames:1")
    assert place_key(a) == place_key(b)
    assert place_key(PlaceRef("Shanine", "x")) != place_key(PlaceRef("Markada", "x"))


@pytest.mark.parametrize(
    ("ref", "extent"),
    [
        (PlaceRef("Raqqa", "", 35.95, 39.01, "geonames:172955"), Extent.POINT),
        (PlaceRef("a village", "", 35.95, 39.01, "", "", 12.0), Extent.CIRCLE),
        (PlaceRef("Syria", "", 35.0, 38.0, "geonames:163843", "SY", 345.0), Extent.AREA),
        (PlaceRef("Euphrates", "", 35.0, 40.0, "naturalearth:river:euphrates"), Extent.AREA),
        (PlaceRef("Shanine", ""), Extent.UNKNOWN),
    ],
)
def test_the_extent_follows_from_what_is_known(ref, extent):
    """A town is a point, a stated radius a circle, a region an area, and what is in no gazetteer unknown."""
    assert extent_of(ref) is extent
