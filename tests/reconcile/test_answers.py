"""The words of a position, and which position of a source stands."""

from msgspec.structs import replace

from testimonia.model.testimony import Form
from testimonia.reconcile.answers import LONGEST, find_words, make_answer, make_reply, order_replies
from testimonia.reconcile.copies import hash_shingles
from tests.make import place, said


def answer(*pairs, is_toll=False):
    replies = [make_reply(claim, statement, "q", hash_shingles("")) for claim, statement in pairs]
    return make_answer("q", order_replies(replies), group="g", is_toll=is_toll)


def test_words_are_the_sentence():
    """A reader gets the sentence that holds the figure, and not its neighbours."""
    text = "We were early. Col. Haddad told us that 250 fighters left. Nobody spoke."
    assert find_words(*said("250 fighters", by="driver", text=text)) == "Col. Haddad told us that 250 fighters left."


def test_a_quoted_sentence_keeps_its_marks():
    """A full stop inside quotation marks ends the sentence after the mark."""
    text = "“We saw the lorries.” Then 250 fighters left."
    assert find_words(*said("250 fighters", by="driver", text=text)) == "Then 250 fighters left."


def test_a_long_sentence_is_cut_around_the_claim():
    """The claim stays inside, an ellipsis marks each cut."""
    text = "and then " * 60 + "250 fighters left " + "and then " * 60
    words = find_words(*said("250 fighters", by="driver", text=text))
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert "250 fighters left" in words
    assert len(words) <= LONGEST + 4


def test_told_and_quoted_is_one_position():
    """Narration and quotation of one figure on one day are one position, in the speaker's own words."""
    told = said("250 fighters", by="driver", on="2017-10-12", text="He says 250 fighters left.", form=Form.NARRATION)
    quoted = said("250 fighters", by="driver", on="2017-10-12", text="I saw 250 fighters leave.", form=Form.DIRECT)
    (only,) = answer(told, quoted).positions
    assert only.words == "I saw 250 fighters leave."


def test_the_same_figure_later_is_another_position():
    """Repeating it a month later is a position of its own."""
    pairs = [said("250 fighters", by="driver", on=day) for day in ("2017-10-12", "2017-11-12")]
    assert len(answer(*pairs).positions) == 2


def test_the_largest_figure_of_a_day_is_the_toll():
    """ "One victim died on arrival" tells of one among the two dead of the headline."""
    pairs = [
        said("2 people", by="paper", on="2020-01-01", text="2 people died"),
        said("1 people", by="paper", on="2020-01-01", text="1 people died"),
    ]
    toll = answer(*pairs, is_toll=True)
    assert toll.positions[toll.standing].value.best == 2


def test_the_most_precise_place_stands():
    """A town says more than the country around it."""
    town, country = place("Markada", 35.7, 40.8), place("Syria", words="Syria")
    given = answer(said(town, by="driver", on="2017-11-02"), said(country, by="driver", on="2017-11-02"))
    assert given.positions[given.standing].value.name == "Markada"


def test_reported_words_begin_without_that():
    """The conjunction belongs to "he said", not to what was said."""
    assert find_words(*said("250 fighters", by="driver", text="that 250 fighters left")) == "250 fighters left"


def test_of_two_renditions_the_words_in_the_investigations_language_stay():
    """An Arabic note and its English rendition are one position; an English-speaking team reads the English words."""
    arabic, english = (
        make_reply(*said("about 4,000 people", by="driver", on="2017-10-30", text=text), "q", hash_shingles(""))
        for text in ("a longer sentence in the other language with about 4,000 people", "about 4,000 people left")
    )
    for order in ([replace(arabic, is_foreign=True), english], [english, replace(arabic, is_foreign=True)]):
        (only,) = make_answer("q", order_replies(order), group="g").positions
        assert only.words == "about 4,000 people left"
