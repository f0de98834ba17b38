"""Resolve the place names of one text together: each says where the others may be.

Why: "Alexandria" alone is the city in Egypt; beside "Rapides" and "Louisiana" it is not. Places named together are mostly near
each other or inside each other, so every candidate of a name is weighed by the candidates of the names around it.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from testimonia.gazetteer.lookup import Gazetteer
from testimonia.gazetteer.places import Candidate, Place, PlaceKind, distance_km

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

INSIDE = 0.9
SAME_COUNTRY = 0.3
NAMED_COUNTRY = 0.55
"""Support between a town and the division it lies in; two places of one country; a place and its country."""


class _Name(NamedTuple):
    candidates: list[Candidate]
    scores: list[float]


def resolve_together(gazetteer: Gazetteer, names: Sequence[str], *, countries: Sequence[str] = ()) -> list[Candidate | None]:
    """The most likely place of each name of one text.

    Args:
        gazetteer: where names are looked up.
        names: as written, in the order of the text; repeated names are welcome and get the same answer.
        countries: ISO 3166-1 alpha-2 codes where places are more likely.

    Returns:
        One candidate for each name, None where the gazetteer knows nothing like it. Unlike `Gazetteer.resolve` the most likely
        place is given even when others come close; the score and the reason say how sure that is.
    """
    distinct = list(dict.fromkeys(names))
    looked_up = [gazetteer.find(name, countries=countries, limit=MOST_CANDIDATES) for name in distinct]
    entries = [_Name(candidates, [candidate.score for candidate in candidates]) for candidates in looked_up]
    for _ in range(ROUNDS):
        entries = [_Name(entry.candidates, _rescore(entries, index)) for index, entry in enumerate(entries)]
    answers = {name: _best(entry) for name, entry in zip(distinct, entries, strict=True)}
    return [answers[name] for name in names]


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


def _best(entry: _Name) -> Candidate | None:
    if not entry.candidates:
        return None
    index = max(range(len(entry.scores)), key=lambda at: (entry.scores[at], -at))
    chosen = entry.candidates[index]
    gained = entry.scores[index] - chosen.score
    reason = chosen.reason
    if index:
        reason += (
            f"; the places named with it speak for it, against {entry.candidates[0].place.name} "
            f"({entry.candidates[0].place.country or entry.candidates[0].place.kind})"
        )
    elif gained > SUPPORT_WEIGHT / 4:
        reason += "; close to places named with it"
    return Candidate(chosen.place, round(min(1.0, entry.scores[index]), 3), reason, chosen.quality)
