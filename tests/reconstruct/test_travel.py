"""What journeys and convoys would have needed."""

import pytest

from testimonia.model.brief import RuleText
from testimonia.model.testimony import Polarity, Stance
from testimonia.reconstruct.routes import build_routes
from testimonia.reconstruct.travel import Limits, read_limits, what_is_impossible
from tests.make import amount, duration, question, said, source, sources, testimony
from tests.reconstruct.test_movements import told

SOURCES = sources(source("driver"), source("desk"))
OVER = "over 258 to 386 km, as the stops lie"
ROUTE = told("We drove from Tabqa over Raqqa to Idlib.")
QUESTIONS = (
    question("length", unit="km"),
    question("convoy", unit="km"),
    question("journey", "duration", unit="hour"),
    question("people", unit="people"),
    question("lorries", unit="lorry"),
    question("buses", unit="bus"),
)


def checks(*pairs, limits=None, kind="", route=ROUTE):
    routes = build_routes(testimony(*route), SOURCES) if route else ()
    found = what_is_impossible(routes, pairs, SOURCES, limits or Limits())
    return [(check.is_impossible, check.words) for check in found if check.kind == kind]


def vehicles(*words):
    return [said(amount(text), by="driver", text="We counted " + ", ".join(words) + ".") for text in words]


def test_a_journey_that_would_have_needed_too_much_speed_is_impossible():
    """At least 258 km in two hours need 129 km/h; in six hours 43."""
    two = said(duration("2 hours"), by="driver", noun="journey", predicate="take")
    six = said(duration("six hours"), by="driver", noun="job", predicate="take", stance=Stance.PROMISES)
    assert checks(two, kind="speed") == [
        (
            True,
            f"2 hours (driver) would need an average of 129 to 193 km/h {OVER}: impossible, more than 80 km/h.",
        )
    ]
    assert checks(six, kind="speed") == [
        (
            False,
            f"Six hours (driver), promised, would need an average of 43 to 64 km/h {OVER}; possible up to 80 km/h.",
        )
    ]


def test_a_length_that_somebody_told_is_used_too():
    """Besides the length that the stops give."""
    six = said(duration("six hours"), by="driver", noun="journey", predicate="take")
    long = said(amount("600 km", "km"), by="desk", noun="route")
    assert (
        True,
        "Six hours (driver) would need an average of 100 km/h over 600 km (desk): impossible, more than 80 km/h.",
    ) in checks(six, long, kind="speed")


@pytest.mark.parametrize(
    ("words", "is_impossible", "verdict"),
    [
        ("100 km", True, "shorter than the straight lines between the stops, 258 km"),
        ("300 km", False, "within the 258 to 386 km of the stops and the winding of roads"),
        ("900 km", False, "longer than the stops and the winding of roads explain, 386 km: more stops, or detours"),
    ],
)
def test_a_route_cannot_be_shorter_than_the_straight_lines(words, is_impossible, verdict):
    """But longer: nobody names every bend."""
    length = said(amount(words, "km"), by="desk", noun="route")
    assert checks(length, kind="distance") == [(is_impossible, f"{words} (desk) for the route is {verdict}.")]


def test_people_need_seats():
    """By a rule of the editors, or by the largest load that anybody reports."""
    people = said(amount("9000 people"), by="desk", predicate="leave")
    few = said(amount("900 people"), by="desk", predicate="leave")
    load = said(amount("112 people"), by="driver", predicate="carry", scope=("my lorry",))
    (many,) = checks(people, load, *vehicles("50 lorry"), kind="capacity")
    assert many == (True, "9000 people (desk) against 50 lorry x 112 seats: room for 5,600, impossible.")
    assert checks(few, load, *vehicles("50 lorry"), kind="capacity")[0][0] is False
    ruled = Limits(seats=(("lorry", 200.0),), seats_rule="seats")
    assert checks(people, *vehicles("50 lorry"), limits=ruled, kind="capacity") == [
        (False, "9000 people (desk) against 50 lorry x 200 seats (rule seats): room for 10,000, possible.")
    ]


def test_an_open_number_of_vehicles_makes_nothing_impossible():
    """More than 100 vehicles may have been any number."""
    ruled = Limits(seats=(("lorry", 10.0),))
    found = checks(
        said(amount("9000 people"), by="desk", predicate="leave"),
        *vehicles("more than 100 lorry"),
        limits=ruled,
        kind="capacity",
    )
    assert [impossible for impossible, _ in found] == [False]


@pytest.mark.parametrize(
    ("words", "is_impossible", "spacing"), [("6 km", False, "40"), ("60 km", True, "400"), ("1 km", True, "6.7")]
)
def test_a_convoy_is_as_long_as_its_vehicles_and_their_gaps(words, is_impossible, spacing):
    """One every 10 to 60 metres."""
    length = said(amount(words, "km"), by="driver", noun="convoy")
    (found,) = checks(length, *vehicles("50 lorry", "100 vehicle"), kind="spacing")
    verdict = "impossible" if is_impossible else "possible"
    expected = f"{words} (driver) for 150 vehicles means one every {spacing} m; 10 to 60 m are plausible: {verdict}."
    assert found == (is_impossible, expected)


def test_vehicles_of_two_lists_are_not_added_up():
    """Two witnesses who count the same lorries do not make twice as many."""
    length = said(amount("6 km", "km"), by="driver", noun="convoy")
    again = [said(amount("48 lorry"), by="desk", text="The desk counts 48 lorry.")]
    (found,) = checks(length, *vehicles("50 lorry", "100 vehicle"), *again, kind="spacing")
    assert "for 150 vehicles" in found[1]


def test_what_was_denied_or_is_no_journey_is_not_checked():
    """Ten hours of air strikes are no journey."""
    strikes = said(duration("ten hours"), by="driver", noun="strike", predicate="last")
    denied = said(duration("2 hours"), by="driver", noun="journey", predicate="take", polarity=Polarity.NEGATED)
    assert checks(strikes, denied, kind="speed") == []
    assert checks(said(duration("2 hours"), by="driver", noun="journey"), kind="speed", route=()) == []


def test_limits_come_from_the_editors_rules():
    """Speed, seats and spacing, as far as a rule has that form; other rules are left alone."""
    rules = [
        RuleText("speed", "length <= 60 * journey"),
        RuleText("seats", "people <= 112 * lorries + 60 * buses"),
        RuleText("wide", "1000 * convoy <= 50 * lorries + 50 * buses"),
        RuleText("close", "1000 * convoy >= 12 * lorries + 12 * buses"),
        RuleText("sum", "people == lorries + buses"),
        RuleText("other", "people <= 3 * unknown"),
        RuleText("broken", "people <="),
    ]
    limits = read_limits(rules, QUESTIONS)
    assert limits == Limits(60.0, (12.0, 50.0), (("lorry", 112.0), ("bus", 60.0)), "speed", "seats", "close")
    assert read_limits([], QUESTIONS) == Limits()


def test_a_check_rests_on_its_claims_and_the_impossible_comes_first():
    """Ids of the claims and sources that the sum was made of."""
    two, six = (said(duration(words), by="driver", noun="journey", predicate="take") for words in ("2 hours", "six hours"))
    found = what_is_impossible(build_routes(testimony(*ROUTE), SOURCES), [six, two], SOURCES, Limits())
    assert [check.is_impossible for check in found] == [True, False]
    assert (found[0].claim_ids, found[0].source_ids) == ((two[0].id,), ("s-driver",))
