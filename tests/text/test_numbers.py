"""Number reading over tokens."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.text.numbers import number_words, read_digits, read_number, significant_step


def tokens(text: str) -> list[str]:
    return re.findall(r"\d[\d,./\\]*(?:bn|mn|[km])?(?!\w)|[a-z]+|\S", text.lower())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4,000 people", 4000),
        ("4000", 4000),
        ("6.5 km", 6.5),
        ("4 million", 4_000_000),
        ("1.5m people", 1_500_000),
        ("3bn", 3_000_000_000),
        ("1.1 million", 1_100_000),
        ("two dozen", 24),
        ("a dozen", 12),
        ("a hundred", 100),
        ("three and a half days", 3.5),
        ("three-and-a-half", 3.5),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("half-dozen", 6),
        ("a million and a half", 1_500_000),
        ("three and a half million", 3_500_000),
        ("twenty-five", 25),
        ("two hundred and fifty", 250),
        ("one hundred thousand", 100_000),
        ("forty thousand two hundred", 40_200),
        ("two point five million", 2_500_000),
        ("3 1/2", 3.5),
        ("3 1\\/2", 3.5),
        ("two thirds of", 2 / 3),
        ("three-quarters", 0.75),
        ("a third of", 1 / 3),
        ("1/2", 0.5),
        ("three quarters of a million", 750_000),
        ("thirtythree", 33),
        ("minus 40", -40),
        ("minus - 40", -40),
        ("1/32", 1 / 32),
    ],
)
def test_number_is_read_whole(text: str, value: float) -> None:
    """A number in figures, words or both is read to its last token."""
    number = read_number(tokens(text), 0)
    assert number is not None
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["9/11", "24/7", "1,23", "4.000,5", "16:00", "1.2.3", "fighters", "a lorry", "the third"])
def test_what_is_no_number_is_not_read(text: str) -> None:
    """Dates, slogans, versions and words that only look like numbers are left alone."""
    assert read_number(text.split(), 0) is None


@pytest.mark.parametrize("text", ["two and three lorries", "six - seven", "nineteen ninety", "five twenty"])
def test_two_numbers_are_not_run_together(text: str) -> None:
    """Number words that do not combine end the number."""
    number = read_number(text.split(), 0)
    assert number is not None
    assert number.end == 1


def test_scale_is_remembered() -> None:
    """The multiplier said last is kept, so that "6 to 7 million" can share it."""
    number = read_number(["7", "million"], 0)
    assert number is not None
    assert (number.value, number.scale) == (7_000_000, 1_000_000)


@pytest.mark.parametrize(("value", "step"), [(4000, 1000), (4250, 10), (35, 1), (6.5, 0.1), (1_500_000, 100_000), (0, 1)])
def test_step_is_unit_of_last_significant_digit(value: float, step: float) -> None:
    """How finely a figure was said follows from its last digit that is not nought."""
    assert significant_step(value) == pytest.approx(step)


UNITS = [word for word, value in number_words().units.items() if 0 < value < 10]
TENS = list(number_words().tens)


@given(st.integers(0, 10**9))
def test_figures_with_separators_mean_the_same(number: int) -> None:
    """4,000 and 4000 are one number."""
    assert read_digits(f"{number:,}") == read_digits(str(number)) == number


@given(st.sampled_from(UNITS), st.sampled_from(TENS), st.sampled_from(UNITS))
def test_number_words_add_up(hundreds: str, tens: str, unit: str) -> None:
    """Hundreds, tens and units add up, with or without and and hyphen."""
    words = number_words()
    value = words.units[hundreds] * 100 + words.tens[tens] + words.units[unit]
    for text in (f"{hundreds} hundred and {tens} - {unit}", f"{hundreds} hundred {tens} {unit}"):
        number = read_number(text.split(), 0)
        assert number is not None
        assert number.value == value


def test_b_is_a_billion_only_beside_money_or_decimals() -> None:
    """ "£4b" and "4.2b" are billions, "flat 4b" is a name."""
    billions = [read_number(words, 1) for words in (["£", "4b"], ["of", "4.2b"], ["flat", "4b"])]
    assert [number and number.value for number in billions] == [4e9, 4.2e9, None]
