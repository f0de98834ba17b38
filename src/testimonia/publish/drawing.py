"""The layers of a map as SVG: ground, areas, towns, legs, places, labels, scale bar, north.

Why groups named by class and no style in attributes: the page has a strict content policy, and one style sheet decides
colours for day, night and paper. Symbols sit in a group of class ``s``, scaled to CSS pixels, so that the script can keep
their size while the map grows.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from testimonia.model.maps import Extent, MapData, MapPlace
from testimonia.model.routes import Leg, Route
from testimonia.model.values import PlaceRef
from testimonia.publish.basemap import Basemap, Town
from testimonia.publish.basemap_paths import draw_detail, draw_world, towns_in
from testimonia.publish.days import day_range
from testimonia.publish.escaping import escape, isolated, one_line
from testimonia.publish.frame import Box, Frame, has_point
from testimonia.publish.labels import LINE_PX, Label, Spot, other_script, place_labels, wrap
from testimonia.publish.route_lines import unplaced_stretches

ROUTE_COLOURS = 4
"""Routes are told apart by colour up to this number; then colours begin again. Order numbers stand beside them."""
BULGE = 0.12
"""How far a leg bends, as a share of its length, so that a way and the way back are two lines."""
BESIDE_PX, BADGE_PX, POINT_PX = 15.0, 9.0, 5.0
"""From the middle of a leg to its order number; how far around the number, and around a place, no label may stand."""
NEAR_KM = 4.0
"""A town of the basemap this near a place of the case is left out: it is the same place."""
WIDE = 0.4
"""Share of the view from which an area's radius says nothing by its hatching: only its edge is drawn."""
NICE = (1, 2, 5)
DOWN = f' dy="{LINE_PX:g}"'
MORE = ' class="more"'
"""Marks a line of a label that is left out where there is no room."""
CROWD = 200
"""Places from which their symbols become smaller, down to about half."""


class Drawing(NamedTuple):
    """The parts of the SVG, ready to be put into a page or a file."""

    frame: Frame
    body: str


def draw(data: MapData, basemap: Basemap, frame: Frame, *, has_world: bool = True) -> Drawing:
    """Draw everything.

    Args:
        data: what to show.
        basemap: the packaged one.
        frame: from `testimonia.publish.frame.frame_of`.
        has_world: whether the coarse world around the detailed part is drawn; a sheet that cannot be moved needs none.
    """
    shown = [place for place in data.places if has_point(place.place)]
    towns = _without_places(towns_in(basemap, frame), shown)
    stretches = [(*stretch, route) for route in data.routes for stretch in unplaced_stretches(route)]
    labels = [_stretch_label(*stretch, frame) for stretch in stretches]
    labels += [_place_label(place, frame) for place in shown]
    labels += [Label((one_line(town.name),), frame.x(town.lon), frame.y(town.lat), "town") for town in towns]
    legs = [
        (leg, route, number)
        for number, route in enumerate(data.routes)
        for leg in route.legs
        if has_point(leg.start) and has_point(leg.end)
    ]
    taken = [(*frame.point(place.place), POINT_PX) for place in shown]
    for leg, route, _ in legs:
        bend = bend_of(leg, route, frame)
        taken.append((bend.x + bend.side_x * frame.unit, bend.y + bend.side_y * frame.unit, BADGE_PX))
    layers = draw_world(basemap, frame) if has_world else []
    world = "".join(
        f'<path id="world-{layer.name}" class="{layer.name}" transform="scale({layer.grid})" d="{layer.path}"/>'
        for layer in layers
    )
    ranges = {event.id: day_range(event.when) for event in data.events}
    crowd = max(0.55, min(1.0, math.sqrt(CROWD / max(1, len(shown)))))
    parts = [
        _ground(world, basemap, frame),
        _group("areas", (_area(place, frame) for place in reversed(shown))),
        _group("towns", (_town(town, frame) for town in towns)),
        _group("legs", (_leg(leg, route, number, frame) for leg, route, number in legs)),
        _group("stretches", (_stretch(*stretch, frame) for stretch in stretches)),
        _group("places", (_place(place, ranges, frame, crowd) for place in reversed(shown))),
        _labels(labels, taken, frame),
    ]
    return Drawing(frame, "\n".join(parts))


