"""Journeys as single accounts tell them."""

import pytest
from msgspec.structs import replace

from testimonia.model.material import Span
from testimonia.model.testimony import Polarity, Stance
from testimonia.model.values import PlaceRef
from testimonia.reconstruct.movements import Role, read_accounts, read_departures, stop_key
from tests.make import day, occurrence, place, said, testimony

PLACES = {
    "Tabqa": (35.84, 38.55),
    "Raqqa": (35.95, 39.01),
    "Homs": (34.72, 36.73),
    "Hama": (35.13, 36.75),
    "Idlib": (35.93, 36.63),
    "الطبقة": (35.84, 38.55),
    "الرقة": (35.95, 39.01),
    "إدلب": (35.93, 36.63),
}


def told(text, *, by="driver", **fields):
    """A statement with a claim for every known place in it, or with an occurrence where there is none."""
    pairs = [said(place(name, *at), by=by, text=text, **fields) for name, at in PLACES.items() if name in text]
    return pairs or [said(occurrence("tell", text), by=by, text=text, **fields)]


def stops(text, **fields):
    """Names of the stops of the only account."""
    accounts = read_accounts(testimony(*told(text, **fields))(), not_places=["Abu Fawzi", "Walid"])
    assert len(accounts) <= 1
    return [stop.place.name for account in accounts for stop in account.stops]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They drove from Tabqa to Raqqa.", ["Tabqa", "Raqqa"]),
        ("They drove to Raqqa from Tabqa.", ["Tabqa", "Raqqa"]),
        ("They left Homs for Idlib.", ["Homs", "Idlib"]),
        ("The route from Tabqa over Raqqa and Shanine to Idlib is long.", ["Tabqa", "Raqqa", "Shanine", "Idlib"]),
        ("They went from Homs through Hama to Idlib.", ["Homs", "Hama", "Idlib"]),
        ("They fled Homs via Hama.", ["Homs", "Hama"]),
        ("The drivers assembled in Tabqa. They drove empty to Raqqa. The journey ended at Idlib.", ["Tabqa", "Raqqa", "Idlib"]),
        ("We drove to Raqqa. Then came Shanine, with the small bridge.", ["Raqqa", "Shanine"]),
        (
            "They left Raqqa. After Shanine the convoy left the main road and took a desert track.",
            ["Raqqa", "Shanine", "desert track"],
        ),
        ("We drove to Raqqa and followed them as far as the last SDF checkpoint.", ["Raqqa", "last SDF checkpoint"]),
        (
            "They passed through Shanine. He remembers Shanine and the small bridge, then the dirt road.",
            ["Shanine", "dirt road"],
        ),
        ("انطلق السائقون من الطبقة إلى الرقة ثم إلى إدلب.", ["الطبقة", "الرقة", "إدلب"]),
    ],
)
def test_stops_come_in_the_order_of_the_journey(text, names):
    """Where from, over what, where to: whatever the order of the words, through the sentences of one account."""
    assert stops(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "They did not go to Raqqa.",
        "He would like to go to Raqqa.",
        "If they drove to Raqqa, nobody saw it.",
        "Did they drive to Raqqa?",
        "The letter from Walid went to Abu Fawzi.",
        "They travelled from Monday to Friday.",
        "The bread in Raqqa is good.",
        "The convoy left the main road.",
        "He wrote to Raqqa.",
        "They moved from Channel9 to Borders.",
    ],
)
def test_what_tells_no_journey_has_no_stop(text):
    """Denials, wishes and questions, people, days, and sentences without a movement."""
    assert stops(text) == []


@pytest.mark.parametrize("fields", [{"stance": Stance.PROMISES}, {"stance": Stance.STIPULATES}])
def test_what_was_promised_is_no_journey(fields):
    """A place in a promise is masked as nothing: it was not reached."""
    assert stops("They were taken in.", **fields) == []
    accounts = read_accounts(testimony(*told("We drove from Tabqa to Raqqa.", **fields))())
    assert all(stop.claim_ids == () for account in accounts for stop in account.stops)


