"""What the timeline and the routes say themselves, told in Arabic."""

import re

from testimonia.model.phrases import phrase_of
from testimonia.reconstruct.routes import build_routes
from testimonia.reconstruct.timeline import build_timeline
from testimonia.text.phrases import _Sayer
from tests.make import day, occurrence, said, source, sources, testimony
from tests.reconstruct.accounts import account, clock
from tests.reconstruct.test_merging import STAY
from tests.reconstruct.test_movements import told
from tests.reconstruct.test_routes import FULL

SOURCES = sources(source("driver"), source("shopkeeper"), source("smuggler"), source("villager"))
STRIKE = (day("2017-10-11", "11 October"), {"noun": "strike", "predicate": "hit"})
OWN = re.compile(r"\u2068[^\u2068\u2069]*\u2069|\u2066[^\u2066\u2069]*\u2069")
"""Names, quotations and dates, which stay as they were written."""


def assert_arabic(phrase):
    arabic = OWN.sub("", _Sayer("ar").phrase(phrase))
    assert re.search("[\u0621-\u064a]{2}", arabic), arabic
    assert not re.search("[A-Za-z]{2}", arabic), arabic


def assert_timeline(*pairs, expected):
    """Every sentence is plain words whose parts are kept beside it and have Arabic words; returns nothing."""
    timeline = build_timeline(testimony(*pairs), SOURCES)
    kept = {telling.words: telling.phrase for telling in timeline.tellings}
    lines = [line for event in timeline.events for line in (event.reason, event.time_reason) if line]
    lines += [clash.sentence for clash in timeline.clashes]
    assert any(expected in line for line in lines), lines
    for line in lines:
        assert type(line) is str
        assert_arabic(kept[line])


def test_why_claims_are_one_event():
    """The same words, the same thing, times that can be one or that differ, a bare time of day, no time at all."""
    thursday = said(day("2017-10-12", "Thursday"), by="villager", **STAY)
    four = said(clock("at four", "T16:00"), by="shopkeeper", **STAY)
    assert_timeline(thursday, four, expected="no other dated event has")
    assert_timeline(thursday, said(day("2017-10-12", "12 October"), by="driver", **STAY), expected="2 claims of 2 sources")
    thing = {**STAY, "noun": "people", "subject": "", "terms": ("sdf", "tell", "everyone", "stay", "indoor", "truce")}
    other = said(day("2017-10-12", "12 October"), by="shopkeeper", **thing)
    assert_timeline(thursday, other, expected="the times can be one (“")
    about = {"noun": "flare", "predicate": "drop", "subject": "plane", "terms": ("flare", "plane", "drop", "camp", "night")}
    flares = [said(occurrence("the plane dropped flares", "dropped"), by=by, **about) for by in ("driver", "villager")]
    timeline = build_timeline(testimony(*flares), SOURCES, asked=frozenset(claim.id for claim, _ in flares))
    assert "no time is known, and the same words" in timeline.events[0].reason
    for telling in timeline.tellings:
        assert_arabic(telling.phrase)


def test_where_a_time_comes_from_and_what_cannot_be():
    """From the order of events; an order that no times allow is told with its limits."""
    after = "After the strike the talks resumed."
    talks = occurrence("the talks resumed", "the talks resumed"), {"noun": "talk", "predicate": "resume"}
    strike = account("driver", STRIKE, text="The strike hit on 11 October.")
    assert_timeline(*strike, *account("shopkeeper", talks, text=after), expected="from the order of events")
    early = day("2017-10-09", "9 October"), {"noun": "talk", "predicate": "resume"}
    text = "Three days after the strike the talks resumed on 9 October."
    assert_timeline(*strike, *account("shopkeeper", early, text=text), expected="This order cannot be")


def test_how_a_route_was_put_together():
    """Stops and tellers, coarser accounts, other ways, the length, places in no gazetteer."""
    found = build_routes(testimony(*FULL, *told("They went from Tabqa to Idlib.", by="shopkeeper")), SOURCES)
    other = told("We went from Tabqa over Raqqa and took a dirt road to Idlib.", by="smuggler")
    found += build_routes(testimony(*told("We drove from Tabqa over Raqqa and Homs to Idlib."), *other), SOURCES)
    words = " ".join(route.words for route in found)
    for piece in ("4 stops, told by 1 source", "told more coarsely by shopkeeper", "other way", "straight lines"):
        assert piece in words
    for route in found:
        assert_arabic(phrase_of(route.words))
