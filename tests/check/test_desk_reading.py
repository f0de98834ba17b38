"""What is prose in a draft, where it stands, and which words of a quotation must be found."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from testimonia.check.draft import split_sentences
from testimonia.check.front import read_front
from testimonia.check.markdown import find_bindings, mask
from testimonia.check.moments import fits, hours_of, in_year_of, parse_day
from testimonia.check.quotations import read_pieces, show_difference
from testimonia.check.terms import stems_in
from testimonia.model.values import Moment

TEXT = st.text(st.sampled_from("ab .{}:*_[]()!#\n<>`“”"), max_size=80)


@given(TEXT)
def test_masking_keeps_length_and_lines(text):
    """Offsets into the prose are offsets into the file, whatever the markup."""
    masked = mask(text)
    assert len(masked) == len(text)
    assert [n for n, ch in enumerate(masked) if ch == "\n"] == [n for n, ch in enumerate(text) if ch == "\n"]


@given(TEXT)
def test_front_matter_keeps_length(text):
    """Setting the front matter apart moves nothing."""
    whole = f"---\ntitle: Two left\nauthor: A. Writer\n---\n{text}"
    assert len(read_front(whole).text) == len(whole)
    assert read_front(whole).writers == "A. Writer"


@given(TEXT)
def test_sentences_are_in_order_and_hold_every_letter(text):
    """No word of a draft is outside every sentence, and none is in two."""
    spans = split_sentences(text, 0, len(text))
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_bindings_are_found_with_kind_and_target():
    """A binding names its kind and, where it has one, its target."""
    found = [(one.kind, one.target) for one in find_bindings("4,000 {finding: people} {timeline} {route: 1..3}")]
    assert found == [("finding", "people"), ("timeline", ""), ("route", "1..3")]


def test_marked_omissions_and_insertions_divide_a_quotation():
    """What was left out is marked; what was put in need not be found."""
    pieces = read_pieces("They left [the city] at four [...] in a line")
    assert [piece.words for piece in pieces] == [("they", "left"), ("at", "four"), ("in", "a", "line")]
    assert [piece.gap > 0 for piece in pieces] == [False, True, True]


def test_a_difference_shows_both_wordings():
    """An altered quotation is shown with the words that differ."""
    assert show_difference("the north bay", "the south bay") == "the material has “north”, the draft “south”"


def test_a_day_fits_its_month_and_no_other_day():
    """A month leaves its days open; two days are two days."""
    assert fits(parse_day("2017-05"), parse_day("2017-05-03"))
    assert fits(parse_day("2017-05-04"), parse_day("2017-05-03")) is False


def test_times_and_days_are_read_as_papers_set_them():
    """A time of day with a full stop and a day in words become figures of the same length; prices and decimals stay."""
    assert mask("At 22.40 they came.") == "At 22:40 they came."
    assert mask("on the third of March").split() == ["on", "3", "March"]
    for text in ("at 3.50 dollars", "to 22.405", "at 22.40%", "at 24.10"):
        assert "".join(mask(text).split())[:5] == "".join(text.split())[:5]
    assert mask("at 3.50 dollars") == "at 3.50 dollars"


def hour(day, clock, words):
    """A time of day as the extractor puts it on a day."""
    at = f"{day}T{clock}"
    return Moment(at, at, at, at, words, at)


def test_an_hour_without_its_day_is_held_against_the_hour_alone():
    """ "Ten past three" may be of any day and of either half of one; "15:10" may not; a dated hour stays on its day."""
    known = hour("2025-02-02", "03:10", "03:10 on 2 February")
    assert any(fits(one, known) for one in hours_of(hour("2025-02-03", "15:10", "ten past three"), "ten past three"))
    assert not any(fits(one, known) for one in hours_of(hour("2025-02-03", "15:10", "15:10"), "15:10"))
    assert not any(
        fits(one, known) for one in hours_of(hour("2025-02-03", "03:10", "3:10 on 3 February"), "3:10 on 3 February")
    )


def test_a_month_without_a_year_may_be_of_the_known_one():
    """ "In September" names no year, so that the reader's guess at one is no evidence."""
    moved = in_year_of(parse_day("2022-09"), parse_day("2023-09"))
    assert moved is not None
    assert fits(moved, parse_day("2023-09"))
    assert in_year_of(parse_day("2023-09"), parse_day("2023-09")) is None


def test_verbs_of_a_plain_sentence_meet_the_lemmas_of_a_claim():
    """Regular and irregular pasts are found under what they are the past of."""
    assert {"warn", "company"} <= stems_in("The company had been warned.")
    assert "pay" in stems_in("They paid.")
