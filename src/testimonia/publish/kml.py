"""The map of a case as KML, for earth viewers and phones.

Source: OGC KML 2.2 (07-147r2).
"""

from collections.abc import Iterable, Mapping

from testimonia.model.events import Event
from testimonia.model.maps import MapData, MapPlace
from testimonia.model.routes import Leg, Route
from testimonia.model.values import Moment
from testimonia.publish.drawing import kind_of
from testimonia.publish.escaping import escape
from testimonia.publish.frame import has_point
from testimonia.publish.geojson import position
from testimonia.publish.map_page import WARNING
from testimonia.publish.tables import extent_words

STYLES = {
    "place": "<IconStyle><color>ff005ed5</color></IconStyle>",
    "known": "<LineStyle><color>ffb27200</color><width>3</width></LineStyle>",
    "alternative": "<LineStyle><color>ff009fe6</color><width>2</width></LineStyle>",
    "unknown": "<LineStyle><color>ff808080</color><width>1</width></LineStyle>",
}
"""Colours are alpha, blue, green, red; KML knows no dashes."""
TIME_DIGITS = (4, 7, 10)
"""Lengths of a year, a month and a day: what a time stamp may be besides a full time."""


def to_kml(data: MapData) -> str:
    """Places and legs as placemarks, each with its claims as text; what has no coordinates is left out.

    Args:
        data: what to show.

    Returns:
        The document; the same data gives the same bytes.
    """
    events = {event.id: event for event in data.events}
    places = [_place(place, events) for place in data.places if has_point(place.place)]
    legs = [
        _leg(leg, route, data.sources)
        for route in data.routes
        for leg in route.legs
        if has_point(leg.start) and has_point(leg.end)
    ]
    styles = "".join(f'<Style id="{name}">{style}</Style>\n' for name, style in STYLES.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
        f"<name>{escape(data.title)}</name>\n<description>{escape(WARNING)}</description>\n{styles}"
        f"<Folder><name>Places</name>\n{''.join(places)}</Folder>\n"
        f"<Folder><name>Routes</name>\n{''.join(legs)}</Folder>\n</Document></kml>\n"
    )


def _place(place: MapPlace, events: Mapping[str, Event]) -> str:
    lines = [f"How exactly: {extent_words(place)}."]
    for mention in place.mentions:
        who = mention.source or "source unknown"
        lines.append(
            f"“{mention.words}” ({who}, {mention.said_on or 'date unknown'}, {mention.item} {mention.locator})".strip()
        )
    lon, lat = position(place.place)
    when = [event.when for event_id in place.event_ids if (event := events.get(event_id))]
    return _placemark(place.name, lines, _span(when), "place", f"<Point><coordinates>{lon},{lat}</coordinates></Point>")


def _leg(leg: Leg, route: Route, sources: Mapping[str, str]) -> str:
    ends = " ".join(f"{lon},{lat}" for lon, lat in (position(leg.start), position(leg.end)))
    kind = kind_of(route, leg)
    who = ", ".join(sources.get(source_id, "source unknown") for source_id in leg.source_ids)
    line = f"<LineString><tessellate>1</tessellate><coordinates>{ends}</coordinates></LineString>"
    name = f"{route.name} {leg.order + 1}: {leg.start.name} → {leg.end.name} ({kind})"
    return _placemark(name, [leg.words, who], _span([leg.when]), kind, line)


def _placemark(name: str, lines: Iterable[str], time: str, style: str, geometry: str) -> str:
    description = escape("\n".join(line for line in lines if line))
    return (
        f"<Placemark><name>{escape(name)}</name><description>{description}</description>{time}"
        f"<styleUrl>#{style}</styleUrl>{geometry}</Placemark>\n"
    )


def _span(moments: Iterable[Moment | None]) -> str:
    """The stretch from the earliest start to the latest end; nothing where no start is known."""
    known = [moment for moment in moments if moment is not None]
    starts = [stamp for m in known if (stamp := _stamp(m.earliest_start))]
    ends = [stamp for m in known if (stamp := _stamp(m.latest_end))]
    if not starts:
        return ""
    end = f"<end>{max(ends)}</end>" if ends else ""
    return f"<TimeSpan><begin>{min(starts)}</begin>{end}</TimeSpan>"


def _stamp(bound: str) -> str:
    """A bound as an XML Schema date: the day, the month or the year; local times without a zone are cut to the day."""
    date = bound[:10]
    return date if len(date) in TIME_DIGITS and date.replace("-", "").isdigit() else ""
