"""Grades: each place on a scale is earned by the evidence its rule names, and its reason says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.brief import Brief, RuleText
from testimonia.model.findings import Answer, Position
from testimonia.model.material import Metadata
from testimonia.model.scales import WORDS, Scale, likelihood_words
from testimonia.model.testimony import Role, Stance
from testimonia.reconcile.corroborations import agreeing, are_agreeing
from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.intervals import Interval
from testimonia.reconcile.reconciliation import reconcile
from tests.make import day, occurrence, question, said, source, sources, testimony

PEOPLE = question("people")
DEAL = question("deal", "occurrence", nouns=("deal",))


def grade(*pairs, people=(), rules=(), questions=(PEOPLE, DEAL)):
    known = {person.name: person for person in people}
    everyone = sources(*(known.get(name) or source(name) for name in sorted({s.speaker.name for _, s in pairs})))
    brief = Brief(questions=questions, rules=tuple(RuleText("r", rule) for rule in rules))
    return reconcile(brief, everyone, testimony(*pairs), metadata_of=lambda _: Metadata())


def placed(result, question_id, scale):
    (found,) = [one for one in result.grades if one.target == question_id and one.scale is scale]
    return found


def credibility(result):
    names = {answer.id: answer.source_id.removeprefix("s-") for answer in result.answers}
    return {names[one.target]: one.value for one in result.grades if one.scale is Scale.CREDIBILITY}


def test_one_account_is_weak_and_two_are_fair():
    """Airwars' fair needs two independent accounts; one is weak."""
    one = grade(said("about 40 people", by="a"))
    two = grade(said("about 40 people", by="a"), said("41 people", by="b"))
    assert placed(one, "people", Scale.AIRWARS).value == "weak"
    assert placed(two, "people", Scale.AIRWARS).value == "fair"
    assert "a and b" in placed(two, "people", Scale.AIRWARS).reason


def test_an_admission_by_a_party_confirms():
    """A party's own admission is what confirmed means; the same words by a witness are not."""
    value = occurrence("deal make", "there was a deal")
    spokesman = source("spokesman", Role.OFFICIAL, party="coalition")
    admitted = grade(said(value, by="spokesman", stance=Stance.ADMITS, noun="deal"), people=(spokesman,))
    told = grade(said(value, by="witness", stance=Stance.ADMITS, noun="deal"))
    assert placed(admitted, "deal", Scale.AIRWARS).value == "confirmed"
    assert placed(told, "deal", Scale.AIRWARS).value == "weak"


def test_irreconcilable_accounts_are_contested():
    """Two accounts that cannot both be true leave a question contested, and confidence low."""
    result = grade(said("40 people", by="a"), said("400 people", by="b"))
    assert placed(result, "people", Scale.AIRWARS).value == "contested"
    assert placed(result, "people", Scale.CONFIDENCE).value == "low"
    assert credibility(result) == {"a": "4", "b": "4"}


def test_high_confidence_needs_proven_sources():
    """Three accounts of unknown reliability are moderate; with two graded A or B they are high."""
    pairs = [said("about 40 people", by=name) for name in "abc"]
    proven = tuple(source(name, grade="B") for name in "ab")
    assert placed(grade(*pairs), "people", Scale.CONFIDENCE).value == "moderate"
    assert placed(grade(*pairs, people=proven), "people", Scale.CONFIDENCE).value == "high"


def test_credibility_counts_the_others():
    """Confirmed by two is 1, contradicted by two is 5, alone is 6."""
    result = grade(*(said("about 40 people", by=name) for name in "abc"), said("400 people", by="d"))
    assert credibility(result) == {"a": "2", "b": "2", "c": "2", "d": "5"}
    assert set(credibility(grade(*(said("about 40 people", by=name) for name in "abc"))).values()) == {"1"}
    assert credibility(grade(said("40 people", by="a"))) == {"a": "6"}


def test_a_claim_that_a_rule_alone_rules_out_is_improbable():
    """What cannot be true whoever else is right needs no other account against it."""
    assert credibility(grade(said("400 people", by="a"), rules=["people <= 100"])) == {"a": "5"}


def test_nothing_said_is_unassessed():
    """Declining to say leaves nothing to assess, and no confidence in anything."""
    result = grade(said("40 people", by="a", stance=Stance.DECLINES))
    assert placed(result, "people", Scale.AIRWARS).value == "unassessed"
    assert not [one for one in result.grades if one.scale is Scale.CONFIDENCE]


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.02, "almost no chance"),
        (0.05, "very unlikely"),
        (0.5, "roughly even chance"),
        (0.7, "likely"),
        (0.97, "almost certain"),
    ],
)
def test_bands_touch_and_belong_above(probability, words):
    """ICD 203's bands share their ends; each begins where the one before it ends."""
    assert likelihood_words(probability) == words


def test_certainty_has_no_word():
    """0 and 1 are no likelihoods."""
    assert likelihood_words(0.0) == likelihood_words(1.0) == ""


def test_every_scale_has_its_words():
    """A grade's meaning can be shown whatever the scale."""
    assert all(WORDS[scale] for scale in Scale)


def test_moments_and_undated_words_are_graded_too():
    """A day told by two is fair like a figure told by two."""
    began = question("began", "moment", nouns=("talk",))
    result = grade(*(said(day("2017-10-10"), by=name, noun="talk") for name in "ab"), questions=(began,))
    assert placed(result, "began", Scale.AIRWARS).value == "fair"


@st.composite
def replies(draw, group):
    """A reply with a figure, narrow or wide, light or heavy."""
    low, width = (
        draw(st.sampled_from([0.0, 1.0, 10.0, 20.0, 40.0])),
        draw(st.sampled_from([0.0, 1.0, 10.0, 30.0, float("inf")])),
    )
    interval = draw(st.none() | st.just(Interval(low, None, low + width)))
    weight = draw(st.sampled_from([0.0, 1e-12, 0.2, 0.7, 1.0]))
    claim, statement = said("about 40 people", by=group)
    position = Position(claim.id, statement.id, "", "", claim.stance, claim.polarity, claim.value, claim.span.exact)
    return Evidence(
        Answer(f"a-{group}", "people", f"s-{group}", (position,), 0, group), position, source(group), weight, interval
    )


@given(replies("a"), replies("b"), st.sampled_from(["amount", "moment", "money"]))
def test_two_replies_agree_as_two_of_many_do(one, other, value_type):
    """The comparison of two is the general rule on a set of two, whatever their weights and widths."""
    asked = question("people", value_type)
    assert are_agreeing(asked, one, other) == (len(agreeing(asked, [one, other])) == 2)
