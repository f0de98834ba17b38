"""What a journey would have needed, and what is impossible: speed, seats, the length of a convoy.

Why sums in words: "six hours" and "three hundred kilometres" are each believable; a reader sees that they need an average of
fifty kilometres an hour on a desert track only when somebody does the sum. Every check says its figures, and calls something
impossible only where no value within the intervals would do.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from testimonia.model.brief import RuleText
from testimonia.model.findings import Question
from testimonia.model.ids import content_id
from testimonia.model.routes import Route
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Source, Stance, Statement
from testimonia.model.values import Amount, Duration

Pairs = Sequence[tuple[Claim, Statement]]
Sources = Mapping[str, Source]

FASTEST_KMH = 80.0
"""No loaded convoy averages more; an assumption, replaced by a rule such as ``route_length <= 80 * journey``."""
SPACING_M = (10.0, 60.0)
"""From bumper to bumper, vehicle and gap together: a car and its gap take at least 10 m, in a convoy rarely more than 60 m.
An assumption, replaced by rules such as ``1000 * convoy_length <= 60 * lorries + 60 * cars``."""

JOURNEY = frozenset({"journey", "job", "trip", "drive", "route", "way", "road", "march", "ride", "crossing"})
TRAVELS = frozenset({"drive", "travel", "march", "walk", "ride", "sail"})
CONVOYS = frozenset({"convoy", "column", "line", "motorcade"})
VEHICLES = frozenset({"lorry", "truck", "bus", "coach", "vehicle", "car", "pickup", "van", "trailer", "minibus"})
PEOPLE = frozenset({"people", "person", "passenger", "customer"})
LEAVING = frozenset({"leave", "pass", "depart", "travel", "ride", "escape", "go"})
PROMISED = frozenset({Stance.PROMISES, Stance.EXPECTS, Stance.STIPULATES})

KINDS = ("speed", "distance", "spacing", "capacity")
"""Kinds of checks in the order they are shown."""

_HOUR = 3600.0
_SIGN = re.compile(r"(<=|>=)")
_TERM = re.compile(r"(?:(?P<factor>\d+(?:\.\d+)?)\s*\*\s*)?(?P<name>[a-z][a-z0-9_]*)")


class Check(Struct, frozen=True):
    """One sum about a journey or a convoy, in words."""

    id: str
    route_id: str
    """Empty where the check is about a convoy and not about its way."""
    kind: str
    """One of `KINDS`."""
    words: str
    is_impossible: bool
    source_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]


class Limits(NamedTuple):
    """What the editors' rules allow, or the defaults above."""

    fastest_kmh: float = FASTEST_KMH
    spacing_m: tuple[float, float] = SPACING_M
    seats: tuple[tuple[str, float], ...] = ()
    """Lemma of a vehicle and how many people it holds; from a rule, otherwise from loads that were told."""
    speed_rule: str = ""
    seats_rule: str = ""
    spacing_rule: str = ""


class _Figure(NamedTuple):
    claim: Claim
    source_id: str
    low: float
    high: float
    """Infinite where the side is open."""


def read_limits(rules: Iterable[RuleText], questions: Iterable[Question]) -> Limits:
    """The limits that the rules of ``investigation.toml`` state, as far as they have one of the three simple forms.

    >>> rule = RuleText("speed", "length <= 60 * hours")
    >>> asked = [Question("length", "", "amount", unit="km"), Question("hours", "", "duration", unit="hour")]
    >>> read_limits([rule], asked).fastest_kmh
    60.0
    """
    asked = {question.id: question for question in questions}
    limits = Limits()
    for rule in rules:
        parts = _SIGN.split(rule.expression, maxsplit=1)
        left, sign, right = (part.strip() for part in parts) if len(parts) == 3 else ("", "", "")
        first = _TERM.fullmatch(left)
        terms = [_TERM.fullmatch(term.strip()) for term in right.split("+")] if right else []
        known = [term for term in terms if term and term["name"] in asked]
        if first is None or first["name"] not in asked or not known or len(known) != len(terms):
            continue
        limits = _take_rule(limits, rule.id, asked, first, sign, known)
    return limits


def _take_rule(
    limits: Limits, rule_id: str, asked: Mapping[str, Question], first: re.Match[str], sign: str, terms: Sequence[re.Match[str]]
) -> Limits:
    question, scale = asked[first["name"]], float(first["factor"] or 1)
    factors = [float(term["factor"] or 1) / scale for term in terms]
    others = [asked[term["name"]] for term in terms]
    if question.unit == "km" and sign == "<=" and len(terms) == 1 and others[0].value_type == "duration":
        return limits._replace(fastest_kmh=factors[0], speed_rule=rule_id)
    if any(other.unit not in VEHICLES for other in others):
        return limits
    if question.unit == "km":
        metres = 1000 * (max(factors) if sign == "<=" else min(factors))
        spacing = (limits.spacing_m[0], metres) if sign == "<=" else (metres, limits.spacing_m[1])
        return limits._replace(spacing_m=spacing, spacing_rule=rule_id)
    if question.unit in PEOPLE and sign == "<=":
        seats = tuple((other.unit, factor) for other, factor in zip(others, factors, strict=True))
        return limits._replace(seats=seats, seats_rule=rule_id)
    return limits


