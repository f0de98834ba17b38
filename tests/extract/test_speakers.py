"""Who the words for a speaker stand for, and who told whom."""

from collections.abc import Callable

import msgspec
import pytest

from testimonia.extract.extraction import Extractor
from testimonia.model.material import Metadata
from testimonia.model.testimony import Extraction, Form, Role
from tests.extract.conftest import make_material

Read = Callable[..., Extraction]

NAMES = [
    ("Maria Lopez ran the mine. Lopez said 12 men died.", ["Maria Lopez"]),
    ("Mr Tom Hale met the board. Mr. Hale said 12 men died. He added that 3 were boys.", ["Tom Hale", "Tom Hale"]),
    ("The Northern Front said 12 men died.", ["Northern Front"]),
    ("The NF said 12 men died.", ["Northern Front"]),
    ("A Northern Front spokesman said 12 men died.", ["Northern Front spokesman"]),
    ("Colonel Reyes said 12 men died.", ["Col Ada Reyes"]),
    ("The coalition spokeswoman said 12 men died.", ["Col Ada Reyes"]),
    ("A driver said 12 men died. Another driver said 13 men died.", ["driver", "Another driver"]),
    ("A second driver said 12 men died.", ["second driver"]),
    ("Villagers said 12 men died.", ["Villagers"]),
    ("He said 12 men died.", [""]),
    ("Maria Lopez left early. She said 12 men died.", ["Maria Lopez"]),
    ("Mrs Lopez left early. He said 12 men died.", [""]),
    ("It is said that 12 men died.", [""]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names(read: Read, text: str, names: list[str]) -> None:
    """Surnames find their full name, declared names win, roles stay roles, and a pronoun without a fit stays open."""
    cued = [s.speaker.name for s in read(text).statements if s.cue is not None]
    assert names == cued


def test_party_and_role_of_a_spokesman(read: Read) -> None:
    """A spokesman of a party speaks as an official of it, without a name of his own."""
    (statement,) = read("A Northern Front spokesman said 12 men died.").statements
    assert (statement.speaker.party, statement.speaker.role, statement.speaker.is_named) == ("front", Role.OFFICIAL, False)


def test_acronym_is_not_a_word(read: Read) -> None:
    """A short acronym is a party only in capitals."""
    (statement,) = [s for s in read("A man with a num badge said 12 men died.").statements if s.cue]
    assert statement.speaker.party == ""


def test_two_people_of_one_surname_are_not_joined(read: Read) -> None:
    """A surname that two people share stays a surname."""
    text = "Maria Lopez met Juan Lopez. Lopez said 12 men died."
    assert [s.speaker.name for s in read(text).statements if s.cue] == ["Lopez"]


CHAINS = [
    ("His cousin told him that the Front had said the road was closed.", "the road was closed", ("Northern Front", "cousin")),
    ("The guards told him that 12 men died.", "that 12 men died", ("guards",)),
    ("He was told that 12 men died.", "that 12 men died", ()),
    ("He was told by the guards that 12 men died.", "that 12 men died", ("guards",)),
    ("One of the guards told him that 12 men died.", "that 12 men died", ("One of the guards",)),
    ("The talks began. The guards came. They told him that 12 men died.", "that 12 men died", ("guards",)),
    ("The talks began. They told him that 12 men died.", "that 12 men died", ()),
    ("He said that 12 men died.", "that 12 men died", ()),
]


@pytest.mark.parametrize(("text", "content", "chain"), CHAINS)
def test_relays_in_notes(read: Read, text: str, content: str, chain: tuple[str, ...]) -> None:
    """In notes about one source everything is that source's, through whoever told them, the original first."""
    extraction = read(text, source="Old Tomas", kind="notes")
    (statement,) = [s for s in extraction.statements if s.content[0].exact == content]
    assert ("Old Tomas", chain) == (statement.speaker.name, tuple(s.name for s in statement.chain))


def test_relay_in_an_article(read: Read) -> None:
    """What a speaker passes on keeps its origin and is not first-hand."""
    extraction = read("Maria Lopez said the guards had told her that 12 men died.")
    inner = next(s for s in extraction.statements if s.chain)
    assert (inner.speaker.name, inner.chain[0].name, inner.is_first_hand) == ("Maria Lopez", "guards", False)


FIRST_HAND = [
    ("“I saw 12 lorries leave,” the guard said.", True),
    ("“We drove for 3 days,” the guard said.", True),
    ("“I heard that 12 men died,” the guard said.", False),
    ("“People say 12 men died there,” the guard said.", False),
    ("The guard said 12 men reportedly died.", False),
    ("The guard said 12 men died.", None),
]


@pytest.mark.parametrize(("text", "expected"), FIRST_HAND)
def test_first_hand(read: Read, text: str, expected: bool | None) -> None:
    """Seeing and doing in the first person is first-hand; hearing, being told and "reportedly" are not."""
    statement = next(s for s in read(text).statements if any(c.statement_id == s.id for c in read(text).claims))
    assert expected is statement.is_first_hand


def test_role_hearsay_is_honoured(read: Read) -> None:
    """A source declared as hearsay is not first-hand."""
    extraction = read("Some 35 people were in the house.", source="Old Tomas", kind="notes", role="hearsay")
    assert [s.is_first_hand for s in extraction.statements] == [False]


def test_turns(extractor: Extractor) -> None:
    """The interviewee's turns are the source's statements, the interviewer's are nobody's."""
    text = "Q: How many left, 50?\n\nDriver: About 4,000 people left.\n\nInterviewer: And 20 stayed?"
    extraction = extractor.extract(make_material(text, turns=True, source="Old Tomas", kind="interview"))
    assert [(s.speaker.name, s.form, s.content[0].exact) for s in extraction.statements] == [
        ("Old Tomas", Form.TURN, "About 4,000 people left.")
    ]


def test_named_interviewer_is_silent(extractor: Extractor) -> None:
    """Whoever the metadata name as interviewer asks and does not testify."""
    text = "Jane Roe: You lost 50 lorries.\n\nDriver: We lost 12 lorries."
    material = make_material(text, turns=True, source="Old Tomas", interviewer="Jane Roe")
    assert [s.content[0].exact for s in extractor.extract(material).statements] == ["We lost 12 lorries."]


def test_two_interviewees_keep_their_labels(extractor: Extractor) -> None:
    """With several people answering, the label says who speaks."""
    text = "Tomas: We lost 12 lorries.\n\nNurse: I saw 3 lorries."
    extraction = extractor.extract(make_material(text, turns=True, source="Old Tomas"))
    assert [s.speaker.name for s in extraction.statements] == ["Old Tomas", "Nurse"]


def test_narration_of_notes_is_the_source(read: Read) -> None:
    """A plain sentence in notes about a source is the source's, in an article the publication's."""
    notes = read("Three lorries burned.", source="Old Tomas", kind="notes")
    article = read("Three lorries burned.", publisher="The Daily", kind="article")
    assert [x.statements[0].speaker.name for x in (notes, article)] == ["Old Tomas", "The Daily"]


DATES = [
    ("The mayor said on 3 May 2017 that 12 men died.", "2017-05-03"),
    ("In May 2017 the mayor said that 12 men died.", "2017-05"),
    ("The mayor said 12 men died.", "2017-10-12"),
]


@pytest.mark.parametrize(("text", "said_on"), DATES)
def test_said_on(read: Read, text: str, said_on: str) -> None:
    """The date at the cue says when it was said, else the item's date."""
    assert said_on == next(s for s in read(text, date="2017-10-12").statements if s.cue).said_on


def test_note_taker_is_not_the_source(read: Read) -> None:
    """In notes that say "he says", an unquoted "I" is the note-taker, whose sentences are nobody's testimony."""
    extraction = read("I met him at 3 gates. He says 12 men died. “I saw 2 boats,” he says.", source="Old Tomas", kind="notes")
    assert [s.content[0].exact for s in extraction.statements] == ["12 men died", "“I saw 2 boats,”"]


def test_answer_to_the_note_taker(read: Read) -> None:
    """A bare quotation after the note-taker's question is the source's answer."""
    extraction = read(
        "He says 12 men died. I asked him about 3 boats. “They sank in the harbour.”", source="Old Tomas", kind="notes"
    )
    assert extraction.statements[-1].speaker.name == "Old Tomas"
    assert extraction.statements[-1].content[0].exact == "“They sank in the harbour.”"


def test_nobody_is_not_a_speaker(read: Read) -> None:
    """ "Nobody said that" attributes nothing."""
    assert [s for s in read("Nobody said that 12 men died.").statements if s.cue] == []


def test_they_of_a_group_is_the_group(read: Read) -> None:
    """When several people are one source, "they say" is that source; when one person is, it is hearsay."""
    group, single = (
        read("They say 12 men died.", source=name, kind="notes").statements[0] for name in ("the drivers", "Old Tomas")
    )
    assert [group.is_first_hand, single.is_first_hand] == [None, False]


PASSAGE_KINDS = [("paragraph", ["Old Tomas"]), ("heading", []), ("quoted", [""])]


@pytest.mark.parametrize(("passage_kind", "expected"), PASSAGE_KINDS)
def test_kinds_of_passages(extractor: Extractor, passage_kind: str, expected: list[str]) -> None:
    """A heading in notes is the note-taker's, and quoted lines of an e-mail are nobody's we know."""
    material = make_material("Two lorries burned.", passage_kind=passage_kind, source="Old Tomas")
    extraction = extractor.extract(material)
    assert expected == [s.speaker.name for s in extraction.statements]


HEARSAY = [
    ("It is said that about 4,000 people passed.", ("", Role.HEARSAY, False)),
    ("People say 12 boats sank.", ("People", Role.HEARSAY, False)),
    ("The mayor says 12 boats sank.", ("mayor", Role.OFFICIAL, None)),
    ("The villagers say 12 boats sank.", ("villagers", Role.EYEWITNESS, None)),
]


@pytest.mark.parametrize(("text", "expected"), HEARSAY)
def test_nobody_answers_for_hearsay(read: Read, text: str, expected: tuple[str, Role, bool | None]) -> None:
    """ "It is said" and "people say" are hearsay without a name; whoever is named as speaking is not."""
    (statement,) = [s for s in read(text).statements if s.cue]
    assert expected == (statement.speaker.name, statement.speaker.role, statement.is_first_hand)


PUT_ABOUT = [
    ("Some 40 people reportedly died.", False),
    ("The mayor is believed to have paid 60 dollars.", False),
    ("The mayor has paid 60 dollars.", None),
]


@pytest.mark.parametrize(("text", "expected"), PUT_ABOUT)
def test_publication_passes_on(read: Read, text: str, expected: bool | None) -> None:
    """What a publication says is reported or believed is not its own knowledge."""
    assert [expected] == [s.is_first_hand for s in read(text, publisher="The Daily").statements]


def test_one_hearsay_sentence_does_not_colour_a_long_quotation(read: Read) -> None:
    """Only what opens a quotation says how its speaker knows."""
    text = "“We counted 12 boats. The road was long. Some 40 men reportedly died,” the guard said."
    assert [s.is_first_hand for s in read(text).statements] == [True]


def test_rows_are_separate_contexts(extractor: Extractor) -> None:
    """A pronoun in one row never means somebody of another row."""
    text = "The guards came.\n\nThey say he paid 50 dollars."
    one = extractor.extract(make_material(text, source="Old Tomas", kind="notes"))
    two = make_material(text, kind="notes")
    rows = tuple(
        msgspec.structs.replace(p, metadata=Metadata(source=name))
        for p, name in zip(two.passages, ("Old Tomas", "a cook"), strict=True)
    )
    apart = extractor.extract(msgspec.structs.replace(two, passages=rows))
    chains = [[s.name for s in x.statements[-1].chain] for x in (one, apart)]
    assert chains == [["guards"], []]


def test_a_thing_is_no_link(read: Read) -> None:
    """What a mark shows, the source says; what a guard says, the guard says."""
    shown, told = (
        read(f"{who} that 6 men were hit.", source="Old Tomas", kind="notes") for who in ("The scar shows", "A guard said")
    )
    assert [[s.name for s in x.statements[0].chain] for x in (shown, told)] == [[], ["guard"]]


def test_heard_sounds_are_not_hearsay(read: Read) -> None:
    """Hearing a man swear is seeing it; hearing that he swore is being told."""
    sound, told = (read(f"You hear {what}.", source="Old Tomas", kind="notes") for what in ("a man swear", "that 12 men died"))
    assert [x.statements[0].form.value for x in (sound, told)] == ["narration", "reported"]


def test_it_is_the_company(read: Read) -> None:
    """A body named by its role takes "it"; a person does not."""
    text = "The company closed the pit. The company said 12 men died. It said 3 were boys."
    assert [s.speaker.name for s in read(text).statements if s.cue] == ["company", "company"]


def test_slogan_is_no_speaker(read: Read) -> None:
    """A headline's label speaks only if it names somebody."""
    texts = ("Speed Over Safety: the bridge fell", "Maria Lopez: the bridge fell")
    found = [[s.speaker.name for s in read(text, passage_kind="heading").statements if s.cue] for text in texts]
    assert found == [[], ["Maria Lopez"]]
