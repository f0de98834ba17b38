"""The basemap as SVG paths: only the part a map needs, at the detail its zoom needs.

Why clip here: one ring of the land layer is a continent. The detailed part is cut out of it, the rest of the world is drawn
coarsely and only once.

Source: I. Sutherland, G. Hodgman, Communications of the ACM 17 (1974) 32, for clipping polygons.
"""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from testimonia.publish.basemap import FINEST_DEG, LEVELS, POLYGON_LAYERS, Basemap, Coordinates, Shape, Town
from testimonia.publish.frame import PIXELS, Frame

Bounds = tuple[float, float, float, float]
"""West, south, east, north, in degrees; longitudes relative to the middle of the frame."""

Piece = tuple[Shape, float]
"""A shape, and the degrees to add to its longitudes."""

LARGE_RIVER = 4
"""Scale rank of the source up to which a river is drawn thicker."""
AGREED = ("International boundary", "Lease limit")
"""Kinds of border that are drawn as a line without a gap."""
VERTICES = 60_000
"""Most vertices of the detailed part: about 400 kB of the page."""
WORLD_GRID_DEG = 0.04
"""To what the coarse world is rounded."""
WORLD_LEVEL = 6
"""Detail of the coarse world, about 0.2 degrees."""
CRISP = 4.0
"""How many times a reader can zoom in before the lines lose detail that the packaged file still has."""
TOWNS = 250
"""Most towns on one map."""
OVERLAP = 0.02
"""How far polygons reach beyond the detailed part, so that the cut is hidden by its clip path."""


class Layer(NamedTuple):
    """One path of the basemap."""

    name: str
    """CSS class: land, lakes, urban, rivers, streams, admin1, borders, disputed."""
    path: str
    """The ``d`` attribute."""
    grid: int = 1
    """Units of the drawing per unit of the path: the coarse world is not written to the metre."""


def draw_detail(basemap: Basemap, frame: Frame) -> list[Layer]:
    """The layers of the detailed part, from the ground up; empty ones are left out."""
    west, south, east, north = frame.degrees(frame.detail)
    x, y = (east - west) * OVERLAP, (north - south) * OVERLAP
    bounds = (west - x, max(-89.0, south - y), east + x, min(89.0, north + y))
    zoom = zoom_of(frame) + math.log2(CRISP)
    found = {
        name: [(shape, shift) for shape in shapes if shape.min_zoom <= zoom for shift in shifts(shape, bounds, frame)]
        for name, shapes in basemap.layers.items()
    }
    level = _level(found, bounds, frame)
    layers = []
    for name, pieces in _sorted_out(found).items():
        path = "".join(_paths(pieces, level, bounds, frame, closed=name in POLYGON_LAYERS))
        if path:
            layers.append(Layer(name, path))
    return layers


def _sorted_out(found: dict[str, list[Piece]]) -> dict[str, list[Piece]]:
    """The layers as they are drawn: small rivers thinner, and borders that are not agreed with the disputed ones."""
    rivers, borders = found["rivers"], found["borders"]
    return {
        **found,
        "rivers": [piece for piece in rivers if piece[0].rank <= LARGE_RIVER],
        "streams": [piece for piece in rivers if piece[0].rank > LARGE_RIVER],
        "borders": [piece for piece in borders if is_agreed(piece[0])],
        "disputed": found["disputed"] + [piece for piece in borders if not is_agreed(piece[0])],
    }


def is_agreed(border: Shape) -> bool:
    """Whether the data set marks a border as an international boundary, not as disputed, indefinite or a line of control."""
    return border.kind.startswith(AGREED)


def draw_world(basemap: Basemap, frame: Frame) -> list[Layer]:
    """Land and borders of the whole world, coarsely."""
    bounds = (-180.0, -79.0, 180.0, 84.0)
    grid = max(1, round(WORLD_GRID_DEG * frame.scale))
    coarse = frame._replace(scale=frame.scale / grid)
    layers = []
    for name in ("land", "borders"):
        level = WORLD_LEVEL if name == "land" else WORLD_LEVEL - 1
        shapes = [s for s in basemap.layers[name] if s.levels.max() >= level and (name == "land" or is_agreed(s))]
        pieces = [(shape, shift) for shape in shapes for shift in shifts(shape, bounds, frame)]
        layers.append(Layer(name, "".join(_paths(pieces, level, bounds, coarse, closed=name == "land")), grid))
    return layers


def towns_in(basemap: Basemap, frame: Frame) -> list[Town]:
    """The towns of the detailed part, the most important first."""
    west, south, east, north = frame.degrees(frame.detail)

    def is_inside(town: Town) -> bool:
        lon = (town.lon - frame.middle_lon + 180) % 360 - 180
        return west < lon < east and south < town.lat < north

    return [town for town in basemap.towns if is_inside(town)][:TOWNS]


