"""Arabic numbers: words, duals, compounds, digits."""

import pytest

from testimonia.extract.arabic.numbers import read_number
from testimonia.extract.arabic.words import Text


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ثلاث", 3),
        ("تسعة", 9),
        ("أحد عشر", 11),
        ("اثنتا عشرة", 12),
        ("تسعة عشر", 19),
        ("عشرين", 20),
        ("واحد وعشرون", 21),
        ("خمسة وثلاثون", 35),
        ("مئة", 100),
        ("مائتان", 200),
        ("مئتان وخمسون", 250),
        ("ثلاثمئة", 300),
        ("خمس مئة", 500),
        ("ثمانمائة وأربعة وستون", 864),
        ("ألف", 1000),
        ("ألفان", 2000),
        ("أربعة آلاف", 4000),
        ("ألف ومئتان وخمسة وثلاثون", 1235),
        ("ألفان وخمسمئة", 2500),
        ("تسعة عشر ألفا", 19_000),
        ("ثلاثمئة وخمسة وعشرون ألفا ومئتان", 325_200),
        ("نصف مليون", 500_000),
        ("مليون ونصف", 1_500_000),
        ("مليونين ومئتي ألف", 2_200_000),
        ("٤٠٠٠", 4000),
        ("٤٬٠٠٠", 4000),
        ("٣٫٥", 3.5),
        ("۱۲", 12),
        ("4 آلاف", 4000),
        ("٣٫٥ ملايين", 3_500_000),
    ],
)
def test_whole_number(words: str, value: float) -> None:
    """A number is read to its last word."""
    text = Text(words, 0)
    number = read_number(text.words, 0)
    assert number is not None
    assert (number.value, number.end) == (value, len(text))


def test_a_list_is_no_number() -> None:
    """ "Five and six" are two numbers: units do not add up to each other."""
    number = read_number(Text("خمسة وستة", 0).words, 0)
    assert number is not None
    assert (number.value, number.end) == (5, 1)


def test_a_plural_scale_is_no_number() -> None:
    """ "Thousands" alone says no figure."""
    assert read_number(Text("آلاف الناس", 0).words, 0) is None
