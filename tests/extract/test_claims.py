"""Claims: what about, how much, in which polarity and stance."""

from collections.abc import Callable

import pytest

from testimonia.model.testimony import Claim, Extraction
from testimonia.model.values import Amount, Duration, Money, Occurrence

Read = Callable[..., Extraction]
NOTES = {"source": "Old Tomas", "kind": "notes", "date": "2017-11-02"}


def amounts(extraction: Extraction) -> list[Claim]:
    return [c for c in extraction.claims if isinstance(c.value, Amount | Money | Duration)]


def forces(extraction: Extraction) -> list[str]:
    """Each quantity claim as ``words: polarity, stance``."""
    return [f"{c.value.words}: {c.polarity.value}, {c.stance.value}" for c in amounts(extraction)]


FORCES = [
    ("The bank said 12 clerks left.", ["12 clerks: affirmed, asserts"]),
    ("The bank denied that 12 clerks left.", ["12 clerks: negated, denies"]),
    ("The bank would not confirm that 12 clerks left.", ["12 clerks: affirmed, declines"]),
    ("The bank admitted that 12 clerks left.", ["12 clerks: affirmed, admits"]),
    ("The bank said 12 clerks did not leave.", ["12 clerks: negated, asserts"]),
    ("He did not stop and paid 50 dollars.", ["50 dollars: affirmed, asserts"]),
    ("He failed to pay 50 dollars.", ["50 dollars: negated, asserts"]),
    ("They left without paying 50 dollars.", ["50 dollars: negated, asserts"]),
    ("None of them left.", ["None of them: affirmed, asserts"]),
    ("He promised that it would take 6 hours.", ["6 hours: affirmed, promises"]),
    ("Nobody paid 50 dollars.", ["50 dollars: negated, asserts"]),
    ("They had expected 200 guests.", ["200 guests: affirmed, expects"]),
    ("He was promised a six-hour job.", ["six-hour: affirmed, promises"]),
    ("Twelve men were to leave.", ["Twelve men: affirmed, stipulates"]),
    ("Twelve men will leave.", ["Twelve men: affirmed, expects"]),
    ("Twelve men must leave.", ["Twelve men: affirmed, stipulates"]),
    ("The gang threatened to kill 12 clerks.", ["12 clerks: affirmed, threatens"]),
    ("If 12 clerks had left, we would have known.", []),
    ("Did 12 clerks leave?", ["12 clerks: affirmed, asks"]),
    ("I do not think that 12 clerks left.", ["12 clerks: negated, asserts"]),
    ("The deal was off and 12 clerks left.", ["12 clerks: affirmed, asserts"]),
    ("No deal was made and 12 clerks left.", ["12 clerks: affirmed, asserts"]),
]


@pytest.mark.parametrize(("text", "expected"), FORCES)
def test_polarity_and_stance(read: Read, text: str, expected: list[str]) -> None:
    """The nearest verb with a stance decides, negation counts only where it governs, and suppositions claim nothing."""
    assert expected == forces(read(text, **NOTES))


ABOUTS = [
    ("Twelve foreign fighters were killed.", "foreign fighter / kill / "),
    ("The shelling killed 12 people.", "people / kill / shelling"),
    ("His own vehicle carried 112 people.", "people / carry / vehicle / His own vehicle"),
    ("Three foreigners rode with each driver.", "foreigner / ride /  / with each driver"),
    ("There were 30 boxes in my lorry.", "box / be /  / in my lorry"),
    ("I took 20 families across in one week.", "family / take /  / in one week"),
    ("The convoy was six kilometres long.", "convoy / be / "),
    ("He was promised a six-hour job.", "job / promise / "),
    ("Air strikes for ten hours hit the town.", "air strike / hit / "),
    ("About 250 fighters left.", "fighter / leave / "),
    ("They left with 3,500 family members.", "family member / leave / "),
]


@pytest.mark.parametrize(("text", "expected"), ABOUTS)
def test_about(read: Read, text: str, expected: str) -> None:
    """Noun with what narrows it, governing verb, its subject, and the phrases that limit the claim, from the grammar."""
    about = amounts(read(text, **NOTES))[0].about
    shown = " / ".join([" ".join([*about.modifiers, about.noun]), about.predicate, about.subject, *about.scope])
    assert expected == shown


def test_terms_leave_the_cue_out(read: Read) -> None:
    """Who said it is not what it is about."""
    extraction = read("The coalition said 12 clerks left the bank in May.")
    assert "coalition" not in amounts(extraction)[0].about.terms


OCCURRENCES = [
    ("The Front said no deal was made.", ["deal make: False, asserts"]),
    ("The Front denied a deal.", ["deal: False, denies"]),
    ("The Front admitted a deal.", ["deal: True, admits"]),
    ("The Front said it did not take part in the talks.", ["take part: False, asserts"]),
    ("“It was not a hostage transfer,” the mayor said.", ["be transfer: False, asserts"]),
    ("The mayor denied taking money.", ["mayor take money: False, denies"]),
    ("The mayor denied that the bridge fell.", ["bridge fall: False, denies"]),
    ("The mayor said the bridge fell and the river rose.", ["bridge fall: True, asserts", "river rise: True, asserts"]),
    ("The bridge fell.", []),
]


@pytest.mark.parametrize(("text", "expected"), OCCURRENCES)
def test_occurrences_in_an_article(read: Read, text: str, expected: list[str]) -> None:
    """What was said to have happened or not, as lemmas; the article's own narration makes no occurrence claims."""
    found = [c for c in read(text).claims if isinstance(c.value, Occurrence)]
    assert expected == [
        f"{c.value.event}: {c.value.happened}, {c.stance.value}" for c in found if isinstance(c.value, Occurrence)
    ]


def test_occurrences_in_testimony(read: Read) -> None:
    """A source's own sentences say what happened."""
    found = [c.value for c in read("The axle broke. Nobody fixed it.", **NOTES).claims]
    assert [(v.event, v.happened) for v in found if isinstance(v, Occurrence)] == [("axle break", True), ("fix", False)]


def test_terms_of_a_deal_stipulate(read: Read) -> None:
    """What an agreement allows is a term, not an event."""
    (claim,) = read("The agreement allowed only personal weapons.", **NOTES).claims
    assert claim.stance.value == "stipulates"


def test_value_belongs_to_the_innermost_statement(read: Read) -> None:
    """A figure passed on by hearsay is claimed once, by the statement that keeps the chain."""
    extraction = read("Maria Lopez said the guards had told her that 12 men died.")
    (claim,) = amounts(extraction)
    statement = next(s for s in extraction.statements if s.id == claim.statement_id)
    assert [s.name for s in statement.chain] == ["guards"]


def test_date_of_the_cue_is_no_claim(read: Read) -> None:
    """ "Said on Tuesday" dates the statement, not the event."""
    kinds = {type(c.value).__name__ for c in read("The mayor said on 3 May 2017 that 12 men died.").claims}
    assert "Moment" not in kinds
