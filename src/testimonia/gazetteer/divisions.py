"""Which district, region and country a place lies in: the steps by which it can be named less exactly.

A point lies where the nearest known town lies. A circle lies in a division only if every known town inside the circle does, so
that a vague place is never made more exact. Divisions' outlines are not known here, only a middle and a reach.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from testimonia.gazetteer.atlas import Atlas
from testimonia.gazetteer.places import Place, PlaceKind, distance_km, to_place_ref
from testimonia.gazetteer.spelling import fold_name
from testimonia.model.values import PlaceRef

FARTHEST_KM = 60.0
"""From the nearest known town; beyond it a point in the desert is in no region for sure."""
SAME_SPOT_KM = 1.0


class _Town(NamedTuple):
    lat: float
    lon: float
    division: int
    population: int


class Divisions:
    """Answers for the whole world; reads the towns of a country when it is first asked about one of its places."""

    def __init__(self, atlas: Atlas, own: Sequence[Place] = ()) -> None:
        self._atlas = atlas
        self._own = own
        self._towns: dict[str, list[_Town]] = {}
        self._regions: dict[tuple[str, str], Place] = {}
        self._countries: dict[str, Place] = {}
        self._districts: dict[tuple[str, str], list[Place]] = defaultdict(list)
        self._read_areas()

    @classmethod
    def open(cls, own: Sequence[Place] = ()) -> "Divisions":
        """Open the packaged gazetteer; ``own`` are the investigation's own places."""
        return cls(Atlas.open(), own)

    def country_of(self, ref: PlaceRef) -> PlaceRef | None:
        """The country, or None where it is not known."""
        country = self._countries.get(ref.country or self._declared(ref).country)
        return _to_ref(country) if country else None

    def region_of(self, ref: PlaceRef) -> PlaceRef | None:
        """The first-order division, or None where it is not known or the place reaches beyond it."""
        region = self._region(ref)
        return _to_ref(region) if region else None

    def district_of(self, ref: PlaceRef) -> PlaceRef | None:
        """The second-order division, or None where none or several could be meant."""
        region = self._region(ref)
        if region is None or ref.lat is None or ref.lon is None:
            return None
        at = (ref.lat, ref.lon)
        inside = [
            district
            for district in self._districts[(region.country, region.name)]
            if distance_km(at, (district.lat, district.lon)) + ref.radius_km <= district.radius_km
        ]
        return _to_ref(inside[0]) if len(inside) == 1 else None

    def population_of(self, ref: PlaceRef) -> int:
        """Inhabitants of a place, as far as known; 0 = unknown."""
        kind, _, _ = ref.gazetteer_id.partition(":")
        for area in (*self._regions.values(), *self._countries.values()):
            if area.gazetteer_id == ref.gazetteer_id:
                return area.population
        if kind == "district":
            found = [d for districts in self._districts.values() for d in districts if d.gazetteer_id == ref.gazetteer_id]
            return found[0].population if found else 0
        if own := self._declared(ref).population:
            return own
        if ref.lat is None or ref.lon is None:
            return 0
        towns = self._in_country(ref.country)
        reach = max(SAME_SPOT_KM, ref.radius_km)
        return sum(t.population for t in towns if distance_km((ref.lat, ref.lon), (t.lat, t.lon)) <= reach)

    def _declared(self, ref: PlaceRef) -> Place:
        key = fold_name(ref.name).key
        named = (p for p in self._own if p.gazetteer_id == ref.gazetteer_id != "" or (key and fold_name(p.name).key == key))
        return next(named, Place("", 0.0, 0.0))

    def _region(self, ref: PlaceRef) -> Place | None:
        own = self._declared(ref)
        if own.region:
            key = fold_name(own.region).key
            return next((r for r in self._regions.values() if r.country == own.country and fold_name(r.name).key == key), None)
        if ref.lat is None or ref.lon is None or not ref.country:
            return None
        at = (ref.lat, ref.lon)
        away = sorted((distance_km(at, (town.lat, town.lon)), town.division) for town in self._in_country(ref.country))
        if not away or away[0][0] > FARTHEST_KM:
            return None
        within = {division for km, division in away if km <= ref.radius_km} | {away[0][1]}
        if len(within) > 1:
            return None
        country, code, _ = self._atlas.division(away[0][1])
        region = self._regions.get((country, code))
        return region if region and region.radius_km >= ref.radius_km else None

    def _read_areas(self) -> None:
        for number in range(self._atlas.areas):
            place = self._atlas.place(number)
            if place.kind is PlaceKind.COUNTRY:
                self._countries.setdefault(place.country, place)
            elif place.kind is PlaceKind.REGION:
                self._regions[(place.country, place.gazetteer_id.partition(".")[2])] = place
            elif place.kind is PlaceKind.DISTRICT:
                self._districts[(place.country, place.region)].append(place)

    def _in_country(self, country: str) -> list[_Town]:
        if country not in self._towns:
            atlas, found = self._atlas, []
            for number in range(atlas.areas, atlas.size):
                division, population, _ = atlas.standing(number)
                if atlas.division(division)[0] == country:
                    record = atlas.record(number)
                    found.append(_Town(record.lat, record.lon, division, population))
            self._towns[country] = found
        return self._towns[country]


def _to_ref(place: Place) -> PlaceRef:
    return to_place_ref(place, words=place.name)
