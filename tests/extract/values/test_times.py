"""Dates and times, written inside the text: «words|value|earliest start|latest end|hedge»."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed import parse

from testimonia.extract.values.times import Anchor, find_times
from testimonia.model.values import Moment

WRITTEN = Anchor("2017-11-13")
"""A Monday."""

MARKED = [
    "«Early on 12 October 2017|2017-10-12|2017-10-12T00:00|2017-10-12T08:59|exact» they left.",
    "They left on «12 October|2017-10-12|2017-10-12T00:00|2017-10-12T23:59|exact».",
    "They left on «the 19th of October 2016|2016-10-19|2016-10-19T00:00|2016-10-19T23:59|exact».",
    "In «May 2017|2017-05|2017-05-01T00:00|2017-05-31T23:59|exact» he said so.",
    "«Late May 2017|2017-05|2017-05-22T00:00|2017-05-31T23:59|exact» was hot.",
    "In «1914|1914|1914-01-01T00:00|1914-12-31T23:59|exact» it began.",
    "It was «the 1990s|199|1990-01-01T00:00|1999-12-31T23:59|exact».",
    "In «the nineteenth century|18|1800-01-01T00:00|1899-12-31T23:59|exact» it began.",
    "It rained in «the summer of 1998|1998-SU|1998-06-01T00:00|1998-08-31T23:59|exact».",
    "It fell in «146 BC|BC0146|||exact».",
    "He came «yesterday|2017-11-12|2017-11-12T00:00|2017-11-12T23:59|exact».",
    "He came «last week|2017-W45|2017-11-06T00:00|2017-11-12T23:59|exact».",
    "He came on «Tuesday|2017-11-07|2017-11-07T00:00|2017-11-07T23:59|exact».",
    "They will leave on «Friday|2017-11-17|2017-11-17T00:00|2017-11-17T23:59|exact».",
    "They left «two weeks ago|2017-10-30|2017-10-30T00:00|2017-10-30T23:59|exact».",
    "«The past couple of weeks|P2W|2017-10-30T00:00|2017-11-13T23:59|range» were quiet.",
    "They left on «12 October|2017-10-12|2017-10-12T00:00|2017-10-12T23:59|exact» and stopped "
    "«three days later|2017-10-15|2017-10-15T00:00|2017-10-15T23:59|exact».",
    "They left on «12 October|2017-10-12|2017-10-12T00:00|2017-10-12T23:59|exact». "
    "«The next day|2017-10-13|2017-10-13T00:00|2017-10-13T23:59|exact» they stopped.",
    "They left on «12 October at about four in the afternoon|2017-10-12T16:00|2017-10-12T15:30|2017-10-12T16:30|about».",
    "They left on «12 October|2017-10-12|2017-10-12T00:00|2017-10-12T23:59|exact», "
    "and «about four in the afternoon|2017-10-12T16:00|2017-10-12T15:30|2017-10-12T16:30|about» they stopped.",
    "The strike lasted «from 12 to 15 October|2017-10-12/2017-10-15|2017-10-12T00:00|2017-10-15T23:59|range».",
    "It went on «between 10 and 12 October 2017|2017-10-10/2017-10-12|2017-10-10T00:00|2017-10-12T23:59|range».",
    "He served in «1914-18|1914/1918|1914-01-01T00:00|1918-12-31T23:59|range».",
    "They met on «the night of 12 October|2017-10-12TNI|2017-10-12T20:00|2017-10-12T23:59|exact».",
    "They left «before 15 October|2017-10-15||2017-10-15T23:59|max».",
    "They waited «since May|2017-05|2017-05-01T00:00||min».",
    "They met at «16:00 on Monday|2017-11-13T16:00|2017-11-13T16:00|2017-11-13T16:00|exact».",
    "They met at «4:30 p.m. on 12 October|2017-10-12T16:30|2017-10-12T16:30|2017-10-12T16:30|exact».",
    "It was signed on «2017-10-12|2017-10-12|2017-10-12T00:00|2017-10-12T23:59|exact».",
    "It was signed on «25/10/2017|2017-10-25|2017-10-25T00:00|2017-10-25T23:59|exact».",
    "It was signed on «12/10/2017|2017|2017-10-12T00:00|2017-12-10T23:59|exact».",
    "It was signed on «12.10.2017|2017-10-12|2017-10-12T00:00|2017-10-12T23:59|exact».",
]

TIMELESS = [
    "It may rain.",
    "They march on.",
    "The fall of the city began.",
    "2000 fighters left.",
    "He paid $1914 for it.",
    "He ran 1500 metres.",
    "It took three days.",
    "It happened in version 10.12.3.",
    "On 30 February nothing happened.",
    "A second lorry came.",
    "He sat in the sun.",
]


def marked(text: str, anchor: Anchor = WRITTEN) -> str:
    found, _ = find_times(parse(text), anchor)
    for f in reversed(found):
        v = f.value
        assert isinstance(v, Moment)
        start = "" if v.hedge == "max" else v.earliest_start
        text = f"{text[: f.start]}«{v.words}|{v.value}|{start}|{v.latest_end}|{v.hedge}»{text[f.end :]}"
    return text


@pytest.mark.parametrize("expected", MARKED)
def test_moment_is_read_with_its_bounds(expected: str) -> None:
    """Words, TIMEX3 value, outer bounds and hedge of every moment in the text, and nothing else."""
    assert marked(re.sub(r"«([^|]*)\|[^»]*»", r"\1", expected)) == expected


@pytest.mark.parametrize("text", TIMELESS)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    """Verbs, counts, sums, lengths of time and impossible dates are no moments."""
    assert marked(text) == text


def test_four_bounds_of_a_stretch() -> None:
    """A stretch keeps apart when it began and when it ended."""
    (found,), _ = find_times(parse("It lasted from 12 to 15 October 2017."), Anchor())
    value = found.value
    assert isinstance(value, Moment)
    bounds = (value.earliest_start, value.latest_start, value.earliest_end, value.latest_end)
    assert bounds == ("2017-10-12T00:00", "2017-10-12T23:59", "2017-10-15T00:00", "2017-10-15T23:59")


def test_anchor_is_carried_from_passage_to_passage() -> None:
    """The story's day goes on in the next passage; the day of writing stays."""
    _, anchor = find_times(parse("They left on 12 October 2016."), WRITTEN)
    assert (anchor.day, anchor.document) == ("2016-10-12", "2017-11-13")
    found, _ = find_times(parse("Two days later they stopped."), anchor)
    assert [f.value.value for f in found if isinstance(f.value, Moment)] == ["2016-10-14"]


