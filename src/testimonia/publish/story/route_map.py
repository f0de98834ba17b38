"""The map of a story: the route as a picture that stands still on paper and without a script, and is drawn leg by leg with one.

Why two drawings over one ground: names on a map made for a desk cannot be read on a telephone, and a reader cannot zoom into a
picture that moves with the text. The ground, which is most of the weight, stands in the page once.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from testimonia.model.events import Event
from testimonia.model.maps import Extent, MapData, MapPlace
from testimonia.model.release import Release, ReleasedRoute
from testimonia.model.routes import Leg, Route
from testimonia.model.values import PlaceRef, Precision
from testimonia.publish.basemap import load_basemap
from testimonia.publish.drawing import draw, furniture, view_box
from testimonia.publish.escaping import escape
from testimonia.publish.frame import Frame, frame_of, has_point
from testimonia.publish.story.words import Texts

ROUTE_ID = "route"
WIDE_PX, NARROW_PX = 620.0, 400.0
"""Widths in CSS pixels the two drawings are made for."""
EDGE = 0.02
"""How far the ground reaches beyond the view, as a share of it: nothing can be moved."""
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_LEG = re.compile(r' (?:id|data-for)="route-(\d+)[a-z]*"')
_MARK = re.compile(r' (?:id|data-for|data-times)="[^"]*"')


class WideFrame(Frame):
    """A frame whose signs are sized for a column beside the text."""

    @property
    def unit(self) -> float:
        """Units of the drawing per CSS pixel."""
        return self.view.width / WIDE_PX


class NarrowFrame(Frame):
    """A frame whose signs are sized for a telephone."""

    @property
    def unit(self) -> float:
        """Units of the drawing per CSS pixel."""
        return self.view.width / NARROW_PX


class LegWords(Struct, frozen=True):
    """One leg in words, for those who cannot see the map."""

    number: int
    start: str
    end: str
    day: str
    length: str
    is_known: bool


class RouteMap(Struct, frozen=True):
    """The parts of the map, ready to be put into the page."""

    ground: str
    """SVG with the ground, once in a page, before any picture."""
    wide: str
    narrow: str
    """Whole SVG elements; hidden from screen readers, since ``legs`` says the same."""
    legs: tuple[LegWords, ...]


def route_map(release: Release, route_id: str, texts: Texts) -> RouteMap | None:
    """The map of a route.

    Args:
        route_id: of the release; empty: the first route, or only places where there is none.

    Returns:
        None where no place of the release has coordinates.
    """
    route = next((one for one in release.routes if route_id in ("", one.id)), None)
    data = _map_data(release, route)
    if not any(has_point(place.place) for place in data.places):
        return None
    frame = frame_of(data)
    frame = frame._replace(detail=frame.view.grown(EDGE))
    wide, narrow = WideFrame(*frame), NarrowFrame(*frame)
    ground, over = _parts(draw(data, load_basemap(), wide, has_world=False).body)
    _, over_narrow = _parts(draw(data, load_basemap(), narrow, has_world=False).body)
    return RouteMap(
        ground=f'<svg class="ground" aria-hidden="true" width="0" height="0"><g id="ground">{ground}</g></svg>',
        wide=_svg(over, wide, "wide"),
        narrow=_svg(over_narrow, narrow, "narrow"),
        legs=tuple(_leg_words(data, texts)),
    )


def _parts(body: str) -> tuple[str, str]:
    """The ground, and what lies over it, without the drawing's own titles and ids, which the page says better."""
    ground, areas, over = body.partition('\n<g class="areas">')
    ground = ground.replace('id="detail"', 'id="ground-cut"').replace("url(#detail)", "url(#ground-cut)")
    ground = re.sub(r"<pattern.*?</pattern>", "", ground, flags=re.DOTALL)
    over = _LEG.sub(r' data-leg="\1"', _TITLE.sub("", areas.lstrip("\n") + over))
    return ground, _MARK.sub("", over)


def _svg(over: str, frame: Frame, form: str) -> str:
    line = f'<path class="line" stroke-width="{3 * frame.unit:.4g}"'
    over = re.sub(r'(<g class="leg known[^>]*>)<path class="line"', rf'\1{line} pathLength="100"', over)
    bar = re.sub(r' id="[^"]*"', "", furniture(frame))
    return (
        f'<svg class="map {form}" viewBox="{view_box(frame.view)}" aria-hidden="true" focusable="false">'
        f'<use href="#ground"/>{over}{bar}</svg>'
    )


def _map_data(release: Release, route: ReleasedRoute | None) -> MapData:
    refs = {place.id: place.ref for place in release.places}
    on_route = {end for leg in route.legs for end in (leg.start_id, leg.end_id)} if route else set()
    places = [_map_place(place.id, place.ref) for place in release.places]
    places.sort(key=lambda place: (place.id not in on_route, place.id))
    events = tuple(Event(one.id, one.what, one.when, refs.get(one.place_id), (), ()) for one in release.events)
    routes = (_route(route, refs),) if route and route.legs else ()
    return MapData(release.title, tuple(places), events, routes, {})


def _map_place(place_id: str, ref: PlaceRef) -> MapPlace:
    extent = Extent.UNKNOWN
    if has_point(ref):
        extent = Extent.AREA
        if ref.precision is not Precision.LOCALITY:
            extent = Extent.CIRCLE if ref.radius_km else Extent.POINT
    return MapPlace(place_id, ref.name, ref, extent, (), (), ())


def _route(route: ReleasedRoute, refs: dict[str, PlaceRef]) -> Route:
    orders = sorted({leg.order for leg in route.legs})
    seen: dict[int, int] = {}
    legs = []
    for leg in sorted(route.legs, key=lambda leg: (leg.order, leg.id)):
        order = orders.index(leg.order)
        seen[order] = seen.get(order, -1) + 1
        leg_id = f"{order + 1}{'abcdefghijklmnopqrstuvwxyz'[seen[order] % 26]}"
        start, end = refs[leg.start_id], refs[leg.end_id]
        legs.append(Leg(leg_id, order, start, end, leg.when, leg.source_ids, (), leg.low_km, leg.high_km, leg.is_known, ""))
    return Route(ROUTE_ID, route.name, tuple(legs), None, None, "")


def _leg_words(data: MapData, texts: Texts) -> Sequence[LegWords]:
    return [
        LegWords(
            number=leg.order + 1,
            start=leg.start.name,
            end=leg.end.name,
            day=leg.when.value[:10] if leg.when else "",
            length=_length(leg, texts),
            is_known=leg.is_known,
        )
        for route in data.routes
        for leg in route.legs
    ]


def _length(leg: Leg, texts: Texts) -> str:
    if leg.low_km is None or leg.high_km is None:
        return ""
    low, high = round(leg.low_km), round(leg.high_km)
    words = texts["km"].format(n=f"{low:,}") if low == high else texts["km_range"].format(low=f"{low:,}", high=f"{high:,}")
    return escape(words)
