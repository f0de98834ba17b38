"""Rules for words around a place name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.gazetteer import descriptors
from testimonia.gazetteer.descriptors import Reading, read_descriptors
from testimonia.gazetteer.places import PlaceKind


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Homs Governorate", Reading("Homs", PlaceKind.REGION)),
        ("the province of Idlib", Reading("Idlib", PlaceKind.REGION)),
        ("city of Mosul", Reading("Mosul", PlaceKind.TOWN)),
        ("Raqqa city", Reading("Raqqa", PlaceKind.TOWN)),
        ("near Raqqa", Reading("Raqqa", None, is_vague=True)),
        ("countryside of Hama", Reading("Hama", None, is_vague=True)),
        ("north of Aleppo", Reading("Aleppo", None, is_vague=True)),
        ("River Nile", Reading("Nile", PlaceKind.RIVER)),
        ("Euphrates River", Reading("Euphrates", PlaceKind.RIVER)),
        ("محافظة حمص", Reading("حمص", PlaceKind.REGION)),
        ("مدينة الرقة", Reading("الرقة", PlaceKind.TOWN)),
        ("ريف حلب", Reading("حلب", None, is_vague=True)),
        ("Харківська область", Reading("Харківська", PlaceKind.REGION)),
        ("місто Бахмут", Reading("Бахмут", PlaceKind.TOWN)),
        ("မန္တလေးမြို့", Reading("မန္တလေး", PlaceKind.TOWN)),
    ],
)
def test_descriptor_is_taken_off_and_remembered(words: str, expected: Reading) -> None:
    """A descriptor in any of the languages leaves the bare name and says what is asked for."""
    assert read_descriptors(words)[0] == expected


@pytest.mark.parametrize("name", ["Kherson", "Deir ez-Zor", "Port Sudan", "Rivercess", "Stateline", "الريف"])
def test_names_without_descriptor_are_left_alone(name: str) -> None:
    """A name that only looks like a descriptor in part has no other reading."""
    assert read_descriptors(name) == ()


@pytest.mark.parametrize(
    "descriptor",
    [
        *("near {}", "just outside {}", "close to {}", "the north-eastern countryside of {}", "north of {}", "province of {}"),
        *(
            "town of {}",
            "district of {}",
            "county {}",
            "river {}",
            "lake {}",
            "{}'s outskirts",
            "{} oblast'",
            "{} autonomous region",
        ),
        *(
            "{} city",
            "{} sub-district",
            "{} rivers",
            "{} reservoir",
            "greater {}",
            "the {}",
            "{} wilayah",
            "{} muhafazah",
            "{} nahiyah",
        ),
        *(
            "{} qada",
            "{} rayons",
            "{} neighbourhood",
            "{} hinterland",
            "{} rif",
            "{} parish",
            "{} departement",
            "{} administrative region",
        ),
    ],
)
def test_the_quick_look_at_the_words_hides_no_rule(descriptor):
    """Every descriptor in ASCII letters is found although names without its words are not tried."""
    assert any(reading.name == "Xyzzy" for reading in read_descriptors(descriptor.format("Xyzzy")))


WORDS = ["the", "of", "north", "north-eastern", "countryside", "province", "administrative", "Region", "CITY", "river", "near"]


@given(st.lists(st.sampled_from([*WORDS, "Raqqa", "Zōr", "'s", "sub-districts", "oblast'", "close", "to"]), max_size=6))
def test_rules_are_chosen_by_the_ends_of_a_name_and_none_is_missed(words):
    """The same readings as when every rule is tried on every name."""
    name = " ".join(words)
    quick = read_descriptors(name)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(descriptors, "_rules_for", lambda _: descriptors._RULES)
        assert read_descriptors(name) == quick
