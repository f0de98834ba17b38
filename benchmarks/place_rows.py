"""Places of one document as rows, for the scorers of toponym recognition and resolution."""

from collections.abc import Sequence
from typing import Any

from testimonia.extract.values.places import PlaceReader, settle
from testimonia.gazetteer.book import Book
from testimonia.gazetteer.lookup import Gazetteer
from testimonia.model.values import PlaceRef


def place_rows(docs: Sequence[tuple[Any, int]], gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """Rows of one document.

    Args:
        docs: its passages in order: (parsed spaCy Doc, offset of the passage in the document).
        gazetteer: where names are looked up, all names of the document together.

    Returns:
        One row a place: start and end in the document, coordinates or None, and what was found.
    """
    reader = PlaceReader(Book(gazetteer))
    passages = [(reader.read(doc), offset) for doc, offset in docs]
    places = reader.locate()
    return [
        {
            "start": one.start + offset,
            "end": one.end + offset,
            "type": "",
            "lat": one.value.lat,
            "lon": one.value.lon,
            "name": one.value.name,
            "country": one.value.country,
            "rule": one.rule,
        }
        for found, offset in passages
        for one in settle(found, places)
        if isinstance(one.value, PlaceRef)
    ]
