"""investigation.toml to Brief, and errors that name the line."""

import pytest

from testimonia.errors import ConfigError
from testimonia.model.protection import DescriptorLevel, PlaceLevel, ReleaseSettings, SourceSettings, TimeLevel
from testimonia.model.testimony import Role, Stance
from testimonia.settings import parse_brief, read_brief

WHOLE = """
title = "Flood"
[parties.ministry]
name = "Ministry of Water"
aliases = ["the ministry"]
[sources.engineer]
name = "the engineer"
role = "expert"
party = "ministry"
protection = "protected"
grade = "B"
[questions.dead]
text = "How many people died?"
type = "amount"
nouns = ["people"]
[questions.promised]
type = "duration"
stances = ["promises"]
[rules]
sum = "dead == men + women"
[rules.bound]
rule = "dead <= 100"
reason = "the village has 100 people"
[hedges]
"a few dozen" = [24, 60]
"""


def test_a_whole_file_is_read():
    """Every table of the file arrives in the brief."""
    brief = parse_brief(WHOLE)
    assert (brief.title, brief.parties[0].aliases, brief.sources[0].role) == ("Flood", ("the ministry",), Role.EXPERT)
    assert [(q.id, q.value_type, q.stances) for q in brief.questions] == [
        ("dead", "amount", ()),
        ("promised", "duration", (Stance.PROMISES,)),
    ]
    assert [(rule.id, rule.expression, rule.line) for rule in brief.rules] == [
        ("sum", "dead == men + women", 20),
        ("bound", "dead <= 100", 21),
    ]
    assert brief.hedges == {"a few dozen": (24.0, 60.0)}


def test_an_empty_file_is_a_valid_investigation():
    """Everything has a default."""
    assert parse_brief("").questions == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('titel = "x"', "investigation.toml:1: unknown key 'titel'"),
        ("title = 3", "investigation.toml:1: 'title' must be text"),
        ('title = "x"\n[questions.Dead]\ntype = "amount"', "investigation.toml:2: question id 'Dead'"),
        ('[questions.dead]\ntype = "number"', "investigation.toml:2: type = 'number' is not one of: amount, money"),
        ("[questions.dead]\ntext = 'x'", "investigation.toml:1: question 'dead' needs a type"),
        ('[sources.a]\nparty = "nobody"', "investigation.toml:2: party = 'nobody' is not one of"),
        ('[hedges]\n"dozens" = [60, 24]', "investigation.toml:2: the hedge 'dozens' needs two numbers"),
        ("title = ", "not valid TOML"),
        ("questions = 3", "'questions' must be a table"),
    ],
)
def test_a_mistake_is_named_with_its_line(text, message):
    """The message says what is wrong, where, and what is allowed."""
    with pytest.raises(ConfigError) as caught:
        parse_brief(text)
    assert message in str(caught.value)


def test_a_missing_file_says_what_to_do(tmp_path):
    """Running in the wrong folder is answered with the command to run."""
    with pytest.raises(ConfigError, match="testimonia new"):
        read_brief(tmp_path / "investigation.toml")


def test_what_a_release_may_show_is_strict_by_default():
    """A source without keys is shown least exactly; four eyes unless said otherwise."""
    brief = parse_brief('[sources.falcon]\nname = "Falcon"\nprotection = "protected"\n')
    assert brief.source_settings == (SourceSettings(name="Falcon", key="falcon"),)
    strict = brief.source_settings[0]
    assert (strict.place_level, strict.time_level, strict.descriptor_level) == ("region", "month", "role")
    assert strict.is_quoted and brief.release == ReleaseSettings(four_eyes=True)


def test_what_a_release_may_show():
    """Every key of a source and of [release]."""
    brief = parse_brief(
        '[sources.falcon]\npublished_name = "Yara"\ndescriptor = "baker"\ndescriptor_level = "broad"\nplace_level = "exact"\n'
        'time_level = "day"\nquotes = false\n'
        '[release]\nfour_eyes = false\npublic_places = ["Raqqa"]\npublic_persons = ["A B"]\n'
    )
    assert brief.source_settings == (
        SourceSettings("falcon", "falcon", "Yara", "baker", DescriptorLevel.BROAD, PlaceLevel.EXACT, TimeLevel.DAY, False),
    )
    assert brief.release == ReleaseSettings(False, ("Raqqa",), ("A B",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[sources.x]\nplace_level = "street"', "place_level = 'street' is not one of"),
        ("[sources.x]\nquotes = 'no'", "'quotes' must be true or false"),
        ("[release]\nfour_eyes = 1", "'four_eyes' must be true or false"),
        ("[release]\neyes = 4", "unknown key 'eyes'"),
    ],
)
def test_mistakes_about_releases_are_named(text, message):
    """A level that does not exist, a word for a yes or no, a key that is none."""
    with pytest.raises(ConfigError, match=message):
        parse_brief(text)
