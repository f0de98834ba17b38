"""Rules of an investigation's own places among the packaged ones."""

import pytest

from testimonia.gazetteer.lookup import Gazetteer
from testimonia.gazetteer.places import Place
from testimonia.gazetteer.together import resolve_together

SHANINE = Place("Shanine", 36.28, 38.93, country="SY", gazetteer_id="own:shanine", aliases=("شنينة",))
PARIS = Place("Paris", 35.0, 40.0, country="SY", gazetteer_id="own:paris")
TELLS = [
    Place("Tell Ahmar", lat, 38.0, country="SY", gazetteer_id=f"geonames:{n}", population=n)
    for n, lat in ((1, 36.6), (2, 34.0))
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open([SHANINE, PARIS, *TELLS])


@pytest.mark.parametrize("name", ["Shanine", "Shaneen", "شنينة", "village of Shanine", "near Shanine"])
def test_own_places_are_found_under_other_spellings_and_with_descriptors(gazetteer: Gazetteer, name: str) -> None:
    """As the packaged ones are."""
    assert gazetteer.find(name)[0].place == SHANINE


def test_a_merely_similar_spelling_of_an_own_place_says_so(gazetteer: Gazetteer) -> None:
    """It still comes before similar names elsewhere."""
    found = gazetteer.find("Shoneno")[0]
    assert (found.place, found.reason) == (SHANINE, "declared by the investigation, similar spelling")


def test_an_own_place_wins_whatever_the_neighbours_say(gazetteer: Gazetteer) -> None:
    """Paris is the village that the investigation declared, beside Lyon and Marseille too."""
    assert gazetteer.find("Paris")[0].place == PARIS
    answers = resolve_together(gazetteer, ["Lyon", "Paris", "Marseille"])
    assert [answer.place.country for answer in answers if answer] == ["FR", "SY", "FR"]


def test_two_own_places_of_one_name_are_told_apart_by_their_neighbours(gazetteer: Gazetteer) -> None:
    """Without any, neither is named."""
    assert gazetteer.resolve("Tell Ahmar") is None
    near = gazetteer.resolve("Tell Ahmar", near=[(34.1, 38.1)])
    assert near is not None
    assert near.place.gazetteer_id == "geonames:2"


def test_a_place_that_both_have_is_answered_once() -> None:
    """The one from the investigation's dump."""
    raqqa = Place("Ar Raqqah", 35.95, 39.01, country="SY", gazetteer_id="geonames:172955", population=7)
    found = Gazetteer.open([raqqa]).find("Ar Raqqah")
    assert [one.place.population for one in found if one.place.gazetteer_id == "geonames:172955"] == [7]


def test_names_of_a_dump_count_for_less_than_declared_ones(gazetteer: Gazetteer) -> None:
    """A dump holds hamlets called like ordinary words."""
    assert gazetteer.weigh("Shanine").size > gazetteer.weigh("Tell Ahmar").size > 0
