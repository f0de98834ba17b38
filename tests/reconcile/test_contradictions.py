"""Contradictions within one question: real, minimal, and few enough to read."""

from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.model.brief import Brief
from testimonia.model.material import Metadata
from testimonia.model.testimony import Polarity, Role, Stance
from testimonia.model.values import Amount, Hedge
from testimonia.reconcile.intervals import read_interval
from testimonia.reconcile.reconciliation import reconcile
from tests.make import amount, day, duration, occurrence, place, question, said, source, sources, testimony


def run(asked, *pairs, people=()):
    """Reconcile one declared question; sources that are not given are eyewitnesses."""
    known = {person.name: person for person in people}
    names = {statement.speaker.name for _, statement in pairs}
    everyone = sources(*(known.get(name, source(name)) for name in sorted(names)))
    return reconcile(Brief(questions=(asked,)), everyone, testimony(*pairs), metadata_of=lambda _: Metadata())


def found(asked, *pairs, people=()):
    return run(asked, *pairs, people=people).contradictions


PEOPLE = question("people", nouns=("person",))


def test_two_figures_that_cannot_both_be_true():
    """Disjoint figures contradict; the arithmetic shows both ends, and the sentence both words."""
    (only,) = found(PEOPLE, said("about 4,000 people", by="driver"), said("250 people", by="officer"))
    assert only.arithmetic[:3] == (
        "“250 people” (officer) is at most 255",
        "“about 4,000 people” (driver) is at least 3,400",
        "3,400 is more than 255: these cannot both be true",
    )
    assert only.sentence == "How many people: officer says “250 people”, driver says “about 4,000 people”; both cannot be true."


def test_figures_that_round_to_each_other_do_not_contradict():
    """4,000 and 3,750 and "at least 500" are one and the same crowd."""
    assert (
        found(PEOPLE, said("4,000 people", by="a"), said("about 3,750 people", by="b"), said("at least 500 people", by="c"))
        == ()
    )


def test_a_lower_bound_contradicts_a_smaller_figure_only():
    """At least 500 cannot stand beside 200."""
    assert len(found(PEOPLE, said("at least 500 people", by="a"), said("200 people", by="b"))) == 1


def test_a_promise_or_an_expectation_never_contradicts():
    """They had expected 200: that is compared with what happened, not set against it."""
    assert found(PEOPLE, said("4,000 people", by="a"), said("200 people", by="b", stance=Stance.EXPECTS)) == ()


def test_one_source_does_not_contradict_itself():
    """A correction is a shift; only the standing reply counts."""
    assert found(PEOPLE, said("200 people", by="a", on="2017-10-01"), said("4,000 people", by="a", on="2017-10-02")) == ()


def test_many_claims_make_one_pair_for_neighbouring_camps():
    """Five hundred claims in three camps give two neighbouring pairs and the extremes."""
    figures = [100 + n % 5 for n in range(200)] + [500 + n % 5 for n in range(200)] + [4000] * 100
    pairs = [said(f"about {figure} people", by=f"p{n}") for n, figure in enumerate(figures)]
    assert len(found(PEOPLE, *pairs)) == 3


def test_a_denied_figure_contradicts_that_figure():
    """A denial of 250 stands against 250 and not against 4,000."""
    denial = said("250 people", by="officer", stance=Stance.DENIES, polarity=Polarity.NEGATED)
    assert len(found(PEOPLE, denial, said("250 people", by="clerk"))) == 1
    assert found(PEOPLE, denial, said("4,000 people", by="driver")) == ()


def test_affirmed_against_denied():
    """One pair stands for each side, and the others of each side are named."""
    asked = question("deal", "occurrence", nouns=("deal",), text="Was there a deal?")
    (only,) = found(
        asked,
        said(occurrence("deal make", "no deal was made", happened=False), by="SDF"),
        said(occurrence("deal make", "a deal was made"), by="driver"),
        said(occurrence("deal strike", "they struck a deal"), by="shopkeeper"),
        people=(source("SDF", Role.OFFICIAL, party="sdf"),),
    )
    assert "driver says it happened" in only.sentence
    assert "SDF says it did not" in only.sentence
    assert "With driver agrees shopkeeper." in only.sentence


