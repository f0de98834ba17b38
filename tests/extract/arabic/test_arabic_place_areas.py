"""Places told by their neighbours, in Arabic."""

import pytest

from testimonia.extract.arabic.places import find_places
from testimonia.extract.arabic.words import Text
from testimonia.model.values import PlaceRef, Precision

PLACES = {
    name: PlaceRef(name, name, *at, f"g:{name}", "SY", reach, Precision.EXACT)
    for name, at, reach in (
        ("مركدة", (35.75, 40.75), 0.0),
        ("الرقة", (35.95, 39.01), 0.0),
        ("حلب", (36.2, 37.16), 0.0),
        ("سوريا", (35.0, 38.5), 300.0),
    )
}


def read(words: str) -> list[PlaceRef]:
    text = Text(words, 100)
    found = find_places(text, PLACES.get, set())
    for one in found:
        assert words[one.start - 100 : one.end - 100] == one.value.words
    return [one.value for one in found if isinstance(one.value, PlaceRef)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("خبأناها في قرية بين مركدة والصور.", "قرية بين مركدة والصور"),
        ("تقع القرية بين الرقة وحلب.", "القرية بين الرقة وحلب"),
        ("انتظروا شمال الرقة حتى الليل.", "شمال الرقة"),
        ("قصفوا ريف حلب الشمالي أمس.", "ريف حلب الشمالي"),
        ("توقفوا قرب الرقة.", "قرب الرقة"),
        ("ذهبوا إلى شرق سوريا.", "شرق سوريا"),
    ],
)
def test_the_phrase_is_the_place(words, name):
    """Its coordinates are an area, and it has no gazetteer id."""
    (place,) = read(words)
    assert (place.name, place.gazetteer_id) == (name, "")
    assert place.radius_km > 0
    assert place.precision is not Precision.EXACT


@pytest.mark.parametrize("words", ["ذهبوا إلى الرقة.", "فشلت المحادثات بين الرقة وحلب."])
def test_a_town_is_a_town(words):
    """Behind a plain preposition it stays a point, and parties at a table are nowhere between each other."""
    (place,) = read(words)
    assert (place.radius_km, place.precision) == (0.0, Precision.EXACT)
