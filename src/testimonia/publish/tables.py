"""The tables of a map page: places with the words behind them, legs, and what happened when.

Why tables carry the content: a screen reader, a printer and a browser without scripts get everything, and the script shows a
place by copying its row, so other people's words are escaped in one place only. Why roles: on a telephone rows are drawn as
blocks, and a browser then forgets that they are a table.
"""

from collections.abc import Iterable, Mapping

from testimonia.model.events import Event
from testimonia.model.maps import Extent, MapData, MapPlace, Mention
from testimonia.model.precision import where_precision
from testimonia.model.routes import Leg, Route
from testimonia.model.values import PlaceRef
from testimonia.publish.days import day_range
from testimonia.publish.drawing import kind_of, leg_id
from testimonia.publish.escaping import escape
from testimonia.publish.frame import has_point
from testimonia.publish.timeline_words import known_words

EXTENTS = {
    Extent.POINT: "a point",
    Extent.CIRCLE: "within {radius:g} km",
    Extent.AREA: "an area; the point is its middle",
    Extent.UNKNOWN: "in no gazetteer: not drawn",
}
LEG_KINDS = {
    "known": "as told",
    "alternative": "the accounts differ here",
    "unknown": "no account describes it",
}
NOT_ASSERTED = ("asserts", "")
"""Stances that need no word beside a quotation."""


def bdi(text: str) -> str:
    """A name inside a sentence: its direction is its own, which is what the element is for."""
    return f"<bdi>{escape(text)}</bdi>"


def place_rows(data: MapData) -> str:
    """The rows of the table of places."""
    events = {event.id: event for event in data.events}
    return "\n".join(_place_row(place, events) for place in data.places)


def extent_words(place: MapPlace) -> str:
    """How exactly a place is known, in words and in UCDP's code."""
    words, code = EXTENTS[place.extent].format(radius=place.place.radius_km), where_precision(place.place)
    return f"{words} (UCDP where_prec {code})" if code else words


def _place_row(place: MapPlace, events: Mapping[str, Event]) -> str:
    dated = [event for event_id in place.event_ids if (event := events.get(event_id)) and day_range(event.when)]
    when = "; ".join(dict.fromkeys(escape(known_words(event.when)) for event in dated)) or "no date"
    names = ", ".join(bdi(name) for name in place.names)
    also = f'<span class="also">also: {names}</span>' if names else ""
    cells = (
        ("How exactly", extent_words(place)),
        ("Where", _coordinates(place.place)),
        ("Dates told with it", when),
        ("Claims", f'<div class="behind">{_mentions(place.mentions)}</div>'),
    )
    return _row(place.id, f"{_link(place)}{also}", cells)


def _row(name: str, heading: str, cells: Iterable[tuple[str, str]]) -> str:
    """A row of a table: its id without ``row-``, and what is in it as markup, each cell with the name of its column."""
    shown = "".join(f'<td role="cell" data-th="{column}">{content}</td>' for column, content in cells)
    return f'<tr role="row" id="row-{name}"><th role="rowheader" scope="row">{heading}</th>{shown}</tr>'


def _link(place: MapPlace) -> str:
    """The place's name; leads to it on the map if it is drawn, with and without the script."""
    name = bdi(place.name)
    return f'<a href="#{place.id}">{name}</a>' if has_point(place.place) else name


def _coordinates(ref: PlaceRef) -> str:
    if not has_point(ref):
        return "unknown"
    country = f" ({escape(ref.country)})" if ref.country else ""
    return f"{ref.lat:.3f}, {ref.lon:.3f}{country}"


def _mentions(mentions: Iterable[Mention]) -> str:
    shown = "".join(_mention(mention) for mention in mentions)
    return f"<ol>{shown}</ol>" if shown else "<p>No claim names it: it is an end of a route or the place of an event.</p>"


