"""Claims as arrays."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from testimonia.reconcile.fusion.table import build_table

CLAIMS = st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from("abcd"), st.sampled_from(["1", "2", "3"])), min_size=1)


def said(table):
    value, question = table.claim_value(), table.value_question()
    return [
        (table.questions[question[v]], table.sources[s], table.tokens[table.value_token[v]])
        for v, s in zip(value, table.claim_source, strict=True)
    ]


@given(CLAIMS)
def test_the_table_holds_the_claims_once_and_in_order(claims):
    """Sorted by question, value, source, without doubles."""
    assert said(build_table(claims)) == sorted(set(claims), key=lambda c: (c[0], c[2], c[1]))


@given(CLAIMS, st.randoms(use_true_random=False))
def test_any_order_of_claims_gives_the_same_arrays(claims, chance):
    """Order of arrival decides nothing."""
    shuffled = list(claims)
    chance.shuffle(shuffled)
    one, other = build_table(claims), build_table(shuffled)
    for name in ("value_start", "claim_start", "value_token", "claim_source"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


@given(CLAIMS, st.integers(0, 3))
def test_parts_together_are_the_whole(claims, cut):
    """A table cut between two questions loses no claim."""
    table = build_table(claims)
    cut = min(cut, len(table.questions))
    assert said(table.part(0, cut)) + said(table.part(cut, len(table.questions))) == said(table)


def test_values_may_be_intervals():
    """A token may be a tuple: kind, low, high."""
    table = build_table([("dead", "mayor", ("point", 7.0, 7.0)), ("dead", "radio", ("min", 5.0, 9e9))])
    assert [table.tokens[token][0] for token in table.value_token] == ["min", "point"]


def test_a_claim_costs_at_most_forty_bytes():
    """Even where no two claims are alike: the borders, the source and one working number a claim and a value."""
    table = build_table([(f"q{i}", f"s{i % 7}", str(i)) for i in range(1000)])
    held = sum(a.nbytes for a in (table.value_start, table.claim_start, table.value_token, table.claim_source))
    assert (held + 8 * table.claims + 8 * table.values) / table.claims <= 40.1
