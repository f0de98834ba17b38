"""One step of fusion: the same to 1e-9 however the work is divided."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.reconcile.fusion import kernels
from testimonia.reconcile.fusion.kernels import choose_step, weigh, weigh_compiled
from testimonia.reconcile.fusion.open_values import cut, fuse_open_values
from testimonia.reconcile.fusion.table import build_table, code_table

CLAIMS = st.lists(
    st.tuples(st.sampled_from("pqrstuvw"), st.sampled_from("abcdef"), st.sampled_from(["1", "2", "3"])), min_size=1, max_size=60
)
NONE = np.zeros(0)


def crowd(*, questions=3000, sources=40, seed=5):
    chance = np.random.default_rng(seed)
    question = np.repeat(np.arange(questions), 7)
    source = chance.integers(sources, size=len(question))
    token = np.where(chance.random(len(question)) < 0.6, 0, chance.integers(5, size=len(question)))
    return code_table(question, source, token, questions=range(questions), sources=range(sources), tokens=range(5))


def inputs(table, seed=1):
    chance = np.random.default_rng(seed)
    return chance.normal(1, 1, len(table.sources)), chance.normal(0, 1, table.values), chance.uniform(0.2, 1, table.claims)


def same(left, right):
    return all(np.allclose(a, b, rtol=1e-9, atol=1e-9) for a, b in zip(left, right, strict=True))


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("weighted", [False, True])
def test_the_compiled_step_agrees_with_numpy_for_any_number_of_threads(threads, weighted):
    """Compiled or not, in one thread or three: the same numbers."""
    table = crowd()
    worth, offset, own = inputs(table)
    own = own if weighted else NONE
    assert same(weigh(table, worth, offset, own), weigh_compiled(table, worth, offset, own, threads=threads))


def test_threads_change_no_digit():
    """Chunks are fixed and added in order, so the sums are equal to the last bit."""
    table = crowd()
    worth, offset, own = inputs(table)
    one, three = (weigh_compiled(table, worth, offset, own, threads=threads) for threads in (1, 3))
    assert all(np.array_equal(a, b) for a, b in zip(one, three, strict=True))


@given(CLAIMS)
def test_the_compiled_step_agrees_on_tables_smaller_than_its_chunks(claims):
    """A handful of claims, and empty chunks, are no special case."""
    table = build_table(claims)
    worth, offset, own = inputs(table)
    assert same(weigh(table, worth, offset, own), weigh_compiled(table, worth, offset, own))


@given(CLAIMS)
def test_probabilities_of_a_question_add_up_to_one_and_are_those_of_the_formula(claims):
    """The step is Bayes' rule over the values of each question."""
    table = build_table(claims)
    worth, offset, own = inputs(table)
    truth, right = weigh(table, worth, offset, own)
    weight = np.array(
        [
            np.exp(
                offset[v]
                + sum(own[c] * worth[table.claim_source[c]] for c in range(table.claim_start[v], table.claim_start[v + 1]))
            )
            for v in range(table.values)
        ]
    )
    for first, last in zip(table.value_start[:-1], table.value_start[1:], strict=True):
        assert np.allclose(truth[first:last], weight[first:last] / weight[first:last].sum())
    assert right.sum() == pytest.approx((truth * table.support).sum())


def test_huge_weights_do_not_underflow():
    """Everything stays in logs: thousands of agreeing claims end in probabilities, not in nan."""
    table = build_table([("q", f"s{i}", "yes" if i % 3 else "no") for i in range(5000)])
    truth, _ = weigh(table, np.full(5000, 4.0), np.zeros(2), NONE)
    assert truth.tolist() == [0.0, 1.0]


@given(CLAIMS, st.integers(1, 5))
def test_shards_and_order_change_nothing(claims, shards):
    """A case cut into shards, its claims turned round, gives the same truth, accuracy and choice."""
    one = fuse_open_values(build_table(claims))
    other = fuse_open_values(build_table(reversed(claims)), shards=shards)
    assert same((one.truth, one.accuracy, one.own), (other.truth, other.accuracy, other.own))
    assert np.array_equal(one.chosen, other.chosen)


def test_the_whole_fusion_is_the_same_compiled_and_in_shards(monkeypatch):
    """A case large enough for the compiler gives what NumPy gives, with copying learned on the way."""
    table = crowd(questions=800)
    plain = fuse_open_values(table)
    monkeypatch.setattr(kernels, "COMPILE_FROM", 0)
    compiled = fuse_open_values(table, shards=3, threads=3)
    assert same((plain.truth, plain.accuracy, plain.own), (compiled.truth, compiled.accuracy, compiled.own))


def test_small_cases_need_no_compiler():
    """Fifty claims start at once."""
    assert choose_step(50) is weigh
    assert choose_step(kernels.COMPILE_FROM) is not weigh


@given(CLAIMS, st.integers(1, 12))
def test_parts_hold_every_question_once(claims, shards):
    """However many shards are asked for."""
    table = build_table(claims)
    assert [q for part in cut(table, shards) for q in part.questions] == list(table.questions)
