"""The whole of the step: offsets, ids, languages, determinism."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testimonia.errors import ReadError, UsageError
from testimonia.extract.extraction import Extractor, material_language, said_on_of
from testimonia.extract.values.places import NoPlaces
from testimonia.gazetteer.places import Standing
from testimonia.model.brief import Brief
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition, Span
from testimonia.model.testimony import Extraction
from testimonia.model.values import Moment
from tests.extract.conftest import make_material

PIECES = [
    "“We left at dawn,” the driver said.",
    "Nobody paid 50 dollars.",
    "The bank denied that 12 clerks left.",
    "“It was cold.",
    "…",
    "According to Maria Lopez, 4,000 people left Raqqa on 12 October 2017.",
    "‘No,’ she said.",
    "\n\n",
    "\n\n“And then 30 men died.”",
    "He added that his cousin had told him that 3 boats sank.",
    "  ",
    "Ünïcödé 🙂 naïve",
    '"',
    "SDF: no deal",
    "It cost €600 a person.",
    "(",
    "''",
]


def spans(extraction: Extraction) -> list[Span]:
    found = [claim.span for claim in extraction.claims]
    for statement in extraction.statements:
        found += [*statement.content, *(s for s in (statement.cue, statement.mention) if s is not None)]
    return found


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["", "Old Tomas"]))
def test_offsets_slice_to_the_exact_words(extractor: Extractor, pieces: list[str], source: str) -> None:
    """Every span of every statement and claim cuts its exact words out of the rendition, and every claim has its statement."""
    material = make_material(" ".join(pieces), source=source)
    extraction = extractor.extract(material)
    text = material.rendition.text
    assert all(text[span.start : span.end] == span.exact != "" for span in spans(extraction))
    assert {claim.statement_id for claim in extraction.claims} <= {statement.id for statement in extraction.statements}
    assert len({claim.id for claim in extraction.claims}) == len(extraction.claims)


LONG = " ".join(f"The driver said {n} men left. Maria Lopez denied that {n + 1} men left." for n in range(10, 200))


def test_twice_is_identical(extractor: Extractor) -> None:
    """The same material gives the same statements and claims, ids included."""
    material = make_material(LONG[:2_000])
    assert extractor.extract(material) == extractor.extract(material)


def test_other_materials_in_between_change_nothing(extractor: Extractor) -> None:
    """Nothing carries over from one material to the next."""
    material = make_material("He said 12 men died. “We saw it all,” she said.")
    before = extractor.extract(material)
    extractor.extract(make_material("Maria Lopez met Ada Reyes. Lopez said 40 men died."))
    assert before == extractor.extract(material)


def test_long_passages_are_read_to_the_end(extractor: Extractor) -> None:
    """A passage longer than the parser takes is read in pieces without losing its end."""
    extraction = extractor.extract(make_material(LONG))
    assert "200 men" in {claim.span.exact for claim in extraction.claims}


def test_another_speaker_is_another_statement(extractor: Extractor) -> None:
    """Statements are rows that never change: the same words given to somebody else are a new row."""
    one, other = (
        extractor.extract(make_material("Three men left.", source=name, kind="notes")) for name in ("A. Adams", "B. Brown")
    )
    assert {s.id for s in one.statements}.isdisjoint(s.id for s in other.statements)


def test_language_without_a_pack(extractor: Extractor) -> None:
    """Material in a language we cannot read yields a note, not guesses."""
    rendition = Rendition("r-2", "i-2", "text", "ku", "test", "Sê kes mirin.")
    material = Material(rendition, (Passage("p", "r-2", 0, 13, "paragraph", Locator()),), Metadata(), "notes.txt")
    extraction = extractor.extract(material)
    assert (extraction.statements, extraction.claims, len(extraction.notes)) == ((), (), 1)
    assert "ku" in extraction.notes[0]


@pytest.mark.parametrize(("text", "expected"), [("مات ثلاثة رجال في القصف", "und"), ("Three men died.", "en"), ("", "und")])
def test_undetermined_language_is_told_by_its_letters(text: str, expected: str) -> None:
    """Without any tag, only text in Latin letters is tried as English."""
    material = Material(Rendition("r", "i", "text", "und", "test", text), (), Metadata(), "x")
    assert expected == material_language(material, Brief())


@pytest.mark.parametrize("tag", ["und", "en"])
def test_arabic_is_told_by_its_article_whatever_the_tag(tag: str) -> None:
    """Text in Arabic letters with the Arabic article is read as Arabic, also where a page's tag says English."""
    text = "استهدف القصف الأحياء السكنية في المدينة وأصيب ثلاثة رجال"
    material = Material(Rendition("r", "i", "text", tag, "test", text), (), Metadata(), "x")
    assert material_language(material, Brief()) == "ar"


def test_missing_model_says_what_to_do() -> None:
    """A language model that is not installed is a usage error that names the setting."""
    with pytest.raises(UsageError, match="spacy_model"):
        Extractor(Brief(spacy_model="no_such_model"))


def test_a_failed_material_does_not_spoil_the_next() -> None:
    """An error half-way through one material leaves the extractor fit for the next."""
    calls: list[str] = []

    class FailsOnce(NoPlaces):
        def weigh(self, name: str) -> Standing:
            calls.append(name)
            if len(calls) == 1:
                raise ReadError("the gazetteer could not be read")
            return super().weigh(name)

    extractor = Extractor(Brief(), places=FailsOnce())
    material = make_material("12 men died in London.\n\n13 men died in Paris.")
    with pytest.raises(ReadError) as caught:
        extractor.extract(material)
    assert "12 men" in {claim.span.exact for claim in extractor.extract(material).claims}
    assert caught.value.__traceback__ is not None


def test_empty_and_blank_materials(extractor: Extractor) -> None:
    """Nothing in, nothing out."""
    assert ((e := extractor.extract(make_material(" \n\n \n"))).statements, e.claims) == ((), ())


def test_tables_speak_row_by_row(extractor: Extractor) -> None:
    """A row's own metadata say who speaks and when."""
    text = "Twelve men left.\nFour men left."
    rows = (
        Passage("p-1", "r-1", 0, 16, "row", Locator(row=1), metadata=Metadata(source="Ann", date="2020-01-01")),
        Passage("p-2", "r-1", 17, 31, "row", Locator(row=2), metadata=Metadata(source="Bea", date="2020-01-02")),
    )
    material = Material(Rendition("r-1", "i", "text", "en", "test", text), rows, Metadata(), "table.csv")
    extraction = extractor.extract(material)
    assert [(s.speaker.name, s.said_on) for s in extraction.statements] == [("Ann", "2020-01-01"), ("Bea", "2020-01-02")]


def test_said_on_of_a_week_is_its_first_day() -> None:
    """A value that is no date falls back to the earliest day it can mean."""
    assert said_on_of(Moment("2017-10-09", "", "", "2017-10-15", "last week", value="2017-W41")) == "2017-10-09"
