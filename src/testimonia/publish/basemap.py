"""The packaged basemap: coasts, borders, rivers, lakes and towns of the whole world in one compact file.

Why a format of our own: a map must draw without a network, and needs a small part of the world at one level of detail. Every
vertex carries the coarsest detail at which it is still needed, so thinning a line is one comparison and no simplification is
done while drawing.

File: ``MAGIC``, then LZMA (xz) of a JSON header's length (4 bytes, little-endian), the header, and the planes. The header
names the layers; each holds its features as ``[kind, rank, min_zoom, name, parts]`` with ``parts`` the number of vertices
of each line or ring. The planes follow one another: all longitudes (int16 differences), all latitudes, all levels (uint8),
for every layer in order. Differences are in units of ``STEP_DEG`` and start anew, from ``starts``, with each part.

Source of the data: Natural Earth (https://www.naturalearthdata.com), public domain. `scripts/build_basemap.py` derives it.
"""

import json
import lzma
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC = b"TBM1"
STEP_DEG = 0.001
"""Unit of coordinates: about 100 m."""
FINEST_DEG = 0.003
"""Tolerance of level 0, by which the lines of the packaged file were simplified; each level doubles it."""
LEVELS = 8
POLYGON_LAYERS = ("land", "lakes", "urban")
LINE_LAYERS = ("rivers", "admin1", "borders", "disputed")

Coordinates = NDArray[np.float64]
"""Shape (n, 2): longitude, latitude in degrees."""


class Shape(NamedTuple):
    """One part of a feature (a ring or a line), with the level of every vertex."""

    kind: str
    rank: int
    min_zoom: float
    name: str
    points: Coordinates
    levels: NDArray[np.uint8]
    bounds: tuple[float, float, float, float]
    """West, south, east, north."""

    def at(self, level: int) -> Coordinates:
        """The vertices needed at a level of detail, 0 the finest."""
        return self.points[self.levels >= level]


class Town(NamedTuple):
    """A populated place of the basemap."""

    name: str
    lon: float
    lat: float
    rank: int
    """0 the most important (scale rank of the source)."""
    population: int
    is_capital: bool
    geoname_id: int


class Basemap:
    """The layers, decoded."""

    def __init__(self, packed: bytes) -> None:
        if packed[: len(MAGIC)] != MAGIC:
            raise ValueError("not a basemap of this version: run scripts/build_basemap.py")
        body = lzma.decompress(packed[len(MAGIC) :])
        size = int.from_bytes(body[:4], "little")
        header = json.loads(body[4 : 4 + size])
        self.layers: dict[str, tuple[Shape, ...]] = {}
        at = 4 + size
        for layer in header["layers"]:
            count = sum(sum(feature[4]) for feature in layer["features"])
            planes = body[at : at + 5 * count]
            at += 5 * count
            self.layers[layer["name"]] = tuple(_shapes(layer, planes, count))
        self.towns = tuple(Town(*row) for row in header["towns"])


def _shapes(layer: dict[str, list[Any]], planes: bytes, count: int) -> Iterator[Shape]:
    """The parts of a layer; coordinates of all of them are summed up at once, since there are some twenty thousand."""
    steps = np.stack([np.frombuffer(planes, "<i2", count), np.frombuffer(planes, "<i2", count, 2 * count)], axis=1)
    levels = np.frombuffer(planes, np.uint8, count, 4 * count)
    lengths = np.array([length for feature in layer["features"] for length in feature[4]])
    firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    sums = np.cumsum(steps, axis=0, dtype=np.int64)
    points = (sums + np.repeat(np.array(layer["starts"]) - sums[firsts], lengths, axis=0)) * STEP_DEG
    lows, highs = np.minimum.reduceat(points, firsts).tolist(), np.maximum.reduceat(points, firsts).tolist()
    at = 0
    for kind, rank, min_zoom, name, parts in layer["features"]:
        for _ in parts:
            first, length = int(firsts[at]), int(lengths[at])
            vertices = slice(first, first + length)
            bounds = (*lows[at], *highs[at])
            yield Shape(kind, rank, min_zoom, name, points[vertices], levels[vertices], bounds)
            at += 1


@lru_cache(maxsize=1)
def load_basemap() -> Basemap:
    """The packaged basemap, read once a process (some tenths of a second)."""
    return Basemap(files("testimonia.publish").joinpath("data", "basemap.tbm").read_bytes())
