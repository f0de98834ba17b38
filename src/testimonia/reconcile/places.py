"""Whether two named places can be one: the same name, one inside the other, or nearer than their words are precise.

"Syria" never contradicts "Raqqa", and "a village near Markada" does not contradict a village ten kilometres off. Places that no
gazetteer knows cannot be told apart by their names alone, so they contradict nothing.
"""

from testimonia.gazetteer.places import distance_km
from testimonia.model.phrases import told
from testimonia.model.values import PlaceRef
from testimonia.reconcile.vocabulary import read_vocabulary, words_of
from testimonia.text.names import name_key

PRECISE_KM = 5.0
"""Two points of one town as named by a gazetteer and by a witness can lie this far apart."""
ROUGH_KM = 40.0
"""The reach of "near", "outside", "the desert north of"."""


def gap_km(one: PlaceRef, other: PlaceRef) -> float | None:
    """Kilometres between two places' points; None if a coordinate is unknown.

    >>> round(gap_km(PlaceRef("Raqqa", "Raqqa", 35.95, 39.01), PlaceRef("Tabqa", "Tabqa", 35.84, 38.55)))
    43
    """
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km((one.lat, one.lon), (other.lat, other.lon))


def can_be_same(one: PlaceRef, other: PlaceRef) -> bool:
    """Whether both answers to "where" can be true; also if too little is known of either to tell.

    >>> raqqa, tabqa = PlaceRef("Raqqa", "Raqqa", 35.95, 39.01), PlaceRef("Tabqa", "Tabqa", 35.84, 38.55)
    >>> can_be_same(raqqa, tabqa), can_be_same(raqqa, PlaceRef("Raqqa", "near Raqqa"))
    (False, True)
    """
    return gap_km(one, other) is None or is_same(one, other)


def is_same(one: PlaceRef, other: PlaceRef) -> bool:
    """Whether two answers to "where" agree: by id, by name, or by lying nearer than their words are precise.

    >>> raqqa = PlaceRef("Raqqa", "Raqqa")
    >>> is_same(raqqa, PlaceRef("Raqqa", "near Raqqa")), is_same(raqqa, PlaceRef("Homs", "Homs"))
    (True, False)
    """
    if one.gazetteer_id and one.gazetteer_id == other.gazetteer_id:
        return True
    names = name_key(one.name), name_key(other.name)
    if names[0] in names[1] or names[1] in names[0]:
        return True
    gap = gap_km(one, other)
    return gap is not None and gap <= tolerance_km(one) + tolerance_km(other)


def tolerance_km(place: PlaceRef) -> float:
    """How far from the named point the place may be, from the words used."""
    is_rough = bool(read_vocabulary().rough_places.intersection(words_of(place.words)))
    return place.radius_km + (ROUGH_KM if is_rough else PRECISE_KM)


def describe_gap(one: PlaceRef, other: PlaceRef) -> str:
    """The distance between two places and what their words allow, for a reader to check."""
    gap = gap_km(one, other)
    shown = "an unknown distance" if gap is None else f"{gap:,.0f} km"
    allowed = tolerance_km(one) + tolerance_km(other)
    words = f"{one.name} and {other.name} lie {shown} apart; their words allow for {allowed:,.0f} km"
    if gap is None:
        return told(words, "gap.unknown", one=one.name, other=other.name, allowed=round(allowed))
    return told(words, "gap", one=one.name, other=other.name, gap=round(gap), allowed=round(allowed))
