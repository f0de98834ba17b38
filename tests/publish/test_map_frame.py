"""Which part of the world a map shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_cases import a_case, a_leg, a_mention, a_place

from testimonia.model.maps import Extent
from testimonia.publish.frame import frame_of, latitude, mercator


def is_seen(frame, place):
    x, y = frame.point(place.place)
    view = frame.view
    return view.x <= x <= view.x + view.width and view.y <= y <= view.y + view.height


places_anywhere = st.lists(
    st.tuples(st.floats(-75, 80), st.floats(-180, 180)).map(lambda at: a_place("P", round(at[0], 3), round(at[1], 3))),
    min_size=1,
    max_size=5,
)


@given(places_anywhere)
def test_equally_named_places_are_all_in_the_first_view(places):
    """Nothing is left out where no place is outlying, also across the date line."""
    frame = frame_of(a_case(places=places))
    assert all(is_seen(frame, place) for place in places)


@given(places_anywhere)
def test_the_detailed_part_holds_the_first_view(places):
    """Outside the detailed basemap a reader only gets by moving or by reaching the ends of the world."""
    frame = frame_of(a_case(places=places))
    assert frame.detail.x <= frame.view.x + 1 or frame.detail.width >= 359 * frame.scale
    assert frame.unit > 0


def test_places_either_side_of_the_date_line_are_neighbours():
    """Fiji's islands make a small map, not one of the whole world."""
    frame = frame_of(a_case(places=[a_place("West", -17, 178.5), a_place("East", -17, -179.0)]))
    assert frame.view.width / frame.scale < 5


def test_a_far_country_does_not_shrink_the_route():
    """Areas do not decide the view where there are spots; a region of the sea of names stays on the map outside it."""
    case = a_case(places=[a_place("Raqqa"), a_place("United States", 39.8, -98.6, extent=Extent.AREA)])
    assert frame_of(case).view.width / frame_of(case).scale < 2


def test_one_far_place_of_many_is_left_outside():
    """A town named once beside one named a hundred times does not make the map ten times as wide."""
    near = [a_place("Raqqa", mentions=[a_mention()] * 50), a_place("Tabqa", mentions=[a_mention()] * 50)]
    frame = frame_of(a_case(places=[*near, a_place("Paris", 48.85, 2.35, mentions=[a_mention()])]))
    assert frame.view.width / frame.scale < 3


def test_every_end_of_the_route_is_seen():
    """The route is why the map is opened."""
    case = a_case(
        places=[a_place("Raqqa", mentions=[a_mention()] * 99), a_place("Markada")], legs=[a_leg(0, "Raqqa", "Markada")]
    )
    assert all(is_seen(frame_of(case), place) for place in case.places)


def test_a_case_without_places_shows_the_world():
    """No place known is a normal state."""
    frame = frame_of(a_case())
    assert frame.view.width == pytest.approx(360 * frame.scale)


@given(st.floats(-82, 82))
def test_mercator_and_back(lat):
    """The two are inverses."""
    assert latitude(mercator(lat)) == pytest.approx(lat, abs=1e-9)


def test_a_kilometre_is_longer_on_the_drawing_towards_the_pole():
    """A circle of 10 km at 60 degrees is drawn twice as large as on the equator."""
    frame = frame_of(a_case(places=[a_place("Raqqa")]))
    assert frame.length(10, 60) == pytest.approx(2 * frame.length(10, 0), rel=1e-6)
