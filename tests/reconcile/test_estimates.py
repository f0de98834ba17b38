"""Low, best and high."""

from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.model.brief import Brief
from testimonia.model.findings import Standing
from testimonia.model.material import Metadata
from testimonia.model.testimony import Role, Stance
from testimonia.model.values import Amount, Hedge
from testimonia.reconcile.reconciliation import reconcile
from tests.make import day, duration, money, occurrence, question, said, source, sources, testimony

PEOPLE = question("people", nouns=("person",))


def run(asked, *pairs, people=()):
    known = {person.name: person for person in people}
    everyone = sources(*(known.get(name, source(name)) for name in sorted({s.speaker.name for _, s in pairs})))
    return reconcile(Brief(questions=(asked,)), everyone, testimony(*pairs), metadata_of=lambda _: Metadata())


def estimate(asked, *pairs, people=()):
    return run(asked, *pairs, people=people).estimates[0]


def test_three_accounts_of_one_crowd():
    """The sentence gives the range, the best figure and what it rests on."""
    result = estimate(PEOPLE, said("about 4,000 people", by="a"), said("4,000 people", by="b"), said("4,000 people", by="c"))
    assert result.words == "between 3,550 and 4,450 people, best about 4,000, resting on three independent accounts"


def test_one_wild_account_does_not_move_the_best():
    """The weighted median stays with the many."""
    pairs = [said("about 4,000 people", by=f"p{n}") for n in range(5)]
    assert estimate(PEOPLE, *pairs, said("90,000 people", by="x")).best == 4000


def test_two_far_camps_have_no_best():
    """The middle of 250 and 4,000 is what nobody said."""
    result = estimate(PEOPLE, said("250 people", by="officer"), said("about 4,000 people", by="driver"))
    assert (result.low, result.best, result.high) == (245, None, 4600)
    assert "between 245 and 255 people (officer); or between 3,400 and 4,600 people (driver)" in result.words


def test_lower_bounds_are_no_estimates():
    """At least 50 limits an estimate but is none itself."""
    alone = estimate(PEOPLE, said("at least 500 people", by="a"))
    assert (alone.low, alone.best, alone.high) == (500, None, None)
    assert alone.words == "at least 500 people, resting on one independent account"
    both = estimate(PEOPLE, said("at least 500 people", by="a"), said("about 550 people", by="b"))
    assert (both.low, both.best, both.high) == (467, 550, 633)
    many = estimate(PEOPLE, *(said("at least 500 people", by=f"p{n}") for n in range(4)), said("about 550 people", by="b"))
    assert (many.low, many.best) == (500, 550)


def test_the_unit_is_the_questions():
    """A question in hours is answered in hours whatever was said; money keeps its currency."""
    asked = question("journey", "duration", unit="hours", nouns=("journey",))
    assert estimate(asked, said(duration("three days"), by="a", noun="journey")).best == 72
    days = question("journey", "duration", unit="days", nouns=("journey",))
    result = estimate(days, said(duration("three days"), by="a", noun="journey"))
    assert (result.low, result.best, result.high, result.unit) == (2.5, 3, 3.5, "days")
    price = estimate(question("price", "money", unit="USD"), said(money("600 dollars"), by="a"))
    assert (price.best, price.unit) == (600, "USD")


def test_a_witness_weighs_more_than_hearsay():
    """Between two figures the first-hand one carries the estimate."""
    people = (source("rumour", Role.HEARSAY),)
    result = estimate(PEOPLE, said("about 400 people", by="rumour"), said("about 500 people", by="nurse"), people=people)
    assert result.best == 500


def test_influence_shows_who_carries_the_figure():
    """Leaving out the one dissenter changes the best value, and the influence says so."""
    result = estimate(
        PEOPLE, said("about 400 people", by="a"), said("about 500 people", by="b"), said("about 520 people", by="c")
    )
    without = {i.source_id: i.best_without for i in result.influences}
    assert result.best == 470
    assert without["s-a"] > 490 > result.best > without["s-c"]
    assert abs(sum(i.weight for i in result.influences) - 1) < 0.001


