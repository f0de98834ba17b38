"""The time that replies which can all be true leave, as a value: what a timeline can compute with."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from testimonia.model.values import Moment
from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.intervals import EPOCH, Interval


def shared_moment(camp: Sequence[Evidence], shared: Interval) -> Moment | None:
    """The moment that a camp's replies have in common.

    Args:
        camp: replies that share a time.
        shared: what their intervals have in common.

    Returns:
        The weightiest reply that is exactly this, as it was said; else the most precise reply's words with the shared bounds;
        None if there is no dated reply.
    """
    dated = [(item.interval, item.position.value) for item in sorted(camp, key=lambda item: item.order) if item.interval]
    moments = [(interval, value) for interval, value in dated if isinstance(value, Moment)]
    if not moments:
        return None
    for interval, value in moments:
        if interval == shared:
            return value
    _, closest = min(moments, key=lambda pair: pair[0].high - pair[0].low)
    low, high = _iso(shared.low), _iso(shared.high)
    return replace(closest, earliest_start=low, latest_start=high, earliest_end=low, latest_end=high)


def _iso(minutes: float) -> str:
    try:
        return (EPOCH + timedelta(minutes=minutes)).isoformat(timespec="minutes")
    except OverflowError:  # an open side, or a year that the calendar of the machine lacks
        return ""
