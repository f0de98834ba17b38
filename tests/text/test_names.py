"""Names as keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.text.names import last_name, name_key, without_article

SAME = [
    ("Col. Ryan Dillon", "Colonel Ryan DILLON"),
    ("the Red Cross", "Red Cross"),
    ("Abū Fawzī", "Abu Fawzi"),
    ("Al-Souwar", "al souwar"),
    ("O'Brien", "O’Brien"),
    ("Şırnak", "Sirnak"),
    ("Mr. Hale’s", "Hale"),
    ("أحمد", "أحمد"),
]
OTHER = [("Maria Lopez", "Juan Lopez"), ("Red Cross", "Red Crescent"), ("the General", "the Colonel"), ("Abu Musab", "Musab")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_key(one: str, other: str) -> None:
    """Titles, articles, case, marks and punctuation do not tell names apart."""
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_key(one: str, other: str) -> None:
    """Different names stay different, and a bare title keeps its word."""
    assert name_key(one) != name_key(other)


@given(st.text(max_size=30))
def test_key_of_a_key_is_itself(name: str) -> None:
    """A key is stable: making a key of it changes nothing."""
    assert name_key(name) == name_key(name_key(name))


@pytest.mark.parametrize(("name", "expected"), [("Col Ryan Dillon", "dillon"), ("Dillon", "dillon"), ("", "")])
def test_last_name(name: str, expected: str) -> None:
    """The last word of a name's key."""
    assert expected == last_name(name)


@pytest.mark.parametrize(("words", "expected"), [("the driver", "driver"), ("his cousin", "cousin"), ("The", "The")])
def test_without_article(words: str, expected: str) -> None:
    """Articles and possessives go, unless nothing would be left."""
    assert expected == without_article(words)
