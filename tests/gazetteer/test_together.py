"""Rules of resolving the names of one text together."""

import pytest

from testimonia.gazetteer.lookup import Gazetteer
from testimonia.gazetteer.places import PlaceKind
from testimonia.gazetteer.together import resolve_together


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_division_named_in_the_text_pulls_its_towns(gazetteer: Gazetteer) -> None:
    """Alexandria beside Louisiana and Baton Rouge is not in Egypt; alone it is."""
    beside = resolve_together(gazetteer, ["Alexandria", "Louisiana", "Baton Rouge"])[0]
    alone = resolve_together(gazetteer, ["Alexandria"])[0]
    assert beside is not None
    assert alone is not None
    assert (beside.place.country, beside.place.region) == ("US", "Louisiana")
    assert alone.place.country == "EG"
    assert "the places named with it speak for it" in beside.reason


def test_repeated_and_unknown_names_keep_their_position(gazetteer: Gazetteer) -> None:
    """There is one answer for each name, in order; the same name has the same answer and an unknown one has none."""
    answers = resolve_together(gazetteer, ["Homs", "Qwxzzptk", "Homs"])
    assert len(answers) == 3
    assert answers[0] == answers[2]
    assert answers[0] is not None
    assert answers[1] is None


def test_no_names_give_no_answers(gazetteer: Gazetteer) -> None:
    """An empty text is an empty answer."""
    assert resolve_together(gazetteer, []) == []


def test_the_place_after_the_comma_holds_the_other(gazetteer: Gazetteer) -> None:
    """Paris, Texas is not in France, and neither is Paris in the rest of that text."""
    answers = resolve_together(gazetteer, ["Paris", "Paris, Texas", "Texas"])
    assert [a.place.region for a in answers[:2] if a] == ["Texas", "Texas"]
    assert answers[1] is not None
    assert "in Texas, as the text says" in answers[1].reason


def test_a_list_of_countries_is_not_a_nest_of_places(gazetteer: Gazetteer) -> None:
    """A country before a comma stays that country, whatever follows."""
    names = ["U.S., Romania", "Romania", "Mali, Niger", "Niger"]
    assert [a.place.country for a in resolve_together(gazetteer, names) if a] == ["US", "RO", "ML", "NE"]


def test_counties_are_found_by_their_neighbours(gazetteer: Gazetteer) -> None:
    """There are many Jefferson Counties; beside Louisville it is the one in Kentucky."""
    answer = resolve_together(gazetteer, ["Jefferson County", "Louisville, Kentucky", "Kentucky"])[0]
    assert answer is not None
    assert (answer.place.kind, answer.place.region) == ("district", "Kentucky")


def test_a_merely_similar_name_is_no_answer(gazetteer: Gazetteer) -> None:
    """Without neighbours or a country to support it a spelling that only resembles a place's is left open."""
    assert resolve_together(gazetteer, ["Mombou"]) == [None]


def test_a_countrys_own_name_is_no_other_spelling_of_a_town(gazetteer: Gazetteer) -> None:
    """Iraq beside Iran is the country, although Arak in Iran is also spelled so."""
    answers = resolve_together(gazetteer, ["Iran", "Iraq"], countries=["SY"])
    assert [answer.place.country for answer in answers if answer] == ["IR", "IQ"]


def test_a_bare_name_means_the_town_and_not_the_division_called_after_it(gazetteer: Gazetteer) -> None:
    """Raqqa beside Tabqa is the city; with its kind it is the governorate."""
    town, division = (
        resolve_together(gazetteer, ["Tabqa", name], countries=["SY"])[1] for name in ("Raqqa", "Raqqa Governorate")
    )
    assert town is not None
    assert division is not None
    assert (town.place.kind, division.place.kind) == (PlaceKind.TOWN, PlaceKind.REGION)
