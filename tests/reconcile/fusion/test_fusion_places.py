"""Places at different precision."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.reconcile.fusion.fusing import Values, fuse
from testimonia.reconcile.fusion.places import fuse_places
from testimonia.reconcile.fusion.table import build_table

ABOVE = {
    "Raqqa": {"Raqqa province", "Syria"},
    "Tabqa": {"Raqqa province", "Syria"},
    "Raqqa province": {"Syria"},
    "Mosul": {"Iraq"},
}
NAMES = [*ABOVE, "Syria", "Iraq"]


def chosen(claims, **options):
    table = build_table(claims)
    result = fuse_places(table, ABOVE, **options)
    return {q: table.tokens[table.value_token[v]] for q, v in zip(table.questions, result.chosen, strict=True)}


def test_a_wider_name_does_not_contradict_a_place_inside_it():
    """Three say Syria, one says Raqqa: the answer is Raqqa."""
    claims = [("where", "a", "Raqqa"), ("where", "b", "Syria"), ("where", "c", "Syria"), ("where", "d", "Syria")]
    assert chosen(claims) == {"where": "Raqqa"}


def test_a_wider_name_decides_between_places():
    """Between Mosul and Raqqa, the one who says Syria tips the scale."""
    claims = [("where", "a", "Mosul"), ("where", "b", "Raqqa"), ("where", "c", "Syria")]
    assert chosen(claims) == {"where": "Raqqa"}


def test_wider_names_lower_nobodys_accuracy():
    """A source that always names the country is trusted like one that names the town."""
    claims = [(f"q{i}", s, "Raqqa") for i in range(20) for s in ("town 1", "town 2")]
    claims += [(f"q{i}", "country", "Syria") for i in range(20)]
    claims += [(f"q{i}", "elsewhere", "Mosul") for i in range(20)]
    table = build_table(claims)
    accuracy = dict(zip(table.sources, fuse_places(table, ABOVE).accuracy, strict=True))
    assert accuracy["country"] > 0.9
    assert accuracy["elsewhere"] < 0.3


def test_without_containment_places_are_labels():
    """Names of which none contains another are weighed like any other values: the majority of equals wins."""
    claims = [("where", "a", "Mosul"), ("where", "b", "Raqqa"), ("where", "c", "Mosul")]
    assert chosen(claims) == {"where": "Mosul"}


@pytest.mark.parametrize("seed", [1, 2])
def test_many_sources_with_few_claims(seed):
    """A thousand sources with two claims each, coarse and wrong ones among them: far better than the majority."""
    chance = np.random.default_rng(seed)
    above, truth, claims = {}, {}, []
    for country in range(6):
        for region in range(4):
            above[f"{country}.{region}"] = {f"{country}"}
            for town in range(4):
                above[f"{country}.{region}.{town}"] = {f"{country}", f"{country}.{region}"}
    towns = [name for name in above if name.count(".") == 2]
    for number in range(400):
        question, town = f"{number:04}", towns[chance.integers(len(towns))]
        truth[question] = town
        for source in chance.choice(1000, 5, replace=False):
            kind = chance.choice(3, p=[0.4, 0.35, 0.25])
            wider = town.rsplit(".", int(chance.integers(1, 3)))[0]
            claims.append((question, f"s{source:04}", (town, wider, towns[chance.integers(len(towns))])[kind]))
    table = build_table(claims)
    result = fuse(table, Values.PLACES, above=above)
    said = [table.tokens[table.value_token[v]] for v in result.chosen]
    first = [int(s + np.argmax(table.support[s:e])) for s, e in zip(table.value_start[:-1], table.value_start[1:], strict=True)]
    votes = [table.tokens[table.value_token[v]] for v in first]
    right = [np.mean([a == truth[q] for q, a in zip(table.questions, answer, strict=True)]) for answer in (said, votes)]
    assert right[0] > right[1] + 0.1


@given(
    st.lists(
        st.tuples(st.sampled_from("pqr"), st.sampled_from("abcdef"), st.sampled_from(NAMES)),
        min_size=1,
        max_size=40,
        unique=True,
    )
)
def test_the_order_of_claims_decides_nothing(claims):
    """Turned round, the claims give the same places and probabilities that add up to one."""
    one, other = build_table(claims), build_table(reversed(claims))
    left, right = fuse_places(one, ABOVE), fuse_places(other, ABOVE)
    assert np.array_equal(left.truth, right.truth)
    assert np.array_equal(left.chosen, right.chosen)
    assert np.allclose(np.add.reduceat(left.truth, one.value_start[:-1]), 1)
