"""Who is shown to speak, and attributions by nouns, adjectives, labels and signatures."""

from collections.abc import Callable

import pytest

from testimonia.model.testimony import Extraction, Form, Stance
from tests.extract.conftest import mark

Read = Callable[..., Extraction]

MARKED = [
    "[Economists who] said «the bank had failed» were ignored.",
    "[The firm, which] denied «any part in the fire», closed.",
    "The judge forced [the director] to admit «that 12 men had died».",
    "After saying «the pump had failed», [she] was arrested.",
    "[The clerks] were convinced «that the bank would close».",
    "[The mayor] is sure «that the bridge will hold».",
    "[The mayor]'s refusal «to close the bridge» angered the town.",
    "[Her] criticism of «the board» was noted.",
    "[The union] criticised «the firm for its silence».",
    "[The auditor] cited «the letter as proof».",
    "[The judge] called «the fire a crime».",
    "«The charge» was denied by [the bank].",
    "[The survey] shows «a fall in wages».",
    "«All the guards were local», [it] says: «nobody else left Ash».",
    "[The minister] said «the deal was dead», and [the union] warned «that a strike would follow».",
    "«“Never,”» [she] said, turning to the wall. «“We will stay.”»",
    '«“We all left very early."» The driver said nothing more.',
    "«“We had no pumps and no light at all.”»― [Maria Lopez]",
    "«The dam was dry», as [the surveyor] put it, «on all sides».",
    "[The union] said «2,300 workers had left», while [the operator] put the figure at «800».",
    "[The driver] was quoted as saying «that the brakes had failed».",
    "[The accused] denied «having taken the money».",
    "[The pilot] owned up to «the error».",
    "[The clerk] says «the mayor promised to pay» and said «she would wait».",
    "In May, [Maria Lopez], a nurse, said «that the ward was full».",
    "«“We had no pumps,”» said [the night watchman].",
    "«“It was dry,”» [Ines Marr], who founded the mill, said.",
    "[Ines Marr] ruled out «a second shaft».",
    "[The mayor] was wary of «the offer».",
    "[The clerk] was eager «to leave».",
    "[The owner] apologised to the families for «the delay».",
    "[The board] said «the pump had failed», which cost the town its water for the whole of the summer.",
    "[The board] said «the pump had failed», leaving the town without any water for the whole of the summer.",
    "«Twelve men» are believed «to have drowned».",
    "«The water» was deemed «safe» by [the board].",
    "«The dam was dry», as [the surveyor] noted.",
    "[Ines Marr] said of the dam: «“It was always dry in June.”»",
    "«The rope held», [Ines Marr] said: «“I tied it myself.”»",
]

UNSHOWN = [
    "Anybody could say that the fire was set.",
    "They were supposed to be home by noon.",
    "A guard who asked not to be named left.",
    "The charge was denied.",
    "Asked about the stops, they left.",
    "They reached a village called Ash.",
    "The clerk showed a scar.",
    "Her purse and her car were there.",
    "Miners call such a pocket a “bell”, after its shape.",
    "Prisoners sang; they called it “the nursery”.",
    "He noted the plate KX 4471.",
    "Anyone may call 0161 496 0113.",
    "The crew divided the catch according to the old custom.",
    "The sexton found the door open.",
    "The league admitted twelve towns to its ranks.",
    "Engineers built a better way to report losses.",
    "“The Last Coal Train”",
    "Her essay, “Tell the whole truth,” is long.",
]


@pytest.mark.parametrize("expected", MARKED)
def test_who_is_shown_and_what_they_said(read: Read, expected: str) -> None:
    """The mention is the words that show who speaks, a relative pronoun included; the content is all that the cue governs."""
    text = expected.translate(str.maketrans("", "", "«»[]"))
    assert expected == mark(text, read(text))


@pytest.mark.parametrize("text", UNSHOWN)
def test_nobody_is_answerable(read: Read, text: str) -> None:
    """What anybody may say, a name that a thing bears and a thing shown are no attributions."""
    assert [s for s in read(text).statements if s.form in (Form.DIRECT, Form.REPORTED)] == []


def test_relative_pronoun_is_no_part_of_the_name(read: Read) -> None:
    """ "The clerk who": the words show the pronoun, the speaker is the clerk."""
    (statement,) = read("The clerk who said the bank had failed was ignored.").statements
    assert (statement.speaker.name, statement.mention and statement.mention.exact) == ("clerk", "The clerk who")


def test_carried_speaker_is_shown_where_named(read: Read) -> None:
    """A bare quotation's mention is the nearest words that show who speaks, in an earlier paragraph."""
    text = "Maria Lopez said the mine was closed.\n\n“We had no pumps and no light.”"
    mention = read(text).statements[-1].mention
    assert (mention and (mention.start, mention.exact)) == (0, "Maria Lopez")


def test_words_inside_a_quotation_do_not_show_its_speaker(read: Read) -> None:
    """ "I" in an earlier quotation of the paragraph is not the mention of the next one."""
    text = "Maria Lopez said the mine was closed.\n\n“I think so.” “We had no pumps and no light.”"
    assert {s.mention.exact for s in read(text).statements if s.form is Form.DIRECT and s.mention} == {"Maria Lopez"}


def test_announced_quotation_has_the_announcing_cue(read: Read) -> None:
    """A paragraph that ends "She said:" gives the next one its cue and its mention."""
    statement = read("Maria Lopez wrote to the board. She said:\n\n“We had no pumps and no light.”").statements[-1]
    assert (statement.cue and statement.cue.exact, statement.mention and statement.mention.exact) == ("said", "She")


TURNS = "ODE: Why did the pump fail?\n\nROSS: It had no oil.\n\nODE: Who knew that?\n\nROSS: The board did."


def test_turns_in_capitals(read: Read) -> None:
    """Two labels in capitals that take turns are speakers of a transcript, also inside an article."""
    spoken = [(s.mention.exact, s.content[0].exact) for s in read(TURNS).statements if s.mention and s.form is Form.DIRECT]
    assert spoken == [
        ("ODE", "Why did the pump fail?"),
        ("ROSS", "It had no oil."),
        ("ODE", "Who knew that?"),
        ("ROSS", "The board did."),
    ]


def test_one_label_in_capitals_is_no_speaker(read: Read) -> None:
    """ "NOTE:" again and again is a heading, not somebody's turn."""
    text = "NOTE: The pump failed.\n\nNOTE: It had no oil."
    assert [s for s in read(text).statements if s.form is Form.DIRECT] == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The firm wants a new mine.", Stance.EXPECTS),
        ("The firm's plan to close 12 mines failed.", Stance.EXPECTS),
        ("The firm's refusal to pay 12 clerks was noted.", Stance.DECLINES),
        ("The firm's promise to pay 12 clerks was kept.", Stance.PROMISES),
    ],
)
def test_intentions_are_no_facts(read: Read, text: str, stance: Stance) -> None:
    """What somebody wants, plans, promises or refuses has not happened: no claim of it asserts."""
    extraction = read(text)
    (statement,) = [s for s in extraction.statements if s.form is Form.REPORTED]
    claimed = {claim.stance for claim in extraction.claims if claim.statement_id == statement.id}
    assert (statement.stance, Stance.ASSERTS in claimed) == (stance, False)
