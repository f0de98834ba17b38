"""What the gazetteer answers with: places, and candidates with a score and a reason.

Why its own nouns: `testimonia.model.values.PlaceRef` is a claim's value (a name somebody said). A `Place` is an entry of a
gazetteer, and a `Candidate` says why the one might be the other. The pipeline turns an accepted candidate into a reference.
"""

import math
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from testimonia.model.values import PlaceRef, Precision

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth. Source: IUGG mean radius R1 of the WGS 84 ellipsoid."""


class PlaceKind(StrEnum):
    """What sort of thing a place is; decides whether a point or an area is meant."""

    COUNTRY = "country"
    REGION = "region"
    """First-order division: governorate, oblast, state, province."""
    DISTRICT = "district"
    """Second-order division: a county of the United States, a district of a governorate."""
    TOWN = "town"
    """Any populated place, from 500 inhabitants (the source's threshold) upwards."""
    RIVER = "river"
    LAKE = "lake"
    AREA = "area"
    """A continent, a sea, or a region without borders of its own (the Sahel, Donbas)."""


class Place(Struct, frozen=True):
    """One place, in WGS 84 degrees; for an area they are a point inside it, and ``radius_km`` says how far it reaches."""

    name: str
    lat: float
    lon: float
    kind: PlaceKind = PlaceKind.TOWN
    country: str = ""
    """ISO 3166-1 alpha-2; empty for what belongs to none (seas, rivers through several)."""
    region: str = ""
    """Name of the first-order division it lies in."""
    population: int = 0
    """Inhabitants; 0 = unknown. For a region: the sum of its towns."""
    gazetteer_id: str = ""
    """``geonames:172955``, ``region:SY.04``, ``naturalearth:river:euphrates``; free for extra places."""
    radius_km: float = 0.0
    """Distance from the point within which the area lies, roughly; 0 for a point."""
    aliases: tuple[str, ...] = ()
    """Other names. Only used on extra places; the packaged places keep theirs in the index."""


class Candidate(Struct, frozen=True):
    """A place that a name may mean."""

    place: Place
    score: float
    """0 to 1; only to compare candidates of one name, not a probability."""
    reason: str
    """In words: how the name matches and what speaks for this place."""
    quality: float = 1.0
    """How well the name itself matches: 1 the name, lower for another spelling."""


class Standing(NamedTuple):
    """What is known of a name, whichever place it means."""

    size: float
    """Of the largest place of that name, 0 (unknown name) to 1 (a large country)."""
    is_division: bool = False
    """Whether a country or a division has that name, so that "Paris, Texas" is read as one."""
    is_country: bool = False


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two points.

    Args:
        a: (latitude, longitude) in degrees.
        b: the same.

    Returns:
        Kilometres along the sphere (about 0.5 % off the ellipsoid at most).

    Source: haversine formula, R. W. Sinnott, Sky and Telescope 68 (1984) 159.

    >>> round(distance_km((35.95, 39.01), (36.20, 37.16)))
    169
    """
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half_lat = math.sin((lat_b - lat_a) / 2)
    half_lon = math.sin(math.radians(b[1] - a[1]) / 2)
    chord = half_lat * half_lat + math.cos(lat_a) * math.cos(lat_b) * half_lon * half_lon
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def to_place_ref(place: Place, *, words: str) -> PlaceRef:
    """The place as a claim's value, keeping the words it was named by.

    >>> to_place_ref(Place("Homs", 34.73, 36.71, country="SY"), words="Hims").name
    'Homs'
    """
    precision = Precision.LOCALITY if place.radius_km or place.kind is not PlaceKind.TOWN else Precision.EXACT
    return PlaceRef(place.name, words, place.lat, place.lon, place.gazetteer_id, place.country, place.radius_km, precision)