def test_history_lends_its_year() -> None:
    """In a story far from its writing, a date without a year belongs to the story."""
    assert "1914-08-07" in marked("War came in 1914. On 7 August the troops crossed.", Anchor("2009-12-19"))


def test_look_back_does_not_move_the_story() -> None:
    """A bare year that looks back leaves the story where it was."""
    text = "On 10 August 1914 they attacked, as in 1812. On 12 August they stopped."
    assert "12 August|1914-08-12" in marked(text, Anchor("2009-12-19"))


def test_without_a_date_nothing_is_invented() -> None:
    """With no day of writing, yesterday and 12 October stay open."""
    found, anchor = find_times(parse("Yesterday, on 12 October, three days later, they left."), Anchor())
    bounds = [f.value.earliest_start + f.value.latest_end for f in found if isinstance(f.value, Moment)]
    assert (bounds, anchor) == (["", "", ""], Anchor())


def test_clock_time_without_a_day_stays_a_clock_time() -> None:
    """The hour is kept where nobody said the day."""
    found, _ = find_times(parse("About four in the afternoon they came."), WRITTEN)
    assert [(f.value.value, f.value.words) for f in found if isinstance(f.value, Moment)] == [
        ("T16:00", "About four in the afternoon")
    ]


VOCABULARY = """
early late about before since from to between and on in the of 12 15 31 October May March 2017 1914 '99 1990s Tuesday
Friday yesterday last next three days weeks later ago morning night 16:00 4 pm noon summer century BC - , . week year
that day
"""
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from(["", "2017-11-13", "2017", "0001-01-01", "9998-12-31"]))
def test_any_text_gives_ordered_bounds_and_true_offsets(words: list[str], document: str) -> None:
    """Whatever the text, bounds are in order, words are cut out exactly, nothing overlaps, and a second reading agrees."""
    doc = parse(" ".join(words))
    found, anchor = find_times(doc, Anchor(document))
    assert find_times(doc, Anchor(document)) == (found, anchor)
    end = 0
    for f in found:
        v = f.value
        assert isinstance(v, Moment)
        assert doc.text[f.start : f.end] == v.words
        assert end <= f.start < f.end
        for pair in ((v.earliest_start, v.latest_start), (v.earliest_end, v.latest_end), (v.earliest_start, v.latest_end)):
            assert not all(pair) or pair[0] <= pair[1]
        end = f.end
