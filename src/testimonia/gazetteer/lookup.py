"""Place name to candidate places, offline: the gazetteer.

Why candidates and not an answer: thirty-odd towns are called Springfield and two Tripolis make news. `Gazetteer.find` ranks
what a name may mean and says why; `Gazetteer.resolve` decides, and declines where it would be a guess.

    >>> gazetteer = Gazetteer.open()
    >>> [gazetteer.find(name)[0].place.country for name in ("Ar-Raqqah", "الرقة", "Ракка", "Rakka")]
    ['SY', 'SY', 'SY', 'SY']
"""

from collections.abc import Sequence
from functools import lru_cache

from testimonia.gazetteer.atlas import PLACE_SHIFT, Atlas, fingerprint_of, slot_of, unpack_postings
from testimonia.gazetteer.descriptors import Reading, read_descriptors
from testimonia.gazetteer.own import DECLARED, OwnPlaces, by_nearness, declared_candidate, is_torn, size_of
from testimonia.gazetteer.places import Candidate, Place, PlaceKind, Standing, distance_km
from testimonia.gazetteer.ranking import (
    ALTERNATE,
    COUNTRY_WEIGHT,
    EXACT,
    FOLDED_ALTERNATE,
    LEAST_SIMILAR,
    LEAST_SIMILAR_SHORT,
    NAME_WEIGHT,
    NEAR_WEIGHT,
    SIZE_WEIGHT,
    WRONG_KIND,
    Context,
    is_asked_for,
    nearness,
    quality_of,
    quality_of_similar,
    rank_size,
    words_for_match,
)
from testimonia.gazetteer.spelling import ARTICLE_COUNTRIES, FoldedName, fold_name, plain_key, similar_keys, skeleton_key

MOST_EVALUATED = 64
"""Of a name with more places than this (a hundred San Josés) only the most populous are compared while no context is given."""

MOST_EVALUATED_IN_CONTEXT = 400

KEPT_ANSWERS = 2_048

LONGEST_NAME = 80
"""Longer strings are sentences; they are not looked up."""

CLEAR_LEAD = 0.03
"""Score by which the best place must lead the next one elsewhere to be more than a guess."""

SAME_PLACE_KM = 60.0
"""A town and the province around it are no contradiction: candidates this close do not compete."""

SMALL_TOWN = 1_000
"""Inhabitants under which a name alone, without country or neighbours, proves nothing."""

NEARBY_KM = 150.0

LEAST_SEAT_SHARE = 0.03
"""Share of a division's people that a town of the same name must have to be meant by the bare name (not Texas, Texas)."""

WELL_KNOWN = 15_000
"""Inhabitants from which a town's name, to the letter, is not taken for a misspelling of a town in the country of the
investigation: Mandali is no Mandalay, in Myanmar either. Source: the size from which GeoNames' list cities15000 begins."""

SOUND_ONLY = 0.8
IN_COUNTRY = 0.15
"""Of the size that `Gazetteer.weigh` gives: for a spelling known by its sound only; for a place in the country of the
investigation, where villages are named as often as towns elsewhere."""

COUNTED = frozenset({PlaceKind.TOWN, PlaceKind.REGION, PlaceKind.DISTRICT})
OTHER_KIND = "not the kind of place the words ask for"


