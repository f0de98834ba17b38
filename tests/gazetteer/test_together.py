"""Rules of resolving the names of one text together."""

import pytest

from testimonia.gazetteer.lookup import Gazetteer
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