def view_box(box: Box) -> str:
    """A rectangle as the ``viewBox`` attribute.

    >>> view_box(Box(-10.4, 0, 100, 50.5))
    '-10 0 100 50'
    """
    return " ".join(str(round(value)) for value in box)


def _group(name: str, parts: Iterable[str]) -> str:
    return f'<g class="{name}">{"".join(parts)}</g>'


def _ground(world: str, basemap: Basemap, frame: Frame) -> str:
    layers = "".join(f'<path class="{layer.name}" d="{layer.path}"/>' for layer in draw_detail(basemap, frame))
    x, y, width, height = (round(value) for value in frame.detail)
    rectangle = f'x="{x}" y="{y}" width="{width}" height="{height}"'
    half = round(180 * frame.scale)
    return (
        f'<defs><clipPath id="detail"><rect {rectangle}/></clipPath>'
        f'<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45) scale({frame.unit:.4g})"><path class="hatch" d="M0 0v7"/></pattern></defs>'
        f'<rect class="sea" x="{-half}" y="{-half}" width="{2 * half}" height="{2 * half}"/>'
        f'<g class="world">{world}</g>'
        f'<g class="detail" clip-path="url(#detail)"><rect class="sea" {rectangle}/>{layers}</g>'
    )


def _without_places(towns: Sequence[Town], places: Sequence[MapPlace]) -> list[Town]:
    known = [(place.place.lat or 0.0, place.place.lon or 0.0) for place in places if place.extent is not Extent.AREA]
    near = NEAR_KM / 111.2

    def is_new(town: Town) -> bool:
        stretch = near / max(0.1, math.cos(math.radians(town.lat)))
        return not any(abs(town.lat - lat) < near and abs(town.lon - lon) < stretch for lat, lon in known)

    return [town for town in towns if is_new(town)]


def _place_label(place: MapPlace, frame: Frame) -> Label:
    name, other = wrap(place.name), other_script(place.name, place.names)
    lines = name + wrap(other)[:1] if other else name
    return Label(lines, *frame.point(place.place), "place", place.id, least=len(name))


def _symbol(x: float, y: float, unit: float, inner: str) -> str:
    """A drawing in CSS pixels at a point."""
    return f'<g transform="translate({x:.0f} {y:.0f})"><g class="s" transform="scale({unit:.4g})">{inner}</g></g>'


def _area(place: MapPlace, frame: Frame) -> str:
    """The ground a place covers: a circle of its radius, hatched where only a region is known."""
    if place.extent not in (Extent.CIRCLE, Extent.AREA) or not place.place.radius_km:
        return ""
    x, y = frame.point(place.place)
    radius = frame.length(place.place.radius_km, place.place.lat or 0.0)
    wide = " wide" if radius > WIDE * frame.view.width else ""
    return f'<circle class="{place.extent}{wide}" data-for="{place.id}" cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}"/>'


def _town(town: Town, frame: Frame) -> str:
    size = 2.6 if town.is_capital else 1.8
    return _symbol(frame.x(town.lon), frame.y(town.lat), frame.unit, f'<circle r="{size}"/>')


def _place(place: MapPlace, ranges: Mapping[str, tuple[int, int] | None], frame: Frame, crowd: float) -> str:
    size = (4.5 + min(4.0, math.log2(1 + len(place.mentions)))) * crowd
    shape = {
        Extent.POINT: f'<circle class="dot" r="{size:.1f}"/>',
        Extent.CIRCLE: f'<circle class="ring" r="{size:.1f}"/><circle class="core" r="2"/>',
        Extent.AREA: f'<path class="diamond" d="M0 {-size:.1f}L{size:.1f} 0 0 {size:.1f} {-size:.1f} 0z"/>',
    }[place.extent]
    x, y = frame.point(place.place)
    times = times_of(place, ranges)
    claims = "1 claim" if len(place.mentions) == 1 else f"{len(place.mentions)} claims"
    title = f"<title>{isolated(place.name)}: {claims}, {place.extent}</title>"
    return (
        f'<g class="place" id="{place.id}" transform="translate({x:.0f} {y:.0f})" data-times="{times}">{title}'
        f'<g class="s" transform="scale({frame.unit:.4g})">{shape}</g></g>'
    )


