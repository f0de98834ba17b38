"""Yes or no: each account moves the odds by what its kind is worth, and denials are not mirror images of admissions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.brief import Brief
from testimonia.model.material import Metadata
from testimonia.model.testimony import Role, Stance
from testimonia.reconcile.occurrences import CERTAIN
from testimonia.reconcile.reconciliation import reconcile
from tests.make import occurrence, question, said, source, sources, testimony

PARTY = source("spokesman", Role.OFFICIAL, party="ministry")


def says(name, happened, stance=Stance.ASSERTS):
    return said(occurrence("gate open", f"{name} on the gates", happened=happened), by=name, noun="gate", stance=stance)


def probability(*pairs, interests=(), is_weighted=True):
    gates = question("gates", "occurrence", nouns=("gate",), interests=interests)
    names = {statement.speaker.name for _, statement in pairs}
    everyone = sources(*(PARTY if name == PARTY.name else source(name) for name in sorted(names)))
    result = reconcile(
        Brief(questions=(gates,)), everyone, testimony(*pairs), metadata_of=lambda _: Metadata(), is_weighted=is_weighted
    )
    return result.estimates[0].probability


def test_each_witness_adds():
    """Two who saw it make it likelier than one; one against one leaves it open."""
    one, two = probability(says("a", True)), probability(says("a", True), says("b", True))
    assert 0.5 < one < two <= CERTAIN
    assert probability(says("a", True), says("b", False)) == pytest.approx(0.5, abs=0.1)


def test_a_denial_with_an_interest_is_cheap():
    """Who loses by yes says no either way: the same denial moves less than that of somebody without an interest."""
    witnessed = (says("a", True), says("spokesman", False))
    disinterested, interested = probability(*witnessed), probability(*witnessed, interests=(("ministry", -1),))
    assert probability(says("a", True)) > interested > disinterested


def test_unweighted_accounts_count_the_same():
    """Asked what if every account counted the same, a spokesman with an interest outweighs nobody and nobody outweighs them."""
    told = says("a", True), says("spokesman", False)
    turned = says("a", False), says("spokesman", True)
    first, second = (probability(*pairs, interests=(("ministry", -1),), is_weighted=False) for pairs in (told, turned))
    assert first == pytest.approx(second)


def test_an_admission_is_worth_more_than_a_denial():
    """Against a witness who says no, a party's admission carries the day."""
    assert probability(says("a", False), says("spokesman", True, Stance.ADMITS)) > 0.5


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_accounts_does_not_matter(answers, chance):
    """The same accounts in any order give the same probability, to the last digit."""
    pairs = [says(f"w{number}", happened) for number, happened in enumerate(answers)]
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert probability(*pairs) == probability(*shuffled)
