"""The timeline of a case: built, narrowed to what was asked for, split by a reviewer."""

import pytest

from testimonia.errors import NotFoundError, UsageError
from testimonia.model.testimony import Act
from testimonia.pipeline.investigation import Investigation

NOTES = {
    "driver": "The convoy left Raqqa on 12 October 2017. The bridge fell on 14 October 2017.",
    "villager": "The convoy left Raqqa on the morning of 12 October 2017.",
    "guard": "The convoy left Raqqa on 12 October 2017. It was dark.",
}


@pytest.fixture
def case(tmp_path):
    for name, text in NOTES.items():
        (tmp_path / f"{name}.txt").write_text(f"---\nsource: the {name}\ndate: 2017-11-01\n---\n{text}\n")
    with Investigation.create(tmp_path / "case", title="Leaving") as made:
        (made.folder / "investigation.toml").write_text('title = "Leaving"\ntime_zone = "Asia/Damascus"\n')
    with Investigation.open(tmp_path / "case") as opened:
        opened.ingest([tmp_path / f"{name}.txt" for name in NOTES])
        opened.run(workers=1)
        yield opened


def test_one_departure_told_by_three_is_one_event(case):
    """With the names of those who tell it, the morning as its time, and the zone of the investigation."""
    first, second = case.timeline_sheet().rows
    assert first.tellers == ("driver", "guard", "villager")
    assert (first.event.edtf, second.event.edtf) == ("2017-10-12", "2017-10-14")
    assert first.event.when.words == "the morning of 12 October 2017"
    assert first.event.when.zone == "Asia/Damascus"


def test_a_reviewer_takes_a_claim_out_of_an_event_for_good(case, tmp_path):
    """It is an event of its own, also when another account joins the first; retired, it goes back."""
    event = case.timeline()[0]
    taken = event.claim_ids[0]
    judgement = case.judge(Act.REJECT, f"{taken}>{event.id}", reason="another convoy")
    case.run(workers=1)
    assert sorted(len(e.claim_ids) for e in case.timeline()) == [1, 1, 2]
    (tmp_path / "guide.txt").write_text(
        "---\nsource: the guide\ndate: 2017-11-01\n---\nThe convoy left Raqqa on 12 October 2017.\n"
    )
    case.ingest([tmp_path / "guide.txt"])
    case.run(workers=1)
    homes = [e for e in case.timeline() if taken in e.claim_ids]
    assert not set(homes[0].claim_ids) & set(event.claim_ids) - {taken}
    case.judge(Act.RETIRE, judgement.id)
    case.run(workers=1)
    assert sorted(len(e.claim_ids) for e in case.timeline()) == [1, 4]


def test_only_what_can_be_taken_out_is(case):
    """An unknown event, a claim that is not of it, a single claim, and accepting are refused."""
    departure, bridge = case.timeline()
    with pytest.raises(NotFoundError, match="no event"):
        case.judge(Act.REJECT, f"{departure.claim_ids[0]}>e-zzz")
    with pytest.raises(UsageError, match="not one of several claims"):
        case.judge(Act.REJECT, f"{bridge.claim_ids[0]}>{departure.id}")
    with pytest.raises(UsageError, match="not one of several claims"):
        case.judge(Act.REJECT, f"{bridge.claim_ids[0]}>{bridge.id}")
    with pytest.raises(UsageError, match="only be taken out"):
        case.judge(Act.ACCEPT, f"{departure.claim_ids[0]}>{departure.id}")


def test_a_time_in_edtf_narrows_the_timeline(case):
    """What can lie in it stays, and the number of what was left out is said."""
    sheet = case.timeline_sheet(within="2017-10-13/..")
    assert [row.event.edtf for row in sheet.rows] == ["2017-10-14"]
    assert sheet.left_out == 1
    with pytest.raises(UsageError, match="no date in EDTF"):
        case.timeline_sheet(within="mid-October")


def test_the_most_important_days_come_with_their_reasons(case):
    """Three speak of the 12th, one of the 14th."""
    sheet = case.timeline_sheet(top=1)
    assert [(day.day, day.items, day.sources) for day in sheet.days] == [("2017-10-12", 3, 3)]
    assert [row.event.edtf for row in sheet.rows] == ["2017-10-12"]


@pytest.mark.parametrize("form", ["html", "ics", "timelinejs", "csv"])
def test_every_form_holds_the_events(case, form):
    """Whatever it is written as, the departure is in it."""
    assert "12 October 2017" in case.render_timeline(case.timeline_sheet(), form).replace("\r\n ", "")