def times_of(place: MapPlace, ranges: Mapping[str, tuple[int, int] | None]) -> str:
    """The days of a place's dated events, ``first-last`` each; empty: undated, and so always shown."""
    found = sorted({known for event_id in place.event_ids if (known := ranges.get(event_id))})
    return " ".join(f"{first}-{last}" for first, last in found)


def leg_id(route: Route, leg: Leg) -> str:
    """The id of a leg on the page; legs are only unique within their route."""
    return escape(f"{route.id}-{leg.id}".replace(" ", "-"))


def has_alternative(route: Route, leg: Leg) -> bool:
    """Whether the accounts differ on this leg."""
    return sum(other.order == leg.order for other in route.legs) > 1


def kind_of(route: Route, leg: Leg) -> str:
    """How a leg is drawn: ``known``, ``alternative`` (dashed) or ``unknown`` (dotted)."""
    if not leg.is_known:
        return "unknown"
    return "alternative" if has_alternative(route, leg) else "known"


class Bend(NamedTuple):
    """The course of a leg: a curve, the middle of it, and where its order number stands beside that."""

    path: str
    x: float
    y: float
    angle: float
    """Of the arrow, in degrees clockwise from east."""
    side_x: float
    """Of the number, from the middle, in CSS pixels."""
    side_y: float


def bend_of(leg: Leg, route: Route, frame: Frame) -> Bend:
    """A quadratic curve from one end to the other; alternatives bend more and more, so that they are seen apart."""
    alternatives = [other.id for other in route.legs if other.order == leg.order]
    return _bend(leg.start, leg.end, BULGE * (1 + alternatives.index(leg.id)), frame)


def _bend(start: PlaceRef, end: PlaceRef, bulge: float, frame: Frame) -> Bend:
    (x1, y1), (x2, y2) = frame.point(start), frame.point(end)
    width = x2 - x1
    if abs(width) > 180 * frame.scale:  # the shorter way round the world leads over the edge of the drawing
        x2 -= math.copysign(360 * frame.scale, width)
    bend_x, bend_y = (x1 + x2) / 2 - (y2 - y1) * bulge, (y1 + y2) / 2 + (x2 - x1) * bulge
    middle_x, middle_y = (x1 + 2 * bend_x + x2) / 4, (y1 + 2 * bend_y + y2) / 4
    angle = math.degrees(math.atan2(y2 - y1, x2 - x1))
    length = math.hypot(bend_x - middle_x, bend_y - middle_y) or 1.0
    side_x, side_y = BESIDE_PX * (bend_x - middle_x) / length, BESIDE_PX * (bend_y - middle_y) / length
    path = f"M{x1:.0f} {y1:.0f}Q{bend_x:.0f} {bend_y:.0f} {x2:.0f} {y2:.0f}"
    return Bend(path, middle_x, middle_y, angle, side_x, side_y)


def _leg(leg: Leg, route: Route, number: int, frame: Frame) -> str:
    """A bent line with an arrow and its order in the middle."""
    bend, kind, known = bend_of(leg, route, frame), kind_of(route, leg), day_range(leg.when)
    times = f"{known[0]}-{known[1]}" if known else ""
    badge = (
        f'<path class="arrow" transform="rotate({bend.angle:.0f})" d="M7 0L-5 -6 -2 0 -5 6z"/>'
        f'<g class="badge" transform="translate({bend.side_x:.0f} {bend.side_y:.0f})"><circle r="9"/>'
        f'<text y="4">{leg.order + 1}</text></g>'
    )
    title = f"<title>{leg.order + 1}: {isolated(leg.start.name)} → {isolated(leg.end.name)}, {kind}</title>"
    return (
        f'<g class="leg {kind} r{number % ROUTE_COLOURS}" id="{leg_id(route, leg)}" data-times="{times}">{title}'
        f'<path class="line" d="{bend.path}"/>{_symbol(bend.x, bend.y, frame.unit, badge)}</g>'
    )


