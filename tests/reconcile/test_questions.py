"""Which claims answer which questions, and which near misses do not."""

import pytest

from testimonia.model.testimony import Stance
from testimonia.model.values import Amount, Hedge
from testimonia.reconcile.questions import Matcher, is_age
from tests.make import amount, claim, day, duration, money, occurrence, question, said

PEOPLE = question("people", nouns=("people",), terms=("leave", "flee"), scope="the whole convoy", text="How many people left?")
FIGHTERS = question("fighters", nouns=("fighter",))
FOREIGN = question("foreign_fighters", nouns=("foreign fighter", "foreigner"))
RELATIVES = question("relatives", nouns=("relative", "family member"))
LORRIES = question("lorries", nouns=("lorry", "truck"), terms=("convoy", "leave"), without=("weapon",))
LENGTH = question("length", unit="metres", nouns=("convoy",))
JOURNEY = question("journey", "duration", unit="hours", nouns=("journey", "drive"))
PROMISED = question("promised", "duration", unit="hours", nouns=("job",), stances=(Stance.PROMISES, Stance.EXPECTS))
PRICE = question("price", "money", unit="USD", nouns=("crossing",), scope="per person")
DEAL = question("deal", "occurrence", nouns=("deal",), terms=("make", "strike"))
START = question("start", "moment", nouns=("convoy",), terms=("leave", "set"))
MATCHER = Matcher([PEOPLE, FIGHTERS, FOREIGN, RELATIVES, LORRIES, LENGTH, JOURNEY, PROMISED, PRICE, DEAL, START])


def answered(made):
    return [link.question_id for link in MATCHER.match(made) if link.score > 0]


def refusal(made):
    links = MATCHER.match(made)
    assert [link.score for link in links] == [0.0], links
    return links[0].reason


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (claim("about 4,000 people", by="d", predicate="leave"), ["people"]),
        (claim("4,000 people", by="d", predicate="be"), ["people"]),
        (claim("250 fighters", by="d"), ["fighters"]),
        (said(amount("4 foreign fighters", "fighter"), by="d", modifiers=("foreign",))[0], ["foreign_fighters"]),
        (claim("4 foreigners", by="d"), ["foreign_fighters"]),
        (said(amount("3,500 family members", "member"), by="d", modifiers=("family",))[0], ["relatives"]),
        (claim("50 trucks", by="d", terms=("convoy",)), ["lorries"]),
        (said(Amount(6, 6.5, 7, "km", "six to seven kilometres", Hedge.RANGE), by="d", noun="convoy")[0], ["length"]),
        (said(duration("3 days"), by="d", noun="drive")[0], ["journey"]),
        (said(duration("six hours"), by="d", noun="job", stance=Stance.PROMISES)[0], ["promised"]),
        (said(occurrence("coalition strike deal"), by="d")[0], ["deal"]),
        (said(day("2017-10-12"), by="d", noun="convoy", predicate="leave")[0], ["start"]),
        (said(money("600 dollars a person"), by="d", noun="crossing")[0], ["price"]),
    ],
)
def test_a_claim_that_shows_the_definition_answers(made, expected):
    """Noun, unit, event and stance decide, in singular or plural and any convertible unit."""
    assert answered(made) == expected


@pytest.mark.parametrize(
    "made",
    [
        claim("500 people", by="d", predicate="kill"),
        claim("3 people", by="d", predicate="take", terms=("cigarette",)),
        claim("10 lorries", by="d", predicate="carry", terms=("ammunition",)),
        claim("250 soldiers", by="d"),
        said(amount("12 members", "member"), by="d")[0],
        said(Amount(50, 50, 50, "kg", "50 kg"), by="d", noun="convoy")[0],
        said(duration("ten hours"), by="d", noun="strike")[0],
        said(occurrence("strike hit building"), by="d")[0],
        said(money("600 euros", "EUR"), by="d", noun="crossing")[0],
        claim("250 fighters", by="d", stance=Stance.ASKS),
        claim("250 fighters", by="d", stance=Stance.THREATENS),
    ],
)
def test_a_claim_about_something_else_does_not_answer(made):
    """Another event, noun, dimension or currency is another question, and needs no explanation."""
    assert answered(made) == []


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (claim("112 people", by="d", predicate="leave", scope=("in my lorry",)), "in my lorry"),
        (claim("4 foreigners", by="d", scope=("with each driver",)), "with each driver"),
        (said(Amount(3, 3.5, 4, "foreigner", "three or four foreigners", Hedge.RANGE, "driver"), by="d")[0], "each driver"),
        (claim("30 wounded fighters", by="d", modifiers=("wounded",)), "wounded"),
        (claim("10 lorries", by="d", terms=("convoy", "weapon")), "weapon"),
        (said(duration("six hours"), by="d", noun="job")[0], "promised or expected"),
    ],
)
def test_a_near_miss_keeps_its_reason(made, words):
    """A part is not the whole: the claim makes no link, and the reason says why."""
    assert words in refusal(made)


