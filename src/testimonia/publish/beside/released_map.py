"""A release as the map's own value, so that GeoJSON and KML of the published case come from the one writer of each.

Places stand as exactly as the release has them: point, radius and precision are taken over and never filled in.
"""

from testimonia.model.events import Event
from testimonia.model.maps import MapData, MapPlace, Mention, extent_of
from testimonia.model.precision import where_precision
from testimonia.model.release import Release, ReleasedClaim, ReleasedEvent, ReleasedLeg, ReleasedPlace, ReleasedRoute
from testimonia.model.routes import Leg, Route
from testimonia.model.values import Moment, PlaceRef
from testimonia.publish.beside.chains import Chains
from testimonia.publish.days import day_range

PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Most days a start or an end may be spread over -> UCDP code."""


def released_map(release: Release, *, title: str = "") -> MapData:
    """Places with the claims that name them, events and routes of a release.

    Args:
        title: of the map; the release's if not given.
    """
    chains = Chains(release)
    return MapData(
        title or release.title,
        tuple(_place(place, chains) for place in release.places),
        tuple(released_event(event, chains) for event in release.events),
        tuple(_route(route, chains) for route in release.routes),
        {source.id: source.label for source in release.sources},
    )


def released_event(event: ReleasedEvent, chains: Chains) -> Event:
    """An event of a release as timelines and maps show events."""
    where = chains.places.get(event.place_id)
    return Event(
        event.id,
        event.what,
        event.when,
        where,
        event.source_ids,
        event.claim_ids,
        edtf=event.edtf,
        date_prec=date_precision(event.when),
        where_prec=where_precision(where),
        lasts=event.lasts,
        places=(where.name,) if where else (),
    )


def date_precision(when: Moment | None) -> int:
    """UCDP's code for how exactly a time is known; 0 where no date is.

    Source: UCDP GED codebook, ``date_prec``: 1 exact day, 2 two to six days, 3 a week, 4 a month, 5 a year or longer, or open.

    >>> date_precision(Moment("2017-10-01", "2017-10-31", "2017-10-01", "2017-10-31", "in October"))
    4
    """
    if when is None or day_range(when) is None:
        return 0
    spreads = []
    for low, high in ((when.earliest_start, when.latest_start), (when.earliest_end, when.latest_end)):
        days = day_range(Moment(low, high, "", "", "")) if low and high else None
        if days:
            spreads.append(days[1] - days[0] + 1)
    if not spreads:
        return 5
    return next((code for most, code in PRECISIONS if max(spreads) <= most), 5)


def _place(place: ReleasedPlace, chains: Chains) -> MapPlace:
    release, ref = chains.release, place.ref
    naming = [claim for claim in release.claims if isinstance(claim.value, PlaceRef) and claim.value.name == ref.name]
    return MapPlace(
        place.id,
        ref.name,
        ref,
        extent_of(ref),
        (),
        tuple(_mention(claim, chains) for claim in naming),
        tuple(event.id for event in release.events if event.place_id == place.id),
    )


def _mention(claim: ReleasedClaim, chains: Chains) -> Mention:
    said, words = chains.words(claim), claim.value.words
    before, found, after = said.partition(words) if words else ("", said, "")
    if not found:
        before, found, after = "", said, ""
    source, item = chains.sources.get(claim.source_id), chains.public_item(claim)
    return Mention(
        claim.id,
        found,
        before,
        after,
        claim.source_id,
        source.label if source else "",
        source is None or source.is_protected,
        claim.said_on,
        claim.stance,
        (item.title or item.kind) if item else "",
        "",
    )


def _route(route: ReleasedRoute, chains: Chains) -> Route:
    legs = tuple(_leg(leg, chains) for leg in route.legs if leg.start_id in chains.places and leg.end_id in chains.places)
    return Route(route.id, route.name, legs, None, None, "")


def _leg(leg: ReleasedLeg, chains: Chains) -> Leg:
    words = " / ".join(
        dict.fromkeys(filter(None, (chains.words(chains.claims[c]) for c in leg.claim_ids if c in chains.claims)))
    )
    return Leg(
        leg.id,
        leg.order,
        chains.places[leg.start_id],
        chains.places[leg.end_id],
        leg.when,
        leg.source_ids,
        leg.claim_ids,
        leg.low_km,
        leg.high_km,
        leg.is_known,
        words,
    )
