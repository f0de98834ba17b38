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


NEGATIONS = [
    ("It is not true that 50 men left.", ["50 men: negated, asserts"]),
    ("I did not know that 12 men had left.", ["12 men: affirmed, asserts"]),
    ("He did not see who sat in 3 boats.", []),
    ("He does not know whether 12 men left.", []),
    ("No flags and no banners were shown.", ["No flags: affirmed, asserts", "no banners: affirmed, asserts"]),
    ("They had 3 lorries; they were not at the house.", ["3 lorries: affirmed, asserts"]),
]


@pytest.mark.parametrize(("text", "expected"), NEGATIONS)
def test_reach_of_a_negation(read: Read, text: str, expected: list[str]) -> None:
    """ "Not" reaches a clause below its verb only where the verb hands it on; who does not know whether, claims nothing."""
    assert expected == forces(read(text, **NOTES))


COMMANDS = ["Count them.", "Do not write that I cried.", "Keep the phone low and look at the bridge."]


@pytest.mark.parametrize("text", COMMANDS)
def test_commands_claim_nothing(read: Read, text: str) -> None:
    """What somebody is told to do has not happened."""
    assert list(read(text, **NOTES).claims) == []


def test_a_finite_verb_without_subject_is_no_command(read: Read) -> None:
    """Notes leave subjects out: "Lost a shoe" happened."""
    assert [c.value.event for c in read("Lost a shoe.", **NOTES).claims if isinstance(c.value, Occurrence)] == ["lose shoe"]


APPOSITIONS = [
    ("Only a few dozen fighters left, all of them local.", [("Only a few dozen fighters", "fighter", ("local",))]),
    ("40 workers came, all of them young and foreign.", [("40 workers", "worker", ("young", "foreign"))]),
    ("40 workers came, none of them foreign.", [("40 workers", "worker", ()), ("none of them", "worker", ("foreign",))]),
    ("40 workers came, and all the lorries were full.", [("40 workers", "worker", ())]),
]


@pytest.mark.parametrize(("text", "expected"), APPOSITIONS)
def test_what_is_said_of_all_of_them(read: Read, text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    """An apposition narrows the noun that was counted; "none of them" is an amount of its own."""
    found = amounts(read(text, **NOTES))
    assert expected == [(c.span.exact, c.about.noun, c.about.modifiers) for c in found]


COUNTED = [
    ("A building with 35 women and children in it was hit.", ["35 women and children: people (woman, child)"]),
    ("12 men and boys left.", ["12 men and boys: people (man, boy)"]),
    ("They found 12 women, girls and old men.", ["12 women, girls and old men: people (woman, girl, man)"]),
    ("The fire took 20 lorries and buses.", ["20 lorries and buses: thing (lorry, bus)"]),
    ("About 300 fighters and their families left.", ["About 300 fighters: fighter"]),
    ("10 cars and 5 lorries left.", ["10 cars: car", "5 lorries: lorry"]),
    ("Two lorries and a bus left.", ["Two lorries: lorry"]),
    ("More than 100 of the group's own vehicles left.", ["More than 100 of the group's own vehicles: vehicle"]),
    ("About 4,000 customers passed.", ["About 4,000 customers: customer"]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_what_is_counted(read: Read, text: str, expected: list[str]) -> None:
    """A count covers the plurals that it counts together, and only those; then they narrow "people" or "thing"."""

    def name(claim: Claim) -> str:
        joined = f" ({', '.join(claim.about.modifiers)})" if claim.about.noun in ("people", "thing") else ""
        return f"{claim.span.exact}: {claim.about.noun}{joined}"

    assert expected == [name(c) for c in amounts(read(text, **NOTES))]


def test_dateline_claims_nothing(read: Read) -> None:
    """Where and when a publication was written is no claim; the same words in an answer are."""
    article, answer = read("London, 3 May 2017", publisher="The Daily"), read("3 May 2017.", **NOTES)
    assert [len(article.claims), len(answer.claims)] == [0, 1]


def test_no_words_are_claimed_twice(read: Read) -> None:
    """A paragraph that quotation marks open and close is read once: as the quotation."""
    text = "They saw the line.\n\n“My lorry carried 112 people. I counted them myself.”\n\n“We took 20 boxes,” he says."
    claims = read(text, **NOTES).claims
    places = [(c.span.start, c.span.end, type(c.value)) for c in claims]
    assert sorted(set(places), key=str) == sorted(places, key=str)
    assert [c.span.exact for c in amounts(read(text, **NOTES))] == ["112 people", "20 boxes"]


def test_a_promise_stays_a_promise_under_would(read: Read) -> None:
    """The verb of promising decides, not the "would" below it; without such a verb "would" only expects."""
    text = "He promised that the job would take six hours. He said the job would take six hours."
    assert [c.stance.value for c in amounts(read(text))] == ["promises", "expects"]
