"""Find places as they are named, and look them up together.

The statistical model knows most towns of the world's news and few villages of a war; the gazetteer knows the villages but
also that "Police" is a town in Poland. So every capitalised name is weighed: what the model says, how large a place of that
name is, what stands before and after, what the document said before. Demonyms ("Syrian", "the French") are not places.
Where a name leads is decided for all names of a document together: "Alexandria" beside "Louisiana" is not in Egypt.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc

from testimonia.extract.values.found import Found
from testimonia.extract.values.place_areas import located_area
from testimonia.extract.values.place_evidence import read_words
from testimonia.extract.values.place_names import Memory, PassageNames, PlaceBook
from testimonia.extract.values.place_text import PlaceText
from testimonia.gazetteer.places import Standing
from testimonia.model.values import PlaceRef


class NoPlaces:
    """A book without places, for texts read without a gazetteer."""

    def weigh(self, _name: str) -> Standing:
        """No name is known."""
        return Standing(0.0)

    def look_up(self, _name: str) -> PlaceRef | None:
        """No place is known."""
        return None

    def resolve(self, names: Sequence[str]) -> list[PlaceRef | None]:
        """No place is known."""
        return [None] * len(names)


class PlaceReader:
    """Finds the places of one document, passage after passage, and locates them when all are read.

    Why two steps: which names are places must be known at once, and where they are only when the whole text has been read.
    """

    def __init__(self, book: PlaceBook, language: str = "en") -> None:
        self._book = book
        self._words = read_words(language)
        self._memory = Memory()
        self._queries: list[str] = []

    def read(self, doc: Doc) -> list[Found]:
        """Find the places of one passage.

        Args:
            doc: one passage, tagged, with named entities.

        Returns:
            Places in text order, without overlaps; not yet located: ``value.name`` is what the gazetteer is to be asked.
        """
        names = PassageNames(PlaceText(doc), self._book, self._words, self._memory)
        text = names.text
        found = []
        for mention in names.mentions():
            start, end = text.begins[mention.first], text.ends[mention.end - 1]
            value = PlaceRef(mention.query, text.text[start:end])
            found.append(Found(start, end, value, text.originals[mention.end - 1], mention.rule))
            self._queries.append(mention.query)
        return found

    def locate(self) -> dict[str, PlaceRef]:
        """Name asked for -> place, for all places read so far, resolved together; what is unknown is absent."""
        answers = self._book.resolve(self._queries)
        return {query: place for query, place in zip(self._queries, answers, strict=True) if place is not None}


def find_places(doc: Doc, book: PlaceBook) -> list[Found]:
    """Find and locate the places of a document of one passage.

    Args:
        doc: the passage, tagged, with named entities.
        book: what is known of names; its `PlaceBook.resolve` sees all of them together.

    Returns:
        Places in text order, without overlaps. An unknown place is kept, without coordinates.
    """
    reader = PlaceReader(book)
    found = reader.read(doc)
    return settle(found, reader.locate())


def settle(found: Iterable[Found], places: dict[str, PlaceRef]) -> list[Found]:
    """The findings with their places located."""
    return [
        Found(one.start, one.end, located(one.value, places), one.head, one.rule) if isinstance(one.value, PlaceRef) else one
        for one in found
    ]


def located(value: PlaceRef, places: dict[str, PlaceRef]) -> PlaceRef:
    """A place under the words it was named with; name, coordinates and id are the gazetteer's, where it knows it."""
    area = located_area(value, places)
    if area is not None:
        return area
    place = places.get(value.name)
    return PlaceRef(value.words, value.words) if place is None else replace(place, words=value.words)
