"""The frame of a map: which part of the world, and where a coordinate lands on the drawing.

Why spherical Mercator: north is up everywhere, angles and so directions are right, and a circle of some kilometres is a
circle on the drawing. Its scale changes with latitude, so the scale bar is true for the middle of the view.

Source: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395), pages 41 and 44.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from testimonia.model.maps import Extent, MapData, MapPlace
from testimonia.model.values import PlaceRef

EARTH_RADIUS_KM = 6371.0088
"""Mean radius. Source: IUGG mean radius R1."""
KM_PER_DEGREE = EARTH_RADIUS_KM * math.pi / 180
MAX_LATITUDE = 83.0
SOUTH_END = -78.0
DETAIL_UNITS = 20_000
"""Width of the detailed part of the map in units of the drawing; coordinates are whole numbers."""
MARGIN = 0.12
"""Room around the outermost places, as a share of the view."""
DETAIL_MARGIN = 0.6
"""How far the detailed basemap reaches beyond the first view, on every side, as a share of it."""
LEAST_KM = 40.0
"""Width of the smallest view."""
ASPECT = 1.4
"""Width by height of the first view."""
PIXELS = 1000.0
"""Width in CSS pixels for which symbols and labels are sized before a script knows better."""
OUTLYING = 0.1
"""Share of all mentions whose places may lie outside the first view, if that makes it less than half as wide."""


class Box(NamedTuple):
    """A rectangle of the drawing: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    def grown(self, share: float) -> "Box":
        """The rectangle with a margin on each side, as a share of its width and height."""
        x, y = self.width * share, self.height * share
        return Box(self.x - x, self.y - y, self.width + 2 * x, self.height + 2 * y)


class Frame(NamedTuple):
    """Where the world lies on the drawing."""

    middle_lon: float
    """Longitude at x = 0; the drawing ends 180 degrees east and west of it."""
    scale: float
    """Units of the drawing per degree of longitude."""
    view: Box
    """What is seen first."""
    detail: Box
    """Where the basemap is detailed; elsewhere it is coarse."""

    @property
    def unit(self) -> float:
        """Units of the drawing per CSS pixel in the first view."""
        return self.view.width / PIXELS

    def x(self, lon: float) -> float:
        """Longitude in degrees to the drawing."""
        return ((lon - self.middle_lon + 180) % 360 - 180) * self.scale

    def y(self, lat: float) -> float:
        """Latitude in degrees to the drawing; down is positive."""
        return -mercator(lat) * self.scale

    def point(self, ref: PlaceRef) -> tuple[float, float]:
        """A place that has coordinates."""
        return self.x(ref.lon or 0.0), self.y(ref.lat or 0.0)

    def length(self, km: float, lat: float) -> float:
        """Kilometres at a latitude to units of the drawing."""
        return km / KM_PER_DEGREE / max(0.05, math.cos(math.radians(lat))) * self.scale

    def degrees(self, box: Box) -> tuple[float, float, float, float]:
        """West, south, east, north of a rectangle; west and east are relative to the middle longitude."""
        north, south = (latitude(-edge / self.scale) for edge in (box.y, box.y + box.height))
        return box.x / self.scale, south, (box.x + box.width) / self.scale, north


def mercator(lat: float) -> float:
    """Distance from the equator on a map where a degree of longitude is 1.

    >>> round(mercator(60), 2)
    75.46
    """
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def latitude(distance: float) -> float:
    """The latitude at a distance from the equator: the inverse of `mercator`.

    >>> round(latitude(mercator(-35.5)), 6)
    -35.5
    """
    return math.degrees(math.atan(math.sinh(math.radians(distance))))


