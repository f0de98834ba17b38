"""Dependence shows in shared falsehoods, not in shared truths."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.reconcile.fusion.copying import FLOOR, chances, find_links, first_chances, independence
from testimonia.reconcile.fusion.table import build_table


def accounts(*, questions=40, seed=3, copied=0.9):
    """Five honest sources that err one time in five; "mirror" repeats "paper" on most questions."""
    chance = np.random.default_rng(seed)
    claims = []
    for question in range(questions):
        said = {
            source: "true" if chance.random() < 0.8 else f"wrong {chance.integers(10)}"
            for source in ("agency", "mayor", "paper", "radio", "witness")
        }
        said["mirror"] = said["paper"] if chance.random() < copied else "true"
        claims += [(f"{question:03}", source, value) for source, value in said.items()]
    return claims


def truth_of(table, sure=0.95):
    return np.array([sure if table.tokens[token] == "true" else (1 - sure) / 5 for token in table.value_token])


def links_of(table, **options):
    accuracy = np.full(len(table.sources), 0.8)
    return find_links(table, chances(table, truth_of(table), accuracy), **options)


def pairs(table, links):
    return {
        (table.sources[a], table.sources[b]): p for a, b, p in zip(links.first, links.second, links.probability, strict=True)
    }


def test_shared_falsehoods_show_the_copier():
    """The one pair that shares its errors is found and no other pair is suspected."""
    table = build_table(accounts())
    found = pairs(table, links_of(table))
    assert found.pop(("mirror", "paper")) > 0.99
    assert all(probability < 0.5 for probability in found.values())


def test_agreement_on_the_truth_is_no_evidence():
    """Two sources that are always right agree always, and are not taken for copies of each other."""
    claims = [c for c in accounts(questions=60) if c[1] not in ("mirror", "paper")]
    claims += [(f"{q:03}", source, "true") for q in range(60) for source in ("mirror", "paper")]
    table = build_table(claims)
    accuracy = np.array([0.99 if name in ("mirror", "paper") else 0.8 for name in table.sources])
    found = pairs(table, find_links(table, chances(table, truth_of(table, 0.999), accuracy)))
    assert found.get(("mirror", "paper"), 0) < 0.5


def test_a_common_falsehood_proves_less_than_a_rare_one():
    """What everybody says when wrong is likely to be said unaided."""
    claims = [(f"q{i}", source, "many" if source in "ab" else "7") for i in range(4) for source in "abcdefg"]
    rare = [(f"q{i}", source, f"odd {i}" if source in "ab" else "7") for i in range(4) for source in "abcdefg"]
    common = claims + [(f"p{i}", "c", "many") for i in range(40)]
    odds = []
    for given_claims in (common, rare + [(f"p{i}", "c", f"{i}") for i in range(40)]):
        table = build_table(given_claims)
        truth = np.array([0.99 if table.tokens[token] == "7" else 0.01 for token in table.value_token])
        links = find_links(table, chances(table, truth, np.full(len(table.sources), 0.8)))
        odds.append(pairs(table, links).get(("a", "b"), 0))
    assert odds[0] < odds[1]


def test_the_strongest_counts_in_full_and_the_copier_at_least_the_floor():
    """Learned copying takes weight from the weaker of two, never all."""
    table = build_table(accounts())
    strength = np.array([0.9 if name == "paper" else 0.8 for name in table.sources])
    own = independence(table, links_of(table), strength)
    by = {name: own[table.claim_source == i] for i, name in enumerate(table.sources)}
    assert by["paper"].min() == 1
    assert by["mirror"].min() == pytest.approx(FLOOR, abs=0.01)


def test_a_declared_link_takes_all_but_an_eyewitness_keeps_the_floor():
    """Who is known to repeat another adds nothing; an eyewitness is never silenced."""
    table = build_table([("q", "a", "9"), ("q", "b", "9"), ("q", "c", "7")])
    links = links_of(table, declared=[("b", "a")])
    strength = np.array([0.9, 0.8, 0.7])
    assert independence(table, links, strength).tolist() == [1, 1, 0]
    assert independence(table, links, strength, eyewitnesses=["b"]).tolist() == [1, 1, FLOOR]


def test_a_source_keeps_its_weight_where_it_differs():
    """A copier that says something else than the copied source speaks for itself there."""
    table = build_table([("q", "a", "9"), ("q", "b", "9"), ("r", "a", "1"), ("r", "b", "2")])
    own = independence(table, links_of(table, declared=[("a", "b")]), np.array([0.9, 0.8]))
    assert own.tolist() == [1, 0, 1, 1]


def test_the_first_chance_is_the_mean_agreement_in_disputed_questions():
    """Three accounts, two alike: one pair of three agrees; where all agree nothing is learned."""
    table = build_table([("q", "a", "9"), ("q", "b", "9"), ("q", "c", "7"), ("r", "a", "1"), ("r", "b", "1")])
    assert first_chances(table) == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1, 1])


@given(st.permutations(accounts(questions=12)))
def test_links_and_independence_do_not_depend_on_the_order_of_claims(shuffled):
    """The same claims in another order give the same links and the same weights."""
    one, other = build_table(accounts(questions=12)), build_table(shuffled)
    for left, right in zip(links_of(one).__reduce__()[1], links_of(other).__reduce__()[1], strict=True):
        assert np.array_equal(left, right)
    strength = np.full(len(one.sources), 0.8)
    assert np.array_equal(independence(one, links_of(one), strength), independence(other, links_of(other), strength))
