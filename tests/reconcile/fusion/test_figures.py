"""The posterior of figures, and what is learned of sources."""

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.reconcile.fusion import figures, numbers
from testimonia.reconcile.fusion.figures import learn, read_posterior
from testimonia.reconcile.fusion.likelihoods import Shape, read_spoken
from testimonia.reconcile.fusion.numbers import NumericClaim, fuse_numbers, interval, make_claims


def say(question, source, figure, shape=Shape.POINT):
    """A claim from a figure and a hedge."""
    if shape is Shape.LEAST:
        return NumericClaim(question, source, shape, math.nan, figure, math.inf)
    if shape is Shape.MOST:
        return NumericClaim(question, source, shape, math.nan, 0.0, figure)
    low, high = read_spoken(shape, figure)
    return NumericClaim(question, source, shape, figure, low, high)


def fuse(*claims):
    """Best, low and high of the first question."""
    found = fuse_numbers(claims, log=True)
    return float(found.best[0]), float(found.low[0]), float(found.high[0])


def case(seed, *, questions=12, sources=8, liar=None, copies=None):
    """Claims of a made-up case: good sources, one that is mostly wrong, one that repeats another."""
    chance, claims = random.Random(seed), []
    for number in range(questions):
        truth, said = math.exp(chance.uniform(3, 9)), {}
        for source in range(sources):
            wrong = chance.choice([-1, 1]) * chance.uniform(0.6, 1.5) if source == liar else chance.gauss(0, 0.06)
            said[source] = float(round(truth * math.exp(wrong)))
            if copies and source == copies[0]:
                said[source] = said[copies[1]]
            claims.append(say(f"q{number:02}", f"s{source}", said[source]))
    return claims


drawn = st.lists(
    st.tuples(
        st.sampled_from(["q1", "q2", "q3"]),
        st.sampled_from("abcdefg"),
        st.integers(1, 10**6),
        st.sampled_from([Shape.POINT, Shape.ABOUT, Shape.LEAST, Shape.MOST]),
    ),
    min_size=1,
    max_size=14,
)


@given(drawn)
@settings(max_examples=60, deadline=None)
def test_low_best_high_are_in_order(rows):
    """Whatever was claimed, low <= best <= high, and all are numbers."""
    found = fuse_numbers([say(q, s, float(figure), shape) for q, s, figure, shape in rows], log=True)
    assert np.isfinite(found.best).all()
    assert (found.low <= found.best).all()
    assert (found.best <= found.high).all()