def _mention(mention: Mention) -> str:
    stance = "" if mention.stance in NOT_ASSERTED else f" {escape(mention.stance)}"
    who = bdi(mention.source) if mention.source else "source unknown"
    mark = ' <span class="protected">protected source</span>' if mention.is_protected else ""
    date = f"<time>{escape(mention.said_on)}</time>" if mention.said_on else "date unknown"
    where = ", ".join(escape(part) for part in (mention.item, mention.locator) if part)
    return (
        f'<li><blockquote dir="auto">{escape(mention.before)}<mark>{escape(mention.words)}</mark>{escape(mention.after)}'
        f'</blockquote><p class="from">{who}{stance}, {date}{mark}<br><span class="file">{where} '
        f"· {escape(mention.claim_id)}</span></p></li>"
    )


def leg_rows(data: MapData) -> str:
    """The rows of the table of legs, route by route."""
    return "\n".join(_leg_row(leg, route, data.sources) for route in data.routes for leg in route.legs)


def _leg_row(leg: Leg, route: Route, sources: Mapping[str, str]) -> str:
    who = ", ".join(bdi(sources.get(source_id, "source unknown")) for source_id in leg.source_ids) or "nobody"
    drawn = "" if has_point(leg.start) and has_point(leg.end) else " Not drawn: an end has no coordinates."
    length = length_words(leg.low_km, leg.high_km)
    words = (
        f'<div class="behind"><blockquote dir="auto">{escape(leg.words)}</blockquote>'
        f'<p class="from">{who}<br><span class="file">{escape(", ".join(leg.claim_ids))}</span></p></div>'
    )
    cells = (
        ("Route", bdi(route.name)),
        ("How it is known", f"{LEG_KINDS[kind_of(route, leg)]}.{drawn}"),
        ("When", escape(known_words(leg.when))),
        ("Length", length),
        ("Words", words),
    )
    return _row(leg_id(route, leg), f"{leg.order + 1}. {bdi(leg.start.name)} → {bdi(leg.end.name)}", cells)


def length_words(low: float | None, high: float | None) -> str:
    """The length of a leg in words.

    >>> length_words(43.2, 64.8), length_words(None, None)
    ('43 to 65 km', 'unknown')
    """
    if low is None:
        return "unknown"
    return f"{low:,.0f} to {high:,.0f} km" if high is not None and round(high) != round(low) else f"{low:,.0f} km"


def route_notes(data: MapData) -> str:
    """Each route's own sentence about length, duration and speed."""
    return "".join(f'<p dir="auto">{bdi(route.name)}: {escape(route.words)}</p>' for route in data.routes if route.words)


def timeline_items(data: MapData) -> str:
    """The list of events, dated ones first as they come; each leads to its place."""
    at = {event_id: place for place in reversed(data.places) for event_id in place.event_ids}
    return "\n".join(_event(event, at.get(event.id), data.sources) for event in data.events)


def _event(event: Event, place: MapPlace | None, sources: Mapping[str, str]) -> str:
    known = day_range(event.when)
    times = f"{known[0]}-{known[1]}" if known else ""
    words = f' <q dir="auto">{escape(event.when.words)}</q>' if event.when and event.when.words else ""
    who = ", ".join(bdi(sources.get(source_id, "source unknown")) for source_id in event.source_ids)
    where = f' data-for="{place.id}"' if place else ""
    named = f' · <span class="at">{_link(place)}</span>' if place else ""
    return (
        f'<li data-times="{times}"{where}><span class="when">{escape(known_words(event.when))}</span>'
        f'{words} <span class="what" dir="auto">{escape(event.what)}</span> <span class="who">{who}{named}</span></li>'
    )


def slider_days(data: MapData) -> list[int]:
    """The days a slider stops at: first and last days of dated events and legs, in order."""
    moments = [event.when for event in data.events] + [leg.when for route in data.routes for leg in route.legs]
    return sorted({day for moment in moments if (known := day_range(moment)) for day in known})
