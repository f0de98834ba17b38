"""Recorded values that recur."""

import random

import numpy as np
import pytest

from testimonia.reconcile.fusion.likelihoods import Shape
from testimonia.reconcile.fusion.numbers import NumericClaim, fuse_numbers
from testimonia.reconcile.fusion.recorded import RECURS, fuse_recorded, measure_recurrence, question_medians
from testimonia.reconcile.fusion.table import build_table


def table_of(*rows):
    return build_table([(q, s, float(v)) for q, s, v in rows])


def one_kind(table):
    return np.zeros(len(table.questions), dtype=np.int64)


def feeds(seed=1, questions=60):
    """Claims of two kinds: a majority family means something else by one kind, and is mostly right on the other."""
    chance, rows, truths, kinds = random.Random(seed), [], {}, []
    for number in range(questions):
        for kind in (0, 1):
            name, truth = f"f{number:03}|{kind}", float(chance.randrange(1000))
            truths[name] = truth
            kinds.append(kind)
            delay = float(chance.randrange(8, 20))
            for source in range(9):
                is_family = source < 5
                value = truth + delay if kind and is_family else truth
                careless = 0.15 if is_family else 0.02
                if chance.random() < careless:
                    value = float(chance.randrange(1000))
                rows.append((name, f"{'family' if is_family else 'single'}{source}", value))
    return rows, truths, np.array(kinds)


def test_the_most_supported_value_wins_among_equals():
    """Three against one, with nothing known of anybody."""
    table = table_of(("q", "a", 5), ("q", "b", 5), ("q", "c", 5), ("q", "d", 7))
    found = fuse_recorded(table, one_kind(table), log=False)
    assert found.best.tolist() == [5.0]
    assert 0.5 < found.confidence[0] <= 1


def test_a_family_does_not_certify_its_own_definition():
    """Who means something else by one kind of question is judged there by the other kinds, and loses."""
    rows, truths, kinds = feeds()
    table = table_of(*rows)
    found = fuse_recorded(table, kinds, log=False)
    second = [best == truths[name] for name, best in zip(table.questions, found.best, strict=True) if name.endswith("|1")]
    pooled = fuse_recorded(table, one_kind(table), log=False)
    before = [best == truths[name] for name, best in zip(table.questions, pooled.best, strict=True) if name.endswith("|1")]
    assert sum(second) > 0.8 * len(second)
    assert sum(before) < 0.2 * len(before)


def test_a_gross_slip_loses_against_a_usual_value():
    """Of two values by equal sources the one a thousand times too large is less probable."""
    rows = [(f"q{n}", f"s{n % 7}", 1000 + 37 * n) for n in range(40)]
    table = table_of(*rows, ("slip", "s1", 2_000_000_000), ("slip", "s2", 2000))
    found = fuse_recorded(table, one_kind(table), log=True)
    assert found.best[table.questions.index("slip")] == 2000


def test_the_order_of_claims_does_not_matter():
    """Shuffled claims give the same table of answers."""
    rows, _, kinds = feeds(2, 30)
    one = fuse_recorded(table_of(*rows), kinds, log=False)
    random.Random(3).shuffle(rows)
    other = fuse_recorded(table_of(*rows), kinds, log=False)
    assert np.array_equal(one.best, other.best)
    assert np.array_equal(one.accuracy, other.accuracy)


def test_recurrence_tells_feeds_from_raters():
    """Feeds repeat values beyond chance; raters who all love zero and tens do not."""
    rows, _, kinds = feeds(4, 40)
    assert measure_recurrence(table_of(*rows), kinds) > 3 * RECURS
    chance = random.Random(5)
    ratings = []
    for number in range(150):
        mood = chance.choice([0, 0, 20, 60])
        for rater in range(8):
            ratings.append((f"q{number}", f"r{rater}", 10 * round(max(0, chance.gauss(mood, 18)) / 10)))
    table = table_of(*ratings)
    assert measure_recurrence(table, one_kind(table)) < RECURS


def test_numbers_choose_the_closed_form_by_recurrence():
    """Recorded claims of feeds are fused as recorded values; low, best and high are values that were given."""
    rows, _, kinds = feeds(6, 30)
    claims = [NumericClaim(q, s, Shape.EXACT, v, v, v) for q, s, v in rows]
    found = fuse_numbers(claims, log=False, kinds=kinds)
    given = {(q, v) for q, _, v in rows}
    assert found.is_recorded
    for name, low, best, high in zip(found.questions, found.low, found.best, found.high, strict=True):
        assert low <= best <= high
        assert {(name, low), (name, best), (name, high)} <= given


def test_medians_are_of_claims():
    """The lower median of the claims, not of the different values."""
    table = table_of(("q", "a", 1), ("q", "b", 1), ("q", "c", 1), ("q", "d", 9), ("p", "a", 2), ("p", "b", 4))
    places = np.asarray(table.tokens)[table.value_token]
    assert question_medians(table, places) == pytest.approx([2, 1])
