"""From hits to a verdict: what blocks, what asks for a review, and that nothing is repeated."""

import pytest

from testimonia.model.gating import Leak, Verdict
from testimonia.protect.gate.searching.details import forms_of, read_detail, weight_of
from testimonia.protect.gate.searching.hits import Hit
from testimonia.protect.gate.searching.judging import PieceHits, judge
from testimonia.protect.gate.searching.searches import search
from tests.protect.gate.searching.people import NEEDLES, SOURCE, needles


def verdict(*texts, searched=NEEDLES):
    return judge(searched, [PieceHits(f"piece {at}", len(text), search(searched, text)) for at, text in enumerate(texts)])


def test_a_name_blocks_and_the_leak_says_whose_where_and_how():
    """The editor reads the pseudonym, the place, the form and what to do; never the name."""
    assert verdict("nothing", "Abou Faouzi came") == (
        Verdict.BLOCK,
        (
            Leak(
                "P1",
                "Mahmoud",
                "alias",
                "piece 1",
                "other spelling",
                "Write the pseudonym instead: people know the source by this name.",
            ),
        ),
    )


def test_no_leak_repeats_what_was_found():
    """A report about leaks must not be one."""
    text = "Nawwaf al-Khayali, Abu Fawzi, 0944 317 582, nawwaf.kh87@postnet.example, ABJ 1234, N00817263, 35.951234, 39.013456"
    found, leaks = verdict(text + ", SM-G960F R58K90ABCDE, C:\\Users\\nkhayali, @nawwaf_kh, img_20171012_nw.jpg")
    assert found is Verdict.BLOCK
    assert {leak.kind for leak in leaks} >= {
        *("name", "alias", "phone", "email", "plate", "number", "coordinates", "device", "username", "handle", "file")
    }
    assert search(NEEDLES, "\n".join(str(leak) for leak in leaks)) == []


def test_one_leak_for_each_kind_and_place():
    """A name that stands twice in one place is one leak, in two places two."""
    _, leaks = verdict("Abu Fawzi and Abu Fawzi", "Abu Fawzi")
    assert [(leak.kind, leak.place) for leak in leaks] == [("alias", "piece 0"), ("alias", "piece 1")]


@pytest.mark.parametrize(
    "text",
    [
        "A lorry driver from Shanine told us",
        "aged forty-four, of Shanine",
        "Shanine: he, 44, was there",
        "The lorry driver lost fingers on his left hand",
        "a 44-year-old lorry driver",
        "lorry drivers (44) of Shanine",
        "سائق من Shanine عمره 44 عاما",
        "the man, 44 years old, of Shaneen",
    ],
)
def test_details_that_come_together_ask_for_a_review(text):
    """Two details of one person in one sentence are a portrait."""
    found, leaks = verdict(text)
    assert found is Verdict.REVIEW
    assert [leak.kind for leak in leaks] == ["details"]
    assert " " in leaks[0].how


@pytest.mark.parametrize(
    "text",
    [
        "A lorry driver told us",
        "in Shanine",
        "aged 44",
        "44 lorries in Shanine",
        "a lorry, and elsewhere a driver" + " x" * 100,
        "he lost his left shoe",
        "route 44, lorry drivers",
        "aged 44." + " word" * 60 + " A lorry driver.",
        "In Shanine." + " word" * 300 + " A lorry driver.",
    ],
)
def test_a_detail_by_itself_is_harmless(text):
    """One detail, a bare number, or details of different passages are nobody."""
    assert verdict(text) == (Verdict.CLEAN, ())


def test_details_in_neighbouring_cells_come_together():
    """Pieces are read in order: the cells of one row are as near as words of one sentence."""
    assert verdict("Shanine", "lorry driver", "other")[0] is Verdict.REVIEW


def test_a_name_beside_details_still_blocks():
    """The strictest verdict counts, both are reported."""
    found, leaks = verdict("Abu Fawzi, lorry driver from Shanine")
    assert found is Verdict.BLOCK
    assert [leak.kind for leak in leaks] == ["alias", "details"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("35.951234", "39.013456"), Verdict.BLOCK),
        (("39.013456", "x", "y", "35.951234"), Verdict.BLOCK),
        (("35.951234", "x", "y", "z", "39.013456"), Verdict.CLEAN),
        (("35.951234", "35.951234"), Verdict.CLEAN),
        (("35.9", "39.0"), Verdict.CLEAN),
        (("35.9561", "39.0201"), Verdict.CLEAN),
        (("35.951234" + " x" * 100, "39.013456"), Verdict.CLEAN),
    ],
)
def test_halves_of_a_coordinate_in_neighbouring_fields_are_one(texts, expected):
    """EXIF and tables keep latitude and longitude apart."""
    assert verdict(*texts)[0] is expected


def test_a_hit_of_an_unknown_kind_is_no_leak():
    """Half a coordinate alone says nothing."""
    assert judge(NEEDLES, [PieceHits("p", 9, [Hit("P1", "latitude", 0, 9, "decimal degrees")])]) == (Verdict.CLEAN, ())


def test_details_have_weights_and_forms():
    """Age and trade say little, a village or an injury much; plurals and articles do not matter."""
    assert (weight_of("Age"), weight_of("profession"), weight_of("relatives"), weight_of("gender")) == (1, 1, 2, 0)
    assert forms_of("baker") >= {"baker", "bakers"}
    assert forms_of("boss") >= {"boss", "bosses"}
    assert forms_of("families") and forms_of("family") >= {"family", "families"}
    assert {"معلم", "المعلم", "معلمين"} <= forms_of("المعلم")


@pytest.mark.parametrize(
    ("key", "value", "age", "needed"),
    [
        ("age", "44", 44, 0),
        ("age", "about 30", 30, 0),
        ("note", "19 years old", 19, 0),
        ("age", "0", None, None),
        ("detail", "of the", None, None),
        ("profession", "baker", None, 1),
        ("detail", "lost two fingers of his left hand", None, 3),
    ],
)
def test_a_detail_is_read(key, value, age, needed):
    """Ages are numbers, everything else needs most of its words of weight."""
    detail = read_detail("P1", key, value)
    if needed is None:
        assert detail is None
    else:
        assert detail is not None
        assert (detail.age, detail.needed) == (age, needed)


@pytest.mark.parametrize(
    ("age", "text", "found"),
    [
        ("16", "a sixteen-year-old", True),
        ("30", "thirty years old", True),
        ("104", "aged 104", True),
        ("104", "a hundred years", False),
        ("30", "thirty lorries", False),
        ("30", "Ali (30) said", True),
        ("30", "30%", False),
    ],
)
def test_an_age_needs_to_be_said_as_one(age, text, found):
    """Digits and words, with years, aged or in brackets behind a name."""
    hits = search(needles(details={"age": age}), text)
    assert [hit.how for hit in hits] == (["age"] if found else [])


def test_the_pseudonym_of_the_source_is_what_leaks_name():
    """Needles know the pseudonym of each identity."""
    assert NEEDLES.pseudonyms == {"P1": SOURCE.pseudonym}
