"""Speakers' turns: found where a document is a transcript, never where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.ingest.structure import find_parts
from testimonia.ingest.turns import is_label_line, mark_turns, split_label
from testimonia.model.material import Metadata


def turns(text, **metadata):
    parts, is_transcript = mark_turns(text, find_parts(text), Metadata(**metadata))
    return [(p.speaker, text[p.start : p.end]) for p in parts] if is_transcript else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: How many?\nA: Fifty.", [("Q", "How many?"), ("A", "Fifty.")]),
        ("س: كم شاحنة؟\nج: خمسون.", [("س", "كم شاحنة؟"), ("ج", "خمسون.")]),
        (
            "**Driver:** We left.\n\n**Q**: When?\n\n**Driver:** At four.",
            [("Driver", "We left."), ("Q", "When?"), ("Driver", "At four.")],
        ),
        (
            "Abu Fawzi: We left at four.\nWe drove on.\n\nInterviewer: Why?\n\nAbu Fawzi: They said so.",
            [("Abu Fawzi", "We left at four.\nWe drove on."), ("Interviewer", "Why?"), ("Abu Fawzi", "They said so.")],
        ),
        (
            "Driver: We left.\n\nThen it rained.\n\n[He laughs.]\n\nQ: When?\n\nDriver: At four.",
            [
                ("Driver", "We left."),
                ("Driver", "Then it rained."),
                ("", "[He laughs.]"),
                ("Q", "When?"),
                ("Driver", "At four."),
            ],
        ),
        (
            "Col. Ryan Dillon: We watched from the air.\nReporter (by telephone): All of it?\nCol. Ryan Dillon: Yes.",
            [("Col. Ryan Dillon", "We watched from the air."), ("Reporter", "All of it?"), ("Col. Ryan Dillon", "Yes.")],
        ),
        (
            "Second driver: We left.\nQ: When?\nSecond driver: At 4:30.",
            [("Second driver", "We left."), ("Q", "When?"), ("Second driver", "At 4:30.")],
        ),
        (
            "MATTIS: We go on.\n\nQ: Until when?\n\nMATTIS: See http://example.org for that.",
            [("MATTIS", "We go on."), ("Q", "Until when?"), ("MATTIS", "See http://example.org for that.")],
        ),
        ("Driver:\nWe left at four.\n\nQ:\nWhy?", [("Driver", "We left at four."), ("Q", "Why?")]),
    ],
)
def test_transcripts(text, expected):
    """Each label opens a turn of its speaker; the label is outside the words."""
    assert turns(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Note: he was tired.\n\nNote: so was I.",
        "Lorries: 50\nBuses: 13\nOwn vehicles: 100",
        "Date: 12 October 2017\nPlace: Tabqa\nInterviewer: Ann Lee\nInterpreter: Omar K.\n\nHe was tired and spoke little.",
        "He told us: go home.\n\nThey said: never.\n\nHe told us: go.",
        "16:30 we left.\n17:45 we came.",
        "http://example.org\nhttps://example.net",
        "The terms were these: no flags.\n\nThe terms were these: no arms.",
        "It was as he said, and as Colonel\nDillon: nobody knew.\n\nThe rest is silence.",
        "قال السائق: غادرنا.\n\nقال السائق: وصلنا.",
        "ملاحظة: كان متعبا.\n\nالتاريخ: أمس.",
        "- Driver: one who drives.\n- Smuggler: one who smuggles.",
        "One paragraph without any label.\n\nVehicles: nobody counted them.\n\nAnother. And another.\n\nYet another.",
    ],
)
def test_other_documents(text):
    """Forms, headings, reported speech and times are not turns."""
    assert turns(text) is None


def test_one_turn_of_the_known_source_is_enough():
    """A label that names the item's source makes a transcript, by part of the name too."""
    assert turns("Fawzi: We left at four.", source="Abu Fawzi") == [("Fawzi", "We left at four.")]
    assert turns("Fawzi: We left at four.") is None
    assert turns("Some words first.\n\nVehicles: fifty.", source="Abu Fawzi") is None


def test_narration_between_turns_keeps_its_own_voice():
    """Where labels are rare, a paragraph without one is the writer's, not the last speaker's."""
    text = "I met him.\n\nQ: When?\n\nDriver: At four.\n\nHe looked away.\n\nWe walked.\n\nThe town was empty.\n\nNobody spoke."
    assert ("", "He looked away.") in turns(text, source="the driver")


def test_time_codes_become_locators():
    """A time code beside a label says when the turn begins; it ends with the next."""
    text = "[00:00:05] Driver: We left.\n[00:01:10] Q: When?\nDriver (00:01:15): At four."
    parts, _ = mark_turns(text, find_parts(text), Metadata())
    assert [(p.speaker, p.locator.starts_ms, p.locator.ends_ms) for p in parts] == [
        ("Driver", 5_000, 70_000),
        ("Q", 70_000, 75_000),
        ("Driver", 75_000, 75_000),
    ]


@pytest.mark.parametrize(
    ("line", "expected"), [("DRIVER: We left.", ("DRIVER", 8)), ("we left: all of us", ("", 0)), ("Warning: hot", ("", 0))]
)
def test_split_label(line, expected):
    """A caption's label is taken off where it is written like a name."""
    assert split_label(line) == expected


def test_label_line():
    """A line may begin with a label after a time code."""
    assert is_label_line("[00:10] Driver: We left.")
    assert not is_label_line("We left.")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Driver", "Q", "Abu Ali", "السائق", "Col. Ryan Dillon"]),
            st.sampled_from(["We left.", "How many?", "نعم.", "At 4:30, I think.\nThen it rained."]),
        ),
        min_size=4,
    )
)
def test_turns_come_back_as_written(dialogue):
    """Whatever is said in turns, every turn has its words, its speaker and its line."""
    text = "\n\n".join(f"{who}: {words}" for who, words in dialogue)
    parts, is_transcript = mark_turns(text, find_parts(text), Metadata(source="Driver", interviewer="Q"))
    if not is_transcript:
        assert len({who for who, _ in dialogue}) == len(dialogue)
        return
    assert [(p.speaker, text[p.start : p.end]) for p in parts] == dialogue
    assert [p.locator.turn for p in parts] == list(range(1, len(dialogue) + 1))
    assert all(p.locator.line == text.count("\n", 0, p.start) + 1 for p in parts)
