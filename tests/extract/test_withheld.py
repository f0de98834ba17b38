"""What a speaker would not say meets the same question as the figure would have."""

from collections.abc import Callable

import pytest

from testimonia.model.testimony import Extraction, Form, Stance
from testimonia.model.values import Amount, Duration, Money, Occurrence

Read = Callable[..., Extraction]

WITHHELD = [
    ("The Front did not say how many fighters had left.", "how many fighters had left", "fighter", "leave"),
    ("The company declined to say how many of the miners had died.", "how many of the miners had died", "miner", "die"),
    ("The company would not give a number of the workers who died.", "a number of the workers who died", "worker", "die"),
    ("The bank refused to say how much was paid.", "how much was paid", "", "pay"),
    ("The mayor would not say how long the siege lasted.", "how long the siege lasted", "siege", "last"),
]


@pytest.mark.parametrize(("text", "words", "noun", "predicate"), WITHHELD)
def test_open_values(read: Read, text: str, words: str, noun: str, predicate: str) -> None:
    """The claim declines, names what was asked, and has no bound."""
    (claim,) = read(text).claims
    assert isinstance(claim.value, Amount | Money | Duration)
    assert (words, noun, predicate) == (claim.span.exact, claim.about.noun, claim.about.predicate)
    assert (claim.value.low, claim.value.best, claim.value.high, claim.stance) == (None, None, None, Stance.DECLINES)


def test_whether(read: Read) -> None:
    """Who will not say whether something happened declines on the occurrence."""
    (claim,) = read("The mayor declined to say whether there was a deal.").claims
    assert isinstance(claim.value, Occurrence)
    assert (claim.about.noun, claim.stance) == ("deal", Stance.DECLINES)


def test_a_figure_that_is_not_confirmed(read: Read) -> None:
    """A figure that somebody refuses to confirm keeps its value and declines."""
    (claim,) = read("The mayor refused to confirm the figure of 250.").claims
    assert isinstance(claim.value, Amount)
    assert (claim.value.best, claim.stance) == (250, Stance.DECLINES)


SAID = [
    "The Front said how many fighters had left: 40 fighters.",
    "The company gave a number of the dead.",
    "The company did not give a number of 12.",
    "The company would not give workers a rise.",
]


@pytest.mark.parametrize("text", SAID)
def test_what_was_said_is_not_withheld(read: Read, text: str) -> None:
    """Without a refusal, or with a number, nothing is open."""
    assert [c for c in read(text).claims if c.why.rule == "withheld"] == []


DECLINED = [
    ("The ministry would neither confirm nor deny the arrest.", "the arrest"),
    ("The shipyard neither confirmed nor denied that the hull was cracked.", "that the hull was cracked"),
    ("The contractor did not respond to questions about the missing steel.", "the missing steel"),
]


@pytest.mark.parametrize(("text", "words"), DECLINED)
def test_what_is_neither_confirmed_nor_answered(read: Read, text: str, words: str) -> None:
    """Neither a yes nor a no, and no reply to a question, decline to speak of its subject."""
    (statement,) = [s for s in read(text).statements if s.form is Form.REPORTED]
    assert (statement.content[0].exact, statement.stance) == (words, Stance.DECLINES)
