"""Which claims are events, and the day of a bare time of day."""

import pytest

from testimonia.model.values import Duration
from testimonia.reconstruct.timeline import build_timeline
from tests.make import day, occurrence, said, source, sources, testimony
from tests.reconstruct.accounts import account, clock

SOURCES = sources(source("driver"), source("shopkeeper"))
TRUCE = (clock("at four", "T16:00"), {"noun": "truce", "predicate": "begin"})


def events(*pairs, **options):
    return build_timeline(testimony(*pairs), SOURCES, **options).events


def test_a_time_of_day_takes_the_day_told_before_it_in_the_passage():
    """ "On 12 October ... at four" is four on the 12th, although the 14th is told after it, and the event says from where."""
    pairs = account(
        "shopkeeper",
        (day("2017-10-12", "On 12 October"), {"noun": "shop", "predicate": "open"}),
        TRUCE,
        (day("2017-10-14", "on 14 October"), {"noun": "shop", "predicate": "close"}),
        text="On 12 October I opened the shop. The truce began at four. I closed it on 14 October.",
    )
    truce = events(*pairs)[1]
    assert (truce.when.earliest_start, truce.when.words) == ("2017-10-12T16:00", "at four")
    assert truce.time_reason == "the day is that of “On 12 October”, in the same passage"
    assert (truce.edtf, truce.date_prec) == ("2017-10-12T16:00:00", 1)


def test_a_time_of_day_takes_the_only_day_of_its_account():
    """Another passage of the same account names one day only: that one. Two days are no day."""
    text = "On 12 October I opened. The truce began at four. I closed on 14 October."
    one = account("shopkeeper", (day("2017-10-12", "On 12 October"), {"noun": "shop", "predicate": "open"}), text=text)
    two = account("shopkeeper", (day("2017-10-14", "on 14 October"), {"noun": "shop", "predicate": "close"}), text=text)
    truce = account("shopkeeper", TRUCE, text=text, passage="p-2")
    assert [event.edtf for event in events(*one, *truce)] == ["2017-10-12", "2017-10-12T16:00:00"]
    assert [event.edtf for event in events(*one, *two, *truce)] == ["2017-10-12", "2017-10-14", ""]


def test_another_persons_day_is_not_taken():
    """What the driver says of the 12th does not date what the shopkeeper saw at four."""
    driver = account("driver", (day("2017-10-12", "12 October"), {"noun": "convoy", "predicate": "leave"}), text="12 October")
    truce = account("shopkeeper", TRUCE, text="The truce began at four.")
    assert [event.edtf for event in events(*driver, *truce)] == ["2017-10-12", ""]


def test_what_happened_without_a_time_is_an_event_where_somebody_asks():
    """A claim that answers a question is an event, and so is one whose sentence orders it; a passing remark is none."""
    asked = said(occurrence("plane drop flare"), by="driver", text="plane drop flare", noun="plane", predicate="drop")
    ordered = said(occurrence("they leave"), by="driver", text="they leave after the truce", noun="lorry", predicate="leave")
    remark = said(occurrence("dog bark"), by="driver", text="dog bark", noun="dog", predicate="bark")
    found = events(asked, ordered, remark, asked=frozenset({asked[0].id}))
    assert {event.what for event in found} == {"plane drop flare", "they leave after the truce"}
    assert {event.date_prec for event in found} == {0}


def test_two_claims_of_one_sentence_are_one_event():
    """ "They loaded the lorries and left" without a date is one thing to show."""
    text = "After dark they loaded and left."
    pairs = account(
        "driver",
        (occurrence("they load", "they loaded"), {"predicate": "load", "noun": "lorry"}),
        (occurrence("they leave", "left"), {"predicate": "leave", "noun": "lorry"}),
        text=text,
    )
    (event,) = events(*pairs)
    assert (event.what, event.reason) == (text, "2 claims of one sentence")


def test_how_long_it_lasted_bounds_its_end():
    """The strikes of the 11th that lasted for ten hours began by two in the afternoon if they ended that day."""
    text = "The strikes of 11 October lasted ten hours."
    ten = Duration(36_000.0, 36_000.0, 36_000.0, "ten hours")
    about = {"noun": "strike", "predicate": "last"}
    (event,) = events(*account("driver", (day("2017-10-11", "11 October"), about), (ten, about), text=text))
    assert event.lasts.words == "ten hours"
    assert (event.when.latest_start, event.when.earliest_end) == ("2017-10-11T13:59", "2017-10-11T10:00")


@pytest.mark.parametrize("words", ["two days after the truce", "two days ago", "two days later", "the longest in two days"])
def test_a_distance_between_events_is_no_length(words):
    """ "They passed two days after the truce" does not say that passing took two days."""
    two = Duration(172_800.0, 172_800.0, 172_800.0, "two days")
    about = {"noun": "line", "predicate": "pass"}
    text = f"On 12 October the line passed, {words}."
    (event,) = events(*account("driver", (day("2017-10-12", "12 October"), about), (two, about), text=text))
    assert event.lasts is None


def test_a_day_named_for_something_longer_is_its_first():
    """A journey of three days on the 12th ends on the 15th."""
    text = "The journey on 12 October took three days."
    three = Duration(259_200.0, 259_200.0, 259_200.0, "three days")
    about = {"noun": "journey", "predicate": "take"}
    (event,) = events(*account("driver", (day("2017-10-12", "12 October"), about), (three, about), text=text))
    assert (event.edtf, event.when.latest_end) == ("2017-10-12/2017-10-15", "2017-10-15T23:59")
