"""Words that put one event before, after or inside another."""

import pytest

from testimonia.reconstruct.orders import find_cues
from testimonia.reconstruct.timeline import build_timeline
from tests.make import day, occurrence, source, sources, testimony
from tests.reconstruct.accounts import account

SOURCES = sources(source("driver"), source("shopkeeper"))
DAY = 24 * 60
STRIKE = (day("2017-10-11", "11 October"), {"noun": "strike", "predicate": "hit"})
STRIKE_TEXT = "The strike hit on 11 October."


def happened(words, noun, predicate):
    return occurrence(words, words), {"noun": noun, "predicate": predicate}


@pytest.mark.parametrize(
    ("sentence", "relation", "anchor", "low", "high"),
    [
        ("After the strikes the talks resumed.", "after", "the strikes", 0, None),
        ("They left before the bridge fell.", "before", "the bridge fell", 0, None),
        ("After the strike on the bridge, we left.", "after", "the strike on the bridge", 0, None),
        ("Three days after the strike they left.", "after", "the strike", 2 * DAY + 1, 4 * DAY - 1),
        ("The day after the strike they left.", "after", "the strike", 1, 2 * DAY - 1),
        ("Two hours before the truce we left.", "before", "the truce", 90, 150),
        ("They left shortly after the truce.", "after", "the truce", 0, DAY),
        ("It broke during the journey.", "during", "the journey", 0, None),
        ("Three days later they left.", "after", "", 2 * DAY + 1, 4 * DAY - 1),
        ("An hour after that they left.", "after", "", 30, 90),
        ("The next morning they left.", "after", "", 60, 2159),
        ("Then they left.", "after", "", 0, None),
        ("وبعد الغارة غادروا", "after", "الغارة", 0, None),
        ("غادروا بعد الغارة", "after", "الغارة", 0, None),
        ("ثم غادروا", "after", "", 0, None),
        ("They left the afternoon market.", "", "", 0, None),
        ("He fell, after several months of turmoil.", "", "", 0, None),
        ("He looked after the children.", "", "", 0, None),
        ("Two days on the road they rested.", "", "", 0, None),
        ("He has since shown them the place.", "", "", 0, None),
    ],
)
def test_cues_say_which_way_how_far_and_from_what(sentence, relation, anchor, low, high):
    """With a lag in minutes, and what they count from: up to the next noun phrase, or what was just told."""
    cues = find_cues(sentence)
    assert [(c.relation, c.anchor, c.lag.low, c.lag.high) for c in cues] == (
        [(relation, anchor, low, high)] if relation else []
    )


def orders(*pairs):
    timeline = build_timeline(testimony(*pairs), SOURCES)
    names = {event.id: event.what for event in timeline.events}
    return [(names[o.first_id], names[o.then_id], o.relation) for o in timeline.orders], timeline


def test_what_follows_an_event_is_bound_by_it():
    """The talks resumed after the strike of the 11th: not before the 11th, and the event says by which words."""
    after = "After the strike the talks resumed."
    found, timeline = orders(
        *account("driver", STRIKE, text=STRIKE_TEXT),
        *account("shopkeeper", happened("the talks resumed", "talk", "resume"), text=after),
    )
    assert found == [(STRIKE_TEXT, after, "before")]
    event = timeline.events[1]
    assert (event.edtf, event.is_ordered) == ("2017-10-11/..", True)
    assert event.time_reason == f"from the order of events: “{after}”"


def test_a_lag_narrows_both_sides():
    """Three days after the 11th is the 14th."""
    text = "Three days after the strike the lorries left."
    _, timeline = orders(
        *account("driver", STRIKE, text=STRIKE_TEXT),
        *account("driver", happened("the lorries left", "lorry", "leave"), text=text),
    )
    start = timeline.events[1].when
    assert (start.earliest_start, start.latest_start) == ("2017-10-13T00:01", "2017-10-15T23:58")


def test_the_next_morning_counts_from_the_sentence_before():
    """In one passage, the event told just before; in another passage nothing was told before."""
    text = "The strike hit on 11 October. The next morning the lorries left."
    told = [STRIKE, happened("the lorries left", "lorry", "leave")]
    found, timeline = orders(*account("driver", *told, text=text))
    assert found == [("The strike hit on 11 October.", "The next morning the lorries left.", "before")]
    assert timeline.events[1].when.latest_start == "2017-10-13T11:58"
    apart = [*account("driver", told[0], text=text), *account("driver", told[1], text=text, passage="p-2")]
    assert orders(*apart)[0] == []


