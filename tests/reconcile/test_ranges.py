"""Ranges judged from all accounts of an investigation together."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.model.brief import Brief
from testimonia.model.material import Metadata
from testimonia.model.testimony import Role
from testimonia.model.values import Amount, Hedge
from testimonia.reconcile.estimates import METHODS
from testimonia.reconcile.reconciliation import reconcile
from tests.make import question, said, source, sources, testimony

PEOPLE = question("people", nouns=("person",))
LORRIES = question("lorries", nouns=("lorry",))
BUSES = question("buses", nouns=("bus",))


def run(*pairs, asked=(PEOPLE, LORRIES, BUSES), people=()):
    known = {person.name: person for person in people}
    everyone = sources(*(known.get(name, source(name)) for name in sorted({s.speaker.name for _, s in pairs})))
    return reconcile(Brief(questions=asked), everyone, testimony(*pairs), metadata_of=lambda _: Metadata())


def estimates(*pairs, people=()):
    return {found.question_id: found for found in run(*pairs, people=people).estimates}


def test_two_accounts_are_not_judged():
    """Below three accounts with a figure low and high are what was said; from three on the model judges."""
    two = [said("about 400 people", by="a"), said("about 450 people", by="b")]
    assert estimates(*two)["people"].method == METHODS["quantity"]
    assert estimates(*two, said("at least 10 people", by="c"))["people"].method == METHODS["quantity"]
    assert estimates(*two, said("about 420 people", by="c"))["people"].method == METHODS["judged"]


def test_less_than_nothing_is_not_judged():
    """A frost of four degrees has no logarithm: such a question keeps what was said."""
    cold = question("cold", unit="°C", nouns=("night",))
    degrees = [
        Amount(low, best, high, "°C", f"{best} degrees", Hedge.RANGE)
        for low, best, high in ((-6, -5, -4), (-5, -4, -3), (1, 2, 3))
    ]
    told = [said(value, by=name, noun="night") for name, value in zip("abc", degrees, strict=True)]
    (found,) = run(*told, asked=(cold,)).estimates
    assert found.method == METHODS["quantity"]
    assert found.low is not None
    assert found.low < 0


def test_three_against_one_have_a_best_and_two_against_two_have_camps():
    """A lone dissenter is outvoted; two pairs far apart are told as two camps without a best value."""
    three = estimates(*(said("about 4,000 people", by=s) for s in "abc"), said("250 people", by="x"))["people"]
    assert three.best == 4000
    assert three.low is not None
    assert three.low > 1000
    even = estimates(*(said("about 4,000 people", by=s) for s in "ab"), *(said("250 people", by=s) for s in "xy"))["people"]
    assert even.best is None
    assert "the accounts lie too far apart for one figure" in even.words


def test_a_record_of_errors_on_other_questions_counts():
    """Between two camps on one question the side that was wrong on the others weighs less."""
    elsewhere = []
    for noun, figure in (("lorries", 50), ("buses", 130)):
        elsewhere += [said(f"{figure} {noun}", by=s) for s in ("a", "b", "c")]
        elsewhere += [said(f"{figure * 6} {noun}", by=s) for s in ("x", "y")]
    here = [said("about 4,000 people", by=s) for s in ("a", "b")] + [said("about 900 people", by=s) for s in ("x", "y")]
    alone, known = estimates(*here)["people"], estimates(*here, *elsewhere)["people"]

    def share(found, names):
        return sum(i.weight for i in found.influences if i.source_id in {f"s-{name}" for name in names})

    assert share(known, "ab") > share(alone, "ab") + 0.03


def test_leaving_out_the_carrier_shows():
    """Without one of two who hold a camp the other camp has the best value or none has."""
    found = estimates(*(said("about 4,000 people", by=s) for s in "abc"), said("about 5,000 people", by="x"))["people"]
    without = {i.source_id: i.best_without for i in found.influences}
    assert without["s-x"] == 4000
    assert all(best is not None and best >= 4000 for best in without.values())
    assert math.isclose(sum(i.weight for i in found.influences), 1, abs_tol=0.001)


def test_a_grade_and_hearsay_weigh_less():
    """The same dissent moves less in a source graded E, and by hearsay."""

    def share(person):
        pairs = [*(said("about 400 people", by=s) for s in "abc"), said("about 520 people", by="x")]
        found = estimates(*pairs, people=(person,))["people"]
        return next(i.weight for i in found.influences if i.source_id == person.id)

    plain = share(source("x", Role.EYEWITNESS))
    assert share(source("x", Role.HEARSAY)) < plain


accounts = st.lists(
    st.tuples(st.integers(0, 10**5), st.sampled_from(["", "about ", "at least ", "at most "])), min_size=3, max_size=9
)


@given(accounts, st.randoms())
@settings(max_examples=30, deadline=None)
def test_findings_do_not_depend_on_the_order_of_claims(drawn, chance):
    """The same testimony in any order gives the same estimates, and low <= best <= high."""
    pairs = [said(f"{hedge}{figure} people", by=f"p{n}") for n, (figure, hedge) in enumerate(drawn)]
    one = run(*pairs)
    chance.shuffle(pairs)
    assert run(*pairs).estimates == one.estimates
    for found in one.estimates:
        known = [x for x in (found.low, found.best, found.high) if x is not None]
        assert known == sorted(known)
