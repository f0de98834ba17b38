"""How exactly a place is known, in the code that data sets of armed conflict use.

Why beside the nouns: events carry the code, and maps, tables and timelines show it. The code for dates is given where times are
computed (`testimonia.reconstruct.ranges.date_precision`).

Source: codebook of the UCDP Georeferenced Event Dataset (version 5 and later), variable ``where_prec``.
"""

from testimonia.model.values import PlaceRef, Precision

LIMITED_KM = 25.0
"""Largest radius of UCDP's "limited area around" a place (2)."""
_SEAS = frozenset({"sea", "ocean", "gulf", "bay", "strait", "channel", "mediterranean", "airspace"})
_NATURAL = frozenset({"river", "lake", "area"})
"""First words of gazetteer ids of what is no division: a line, a shore, a region without borders."""
_DIVISIONS = {"district": 3, "region": 4}


def where_precision(place: PlaceRef | None) -> int:
    """UCDP's code for how exactly a place is known; 0 for no place, or one that no gazetteer knows.

    1 the place itself; 2 within about 25 km of it; 3 a second-order division; 4 a first-order division; 5 a line between two
    places, a river, an island, or something larger or vaguer; 6 a country; 7 the sea or the air. UCDP has no 0.

    >>> raqqa, homs = PlaceRef("Raqqa", "", 35.95, 39.01), PlaceRef("Homs", "", 34.7, 37.5, "region:SY.11", "SY", 110.0)
    >>> where_precision(raqqa), where_precision(homs), where_precision(PlaceRef("Shanine", "Shanine"))
    (1, 4, 0)
    """
    if place is None or place.lat is None:
        return 0
    kind = place.gazetteer_id.partition(":")[0]
    if kind in _NATURAL:
        return 7 if kind == "area" and not _SEAS.isdisjoint(place.name.casefold().split()) else 5
    if kind in _DIVISIONS:
        return _DIVISIONS[kind]
    if kind == "geonames" and place.radius_km > 0:
        return 6
    if place.radius_km == 0:
        return 5 if place.precision is Precision.LOCALITY else 1
    if not kind:  # told by its neighbours: beside one of them, or between two
        return 5 if place.precision is Precision.LOCALITY or place.radius_km > LIMITED_KM else 2
    return 2 if place.radius_km <= LIMITED_KM else 5
