"""The timeline of the sample investigation comes out of its material and its findings."""

import shutil
from pathlib import Path

import pytest

from testimonia.pipeline.investigation import Investigation

SAMPLE = Path(__file__).parents[2] / "examples" / "leaving-raqqa"
NAMES = (
    "abu-fawzi-interview.txt",
    "activists-building.eml",
    "huthaifa-prison.txt",
    "local-news-page.html",
    "mahmoud-shopkeeper.docx",
    "negotiator-talks.md",
    "second-driver-ar.md",
    "voices-along-the-route.csv",
)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raqqa")
    shutil.copy(SAMPLE / "investigation.toml", folder)
    with Investigation.open(folder, by="A. Editor") as made:
        made.ingest([SAMPLE / "material" / name for name in NAMES])
        made.run(workers=1)
        yield made


def tellers(case, event):
    names = {source.id: source.name for source in case.sources()}
    return {names[source_id] for source_id in event.source_ids}


def test_the_dated_events_come_in_order(case):
    """Talks, strikes, what came after them, the number given that night, the departure, people told to stay indoors."""
    dated = [(event.edtf, event.is_ordered) for event in case.timeline() if event.edtf]
    assert dated == [
        ("2017-10-10", False),
        ("2017-10-11", False),
        ("2017-10-11T08:30:00/..", True),
        ("2017-10-11", False),
        ("2017-10-12/2017-10-15~", False),
        ("2017-10-12", False),
    ]


def test_the_strikes_are_one_event_and_the_talks_resumed_after_them(case):
    """The activists date them, Huthaifa says how long they lasted; the talks resumed no earlier than that long into the day."""
    strikes = next(event for event in case.timeline() if "strike of 11 October" in event.what)
    assert tellers(case, strikes) == {"activists", "Abu Musab Huthaifa"}
    assert strikes.lasts.words == "nearly ten hours"
    talks = next(event for event in case.timeline() if "talks resumed" in event.what)
    assert talks.when.earliest_start == "2017-10-11T08:30"
    assert "“After the strikes the talks resumed.”" in talks.time_reason


def test_the_departure_is_one_event_with_its_finding(case):
    """Abu Fawzi in English and the second driver in Arabic answer one question; the suggestion is corroborated."""
    departure = next(event for event in case.timeline() if any(b.question_id == "departure" for b in event.findings))
    assert tellers(case, departure) == {"Abu Fawzi", "second driver"}
    assert "the same question (“When did the journey begin?”)" in departure.reason
    assert {b.question_id: (str(b.standing), b.is_taken) for b in departure.findings} == {
        "departure": ("corroborated", True),
        "journey": ("single-source", True),
    }
    assert (departure.when.earliest_start, departure.when.latest_start) == ("2017-10-12T05:00", "2017-10-12T08:59")


def test_what_was_counted_in_an_event_stands_with_it(case):
    """Whether it happened, how long it went on and when it began: each on the event that its claims are of."""
    found = {b.question_id for event in case.timeline() for b in event.findings}
    assert {"aircraft_above", "strike_duration", "talks_began", "reached_shanine"} <= found
