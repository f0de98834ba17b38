"""Resolve the place names of one text together: each says where the others may be.

Why: "Alexandria" alone is the city in Egypt; beside "Rapides" and "Louisiana" it is not. Places named together are mostly near
each other or inside each other, so every candidate of a name is weighed by the candidates of the names around it.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from testimonia.gazetteer.lookup import LEAST_SEAT_SHARE, OTHER_KIND, Gazetteer
from testimonia.gazetteer.own import DECLARED
from testimonia.gazetteer.places import Candidate, Place, PlaceKind, distance_km
from testimonia.gazetteer.ranking import ALTERNATE, EXACT, FOLDED_ALTERNATE, VARIANT

MOST_CANDIDATES = 10
"""Candidates of a name that take part."""

WINDOW = 12
"""Different names before and after a name that count as its neighbours."""

ROUNDS = 2
SHARPNESS = 14.0
"""How fast a candidate's weight falls with its score: a lead of 0.1 is worth a factor of four."""

SUPPORT_WEIGHT = 0.35
"""What full support by the neighbours adds to a score. The setting here that matters most: on the development halves 0.2 costs
LGL 3 points, 0.5 gains it 1 and costs TR-News and GeoVirus up to 1."""

CLOSE_KM = 120.0
"""Distance at which the support of a neighbour has fallen to 1/e."""

LEAST_SUPPORT = 0.12
"""Points from the neighbours that a merely similar spelling needs outside the countries of the investigation."""

INSIDE = 0.9
SAME_COUNTRY = 0.3
NAMED_COUNTRY = 0.55
"""Support between a town and the division it lies in; two places of one country; a place and its country."""


QUALIFIED_WEIGHT = 0.6
"""What lying inside the place named after the comma adds: "Paris, Texas" is not in France."""

DIVISIONS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.DISTRICT})

HOLDER_STEP = 0.05
"""Taken off for each likelier meaning of what stands after the comma."""

MOST_QUALIFIED = 40
"""Candidates looked at of a name with a comma; there are fifty Springfields."""


class _Name(NamedTuple):
    candidates: list[Candidate]
    scores: list[float]


def resolve_together(gazetteer: Gazetteer, names: Sequence[str], *, countries: Sequence[str] = ()) -> list[Candidate | None]:
    """The most likely place of each name of one text.

    Args:
        gazetteer: where names are looked up.
        names: as written, in the order of the text; repeated names are welcome and get the same answer. A name with a comma
            ("Paris, Texas") asks for the place inside the other, and so then does the bare name ("Paris").
        countries: ISO 3166-1 alpha-2 codes where places are more likely.

    Returns:
        One candidate for each name, None where the gazetteer knows nothing like it. Unlike `Gazetteer.resolve` the most likely
        place is given even when others come close; the score and the reason say how sure that is.
    """
    full_names = _full_names(names)
    asked = [full_names.get(name, name) for name in names]
    distinct = list(dict.fromkeys(asked))
    looked_up = [_look_up(gazetteer, name, countries) for name in distinct]
    entries = [_Name(candidates, [candidate.score for candidate in candidates]) for candidates in looked_up]
    for _ in range(ROUNDS):
        entries = [_Name(entry.candidates, _rescore(entries, index)) for index, entry in enumerate(entries)]
    answers = {name: _best(entry, countries) for name, entry in zip(distinct, entries, strict=True)}
    return [answers[name] for name in asked]


def _full_names(names: Sequence[str]) -> dict[str, str]:
    """Bare name -> the first name with a comma that begins with it."""
    full: dict[str, str] = {}
    for name in names:
        bare, comma, _ = name.partition(", ")
        if comma:
            full.setdefault(bare, name)
    return full


def _look_up(gazetteer: Gazetteer, name: str, countries: Sequence[str]) -> list[Candidate]:
    """Candidates of a name, those inside the place after the comma first."""
    bare, comma, outer = name.partition(", ")
    plain = _plausible(gazetteer.find(bare, countries=countries, limit=MOST_CANDIDATES), countries)
    if not comma or any(candidate.reason.startswith(DECLARED) for candidate in plain):
        return plain
    holders = [
        candidate.place
        for candidate in gazetteer.find(outer, countries=countries, limit=3)
        if candidate.place.kind is not PlaceKind.TOWN
    ]
    if not holders:
        return plain
    within = sorted({holder.country for holder in holders if holder.country} or set(countries))
    found = gazetteer.find(bare, countries=within, near=[(holders[0].lat, holders[0].lon)], limit=MOST_QUALIFIED)
    is_known = bool(plain) and max(candidate.quality for candidate in plain) >= ALTERNATE
    inside = [
        _raise(candidate, holder, rank)
        for candidate in found
        if candidate.quality >= (ALTERNATE if is_known else 0.0)
        for rank, holder in enumerate(holders)
        if candidate.place.gazetteer_id != holder.gazetteer_id and _lies_in(candidate.place, holder)
    ]
    inside.sort(key=lambda candidate: -candidate.score)
    return [*inside, *plain][:MOST_CANDIDATES] if inside else plain


