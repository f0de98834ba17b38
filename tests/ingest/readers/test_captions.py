"""Captions: sentences, voices, times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.errors import ReadError
from testimonia.ingest.readers.captions import read_captions
from testimonia.model.material import Metadata


def units(text):
    reading = read_captions(text.encode(), Metadata())
    return [(p.speaker, p.locator.starts_ms, p.locator.ends_ms, reading.text[p.start : p.end]) for p in reading.parts]


def test_webvtt_with_voices_notes_and_styles():
    """Voices are speakers, cues of one sentence are one passage, and what is not a cue is not text."""
    text = (
        "WEBVTT - taken at the border\n\nNOTE not\nto be read\n\nSTYLE\n::cue { color: red }\n\n"
        "intro\n00:01.000 --> 00:02.500 align:start\n<v.loud Abu Ali>We <i>left</i>\n\n"
        "00:02.500 --> 00:04.000\n<v Abu Ali>at four &amp; drove.\n\n00:00:04.000 --> 00:00:05.000\n"
        "<v Q>Where?</v> <v Abu Ali>East.</v>\n"
    )
    assert units(text) == [
        ("Abu Ali", 1000, 4000, "We left at four & drove."),
        ("Q", 4000, 5000, "Where?"),
        ("Abu Ali", 4000, 5000, "East."),
    ]
    assert read_captions(text.encode(), Metadata()).parts[0].locator.cue == "intro"


def test_srt_as_it_is_found():
    """Wrong numbers, missing blank lines, Windows line ends and styling do not matter."""
    text = (
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color='red'>We left</font>\r\nat four.\r\n"
        "7\r\n00:00:03,000 --> 00:00:04,000\r\n\r\nIt rained.\r\n\r\n\r\n8\r\n00:00:05,5 --> 00:00:06,000\r\n50\r\n"
    )
    assert units(text) == [("", 1000, 2000, "We left at four."), ("", 3000, 4000, "It rained."), ("", 5500, 6000, "50")]


def test_dashes_and_labels():
    """Two dashes in a cue are two people; a label in capitals is a name."""
    text = "1\n00:00:01,000 --> 00:00:02,000\n- How many?\n- Fifty.\n\n2\n00:00:02,000 --> 00:00:03,000\nDRIVER: We left.\n"
    assert [(speaker, words) for speaker, _, _, words in units(text)] == [
        ("", "How many?"),
        ("", "Fifty."),
        ("DRIVER", "We left."),
    ]


def test_silence_and_length_end_a_passage():
    """Captions without full stops are divided by silence, and after half a minute at the latest."""
    cues = [f"00:{s // 60:02}:{s % 60:02}.000 --> 00:{s // 60:02}:{s % 60 + 1:02}.000\nword{s}" for s in (0, 1, 2, 10, 11)]
    assert [words for *_, words in units("WEBVTT\n\n" + "\n\n".join(cues))] == ["word0 word1 word2", "word10 word11"]
    long = "WEBVTT\n\n" + "\n\n".join(
        f"00:{s // 60:02}:{s % 60:02}.000 --> 00:{s // 60:02}:{s % 60:02}.900\nw{s}" for s in range(100)
    )
    assert all(ends - starts <= 30_000 for _, starts, ends, _ in units(long))


def test_rolling_captions_are_read_once():
    """Captions that repeat the line above show it once in the text; a word said twice stays."""
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nwe left at four\n\n00:02.000 --> 00:02.010\nwe left at four\n\n"
        "00:02.010 --> 00:03.000\nwe left at four\nand drove east\n\n00:03.000 --> 00:04.000\nno\n\n"
        "00:04.000 --> 00:05.000\nno\n"
    )
    assert " ".join(words for *_, words in units(text)) == "we left at four and drove east no no"


@pytest.mark.parametrize("text", ["WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n\n", "00:00 --> 00:01"])
def test_no_cue(text):
    """Captions without words are a failure with the form they should have."""
    with pytest.raises(ReadError, match="no caption"):
        read_captions(text.encode(), Metadata())


@given(st.lists(st.text(alphabet="abc .?!<>&-:ق\n", min_size=1, max_size=20), min_size=1, max_size=8))
def test_parts_point_to_text(cues):
    """Whatever stands in the cues, parts are whole lines of the text, in order of time."""
    text = "WEBVTT\n\n" + "\n\n".join(f"00:{n:02}.000 --> 00:{n + 1:02}.000\n{cue}" for n, cue in enumerate(cues))
    try:
        reading = read_captions(text.encode(), Metadata())
    except ReadError:
        return
    assert "\n".join(reading.text[p.start : p.end] for p in reading.parts) == reading.text
    starts = [p.locator.starts_ms for p in reading.parts]
    assert starts == sorted(starts)
    assert all(p.locator.starts_ms <= p.locator.ends_ms for p in reading.parts)
