"""Places told by their neighbours, as read from text."""

from collections.abc import Sequence

import pytest
from parsed import parse

from testimonia.extract.values.place_areas import read_areas
from testimonia.extract.values.places import PlaceReader, settle
from testimonia.gazetteer.places import Standing
from testimonia.model.values import PlaceRef, Precision

TOWNS = {
    "Markada": (35.75, 40.75),
    "Raqqa": (35.95, 39.01),
    "Homs": (34.72, 36.73),
    "Aleppo": (36.2, 37.16),
    "Damascus": (33.5, 36.3),
    "Moscow": (55.75, 37.6),
}
GAZETTEER = {name: PlaceRef(name, name, *at, f"g:{name}", "SY", 0.0, Precision.EXACT) for name, at in TOWNS.items()}
GAZETTEER["Syria"] = PlaceRef("Syria", "Syria", 35.0, 38.5, "geonames:163843", "SY", 300.0, Precision.LOCALITY)


class Book:
    """A gazetteer of a few towns; Al-Souwar is not in it."""

    def weigh(self, name: str) -> Standing:
        """Towns are well known."""
        return Standing(0.8 if name in GAZETTEER else 0.0, name == "Syria", name == "Syria")

    def look_up(self, name: str) -> PlaceRef | None:
        """By name alone."""
        return GAZETTEER.get(name)

    def resolve(self, names: Sequence[str]) -> list[PlaceRef | None]:
        """By name alone."""
        return [GAZETTEER.get(name) for name in names]


def read(text: str) -> list[PlaceRef]:
    reader = PlaceReader(Book())
    found = read_areas(text, reader.read(parse(text)))
    for one in found:
        assert text[one.start : one.end] == one.value.words
    return [one.value for one in settle(found, reader.locate()) if isinstance(one.value, PlaceRef)]


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("We hid it near a village between Markada and Al-Souwar.", "village between Markada and Al-Souwar", "locality"),
        ("It lies between Markada and Raqqa, they say.", "between Markada and Raqqa", "locality"),
        ("They waited in the fields north of Raqqa until dawn.", "fields north of Raqqa", "vicinity"),
        ("The strike hit a farm near Homs.", "farm near Homs", "vicinity"),
        ("They fled to the western outskirts of Aleppo.", "western outskirts of Aleppo", "vicinity"),
        ("They live in the Homs countryside.", "Homs countryside", "vicinity"),
        ("A village 30 km north-east of Homs was hit.", "north-east of Homs", "vicinity"),
        ("The convoy went to eastern Syria.", "eastern Syria", "locality"),
        ("In the north of Syria it rained.", "north of Syria", "locality"),
    ],
)
def test_the_whole_phrase_is_the_place(text, name, precision):
    """Its name and words are the phrase, its coordinates an area, and the neighbour's own finding is gone."""
    (place,) = read(text)
    assert (place.name, place.words, str(place.precision)) == (name, name, precision)
    assert place.radius_km > 0
    assert place.gazetteer_id == ""


def test_a_stated_distance_counts():
    """Thirty kilometres are thirty, twenty miles a little more."""
    assert read("A village 30 km north of Homs was hit.")[0].lat == pytest.approx(34.72 + 30 / 111.2, abs=0.01)
    assert read("A village 20 miles north of Homs was hit.")[0].lat == pytest.approx(34.72 + 32.2 / 111.2, abs=0.01)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Talks between Damascus and Moscow failed.", ["Damascus", "Moscow"]),
        ("They drove from Raqqa to Homs.", ["Raqqa", "Homs"]),
        ("They stopped in Markada.", ["Markada"]),
    ],
)
def test_what_is_no_area_stays_a_place(text, names):
    """Two parties at a table are nowhere between each other; a town is a town."""
    assert [place.name for place in read(text)] == names
    assert all(place.precision is Precision.EXACT for place in read(text))
