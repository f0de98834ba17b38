"""Every quantity of a passage: what claims nothing by itself is found, and marked as what it is."""

import pytest
from parsed import parse

from testimonia.extract.values.found import Found
from testimonia.extract.values.hedges import HedgeTable
from testimonia.extract.values.quantities import find_all_quantities, find_quantities

HEDGES = HedgeTable()


def every(text: str) -> list[Found]:
    return find_all_quantities(parse(text), HEDGES)


@pytest.mark.parametrize(
    ("text", "words", "kind", "first", "second"),
    [
        ("One of the drivers left.", "One of the drivers", "part", 1, None),
        ("One of four missions failed.", "One of four missions", "part", 0.25, None),
        ("They left for one reason.", "one reason", "singular", 1, None),
        ("Khalil, 35, drove.", "35", "age", 35, None),
        ("He is a 35-year-old driver.", "35-year-old", "age", 35, None),
        ("She was 35 when the rain came.", "35", "age", 35, None),
        ("They won 3-1.", "3-1", "score", 3, 1),
        ("They had a 9-2 lead.", "9-2 lead", "score", 9, 2),
        ("The number rose from 50 to 80.", "50 to 80", "change", 50, 80),
        ("It slowed from 4.8 percent to 4.7 percent.", "4.8 percent to 4.7 percent", "change", 4.8, 4.7),
        ("It grew from 24 to 33 million euros.", "24 to 33 million euros", "change", 24e6, 33e6),
    ],
)
def test_what_claims_nothing_is_marked(text: str, words: str, kind: str, first: float, second: float | None) -> None:
    """Ages, results, members of a whole and both levels of a change are no claims, and keep the figures that were said."""
    (found,) = every(text)
    assert found.said is not None
    assert (found.value.words, found.kind, found.is_claim) == (words, kind, False)
    assert (found.said.first, found.said.second) == (first, second)


@pytest.mark.parametrize(
    "text", ["One day he left.", "The one who came is here.", "No one knows.", "Call 555-1234.", "See page 4."]
)
def test_what_is_no_quantity_is_not_found_at_all(text: str) -> None:
    """Names, idioms and numbers to call are no quantities of any kind."""
    assert every(text) == []


def test_claims_are_among_all_quantities() -> None:
    """The claims of a passage are what is left of all quantities without the marked ones."""
    text = "Khalil, 35, counted 50 lorries and one of the buses, and 12 men died."
    claims = [found.value.words for found in find_quantities(parse(text), HEDGES)]
    assert claims == ["50 lorries", "12 men"]
    assert claims == [found.value.words for found in every(text) if found.is_claim]


def test_measure_inside_a_counted_thing_is_found_as_well() -> None:
    """ "Two 500-pound bombs" counts bombs and says what they weigh."""
    found = every("They dropped two 500-pound bombs.")
    assert [f.value.words for f in found] == ["two 500-pound bombs", "500-pound"]


def test_parts_of_a_length_of_time_stand_alone() -> None:
    """As it was put, "two hours and 30 minutes" has two figures."""
    found = every("They waited for two hours and 30 minutes.")
    assert [f.said.first for f in found if f.said] == [2, 30]