class Gazetteer:
    """Looks up places in the packaged file and among the investigation's own."""

    def __init__(self, atlas: Atlas, extra: Sequence[Place] = ()) -> None:
        self._atlas = atlas
        self._find = lru_cache(maxsize=KEPT_ANSWERS)(self._find_ranked)
        self._own = OwnPlaces(extra)

    @classmethod
    def open(cls, extra: Sequence[Place] = ()) -> "Gazetteer":
        """Open the packaged gazetteer (about a tenth of a second; keep it open).

        Args:
            extra: the investigation's own places (villages, checkpoints, camps); they win over the packaged ones.

        Raises:
            StoreError: when the packaged file is missing or damaged.
        """
        return cls(Atlas.open(), extra)

    def find(
        self,
        name: str,
        *,
        countries: Sequence[str] = (),
        near: Sequence[tuple[float, float]] = (),
        limit: int = 5,
    ) -> list[Candidate]:
        """Places the name may mean, best first; empty when none is known.

        Args:
            name: as written, in any script, descriptors included ("Homs governorate", "near Raqqa").
            countries: ISO 3166-1 alpha-2 codes where the place is more likely.
            near: (latitude, longitude) of places named nearby.
            limit: most candidates to return.
        """
        if len(name) > LONGEST_NAME or limit < 1:
            return []
        return list(self._find(name, tuple(countries), tuple(near), limit)[:limit])

    def _find_ranked(
        self, name: str, countries: tuple[str, ...], near: tuple[tuple[float, float], ...], limit: int
    ) -> tuple[Candidate, ...]:
        """`find`, kept for the last names: a text repeats them."""
        reading, declared, matches = self._match(name, frozenset(countries))
        context = Context(frozenset(countries), near, reading.kind, bool(countries) and self._is_spelled_so(matches))
        most = MOST_EVALUATED_IN_CONTEXT if countries or near else MOST_EVALUATED
        numbers = matches if len(matches) <= most else list(matches)[:most]
        scored = [(self._score(place, matches[place], context), place, matches[place]) for place in numbers]
        if len(scored) > 1:
            scored.sort(key=_by_score)
            if not reading.kind:
                scored = self._put_town_before_its_region(scored)
        candidates = [declared_candidate(place, quality) for place, quality in by_nearness(declared, near)]
        known = {candidate.place.gazetteer_id for candidate in candidates}
        for score, number, quality in scored[:limit]:
            place = self._atlas.place(number)
            if place.gazetteer_id not in known:
                candidates.append(Candidate(place, round(score, 3), _reason(place, quality, context, reading), quality))
        return tuple(candidates)

    def resolve(
        self, name: str, *, countries: Sequence[str] = (), near: Sequence[tuple[float, float]] = ()
    ) -> Candidate | None:
        """The place the name means, with the reason of the decision; None where naming one would be a guess.

        A guess is: only a similar spelling, or a hamlet, with neither country nor neighbours to support it; a town where the
        words ask for a division; or two places far apart with about the same score.
        """
        candidates = self.find(name, countries=countries, near=near)
        if not candidates:
            return None
        best = candidates[0]
        if best.reason.startswith(DECLARED):
            return None if not near and is_torn(candidates) else best
        is_supported = best.place.country in countries or _closest_km(best.place, near) <= NEARBY_KM
        is_small = best.place.kind is PlaceKind.TOWN and 0 < best.place.population < SMALL_TOWN
        if not is_supported and (best.quality < FOLDED_ALTERNATE or is_small):
            return None
        if OTHER_KIND in best.reason:
            return None
        rivals = [other for other in candidates[1:] if _is_elsewhere(best.place, other.place)]
        if not rivals:
            return Candidate(best.place, best.score, f"{best.reason}; no other place of that name", best.quality)
        if best.score - rivals[0].score < CLEAR_LEAD:
            return None
        return Candidate(best.place, best.score, f"{best.reason}; before {_label(rivals[0].place)}", best.quality)

    def weigh(self, name: str, *, countries: Sequence[str] = ()) -> Standing:
        """How well known a name is as a place's, whichever place it means; similar spellings do not count.

        Much cheaper than `find`: nothing is ranked and no place is read.

        Args:
            name: as written, without descriptors.
            countries: ISO 3166-1 alpha-2 codes where places count for more.
        """
        if len(name) > LONGEST_NAME:
            return Standing(0.0)
        declared, matches = self._known(Reading(name.strip()))
        best, is_division, is_country = size_of(declared), False, False
        for place, quality in matches.items():
            division, population, is_capital = self._atlas.standing(place)
            kind = self._atlas.kind(place)
            size = rank_size(kind, population, is_capital) * (1.0 if quality >= ALTERNATE else SOUND_ONLY)
            if countries and self._atlas.division(division)[0] in countries:
                size += IN_COUNTRY
            best = max(best, min(1.0, size))
            is_country |= quality >= ALTERNATE and kind is PlaceKind.COUNTRY
            is_division |= quality >= ALTERNATE and kind in {PlaceKind.COUNTRY, PlaceKind.REGION}
        return Standing(best, is_division, is_country)

    def _match(self, name: str, countries: frozenset[str]) -> tuple[Reading, list[tuple[Place, float]], dict[int, float]]:
        """The reading of the name that leads somewhere: the declared places, and the packaged ones with their quality."""
        whole = Reading(name.strip())
        declared, matches = self._known(whole)
        reading = whole
        bare: tuple[Reading, ...] = ()
        if not (declared or matches):
            bare = read_descriptors(name)
            for reading in bare:
                declared, matches = self._known(reading)
                if declared or matches:
                    break
            else:
                reading = whole
        is_weak = self._own and (not matches or (max(matches.values()) < ALTERNATE and not self._any_in(matches, countries)))
        if is_weak and not declared:
            for other in (reading,) if matches else (whole, *bare):
                if similar_own := self._own.similar(fold_name(other.name)):
                    return other, similar_own, matches
        if declared or (matches and self._is_enough(matches, countries)):
            return reading, declared, matches
        for other in (reading,) if matches else (whole, *bare):
            similar = self._similar(fold_name(other.name))
            if similar:
                return other, [], {**similar, **matches}
        return reading, [], matches

    def _known(self, reading: Reading) -> tuple[list[tuple[Place, float]], dict[int, float]]:
        folded = fold_name(reading.name)
        return self._own.known(reading.name, folded), self._matches(reading.name, folded)

    def _is_enough(self, matches: dict[int, float], countries: frozenset[str]) -> bool:
        """Whether similar names need not be asked: known to the letter, or in the country of the investigation."""
        return not countries or max(matches.values()) >= ALTERNATE or self._any_in(matches, countries)

    def _any_in(self, matches: dict[int, float], countries: frozenset[str]) -> bool:
        return any(self._atlas.division(self._atlas.standing(place)[0])[0] in countries for place in matches)

    def _matches(self, name: str, folded: FoldedName) -> dict[int, float]:
        """Places known by exactly this folded key -> quality, areas first, then by falling population."""
        contents = self._atlas.contents(folded.with_article) if folded.with_article else []
        if folded.key != folded.with_article and folded.key:
            bare = [one for one in self._atlas.contents(folded.key) if self._has_articles(one >> PLACE_SHIFT)]
            contents = sorted(contents + bare)
        if not contents:
            return {}
        fingerprint = fingerprint_of(plain_key(name))
        found: dict[int, float] = {}
        for content in contents:
            place, quality = content >> PLACE_SHIFT, quality_of(content, fingerprint)
            if quality > found.get(place, 0.0):
                found[place] = quality
        return found

    def _has_articles(self, place: int) -> bool:
        """Whether the article before a name may be left out where the place lies: Al-Souwar is no Suar in India."""
        return self._atlas.division(self._atlas.standing(place)[0])[0] in ARTICLE_COUNTRIES

    def _similar(self, folded: FoldedName) -> dict[int, float]:
        """Places with a key of the same consonants that is alike enough -> quality, most alike first."""
        skeleton = skeleton_key(folded.key)
        consonants = len(skeleton.removeprefix("a"))
        if consonants < 2:
            return {}
        least = LEAST_SIMILAR_SHORT if consonants == 2 else LEAST_SIMILAR
        has_article = folded.key != folded.with_article
        found: dict[int, float] = {}
        keys, postings = self._atlas.keys_in_slot(slot_of(skeleton))
        for index, alike in similar_keys(folded.key, keys, is_abjad=folded.is_abjad, least=least):
            if skeleton_key(keys[index]) == skeleton:
                for posting in unpack_postings(postings[index]):
                    if has_article and not self._has_articles(posting.place):
                        continue
                    quality = quality_of_similar(alike, is_variant=posting.is_variant)
                    found[posting.place] = max(found.get(posting.place, 0.0), quality)
        return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))

    def _is_spelled_so(self, matches: dict[int, float]) -> bool:
        """Whether a well-known place has the name to the letter."""
        return any(
            quality >= EXACT and self._atlas.standing(place)[1] >= WELL_KNOWN and self._atlas.kind(place) in COUNTED
            for place, quality in matches.items()
        )

    def _put_town_before_its_region(self, scored: list[tuple[float, int, float]]) -> list[tuple[float, int, float]]:
        """A bare name means the town before the division called after it: Kherson is the city, "Kherson region" is not."""
        if self._atlas.kind(scored[0][1]) is not PlaceKind.REGION:
            return scored
        score, number, quality = scored[0]
        region = self._atlas.record(number)
        for index, (_, other, other_quality) in enumerate(scored[1:], 1):
            town = self._atlas.record(other)
            is_seat = town.kind is PlaceKind.TOWN and town.division == region.division
            if is_seat and town.population >= LEAST_SEAT_SHARE * region.population and other_quality >= ALTERNATE - 0.01:
                seat = (score, other, other_quality)
                return [seat, (score - 0.001, number, quality), *scored[1:index], *scored[index + 1 :]]
        return scored

    def _score(self, place: int, quality: float, context: Context) -> float:
        atlas = self._atlas
        division, population, is_capital = atlas.standing(place)
        kind = atlas.kind(place)
        score = NAME_WEIGHT * quality + SIZE_WEIGHT * rank_size(kind, population, is_capital)
        is_sound_only = context.is_spelled_so and quality < ALTERNATE
        if context.countries and not is_sound_only and atlas.division(division)[0] in context.countries:
            score += COUNTRY_WEIGHT
        if context.near:
            record = atlas.record(place)
            score += NEAR_WEIGHT * nearness((record.lat, record.lon), atlas.radius_km(place), context.near)[0]
        if context.kind is not None and not is_asked_for(kind, context.kind):
            score -= WRONG_KIND
        return max(0.0, score)


