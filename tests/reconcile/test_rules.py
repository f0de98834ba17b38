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
    ],
)
def test_normal_form(expression, terms, constant, relation):
    """Everything moves to the left; units become base units (hours, kilometres)."""
    rule = parse(expression)
    assert {name: pytest.approx(number) for number, name in rule.terms} == terms
    assert rule.constant == pytest.approx(constant)
    assert rule.relation == relation


@pytest.mark.parametrize(
    ("expression", "column", "words"),
    [
        ("people == figthers + relatives", 11, "Did you mean 'fighters'?"),
        ("people = fighters", 8, "write '==' for equality"),
        ("people == fighters +", 21, "ends too early"),
        ("people fighters", 8, "'fighters' is out of place"),
        ("people + fighters", 18, "compares two sides"),
        ("people <= fighters <= relatives", 20, "exactly one comparison"),
        ("people == fighters * relatives", 20, "multiply two questions"),
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