def test_words_that_fit_two_events_name_none():
    """With two strikes told, "after the strike" is left alone."""
    other = (day("2017-10-13", "13 October"), {"noun": "strike", "predicate": "hit"})
    found, _ = orders(
        *account("driver", STRIKE, text=STRIKE_TEXT),
        *account("driver", other, text="A strike hit on 13 October."),
        *account("shopkeeper", happened("the talks resumed", "talk", "resume"), text="After the strike the talks resumed."),
    )
    assert found == []


@pytest.mark.parametrize("text", ["غادروا بعد الغارة.", "وبعد الغارات غادروا."])
def test_an_arabic_account_counts_from_the_same_event(text):
    """ "After the strike" in Arabic is the strike that an English account dates."""
    found, _ = orders(
        *account("driver", STRIKE, text=STRIKE_TEXT),
        *account("shopkeeper", happened("غادروا", "lorry", "leave"), text=text),
    )
    assert found == [(STRIKE_TEXT, text, "before")]


def test_an_actor_does_not_name_an_event():
    """ "Before he showed the soldiers the place" does not mean whatever else the soldiers did."""
    soldiers = (day("2017-10-11", "11 October"), {"noun": "soldier", "predicate": "come", "subject": "soldier"})
    found, _ = orders(
        *account("driver", soldiers, text="The soldiers came on 11 October."),
        *account("shopkeeper", happened("he left", "shop", "leave"), text="He left before he showed the soldiers the place."),
    )
    assert found == []


def test_what_happened_during_an_event_lies_inside_it():
    """The axle broke during the journey of 12 to 15 October."""
    journey = day("2017-10-12", "12 to 15 October")
    text = "The axle broke during the journey."
    _, timeline = orders(
        *account("driver", (journey, {"noun": "journey", "predicate": "last"}), text="The journey lasted 12 to 15 October."),
        *account("driver", happened("The axle broke", "axle", "break"), text=text),
    )
    event = next(event for event in timeline.events if event.what == text)
    assert (event.edtf, event.date_prec) == ("2017-10-12", 1)


def test_an_order_that_cannot_be_is_told_with_its_claims():
    """The lorries left on the 10th, the strike was on the 11th, and they left after the strike: these claims, and no other."""
    lorries = (day("2017-10-10", "10 October"), {"noun": "lorry", "predicate": "leave"})
    beside = (day("2017-10-12", "12 October"), {"noun": "truce", "predicate": "begin"})
    text = "The lorries left on 10 October after the strike."
    pairs = [
        *account("driver", STRIKE, text=STRIKE_TEXT),
        *account("shopkeeper", lorries, text=text),
        *account("shopkeeper", beside, text="The truce began on 12 October."),
    ]
    _, timeline = orders(*pairs)
    (clash,) = timeline.clashes
    assert set(clash.claim_ids) == {pairs[0][0].id, pairs[1][0].id}
    assert f"“{STRIKE_TEXT}” (driver)" in clash.sentence
    assert f"“{text}” (shopkeeper)" in clash.sentence
    assert f"“{STRIKE_TEXT}” begins at the earliest on 2017-10-11" in clash.sentence
    assert f"“{text}” begins at the latest on 2017-10-10" in clash.sentence
    assert [event.edtf for event in timeline.events] == ["2017-10-10", "2017-10-11", "2017-10-12"]


def test_a_lag_that_does_not_fit_is_named():
    """Three days after the 11th leaves no room for leaving on the 12th after it."""
    talks = happened("the talks resumed", "talk", "resume")
    lorries = (day("2017-10-12", "12 October"), {"noun": "lorry", "predicate": "leave"})
    pairs = [
        *account("driver", STRIKE, text=STRIKE_TEXT),
        *account("driver", talks, text="Three days after the strike the talks resumed."),
        *account("shopkeeper", lorries, text="On 12 October the lorries left after the talks resumed."),
    ]
    (clash,) = orders(*pairs)[1].clashes
    assert set(clash.claim_ids) == {claim.id for claim, _ in pairs}
    assert "at least 2 days lie between" in clash.sentence


def test_two_who_say_the_opposite_order_clash_without_any_date():
    """One says the truce came before the strike, the other after it."""

    def told(words, noun, predicate, terms):
        return occurrence(words, words), {"noun": noun, "predicate": predicate, "terms": terms}

    strike = told("The strike hit", "strike", "hit", ("town", "night", "plane"))
    truce = told("the truce began", "truce", "begin", ("bridge", "north"))
    pairs = [
        *account("driver", truce, text="Then the truce began."),
        *account("driver", strike, text="The strike hit after the truce."),
        *account("shopkeeper", strike, text="The strike hit before the truce."),
    ]
    _, timeline = orders(*pairs)
    (clash,) = timeline.clashes
    assert set(clash.claim_ids) == {pairs[1][0].id, pairs[2][0].id}
    assert clash.sentence.endswith("Each of these events would have to come before the other.")
