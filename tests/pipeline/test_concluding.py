"""What is concluded on a question moves the events whose claims answer it."""

import pytest

from testimonia.errors import UsageError
from testimonia.model.findings import Standing
from testimonia.model.testimony import Act
from testimonia.pipeline.investigation import Investigation

NOTES = {
    "driver": "The convoy left Raqqa on 12 October 2017. It took three days. The journey ended in Markada.",
    "guard": "The convoy set off from Raqqa on the morning of 12 October 2017. The convoy was stopped near Ain Issa.",
}
SETTINGS = """\
title = "Leaving"
country = "SY"

[questions.departure]
text = "When did the convoy leave?"
type = "moment"
nouns = ["convoy"]
terms = ["leave", "set"]

[questions.end]
text = "Where did the journey end?"
type = "place"
nouns = ["journey"]
terms = ["end"]

[questions.journey]
text = "How long did the journey take?"
type = "duration"
unit = "hour"
terms = ["take"]

[questions.ended]
text = "Did the journey end?"
type = "occurrence"
nouns = ["journey"]
terms = ["end"]
"""


@pytest.fixture
def case(tmp_path):
    for name, text in NOTES.items():
        (tmp_path / f"{name}.txt").write_text(f"---\nsource: the {name}\nrole: eyewitness\ndate: 2017-11-01\n---\n{text}\n")
    with Investigation.create(tmp_path / "case", title="Leaving") as made:
        (made.folder / "investigation.toml").write_text(SETTINGS)
    with Investigation.open(tmp_path / "case", by="A. Editor") as opened:
        opened.ingest([tmp_path / f"{name}.txt" for name in NOTES])
        opened.run(workers=1)
        yield opened


def told_of(case, words):
    return next(event for event in case.timeline() if words in event.what)


def test_two_answers_to_one_question_for_a_time_are_one_event(case):
    """Left and set off, both asked for by one question, with times that can be one; the suggestion stands with it."""
    event = told_of(case, "Raqqa")
    assert len(event.source_ids) == 2
    assert "When did the convoy leave?" in event.reason
    (bearing,) = [bearing for bearing in event.findings if bearing.aspect == "time"]
    assert (bearing.standing, bearing.reviewer, bearing.is_taken) == (Standing.CORROBORATED, "", True)
    assert event.standing == "corroborated"


def test_a_concluded_time_is_the_events_from_the_next_run(case):
    """With who concluded it and why; the claims stay as evidence, what they say is told; retiring the judgement undoes it."""
    before = told_of(case, "Raqqa")
    case.conclude("departure", when="2017-10-14", standing=Standing.CONTESTED, reason="the log of the checkpoint")
    assert told_of(case, "Raqqa") == before
    case.run(workers=1)
    event = told_of(case, "Raqqa")
    assert (event.edtf, event.claim_ids, event.standing) == ("2017-10-14", before.claim_ids, "contested")
    assert "A. Editor concluded on “When did the convoy leave?” (contested): the log of the checkpoint" in event.time_reason
    assert "its claims say otherwise: “" in event.time_reason
    judgement = next(j for j in case.judgements() if j.target == "finding:departure")
    case.judge(Act.RETIRE, judgement.id)
    case.run(workers=1)
    assert told_of(case, "Raqqa") == before


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("13 October 2017", "2017-10-13"),
        ("it was early on 13 October, as the log says", "2017-10-13"),
        ("between 13 and 15 October", "2017-10-13/2017-10-15"),
        ("Thursday", ""),
        ("12 October or 14 October", ""),
    ],
)
def test_a_time_is_read_from_the_words_of_a_conclusion(case, words, edtf):
    """Where they name one day by themselves; "Thursday" and two days name none, and the event keeps its own and says why."""
    made = case.conclude("departure", words=words, reason="the log")
    case.run(workers=1)
    event = told_of(case, "Raqqa")
    assert (made.when is None) == (edtf == "")
    assert event.edtf == (edtf or "2017-10-12")
    if not edtf:
        assert event.findings[0].note == "no time can be read from it"


def test_a_concluded_place_is_the_events(case):
    """By a name of the gazetteer, or by any other name, which then has no coordinates."""
    case.conclude("end", where="Deir ez-Zor", reason="two drivers on record")
    case.run(workers=1)
    event = told_of(case, "ended")
    assert abs(event.where.lat - 35.34) < 0.1
    assert event.places[1:] == ("Markadah",)
    case.conclude("end", where="Al-Nowhere", reason="one driver")
    case.run(workers=1)
    assert (told_of(case, "ended").where.name, told_of(case, "ended").where.lat) == ("Al-Nowhere", None)


def test_a_concluded_length_is_the_events(case):
    """In hours as the question asks, kept in seconds."""
    case.conclude("journey", figures=(40, 48, 50), reason="tachographs")
    case.run(workers=1)
    event = told_of(case, "three days")
    assert (event.lasts.low, event.lasts.best, event.lasts.high) == (144_000, 172_800, 180_000)
    assert [bearing.reviewer for bearing in event.findings] == ["A. Editor"]


def test_a_conclusion_without_an_answer_takes_the_suggested_one(case):
    """Only a reason and a standing: the time is the suggested one."""
    suggested = next(finding for finding in case.suggestions() if finding.question_id == "departure")
    made = case.conclude("departure", reason="as suggested")
    assert (made.when, made.words) == (suggested.when, suggested.words)
    assert made.when is not None


@pytest.mark.parametrize("answer", [{"where": "Raqqa"}, {"when": "mid-October"}])
def test_an_answer_of_another_kind_is_refused(case, answer):
    """A place for a time, and what is no EDTF."""
    with pytest.raises(UsageError):
        case.conclude("departure", reason="why not", **answer)


@pytest.mark.parametrize("form", ["html", "ics", "timelinejs", "csv"])
def test_every_form_of_the_timeline_says_what_was_concluded(case, form):
    """Question, standing and who concluded it."""
    case.conclude("departure", when="2017-10-14", reason="the log of the checkpoint")
    case.run(workers=1)
    text = case.render_timeline(case.timeline_sheet(), form).replace("\r\n ", "")
    assert "When did the convoy leave?" in text
    assert "concluded by A. Editor" in text