def _is_elsewhere(one: Place, other: Place) -> bool:
    apart_km = distance_km((one.lat, one.lon), (other.lat, other.lon))
    return apart_km > SAME_PLACE_KM + one.radius_km + other.radius_km


def _closest_km(place: Place, near: Sequence[tuple[float, float]]) -> float:
    return nearness((place.lat, place.lon), place.radius_km, near)[1]


def _by_score(entry: tuple[float, int, float]) -> tuple[float, int]:
    return (-entry[0], entry[1])


def _reason(place: Place, quality: float, context: Context, reading: Reading) -> str:
    """What speaks for the place, in words."""
    parts = [words_for_match(quality)]
    kind, population = place.kind, place.population
    if reading.is_vague:
        parts.append("somewhere around it")
    if reading.kind is not None and not is_asked_for(kind, reading.kind):
        parts.append(OTHER_KIND)
    if population and kind in COUNTED:
        parts.append(f"{kind} of {population:,} inhabitants")
    elif kind is not PlaceKind.TOWN:
        parts.append(kind)
    if place.country in context.countries:
        parts.append(
            "in the country of the investigation" if len(context.countries) == 1 else "in a country of the investigation"
        )
    if context.near:
        closest = _closest_km(place, context.near)
        parts.append(f"{closest:,.0f} km from the closest place named with it")
    return ", ".join(parts)


def _label(place: Place) -> str:
    where = ", ".join(part for part in (place.region, place.country) if part and part != place.name)
    return f"{place.name} ({where})" if where else place.name
