"""Put a timeline together for showing: events, the names of those who tell them, and only what was asked for."""

from collections.abc import Sequence

from testimonia.model.events import Event, Importance, OrderClash
from testimonia.model.timelines import TimelineRow, TimelineSheet
from testimonia.pipeline.case import Case
from testimonia.reconstruct.edtf import from_edtf
from testimonia.reconstruct.ranges import of_bounds, of_moment


def make_sheet(case: Case, *, top: int, within: str, limit: int, language: str) -> TimelineSheet:
    """What `Investigation.timeline_sheet` returns."""
    events: Sequence[Event] = case.store.results("event", Event)
    number = len(events)
    if within:
        asked = of_moment(from_edtf(within))
        events = [e for e in events if e.when and of_moment(e.when).is_known and of_moment(e.when).overlaps(asked)]
    days: Sequence[Importance] = case.store.results("day", Importance) if top else ()
    if top:
        if within:
            days = [day for day in days if of_bounds(day.day).overlaps(asked)]
        days = days[:top]
        events = [event for event in events if _is_on(event, days)]
    events = events[: limit or None]
    names = {source.id: source.name for source in case.store.sources().values()}
    rows = tuple(TimelineRow(e, tuple(names.get(source_id, source_id) for source_id in e.source_ids)) for e in events)
    return TimelineSheet(
        title=case.brief.title or case.root.resolve().name,
        rows=rows,
        clashes=tuple(case.store.results("order_clash", OrderClash)),
        days=tuple(days),
        time_zone=case.brief.time_zone,
        language=language or case.brief.language or "en",
        left_out=number - len(rows),
    )


def _is_on(event: Event, days: Sequence[Importance]) -> bool:
    """Whether an event is known to lie on one of some days."""
    bounds = of_moment(event.when) if event.when else None
    span = bounds.days if bounds is not None else None
    return span is not None and span[0] == span[1] and any(span[0].isoformat() == day.day for day in days)
