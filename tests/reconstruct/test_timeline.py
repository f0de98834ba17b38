"""Events and their order."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.model.testimony import Polarity, Stance
from testimonia.model.values import Moment
from testimonia.reconstruct.timeline import build_events
from tests.make import day, place, said, source, sources, testimony

SOURCES = sources(source("driver"), source("shopkeeper"))
TEXT = "We met in Tabqa. The convoy left Raqqa on 12 October, early. Then nothing."
LEFT = said(day("2017-10-12", "12 October"), by="driver", text=TEXT, noun="convoy", predicate="leave")
ALSO = said(day("2017-10-12", "the 12th"), by="shopkeeper", noun="convoy", predicate="leave")
STRIKE = said(day("2017-10-11", "11 October"), by="shopkeeper", noun="plane", predicate="strike")
DUSK = said(Moment("", "", "", "", "about four in the afternoon", "T16:00"), by="shopkeeper", noun="truce", predicate="begin")
PAIRS = (LEFT, ALSO, STRIKE, DUSK)


def events(*pairs, limit=100):
    return build_events(testimony(*pairs), SOURCES, limit=limit)


def test_events_are_in_order_and_undated_ones_last():
    """The strike, the departure, and the truce of no known day."""
    assert [event.when.words for event in events(*PAIRS)] == ["11 October", "12 October", "about four in the afternoon"]


def test_the_same_thing_on_the_same_day_is_one_event():
    """Two people's departure is one event with two sources, and the reason says so."""
    departure = events(*PAIRS)[1]
    assert departure.source_ids == ("s-driver", "s-shopkeeper")
    assert departure.reason == "2 claims of 2 sources give the same day (2017-10-12) and the same thing ('convoy leave')"


def test_another_thing_or_another_day_is_another_event():
    """Neither the day alone nor the words alone make one event."""
    other_day = said(day("2017-10-13"), by="driver", noun="convoy", predicate="leave")
    other_thing = said(day("2017-10-12"), by="driver", noun="bus", predicate="leave")
    assert len(events(LEFT, other_day, other_thing)) == 3


def test_claims_without_words_for_what_happened_stay_apart():
    """A noun without a verb does not say that two people mean the same; a bare date or "now" is no event at all."""
    assert len(events(*(said(day("2017-10-12"), by=name, noun="convoy") for name in ("driver", "shopkeeper")))) == 2
    assert events(said(day("2017-10-12"), by="driver")) == ()
    assert events(said(Moment("", "", "", "", "now", "PRESENT_REF"), by="driver", noun="price", predicate="be")) == ()


def test_a_state_of_nothing_named_is_no_event():
    """ "On 30 October Desk wrote:" over a letter says only when it was written; what the minister wrote is an event."""
    assert events(said(day("2017-10-30"), by="driver", predicate="write")) == ()
    assert len(events(said(day("2017-10-30"), by="driver", predicate="write", subject="minister"))) == 1


def test_an_event_is_told_in_its_sentence():
    """The words are the sentence around the time, not the whole statement."""
    assert events(LEFT)[0].what == "The convoy left Raqqa on 12 October, early."


def test_an_event_takes_the_place_of_its_own_sentence():
    """Raqqa stands in the sentence of the departure; Tabqa stands in another one."""
    statement = LEFT[1]

    def at(name):
        made = said(place(name, 35.9, 39.0), by="driver", text=TEXT, predicate="leave")[0]
        return msgspec.structs.replace(made, statement_id=statement.id), statement

    assert events(LEFT, at("Tabqa"), at("Raqqa"))[0].where.name == "Raqqa"
    assert events(LEFT, at("Tabqa"))[0].where is None


def test_what_did_not_happen_is_no_event():
    """Denials, promises and negations have no place on a timeline."""
    pairs = [
        said(day("2017-10-12"), by="driver", noun="convoy", predicate="leave", polarity=Polarity.NEGATED),
        said(day("2017-10-13"), by="driver", noun="convoy", predicate="leave", stance=Stance.PROMISES),
        said(day("2017-10-14"), by="driver", noun="convoy", predicate="leave", stance=Stance.DENIES),
    ]
    assert events(*pairs) == ()


def test_differing_times_of_day_are_noted():
    """The event keeps the most precise time and says that another was given."""
    pairs = [
        said(day("2017-10-12", time=t), by=n, noun="convoy", predicate="leave")
        for t, n in (("05:00", "driver"), ("16:00", "shopkeeper"))
    ]
    assert events(*pairs)[0].reason.endswith("the times given differ: 05:00, 16:00")


def test_the_limit_keeps_what_most_sources_speak_of():
    """With room for one event, the one that two people tell stays."""
    assert [event.what for event in events(*PAIRS, limit=1)] == ["The convoy left Raqqa on 12 October, early."]
    assert events(*PAIRS, limit=0) == ()


@given(st.permutations(PAIRS))
@settings(max_examples=24, deadline=None)
def test_order_of_claims_does_not_matter(pairs):
    """The same claims give the same timeline."""
    assert events(*pairs) == events(*PAIRS)
