"""Ordered movements: who went from where to where, as far as the accounts tell it."""

from msgspec import Struct

from testimonia.model.values import Moment, PlaceRef


class Leg(Struct, frozen=True):
    """One movement from a place to the next. Two legs of the same order are alternatives: the accounts differ there."""

    id: str
    order: int
    """From 0, along the route."""
    start: PlaceRef
    end: PlaceRef
    when: Moment | None
    source_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    low_km: float | None
    """Length as the crow flies; None where an end has no coordinates."""
    high_km: float | None
    """The same with the stated winding of roads."""
    is_known: bool
    """False for a gap between two known places that no account describes: drawn as unknown."""
    words: str
    """The exact words, or why the leg was drawn."""


class Route(Struct, frozen=True):
    """A movement as a whole."""

    id: str
    name: str
    legs: tuple[Leg, ...]
    """By order, then by id."""
    low_km: float | None
    high_km: float | None
    words: str
    """Length, duration and speed in a sentence."""
