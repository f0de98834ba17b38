"""Rules: what they mean in normal form, and what a mistake in one says."""

import pytest

from testimonia.errors import ConfigError
from testimonia.model.brief import RuleText
from testimonia.reconcile.rules import parse_rule
from tests.make import question

QUESTIONS = {
    q.id: q
    for q in (
        question("people"),
        question("fighters"),
        question("relatives"),
        question("lorries"),
        question("length", unit="km", nouns=("convoy",)),
        question("route", unit="km", nouns=("route",)),
        question("journey", "duration", unit="hours"),
        question("pay", "money", unit="USD"),
        question("deal", "occurrence", nouns=("deal",)),
        question("load", unit="people"),
        question("speed", unit="km/h"),
        question("departure", "moment"),
        question("arrival", "moment"),
    )
}


def parse(expression):
    return parse_rule(RuleText("r", expression, line=7), QUESTIONS)


@pytest.mark.parametrize(
    ("expression", "terms", "constant", "relation"),
    [
        ("people == fighters + relatives", {"people": 1, "fighters": -1, "relatives": -1}, 0, "=="),
        ("fighters <= people", {"fighters": 1, "people": -1}, 0, "<="),
        ("people <= 112 * lorries + 60", {"people": 1, "lorries": -112}, -60, "<="),
        ("people - (fighters - 2 * (relatives + 3)) >= 0", {"people": 1, "fighters": -1, "relatives": 2}, 6, ">="),
        ("length <= 60 m * lorries", {"length": 1, "lorries": -0.06}, 0, "<="),
        ("route <= 80 km/h * journey", {"route": 1, "journey": -80}, 0, "<="),
        ("1,000 * length <= 60 * lorries", {"length": 1000, "lorries": -60}, 0, "<="),
        ("journey > 2 days", {"journey": 1}, -48, ">="),
        ("pay <= 600 USD * people", {"pay": 1, "people": -600}, 0, "<="),
        ("-people/2 < -fighters", {"people": -0.5, "fighters": 1}, 0, "<="),
        ("arrival - departure >= route / 60 km/h", {"arrival": 1, "departure": -1, "route": -1 / 60}, 0, ">="),
        ("arrival >= departure + 3 hours", {"arrival": 1, "departure": -1}, -3, ">="),
    ],
)
def test_normal_form(expression, terms, constant, relation):
    """Everything moves to the left; units become base units (hours, kilometres)."""
    rule = parse(expression)
    assert {name: pytest.approx(number) for number, name in rule.terms} == terms
    assert rule.constant == pytest.approx(constant)
    assert rule.relation == relation


def test_two_questions_multiplied():
    """A product is kept as one, multiplied out where a sum stands in parentheses."""
    rule = parse("people <= load * (lorries + 2) - fighters")
    assert dict(rule.products) == {-1.0: ("load", "lorries")}
    assert {name: number for number, name in rule.terms} == {"people": 1, "load": -2, "fighters": 1}
    assert rule.question_ids == ("people", "load", "fighters", "lorries")


def test_a_product_has_its_dimension():
    """A speed times a time is a length, and compares with nothing else."""
    assert parse("route == speed * journey").products == ((-1.0, ("journey", "speed")),)
    with pytest.raises(ConfigError, match="cannot be added or compared"):
        parse("people == speed * journey")


@pytest.mark.parametrize(
    ("expression", "column", "words"),
    [
        ("people == figthers + relatives", 11, "Did you mean 'fighters'?"),
        ("people = fighters", 8, "write '==' for equality"),
        ("people == fighters +", 21, "ends too early"),
        ("people fighters", 8, "'fighters' is out of place"),
        ("people + fighters", 18, "compares two sides"),
        ("people <= fighters <= relatives", 20, "exactly one comparison"),
        ("people == fighters * relatives * lorries", 32, "two different questions at most"),
        ("people == fighters * fighters", 20, "two different questions at most"),
        ("arrival >= 3 hours", 9, "difference of two moments"),
        ("arrival + departure >= 3 hours", 21, "difference of two moments"),
        ("arrival * people >= 3", 9, "cannot be multiplied"),
        ("people == 5 / fighters", 13, "divide by a question"),
        ("people / 0 <= 5", 8, "division by zero"),
        ("people == (fighters + relatives", 32, "not closed"),
        ("people == fighters; import os", 19, "';' cannot stand in a rule"),
        ("people <= 80 parsecs", 14, "neither a unit nor a question"),
        ("people <= length", 11, "cannot be added or compared"),
        ("people + journey <= 5", 10, "cannot be added or compared"),
        ("people <= 80 km", 11, "cannot be added or compared"),
        ("deal == people", 1, "occurrence question"),
        ("3 <= 5", 1, "names no question"),
        ("", 1, "ends too early"),
        ("__import__('os') == people", 12, "cannot stand in a rule"),
        ("__import__ == people", 1, "there is no question"),
    ],
)
def test_a_mistake_is_shown_at_its_character(expression, column, words):
    """The error names rule, line and column, and what to write instead."""
    with pytest.raises(ConfigError) as caught:
        parse(expression)
    assert (caught.value.line, caught.value.column) == (7, column)
    assert words in str(caught.value)