def zoom_of(frame: Frame) -> float:
    """Zoom of the first view as tile maps count it: 0 = the world on 256 pixels.

    Source: the ``min_zoom`` attribute of Natural Earth counts so.
    """
    return math.log2(max(1.0, 360 * frame.scale / frame.view.width * PIXELS / 256))


def shifts(shape: Shape, bounds: Bounds, frame: Frame) -> Iterator[float]:
    """Degrees to add to a shape's longitudes so that it touches the bounds: none, one or (at the date line) two values."""
    west, south, east, north = shape.bounds
    if north < bounds[1] or south > bounds[3]:
        return
    for turn in (-360.0, 0.0, 360.0):
        shift = turn - frame.middle_lon
        if east + shift > bounds[0] and west + shift < bounds[2]:
            yield shift


def _level(found: dict[str, list[Piece]], bounds: Bounds, frame: Frame) -> int:
    """The finest level that the zoom needs and the number of vertices allows."""
    tolerance = frame.view.width / frame.scale / PIXELS / CRISP
    level = max(0, min(LEVELS - 1, math.floor(math.log2(tolerance / FINEST_DEG)) if tolerance > FINEST_DEG else 0))
    while level < LEVELS - 1 and _vertices(found, bounds, level) > VERTICES:
        level += 1
    return level


def _vertices(found: dict[str, list[Piece]], bounds: Bounds, level: int) -> int:
    total = 0
    for pieces in found.values():
        for shape, shift in pieces:
            points = shape.at(level)
            inside = (points[:, 0] + shift > bounds[0]) & (points[:, 0] + shift < bounds[2])
            inside &= (points[:, 1] > bounds[1]) & (points[:, 1] < bounds[3])
            total += int(inside.sum())
    return total


def _paths(pieces: Iterable[Piece], level: int, bounds: Bounds, frame: Frame, *, closed: bool) -> Iterator[str]:
    for shape, shift in pieces:
        points = shape.at(level)
        if len(points) < (4 if closed else 2):
            continue
        moved = points + np.array([shift, 0.0])
        for part in [clip_ring(moved, bounds)] if closed else clip_line(moved, bounds):
            yield _path(part, frame, closed=closed)


def clip_ring(points: Coordinates, bounds: Bounds) -> Coordinates:
    """The part of a polygon's ring inside the bounds; it may run along them."""
    for axis, limit, keeps_above in ((0, bounds[0], True), (0, bounds[2], False), (1, bounds[1], True), (1, bounds[3], False)):
        if not len(points):
            break
        inside = points[:, axis] >= limit if keeps_above else points[:, axis] <= limit
        if inside.all():
            continue
        points = _clip_side(points, inside, axis, limit)
    return points


def _clip_side(points: Coordinates, inside: NDArray[np.bool_], axis: int, limit: float) -> Coordinates:
    """One side of Sutherland and Hodgman's rule; only the vertices at a crossing are looked at one by one."""
    previous = np.roll(inside, 1)
    made: list[Coordinates] = []
    start = 0
    for at in np.flatnonzero(inside != previous):
        made.append(points[start:at][inside[start:at]])
        before, after = points[at - 1], points[at]
        share = (limit - before[axis]) / (after[axis] - before[axis])
        made.append((before + share * (after - before))[None, :])
        start = int(at)
    made.append(points[start:][inside[start:]])
    return np.concatenate(made)


def clip_line(points: Coordinates, bounds: Bounds) -> Iterator[Coordinates]:
    """The stretches of a line that touch the bounds, in whole segments."""
    low, high = np.minimum(points[:-1], points[1:]), np.maximum(points[:-1], points[1:])
    touches = (high[:, 0] >= bounds[0]) & (low[:, 0] <= bounds[2]) & (high[:, 1] >= bounds[1]) & (low[:, 1] <= bounds[3])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], touches.astype(int), [0]])))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        yield points[first : last + 1]


def _path(points: Coordinates, frame: Frame, *, closed: bool) -> str:
    """SVG path data in whole units of the drawing, relative after the first vertex."""
    lats = np.radians(np.clip(points[:, 1], -83.5, 83.5))
    flat = np.stack([points[:, 0], -np.degrees(np.arcsinh(np.tan(lats)))], axis=1) * frame.scale
    whole = np.rint(flat).astype(np.int64)
    steps = np.diff(whole, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    if len(steps) < (2 if closed else 1):
        return ""
    numbers = " ".join(map(str, steps.ravel().tolist())).replace(" -", "-")
    return f"M{whole[0][0]} {whole[0][1]}l{numbers}{'z' if closed else ''}"
