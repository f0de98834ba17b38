"""Claims that look like a contradiction and speak of different things are shown as a difference of scope."""

import random

import pytest

from testimonia.model.brief import Brief
from testimonia.model.material import Metadata
from testimonia.model.testimony import Stance
from testimonia.reconcile.differences import MOST, MOST_A_CLAIM
from testimonia.reconcile.reconciliation import reconcile
from tests.make import amount, money, question, said, source, sources, testimony

SOURCES = sources(*(source(name) for name in "ABCDEFGH"))


def run(*pairs, questions=()):
    return reconcile(Brief(questions=questions), SOURCES, testimony(*pairs), metadata_of=lambda _: Metadata())


def kinds(result):
    return [difference.kind for difference in result.differences]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (said("12 passengers", by="A", predicate="kill"), said("60 passengers", by="B", predicate="injure"), "event"),
        (said("250 fighters", by="A", predicate="leave"), said("4,000 people", by="B", predicate="leave"), "population"),
        (said("200 families", by="A", predicate="flee"), said("1,100 people", by="B", predicate="flee"), "population"),
        (
            said(amount("4 foreign fighters", "fighter"), by="A", predicate="leave", modifiers=("foreign",)),
            said("250 fighters", by="B", predicate="leave"),
            "population",
        ),
        (
            said("112 people", by="A", predicate="travel", scope=("in my lorry",)),
            said("4,000 people", by="B", predicate="travel"),
            "part",
        ),
        (
            said("700 fighters", by="A", predicate="leave", stance=Stance.STIPULATES),
            said("1,400 fighters", by="B", predicate="leave"),
            "stance",
        ),
        (
            said(money("9 euros", "EUR"), by="A", noun="fine", predicate="pay"),
            said(money("20 dollars"), by="B", noun="fine", predicate="pay"),
            "currency",
        ),
    ],
    ids=["killed and injured", "fighters and people", "families", "foreign", "my lorry", "agreed", "currency"],
)
def test_one_thing_that_differs_is_named(one, other, kind):
    """Population, event, part, stance or currency: the difference is shown, and no contradiction."""
    result = run(one, other)
    assert not result.contradictions
    assert kinds(result) == [kind]
    assert result.differences[0].sentence.endswith("both can be true.")


def test_figures_that_agree_need_no_explanation():
    """Twelve killed and twelve injured look like no contradiction."""
    assert not run(said("12 miners", by="A", predicate="kill"), said("12 miners", by="B", predicate="injure")).differences


def test_other_nouns_and_other_events_are_unrelated():
    """Forty free beds and thirty escaped cows are nothing to put side by side."""
    assert not run(said("40 beds", by="A", predicate="free"), said("30 cows", by="B", predicate="escape")).differences


def test_one_source_is_not_set_against_itself():
    """Who counts both the dead and the injured has explained the difference already."""
    assert not run(said("12 miners", by="A", predicate="kill"), said("60 miners", by="A", predicate="injure")).differences


def test_a_refused_answer_is_explained_beside_an_answer():
    """A claim that a declared question refuses is shown with the reason, beside the answer it seems to contradict."""
    asked = question("lorries", nouns=("lorry",), terms=("leave",), without=("weapon",), text="How many lorries left?")
    part = said("10 lorries", by="A", predicate="leave", terms=("weapon",))
    result = run(part, said("48 lorries", by="B", predicate="leave"), questions=(asked,))
    assert "its sentence shows 'weapon', which the question excludes" in result.differences[0].sentence
    assert [difference.question_ids for difference in result.differences] == [("lorries",)]


def test_differences_are_few_and_in_any_order_the_same():
    """A case with many look-alikes shows a bounded number, the same for every order of claims."""
    pairs = [
        said(f"{10 + 7 * number} {noun}", by="ABCDEFGH"[number % 8], predicate=verb)
        for number, (noun, verb) in enumerate(
            (n, v) for n in ("lorries", "cars", "boats") for v in ("sink", "burn", "turn", "stop")
        )
    ]
    first = run(*pairs).differences
    random.Random(1).shuffle(pairs)
    assert run(*pairs).differences == first
    shown = [claim for difference in first for claim in difference.claim_ids]
    assert 0 < len(first) <= MOST
    assert max(map(shown.count, shown)) <= MOST_A_CLAIM
