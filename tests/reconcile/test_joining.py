"""Proposed questions meet claims in other words, and questions about events themselves are proposed."""

import pytest

from testimonia.model.brief import Brief
from testimonia.model.material import Metadata
from testimonia.model.values import Moment
from testimonia.reconcile.reconciliation import reconcile
from tests.make import amount, day, money, occurrence, place, said, source, sources, testimony

SOURCES = sources(source("A"), source("B"))


def run(*pairs):
    return reconcile(Brief(), SOURCES, testimony(*pairs), metadata_of=lambda _: Metadata())


def answered(result):
    return {link.question_id for link in result.links if link.score > 0}


def test_a_noun_left_out_joins_where_the_sentences_share_a_word():
    """ "We paid the tenants" and "the landlord paid the tenants" speak of one payment."""
    one = said(money("5,000 pounds", "GBP"), by="A", predicate="pay", terms=("tenant",))
    other = said(money("300 pounds", "GBP"), by="B", noun="landlord", predicate="pay", terms=("tenant",))
    assert len(run(one, other).contradictions) == 1


def test_likeness_of_words_bridges_no_difference_of_scope():
    """Words in common do not join figures for each day with figures for each month."""
    one = said(money("6 dollars"), by="A", predicate="pay", terms=("worker",), scope=("a day",))
    other = said(money("180 dollars"), by="B", noun="factory", predicate="pay", terms=("worker",), scope=("a month",))
    result = run(one, other)
    assert not result.contradictions
    assert not answered(result)


def test_the_verb_told_elsewhere_in_the_sentence_joins():
    """ "They lost 35 sheep, which drowned when the dam broke" answers how many sheep drowned."""
    one = said(amount("35 sheep", "sheep"), by="A", predicate="lose", terms=("drown", "dam"))
    other = said(amount("40 sheep", "sheep"), by="B", predicate="drown", terms=("dam",))
    assert len(answered(run(one, other))) == 1


@pytest.mark.parametrize(("one", "other"), [("lorries", "trucks"), ("prisoners", "inmates"), ("houses", "homes")])
def test_synonyms_count_the_same(one, other):
    """Lorries are trucks."""
    result = run(said(f"12 {one}", by="A", predicate="burn"), said(f"90 {other}", by="B", predicate="burn"))
    assert len(result.contradictions) == 1


def test_lives_lost_are_people_killed():
    """A verb with a noun of its clause can mean another verb."""
    one = said("14 fishermen", by="A", predicate="lose", terms=("life",))
    other = said("40 fishermen", by="B", predicate="die")
    assert len(run(one, other).contradictions) == 1


def test_nobody_killed_stands_against_any_victims():
    """That nobody was killed denies that three prisoners were."""
    nobody = said(occurrence("kill", "Nobody was killed", happened=False), by="A", predicate="kill", noun="")
    result = run(nobody, said(amount("3 prisoners", "prisoner"), by="B", predicate="kill"))
    assert len(result.contradictions) == 1
    assert not result.differences


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            occurrence("gate lock", "the gates were locked"),
            occurrence("gate lock", "the gates were not locked", happened=False),
        ),
        (day("2020-03-12", "on 12 March"), day("2020-06-04", "on 4 June")),
        (place("Damascus", 33.51, 36.29), place("Aleppo", 36.2, 37.16)),
    ],
    ids=["whether", "when", "where"],
)
def test_events_are_asked_about_without_a_brief(one, other):
    """Whether, when and where something took place once is asked as soon as two sources speak to it."""
    verb = "sign" if not hasattr(one, "event") else "lock"
    noun = "treaty" if verb == "sign" else "gate"
    result = run(*(said(value, by=by, noun=noun, predicate=verb) for value, by in ((one, "A"), (other, "B"))))
    assert len(result.contradictions) == 1
    assert [question.is_proposed for question in result.questions] == [True]


def test_the_day_of_a_count_is_no_answer_to_when():
    """Twenty soldiers arrived on 6 May and 75 on 8 May: two counts of two days, and nothing that contradicts."""
    pairs = []
    for by, words, date in (("A", "20 soldiers", "2022-05-06"), ("B", "75 soldiers", "2022-05-08")):
        values = (amount(words, "soldier"), day(date, f"on {date}"))
        text = f"on {date} {words} arrived"
        pairs += [said(v, by=by, text=text, noun="soldier", predicate="arrive", rendition=by) for v in values]
    result = run(*pairs)
    assert not result.contradictions
    assert [difference.kind for difference in result.differences] == ["time"]


def test_what_happens_often_has_no_one_time():
    """Two days on which people walked are no contradiction."""
    times = (day("2020-03-12"), day("2020-06-04"))
    result = run(*(said(value, by=by, noun="guard", predicate="walk") for value, by in zip(times, "AB", strict=True)))
    assert not result.questions
    assert all(isinstance(value, Moment) for value in times)
