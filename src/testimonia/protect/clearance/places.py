"""Name a place less exactly: village, district, region, country, nothing. Never more exactly."""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from testimonia.model.protection import PlaceLevel
from testimonia.model.values import PlaceRef
from testimonia.text.names import fold

LEVELS = tuple(PlaceLevel)
"""From the most exact to none."""
WIDE_KM = (12.0, 40.0, 150.0)
"""From what radius on an area that is no division counts as wide as a district, a region, a country."""


class Areas(Protocol):
    """What knows which divisions a place lies in: `testimonia.gazetteer.divisions.Divisions`."""

    def district_of(self, ref: PlaceRef) -> PlaceRef | None:
        """The district, or None."""

    def region_of(self, ref: PlaceRef) -> PlaceRef | None:
        """The region, or None."""

    def country_of(self, ref: PlaceRef) -> PlaceRef | None:
        """The country, or None."""

    def population_of(self, ref: PlaceRef) -> int:
        """Inhabitants; 0 = unknown."""


def strictest(levels: Iterable[PlaceLevel]) -> PlaceLevel:
    """The least exact of some levels; exact if there is none.

    >>> strictest([PlaceLevel.DISTRICT, PlaceLevel.COUNTRY]).value
    'country'
    """
    return max(levels, key=LEVELS.index, default=PlaceLevel.EXACT)


def exactness_of(ref: PlaceRef) -> PlaceLevel:
    """How exact a place already is. What no gazetteer knows counts as exact: it may be a house.

    >>> exactness_of(PlaceRef("Homs", "Homs", 34.7, 36.7)).value, exactness_of(PlaceRef("Shanine", "Shanine")).value
    ('exact', 'exact')
    """
    kind = ref.gazetteer_id.partition(":")[0]
    if kind in {"district", "region"}:
        return PlaceLevel(kind)
    if ref.lat is None:
        return PlaceLevel.EXACT
    if kind == "country" or (kind == "geonames" and ref.radius_km >= WIDE_KM[0]):
        return PlaceLevel.COUNTRY
    return LEVELS[sum(ref.radius_km >= reach for reach in WIDE_KM)]


def coarsen_place(ref: PlaceRef, level: PlaceLevel, areas: Areas) -> PlaceRef | None:
    """The place as a level allows.

    Args:
        ref: as it was said.
        level: the most exact that may be shown.
        areas: knows divisions.

    Returns:
        The place itself if it is no more exact than allowed; else the smallest known division that is allowed; None if there is
        none. Its words are then the division's name: the source's own words name the place.
    """
    if level is PlaceLevel.NONE:
        return None
    if LEVELS.index(exactness_of(ref)) >= LEVELS.index(level):
        return ref
    steps = (
        (PlaceLevel.DISTRICT, areas.district_of),
        (PlaceLevel.REGION, areas.region_of),
        (PlaceLevel.COUNTRY, areas.country_of),
    )
    for step, find in steps:
        if LEVELS.index(step) >= LEVELS.index(level) and (found := find(ref)) is not None:
            return found
    return None


class PublicPlaces:
    """Places that the story is about: named whoever speaks of them."""

    def __init__(self, names: Iterable[str], known: Iterable[PlaceRef]) -> None:
        self._names = {_key(name) for name in names}
        self._ids = {ref.gazetteer_id for ref in known if ref.gazetteer_id and self._is_named(ref)}

    def __contains__(self, ref: PlaceRef) -> bool:
        return self._is_named(ref) or (ref.gazetteer_id in self._ids)

    def _is_named(self, ref: PlaceRef) -> bool:
        return bool({_key(ref.name), _key(ref.words)} & self._names)


def without_words(ref: PlaceRef) -> PlaceRef:
    """A place as the gazetteer has it, without anybody's words for it."""
    return PlaceRef(ref.name, ref.name, ref.lat, ref.lon, ref.gazetteer_id, ref.country, ref.radius_km, ref.precision)


def with_words(ref: PlaceRef, words: str) -> PlaceRef:
    """The same place under other words."""
    return msgspec.structs.replace(ref, words=words)


def _key(name: str) -> str:
    return " ".join(fold(name).split())
