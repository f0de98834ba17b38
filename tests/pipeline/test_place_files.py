"""An investigation's own places: taken in as they are, in force from the next run, and part of what a run depends on."""

import pytest

from testimonia.errors import ConfigError, NotFoundError, ReadError, UsageError
from testimonia.model.custody import Check
from testimonia.model.values import PlaceRef, Precision
from testimonia.pipeline.investigation import Investigation

NOTE = (
    "---\nsource: a driver\n---\nHe says that the lorries stopped in Shanine. "
    "He hid it near a village between Markada and Al-Souwar.\n"
)
VILLAGES = "name,lat,lon,aliases\nShanine,36.28,38.93,Shnina\n"


@pytest.fixture
def case(tmp_path):
    (tmp_path / "driver.txt").write_text(NOTE)
    (tmp_path / "villages.csv").write_text(VILLAGES)
    with Investigation.create(tmp_path / "case", title="Road") as made:
        made.ingest([tmp_path / "driver.txt"])
        made.run(workers=1)
        yield made


def places(case):
    return {claim.value.name: claim.value for claim, _ in case.claims() if isinstance(claim.value, PlaceRef)}


def extracted(report):
    return next(step.done for step in report.steps if step.step == "extract")


def test_a_village_gets_its_coordinates_from_the_file_that_was_added(case, tmp_path):
    """Before it has none; adding the file redoes the extraction, and nothing is done again after that."""
    assert all(place.lat is None for name, place in places(case).items() if name == "Shanine")
    added = case.add_places(tmp_path / "villages.csv")
    assert added.places == 1
    assert extracted(case.run(workers=1)) == 1
    assert (places(case)["Shanine"].lat, places(case)["Shanine"].precision) == (36.28, Precision.EXACT)
    assert extracted(case.run(workers=1)) == 0


def test_a_place_between_two_others_is_an_area(case):
    """The village in no gazetteer is a circle around what is known, never a point."""
    area = places(case)["village between Markada and Al-Souwar"]
    assert area.radius_km >= 50
    assert area.precision is Precision.LOCALITY
    assert "Markada" not in places(case)


def test_the_file_is_kept_as_it_was_and_recorded(case, tmp_path):
    """Its bytes stay in the case; the custody log says who added it; verification covers it."""
    added = case.add_places(tmp_path / "villages.csv")
    (tmp_path / "villages.csv").unlink()
    assert case._case.originals.read(added.sha256) == VILLAGES.encode()
    entry = [entry for entry, _ in case._case.store.custody()][-1]
    assert (entry.act, entry.subject) == ("places added", added.id)
    assert {result.check for result in case.verify() if result.subject == added.id} == {Check.INTACT}
    kept = case._case.originals.path(added.sha256)
    kept.chmod(0o644)
    kept.write_text("name,lat,lon\nShanine,0,0\n")
    assert {result.check for result in case.verify() if result.subject == added.id} == {Check.ALTERED}


def test_a_file_of_the_same_name_replaces_the_earlier_one(case, tmp_path):
    """And adding the same bytes twice changes nothing."""
    first = case.add_places(tmp_path / "villages.csv")
    assert case.add_places(tmp_path / "villages.csv") == first
    (tmp_path / "villages.csv").write_text(VILLAGES.replace("36.28", "36.30"))
    second = case.add_places(tmp_path / "villages.csv")
    assert case.place_files() == [second]
    assert case.find_place("Shnina")[0].place.lat == 36.30


def test_a_removed_file_is_out_of_force(case, tmp_path):
    """The next run goes on without it; an unknown name is an error."""
    case.add_places(tmp_path / "villages.csv")
    case.run(workers=1)
    case.remove_places("villages.csv")
    assert case.place_files() == []
    assert extracted(case.run(workers=1)) == 1
    with pytest.raises(NotFoundError):
        case.remove_places("villages.csv")


def test_a_wrong_file_changes_nothing(case, tmp_path):
    """The mistake is named with its line and nothing is kept."""
    (tmp_path / "bad.csv").write_text("name,lat,lon\nShanine,here,there\n")
    with pytest.raises(ConfigError, match=r"bad.csv:2"):
        case.add_places(tmp_path / "bad.csv")
    with (tmp_path / "world.txt").open("wb") as large:
        large.truncate(60_000_000)
    with pytest.raises(UsageError, match="larger than 50 MB"):
        case.add_places(tmp_path / "world.txt")
    with pytest.raises(ReadError):
        case.add_places(tmp_path / "none.csv")
    assert case.place_files() == []


def test_a_preview_inside_an_investigation_knows_its_own_places(case, tmp_path):
    """What `extract` shows is what `run` would find there; outside, and before a file was added, the village has no place."""

    def seen(folder):
        _, extraction = Investigation.preview_from(folder, tmp_path / "driver.txt")
        return {c.value.name: c.value.lat for c in extraction.claims if isinstance(c.value, PlaceRef)}.get("Shanine")

    assert seen(case.folder) is None
    case.add_places(tmp_path / "villages.csv")
    assert seen(case.folder) == 36.28
    assert seen(tmp_path) is None
