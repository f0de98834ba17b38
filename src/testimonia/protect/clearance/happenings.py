"""Events, places and routes as they may be shown: no more exactly than every protected teller allows."""

from collections.abc import Iterable

import msgspec

from testimonia.model.events import Event
from testimonia.model.protection import PlaceLevel, TimeLevel
from testimonia.model.release import ReleasedEvent, ReleasedLeg, ReleasedPlace, ReleasedRoute, Withheld
from testimonia.model.routes import Leg, Route
from testimonia.model.values import Moment, PlaceRef
from testimonia.protect.clearance.content import ReleasedIds
from testimonia.protect.clearance.guard import Guard
from testimonia.protect.clearance.people import Cast
from testimonia.protect.clearance.places import strictest as strictest_place
from testimonia.protect.clearance.places import without_words
from testimonia.protect.clearance.quotes import QuoteDesk
from testimonia.protect.clearance.times import coarsen_moment
from testimonia.protect.clearance.times import strictest as strictest_time
from testimonia.protect.clearance.wording import tidy
from testimonia.text.names import fold


class Happenings:
    """Clears events and routes; keeps the places they and the claims name."""

    def __init__(self, cast: Cast, desk: QuoteDesk, guard: Guard, ids: ReleasedIds) -> None:
        self.cast, self.desk, self.guard, self.ids = cast, desk, guard, ids
        self.places: dict[str, ReleasedPlace] = {}
        self.withheld: list[Withheld] = []
        for claim_id, released in desk.released.items():
            if isinstance(released.value, PlaceRef):
                self.place(released.value, PlaceLevel.EXACT, desk.claims[claim_id].id)

    def place(self, ref: PlaceRef, level: PlaceLevel, case_id: str) -> str:
        """The released id of a place as a level allows; empty, and named as withheld, where it may not be shown."""
        at_home = ref.lat is not None and ref.lon is not None and self.guard.is_near_home(ref.lat, ref.lon)
        shown = None if at_home else self.desk.wording.place(ref, level)
        if shown is None:
            self.withheld.append(Withheld(case_id, "place", "no division of it is known that may be named"))
            return ""
        key = place_key(shown.name)
        if key not in self.places:
            self.places[key] = ReleasedPlace(self.ids.of("place", key), without_words(shown))
        return self.places[key].id

    def event(self, event: Event) -> ReleasedEvent | None:
        """An event; None where there are no words for it that may be shown."""
        claims = [claim_id for claim_id in event.claim_ids if claim_id in self.desk.released]
        what = self._what(event)
        if not what or not claims:
            self.withheld.append(Withheld(event.id, "event", "the words it is told in are withheld"))
            return None
        when = coarsen_moment(event.when, self._time_level(event.source_ids)) if event.when else None
        where = self.place(event.where, self._place_level(event.source_ids), event.id) if event.where else ""
        return ReleasedEvent(
            id=self.ids.of("event", "+".join(sorted(event.claim_ids))),
            what=what,
            when=self._silent(when, event.when),
            edtf=event.edtf if when is not None and when is event.when else when.value if when else "",
            place_id=where,
            source_ids=self._sources(event.source_ids),
            claim_ids=tuple(self.desk.released[claim_id].id for claim_id in claims),
            lasts=None if when is not event.when else event.lasts,
        )

    def route(self, route: Route) -> ReleasedRoute | None:
        """A route by the places that may be named; legs whose ends fall together are left out."""
        legs = [leg for one in route.legs if (leg := self._leg(one))]
        if not legs:
            self.withheld.append(Withheld(route.id, "route", "no two of its places may be told apart"))
            return None
        names = {place.id: place.ref.name for place in self.places.values()}
        ordered = sorted(legs, key=lambda leg: (leg.order, leg.id))
        name = f"{names[ordered[0].start_id]} – {names[ordered[-1].end_id]}"
        return ReleasedRoute(self.ids.of("route", route.id), name, tuple(ordered))

    def _leg(self, leg: Leg) -> ReleasedLeg | None:
        level = self._place_level(leg.source_ids)
        start, end = (self.place(ref, level, leg.id) for ref in (leg.start, leg.end))
        if not start or not end or start == end:
            self.withheld.append(Withheld(leg.id, "leg", "its ends may not be told apart"))
            return None
        by_id = {place.id: place.ref for place in self.places.values()}
        is_exact = by_id[start].name == leg.start.name and by_id[end].name == leg.end.name
        when = coarsen_moment(leg.when, self._time_level(leg.source_ids)) if leg.when else None
        return ReleasedLeg(
            id=self.ids.of("leg", leg.id),
            order=leg.order,
            start_id=start,
            end_id=end,
            when=self._silent(when, leg.when),
            source_ids=self._sources(leg.source_ids),
            claim_ids=tuple(self.desk.released[claim_id].id for claim_id in leg.claim_ids if claim_id in self.desk.released),
            is_known=leg.is_known,
            low_km=leg.low_km if is_exact else None,
            high_km=leg.high_km if is_exact else None,
        )

    def _what(self, event: Event) -> str:
        if all(self.desk.is_plain(claim_id) for claim_id in event.claim_ids):
            return self.desk.sentence(tidy(event.what), event.claim_ids)
        statements = [self.desk.claims[claim_id].statement_id for claim_id in event.claim_ids if claim_id in self.desk.claims]
        quotes = sorted({self.desk.quotes[one].words for one in statements if one in self.desk.quotes})
        return quotes[0] if quotes else ""

    def _silent(self, shown: Moment | None, original: Moment | None) -> Moment | None:
        """An exact time without its source's words, which stand in the quotation if they may."""
        if shown is None or shown is not original:
            return shown
        return msgspec.structs.replace(shown, words="")

    def _sources(self, source_ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(self.ids.of("source", source_id) for source_id in source_ids if source_id in self.cast.by_id))

    def _place_level(self, source_ids: Iterable[str]) -> PlaceLevel:
        return strictest_place(self.cast.place_level(source_id) for source_id in source_ids)

    def _time_level(self, source_ids: Iterable[str]) -> TimeLevel:
        return strictest_time(self.cast.time_level(source_id) for source_id in source_ids)


def place_key(name: str) -> str:
    """A place's name for matching."""
    return " ".join(fold(name).split())