@given(drawn, st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_claims_does_not_matter(rows, chance):
    """The same claims in another order give the same numbers."""
    claims = [say(q, s, float(figure), shape) for q, s, figure, shape in rows]
    one = fuse_numbers(claims, log=True)
    chance.shuffle(claims)
    other = fuse_numbers(claims, log=True)
    for name in ("best", "low", "high", "trust"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_blocks_of_any_size_give_the_same():
    """One block or many: the sums differ by rounding only."""
    rows = sorted(case(3, liar=2, copies=(5, 1)), key=lambda c: (c.question, c.source))
    question = np.array([int(c.question[1:]) for c in rows])
    source = np.array([int(c.source[1:]) for c in rows])
    claims, _ = make_claims(rows, question, source, log=True)
    whole = learn(claims)
    for block in (1, 5 * figures.NODES, 30 * figures.NODES):
        part = learn(claims, block=block)
        assert part.reliability.right == pytest.approx(whole.reliability.right, abs=1e-9)
        assert part.reliability.sigma == pytest.approx(whole.reliability.sigma, abs=1e-9)
        assert part.independence == pytest.approx(whole.independence, abs=1e-9)
        density = read_posterior(claims, part).density
        assert density == pytest.approx(read_posterior(claims, whole).density, abs=1e-9)


@given(st.integers(1, 10**7))
@settings(max_examples=40, deadline=None)
def test_one_claim_moved_moves_the_best_little(figure):
    """Four accounts of about 1,000 hold the best value within their hedge wherever a fifth one lies."""
    claims = [say("q", source, 1000.0, Shape.ABOUT) for source in "abcd"]
    best, _, _ = fuse(*claims, say("q", "x", float(figure)))
    assert abs(math.log(best / 1000)) < 0.2


def test_bounds_are_no_estimates():
    """Many who say "at least 50" do not pull 200 down, and "at most 900" does not pull it up."""
    alone, _, _ = fuse(*(say("q", s, 200.0, Shape.ABOUT) for s in "ab"))
    least, _, _ = fuse(*(say("q", s, 200.0, Shape.ABOUT) for s in "ab"), *(say("q", s, 50.0, Shape.LEAST) for s in "cdef"))
    most, _, _ = fuse(*(say("q", s, 200.0, Shape.ABOUT) for s in "ab"), *(say("q", s, 900.0, Shape.MOST) for s in "cdef"))
    assert least == pytest.approx(alone, rel=0.1)
    assert most == pytest.approx(alone, rel=0.1)


def test_a_bound_cuts_what_lies_beyond_it():
    """ "At least 240" moves an estimate of 150 to 300 upwards."""
    wide = NumericClaim("q", "a", Shape.RANGE, math.nan, 150.0, 300.0)
    assert fuse(wide, say("q", "b", 240.0, Shape.LEAST))[1] > fuse(wide)[1]


def test_a_source_that_is_mostly_wrong_is_found_out():
    """The liar has the lowest trust, without anybody saying who it is."""
    found = fuse_numbers(case(1, liar=2), log=True)
    assert found.sources[int(np.argmin(found.trust))] == "s2"


def test_who_repeats_another_is_found_out():
    """Of all pairs the copier and its source are the likeliest to depend on each other."""
    found = fuse_numbers(case(4, copies=(5, 1)), log=True)
    first, second, probability = max(found.copies, key=lambda pair: pair[2])
    assert {first, second} == {"s1", "s5"}
    assert probability > 0.9
    assert max(p for a, b, p in found.copies if {a, b} != {"s1", "s5"}) < 0.5


def test_a_declared_interest_is_learned_as_bias():
    """A side that gains from high figures and states them 1.6 times too high is read with that bias."""
    rows, interest = [], []
    for number in range(20):
        truth = 100.0 * 1.4**number
        for source in ("a", "b", "c"):
            rows.append(say(f"q{number:02}", source, float(round(truth))))
            interest.append(0.0)
        rows.append(say(f"q{number:02}", "side", float(round(truth * 1.6))))
        interest.append(1.0)
    question = np.array([int(row.question[1:]) for row in rows])
    source = np.array(["abcs".index(row.source[0]) for row in rows])
    claims, _ = make_claims(rows, question, source, log=True)
    kept = {name: getattr(claims, name) for name in claims.__struct_fields__}
    learned = learn(figures.FigureClaims(**{**kept, "interest": np.array(interest)}), learn_copying=False)
    assert learned.reliability.bias[3] == pytest.approx(math.log(1.6), abs=0.1)
    assert learned.reliability.bias[:3] == pytest.approx([0, 0, 0])


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """On made-up cases of honest sources the 90 % interval covers three in four to nearly all truths."""
    chance, held, asked = random.Random(7), 0, 0
    for _ in range(6):
        claims, truths = [], {}
        for number in range(15):
            truths[f"q{number:02}"] = truth = math.exp(chance.uniform(3, 9))
            for source in range(5):
                figure = float(f"{truth * math.exp(chance.gauss(0, 0.12)):.2g}")
                claims.append(say(f"q{number:02}", f"s{source}", figure))
        found = fuse_numbers(claims, log=True)
        for name, low, high in zip(found.questions, found.low, found.high, strict=True):
            held, asked = held + (low <= truths[name] <= high), asked + 1
    assert 0.75 <= held / asked <= 0.99


def test_scores_on_a_linear_axis_are_averaged():
    """Where everybody errs a little on a scale, the best value is near the mean, not the most frequent value."""
    chance, claims, truths = random.Random(2), [], {}
    for number in range(80):
        truths[f"q{number:02}"] = truth = chance.uniform(10, 90)
        for rater in range(8):
            score = float(round(min(100, max(0, truth + chance.gauss(0, 15)))))
            claims.append(NumericClaim(f"q{number:02}", f"r{rater}", Shape.EXACT, score, score, score))
    found = fuse_numbers(claims, log=False)
    errors = [abs(best - truths[name]) for name, best in zip(found.questions, found.best, strict=True)]
    assert not found.is_recorded
    assert sum(errors) / len(errors) < 5.5


def test_the_median_lies_inside_every_interval():
    """A wider coverage gives a wider interval around the same best value."""
    nodes, density = np.linspace(0, 1, 50)[None, :], np.full((1, 50), 0.02)
    half, most = interval(nodes, density, 0.5), interval(nodes, density, 0.9)
    assert half[0] == pytest.approx(most[0])
    assert most[1] < half[1] < half[0] < half[2] < most[2]
    assert half[2][0] - half[1][0] == pytest.approx(0.5 * numbers.CALIBRATION, abs=0.02)