def test_occurrences_and_moments_are_answered_in_words():
    """No number is made of what has none."""
    deal = question("deal", "occurrence", nouns=("deal",))
    result = estimate(deal, said(occurrence("deal make"), by="a"), said(occurrence("deal make"), by="b"))
    assert (result.best, result.words) == (None, "it happened, say two independent accounts (a and b)")
    start = question("start", "moment", nouns=("convoy",))
    result = estimate(start, said(day("2017-10-12"), by="a", noun="convoy"), said(day("2017-10"), by="b", noun="convoy"))
    assert result.words == "on 2017-10-12 (two independent accounts: a and b)"


def test_standing_in_four_words():
    """Agreement corroborates, a comparable dissent contests, one account is one account, a refusal determines nothing."""

    def standing(*pairs, people=()):
        return run(PEOPLE, *pairs, people=people).findings[0].standing

    assert standing() is Standing.UNDETERMINED
    assert standing(said("250 people", by="a", stance=Stance.DECLINES)) is Standing.UNDETERMINED
    assert standing(said("250 people", by="a")) is Standing.SINGLE_SOURCE
    assert standing(said("250 people", by="a"), said("about 250 people", by="b")) is Standing.CORROBORATED
    assert standing(said("250 people", by="a"), said("900 people", by="b")) is Standing.CONTESTED
    several = [said("about 250 people", by=name) for name in "abcd"]
    assert standing(*several, said("900 people", by="x")) is Standing.CORROBORATED
    rumour = said(Amount(24, None, None, "person", "dozens of people", Hedge.VAGUE), by="r")
    assert standing(rumour, people=(source("r", Role.HEARSAY),)) is Standing.UNDETERMINED


def test_vague_words_do_not_corroborate():
    """ "At least ten" fits almost anything and confirms nothing."""
    assert run(PEOPLE, said("4,000 people", by="a"), said("at least 10 people", by="b")).corroborations == ()


figures = st.lists(
    st.tuples(st.integers(0, 10**6), st.sampled_from(["", "about ", "at least ", "at most "])), min_size=1, max_size=12
)


@given(figures)
@settings(max_examples=100, deadline=None)
def test_low_best_high_are_in_order(drawn):
    """Whatever was said, low <= best <= high, and so without any one source."""
    pairs = [said(f"{hedge}{figure} people", by=f"p{n}") for n, (figure, hedge) in enumerate(drawn)]
    result = estimate(PEOPLE, *pairs)
    known = [x for x in (result.low, result.best, result.high) if x is not None]
    assert known == sorted(known)


def test_a_toll_rises_while_it_is_counted():
    """A paper's later, higher toll overtakes an earlier one; the earlier is named and contradicts nothing."""
    dead = question("dead", nouns=("person",), terms=("die", "kill"))
    papers = tuple(source(name, Role.MEDIA) for name in ("morning", "evening"))
    result = run(
        dead,
        said("9 people", by="morning", on="2020-01-02", predicate="kill"),
        said("4 people", by="evening", on="2020-01-01", predicate="kill"),
        people=papers,
    )
    assert (result.contradictions, result.estimates[0].best) == ((), 9)
    assert "earlier reports are taken as overtaken: “4 people” (evening)" in result.findings[0].reason


def test_a_witness_is_not_overtaken():
    """A witness stands by the figure they gave, whatever was reported later."""
    dead = question("dead", nouns=("person",), terms=("die", "kill"))
    result = run(
        dead,
        said("9 people", by="paper", on="2020-01-02", predicate="kill"),
        said("4 people", by="nurse", on="2020-01-01", predicate="kill"),
        people=(source("paper", Role.MEDIA),),
    )
    assert len(result.contradictions) == 1
