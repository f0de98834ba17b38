"""Whom a pronoun or a role goes on about, and when that stays open."""

from collections.abc import Callable

import pytest

from testimonia.model.testimony import Extraction
from testimonia.text.packs import read_table

Read = Callable[..., Extraction]


def speakers(read: Read, text: str, **options: str) -> list[str]:
    """Names of the speakers of everything with a cue, in text order."""
    return [s.speaker.name for s in read(text, **options).statements if s.cue is not None]


GENDERS = [
    ("Maria Lopez met Tom Hale. She said 12 men died.", "Maria Lopez"),
    ("Maria Lopez met Tom Hale. He said 12 men died.", "Tom Hale"),
    ("Tom Hale left early. She said 12 men died.", ""),
    ("The mayor's wife left early. She said 12 men died.", "mayor's wife"),
    ("The mayor's wife left early. He said 12 men died.", "mayor"),
]


@pytest.mark.parametrize(("text", "name"), GENDERS)
def test_gender(read: Read, text: str, name: str) -> None:
    """A given name or a noun that shows a gender takes only the pronoun of that gender."""
    assert name == speakers(read, text)[-1]


NUMBERS = [
    ("The guards came. They said 12 men died.", "guards"),
    ("The guards came. He said 12 men died.", ""),
    ("Maria Lopez came. They said 12 men died.", ""),
    ("Tom Hale and Ann Reed left. They said 12 men died.", "Tom Hale and Ann Reed"),
    ("Tom Hale or Ann Reed left. They said 12 men died.", ""),
]


@pytest.mark.parametrize(("text", "name"), NUMBERS)
def test_number(read: Read, text: str, name: str) -> None:
    """ "They" is several people, together if "and" joins them; "he" is one."""
    assert name == speakers(read, text)[-1]


BEINGS = [
    ("The report said 12 men died. It said 3 were boys.", "report"),
    ("The flood reached the pit. It said 3 men died.", ""),
    ("The talks began. They said 3 men died.", ""),
    ("12 men died. They said 3 were boys.", ""),
]


@pytest.mark.parametrize(("text", "name"), BEINGS)
def test_who_can_speak(read: Read, text: str, name: str) -> None:
    """A body can say something; a thing and people who are only counted cannot."""
    assert name == speakers(read, text)[-1]


ROLES = [
    (
        "The driver said 12 died. Another driver said 13 died. He said 2 were boys.",
        ["driver", "Another driver", "Another driver"],
    ),
    ("A driver came. An old driver sat down. The driver said 12 men died.", ["old driver"]),
    ("The pit belonged to Maria Lopez, a nurse. The nurse said 12 men died.", ["Maria Lopez"]),
    ("The pit belonged to Maria Lopez, a nurse. Another nurse said 12 men died.", ["Another nurse"]),
    ("The pit belonged to Maria Lopez, a nurse. A nurse said 12 men died.", ["nurse"]),
    ("Maria Lopez is a nurse. The nurse said 12 men died.", ["Maria Lopez"]),
    ("Maria Lopez is not a nurse. The nurse said 12 men died.", ["nurse"]),
]


@pytest.mark.parametrize(("text", "names"), ROLES)
def test_roles(read: Read, text: str, names: list[str]) -> None:
    """ "The driver" is whoever the text last called a driver; "a" and "another driver" are somebody new."""
    assert names == speakers(read, text)


GRAMMAR = [
    ("Tom Hale told Peter Reed that 12 men died. He added that 3 were boys.", ["Tom Hale", "Tom Hale"]),
    ("Ann Reed's husband said 12 men died. He said 3 were boys.", ["Ann Reed's husband"] * 2),
]


@pytest.mark.parametrize(("text", "names"), GRAMMAR)
def test_grammar(read: Read, text: str, names: list[str]) -> None:
    """The subject of the sentence before is whom the next one goes on about, before its object and its owner."""
    assert names == speakers(read, text)


def test_chain_of_pronouns(read: Read) -> None:
    """Pronouns between a name and its "she said" keep the chain, over paragraphs too."""
    text = "Maria Lopez ran the mine.\n\nShe had built her house above it.\n\nThere her sons were born. She said 12 men died."
    assert speakers(read, text) == ["Maria Lopez"]


def test_too_far(read: Read) -> None:
    """Nobody is meant who was last spoken of many sentences ago."""
    gap = " ".join("The river rose in the night." for _ in range(12))
    assert speakers(read, f"Maria Lopez ran the mine. {gap} She said 12 men died.") == [""]


def test_given_names_are_of_one_gender() -> None:
    """No given name stands on both sides of the table, and all are in lower case."""
    table = read_table("en", "given_names")
    both = [name for name in table["masculine"] if name in set(table["feminine"])]
    assert both == []
    assert [name for name in table["masculine"] + table["feminine"] + table["people"] if name != name.casefold()] == []
