"""The gazetteer as the extraction asks it: how well known is a name, and where do the names of one document lead.

Why a class of its own: a finder of places asks about every capitalised word of a text, which must cost next to nothing,
and settles on places only when it has read the whole.
"""

from collections.abc import Sequence
from functools import lru_cache

from testimonia.gazetteer.lookup import Gazetteer
from testimonia.gazetteer.places import Standing, to_place_ref
from testimonia.gazetteer.together import resolve_together
from testimonia.model.values import PlaceRef

KEPT_NAMES = 16_384


class Book:
    """Answers about names, for one investigation."""

    def __init__(self, gazetteer: Gazetteer, countries: Sequence[str] = ()) -> None:
        self._gazetteer = gazetteer
        self._countries = tuple(countries)
        self.weigh = lru_cache(maxsize=KEPT_NAMES)(self._weigh)

    def _weigh(self, name: str) -> Standing:
        """How well known a name is as a place's."""
        return self._gazetteer.weigh(name, countries=self._countries)

    def look_up(self, name: str) -> PlaceRef | None:
        """The place a name means by itself; None where saying so would be a guess."""
        found = self._gazetteer.resolve(name, countries=self._countries)
        return to_place_ref(found.place, words=name) if found else None

    def resolve(self, names: Sequence[str]) -> list[PlaceRef | None]:
        """Which place each name of one document means."""
        answers = resolve_together(self._gazetteer, names, countries=self._countries)
        return [to_place_ref(a.place, words=name) if a else None for name, a in zip(names, answers, strict=True)]
