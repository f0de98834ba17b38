"""People harmed, in English: who is mentioned, what came to them, how the mentions stand to each other. Invented texts."""

import pytest

from testimonia.extract.extraction import Extractor
from testimonia.model.values import Amount
from tests.extract.conftest import make_material

Row = tuple[str, str, str, float]


def mentions(extractor: Extractor, text: str) -> set[Row]:
    """Words, harm, share and low end of every claim about people harmed."""
    return {
        (c.span.exact, c.about.harm, c.about.share, c.value.low or 0.0)
        for c in extractor.extract(make_material(text)).claims
        if c.about.harm and isinstance(c.value, Amount)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Eight people, including three children, were killed.",
            {("Eight people", "kill", "", 8), ("three children", "kill", "part", 3)},
        ),
        ("1 dead, 4 injured in mill fire", {("1", "kill", "", 1), ("4 injured", "injure", "", 4)}),
        (
            "Four adults, 1 child shot at fair",
            {("Four adults, 1 child", "shoot", "sum", 5), ("Four adults", "shoot", "part", 4), ("1 child", "shoot", "part", 1)},
        ),
        ("A man was shot and killed.", {("A man", "kill", "one", 1)}),
        ("A man was fatally shot.", {("A man", "kill", "one", 1)}),
        ("A baker was beaten to death.", {("A baker", "kill", "one", 1)}),
        ("A driver was shot to death.", {("A driver", "kill", "one", 1)}),
        ("The girl was taken to a hospital, where she died.", {("The girl", "kill", "this", 1)}),
        ("Two residents were taken to a hospital.", {("Two residents", "injure", "", 2)}),
        ("Mirko Odeh, 43, was killed.", {("Mirko Odeh", "kill", "name", 1)}),
        ("Police are investigating a triple homicide.", {("a triple homicide", "kill", "", 3)}),
        ("The driver suffered minor injuries.", {("The driver", "injure", "this", 1)}),
        ("A student shot another girl.", {("another girl", "shoot", "one", 1)}),
        ("He killed three dogs.", set()),
    ],
)
def test_mentions_of_people_harmed(extractor: Extractor, text: str, expected: set[Row]) -> None:
    """Each mention has its harm and how it stands to the others; ages, animals and who did it are no victims."""
    assert mentions(extractor, text) == expected
