"""What is drawn, and how."""

import re
import xml.etree.ElementTree as ET

import pytest
from map_cases import a_case, a_leg, a_place, the_convoy

from testimonia.model.maps import Extent
from testimonia.publish.basemap import load_basemap
from testimonia.publish.drawing import draw, scale_bar
from testimonia.publish.frame import KM_PER_DEGREE, frame_of


def drawn(case):
    """The drawing as a tree, without names for its parts' classes to trip over."""
    frame = frame_of(case)
    return ET.fromstring(f"<svg>{draw(case, load_basemap(), frame).body}</svg>"), frame


@pytest.fixture(scope="module")
def convoy():
    return drawn(the_convoy())[0]


def of_class(tree, *names):
    return [part for part in tree.iter() if set(names) <= set(part.get("class", "").split())]


def test_each_extent_has_a_shape_of_its_own(convoy):
    """Point, circle and area are told apart without colour."""
    kinds = [part.get("class") for place in of_class(convoy, "place") if "id" in place.attrib for part in place.iter()]
    assert kinds.count("dot") == 2
    assert kinds.count("ring") == 1
    assert kinds.count("diamond") == 1
    assert [part.get("class") for part in of_class(convoy, "areas")[0]] == ["area", "circle"]


def test_a_place_without_coordinates_is_not_drawn(convoy):
    """A village in no gazetteer gets no false point."""
    assert "m-Shanine" not in {part.get("id") for part in convoy.iter()}


def test_legs_carry_their_order_and_how_they_are_known(convoy):
    """Alternatives share a number and are dashed, a gap is unknown, a leg without an end is not drawn."""
    legs = [leg for leg in of_class(convoy, "leg") if "id" in leg.attrib]
    seen = [(leg.get("class").split()[1], "".join(of_class(leg, "badge")[0].itertext())) for leg in legs]
    assert seen == [("known", "1"), ("alternative", "2"), ("alternative", "2"), ("unknown", "3")]
    assert all(of_class(leg, "arrow") for leg in legs)


def test_a_way_over_a_place_in_no_gazetteer_is_a_dotted_guess(convoy):
    """From the last known place to the next one, with the legs' numbers and the name of what lies between."""
    (stretch,) = of_class(convoy, "stretches")[0]
    assert "unknown" in stretch.get("class")
    assert not of_class(stretch, "arrow")
    assert "".join(of_class(convoy, "label", "guess")[0].itertext()) == "\u20684–5: Shanine?\u2069"
    assert stretch.get("data-for") == "r-1-l-3-0"


def test_alternatives_between_the_same_places_are_two_lines():
    """Two accounts of one leg do not lie on each other."""
    legs = [a_leg(0, "Tabqa", "Raqqa", number=1), a_leg(0, "Tabqa", "Raqqa", number=2)]
    tree, _ = drawn(a_case(places=[a_place("Raqqa"), a_place("Tabqa")], legs=legs))
    assert len({line.get("d") for line in of_class(tree, "line")}) == 2


def test_times_are_those_of_the_events(convoy):
    """A dated place and a dated leg carry their days, the others nothing: they are always shown."""
    times = {part.get("id"): part.get("data-times") for part in convoy.iter() if "data-times" in part.attrib}
    assert times["m-Raqqa"] == "736612-736612"
    assert times["m-Markada"] == ""
    assert times["r-1-l-0-0"] == "736614-736614"


def test_a_radius_is_drawn_in_its_true_size():
    """12 km at the place's latitude."""
    tree, frame = drawn(a_case(places=[a_place("Markada", radius_km=12.0)]))
    radius = float(of_class(tree, "circle")[0].get("r"))
    assert radius == pytest.approx(frame.length(12, 35.75), abs=1)


def test_a_region_wider_than_the_view_is_not_hatched():
    """Hatching all that is seen says nothing."""
    tree, _ = drawn(a_case(places=[a_place("Raqqa"), a_place("Syria", 35, 38.5, radius_km=345, extent=Extent.AREA)]))
    assert len(of_class(tree, "area", "wide")) == 1


def test_the_nearest_town_of_the_basemap_gives_way_to_the_place():
    """Raqqa is not there twice."""
    tree, _ = drawn(a_case(places=[a_place("Raqqa"), a_place("Idlib", 35.93, 36.63)]))
    towns = ["".join(label.itertext()).strip("\u2068\u2069") for label in of_class(tree, "label", "town")]
    assert "Raqqa" not in towns
    assert towns


def test_the_scale_bar_is_a_round_length_and_true():
    """1, 2 or 5 and zeros, and as long as it says."""
    frame = frame_of(the_convoy())
    km, pixels = scale_bar(frame, 0.0)
    assert re.fullmatch(r"[125]0*", f"{km:g}")
    assert 40 <= pixels <= 160
    assert pixels * frame.unit / frame.scale * KM_PER_DEGREE == pytest.approx(km, rel=1e-6)


def test_a_leg_over_the_date_line_takes_the_short_way():
    """From Fiji to Samoa is not drawn through Africa."""
    case = a_case(places=[a_place("Suva", -18.1, 178.4), a_place("Apia", -13.8, -171.8)])
    tree, frame = drawn(case)
    xs = [float(part.get("transform").split("(")[1].split(" ")[0]) for part in of_class(tree, "place") if "id" in part.attrib]
    assert abs(xs[0] - xs[1]) / frame.scale < 12
