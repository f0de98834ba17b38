"""Who said what: content in «», the speaker's words in []."""

from collections.abc import Callable

import pytest

from testimonia.model.testimony import Extraction, Form, Stance
from tests.extract.conftest import mark

Read = Callable[..., Extraction]

DIRECT = [
    "«“We left at dawn,”» [the driver] said.",
    "«“We left at dawn,”» said [the driver].",
    "«“We left at dawn,”» [she] said. «“Nobody stopped us.”»",
    "«“We left,”» [he] said, «“and nobody stopped us.”»",
    "[The mayor] said: «“The road was closed.”»",
    "[The mayor] told reporters, «“The road was closed.”»",
    "«'We left at dawn,'» said [one striker]. «'The drivers' lorries were empty.'»",
    "«`` We left at dawn , ''» said [the driver] .",
    '«" We left at dawn , "» said [the driver] .',
    "«“Where were the police?”» [the widow] asked.",
    "«“No,”» [he] said.",
    "«“We lost the ledger,” [the clerk] said. ",
]
DIRECT = DIRECT[:-1]

REPORTED = [
    "[The driver] said «that 4,000 people left».",
    "[The driver] said «4,000 people left».",
    "[A survivor] recalled «that the boat had no radio».",
    "[Villagers] insisted «that two lorries burned».",
    "[The company] reported «that 12 workers had died».",
    "«Four fighters left on Monday», [the guard] said.",
    "«The pump», [the engineer] said, «had failed twice».",
    "[The bank] denied «the charge».",
    "[The minister] called for «an inquiry into the fire».",
    "[The general] admitted «a deal with the rebels».",
    "[The spokesman] confirmed «250 arrests».",
    "[The auditor] accused the firm of «hiding 12 invoices».",
    "According to [the driver], «4,000 people left».",
    "«Almost 50 lorries», according to [a third driver], «left the town».",
    "[The firm]'s claim «that nobody was hurt» was wrong.",
    "[The pilot] said «the runway was dark» and added «that 3 lights worked».",
    "[The clerk] said «the plan was “a disaster for everyone.”»",
]

NOT_STATEMENTS = [
    "They sang “Yellow Submarine” all night.",
    "The so-called “gold standard” was abandoned.",
    "She drove the lorry to the river.",
    "He read “The Trial” in prison and slept.",
]


@pytest.mark.parametrize("expected", DIRECT)
def test_direct_speech(read: Read, expected: str) -> None:
    """A quotation belongs to the cue beside it; split by "he said" it is one statement."""
    text = expected.translate(str.maketrans("", "", "«»[]"))
    assert expected == mark(text, read(text))


@pytest.mark.parametrize("expected", REPORTED)
def test_reported_speech(read: Read, expected: str) -> None:
    """Content is the clause, noun phrase or gerund that the cue takes, without the cue."""
    text = expected.translate(str.maketrans("", "", "«»[]"))
    assert expected == mark(text, read(text))


@pytest.mark.parametrize("text", NOT_STATEMENTS)
def test_no_statement(read: Read, text: str) -> None:
    """Titles, borrowed words and plain events are nobody's words."""
    assert [s for s in read(text).statements if s.form in (Form.DIRECT, Form.REPORTED)] == []


def test_one_statement_over_paragraphs(read: Read) -> None:
    """A quotation that opens anew on each paragraph and closes on the last is one statement."""
    text = "“We left at dawn,” the driver said. “It was cold.\n\n“Nobody stopped us at the bridge.”\n\nThe road was empty."
    (statement,) = read(text).statements
    assert [s.exact for s in statement.content] == ["“We left at dawn,”", "“It was cold.", "“Nobody stopped us at the bridge.”"]


def test_unbalanced_mark_does_not_derail(read: Read) -> None:
    """A missing closing mark costs its own paragraph at most."""
    text = 'The sign "stop was gone.\n\n"We left at dawn," the driver said.'
    assert [s.content[0].exact for s in read(text).statements if s.form is Form.DIRECT] == ['"We left at dawn,"']


def test_bare_quotation_has_the_last_speaker(read: Read) -> None:
    """A quotation of its own in the next paragraph is spoken by who spoke last."""
    text = "Maria Lopez said the mine was closed.\n\n“We had no pumps and no light.”"
    assert [s.speaker.name for s in read(text).statements] == ["Maria Lopez", "Maria Lopez"]


def test_quotation_that_goes_on_in_the_next_paragraph(read: Read) -> None:
    """A quotation without a cue that opens a paragraph goes on with the one before: it is one statement."""
    text = "“We had no pumps at all,” said Ines Marr.\n\n“And we had no light either.”"
    (statement,) = read(text).statements
    assert [span.exact for span in statement.content] == ["“We had no pumps at all,”", "“And we had no light either.”"]


def test_headline_without_a_heading(read: Read) -> None:
    """The short line that a text begins with may be a headline that names its speaker."""
    text = "Ines Marr: The pumps were never tested\n\nThe mill reopened after nine days without any inspection."
    assert [s.mention.exact for s in read(text).statements if s.mention] == ["Ines Marr"]


def test_announced_by_a_colon(read: Read) -> None:
    """A paragraph that ends "He said:" gives its speaker to the quotation that follows."""
    text = "Maria Lopez wrote to the board. She said:\n\n“We had no pumps and no light.”"
    assert read(text).statements[-1].speaker.name == "Maria Lopez"


def test_signed_quotation(read: Read) -> None:
    """A name after a dash signs a quotation."""
    assert [s.speaker.name for s in read("“We had no pumps and no light at all.” — Maria Lopez").statements] == ["Maria Lopez"]


