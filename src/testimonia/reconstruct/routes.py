"""Routes: the journeys that the accounts tell, laid over each other.

Why laid over each other and not averaged: one driver names every stop, another only two of them, a third another road. The
fullest account is the line; a coarser one supports it, a finer one adds stops, and where two differ both are kept as
alternatives of the same order. What nobody describes is a leg of its own, marked as unknown.

Length: great circles between the stops whose place is known, times a stated range for the winding of roads. It is a bound to
check words against, not a measurement.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from testimonia.gazetteer.places import distance_km
from testimonia.model.ids import content_id
from testimonia.model.phrases import told
from testimonia.model.routes import Leg, Route
from testimonia.model.testimony import Claim, Source, Statement
from testimonia.model.values import Moment, PlaceRef
from testimonia.reconstruct.movements import Account, Departure, Role, Stop, read_accounts, read_departures, stop_key

WINDING = (1.0, 1.5)
"""Length of a road over the straight line between its ends: at least 1; 1.5 is an assumption, on the high side for main roads.

Source: R. H. Ballou, H. Rahardja and N. Sakai, "Selected country circuity factors for road travel distance estimation",
Transportation Research A 36 (2002) 843-848, for the idea and the order of size."""

MOST_ROUTES = 50
NEARLY_KM = 5.0
"""Two places this close are one for the end of a route."""
CONVOY_WORDS = ("convoy", "lorr", "truck", "vehicle", "column", "قافلة", "رتل", "شاحنات")
"""Beginnings of words by which a sentence with a single stop is known to speak of the same journey."""

Testimony = Callable[[], Iterable[tuple[Claim, Statement]]]
Range = tuple[float | None, float | None]


class _Told:
    """Who tells a leg: sources, claims and sentences, each once, in order."""

    def __init__(self) -> None:
        self.sources: dict[str, None] = {}
        self.claims: dict[str, None] = {}
        self.words: dict[str, None] = {}
        self.when: Moment | None = None

    def add(self, account: Account, *stops: Stop) -> None:
        self.sources[account.source_id] = None
        for stop in stops:
            self.claims.update(dict.fromkeys(stop.claim_ids))
        self.words[stops[-1].words] = None
        self.when = self.when or next((stop.when for stop in stops if stop.when is not None), None)


class _Line:
    """A route being laid: its main line of stops, who tells each step, and the other ways."""

    def __init__(self, account: Account) -> None:
        self.stops: list[Stop] = list(account.stops)
        self.told: dict[tuple[str, str], _Told] = {}
        self.others: list[tuple[str, str, list[Stop], Account]] = []
        """Key of the stop of the line before, key of the one after (either may be empty), the stops between, who tells it."""
        self.unknown: list[tuple[Stop, Account]] = []
        self.coarse: dict[str, None] = {}
        self._support(account, list(account.stops))

    def keys(self) -> list[str]:
        return [stop_key(stop.place) for stop in self.stops]

    def fits(self, account: Account) -> bool:
        """Whether an account tells the same journey: two named stops in common, or one and nothing else that has a name."""
        keys = self.keys()
        shared = [stop for stop in account.stops if stop_key(stop.place) in keys]
        positions = [keys.index(stop_key(stop.place)) for stop in shared]
        if not shared or positions != sorted(positions):
            return False
        named = [stop for stop in shared if not stop.is_generic]
        has_other_names = any(not s.is_generic and stop_key(s.place) not in keys for s in account.stops)
        return len(named) >= 2 or (not has_other_names and (bool(named) or all(stop.is_generic for stop in account.stops)))

    def lay(self, account: Account) -> None:
        """Lay an account over the line, from one common stop to the next."""
        run: list[Stop] = []
        last: Stop | None = None
        for stop in account.stops:
            if stop_key(stop.place) not in self.keys():
                run.append(stop)
                continue
            self._lay_run(last, run, stop, account)
            last, run = stop, []
        if run:
            self._lay_run(last, run, None, account)

    def _lay_run(self, before: Stop | None, run: list[Stop], after: Stop | None, account: Account) -> None:
        keys = self.keys()
        i = keys.index(stop_key(before.place)) if before else -1
        j = keys.index(stop_key(after.place)) if after else len(keys)
        chain = [stop for stop in (before, *run, after) if stop is not None]
        if not run:
            if before and after and j == i + 1:
                self._support(account, chain)
            elif before and after:
                self.coarse[account.source_id] = None
            return
        if j == i + 1:  # nothing on the line between: a finer account, or one that begins earlier or ends later
            self.stops[j:j] = run
            self._support(account, chain)
            return
        self.others.append((stop_key(before.place) if before else "", stop_key(after.place) if after else "", run, account))

    def _support(self, account: Account, chain: Sequence[Stop]) -> None:
        for one, other in pairwise(chain):
            self.told.setdefault((stop_key(one.place), stop_key(other.place)), _Told()).add(account, one, other)

    def note(self, account: Account) -> bool:
        """Take in an account of a single stop: it supports the step to it, or says where the journey went on to."""
        stop = account.stops[0]
        keys, key = self.keys(), stop_key(stop.place)
        speaks_of_it = stop.is_generic or any(word in stop.words.casefold() for word in CONVOY_WORDS)
        if stop.role is Role.START or not speaks_of_it:
            return False
        if key in keys[1:]:
            at = keys.index(key)
            self.told.setdefault((keys[at - 1], key), _Told()).add(account, stop)
            return True
        if stop.role is not Role.END or stop.is_generic or stop.place.lat is None:
            return False
        if can_contain(stop.place, self.stops[-1].place):
            self.told.setdefault((keys[-2], keys[-1]), _Told()).add(account, stop)
        else:
            self.unknown.append((stop, account))
        return True


def build_routes(
    testimony: Testimony,
    sources: Mapping[str, Source],
    *,
    not_places: Iterable[str] = (),
    winding: tuple[float, float] = WINDING,
) -> tuple[Route, ...]:
    """The routes of an investigation, the one told most fully first.

    Args:
        testimony: every claim with its statement, as often as it is asked; the order does not matter.
        sources: by id; accounts of unknown sources are left out.
        not_places: names of people and parties besides the sources' own.
        winding: shortest and longest length of a road over the straight line.
    """
    names = [name for source in sources.values() for name in (source.name, *source.aliases)]
    accounts = [a for a in read_accounts(testimony(), not_places=[*names, *not_places]) if a.source_id in sources]
    accounts.sort(key=lambda a: (-len(a.stops), sources[a.source_id].name, a.rendition_id, a.stops[0].words))
    lines: list[_Line] = []
    for account in (a for a in accounts if len(a.stops) > 1):
        line = next((line for line in lines if line.fits(account)), None)
        if line is not None:
            line.lay(account)
        elif sum(not stop.is_generic for stop in account.stops) > 1 and len(lines) < MOST_ROUTES:
            lines.append(_Line(account))
    for account in (a for a in accounts if len(a.stops) == 1):
        any(line.note(account) for line in lines)
    for departure in read_departures(testimony()) if lines else ():
        _start(lines, departure)
    routes = [_make_route(line, sources, winding) for line in lines]
    return tuple(sorted(routes, key=lambda route: (-len(route.legs), route.name, route.id)))


def _start(lines: Sequence[_Line], departure: Departure) -> None:
    """Give the first step of the only journey that the source tells the moment they set off."""
    telling = [line for line in lines if any(departure.source_id in told.sources for told in line.told.values())]
    if len(telling) != 1:
        return
    keys = telling[0].keys()
    told = telling[0].told.get((keys[0], keys[1]))
    if told is not None:
        told.when = told.when or departure.when
        told.claims[departure.claim_id] = None
        told.sources[departure.source_id] = None
        told.words[departure.words] = None


def can_contain(area: PlaceRef, place: PlaceRef) -> bool:
    """Whether a place may lie inside another, from their points and reaches; False where either has no coordinates."""
    if area.lat is None or area.lon is None or place.lat is None or place.lon is None:
        return False
    return distance_km((area.lat, area.lon), (place.lat, place.lon)) <= area.radius_km + place.radius_km + NEARLY_KM


def leg_length(start: PlaceRef, end: PlaceRef, winding: tuple[float, float] = WINDING) -> Range:
    """Shortest and longest length of a leg in kilometres; both None where an end has no coordinates.

    The shortest is the straight line between the nearest points of both areas, the longest that between the farthest ones
    times the winding.

    >>> low, high = leg_length(PlaceRef("Tabqa", "", 35.84, 38.55), PlaceRef("Raqqa", "", 35.95, 39.01))
    >>> round(low), round(high)
    (43, 65)
    """
    if start.lat is None or start.lon is None or end.lat is None or end.lon is None:
        return None, None
    apart = distance_km((start.lat, start.lon), (end.lat, end.lon))
    reach = start.radius_km + end.radius_km
    return max(0.0, apart - reach) * winding[0], (apart + reach) * winding[1]


def line_length(places: Sequence[PlaceRef], winding: tuple[float, float] = WINDING) -> Range:
    """Shortest and longest length over the stops in order; stops without coordinates lie somewhere on the way and are passed
    over. Both None where fewer than two have coordinates.

    The shortest way also never undercuts the straight line between any two stops, so that many vague stops do not shrink it.
    """
    located = [place for place in places if place.lat is not None]
    if len(located) < 2:
        return None, None
    low = high = 0.0
    for one, other in pairwise(located):
        step = leg_length(one, other, winding)
        low, high = low + (step[0] or 0.0), high + (step[1] or 0.0)
    across = (leg_length(one, other, winding)[0] or 0.0 for i, one in enumerate(located) for other in located[i + 1 :])
    return max(low, max(across)), high


def _make_route(line: _Line, sources: Mapping[str, Source], winding: tuple[float, float]) -> Route:
    places = [stop.place for stop in line.stops]
    legs = _main_legs(line, sources, winding)
    main_sources = {source for leg in legs for source in leg.source_ids}
    legs += _other_legs(line, sources, winding)
    low, high = line_length(places, winding)
    for stop, account in line.unknown:
        account_of = _Told()
        account_of.add(account, stop)
        words = told(f"no account tells the way there; “{stop.words}”", "route.no_way_there", words=stop.words)
        legs.append(_make_leg(len(places) - 1, (places[-1], stop.place), account_of, sources, winding, unknown=words))
    name = f"{places[0].words} – {places[-1].words}"
    return Route(
        id=content_id("w", [leg.id for leg in legs]),
        name=name,
        legs=tuple(sorted(legs, key=lambda leg: (leg.order, leg.id))),
        low_km=None if low is None else round(low, 1),
        high_km=None if high is None else round(high, 1),
        words=_describe(line, (low, high), winding, len(main_sources), sources),
    )


def _main_legs(line: _Line, sources: Mapping[str, Source], winding: tuple[float, float]) -> list[Leg]:
    legs = []
    for order, (one, other) in enumerate(pairwise(line.stops)):
        known = line.told.get((stop_key(one.place), stop_key(other.place)))
        unknown = "" if known else told("no account tells this part of the way", "route.no_way")
        legs.append(_make_leg(order, (one.place, other.place), known or _Told(), sources, winding, unknown=unknown))
    return legs


def _other_legs(line: _Line, sources: Mapping[str, Source], winding: tuple[float, float]) -> list[Leg]:
    """The ways that differ from the line, at the order of the part that they replace."""
    keys, legs = line.keys(), []
    for before, after, run, account in line.others:
        first = keys.index(before) if before else max(0, keys.index(after) - len(run))
        ends = [line.stops[keys.index(key)] for key in (before, after) if key]
        chain = [*(ends[:1] if before else []), *run, *(ends[-1:] if after else [])]
        for step, (one, other) in enumerate(pairwise(chain)):
            told = _Told()
            told.add(account, one, other) if other in run else told.add(account, run[-1])
            legs.append(_make_leg(first + step, (one.place, other.place), told, sources, winding))
    return legs


def _make_leg(
    order: int,
    ends: tuple[PlaceRef, PlaceRef],
    told: _Told,
    sources: Mapping[str, Source],
    winding: tuple[float, float],
    *,
    unknown: str = "",
) -> Leg:
    low, high = leg_length(*ends, winding)
    source_ids = tuple(sorted(told.sources, key=lambda source_id: (sources[source_id].name, source_id)))
    claim_ids = tuple(sorted(told.claims))
    return Leg(
        id=content_id("l", order, ends, source_ids, claim_ids),
        order=order,
        start=ends[0],
        end=ends[1],
        when=told.when,
        source_ids=source_ids,
        claim_ids=claim_ids,
        low_km=None if low is None else round(low, 1),
        high_km=None if high is None else round(high, 1),
        is_known=not unknown,
        words=unknown or " / ".join(sorted(told.words)),
    )


def _describe(line: _Line, length: Range, winding: tuple[float, float], tellers: int, sources: Mapping[str, Source]) -> str:
    """The route in a sentence or two."""
    unlocated = [stop.place.name for stop in line.stops if stop.place.lat is None]
    stops = told(f"{len(line.stops)} stops", "count.stop", count=len(line.stops))
    by = told(f"{tellers} source{'s' if tellers != 1 else ''}", "of.source", count=tellers)
    parts: list[str] = [told(f"{stops}, told by {by}", "route.told", stops=stops, tellers=by)]
    if line.coarse:
        names = sorted(sources[source_id].name for source_id in line.coarse)
        items = told("", "list", items=names)
        parts.append(told(f"told more coarsely by {', '.join(names)}", "route.coarse", names=items))
    if line.others:
        words = f"{len(line.others)} other way{'s' if len(line.others) != 1 else ''} told"
        parts.append(told(words, "route.others", count=len(line.others)))
    if length[0] is not None and length[1] is not None:
        low, high = f"{length[0]:,.0f}", f"{length[1]:,.0f}"
        words = f"{low} to {high} km by straight lines times {winding[0]:g} to {winding[1]:g} for the winding of roads"
        parts.append(told(words, "route.length", low=low, high=high, least=winding[0], most=winding[1]))
    if unlocated:
        items = told("", "list", items=unlocated)
        parts.append(told(f"in no gazetteer: {', '.join(unlocated)}", "route.unlocated", names=items))
    return told("; ".join(parts), "route.words", parts=parts)