def _plausible(candidates: list[Candidate], countries: Sequence[str]) -> list[Candidate]:
    """Candidates without those that a better one rules out: neighbours must not turn "U.S." into a town that sounds like it."""
    if not candidates:
        return candidates
    declared = [candidate for candidate in candidates if candidate.reason.startswith(DECLARED)]
    if declared:
        return declared
    best = max(candidate.quality for candidate in candidates)
    if any(one.place.kind is PlaceKind.COUNTRY and one.quality >= EXACT for one in candidates):
        # a country's own name is no other spelling of a town: Iraq beside Iran is not Arak
        candidates = [one for one in candidates if one.quality >= EXACT or one.place.kind in DIVISIONS]
    is_division = any(one.quality >= ALTERNATE and one.place.kind in DIVISIONS for one in candidates)
    least = VARIANT if is_division and best >= VARIANT else ALTERNATE if best >= ALTERNATE else 0.0
    return [
        one
        for one in candidates
        if one.quality >= least or one.place.country in countries or (one.place.kind in DIVISIONS and one.quality >= ALTERNATE)
    ]


def _raise(candidate: Candidate, holder: Place, rank: int) -> Candidate:
    """The candidate with the points for lying in the place after the comma."""
    score = candidate.score + QUALIFIED_WEIGHT - HOLDER_STEP * rank
    return Candidate(candidate.place, score, f"{candidate.reason}; in {holder.name}, as the text says", candidate.quality)


def _lies_in(place: Place, holder: Place) -> bool:
    if holder.kind is PlaceKind.COUNTRY:
        return place.country == holder.country
    if holder.kind is PlaceKind.REGION:
        return place.country == holder.country and place.region == holder.name
    return distance_km((place.lat, place.lon), (holder.lat, holder.lon)) <= holder.radius_km


def _rescore(entries: list[_Name], index: int) -> list[float]:
    """The candidates' own scores and what the neighbours add to them."""
    candidates = entries[index].candidates
    if len(candidates) < 2:
        return [candidate.score for candidate in candidates]
    neighbours = [other for at, other in enumerate(entries) if at != index and abs(at - index) <= WINDOW and other.candidates]
    if not neighbours:
        return [candidate.score for candidate in candidates]
    weights = [_weights(other.scores) for other in neighbours]
    rescored = []
    for candidate in candidates:
        support = sorted(
            (
                max(
                    weight * _nearness(candidate.place, rival.place)
                    for weight, rival in zip(shares, other.candidates, strict=True)
                )
                for other, shares in zip(neighbours, weights, strict=True)
            ),
            reverse=True,
        )
        strongest = sum(support[:3]) / min(3, len(support))
        rescored.append(candidate.score + SUPPORT_WEIGHT * (strongest + sum(support) / len(support)) / 2)
    return rescored


def _weights(scores: list[float]) -> list[float]:
    """Scores as shares of one, the best counting most."""
    best = max(scores)
    raw = [math.exp(SHARPNESS * (score - best)) for score in scores]
    total = sum(raw)
    return [value / total for value in raw]


def _nearness(one: Place, other: Place) -> float:
    """How much two places support each other, 0 to 1."""
    if one.gazetteer_id == other.gazetteer_id:
        return 0.0
    is_same_country = bool(one.country) and one.country == other.country
    kinds = {one.kind, other.kind}
    if one.kind is PlaceKind.AREA:
        return SAME_COUNTRY
    if PlaceKind.COUNTRY in kinds:
        return NAMED_COUNTRY if is_same_country else 0.0
    if PlaceKind.REGION in kinds and is_same_country and _is_inside(one, other):
        return INSIDE
    reach = min(one.radius_km + other.radius_km, 300.0)
    distance = max(0.0, distance_km((one.lat, one.lon), (other.lat, other.lon)) - reach)
    return max(math.exp(-distance / CLOSE_KM), SAME_COUNTRY if is_same_country else 0.0)


def _is_inside(one: Place, other: Place) -> bool:
    return (one.kind is PlaceKind.REGION and other.region == one.name) or (
        other.kind is PlaceKind.REGION and one.region == other.name
    )


def _seat_of(candidates: Sequence[Candidate], index: int) -> int:
    """The town that a division is called after, where the name alone means the town; else what was chosen."""
    region = candidates[index].place
    if region.kind is not PlaceKind.REGION:
        return index
    for at, one in enumerate(candidates):
        is_inside = one.place.kind is PlaceKind.TOWN and (one.place.country, one.place.region) == (region.country, region.name)
        is_seat = is_inside and one.place.population >= LEAST_SEAT_SHARE * region.population
        if is_seat and one.quality >= ALTERNATE - 0.01 and OTHER_KIND not in one.reason:
            return at
    return index


def _best(entry: _Name, countries: Sequence[str]) -> Candidate | None:
    if not entry.candidates:
        return None
    index = max(range(len(entry.scores)), key=lambda at: (entry.scores[at], -at))
    index = _seat_of(entry.candidates, index)
    chosen = entry.candidates[index]
    gained = entry.scores[index] - chosen.score
    if (
        chosen.quality < (ALTERNATE if countries else FOLDED_ALTERNATE)
        and chosen.place.country not in countries
        and gained < LEAST_SUPPORT
    ):
        return None
    reason = chosen.reason
    if index:
        reason += (
            f"; the places named with it speak for it, against {entry.candidates[0].place.name} "
            f"({entry.candidates[0].place.country or entry.candidates[0].place.kind})"
        )
    elif gained > SUPPORT_WEIGHT / 4:
        reason += "; close to places named with it"
    return Candidate(chosen.place, round(min(1.0, entry.scores[index]), 3), reason, chosen.quality)
