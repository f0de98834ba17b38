"""Passages to readings: pieces, trees, offsets."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.extract.extraction import Extractor
from testimonia.extract.parsing import ParsedPassage, load_parser, read_passages, split_passage
from testimonia.model.brief import Brief
from testimonia.model.material import Locator, Passage
from tests.extract.conftest import make_material


@given(st.text(alphabet="ab .!?\n”", max_size=200), st.integers(8, 40))
def test_pieces_cover_the_passage(text: str, limit: int) -> None:
    """The pieces of a passage join to the passage, none is longer than the limit."""
    passage = Passage("p", "r", 0, len(text), "paragraph", Locator())
    pieces = split_passage(text, passage, limit)
    assert text == "".join(text[a:b] for a, b in pieces)
    assert all(b - a <= limit for a, b in pieces)


def test_pieces_end_at_sentences() -> None:
    """A cut comes after a sentence where there is one in reach."""
    text = "One two three. Four five six. Seven eight nine."
    passage = Passage("p", "r", 0, len(text), "paragraph", Locator())
    assert [text[a:b] for a, b in split_passage(text, passage, 35)] == ["One two three. Four five six. ", "Seven eight nine."]


def readings(text: str) -> list[ParsedPassage]:
    return list(read_passages(load_parser(Brief().spacy_model), make_material(text)))


def test_tree_and_offsets() -> None:
    """Tokens know their place in the rendition, and a subtree is what hangs on its head."""
    first, second = readings("Ärzte left.\n\nThe old driver saw two lorries.")
    text = "Ärzte left.\n\nThe old driver saw two lorries."
    for reading in (first, second):
        assert reading.words == [text[a:b] for a, b in zip(reading.begins, reading.ends, strict=True)]
    driver = second.words.index("driver")
    assert second.slice(second.left[driver], second.right[driver] + 1) == "The old driver"
    assert (driver, driver + 1) == second.find(second.begins[driver], second.ends[driver])


def test_extractor_survives_many_materials(extractor: Extractor) -> None:
    """A pass that is given up half-way does not spoil the next one."""
    nlp = load_parser(Brief().spacy_model)
    iterator = read_passages(nlp, make_material("One man left.\n\nTwo men left."))
    next(iterator)
    iterator.close()
    assert len(list(read_passages(nlp, make_material("Three men left.")))) == 1