def test_a_negation_counts_once():
    """ "No deal" read as a negated claim with a negative value is still a denial, not a double negation."""
    asked = question("deal", "occurrence", nouns=("deal",), text="Was there a deal?")
    both = said(occurrence("deal make", "no deal", happened=False), by="SDF", polarity=Polarity.NEGATED, stance=Stance.DENIES)
    assert len(found(asked, both, said(occurrence("deal make"), by="driver"))) == 1


def test_days_that_differ_contradict_and_their_month_does_not():
    """The 12th contradicts the 14th; October contradicts neither."""
    asked = question("start", "moment", nouns=("convoy",), text="When did it begin?")
    pairs = [said(day(date), by=date, noun="convoy") for date in ("2017-10-12", "2017-10-14", "2017-10")]
    (only,) = found(asked, *pairs)
    assert set(only.claim_ids) == {pairs[0][0].id, pairs[1][0].id}


def test_places_contradict_only_where_both_are_known_and_far():
    """A name without coordinates, a neighbourhood, and a wider area contradict nothing."""
    asked = question("end", "place", nouns=("convoy",), text="Where did it end?")
    raqqa, tabqa = place("Raqqa", 35.95, 39.01), place("Tabqa", 35.84, 38.55)
    near = place("Raqqa", 36.1, 39.2, words="near Raqqa")

    def places(*named):
        return found(asked, *(said(value, by=f"p{n}", noun="convoy") for n, value in enumerate(named)))

    assert len(places(raqqa, tabqa)) == 1
    assert places(raqqa, near, place("the bridge"), place("Raqqa governorate", 36.5, 39.5)) == ()


def test_an_official_against_witnesses_comes_first():
    """The list is sorted by what it means for the story, and each weight says why."""
    asked = (question("people", nouns=("person",)), question("buses"))
    pairs = [said("250 people", by="officer"), said("about 4,000 people", by="a"), said("4,000 people", by="b")]
    pairs += [said("13 buses", by="a"), said("15 buses", by="b")]
    everyone = sources(source("officer", Role.OFFICIAL, party="army"), source("a"), source("b"))
    result = reconcile(Brief(questions=asked), everyone, testimony(*pairs), metadata_of=lambda _: Metadata())
    assert [x.question_ids for x in result.contradictions] == [("people",), ("buses",)]
    assert "an official or party against two witness accounts" in result.contradictions[0].arithmetic[-1]


def test_durations_are_shown_as_people_say_them():
    """Three days against six hours is told in days and hours."""
    asked = question("journey", "duration", unit="hours", nouns=("journey",), text="How long?")
    (only,) = found(
        asked, said(duration("three days"), by="a", noun="journey"), said(duration("six hours"), by="b", noun="journey")
    )
    assert "“six hours” (b) is at most 6.5 hours" in only.arithmetic
    assert "“three days” (a) is at least 2.5 days" in only.arithmetic


intervals = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 15)), min_size=1, max_size=8)


@given(intervals)
@settings(max_examples=150, deadline=None)
def test_pairs_are_real_and_none_is_missed(ends):
    """Every reported pair is disjoint, and some pair is reported exactly if two claims are disjoint."""
    pairs = [
        said(Amount(low, None, low + width, "person", f"{low} to {low + width} people", Hedge.RANGE), by=f"p{n}")
        for n, (low, width) in enumerate(ends)
    ]
    values = {claim.id: read_interval(claim.value) for claim, _ in pairs}
    reported = found(PEOPLE, *pairs)
    for contradiction in reported:
        one, other = (values[claim_id] for claim_id in contradiction.claim_ids)
        assert not one.meets(other)
    is_disjoint = any(not one.meets(other) for one in values.values() for other in values.values())
    assert bool(reported) == is_disjoint


def test_proposed_questions_say_that_they_may_mean_two_events():
    """Claims that only share their words may be about two events; the sentence says so."""
    asked = question("unused", nouns=("bicycle",))
    (only,) = found(asked, said("35 villagers", by="a", predicate="die"), said("500 people", by="b", predicate="kill"))
    assert "if they speak of the same event" in only.sentence
    assert amount("35 villagers").best == 35