def what_is_impossible(
    routes: Sequence[Route], testimony: Iterable[tuple[Claim, Statement]], sources: Sources, limits: Limits
) -> tuple[Check, ...]:
    """Every sum that can be made of the routes and the figures told, the impossible ones first.

    Args:
        routes: as `testimonia.reconstruct.routes.build_routes` gives them; figures of a journey are checked against the first,
            the one told most fully.
        testimony: claims with their statements.
        sources: by id.
        limits: what is possible.
    """
    claims = sorted(
        ((c, s) for c, s in testimony if c.polarity is Polarity.AFFIRMED and s.source_id in sources),
        key=lambda pair: pair[0].id,
    )
    checks: list[Check] = []
    if routes:
        checks += _distance_checks(routes[0], claims, sources)
        checks += _speed_checks(routes[0], claims, sources, limits)
    checks += _capacity_checks(claims, sources, limits)
    checks += _spacing_checks(claims, sources, limits)
    unique = {check.words: check for check in checks}
    return tuple(sorted(unique.values(), key=lambda check: (not check.is_impossible, KINDS.index(check.kind), check.words)))


def _distance_checks(route: Route, claims: Pairs, sources: Sources) -> Iterator[Check]:
    if route.low_km is None or route.high_km is None:
        return
    for told in _lengths(claims, JOURNEY):
        is_short = told.high < route.low_km
        verdict = (
            f"shorter than the straight lines between the stops, {_km(route.low_km)}"
            if is_short
            else f"within the {_range(route.low_km, route.high_km)} km of the stops and the winding of roads"
            if told.low <= route.high_km
            else f"longer than the stops and the winding of roads explain, {_km(route.high_km)}: more stops, or detours"
        )
        yield _check(route.id, "distance", f"{_said(told, sources)} for the route is {verdict}.", is_short, [told])


def _speed_checks(route: Route, claims: Pairs, sources: Sources, limits: Limits) -> Iterator[Check]:
    lengths = [(told.low, told.high, [told]) for told in _lengths(claims, JOURNEY)]
    if route.low_km is not None and route.high_km is not None:
        lengths.append((route.low_km, route.high_km, []))
    for told in _durations(claims):
        for low_km, high_km, length in lengths:
            hours = told.high / _HOUR
            least = low_km / hours if hours else 0.0
            most = high_km / (told.low / _HOUR) if told.low > 0 else None
            is_impossible = least > limits.fastest_kmh
            over = _said(length[0], sources) if length else f"{_range(low_km, high_km)} km, as the stops lie"
            speeds = f"at least {least:,.0f}" if most is None else _range(least, most)
            promised = ", promised," if told.claim.stance in PROMISED else ""
            words = f"{_capital(_said(told, sources))}{promised} would need an average of {speeds} km/h over {over}"
            limit = f"{limits.fastest_kmh:g} km/h" + (f" (rule {limits.speed_rule})" if limits.speed_rule else "")
            words += f": impossible, more than {limit}." if is_impossible else f"; possible up to {limit}."
            yield _check(route.id, "speed", words, is_impossible, [told, *length])


def _capacity_checks(claims: Pairs, sources: Sources, limits: Limits) -> Iterator[Check]:
    vehicles = _vehicles(claims)
    seats = dict(limits.seats)
    used = list(vehicles)
    if not seats:
        loads = [told for told in _amounts(claims) if _unit(told) in PEOPLE and _is_load(told.claim)]
        if not loads or not vehicles:
            return
        largest = max(loads, key=lambda told: told.high)
        seats = {_unit(told): largest.high for told in vehicles}
        used.append(largest)
    counted = [(told, seats[_unit(told)]) for told in vehicles if _unit(told) in seats]
    if not counted:
        return
    room = sum(told.high * each for told, each in counted)
    listed = " + ".join(
        f"{told.claim.value.words} x {each:g}" for told, each in counted if isinstance(told.claim.value, Amount)
    )
    by_rule = f" (rule {limits.seats_rule})" if limits.seats_rule else ""
    people = [told for told in _amounts(claims) if _unit(told) in PEOPLE and told.claim.about.predicate in LEAVING]
    people = [told for told in people if told.claim.stance in FACTUAL]
    if room == float("inf"):  # said once, of the largest figure
        people = sorted(people, key=lambda told: (-told.low, told.claim.id))[:1]
    for told in people:
        is_impossible = told.low > room
        words = f"{_capital(_said(told, sources))} against {listed} seats{by_rule}: "
        if room == float("inf"):
            words += "the number of vehicles is open upwards, so nothing is impossible."
        else:
            words += f"room for {room:,.0f}, {'impossible' if is_impossible else 'possible'}."
        yield _check("", "capacity", words, is_impossible, [told, *used])


