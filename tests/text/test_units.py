"""Units and currencies by name."""

import pytest

from testimonia.text.units import MONEY, UNITS


@pytest.mark.parametrize(
    ("words", "unit", "factor"),
    [
        ("kilometres", "km", 1),
        ("miles", "km", 1.609344),
        ("metres", "km", 0.001),
        ("tonnes", "kg", 1000),
        ("km / h", "km/h", 1),
        ("kilometres an hour", "km/h", 1),
        ("square kilometres", "km2", 1),
        ("per cent", "percent", 1),
        ("days", "s", 86400),
        ("hour", "s", 3600),
    ],
)
def test_unit_is_converted_to_one_of_its_kind(words: str, unit: str, factor: float) -> None:
    """Every name of a unit leads to the one its kind is compared in."""
    tokens = words.split()
    assert UNITS.match(tokens, 0) == (len(tokens), unit, pytest.approx(factor))


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("dollars", "USD"),
        ("us dollars", "USD"),
        ("canadian dollars", "CAD"),
        ("iraqi dinars", "IQD"),
        ("syrian pounds", "SYP"),
        ("turkish lira", "TRY"),
        ("dinars", "dinar"),
        ("pounds sterling", "GBP"),
        ("danish kroner", "DKK"),
    ],
)
def test_currency_is_named_as_surely_as_the_words_allow(words: str, unit: str) -> None:
    """A code only where it is certain; a word that names several currencies stays a word."""
    tokens = words.split()
    assert MONEY.match_word(tokens, 0) == (len(tokens), unit)


def test_other_words_are_no_unit() -> None:
    """Nouns are neither units nor money."""
    assert (UNITS.match(["lorries"], 0), MONEY.match_word(["lorries"], 0), UNITS.match([], 0)) == (None, None, None)
