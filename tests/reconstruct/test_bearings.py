"""What findings say of events: which of them bound a time, a place or a length, and which only stand beside."""

import pytest

from testimonia.model.findings import Finding, Link, Standing
from testimonia.model.values import PlaceRef
from testimonia.reconstruct.asked import read_asked
from testimonia.reconstruct.edtf import from_edtf
from testimonia.reconstruct.timeline import build_timeline
from tests.make import amount, day, duration, occurrence, place, question, said, source, sources, testimony
from tests.reconstruct.accounts import account, clock

SOURCES = sources(source("driver"), source("guard"))
WHEN = question("departure", "moment", text="When did it leave?")
CONVOY = {"subject": "convoy", "predicate": "leave"}


def finding(asked, standing=Standing.CORROBORATED, *, by="", **fields):
    return Finding(
        f"f-{asked.id}",
        asked.id,
        fields.pop("low", None),
        None,
        fields.pop("high", None),
        fields.pop("unit", ""),
        standing,
        "the log" if by else "two agree",
        is_suggestion=not by,
        reviewer=by,
        **fields,
    )


def events(pairs, *found, links=(), questions=(WHEN,)):
    made = links or [Link(pair[0].id, WHEN.id, 1.0, "") for pair in pairs]
    asked = read_asked(questions, found, made)
    return build_timeline(testimony(*pairs), SOURCES, asked=frozenset(asked.answered), findings=asked)


LEFT = said(day("2017-10-12", "12 October"), by="driver", text="The convoy left on 12 October", **CONVOY)


@pytest.mark.parametrize(
    ("standing", "by", "edtf", "is_taken"),
    [
        (Standing.CORROBORATED, "", "[2017-10-12..2017-10-14]", True),
        (Standing.SINGLE_SOURCE, "", "2017-10-13", False),
        (Standing.CONTESTED, "", "2017-10-12", False),
        (Standing.UNDETERMINED, "", "2017-10-12", False),
        (Standing.CORROBORATED, "A. Editor", "2017-10-13", True),
        (Standing.CONTESTED, "A. Editor", "2017-10-13", True),
    ],
)
def test_a_conclusion_gives_the_time_and_a_suggestion_only_if_it_can_be(standing, by, edtf, is_taken):
    """A conclusion always; a suggestion unless it is contested, undetermined or against the event's own words."""
    (event,) = events([LEFT], finding(WHEN, standing, by=by, when=from_edtf(edtf))).events
    assert event.edtf == (edtf if by else "2017-10-12")
    (bearing,) = event.findings
    assert (bearing.finding_id, bearing.reviewer, bearing.standing, bearing.is_taken) == ("f-departure", by, standing, is_taken)
    assert bool(bearing.note) is not is_taken
    assert (event.claim_ids, event.standing) == ((LEFT[0].id,), str(standing))


def test_a_bare_time_of_day_takes_the_day_of_a_finding():
    """ "At four", and what is found is the 12th."""
    four = said(clock("at four", "T16:00"), by="driver", text="The convoy left at four", **CONVOY)
    (event,) = events([four], finding(WHEN, when=from_edtf("2017-10-12"))).events
    assert (event.edtf, event.when.words) == ("2017-10-12T16:00:00", "at four")
    assert "the suggested finding on “When did it leave?” (corroborated)" in event.time_reason


def test_two_times_for_one_question_are_one_event_only_if_they_can_be():
    """The same day by another verb is; another day is not, whatever was concluded."""
    other = said(day("2017-10-12", "the 12th"), by="guard", text="It was gone on the 12th", predicate="go", subject="line")
    assert len(events([LEFT, other]).events) == 1
    late = said(day("2017-10-15", "the 15th"), by="guard", text="It was gone on the 15th", predicate="go", subject="line")
    found = events([LEFT, late], finding(WHEN, by="A. Editor", when=from_edtf("2017-10-12"))).events
    assert [event.edtf for event in found] == ["2017-10-12", "2017-10-12"]
    assert "its claims say otherwise: “the 15th”" in found[1].time_reason + found[0].time_reason


