"""Rules of the questions that the extraction asks."""

import pytest

from testimonia.gazetteer.book import Book
from testimonia.gazetteer.lookup import Gazetteer
from testimonia.gazetteer.places import Place


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_standing_grows_with_the_place(gazetteer: Gazetteer) -> None:
    """A country stands above a city, a city above a village, and an unknown name has no standing."""
    book = Book(gazetteer)
    sizes = [book.weigh(name).size for name in ("Syria", "Aleppo", "Tal Afar", "Qwxzzptk")]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 0
    assert book.weigh("Syria").is_country
    assert book.weigh("Texas").is_division
    assert not book.weigh("Tal Afar").is_division


def test_villages_of_the_investigation_count_for_more(gazetteer: Gazetteer) -> None:
    """In its own country a name is a place's with less support."""
    assert Book(gazetteer, ("SY",)).weigh("Markada").size > Book(gazetteer).weigh("Markada").size


def test_declared_places_are_known() -> None:
    """A checkpoint that only the investigation knows has a standing."""
    own = Gazetteer.open([Place("Checkpoint Nine", 35.0, 40.0)])
    assert Book(own).weigh("Checkpoint Nine").size > 0.5


def test_names_are_resolved_together_and_alone(gazetteer: Gazetteer) -> None:
    """Together the most likely place is given; alone only what is no guess."""
    book = Book(gazetteer)
    places = book.resolve(["Springfield, Missouri", "Qwxzzptk"])
    assert places[0] is not None
    assert round(places[0].lat or 0) == 37
    assert places[1] is None
    assert book.look_up("Springfield") is None
