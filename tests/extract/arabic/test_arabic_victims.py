"""People harmed whom nobody counts, in Arabic. Invented texts."""

import pytest

from testimonia.extract.arabic.hedges import ArabicHedges
from testimonia.extract.arabic.quantities import find_quantities
from testimonia.extract.arabic.victims import find_crowds
from testimonia.extract.arabic.words import Text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("شهداء وجرحى في القصف", [("شهداء", "victim.plural"), ("جرحى", "victim.plural")]),
        ("إصابات بين الأهالي", [("إصابات", "victim.plural")]),
        ("سقوط 5 شهداء في القصف", []),
        ("عدد الجرحى غير معروف", []),
        ("مقتل سامر الحداد جراء انفجار", [("سامر الحداد", "victim.name")]),
        ("إصابة بجروح خفيفة", []),
    ],
)
def test_uncounted_people(text: str, expected: list[tuple[str, str]]) -> None:
    """A plural of harm without a number and a name behind a word of harm are mentions; what is counted or no name is not."""
    words = Text(text, 0)
    found = find_crowds(words, find_quantities(words, ArabicHedges(), []))
    assert [(figure.value.words, figure.rule) for figure in found] == expected
