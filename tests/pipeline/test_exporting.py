"""What is written out of a case is complete, is counted, and stands in the custody log."""

import json

import pytest

from testimonia.errors import UsageError
from testimonia.pipeline.investigation import Investigation


@pytest.fixture
def case(tmp_path):
    (tmp_path / "driver.txt").write_text("---\nsource: a driver\n---\nThe convoy left Raqqa on 12 October 2017.")
    with Investigation.create(tmp_path / "case", title="Leaving") as made:
        made.ingest([tmp_path / "driver.txt"])
        made.run(workers=1)
        yield made


def test_every_noun_is_a_file_with_what_the_case_holds(case, tmp_path):
    """As many lines as were counted, and the claims and events of the case among them."""
    counts = case.export(tmp_path / "out")
    lines = {path.stem: path.read_text().splitlines() for path in (tmp_path / "out").glob("*.jsonl")}
    assert {name: len(found) for name, found in lines.items()} == counts
    assert {json.loads(line)["id"] for line in lines["claims"]} == {claim.id for claim, _ in case.claims()}
    assert [json.loads(line)["id"] for line in lines["events"]] == [event.id for event in case.timeline()]


def test_an_export_stands_in_the_custody_log(case, tmp_path):
    """With the number of objects and where they went."""
    counts = case.export(tmp_path / "out")
    entry = [entry for entry, _ in case._case.store.custody()][-1]
    assert (entry.act, entry.detail) == ("exported", f"{sum(counts.values())} objects to {tmp_path / 'out'}")


def test_a_file_that_cannot_be_written_is_named(case, tmp_path):
    """And nothing is recorded of it."""
    before = len(list(case._case.store.custody()))
    with pytest.raises(UsageError, match="cannot be written"):
        case.draw_routes({"geojson": tmp_path})
    assert len(list(case._case.store.custody())) == before
