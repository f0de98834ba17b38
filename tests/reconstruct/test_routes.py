"""Journeys of several accounts laid over each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.gazetteer.places import distance_km
from testimonia.model.values import PlaceRef
from testimonia.reconstruct.routes import build_routes, leg_length, line_length
from tests.make import day, place, said, source, sources, testimony
from tests.reconstruct.test_movements import PLACES, told

SOURCES = sources(source("driver"), source("shopkeeper"), source("smuggler"))
FULL = told("We drove from Tabqa to Raqqa. Then came Shanine. The journey ended at Idlib.")
located = st.builds(
    lambda at, reach: PlaceRef("it", "it", at[0], at[1], radius_km=reach),
    st.tuples(st.floats(-60, 60), st.floats(-170, 170)),
    st.floats(0, 50),
)


def routes(*pairs, **options):
    return build_routes(testimony(*pairs), SOURCES, **options)


def legs(route):
    return [(leg.order, leg.start.name, leg.end.name) for leg in route.legs]


def test_one_account_gives_one_leg_after_the_other():
    """In order, from the first stop to the last."""
    (route,) = routes(*FULL)
    assert legs(route) == [(0, "Tabqa", "Raqqa"), (1, "Raqqa", "Shanine"), (2, "Shanine", "Idlib")]
    assert route.name == "Tabqa – Idlib"
    assert all(leg.is_known for leg in route.legs)


def test_a_coarser_account_supports_what_it_names():
    """Who names only two of the stops tells the leg between them if they follow each other, else the whole more coarsely."""
    (route,) = routes(*FULL, *told("They went from Tabqa to Raqqa.", by="shopkeeper"))
    assert [leg.source_ids for leg in route.legs] == [("s-driver", "s-shopkeeper"), ("s-driver",), ("s-driver",)]
    (route,) = routes(*FULL, *told("They went from Tabqa to Idlib.", by="shopkeeper"))
    assert len(route.legs) == 3
    assert "told more coarsely by shopkeeper" in route.words


def test_a_finer_account_adds_its_stops():
    """Hama between Homs and Idlib, told by the one who names it."""
    (route,) = routes(
        *told("We drove from Tabqa over Homs to Idlib."), *told("They went from Homs via Hama to Idlib.", by="smuggler")
    )
    assert legs(route) == [(0, "Tabqa", "Homs"), (1, "Homs", "Hama"), (2, "Hama", "Idlib")]
    assert [leg.source_ids for leg in route.legs] == [("s-driver",), ("s-smuggler",), ("s-smuggler",)]


def test_where_accounts_differ_both_ways_are_kept():
    """Two legs of one order are alternatives."""
    other = told("We went from Tabqa over Raqqa and took a dirt road to Idlib.", by="smuggler")
    (route,) = routes(*told("We drove from Tabqa over Raqqa and Homs and Hama to Idlib."), *other)
    assert [leg.order for leg in route.legs] == [0, 1, 1, 2, 2, 3]
    assert {(leg.start.name, leg.end.name) for leg in route.legs if leg.order == 1} == {
        ("Raqqa", "Homs"),
        ("Raqqa", "dirt road"),
    }
    assert "1 other way told" in route.words


def test_two_journeys_without_a_common_stop_stay_two():
    """Nothing says that they are one."""
    assert len(routes(*told("We drove from Tabqa to Raqqa."), *told("We fled from Homs to Hama.", by="smuggler"))) == 2


def test_a_way_that_nobody_tells_is_marked():
    """Where the convoy went on to is drawn, as unknown; where the end lies inside it, it is support."""
    (route,) = routes(*FULL, *told("The convoy went to Homs.", by="shopkeeper"))
    last = route.legs[-1]
    assert (last.start.name, last.end.name, last.is_known) == ("Idlib", "Homs", False)
    assert last.words.startswith("no account tells the way")
    text = "The convoy went to the north of Syria."
    north = PlaceRef("north of Syria", "north of Syria", 36.3, 37.5, radius_km=200.0)
    (route,) = routes(*FULL, said(north, by="shopkeeper", text=text))
    assert all(leg.is_known for leg in route.legs)
    assert "s-shopkeeper" in route.legs[-1].source_ids


def test_a_single_stop_of_another_journey_supports_nothing():
    """Who left Raqqa before the siege was not in the convoy."""
    (route,) = routes(
        *FULL, *told("I left Raqqa before the siege.", by="smuggler"), *told("He went to Idlib.", by="shopkeeper")
    )
    assert {source_id for leg in route.legs for source_id in leg.source_ids} == {"s-driver"}


def test_the_moment_of_setting_off_belongs_to_the_first_leg():
    """Told in another sentence by the same source."""
    departure = said(day("2017-10-12", "12 October"), by="driver", text="We set off on 12 October.", predicate="set")
    (route,) = routes(*FULL, departure)
    assert [leg.when.words if leg.when else "" for leg in route.legs] == ["12 October", "", ""]
    assert departure[0].id in route.legs[0].claim_ids


def test_a_place_in_no_gazetteer_has_no_length_but_the_route_has_one():
    """Shanine lies somewhere on the way from Raqqa to Idlib: the route is at least as long as the straight line."""
    (route,) = routes(*FULL)
    assert [leg.low_km is None for leg in route.legs] == [False, True, True]
    straight = distance_km(PLACES["Tabqa"], PLACES["Raqqa"]) + distance_km(PLACES["Raqqa"], PLACES["Idlib"])
    assert route.low_km == pytest.approx(straight, abs=0.1)
    assert route.high_km == pytest.approx(1.5 * straight, abs=0.1)
    assert "in no gazetteer: Shanine" in route.words


def test_the_winding_is_a_setting():
    """Twice as long as the straight line, if the editors say so."""
    (route,) = routes(*told("We drove from Tabqa to Raqqa."), winding=(1.2, 2.0))
    straight = distance_km(PLACES["Tabqa"], PLACES["Raqqa"])
    assert (route.low_km, route.high_km) == (pytest.approx(1.2 * straight, abs=0.1), pytest.approx(2 * straight, abs=0.1))


def test_ids_and_order_do_not_depend_on_the_order_of_claims():
    """The same routes, whatever came first."""
    pairs = [
        *FULL,
        *told("We went from Homs via Hama to Idlib.", by="smuggler"),
        *told("The convoy went to Homs.", by="shopkeeper"),
    ]
    assert routes(*pairs) == routes(*reversed(pairs))


def test_no_journey_no_route():
    """One stop is not a way, and an unknown source tells none."""
    assert routes() == ()
    assert routes(*told("We drove to Raqqa.")) == ()
    assert routes(*told("We drove from Tabqa to Raqqa.", by="nobody known")) == ()


@given(located, located)
def test_a_leg_is_never_longer_at_least_than_at_most(one, other):
    """And the straight line between the middles lies between both."""
    low, high = leg_length(one, other)
    apart = distance_km((one.lat, one.lon), (other.lat, other.lon))
    assert 0 <= low <= apart <= high


@given(st.lists(located, min_size=2, max_size=6))
def test_a_line_is_never_shorter_than_the_straight_line_between_its_stops(places):
    """However vague the stops between are."""
    low, high = line_length(places)
    assert low >= (leg_length(places[0], places[-1])[0] or 0.0)
    assert low <= high


def test_a_length_needs_two_known_places():
    """One is no line."""
    assert line_length([place("Shanine"), place("Raqqa", 35.95, 39.01)]) == (None, None)
    assert leg_length(place("Shanine"), place("Raqqa", 35.95, 39.01)) == (None, None)
