"""A timeline as it is shown or written to a file: events with the names of those who tell them."""

from msgspec import Struct

from testimonia.model.events import Event, Importance, OrderClash


class TimelineRow(Struct, frozen=True):
    """One event with the names of its sources, in the order of their ids in the event."""

    event: Event
    tellers: tuple[str, ...]


class TimelineSheet(Struct, frozen=True):
    """Everything a timeline says. ``rows`` are in order of time, undated ones last."""

    title: str
    rows: tuple[TimelineRow, ...]
    clashes: tuple[OrderClash, ...] = ()
    days: tuple[Importance, ...] = ()
    """The most important days, the first the most; empty if nobody asked for them."""
    time_zone: str = ""
    """IANA; empty = clock times are local, and the zone is unknown."""
    language: str = "en"
    """BCP 47 of the page's own words."""
    left_out: int = 0
    """Events that are not in ``rows``."""