def test_a_scope_that_the_question_asks_for_is_no_limit():
    """A claim about the whole convoy answers a question about the whole convoy, whatever the wording."""
    assert answered(claim("4,000 people", by="d", predicate="leave", scope=("in the convoy",))) == ["people"]
    assert answered(claim("4,000 people", by="d", predicate="leave", scope=("in all vehicles together",))) == ["people"]


def test_a_question_about_a_part_takes_that_part():
    """A question whose scope is one lorry is answered by what was in one lorry."""
    load = question("load", nouns=("people",), scope="one lorry")
    links = Matcher([load]).match(claim("112 people", by="d", scope=("in my lorry",)))
    assert [link.score > 0 for link in links] == [True]


def test_the_narrower_question_wins():
    """A claim that two questions could take goes to the one that names more of its words."""
    broad = question("vehicles", nouns=("vehicle",))
    narrow = question("own_vehicles", nouns=("own vehicle",), text="How many own vehicles?")
    made = said(amount("more than 100 own vehicles", "vehicle"), by="d", modifiers=("own",))[0]
    assert [link.question_id for link in Matcher([broad, narrow]).match(made) if link.score] == ["own_vehicles"]


def test_a_rejected_link_is_not_made_again():
    """What a reviewer refused stays refused."""
    made = claim("250 fighters", by="d")
    assert MATCHER.match(made, frozenset({(made.id, "fighters")})) == []


def test_one_of_them_is_not_how_many_there_were():
    """ "One lorry broke its axle" counts no convoy, "only one lorry" does, and so does one in the event that is asked for."""
    broke = claim("1 lorry", by="d", predicate="break", terms=("convoy",), text="1 lorry broke its axle")
    one = said(Amount(1, 1, 1, "lorry", "one lorry"), by="d", predicate="break", terms=("convoy",))[0]
    only = said(Amount(1, 1, 1, "lorry", "only one lorry"), by="d", predicate="be", terms=("convoy",))[0]
    left = said(Amount(1, 1, 1, "lorry", "one lorry"), by="d", predicate="leave")[0]
    assert refusal(one) == "not an answer: it speaks of one or some of them, not of how many there were in all"
    assert [answered(made) for made in (broke, only, left)] == [["lorries"]] * 3


def test_an_occurrence_is_met_by_its_own_clause():
    """What else a sentence tells of does not answer for the event."""
    gone = said(occurrence("week go", "Four weeks have gone by"), by="d", terms=("deal", "make"))[0]
    made = said(occurrence("deal make", "no deal was made", happened=False), by="d")[0]
    assert (MATCHER.match(gone), answered(made)) == ([], ["deal"])


def test_what_a_thing_is_says_nothing_of_its_happening():
    """ "This is not the deal itself" denies no deal; "there was no deal" does."""
    deal = Matcher([question("deal", "occurrence", nouns=("deal",))])
    itself = occurrence("be deal", "This is not the deal itself", happened=False)
    none = occurrence("be deal", "there was no deal", happened=False)
    links = [deal.match(said(value, by="d", noun="deal", predicate="be")[0])[0] for value in (itself, none)]
    assert [link.score > 0 for link in links] == [False, True]


def test_a_refusal_to_give_a_figure_meets_the_question():
    """Declining is a reply to the question that was put."""
    open_value = Amount(None, None, None, "fighter", "how many fighters")
    assert answered(said(open_value, by="d", stance=Stance.DECLINES)[0]) == ["fighters"]


def test_ages_count_nobody():
    """A bare figure between commas is an age."""
    age = Amount(23, 23, 23, "", "23")
    assert is_age(*said(age, by="d", noun="victim", text="One victim, 23, was pronounced dead."))
    assert not is_age(*said(age, by="d", noun="victim", text="The victims were 23 in all."))
