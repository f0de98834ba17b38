"""Rules of places and distances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.gazetteer.places import Place, distance_km, to_place_ref

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0),
        ((0.0, 0.0), (0.0, 180.0), 20015),
        ((90.0, 0.0), (-90.0, 77.0), 20015),
        ((51.5074, -0.1278), (48.8566, 2.3522), 344),
    ],
)
def test_known_distances(a: tuple[float, float], b: tuple[float, float], expected: int) -> None:
    """Distances agree with published great-circle distances to the kilometre."""
    assert round(distance_km(a, b)) == expected


@given(POINTS, POINTS)
def test_distance_is_symmetric_and_at_most_half_the_globe(a: tuple[float, float], b: tuple[float, float]) -> None:
    """Distance does not depend on direction and never exceeds half the circumference."""
    assert distance_km(a, b) == pytest.approx(distance_km(b, a))
    assert 0 <= distance_km(a, b) <= 20016


def test_place_becomes_a_reference_that_keeps_the_words() -> None:
    """The reference carries the gazetteer's name and the words that were said."""
    reference = to_place_ref(Place("Homs", 34.7, 36.7, country="SY", gazetteer_id="geonames:169577"), words="Hims")
    assert (reference.name, reference.words, reference.gazetteer_id) == ("Homs", "Hims", "geonames:169577")
