"""Dates and times, written inside the text: «words|value|earliest start|latest end|hedge»."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed import parse

from testimonia.extract.values.times import Anchor, find_times, find_timexes, time_spans
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
    "They left «two weeks ago|2017-W44|2017-10-30T00:00|2017-11-05T23:59|exact».",
    "They left «two days ago|2017-11-11|2017-11-11T00:00|2017-11-11T23:59|exact».",
    "They left «almost two years ago|2015|2014-10-02T00:00|2016-03-31T23:59|about».",
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
    "The strikes of «the night of 11 to 12 October|2017-10-11TNI|2017-10-11T20:00|2017-10-12T07:59|exact» killed nobody.",
    "It went on «from Thursday 12 October to Sunday 15 October|2017-10-12/2017-10-15|2017-10-12T00:00|2017-10-15T23:59|range».",
    "It lasted «from 3 October to 5 November 2016|2016-10-03/2016-11-05|2016-10-03T00:00|2016-11-05T23:59|range».",
    "They fought in «August|1914-08|1914-08-01T00:00|1914-08-31T23:59|exact» and "
    "«September 1914|1914-09|1914-09-01T00:00|1914-09-30T23:59|exact».",
    "They marched on «the 28|2017-08-28|2017-08-28T00:00|2017-08-28T23:59|exact» and "
    "«29 August|2017-08-29|2017-08-29T00:00|2017-08-29T23:59|exact».",
    "They left on «Friday night, 13 October 2017|2017-10-13TNI|2017-10-13T20:00|2017-10-13T23:59|exact».",
    "They left on «12 October|2017-10-12|2017-10-12T00:00|2017-10-12T23:59|exact», and "
    "«by dawn|2017-10-12TDA||2017-10-12T07:59|max» they were gone.",
    "They came over «the weekend|2017-W45-WE|2017-11-11T00:00|2017-11-12T23:59|exact».",
    "The convoy of «mid-2016|2016|2016-05-02T00:00|2016-08-31T23:59|exact» was larger.",
    "Profits fell in «the first half of 2016|2016-H1|2016-01-01T00:00|2016-06-30T23:59|exact».",
    "Profits fell in «the third quarter|2017-Q3|2017-07-01T00:00|2017-09-30T23:59|exact».",
    "They met on «Easter Monday 2017|2017-04-17|2017-04-17T00:00|2017-04-17T23:59|exact».",
    "It began in «nineteen ninety-six|1996|1996-01-01T00:00|1996-12-31T23:59|exact».",
    "It went on in «the last week of August|P1W|2017-08-25T00:00|2017-08-31T23:59|exact».",
    "They left on «20 November|2016-11-20|2016-11-20T00:00|2016-11-20T23:59|exact».",
    "They will leave on «20 November|2017-11-20|2017-11-20T00:00|2017-11-20T23:59|exact».",
    "The talks were extended to «20 November|2017-11-20|2017-11-20T00:00|2017-11-20T23:59|exact».",
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
    "The plot has 1520 sq m.",
    "It took three days.",
    "It happened in version 10.12.3.",
    "On 30 February nothing happened.",
    "A second lorry came.",
    "He sat in the sun.",
    "Now we have recently heard of the current plans.",
    "Every Friday they pray.",
    "They get 20 dollars a day, or three loaves per day.",
    "In today's world nobody waits.",
    "He was in his 30s.",
    "Years ago it was calm.",
    "It was calm in recent weeks.",
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


def test_clock_time_takes_the_day_of_the_same_or_the_previous_sentence() -> None:
    """Two sentences on, the day is too far away to be meant."""
    told = "They left on 12 October. "
    assert "T16:00" in marked(told + "At four in the afternoon they stopped.")
    assert "2017-10-12T16:00" in marked(told + "At four in the afternoon they stopped.")
    assert "|T16:00|" in marked(told + "It was hot. Nobody spoke. At four in the afternoon they stopped.")


def test_day_told_last_is_fresh_in_the_next_passage_only() -> None:
    """The last sentence of a passage lends its day to the first of the next one, and no further."""
    _, anchor = find_times(parse("They left on 12 October."), WRITTEN)
    assert anchor.fresh == "2017-10-12"
    assert "2017-10-12T16:00" in marked("At 16:00 they stopped.", anchor)
    _, later = find_times(parse("It was hot."), anchor)
    assert (later.fresh, later.day) == ("", "2017-10-12")


def test_zone_that_was_said_is_kept() -> None:
    """A named zone becomes an IANA zone; local time stays open."""
    found, _ = find_times(parse("It began at 07:35 GMT on 12 October and at 10:35 local time they knew."), WRITTEN)
    assert [(f.value.words, f.value.zone) for f in found if isinstance(f.value, Moment)] == [
        ("07:35 GMT on 12 October", "Etc/GMT"),
        ("10:35 local time", ""),
    ]


def test_local_people_are_no_time_zone() -> None:
    """ "Local" after a clock time may belong to what follows."""
    assert "«4 pm|" in marked("At 4 pm local residents fled.")


def test_news_stays_news_after_a_look_back() -> None:
    """One date of another year does not turn a report of the day into history."""
    text = "On Friday he spoke. He was born on 3 May 1959. On Wednesday he will leave, and on 2 October he left."
    expected = [
        ("Friday", "2017-11-10"),
        ("3 May 1959", "1959-05-03"),
        ("Wednesday", "2017-11-15"),
        ("2 October", "2017-10-02"),
    ]
    found, _ = find_times(parse(text), WRITTEN)
    assert [(f.value.words, f.value.value) for f in found if isinstance(f.value, Moment)] == expected


def test_later_counts_from_nothing_where_nothing_was_told() -> None:
    """ "Three days later" and "the next morning" never lead past the day of writing."""
    found, _ = find_times(parse("Three days later they came, and we waited until the next morning."), WRITTEN)
    assert [f.value.earliest_start + f.value.latest_end for f in found if isinstance(f.value, Moment)] == ["", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They pray every Friday and meet daily.", [("every Friday", "SET", "XXXX-WXX-5"), ("daily", "SET", "P1D")]),
        ("It is calm now.", [("now", "DATE", "PRESENT_REF")]),
        ("It was calm in recent weeks.", [("recent weeks", "DURATION", "PXW")]),
        ("It lasted from 12 to 15 October.", [("12", "DATE", "2017-10-12"), ("15 October", "DATE", "2017-10-15")]),
        ("It began at 16:00.", [("16:00", "TIME", "2017-11-13T16:00")]),
        ("They left before 15 October.", [("15 October", "DATE", "2017-10-15")]),
        ("Sales fell in the third quarter from a year earlier.",
         [("the third quarter", "DATE", "2017-Q3"), ("a year earlier", "DATE", "2016-Q3")]),
    ],
)  # fmt: skip
def test_timexes_follow_the_conventions_of_timeml(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Pointers and repeated times are given too, ranges as two, without the preposition before them."""
    found, _ = find_timexes(parse(text), WRITTEN)
    assert [(text[t.start : t.end], t.type, t.value) for t in found] == expected


def test_repeated_times_leave_their_numbers_to_counts() -> None:
    """What happens every day is no date, so the number beside it still counts."""
    assert time_spans(parse("They get 20 dollars per day, every Friday.")) == []


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
