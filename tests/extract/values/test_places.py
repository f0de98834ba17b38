"""Places by name."""

import pytest
from parsed import parse

from testimonia.extract.values.places import find_places
from testimonia.model.values import PlaceRef

GAZETTEER = {
    "Kherson": PlaceRef("Kherson", "", 46.6, 32.6, "g-1", "UA"),
    "Shanine": PlaceRef("Shanine", "", 36.1, 39.0, "g-2", "SY"),
    "Markada": PlaceRef("Markada", "", 35.7, 40.8, "g-3", "SY"),
    "Al-Souwar": PlaceRef("As-Suwar", "", 35.5, 40.6, "g-4", "SY"),
    "Reading": PlaceRef("Reading", "", 51.5, -1.0, "g-5", "GB"),
    "Police": PlaceRef("Police", "", 53.5, 14.6, "g-6", "PL"),
}


def names(text: str) -> list[str]:
    return [f.value.words for f in find_places(parse(text), GAZETTEER.get) if isinstance(f.value, PlaceRef)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("They drove from Paris to the Netherlands.", ["Paris", "Netherlands"]),
        ("They stopped in Shanine at noon.", ["Shanine"]),
        ("They hid it between Markada and Al-Souwar.", ["Markada", "Al-Souwar"]),
        ("The village of Shanine was quiet.", ["Shanine"]),
        ("Germany's minister met the French.", ["Germany"]),
        ("The Syrian army left.", []),
        ("Police said nothing.", []),
        ("Reading is a habit.", []),
        ("He spoke to Maria Kherson.", []),
    ],
)
def test_place_is_named_as_one(text: str, places: list[str]) -> None:
    """Places the model sees, and places after a preposition that the gazetteer knows; peoples, persons and words are none."""
    assert names(text) == places


def test_gazetteer_gives_name_and_coordinates() -> None:
    """The words stay as said; name, coordinates, country and id are the gazetteer's."""
    (found,) = find_places(parse("They stopped near Al-Souwar."), GAZETTEER.get)
    assert found.value == PlaceRef("As-Suwar", "Al-Souwar", 35.5, 40.6, "g-4", "SY")


def test_unknown_place_keeps_its_words() -> None:
    """A place the gazetteer does not know has a name and no coordinates."""
    (found,) = find_places(parse("They went to London."), lambda name: None)
    assert found.value == PlaceRef("London", "London")


def test_offsets_cut_out_the_words() -> None:
    """Offsets are those of the passage, whatever was trimmed from the name."""
    doc = parse("In the United Kingdom's north, near the town of Shanine.")
    found = find_places(doc, GAZETTEER.get)
    assert [doc.text[f.start : f.end] for f in found] == [f.value.words for f in found if isinstance(f.value, PlaceRef)]