def _stretch(start: PlaceRef, over: Sequence[PlaceRef], end: PlaceRef, route: Route, frame: Frame) -> str:
    """A part of the route over places in no gazetteer: dotted, with their names, since nobody knows where they lie."""
    bend = _bend(start, end, BULGE, frame)
    legs = [leg for leg in route.legs if leg.start in over or leg.end in over]
    names = isolated(", ".join(place.name for place in over))
    title = f"<title>{isolated(start.name)} → {names} → {isolated(end.name)}: it is not known where {names} lies</title>"
    return f'<g class="leg unknown" data-for="{leg_id(route, legs[0])}">{title}<path class="line" d="{bend.path}"/></g>'


def _stretch_label(start: PlaceRef, over: Sequence[PlaceRef], end: PlaceRef, route: Route, frame: Frame) -> Label:
    """The numbers of the legs, and the names of which nobody knows where they lie, in the middle of a stretch."""
    bend = _bend(start, end, BULGE, frame)
    legs = [leg for leg in route.legs if leg.start in over or leg.end in over]
    first, last = min(leg.order for leg in legs) + 1, max(leg.order for leg in legs) + 1
    numbers = f"{first}–{last}" if last > first else str(first)
    lines = wrap(f"{numbers}: {', '.join(place.name for place in over)}?")
    return Label(lines, bend.x, bend.y, "guess", leg_id(route, legs[0]), least=len(lines))


def _labels(labels: Sequence[Label], taken: Sequence[tuple[float, float, float]], frame: Frame) -> str:
    view, unit = frame.view, frame.unit
    scale = Box(view.x + 8 * unit, view.y + view.height - 40 * unit, 180 * unit, 40 * unit)
    north = Box(view.x + view.width - 40 * unit, view.y, 40 * unit, 52 * unit)
    placed = place_labels(labels, unit=unit, taken=taken, boxes=(scale, north), view=view)
    return _group("labels", (_label(label, spot, frame) for label, spot in zip(labels, placed, strict=True)))


def _label(label: Label, spot: Spot | None, frame: Frame) -> str:
    at = spot or Spot(0, 0, "start")
    lines = "".join(
        f'<tspan x="0"{DOWN if number else ""}{MORE if number >= label.least else ""}>{isolated(line)}</tspan>'
        for number, line in enumerate(label.lines)
    )
    state = " off" if spot is None else " one" if at.lines < len(label.lines) else ""
    target = f' data-for="{label.target}"' if label.target else ""
    return (
        f'<g class="label {label.kind}{state}" data-w="{label.width_px:.0f}" data-n="{len(label.lines)}" '
        f'data-least="{label.least}"{target} '
        f'transform="translate({label.x:.0f} {label.y:.0f})"><g class="s" transform="scale({frame.unit:.4g})">'
        f'<text transform="translate({at.dx:g} {at.dy:g})" text-anchor="{at.anchor}">{lines}</text></g></g>'
    )


def furniture(frame: Frame) -> str:
    """Scale bar and north arrow for the first view; the script moves them."""
    view, unit = frame.view, frame.unit
    _, south, _, north = frame.degrees(view)
    km, pixels = scale_bar(frame, (south + north) / 2)
    bar = (
        f'<path class="halo" d="M0 -5V0H{pixels:.0f}V-5"/><path class="bar" d="M0 -5V0H{pixels:.0f}V-5"/>'
        f'<text y="-8">{km:g} km</text>'
    )
    arrow = '<path class="north" d="M0 -14L7 8 0 3 -7 8z"/><text class="n" y="22">N</text>'
    return (
        f'<g class="furniture"><g id="scale" transform="translate({view.x + 16 * unit:.0f} '
        f'{view.y + view.height - 14 * unit:.0f})"><g class="s" transform="scale({unit:.4g})">{bar}</g></g>'
        f'<g id="north" transform="translate({view.x + view.width - 22 * unit:.0f} {view.y + 24 * unit:.0f})">'
        f'<g class="s" transform="scale({unit:.4g})">{arrow}</g></g></g>'
    )


def scale_bar(frame: Frame, lat: float) -> tuple[float, float]:
    """A round length in kilometres, and how many CSS pixels it is long in the first view: at most 160."""
    pixels_per_km = frame.length(1.0, lat) / frame.unit
    most = 160 / pixels_per_km
    power = 10.0 ** math.floor(math.log10(most))
    km = max(factor * power for factor in NICE if factor * power <= most)
    return km, km * pixels_per_km