def _spacing_checks(claims: Pairs, sources: Sources, limits: Limits) -> Iterator[Check]:
    vehicles = _vehicles(claims)
    low, high = sum(told.low for told in vehicles), sum(told.high for told in vehicles)
    if len(vehicles) == 0 or low <= 0:
        return
    closest, widest = limits.spacing_m
    for told in _lengths(claims, CONVOYS):
        least_m, most_m = 1000 * told.low / high, 1000 * told.high / low
        is_impossible = most_m < closest or (least_m > widest and high != float("inf"))
        number = f"{low:,.0f} or more" if high == float("inf") else _range(low, high)
        spaces = f"at most {most_m:,.0f}" if high == float("inf") else _range(least_m, most_m)
        words = (
            f"{_capital(_said(told, sources))} for {number} vehicles means one every {spaces} m; "
            f"{closest:g} to {widest:g} m are plausible: {'impossible' if is_impossible else 'possible'}."
        )
        yield _check("", "spacing", words, is_impossible, [told, *vehicles])


def _vehicles(claims: Pairs) -> list[_Figure]:
    """The fullest list of vehicles that one source gives in one item: lists of two sources are not added up."""
    by_teller: dict[tuple[str, str], dict[str, _Figure]] = {}
    for told in _amounts(claims):
        unit = _unit(told)
        if unit in VEHICLES and told.claim.stance in FACTUAL and told.low > 1 and not told.claim.about.scope:
            known = by_teller.setdefault((told.source_id, told.claim.rendition_id), {})
            if unit not in known or told.low > known[unit].low:
                known[unit] = told
    lists = sorted(by_teller.items(), key=lambda entry: (-len(entry[1]), -sum(f.low for f in entry[1].values()), entry[0]))
    return [lists[0][1][unit] for unit in sorted(lists[0][1])] if lists else []


def _is_load(claim: Claim) -> bool:
    return any(
        word.rstrip("s") in VEHICLES or word in VEHICLES for scope in claim.about.scope for word in scope.casefold().split()
    )


def _lengths(claims: Pairs, nouns: frozenset[str]) -> list[_Figure]:
    """Lengths in kilometres of something of that name."""
    return [
        told
        for told in _amounts(claims)
        if _unit(told) == "km" and {told.claim.about.noun, told.claim.about.subject} & nouns and told.claim.stance in FACTUAL
    ]


def _durations(claims: Pairs) -> Iterator[_Figure]:
    """How long the journey is said to have taken, or was promised to take."""
    for claim, statement in claims:
        about = claim.about
        is_journey = bool({about.noun, about.subject} & JOURNEY) or about.predicate in TRAVELS
        if isinstance(claim.value, Duration) and is_journey and claim.stance in FACTUAL | PROMISED:
            figure = _figure(claim, statement, claim.value)
            if figure is not None and figure.high < float("inf"):
                yield figure


def _amounts(claims: Pairs) -> Iterator[_Figure]:
    for claim, statement in claims:
        if isinstance(claim.value, Amount) and not claim.value.per:
            figure = _figure(claim, statement, claim.value)
            if figure is not None:
                yield figure


def _figure(claim: Claim, statement: Statement, value: Amount | Duration) -> _Figure | None:
    if value.low is None and value.high is None and value.best is None:
        return None
    low = value.low if value.low is not None else 0.0
    return _Figure(claim, statement.source_id, low, value.high if value.high is not None else float("inf"))


def _unit(told: _Figure) -> str:
    return told.claim.value.unit if isinstance(told.claim.value, Amount) else ""


def _said(told: _Figure, sources: Sources) -> str:
    return f"{told.claim.value.words} ({sources[told.source_id].name})"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _km(length: float) -> str:
    return f"{length:,.0f} km"


def _range(low: float, high: float) -> str:
    """Two numbers, one if they look the same; one decimal below 10."""
    shown = [f"{value:,.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0") for value in (low, high)]
    return shown[0] if shown[0] == shown[1] else f"{shown[0]} to {shown[1]}"


def _check(route_id: str, kind: str, words: str, is_impossible: bool, used: Sequence[_Figure]) -> Check:
    source_ids = tuple(dict.fromkeys(figure.source_id for figure in used))
    claim_ids = tuple(sorted({figure.claim.id for figure in used}))
    return Check(content_id("x", kind, words), route_id, kind, words, is_impossible, source_ids, claim_ids)
