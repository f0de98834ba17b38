"""The map or the routes of a case as KML, for earth viewers, phones and hand-held receivers.

Why what has no coordinates is there too: viewers list every placemark, and a village in no gazetteer is part of the account.

Source: OGC KML 2.2 (07-147r2); a placemark needs no geometry.
"""

from collections.abc import Iterable, Mapping, Sequence

from testimonia.model.events import Event
from testimonia.model.maps import MapData, MapPlace
from testimonia.model.routes import Leg, Route
from testimonia.model.values import Moment, PlaceRef
from testimonia.publish.drawing import kind_of
from testimonia.publish.escaping import escape
from testimonia.publish.frame import has_point
from testimonia.publish.map_page import WARNING
from testimonia.publish.route_lines import unplaced_stretches, words_of_stretch
from testimonia.publish.shapes import Path, course, outline, position
from testimonia.publish.tables import extent_words, length_words

STYLES = {
    "place": "<IconStyle><color>ff005ed5</color></IconStyle>",
    "area": "<LineStyle><color>ff005ed5</color><width>1</width></LineStyle><PolyStyle><color>33005ed5</color></PolyStyle>",
    "known": "<LineStyle><color>ffb27200</color><width>4</width></LineStyle>",
    "alternative": "<LineStyle><color>ff009fe6</color><width>3</width></LineStyle>",
    "unknown": "<LineStyle><color>ff808080</color><width>1</width></LineStyle>",
}
"""Colours are alpha, blue, green, red, apart in lightness too; KML knows no dashes, so widths differ."""
TIME_DIGITS = (4, 7, 10)
"""Lengths of a year, a month and a day: what a time stamp may be besides a full time."""


def to_kml(data: MapData, *, note: str = WARNING) -> str:
    """Places, legs and unknown stretches as placemarks, each with its claims as text; a folder for each route.

    Args:
        data: what to show.
        note: description of the whole; the warning of the team's own map if not given.

    Returns:
        The document; the same data gives the same bytes.
    """
    events = {event.id: event for event in data.events}
    styles = "".join(f'<Style id="{name}">{style}</Style>\n' for name, style in STYLES.items())
    routes = "".join(_route(route, data.sources) for route in data.routes)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
        f"<name>{escape(data.title)}</name>\n<description>{escape(note)}</description>\n{styles}"
        f"{_folder('Places', '', (_place(place, events) for place in data.places))}{routes}</Document></kml>\n"
    )


def _route(route: Route, sources: Mapping[str, str]) -> str:
    marks = [_leg(leg, route, sources) for leg in route.legs]
    for start, over, end in unplaced_stretches(route):
        name, line = f"{start.name} … {end.name}", _course(start, end)
        marks.append(_placemark(name, [words_of_stretch(over)], "", "unknown", line))
    return _folder(route.name, route.words, marks)


def _folder(name: str, about: str, marks: Iterable[str]) -> str:
    return f"<Folder><name>{escape(name)}</name><description>{escape(about)}</description>\n{''.join(marks)}</Folder>\n"


def _place(place: MapPlace, events: Mapping[str, Event]) -> str:
    lines = [f"How exactly: {extent_words(place)}."]
    for mention in place.mentions:
        who = mention.source or "source unknown"
        lines.append(
            f"“{mention.words}” ({who}, {mention.said_on or 'date unknown'}, {mention.item} {mention.locator})".strip()
        )
    when = [event.when for event_id in place.event_ids if (event := events.get(event_id))]
    return _placemark(place.name, lines, _span(when), "area" if place.place.radius_km else "place", _spot(place.place))


def _leg(leg: Leg, route: Route, sources: Mapping[str, str]) -> str:
    kind = kind_of(route, leg)
    who = ", ".join(sources.get(source_id, "source unknown") for source_id in leg.source_ids)
    claims = f"Claims: {', '.join(leg.claim_ids)}" if leg.claim_ids else ""
    name = f"{leg.order + 1}: {leg.start.name} → {leg.end.name} ({kind})"
    lines = [leg.words, who, f"Length: {length_words(leg.low_km, leg.high_km)}", claims]
    return _placemark(name, lines, _span([leg.when]), kind, _course(leg.start, leg.end))


def _placemark(name: str, lines: Iterable[str], time: str, style: str, geometry: str) -> str:
    description = escape("\n".join(line for line in lines if line))
    return (
        f"<Placemark><name>{escape(name)}</name><description>{description}</description>{time}"
        f"<styleUrl>#{style}</styleUrl>{geometry}</Placemark>\n"
    )


def _spot(ref: PlaceRef) -> str:
    if not has_point(ref):
        return ""
    if not ref.radius_km:
        return f"<Point>{_coordinates([position(ref)])}</Point>"
    rings = [f"<LinearRing>{_coordinates(ring)}</LinearRing>" for ring in outline(ref)]
    return _together([f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>" for ring in rings])


def _course(start: PlaceRef, end: PlaceRef) -> str:
    if not (has_point(start) and has_point(end)):
        return ""
    lines = course(start, end)
    return _together([f"<LineString><tessellate>1</tessellate>{_coordinates(line)}</LineString>" for line in lines])


def _together(shapes: Sequence[str]) -> str:
    return shapes[0] if len(shapes) == 1 else f"<MultiGeometry>{''.join(shapes)}</MultiGeometry>"


def _coordinates(path: Path) -> str:
    return f"<coordinates>{' '.join(f'{lon},{lat}' for lon, lat in path)}</coordinates>"


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
