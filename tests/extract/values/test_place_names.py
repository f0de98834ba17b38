"""Which words of a passage are names of places."""

from hypothesis import given, settings
from hypothesis import strategies as st
from parsed import parse

from testimonia.extract.values.place_evidence import read_words
from testimonia.extract.values.place_names import Memory, Mention, PassageNames
from testimonia.extract.values.place_text import PlaceText
from testimonia.extract.values.places import NoPlaces

WORDS = [
    "Homs",
    "the",
    "town",
    "of",
    "Deir",
    "ez",
    "-",
    "Zor",
    ",",
    "and",
    "Mr.",
    "County",
    "counties",
    "in",
    "said",
    "Al",
    "(",
    "’s",
    "\n",
]


def mentions_of(text: str) -> list[Mention]:
    return PassageNames(PlaceText(parse(text)), NoPlaces(), read_words("en"), Memory()).mentions()


def test_a_name_of_several_words_is_one() -> None:
    """What the words say to be a county, a lake or a street is named whole."""
    text = PlaceText(parse("They swam in Lake Vorlem near Vorlem County."))
    found = PassageNames(text, NoPlaces(), read_words("en"), Memory()).mentions()
    assert [text.name(one.first, one.end) for one in found] == ["Lake Vorlem", "Vorlem County"]


def test_people_are_remembered() -> None:
    """The last word of a full name is a person's from then on."""
    memory = Memory()
    PassageNames(PlaceText(parse("Angela Merkel arrived in the morning.")), NoPlaces(), read_words("en"), memory).mentions()
    assert "Merkel" in memory.people


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_mentions_are_in_order_and_apart(words: list[str]) -> None:
    """Whatever the words, mentions do not overlap and stay inside the passage."""
    text = " ".join(words)
    found = mentions_of(text)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.first < one.end <= len(words) for end, one in zip(ends, found, strict=False))
