"""What is one event, and why."""

import msgspec
import pytest

from testimonia.reconstruct.timeline import build_timeline
from tests.make import day, duration, occurrence, place, said, source, sources, testimony
from tests.reconstruct.accounts import account, clock

SOURCES = sources(source("driver"), source("shopkeeper"), source("villager"))
STAY = {"noun": "indoor", "predicate": "stay", "subject": "sdf", "terms": ("sdf", "tell", "people", "stay", "indoor")}


def events(*pairs, apart=frozenset()):
    return build_timeline(testimony(*pairs), SOURCES, apart=apart).events


def at(name, lat, lon, pair):
    """A place in the same sentence as a claim."""
    made = said(place(name, lat, lon), by="driver", text=pair[1].content[0].exact, predicate="leave")[0]
    return msgspec.structs.replace(made, statement_id=pair[1].id, span=pair[0].span), pair[1]


def test_a_morning_and_a_day_are_one_event_when_the_thing_is_one():
    """The departure on the 12th and on the morning of the 12th: the times can be one, and the event has both sources."""
    morning = msgspec.structs.replace(
        day("2017-10-12", "the morning of the 12th"), latest_start="2017-10-12T11:59", latest_end="2017-10-12T11:59"
    )
    (event,) = events(
        said(day("2017-10-12", "12 October"), by="driver", noun="convoy", predicate="leave"),
        said(morning, by="shopkeeper", noun="convoy", predicate="leave"),
    )
    assert event.source_ids == ("s-driver", "s-shopkeeper")
    assert "the same thing ('convoy leave')" in event.reason


def test_most_of_the_words_make_one_event_and_the_reason_names_them():
    """Other verbs of the same sentence: the words that say what happened are the same."""
    told = {**STAY, "noun": "people", "subject": "", "terms": ("sdf", "tell", "everyone", "stay", "indoor", "truce")}
    (event,) = events(
        said(day("2017-10-12", "Thursday"), by="villager", **told),
        said(day("2017-10-12", "12 October"), by="shopkeeper", **STAY),
    )
    assert "the same words (indoor, people, sdf, stay, tell)" in event.reason


def test_a_time_of_day_joins_the_one_dated_event_it_can_be():
    """At four the SDF told people to stay indoors: Thursday's, because no other dated event is of that."""
    thursday = said(day("2017-10-12", "Thursday"), by="villager", **STAY)
    four = said(clock("at four", "T16:00"), by="shopkeeper", **STAY)
    (event,) = events(thursday, four)
    assert (event.when.words, event.edtf, len(event.source_ids)) == ("at four", "2017-10-12T16:00:00", 2)
    friday = said(day("2017-10-13", "Friday"), by="driver", **STAY)
    assert len(events(thursday, friday, four)) == 3


def test_without_any_time_only_most_of_the_words_make_one_event():
    """Two who tell of the flares in the same words tell one event; the same verb of the same thing alone is not enough."""
    about = {"noun": "flare", "predicate": "drop", "subject": "plane"}
    told = [
        said(occurrence("drop", name), by=name, **about, terms=words)
        for name, words in (
            ("driver", ("convoy", "night", "road")),
            ("villager", ("convoy", "night", "road")),
            ("shopkeeper", ("town",)),
        )
    ]
    found = build_timeline(testimony(*told), SOURCES, asked=frozenset(claim.id for claim, _ in told)).events
    assert sorted(event.source_ids for event in found) == [("s-driver", "s-villager"), ("s-shopkeeper",)]


def test_a_month_does_not_swallow_its_days():
    """ "In October" is too vague to be the departure of the 12th."""
    month = day("2017-10", "in October")
    pairs = [said(when, by="driver", noun="convoy", predicate="leave") for when in (month, day("2017-10-12"))]
    assert len(events(*pairs)) == 2


@pytest.mark.parametrize(("lat", "lon", "number"), [(35.95, 39.0, 1), (33.5, 36.3, 2)])
def test_things_in_places_far_apart_are_two(lat, lon, number):
    """The same verb on the same day near Raqqa is one event; in Raqqa and in Damascus it is two."""
    early = msgspec.structs.replace(day("2017-10-12", "early"), latest_end="2017-10-12T08:00", latest_start="2017-10-12T08:00")
    one = said(day("2017-10-12", "12 October"), by="driver", text="It left on 12 October", noun="convoy", predicate="leave")
    two = said(early, by="shopkeeper", text="It left early", noun="convoy", predicate="leave")
    assert len(events(one, at("Raqqa", 35.95, 39.01, one), two, at("There", lat, lon, two))) == number


def test_two_doers_of_one_verb_are_two_events():
    """The bus left and the convoy left, in the same words otherwise."""
    words = ("road", "north", "leave", "town")
    pairs = [
        said(day("2017-10-12", "the 12th"), by=name, noun="town", subject=name, predicate="leave", terms=words)
        for name in ("driver", "villager")
    ]
    assert len(events(*pairs)) == 2


def told(words, when, by, **about):
    return said(day(when, words.partition(" on ")[2]), by=by, text=words, **about)