def frame_of(data: MapData) -> Frame:
    """The frame in which the places of a case are best seen.

    What it is fitted to: the ends of the routes, and the places that are a spot rather than an area; areas only where there is
    nothing else. A few far places are left outside the first view (see `OUTLYING`); they are on the map all the same.
    """
    weighed = _weighed(data)
    if not weighed:
        world = Box(-180, -mercator(MAX_LATITUDE), 360, mercator(MAX_LATITUDE) - mercator(SOUTH_END))
        scale = DETAIL_UNITS / 360
        box = Box(*(value * scale for value in world))
        return Frame(0.0, scale, box, box)
    middle = _middle_longitude([lon for lon, _, _ in weighed])
    flat = [((lon - middle + 180) % 360 - 180, -mercator(lat), weight) for lon, lat, weight in weighed]
    west, top, east, bottom = _without_outlying(flat)
    lat = latitude(-(top + bottom) / 2)
    least = LEAST_KM / KM_PER_DEGREE / math.cos(math.radians(lat))
    width = max(least, (east - west), (bottom - top) * ASPECT) * (1 + 2 * MARGIN)
    width = min(width, 360.0)
    height = width / ASPECT
    view = Box((west + east - width) / 2, (top + bottom - height) / 2, width, height)
    detail = view.grown(DETAIL_MARGIN)
    ends = mercator(MAX_LATITUDE), mercator(SOUTH_END)
    left, right = max(-180.0, detail.x), min(180.0, detail.x + detail.width)
    above, below = max(-ends[0], detail.y), min(-ends[1], detail.y + detail.height)
    detail = Box(left, above, right - left, below - above)
    scale = DETAIL_UNITS / detail.width
    view, detail = (Box(*(value * scale for value in box)) for box in (view, detail))
    return Frame(middle, scale, view, detail)


def _weighed(data: MapData) -> list[tuple[float, float, float]]:
    """Longitude, latitude and weight of what the view is fitted to."""
    ends = [ref for route in data.routes for leg in route.legs for ref in (leg.start, leg.end) if has_point(ref)]
    spots = [place for place in data.places if place.extent in (Extent.POINT, Extent.CIRCLE)]
    chosen: Sequence[MapPlace] = spots or [place for place in data.places if has_point(place.place)]
    if ends and not spots:
        chosen = ()
    found = [(p.place.lon or 0.0, p.place.lat or 0.0, float(max(1, len(p.mentions)))) for p in chosen]
    heavy = sum(weight for _, _, weight in found) or 1.0
    return found + [(ref.lon or 0.0, ref.lat or 0.0, heavy) for ref in ends]


def has_point(ref: PlaceRef) -> bool:
    """Whether the reference has coordinates."""
    return ref.lat is not None and ref.lon is not None


def _middle_longitude(lons: Sequence[float]) -> float:
    """The middle of the shortest stretch of longitude that holds all of them, in whole degrees."""
    ordered = sorted({lon % 360 for lon in lons})
    gaps = [((after - before) % 360 or 360.0, after) for before, after in zip(ordered, ordered[1:] + ordered[:1], strict=True)]
    gap, start = max(gaps)
    middle = round(start + (360 - gap) / 2)
    return float((middle + 180) % 360 - 180)


def _without_outlying(points: list[tuple[float, float, float]]) -> tuple[float, float, float, float]:
    """The box of the points (left, top, right, bottom), without far ones of little weight where that helps."""
    total = sum(weight for _, _, weight in points)
    x, y = (_weighted_median([(point[axis], point[2]) for point in points]) for axis in (0, 1))
    by_distance = sorted(points, key=lambda point: (math.hypot(point[0] - x, point[1] - y), point))
    kept, dropped = list(by_distance), 0.0
    best = whole = _box(kept)
    while len(kept) > 1 and dropped + kept[-1][2] <= OUTLYING * total:
        dropped += kept.pop()[2]
        box = _box(kept)
        if _size(box) < 0.5 * _size(best):
            best = box
    return best if _size(best) < 0.5 * _size(whole) else whole


def _box(points: Sequence[tuple[float, float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _size(box: tuple[float, float, float, float]) -> float:
    return max(box[2] - box[0], box[3] - box[1], LEAST_KM / KM_PER_DEGREE)


def _weighted_median(values: list[tuple[float, float]]) -> float:
    half, passed = sum(weight for _, weight in values) / 2, 0.0
    for value, weight in sorted(values):
        passed += weight
        if passed >= half:
            return value
    return 0.0
