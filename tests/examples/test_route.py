"""The route of the sample investigation comes out of its material, as far as the texts tell it."""

import shutil
from pathlib import Path

import pytest

from testimonia.model.values import Precision
from testimonia.pipeline.investigation import Investigation

SAMPLE = Path(__file__).parents[2] / "examples" / "leaving-raqqa"
NAMES = ("abu-fawzi-cache.md", "abu-fawzi-interview.txt", "map-desk.md", "second-driver-en.md", "muhanad-on-camera.srt")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raqqa")
    shutil.copy(SAMPLE / "investigation.toml", folder)
    with Investigation.open(folder) as made:
        made.ingest([SAMPLE / "material" / name for name in (*NAMES, "huthaifa-prison.txt", "route-notebook.md")])
        made.run(workers=1)
        yield made


def test_the_stops_come_in_the_order_of_the_facts(case):
    """Tabqa, Raqqa, the fields, Shanine, the track, the checkpoint, the village; the second driver tells another track."""
    (route,) = case.routes()
    names = {source.id: source.name for source in case.sources()}
    main = [leg for leg in route.legs if "Abu Fawzi" in {names[source_id] for source_id in leg.source_ids}]
    assert [main[0].start.words, *(leg.end.words for leg in main)] == [
        "Tabqa",
        "Raqqa",
        "fields north of Raqqa",
        "Shanine",
        "desert track",
        "last SDF checkpoint",
        "village between Markada and Al-Souwar",
    ]
    assert main[0].when.words == "early on 12 October"
    others = [leg for leg in route.legs if leg not in main]
    assert (others[0].order, others[0].start.words, others[0].end.words) == (3, "Shanine", "dirt road")
    assert {names[source_id] for leg in others for source_id in leg.source_ids} == {"second driver"}


def test_no_stop_is_a_false_point(case):
    """The village in no gazetteer is an area, Shanine has no coordinates, the fields are a circle."""
    places = {place.words: place for route in case.routes() for leg in route.legs for place in (leg.start, leg.end)}
    assert places["Tabqa"].precision is places["Raqqa"].precision is Precision.EXACT
    assert places["fields north of Raqqa"].precision is Precision.VICINITY
    assert places["village between Markada and Al-Souwar"].precision is Precision.LOCALITY
    assert places["Shanine"].lat is None


def test_the_sums_are_told_in_words(case):
    """What was promised would have needed more than the journey's real average."""
    words = [check.words for check in case.route_checks() if check.kind == "speed"]
    promised = "Six hours at most (Abu Fawzi), promised, would need an average of at least 42 km/h over about 300 kilometres"
    assert any(one.startswith(promised) for one in words)
    assert any(
        one.startswith("Three days (Abu Fawzi) would need an average of 3.5 to 4.9 km/h over about 300") for one in words
    )
