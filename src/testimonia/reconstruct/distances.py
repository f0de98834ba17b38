"""How far apart the places named for events are, and from when on they are two."""

from testimonia.gazetteer.places import distance_km
from testimonia.model.values import PlaceRef

FAR_KM = 60.0
"""Places further apart than this are two places."""


def apart_km(one: PlaceRef, other: PlaceRef) -> float | None:
    """Great-circle distance of two places; None where one of them has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km((one.lat, one.lon), (other.lat, other.lon))


def are_far(one: PlaceRef, other: PlaceRef) -> bool:
    """Whether two places are further apart than one event reaches, their own extent taken off."""
    apart = apart_km(one, other)
    return apart is not None and apart > FAR_KM + one.radius_km + other.radius_km


def are_one(one: PlaceRef, other: PlaceRef) -> bool:
    """Whether two names can be of one place: by their coordinates, else by the name as written.

    >>> are_one(PlaceRef("Shanine", "Shanine"), PlaceRef("SHANINE", "shanine"))
    True
    """
    if apart_km(one, other) is None:
        return one.name.casefold() == other.name.casefold()
    return not are_far(one, other)
