"""Places by name."""

from collections.abc import Sequence

import pytest
from parsed import parse

from testimonia.extract.values.places import NoPlaces, PlaceReader, find_places, settle
from testimonia.gazetteer.places import Standing
from testimonia.model.values import PlaceRef

GAZETTEER = {
    "Kherson": PlaceRef("Kherson", "", 46.6, 32.6, "g-1", "UA"),
    "Shanine": PlaceRef("Shanine", "", 36.1, 39.0, "g-2", "SY"),
    "Markada": PlaceRef("Markada", "", 35.7, 40.8, "g-3", "SY"),
    "Al-Souwar": PlaceRef("As-Suwar", "", 35.5, 40.6, "g-4", "SY"),
    "Reading": PlaceRef("Reading", "", 51.5, -1.0, "g-5", "GB"),
    "Police": PlaceRef("Police", "", 53.5, 14.6, "g-6", "PL"),
    "Lisbon": PlaceRef("Lisbon", "", 38.7, -9.1, "g-7", "PT"),
    "Lisbon, Ohio": PlaceRef("Lisbon", "", 40.8, -80.8, "g-8", "US"),
    "Ohio": PlaceRef("Ohio", "", 40.4, -82.8, "g-9", "US"),
    "Butler County": PlaceRef("Butler County", "", 39.4, -84.6, "g-10", "US"),
    "Clark County": PlaceRef("Clark County", "", 39.9, -83.8, "g-11", "US"),
    "KHERSON": PlaceRef("Kherson", "", 46.6, 32.6, "g-1", "UA"),
    "USA": PlaceRef("United States", "", 39.8, -98.6, "g-14", "US"),
    "Homs": PlaceRef("Homs", "", 34.7, 36.7, "g-12", "SY"),
    "Bell": PlaceRef("Bell", "", 34.0, -118.2, "g-13", "US"),
}
SMALL = {"Shanine", "Markada", "Al-Souwar", "Police", "Bell"}


class Book:
    """A gazetteer of a few places."""

    def weigh(self, name: str) -> Standing:
        """Three are villages."""
        return Standing(0.0 if name not in GAZETTEER else 0.5 if name in SMALL else 0.75, name == "Ohio")

    def look_up(self, name: str) -> PlaceRef | None:
        """By name alone."""
        return GAZETTEER.get(name)

    def resolve(self, names: Sequence[str]) -> list[PlaceRef | None]:
        """By name alone."""
        return [GAZETTEER.get(name) for name in names]


def names(text: str) -> list[str]:
    return [f.value.words for f in find_places(parse(text), Book()) if isinstance(f.value, PlaceRef)]


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
        ("Mr. Kherson refused to answer.", []),
        ("The Kherson Police Department made an arrest.", ["Kherson"]),
        ("The Kherson Times reported it.", []),
        ("The University of Kherson was closed.", ["Kherson"]),
        ("A Kherson man was arrested.", ["Kherson"]),
        ("KHERSON - Two people died.", ["KHERSON"]),
        ("They fled towards Vorlem, and later to Lisbon.", ["Vorlem", "Lisbon"]),
        ("The H5N1 strain cost US$20 in the USA.", ["USA"]),
        ("John Bell ran. The officer chased Bell.", []),
        ("They were tired. Home was far from Homs governorate.", ["Homs"]),
    ],
)
def test_place_is_named_as_one(text: str, places: list[str]) -> None:
    """Places the model sees, and places after a preposition that the gazetteer knows; peoples, persons and words are none."""
    assert names(text) == places


def test_gazetteer_gives_name_and_coordinates() -> None:
    """The words stay as said; name, coordinates, country and id are the gazetteer's."""
    (found,) = find_places(parse("They stopped near Al-Souwar."), Book())
    assert found.value == PlaceRef("As-Suwar", "Al-Souwar", 35.5, 40.6, "g-4", "SY")


def test_unknown_place_keeps_its_words() -> None:
    """A place the gazetteer does not know has a name and no coordinates."""
    (found,) = find_places(parse("They went to London."), NoPlaces())
    assert found.value == PlaceRef("London", "London")


def test_offsets_cut_out_the_words() -> None:
    """Offsets are those of the passage, whatever was trimmed from the name."""
    doc = parse("In the United Kingdom's north, near the town of Shanine.")
    found = find_places(doc, Book())
    assert [doc.text[f.start : f.end] for f in found] == [f.value.words for f in found if isinstance(f.value, PlaceRef)]


def test_a_place_inside_another_is_asked_for_with_it() -> None:
    """The division after the comma goes into the question, and every mention of the name gets the answer."""
    found = find_places(parse("He was born in Lisbon, Ohio, in 1970."), Book())
    assert [f.value.gazetteer_id for f in found if isinstance(f.value, PlaceRef)] == ["g-8", "g-9"]


def test_a_list_of_counties_is_read_as_counties() -> None:
    """The plural noun at the end is each name's."""
    found = find_places(parse("Schools in Butler and Clark counties were closed."), Book())
    assert [f.value.name for f in found if isinstance(f.value, PlaceRef)] == ["Butler County", "Clark County"]


def test_what_a_document_said_supports_what_it_says_later() -> None:
    """A name that was a place for certain is one where the passage alone would not say so."""
    later = "Markada, they say, was quiet"
    alone = PlaceReader(Book())
    after = PlaceReader(Book())
    after.read(parse("They stopped in the town of Markada, near Homs."))
    assert [f.value.words for f in after.read(parse(later))] == ["Markada"]
    assert len(alone.read(parse(later))) <= 1


def test_places_are_located_when_all_passages_are_read() -> None:
    """The reader gives names first; the places of all passages are resolved by one question."""
    asked: list[Sequence[str]] = []

    class Asked(Book):
        def resolve(self, names: Sequence[str]) -> list[PlaceRef | None]:
            asked.append(names)
            return super().resolve(names)

    reader = PlaceReader(Asked())
    found = [*reader.read(parse("They left Homs for Kherson.")), *reader.read(parse("They stayed in Paris."))]
    located = settle(found, reader.locate())
    assert asked == [["Homs", "Kherson", "Paris"]]
    assert [f.value.lat for f in located if isinstance(f.value, PlaceRef)] == [34.7, 46.6, None]