def test_headline_label(read: Read) -> None:
    """ "Party: clause" in a headline is that party's statement."""
    (statement,) = read("Northern Front: no deal was made", passage_kind="heading").statements
    assert (
        statement.speaker.name,
        statement.speaker.party,
        statement.content[0].exact,
    ) == ("Northern Front", "front", "no deal was made")


STANCES = [
    ("The bank denied that 12 clerks left.", Stance.DENIES),
    ("The bank admitted that 12 clerks left.", Stance.ADMITS),
    ("The bank would not confirm that 12 clerks left.", Stance.DECLINES),
    ("The bank declined to say whether 12 clerks left.", Stance.DECLINES),
    ("The bank did not admit that 12 clerks left.", Stance.DECLINES),
    ("The bank promised to pay 12 clerks.", Stance.PROMISES),
    ("The gang threatened to kill 12 clerks.", Stance.THREATENS),
    ("The bank said 12 clerks left.", Stance.ASSERTS),
    ("The bank called for an inquiry into 12 deaths.", Stance.ASKS),
    ("The agreement said that 12 clerks could leave.", Stance.STIPULATES),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_stance_of_a_statement(read: Read, text: str, stance: Stance) -> None:
    """The cue and its negation decide what the speaker does with the content."""
    assert [stance] == [s.stance for s in read(text).statements]


NESTED = [
    (
        "“The guard shouted, ‘Nobody leaves,’ and locked the door,” Emre Soylu said.",
        "‘Nobody leaves,’",
        "guard",
        Stance.ASSERTS,
    ),
    (
        "“My captain said, ‘Burn the papers,’ so I burned them,” Emre Soylu said.",
        "‘Burn the papers,’",
        "captain",
        Stance.ASSERTS,
    ),
    ("‘The nurse asked us, “Where is he?” and we wept,’ Emre Soylu said.", "“Where is he?”", "nurse", Stance.ASKS),
]


@pytest.mark.parametrize(("text", "words", "teller", "stance"), NESTED)
def test_quotations_inside_quotations(read: Read, text: str, words: str, teller: str, stance: Stance) -> None:
    """What a quoted speaker quotes ends at its own closing mark and is told by the speaker, from whom the cue names."""
    (inner,) = [s for s in read(text).statements if s.content[0].exact == words]
    told = (inner.speaker.name, [link.name for link in inner.chain], inner.stance, inner.is_first_hand)
    assert told == ("Emre Soylu", [teller], stance, False)


def test_a_quoted_cue_takes_nothing_after_the_closing_mark(read: Read) -> None:
    """ "I think" inside a quotation governs no word outside it, so the quotation keeps its own speaker."""
    text = "“It was the pump, I think, that failed,” Ines Marr told the Echo on Monday, “and nobody looked.”"
    (outer,) = [s for s in read(text).statements if s.speaker.name == "Ines Marr" and len(s.content) == 2]
    assert (outer.chain, outer.form) == ((), Form.DIRECT)


STANCES = [
    ("“Yes, I moved the stone,” the squire admitted.", Stance.ADMITS),
    ("The squire promised: “You will all be paid.”", Stance.PROMISES),
    ("The squire asked the porter: “Where are they?”", Stance.ASKS),
    ("“You will all drown here,” the squire threatened.", Stance.THREATENS),
    ("“You will all drown here,” the squire said.", Stance.ASSERTS),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_stance_of_a_cue_beside_a_quotation(read: Read, text: str, stance: Stance) -> None:
    """The cue beside a quotation says what is done with it, and nothing else is stated."""
    assert [(s.stance, s.speaker.name) for s in read(text).statements if s.form is not Form.NARRATION] == [(stance, "squire")]


FLOATING = [
    "“Look at the ceiling.” [Bartok] points with his stick.",
    "“Ask him.” [Zelda Knopf] sighed and closed the ledger.",
    "[The postmistress] leaned over the counter. “Nobody here got a letter.”",
    "“We left at dawn,” [river police chief Ann Ode], 51, said Monday.",
]


@pytest.mark.parametrize("expected", FLOATING)
def test_speakers_of_floating_quotations(read: Read, expected: str) -> None:
    """A gesture beside a bare quotation, or the name between a quotation and its cue, shows who speaks."""
    text = expected.translate(str.maketrans("", "", "[]"))
    (statement,) = [s for s in read(text).statements if s.form is Form.DIRECT]
    assert statement.mention is not None
    assert f"[{statement.mention.exact}]" in expected


def test_a_speaker_named_after_the_last_paragraph(read: Read) -> None:
    """A quotation over several paragraphs belongs to whom the cue after its last one names."""
    text = "“We dug with spoons.\n\n“When they broke we dug with our hands,” said Ferenc Ball."
    (statement,) = read(text).statements
    assert (statement.speaker.name, len(statement.content)) == ("Ferenc Ball", 2)


def test_a_transcript_with_a_mark_before_each_turn(read: Read) -> None:
    """Turns that each open with a quotation mark are not one quotation carried on, and a note in brackets is no speech."""
    text = "\n\n".join([
        "\"ODE: Why did the pumps stop?", "\"ROSS: We had no fuel.", "\"(LAUGHTER.)", "\"ODE: None at all?",
        "\"ROSS: Not a drop in the house.\"",
    ])  # fmt: skip
    said = [(s.speaker.name, " ".join(span.exact for span in s.content)) for s in read(text).statements]
    assert [name for name, _ in said] == ["ODE", "ROSS", "ODE", "ROSS"]
    assert not any("LAUGHTER" in words for _, words in said)
