"""Times and precision in words."""

import pytest

from testimonia.model.values import Moment
from testimonia.publish.timeline_words import PRECISION, WHERE_PRECISION, known_words


def point(low, high):
    """One instant somewhere between two bounds."""
    return Moment(low, high, low, high, "words")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (point("2017-10-12T00:00", "2017-10-12T23:59"), "2017-10-12"),
        (point("2017-10-12T05:00", "2017-10-12T11:59"), "2017-10-12 05:00-11:59"),
        (point("2017-10-12T16:00", "2017-10-12T16:00"), "2017-10-12 16:00"),
        (point("2017-10-09T00:00", "2017-10-15T23:59"), "between 2017-10-09 and 2017-10-15"),
        (Moment("2017-10-12", "2017-10-12", "2017-10-15", "2017-10-15", "words"), "from 2017-10-12 to 2017-10-15"),
        (Moment("", "", "", "2017-10-12T23:59", "words"), "before 2017-10-12"),
        (Moment("", "", "", "", "at four", "T16:00"), "no date"),
        (None, "no date"),
    ],
)
def test_a_time_is_written_as_exactly_as_it_is_known(moment, words):
    """Midnight to midnight says nothing that the date does not; a part of a day is written with its hours."""
    assert known_words(moment) == words


@pytest.mark.parametrize("words", [PRECISION, WHERE_PRECISION])
def test_every_code_has_words_in_every_language(words):
    """The same codes, and no words twice."""
    assert words["ar"].keys() == words["en"].keys()
    assert all(len(set(of_language.values())) == len(of_language) for of_language in words.values())
