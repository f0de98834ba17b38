"""Typed values of claims: low / best / high, a unit, and the words they were read from.

Why intervals: "almost 50" and "a few dozen" are not numbers. A value keeps what the words allow, and the words. ``None``
as a bound means that side is open ("more than 100" has no upper bound).
"""

from enum import StrEnum

from msgspec import Struct


class Hedge(StrEnum):
    """How a quantity was qualified; decides the shape of its likelihood."""

    EXACT = "exact"
    ABOUT = "about"
    MIN = "min"
    """At least, more than: the upper bound is open."""
    MAX = "max"
    """At most, up to, fewer than: the lower bound is open or zero."""
    RANGE = "range"
    """Both ends stated: between 250 and 300; 500 or 600."""
    VAGUE = "vague"
    """No figure stated: dozens, a few hundred, many."""


class Amount(Struct, frozen=True, tag="amount"):
    """A count or a physical quantity. ``unit`` is the counted noun's lemma ("fighter") or a physical unit ("km")."""

    low: float | None
    best: float | None
    high: float | None
    unit: str
    words: str
    hedge: Hedge = Hedge.EXACT
    per: str = ""
    """Rate: what the amount is for one of ("driver" in "three or four with each driver")."""


class Money(Struct, frozen=True, tag="money"):
    """An amount of money. ``unit`` is the ISO 4217 code, or the currency's word where the code is not certain."""

    low: float | None
    best: float | None
    high: float | None
    unit: str
    words: str
    hedge: Hedge = Hedge.EXACT
    per: str = ""


class Duration(Struct, frozen=True, tag="duration"):
    """A length of time in seconds; ``words`` keep the unit that was said."""

    low: float | None
    best: float | None
    high: float | None
    words: str
    hedge: Hedge = Hedge.EXACT
    unit: str = "s"
    per: str = ""


class Moment(Struct, frozen=True, tag="moment"):
    """A point or stretch of time with four bounds.

    Bounds are local ISO 8601 (``2017-10-12T16:00``), empty where unknown. For a point in time the start and the end are
    the same unknown instant. ``value`` is the TIMEX3-style value (``2017-10-12``, ``2017-W41``, ``T16:00``).

    Source: four-bound time ranges as in EDTF (ISO 8601-2) and TIMEX3 (TimeML 1.2.1) for ``value``.
    """

    earliest_start: str
    latest_start: str
    earliest_end: str
    latest_end: str
    words: str
    value: str = ""
    hedge: Hedge = Hedge.EXACT
    zone: str = ""
    """IANA time zone, or empty: unknown."""


class Precision(StrEnum):
    """How exactly a place is known from the words used, so that a map can draw a point, a circle or an area."""

    UNKNOWN = ""
    """No gazetteer knows it: it has no coordinates."""
    EXACT = "exact"
    """The named town, village or site itself."""
    VICINITY = "vicinity"
    """Around a named place, within about 25 km: "near", "countryside of", "north of"."""
    LOCALITY = "locality"
    """No more than the wider area: a division, a country, a river, somewhere between two places."""


class PlaceRef(Struct, frozen=True, tag="place"):
    """A place as named, with coordinates in WGS 84 degrees where a gazetteer knows it."""

    name: str
    words: str
    lat: float | None = None
    lon: float | None = None
    gazetteer_id: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2."""
    radius_km: float = 0.0
    """How far the place reaches from its point, for countries, regions and rivers; 0 for a point or where it is unknown."""
    precision: Precision = Precision.UNKNOWN
    """How exactly the place is known; the point of anything but an exact place is only the middle of where it may be."""


class Occurrence(Struct, frozen=True, tag="occurrence"):
    """Whether something happened. ``event`` names it by lemmas ("deal make")."""

    event: str
    happened: bool
    words: str


Value = Amount | Money | Duration | Moment | PlaceRef | Occurrence
Quantity = Amount | Money | Duration
"""The values that are an interval on one numeric axis."""


def value_type(value: Value) -> str:
    """The value's type as written in ``investigation.toml``: amount, money, duration, moment, place, occurrence."""
    return str(value.__struct_config__.tag)
