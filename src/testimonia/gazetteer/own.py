"""The investigation's own places among the packaged ones: they win, and nothing else about a look-up changes.

Why they win: who adds the village of Shanine to a case knows where it is; a gazetteer that answers with its namesake abroad
would be wrong with authority. A whole dump of a country is trusted less: it holds hamlets called like ordinary words.
"""

from collections.abc import Iterable, Sequence

from testimonia.gazetteer.places import Candidate, Place, distance_km
from testimonia.gazetteer.ranking import EXACT, FOLDED, LEAST_SIMILAR, LEAST_SIMILAR_SHORT, nearness, quality_of_similar
from testimonia.gazetteer.spelling import FoldedName, fold_name, plain_key, similar_keys, skeleton_key

DECLARED = "declared by the investigation"
"""How the reason of a candidate begins that is one of the investigation's own places."""
SIMILAR = f"{DECLARED}, similar spelling"

DECLARED_SIZE = 0.9
DUMP_SIZE = 0.55
"""How well known a name counts as a place's (see `Standing`): declared by hand, or from a dump of GeoNames."""
APART_KM = 60.0


class OwnPlaces:
    """Finds the places of one investigation by the same keys as the packaged ones."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_key: dict[str, list[tuple[Place, str]]] = {}
        self._keys: dict[str, list[str]] = {}
        for place in places:
            for name in (place.name, *place.aliases):
                folded = fold_name(name)
                for key in {folded.key, folded.with_article}:
                    if key not in self._by_key:
                        self._keys.setdefault(skeleton_key(key), []).append(key)
                    self._by_key.setdefault(key, []).append((place, plain_key(name)))

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def known(self, name: str, folded: FoldedName) -> list[tuple[Place, float]]:
        """Places with a spelling of the same sounds, and how well it matches; best first."""
        if not self._by_key:
            return []
        plain = plain_key(name)
        found: dict[Place, float] = {}
        for key in (folded.key, folded.with_article):
            for place, known in self._by_key.get(key, ()):
                found[place] = max(found.get(place, 0.0), EXACT if known == plain else FOLDED)
        return sorted(found.items(), key=lambda entry: (-entry[1], -entry[0].population))

    def similar(self, folded: FoldedName) -> list[tuple[Place, float]]:
        """Places with a spelling of the same consonants that is alike enough; best first."""
        skeleton = skeleton_key(folded.key)
        consonants = len(skeleton.removeprefix("a"))
        if consonants < 2:
            return []
        least = LEAST_SIMILAR_SHORT if consonants == 2 else LEAST_SIMILAR
        found: dict[Place, float] = {}
        keys = self._keys.get(skeleton, [])
        for index, alike in similar_keys(folded.key, keys, is_abjad=folded.is_abjad, least=least):
            for place, _ in self._by_key[keys[index]]:
                found[place] = max(found.get(place, 0.0), quality_of_similar(alike, is_variant=True))
        return sorted(found.items(), key=lambda entry: (-entry[1], -entry[0].population))


def declared_candidate(place: Place, quality: float) -> Candidate:
    """One of the investigation's own places as an answer."""
    return Candidate(place, 1.0, DECLARED if quality >= FOLDED else SIMILAR, quality)


def by_nearness(found: Sequence[tuple[Place, float]], near: Sequence[tuple[float, float]]) -> list[tuple[Place, float]]:
    """The same places, of equally good matches the one nearest to the neighbours first."""
    if not near or len(found) < 2:
        return list(found)
    return sorted(found, key=lambda entry: (-entry[1], -nearness((entry[0].lat, entry[0].lon), entry[0].radius_km, near)[0]))


def is_torn(candidates: Sequence[Candidate]) -> bool:
    """Whether two own places far apart have the name equally: a dump holds many villages of one name."""
    first, *others = [candidate for candidate in candidates if candidate.reason.startswith(DECLARED)]
    at = (first.place.lat, first.place.lon)
    return any(
        other.quality >= first.quality
        and distance_km(at, (other.place.lat, other.place.lon)) > APART_KM + first.place.radius_km + other.place.radius_km
        for other in others
    )


def size_of(declared: Sequence[tuple[Place, float]]) -> float:
    """How well known a name is by the own places that have it, as in `Standing`."""
    if not declared:
        return 0.0
    is_by_hand = any(not place.gazetteer_id.startswith("geonames:") for place, _ in declared)
    return DECLARED_SIZE if is_by_hand else DUMP_SIZE
