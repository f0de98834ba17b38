"""Labels and open values: what is chosen, how surely, and by which of the two methods."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.reconcile.fusion.known import Known
from testimonia.reconcile.fusion.labels import fuse_labels
from testimonia.reconcile.fusion.open_values import fuse_open_values, popularity
from testimonia.reconcile.fusion.shared_labels import fuse_shared_labels, has_shared_labels
from testimonia.reconcile.fusion.table import build_table


def answers(table, result):
    return {q: table.tokens[table.value_token[v]] for q, v in zip(table.questions, result.chosen, strict=True)}


def share_right(table, result, truth):
    said = answers(table, result)
    return np.mean([said[question] == value for question, value in truth.items()])


def majority(table):
    first = [
        int(start + np.argmax(table.support[start:end]))
        for start, end in zip(table.value_start[:-1], table.value_start[1:], strict=True)
    ]
    return {q: table.tokens[table.value_token[v]] for q, v in zip(table.questions, first, strict=True)}


def feeds(*, seed=1, questions=2000, copiers=4):
    """Sites with answers of their own, and one bad feed that several sites copy."""
    chance = np.random.default_rng(seed)
    truth, claims = {}, []
    for number in range(questions):
        question = f"{number:05}"
        truth[question] = f"gate {chance.integers(60)}"
        feed = truth[question] if chance.random() < 0.6 else f"gate {chance.integers(60)}"
        for copier in range(copiers):
            claims.append((question, f"copy {copier}", feed if chance.random() < 0.9 else f"gate {chance.integers(60)}"))
        for site in range(6):
            if chance.random() < 0.75:
                own = truth[question] if chance.random() < 0.85 else f"gate {chance.integers(60)}"
                claims.append((question, f"site {site}", own))
    return claims, truth


def witnesses(*, seed=1, questions=150, sources=25):
    """Yes or no, where half of the sources say yes far too readily."""
    chance = np.random.default_rng(seed)
    truth, claims = {}, []
    ready = chance.random(sources) < 0.6
    for number in range(questions):
        question = f"{number:04}"
        truth[question] = "yes" if chance.random() < 0.4 else "no"
        for source in range(sources):
            wrong = (0.65 if ready[source] else 0.15) if truth[question] == "no" else 0.1
            other = "no" if truth[question] == "yes" else "yes"
            claims.append((question, f"s{source:02}", other if chance.random() < wrong else truth[question]))
    return claims, truth


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_copied_feed_does_not_outvote_independent_sites(seed):
    """Four copies of one wrong answer count as little more than one account, and the copiers are named."""
    claims, truth = feeds(seed=seed)
    table = build_table(claims)
    result = fuse_labels(table)
    assert result.method == "open values"
    blind = share_right(table, fuse_open_values(table, known=Known(copy_prior=0)), truth)
    assert share_right(table, result, truth) > max(blind, 0.85)
    found = {
        (table.sources[a], table.sources[b])
        for a, b, p in zip(result.links.first, result.links.second, result.links.probability, strict=True)
        if p > 0.5
    }
    assert found == {(f"copy {a}", f"copy {b}") for a in range(4) for b in range(a + 1, 4)}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_feed_in_the_majority_is_unmasked_by_agreeing_too_well(seed):
    """Six copies against four or five sites: judged by the vote the feed would be the truth."""
    claims, truth = feeds(seed=seed, copiers=6)
    table = build_table(claims)
    assert share_right(table, fuse_open_values(table, known=Known(copy_prior=0)), truth) < 0.7
    assert share_right(table, fuse_labels(table), truth) > 0.85


def test_what_the_claims_cannot_unmask_can_be_declared():
    """Where nearly all that is heard is one feed it defines the truth, unless the links are known."""
    claims, truth = feeds(copiers=20)
    table = build_table(claims)
    declared = [(f"copy {a}", f"copy {b}") for a in range(20) for b in range(a + 1, 20)]
    assert share_right(table, fuse_labels(table), truth) < 0.7
    assert share_right(table, fuse_labels(table, known=Known(declared=tuple(declared))), truth) > 0.85


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sources_that_say_yes_too_readily_are_understood(seed):
    """Errors with two sides: a ready yes weighs little, a rare no weighs much, and the majority is beaten clearly."""
    claims, truth = witnesses(seed=seed)
    table = build_table(claims)
    result = fuse_labels(table)
    assert result.method == "shared labels"
    votes = np.mean([majority(table)[question] == value for question, value in truth.items()])
    assert share_right(table, result, truth) >= votes + 0.05


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_few_answers_a_source_do_no_harm(seed):
    """Hundreds of sources with a dozen answers each: never worse than the majority by more than half a point."""
    chance = np.random.default_rng(seed)
    claims, truth = [], {}
    for number in range(400):
        question = f"{number:04}"
        truth[question] = "GPRX"[chance.integers(4)]
        for source in chance.choice(270, 9, replace=False):
            value = truth[question] if chance.random() < 0.6 else "GPRX"[chance.integers(4)]
            claims.append((question, f"s{source:03}", value))
    table = build_table(claims)
    votes = np.mean([majority(table)[question] == value for question, value in truth.items()])
    assert share_right(table, fuse_labels(table), truth) >= votes - 0.005


def test_confidence_is_lower_where_sources_stumble_together():
    """Where all sources misread the same hard questions, what is said aloud is less sure than the product of their odds."""
    chance = np.random.default_rng(4)
    claims, truth = [], {}
    for number in range(300):
        question = f"{number:04}"
        truth[question] = "ab"[chance.integers(2)]
        hard = chance.random() < 0.35
        for source in range(12):
            right = chance.random() < (0.35 if hard else 0.85)
            claims.append((question, f"s{source:02}", truth[question] if right else "ab".replace(truth[question], "")))
    table = build_table(claims)
    result = fuse_labels(table)
    right = share_right(table, result, truth)
    assert abs(result.confidence.mean() - right) < abs(result.truth[result.chosen].mean() - right)


def test_a_popular_error_is_not_outvoted_by_its_popularity():
    """What many say wrongly, they say alike: two good sources stand against four poor ones that agree."""
    claims = [(f"easy {i}", s, f"v{i}") for i in range(30) for s in ("good 1", "good 2")]
    claims += [
        (f"easy {i}", f"poor {p}", f"v{i}" if (i + p) % 3 == 0 else f"slip {i} {p}") for i in range(30) for p in range(4)
    ]
    claims += [("hard", "good 1", "right"), ("hard", "good 2", "right")]
    claims += [("hard", f"poor {p}", "well known") for p in range(4)]
    table = build_table(claims)
    assert answers(table, fuse_labels(table))["hard"] == "right"


def test_popularity_is_the_probability_of_what_is_said_instead():
    """Five claims, three values: f by hand."""
    table = build_table([("q", s, v) for s, v in zip("abcde", "xxyyz", strict=True)])
    x, y, z = popularity(table, np.ones(5), 10.0)
    assert x == pytest.approx(2 * np.log(2.3 / 6) + np.log(1.3 / 6))
    assert y == pytest.approx(x)
    assert z == pytest.approx(4 * np.log(2.3 / 7))


def test_the_class_of_a_source_is_what_is_assumed_of_it():
    """A newcomer of a class that is often wrong is trusted less than one of a class that is right."""
    claims = [(f"q{i}", f"a{s}", "true") for i in range(20) for s in range(3)]
    claims += [(f"q{i}", f"b{s}", f"other {s} {i}") for i in range(20) for s in range(2)]
    claims += [("new", "a9", "one"), ("new", "b9", "two")]
    table = build_table(claims)
    classes = {name: name[0] for name in table.sources}
    result = fuse_labels(table, known=Known(classes=classes))
    assert answers(table, result)["new"] == "one"


def test_a_tie_goes_to_the_first_value_in_order():
    """Two equal accounts: the same answer every time."""
    for claims in ([("q", "b", "x"), ("q", "a", "y")], [("q", "a", "y"), ("q", "b", "x")]):
        table = build_table(claims)
        assert answers(table, fuse_labels(table)) == {"q": "x"}


def test_a_declared_link_counts_in_both_methods():
    """Who repeats another by their own word adds nothing."""
    claims, _ = witnesses()
    table = build_table(claims)
    for fuse in (fuse_shared_labels, fuse_open_values):
        result = fuse(table, known=Known(declared=(("s00", "s01"),)))
        own = {name: result.own[table.claim_source == i] for i, name in enumerate(table.sources)}
        assert min(own["s00"].min(), own["s01"].min()) == 0
        assert own["s02"].min() > 0


@given(st.integers(0, 2**32 - 1))
def test_shared_labels_do_not_depend_on_the_order_of_claims(seed):
    """Shuffled, the claims give the same numbers to the last digit."""
    chance = np.random.default_rng(seed)
    claims = [(f"{q:02}", f"s{s}", "yes" if chance.random() < 0.6 else "no") for q in range(30) for s in range(9)]
    left, right = (fuse_shared_labels(build_table(order)) for order in (claims, chance.permutation(claims).tolist()))
    assert np.array_equal(left.truth, right.truth)
    assert np.array_equal(left.chosen, right.chosen)
    assert ((left.confidence >= 0) & (left.confidence <= 1)).all()


def test_only_what_somebody_said_is_chosen():
    """However the tables of errors look, no label is put into the mouths of witnesses."""
    claims, _ = witnesses()
    claims += [("alone", f"s{i:02}", "yes") for i in range(25)]
    table = build_table(claims)
    assert answers(table, fuse_labels(table))["alone"] == "yes"


@pytest.mark.parametrize(
    ("questions", "labels", "expected"), [(300, 2, True), (300, 4, True), (10, 2, False), (300, 40, False), (60, 4, False)]
)
def test_tables_of_errors_are_learned_only_where_the_claims_can_tell(questions, labels, expected):
    """The choice of method follows from how many claims there are for each pair of labels, and from how labels recur."""
    claims = [(f"q{i:03}", f"s{j}", f"{(i * (j > 2) + i // 3) % labels}") for i in range(questions) for j in range(8)]
    assert has_shared_labels(build_table(claims)) is expected
