"""How much speaks for one place among those a name may mean: the name, its size, the country, the neighbours.

Why plain weights and not a trained model: the reason must fit in a sentence a journalist can check, and an investigation
about a village nobody writes about must not be decided by what newspapers usually mean.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from testimonia.gazetteer.atlas import FINGERPRINT, IS_MAIN, IS_VARIANT
from testimonia.gazetteer.places import PlaceKind, distance_km

NAME_WEIGHT = 0.45
SIZE_WEIGHT = 0.27
COUNTRY_WEIGHT = 0.14
NEAR_WEIGHT = 0.14
"""Weights sum to 1 and were set by judgement. On the development halves of LGL, TR-News and GeoVirus a third more or less of
the first two moves the share placed within 161 km by at most 1.5 points; those sets do not exercise the last two."""

NEAR_SCALE_KM = 250.0
"""Distance at which a neighbour's weight has fallen to 1/e."""

EXACT, VARIANT, ALTERNATE = 1.0, 0.98, 0.94
"""Quality of a match to the letter: the main name, a known spelling of it, another name of the place."""

FOLDED, FOLDED_ALTERNATE = 0.80, 0.76
"""Quality of a match of sounds: a spelling of the main name, of another name. A similar name lies below."""

LEAST_SIMILAR = 0.65
LEAST_SIMILAR_SHORT = 0.75
"""Similarity that a skeleton match needs; the second for skeletons of one or two consonants."""

CAPITAL_BONUS = 0.1
"""Added to the size of a national capital: Washington and Canberra are named more than their inhabitants explain."""

UNKNOWN_POPULATION = 3_000
"""Taken for towns without a count: the source lists those only when they are the seat of a division."""

WRONG_KIND = 0.12
"""Taken off when the descriptor asks for another kind ("province" and the place is a town)."""


class Context(Struct, frozen=True):
    """What is known besides the name."""

    countries: frozenset[str] = frozenset()
    near: tuple[tuple[float, float], ...] = ()
    kind: PlaceKind | None = None
    is_spelled_so: bool = False
    """Whether the name is to the letter that of some well-known place, wherever that is."""


@lru_cache(maxsize=16_384)
def rank_size(kind: PlaceKind, population: int, is_capital: bool = False) -> float:
    """Prominence of a place before anything is known, 0 to 1: logarithm of the inhabitants, countries first.

    >>> rank_size(PlaceKind.COUNTRY, 20_000_000) > rank_size(PlaceKind.TOWN, 2_000_000) > rank_size(PlaceKind.TOWN, 900)
    True
    """
    size = math.log10((population or UNKNOWN_POPULATION) + 1) / 7.5
    if kind is PlaceKind.COUNTRY:
        return min(1.0, 0.75 + 0.25 * size)
    if kind is PlaceKind.AREA:
        return 0.85
    if kind is PlaceKind.REGION:
        return min(0.9, 0.9 * size)
    if kind is PlaceKind.DISTRICT:
        return min(0.8, 0.8 * size)
    if kind in {PlaceKind.RIVER, PlaceKind.LAKE}:
        return 0.7 * size
    return min(1.0, size + (CAPITAL_BONUS if is_capital else 0.0))


def is_asked_for(kind: PlaceKind, asked: PlaceKind | None) -> bool:
    """Whether a place is of the kind that the words ask for, if they do; "county" may be a division of either order.

    >>> is_asked_for(PlaceKind.DISTRICT, PlaceKind.REGION), is_asked_for(PlaceKind.TOWN, PlaceKind.REGION)
    (True, False)
    """
    return asked is None or kind is asked or (asked is PlaceKind.REGION and kind is PlaceKind.DISTRICT)


def quality_of(content: int, fingerprint: int) -> float:
    """How well a name matches a spelling with the same folded key.

    Args:
        content: of the posting that the key leads to (see `testimonia.gazetteer.atlas`).
        fingerprint: of the name's plain key.

    >>> quality_of(IS_MAIN | IS_VARIANT | 7, 7), quality_of(7, 8)
    (1.0, 0.76)
    """
    if content & FINGERPRINT != fingerprint:
        return FOLDED if content & IS_VARIANT else FOLDED_ALTERNATE
    if content & IS_MAIN:
        return EXACT
    return VARIANT if content & IS_VARIANT else ALTERNATE


def quality_of_similar(alike: float, *, is_variant: bool) -> float:
    """How well a name matches a spelling with the same consonants only; always below a match of sounds.

    >>> quality_of_similar(1.0, is_variant=True) < FOLDED_ALTERNATE
    True
    """
    return round(0.35 + 0.35 * alike + (0.04 if is_variant else 0.0), 3)


def nearness(point: tuple[float, float], radius_km: float, near: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """How close a place is to its neighbours.

    Returns:
        (0 to 1, distance in km to the closest neighbour). Half of the value is the closest neighbour's, half the mean's: one
        neighbour beside it is worth something, many around it more.
    """
    if not near:
        return 0.0, math.inf
    distances = [max(0.0, distance_km(point, other) - radius_km) for other in near]
    weights = [math.exp(-distance / NEAR_SCALE_KM) for distance in distances]
    return (max(weights) + sum(weights) / len(weights)) / 2, min(distances)


def words_for_match(quality: float) -> str:
    """The match of the name in words.

    >>> words_for_match(EXACT), words_for_match(0.7)
    ('exact name', 'similar spelling')
    """
    if quality >= EXACT:
        return "exact name"
    if quality >= ALTERNATE:
        return "known spelling" if quality >= VARIANT else "another name of it"
    return "other spelling" if quality >= FOLDED_ALTERNATE else "similar spelling"
