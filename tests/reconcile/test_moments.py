"""The time and the place of a question, as values."""

import pytest

from testimonia.model.testimony import Role
from tests.make import day, place, question, said, source
from tests.reconcile.test_estimates import run

WHEN = question("departure", "moment", text="When did it leave?", nouns=("convoy",))
WHERE = question("end", "place", text="Where did it end?", nouns=("convoy",))


def at(the_day, by, **fields):
    return said(day(the_day, **fields), by=by, text=f"The convoy left: {the_day} {fields.get('time', '')}", noun="convoy")


def test_the_time_is_the_stretch_that_most_accounts_share():
    """Two on the 12th, one of them at seven, against one on the 14th: seven, as it was said, in the finding too."""
    result = run(WHEN, at("2017-10-12", "a"), at("2017-10-12", "b", time="07:00"), at("2017-10-14", "c"))
    (estimate,) = result.estimates
    assert (estimate.when.earliest_start, estimate.when.words) == ("2017-10-12T07:00", "2017-10-12 07:00")
    assert result.findings[0].when == estimate.when


def test_a_shared_stretch_that_nobody_said_gets_its_own_bounds():
    """The 10th to 12th and the 12th to 14th share the 12th."""
    early, late = (day(first) for first in ("2017-10-10", "2017-10-12"))
    pairs = []
    for moment, last, by in ((early, "2017-10-12", "a"), (late, "2017-10-14", "b")):
        words = f"between {moment.value} and {last}"
        value = type(moment)(moment.value, last, moment.value, last, words)
        pairs.append(said(value, by=by, text=f"The convoy left {words}", noun="convoy"))
    when = run(WHEN, *pairs).estimates[0].when
    assert (when.earliest_start, when.latest_end) == ("2017-10-12T00:00", "2017-10-12T23:59")


def test_a_time_of_day_without_a_day_is_no_value():
    """It stays in the words."""
    bare = type(day("2017-10-12"))("", "", "", "", "at four", "T16:00")
    (finding,) = run(WHEN, said(bare, by="a", text="The convoy left at four", noun="convoy")).findings
    assert finding.when is None
    assert "at four" in finding.words


@pytest.mark.parametrize(("roles", "name"), [(("participant", "media"), "Tabqa"), (("media", "participant"), "Raqqa")])
def test_the_place_is_the_one_that_weighs_most(roles, name):
    """Named by a participant rather than by the press."""
    people = [source(by, Role(role)) for by, role in zip("ab", roles, strict=True)]
    pairs = [
        said(place(named, lat, 38.5), by=by, text=f"The convoy ended in {named}", noun="convoy", predicate="end")
        for named, lat, by in (("Tabqa", 35.8, "a"), ("Raqqa", 37.9, "b"))
    ]
    result = run(WHERE, *pairs, people=people)
    assert result.findings[0].where.name == result.estimates[0].where.name == name
