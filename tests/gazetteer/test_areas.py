"""Rules of places that are told by their neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.gazetteer.areas import (
    LONE_KM,
    Bearings,
    Relation,
    destination,
    direction_of,
    locate_area,
    midpoint,
)
from testimonia.gazetteer.places import distance_km
from testimonia.model.values import PlaceRef, Precision

RAQQA = PlaceRef("Raqqa", "Raqqa", 35.95, 39.01, "geonames:172955", "SY", 0.0, Precision.EXACT)
TABQA = PlaceRef("Tabqa", "Tabqa", 35.84, 38.55, "geonames:172374", "SY", 0.0, Precision.EXACT)
SYRIA = PlaceRef("Syria", "Syria", 35.0, 38.5, "geonames:163843", "SY", 300.0, Precision.LOCALITY)
points = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


def area(relation, *anchors, side="", away_km=0.0):
    return locate_area("it", "it", Bearings(relation, side, away_km), anchors)


def at(place):
    return place.lat, place.lon


def test_between_two_known_places_is_the_circle_over_both():
    """Its middle is halfway and both places lie on its edge."""
    found = area(Relation.BETWEEN, RAQQA, TABQA)
    assert distance_km(at(found), at(RAQQA)) == pytest.approx(found.radius_km, abs=0.2)
    assert distance_km(at(found), at(TABQA)) == pytest.approx(found.radius_km, abs=0.2)
    assert found.precision is Precision.LOCALITY


def test_between_a_known_and_an_unknown_place_is_a_wide_circle_around_the_known_one():
    """Never a point on the known one."""
    found = area(Relation.BETWEEN, None, TABQA)
    assert (at(found), found.radius_km) == (at(TABQA), LONE_KM)
    assert area(Relation.BETWEEN, PlaceRef("Shanine", "Shanine"), TABQA) == found


def test_without_a_known_neighbour_there_are_no_coordinates():
    """A name alone is not a place on the map."""
    found = area(Relation.BETWEEN, None, PlaceRef("Shanine", "Shanine"))
    assert (found.lat, found.lon, found.precision) == (None, None, Precision.UNKNOWN)


@pytest.mark.parametrize(("side", "is_inside"), [("north", (36.1, 39.01)), ("southwest", (35.85, 38.9))])
def test_a_side_is_a_circle_that_touches_the_place_and_lies_on_that_side(side, is_inside):
    """North of Raqqa lies north of it, and Raqqa itself is on the edge."""
    found = area(Relation.SIDE, RAQQA, side=side)
    assert distance_km(at(found), at(RAQQA)) == pytest.approx(found.radius_km, abs=0.1)
    assert distance_km(at(found), is_inside) < found.radius_km
    assert found.precision is Precision.VICINITY


def test_a_stated_distance_moves_the_circle_there():
    """Thirty kilometres north-east: that far away, give or take a quarter."""
    found = area(Relation.SIDE, RAQQA, side="northeast", away_km=30)
    assert distance_km(at(found), at(RAQQA)) == pytest.approx(30, abs=0.1)
    assert found.radius_km == 7.5


@pytest.mark.parametrize("relation", [Relation.NEAR, Relation.AROUND])
def test_near_and_around_are_circles_on_the_place(relation):
    """With a reach; for a region it is added to the region's own."""
    town, country = area(relation, RAQQA), area(relation, SYRIA)
    assert at(town) == at(RAQQA)
    assert 0 < town.radius_km <= 25
    assert country.radius_km == SYRIA.radius_km + town.radius_km


def test_a_part_of_a_country_lies_inside_it():
    """Eastern Syria is half as wide as Syria, to the east."""
    found = area(Relation.PART, SYRIA, side="east")
    assert found.lon > SYRIA.lon
    assert distance_km(at(found), at(SYRIA)) + found.radius_km <= SYRIA.radius_km + 0.1


def test_an_area_has_no_gazetteer_id_and_the_country_of_its_neighbours():
    """It is not its neighbour; of two countries neither is said."""
    assert area(Relation.NEAR, RAQQA).gazetteer_id == ""
    assert area(Relation.NEAR, RAQQA).country == "SY"
    assert area(Relation.BETWEEN, RAQQA, PlaceRef("Mosul", "Mosul", 36.3, 43.1, country="IQ")).country == ""


@pytest.mark.parametrize(("words", "side"), [("North-East", "northeast"), ("southern", "south"), ("upper", "")])
def test_points_of_the_compass(words, side):
    """With and without hyphen and ending."""
    assert direction_of(words) == side


@given(points, st.floats(0, 359), st.floats(0, 2000))
def test_a_destination_is_as_far_away_as_asked(start, bearing, away_km):
    """Whatever the start and the direction."""
    assert distance_km(start, destination(start, bearing, away_km)) == pytest.approx(away_km, abs=0.01)


@given(points, points)
def test_a_midpoint_is_as_far_from_both_ends(one, other):
    """For every two points that are not opposite each other."""
    whole = distance_km(one, other)
    if 1 < whole < 19_000:
        assert distance_km(one, midpoint(one, other)) == pytest.approx(whole / 2, rel=0.01)
