"""Places and legs as shapes on the globe."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.gazetteer.places import distance_km
from testimonia.model.values import PlaceRef
from testimonia.publish.shapes import course, outline


def a_circle(lat, lon, radius_km):
    return PlaceRef("it", "it", lat, lon, radius_km=radius_km)


def area_of(ring):
    """Twice the signed area in degrees: positive counter-clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))


@given(st.floats(-60, 60), st.floats(-180, 180), st.floats(1, 2500))
def test_an_outline_is_closed_counter_clockwise_and_stays_on_the_map(lat, lon, radius_km):
    """Also where it reaches over the antimeridian and is two rings."""
    rings = outline(a_circle(lat, lon, radius_km))
    assert 1 <= len(rings) <= 2
    for ring in rings:
        assert ring[0] == ring[-1]
        assert area_of(ring) >= 0
        assert all(abs(x) <= 180 and abs(y) <= 90 for x, y in ring)


@given(st.floats(-60, 60), st.floats(-150, 150), st.floats(5, 2000))
def test_the_corners_of_an_outline_are_as_far_from_its_middle_as_the_radius(lat, lon, radius_km):
    """On the sphere, whatever the size."""
    for x, y in outline(a_circle(lat, lon, radius_km))[0]:
        assert distance_km((lat, lon), (y, x)) == pytest.approx(radius_km, rel=0.01)


def test_an_outline_over_the_antimeridian_is_two_rings_that_meet_there():
    """RFC 7946, 3.1.9: one on each side, together as large as the whole."""
    west, east = sorted(outline(a_circle(10.0, 179.5, 200.0)), key=lambda ring: -max(x for x, _ in ring))
    assert max(x for x, _ in west) == 180.0
    assert min(x for x, _ in east) == -180.0
    (whole,) = outline(a_circle(10.0, 100.0, 200.0))
    assert area_of(west) + area_of(east) == pytest.approx(area_of(whole), rel=0.01)


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(-80, 80), st.floats(-180, 180))
def test_a_course_never_runs_the_long_way_round(lat, lon, other_lat, other_lon):
    """Its parts together span at most half the globe, and it begins and ends where it should."""
    lines = course(a_circle(lat, lon, 0.0), a_circle(other_lat, other_lon, 0.0))
    assert sum(abs(line[-1][0] - line[0][0]) for line in lines) <= 180.001
    assert math.dist(lines[0][0], (lon, lat)) < 1e-5
    assert math.dist(lines[-1][-1], (other_lon, other_lat)) < 1e-5
