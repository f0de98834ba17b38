"""Points for and against a name of a place."""

import pytest
from parsed import parse

from testimonia.extract.values import place_evidence as evidence
from testimonia.extract.values.place_evidence import read_words
from testimonia.extract.values.place_text import PlaceText
from testimonia.gazetteer.places import Standing

WORDS = read_words("en")


def at(text: PlaceText, name: str) -> tuple[int, int]:
    first = text.words.index(name.split()[0])
    return first, first + len(name.split())


def test_larger_places_have_more_points() -> None:
    """An unknown name counts against, a hamlet hardly, a country most; the points have a top."""
    points = [evidence.size_points(size) for size in (0.0, 0.4, 0.6, 0.8, 1.0)]
    assert points == sorted(points)
    assert points[0] < -1 < points[1] < 0 < points[2]
    assert points[-1] == evidence.SIZE_MOST


@pytest.mark.parametrize(
    ("sentence", "name", "points"),
    [
        ("They stayed in Vorlem.", "Vorlem", evidence.FIRM),
        ("They came from Vorlem.", "Vorlem", evidence.LIKELY),
        ("The town of Vorlem burned.", "Vorlem", evidence.KIND_OF),
        ("They met Mr. Vorlem there.", "Vorlem", evidence.TITLED),
        ("Ann and her husband, Vorlem, left.", "Vorlem", evidence.TITLED),
        ("The road between Homs and Vorlem was cut.", "Vorlem", evidence.FIRM),
        ("Then Vorlem burned.", "Vorlem", 0.0),
    ],
)
def test_words_before(sentence: str, name: str, points: float) -> None:
    """Prepositions and kinds of place speak for a place, titles and relatives against."""
    text = PlaceText(parse(sentence))
    assert evidence.points_before(text, at(text, name)[0], WORDS) == points


@pytest.mark.parametrize(
    ("sentence", "name", "points"),
    [
        ("A Vorlem man died.", "Vorlem", evidence.POSSESSED),
        ("The Vorlem region burned.", "Vorlem", evidence.REGION_AFTER),
        ("The Vorlem virus spread.", "Vorlem", evidence.BRAND),
        ("Then Vorlem testified.", "Vorlem", evidence.SPEAKS),
        ("The Vorlem-based firm left.", "Vorlem", evidence.BASED),
    ],
)
def test_words_after(sentence: str, name: str, points: float) -> None:
    """Nouns of places and their people speak for, verbs of speaking and names of products against."""
    text = PlaceText(parse(sentence))
    assert evidence.points_after(text, *at(text, name), WORDS) == pytest.approx(points)


def test_codes_are_no_places() -> None:
    """Two capitals are a state's code only after a comma; a country's are a name anywhere."""
    text = PlaceText(parse("The PA said that XQ died."))
    state, country = Standing(0.8, True), Standing(0.9, True, True)
    first, end = at(text, "PA")
    assert evidence.shape_points(text, first, end, standing=state, is_entity=False) <= evidence.ACRONYM
    assert evidence.shape_points(text, first, end, standing=country, is_entity=False) > evidence.ACRONYM