def test_what_is_remembered_is_a_stop_although_the_cue_is_no_part_of_the_statement():
    """ "He remembers one last checkpoint" is read as reported speech: its words begin behind the verb."""
    claim, statement = said(occurrence("see", "one last checkpoint"), by="driver", text="one last checkpoint")
    shifted = replace(statement, content=(Span(14, 33, "one last checkpoint"),))
    (account,) = read_accounts(testimony((claim, replace(shifted, cue=Span(4, 13, "remembers"))))())
    assert [stop.place.name for stop in account.stops] == ["last checkpoint"]
    assert read_accounts(testimony((claim, replace(shifted, cue=Span(4, 13, "described"))))()) == []


def test_a_country_behind_a_comma_is_no_stop():
    """It says where the town lies; behind "and" it is one."""
    syria = PlaceRef("Syria", "Syria", 35.0, 38.5, "geonames:163843", "SY", 300.0)
    for text, names in (("We arrived in Homs, Syria.", ["Homs"]), ("We went to Homs and Syria.", ["Homs", "Syria"])):
        (account,) = read_accounts(testimony(*told(text), said(syria, by="driver", text=text))())
        assert [stop.place.name for stop in account.stops] == names


def test_another_traveller_makes_another_journey():
    """That some of a group left for Idlib does not continue what the speaker did."""
    accounts = read_accounts(testimony(*told("I left Raqqa. Some of my group left for Idlib."))())
    assert [[stop.place.name for stop in account.stops] for account in accounts] == [["Raqqa"], ["Idlib"]]


def test_days_come_before_the_order_of_the_text():
    """What is told later but happened earlier stands first."""
    text = "On 12 October they reached Idlib. On 10 October they had left Homs."
    pairs = told(text)
    pairs += [said(day("2017-10-12", "12 October"), by="driver", text=text)]
    pairs += [said(day("2017-10-10", "10 October"), by="driver", text=text)]
    (account,) = read_accounts(testimony(*pairs)())
    assert [stop.place.name for stop in account.stops] == ["Homs", "Idlib"]
    assert account.stops[0].when.words == "10 October"


def test_a_stop_rests_on_its_claims_and_its_sentence():
    """The claim of the place, and the exact sentence."""
    (pair, *_) = pairs = told("It was dark. They drove to Raqqa.")
    (account,) = read_accounts(testimony(*pairs)())
    (stop,) = account.stops
    assert (stop.claim_ids, stop.words, stop.role) == ((pair[0].id,), "They drove to Raqqa.", Role.END)


def test_the_order_of_the_claims_does_not_matter():
    """The same accounts from the same claims in reverse."""
    pairs = told("They drove from Tabqa to Raqqa.") + told("We went from Homs to Idlib.", by="smuggler")
    assert read_accounts(testimony(*pairs)()) == read_accounts(testimony(*reversed(pairs))())


def test_a_departure_without_a_place_keeps_its_moment():
    """Set off early on 12 October: affirmed, factual and dated ones only."""
    early = said(day("2017-10-12", "12 October"), by="driver", text="We set off early on 12 October.", predicate="set")
    never = said(day("2017-10-11", "11 October"), by="driver", predicate="set", polarity=Polarity.NEGATED)
    other = said(day("2017-10-11", "11 October"), by="driver", predicate="strike")
    (found,) = read_departures(testimony(early, never, other)())
    assert (found.source_id, found.claim_id) == ("s-driver", early[0].id)


def test_one_stop_under_two_descriptions_is_one():
    """By its id, else by its name without the noun for the sort of place."""
    assert stop_key(PlaceRef("Ar Raqqah", "Raqqa", gazetteer_id="g:1")) == stop_key(
        PlaceRef("Raqqa", "Rakka", gazetteer_id="g:1")
    )
    assert stop_key(place("the village between A and B")) == stop_key(place("between A and B"))
    assert stop_key(place("desert track")) != stop_key(place("dirt road"))
