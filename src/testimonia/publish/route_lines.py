"""The main line of a route, and its parts over places of which nobody knows where they lie."""

from collections.abc import Iterator, Sequence

from testimonia.model.routes import Route
from testimonia.model.values import PlaceRef

Stretch = tuple[PlaceRef, tuple[PlaceRef, ...], PlaceRef]


def main_stops(route: Route) -> list[PlaceRef]:
    """The stops of the main line: from leg to leg, of alternatives the one that most sources tell and that fits on."""
    stops: list[PlaceRef] = []
    for order in sorted({leg.order for leg in route.legs}):
        legs = [leg for leg in route.legs if leg.order == order]
        following = [leg for leg in legs if not stops or leg.start == stops[-1]] or legs
        leg = min(following, key=lambda leg: (not leg.is_known, -len(leg.source_ids), leg.id))
        if not stops or stops[-1] != leg.start:
            stops.append(leg.start)
        stops.append(leg.end)
    return stops


def unplaced_stretches(route: Route) -> Iterator[Stretch]:
    """Parts of the main line between two places with coordinates that run over others without any."""
    start: PlaceRef | None = None
    over: list[PlaceRef] = []
    for place in main_stops(route):
        if place.lat is None:
            over.append(place)
            continue
        if start is not None and over:
            yield start, tuple(over), place
        start, over = place, []


def words_of_stretch(over: Sequence[PlaceRef]) -> str:
    """What is known of a part of a route between two known places.

    >>> words_of_stretch([PlaceRef("Shanine", "Shanine")])
    'The way runs over Shanine: where that is, no gazetteer knows.'
    """
    return f"The way runs over {', '.join(place.name for place in over)}: where that is, no gazetteer knows."