@pytest.mark.parametrize(
    ("one", "two", "number"),
    [
        (("The convoy left on 12 October", "convoy", "leave"), ("The convoy set off on 12 October", "convoy", "set"), 1),
        (("The convoy left on 12 October", "convoy", "leave"), ("The convoy set up camp on 12 October", "convoy", "set"), 2),
        (("The convoy left on 12 October", "convoy", "leave"), ("The buses pulled out on 12 October", "bus", "pull"), 2),
        (("The convoy left on 12 October", "convoy", "leave"), ("The convoy arrived on 12 October", "convoy", "arrive"), 2),
        (("The convoy left on 12 October", "convoy", "leave"), ("The second convoy set off on 12 October", "convoy", "set"), 2),
        (("The bridge fell on 12 October", "bridge", "fall"), ("The bridge came down on 12 October", "bridge", "come"), 1),
    ],
)
def test_other_words_for_one_deed_are_one_event(one, two, number):
    """One class of verbs and the same thing on one day; not another thing, another deed, or one of several things."""
    pairs = [
        told(words, "2017-10-12", by, subject=thing, predicate=verb)
        for (words, thing, verb), by in ((one, "driver"), (two, "villager"))
    ]
    found = events(*pairs)
    assert len(found) == number
    if number == 1:
        assert "in other words" in found[0].reason


@pytest.mark.parametrize(("lat", "number"), [(35.95, 1), (36.4, 2)])
def test_a_convoy_and_its_buses_are_one_only_in_one_place(lat, number):
    """ "The convoy left", "the buses pulled out": both in Raqqa it is one departure, 50 km apart it is two."""
    one = told("The convoy left on 12 October", "2017-10-12", "driver", subject="convoy", predicate="leave")
    two = told("The buses pulled out on 12 October", "2017-10-12", "villager", subject="bus", predicate="pull")
    places = at("Raqqa", 35.95, 39.01, one), at("There", lat, 39.01, two)
    assert len(events(one, two, *places)) == number


def test_other_words_at_times_that_cannot_be_one_are_two_events():
    """In the morning and in the evening of one day."""
    pairs = [
        said(day("2017-10-12", time=time), by=by, text=text, subject="train", predicate=verb)
        for time, by, text, verb in (
            ("08:00", "driver", "The train stopped at 2017-10-12 08:00", "stop"),
            ("17:30", "villager", "The train halted at 2017-10-12 17:30", "halt"),
        )
    ]
    assert len(events(*pairs)) == 2


def test_who_did_it_and_who_suffered_it_are_not_confused():
    """ "The sergeant held the captain" and "the sergeant was arrested" are two; "the captain was arrested" is the first."""
    active = told(
        "The sergeant detained the captain on 1 March",
        "2001-03-01",
        "driver",
        subject="sergeant",
        predicate="detain",
        terms=("captain",),
    )
    for who, number in (("sergeant", 2), ("captain", 1)):
        passive = told(f"The {who} was arrested on 1 March", "2001-03-01", "villager", subject=who, predicate="arrest")
        assert len(events(active, passive)) == number


def test_a_noun_behind_which_a_date_stands_is_what_is_dated():
    """ "Destroyed in the strike of 11 October": how long the strikes lasted is of the same ones; what followed is later."""
    struck = said(
        day("2017-10-11", "11 October"),
        by="driver",
        text="A house was destroyed in the strike of 11 October",
        subject="house",
        noun="strike",
        predicate="destroy",
    )
    lasted, resumed = account(
        "villager",
        (duration("ten hours"), {"noun": "strike", "predicate": "last"}),
        (occurrence("resume", "the talks resumed"), {"noun": "talk", "predicate": "resume"}),
        text="The strikes lasted for ten hours. After the strikes the talks resumed.",
    )
    asked = frozenset({lasted[0].id, resumed[0].id})
    strikes, talks = build_timeline(testimony(struck, lasted, resumed), SOURCES, asked=asked).events
    assert (strikes.edtf, len(strikes.source_ids), strikes.lasts.words) == ("2017-10-11", 2, "ten hours")
    assert (talks.edtf, talks.is_ordered) == ("2017-10-11T10:00:00/..", True)
    fell = said(day("2017-10-11", "11 October"), by="driver", text="A house fell on 11 October", noun="house", predicate="fall")
    assert len(build_timeline(testimony(fell, lasted), SOURCES, asked=asked).events) == 2


def test_a_claim_taken_out_stays_out():
    """What a reviewer parted is not put together again, neither by the same words nor as a time of day, and nothing is lost."""
    pairs = [said(day("2017-10-12", name), by=name, noun="convoy", predicate="leave") for name in ("driver", "villager")]
    one, two = (claim.id for claim, _ in pairs)
    assert len(events(*pairs)) == 1
    parted = events(*pairs, apart=frozenset({(one, two), (two, one)}))
    assert sorted(event.claim_ids for event in parted) == sorted([(one,), (two,)])
    four = said(clock("at four", "T16:00"), by="shopkeeper", noun="convoy", predicate="leave")
    apart = frozenset(pair for other in (one, two) for pair in ((other, four[0].id), (four[0].id, other)))
    assert [len(event.claim_ids) for event in events(*pairs, four, apart=apart)] == [2, 1]


def test_claims_of_one_teller_with_one_time_and_verb_are_one_event():
    """The same note in two languages tells one departure."""
    pairs = [said(day("2017-10-12", words), by="driver", predicate="set") for words in ("12 October", "١٢ تشرين الأول")]
    (event,) = events(*pairs)
    assert event.reason.endswith("the same teller, time and verb ('set')")