def test_links_that_were_refused_or_proposed_do_not_make_one_event():
    """Score 0 is no answer; a question that the machine proposes does not say that two things are one."""
    other = said(day("2017-10-12", "the 12th"), by="guard", text="It was gone on the 12th", predicate="go", subject="line")
    refused = [Link(pair[0].id, WHEN.id, 0.0, "") for pair in (LEFT, other)]
    assert len(events([LEFT, other], links=refused).events) == 2
    proposed = question("departure", "moment", text="When did it leave?", is_proposed=True)
    assert len(events([LEFT, other], questions=(proposed,)).events) == 2


def test_a_place_and_a_count_come_from_claims_of_the_same_verb():
    """The place is the concluded one, with the named one kept behind it; a count bounds nothing and is shown."""
    where, many = question("end", "place"), question("people")
    pairs = account(
        "driver",
        (day("2017-10-12", "12 October"), CONVOY),
        (place("Raqqa", 35.95, 39.01), CONVOY),
        (amount("200 people"), CONVOY),
        text="The convoy left Raqqa on 12 October with 200 people",
    )
    links = [Link(pairs[1][0].id, "end", 1.0, ""), Link(pairs[2][0].id, "people", 1.0, "")]
    tabqa = finding(where, by="A. Editor", where=PlaceRef("Tabqa", "Tabqa", 35.84, 38.55))
    number = finding(many, Standing.CONTESTED, low=150, high=200, unit="people")
    (event,) = events(pairs, tabqa, number, links=links, questions=(where, many)).events
    assert (event.where.name, event.places) == ("Tabqa", ("Tabqa", "Raqqa"))
    assert [(b.aspect, b.is_taken) for b in event.findings] == [("place", True), ("count", False)]
    assert event.findings[1].said == "How many people? 150 to 200 people (contested, suggested)"
    assert event.standing == "corroborated"


def test_a_concluded_length_bounds_the_end():
    """A journey of two days from the 12th ends on the 14th, whatever the account says."""
    long = question("journey", "duration", unit="hour")
    pairs = account(
        "driver",
        (day("2017-10-12", "12 October"), CONVOY),
        (duration("3 days"), {"subject": "convoy", "predicate": "leave"}),
        text="The convoy left on 12 October for 3 days",
    )
    found = finding(long, by="A. Editor", low=48.0, high=48.0, unit="hours")
    (event,) = events(pairs, found, links=[Link(pairs[1][0].id, "journey", 1.0, "")], questions=(long,)).events
    assert (event.when.earliest_end, event.when.latest_end) == ("2017-10-14T00:00", "2017-10-14T23:59")
    assert event.lasts.low == event.lasts.high == 172_800


def test_an_order_that_a_finding_makes_impossible_names_the_finding():
    """The bridge fell after the departure on the 15th, yet on the 14th: the clash has the finding in it, and the order goes."""
    left = said(day("2017-10-12", "12 October"), by="driver", text="The convoy left on 12 October", noun="convoy", **CONVOY)
    fell = said(
        day("2017-10-14", "14 October"),
        by="guard",
        text="After the convoy left the bridge fell on 14 October",
        noun="bridge",
        predicate="fall",
    )
    concluded = finding(WHEN, by="A. Editor", when=from_edtf("2017-10-15"))
    made = events([left, fell], concluded, links=[Link(left[0].id, WHEN.id, 1.0, "")])
    (clash,) = made.clashes
    assert clash.finding_ids == ("f-departure",)
    assert clash.claim_ids == (fell[0].id,)
    assert "what A. Editor concluded on “When did it leave?”" in clash.sentence


def test_an_occurrence_says_how_well_an_event_is_supported():
    """Nothing is bounded; the standing is the event's."""
    did = question("gone", "occurrence", text="Did it leave?")
    pair = said(occurrence("leave", "the convoy left"), by="driver", text="the convoy left", **CONVOY)
    found = finding(did, Standing.CONTESTED, words="it left; it did not")
    (event,) = events([pair], found, links=[Link(pair[0].id, "gone", 0.9, "")], questions=(did,)).events
    assert (event.standing, event.findings[0].aspect, event.edtf) == ("contested", "occurrence", "")
