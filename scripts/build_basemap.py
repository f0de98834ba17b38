"""Build the packaged basemap, ``src/testimonia/publish/data/basemap.tbm``. For developers; not part of the package.

    .venv/bin/python scripts/build_basemap.py FOLDER [--out FILE]

FOLDER holds Natural Earth layers as gzipped GeoJSON: land, lakes, urban, rivers, admin1-lines, borders, disputed-borders,
populated-places (``NAME.geojson.gz``). The same input gives the same bytes.

Why: the file is derived, and whoever doubts it must be able to derive it again. Lines are simplified by Douglas and Peucker's
rule, and each vertex keeps the level of detail at which the rule would still keep it.

Source: D. Douglas, T. Peucker, Cartographica 10 (1973) 112.
"""

import argparse
import gzip
import json
import lzma
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from testimonia.publish.basemap import FINEST_DEG, LEVELS, LINE_LAYERS, MAGIC, POLYGON_LAYERS, STEP_DEG

FILES = {"admin1": "admin1-lines", "disputed": "disputed-borders"}
DEFAULT_OUT = Path(__file__).parent.parent / "src/testimonia/publish/data/basemap.tbm"
LONGEST_STEP = 32_000
"""Differences are 16 bits: longer edges get vertices in between."""
SMALLEST_RING_DEG = 0.01
"""Rings that are smaller than this both ways are left out: a dot at any scale the map reaches."""


def significance(points: np.ndarray) -> np.ndarray:
    """For each vertex the tolerance, in degrees, up to which it is kept; the ends are always kept."""
    kept = np.zeros(len(points))
    kept[0] = kept[-1] = np.inf
    stack = [(0, len(points) - 1, np.inf)]
    while stack:
        first, last, limit = stack.pop()
        if last - first < 2:
            continue
        inner, start, chord = points[first + 1 : last], points[first], points[last] - points[first]
        length = math.hypot(*chord)
        away = inner - start
        if length:
            along = np.clip(away @ chord / length**2, 0, 1)
            away = away - along[:, None] * chord
        distance = np.hypot(away[:, 0], away[:, 1])
        at = int(np.argmax(distance))
        split, value = first + 1 + at, min(limit, float(distance[at]))
        if value < FINEST_DEG:
            continue
        kept[split] = value
        stack += [(first, split, value), (split, last, value)]
    return kept


def flattened(points: np.ndarray) -> np.ndarray:
    """Degrees in which a step east is as long as a step north, so that the tolerance means one thing everywhere."""
    middle = math.radians(float(points[:, 1].mean()))
    return points * np.array([max(0.1, math.cos(middle)), 1.0])


def levels_of(points: np.ndarray, *, is_ring: bool) -> np.ndarray:
    """Significance as a level, -1 for a vertex that is not needed at all."""
    flat = flattened(points)
    if is_ring and len(points) > 3:
        far = int(np.argmax(((flat - flat[0]) ** 2).sum(axis=1)))
        kept = np.concatenate([significance(flat[: far + 1])[:-1], significance(flat[far:])])
        size = math.hypot(*(flat.max(axis=0) - flat.min(axis=0)))
        kept = np.minimum(kept, size)
    else:
        kept = significance(flat)
    with np.errstate(divide="ignore"):
        level = np.floor(np.log2(kept / FINEST_DEG))
    return np.clip(level, -1, LEVELS - 1).astype(int)


def parts_of(geometry: dict[str, Any]) -> Iterator[np.ndarray]:
    """The lines or rings of a geometry."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}[kind]
    for _ in range(depth - 1):
        coordinates = [inner for outer in coordinates for inner in outer]
    yield from (np.array(part, dtype=float)[:, :2] for part in (coordinates if depth else [coordinates]))


def without_long_steps(points: np.ndarray, levels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole-number coordinates, with vertices in between where a difference would not fit."""
    whole = np.rint(points / STEP_DEG).astype(int)
    made, marks = [whole[0]], [int(levels[0])]
    for before, after, level in zip(whole, whole[1:], levels[1:], strict=False):
        pieces = int(np.abs(after - before).max()) // LONGEST_STEP + 1
        for n in range(1, pieces):
            made.append(before + (after - before) * n // pieces)
            marks.append(int(level))
        made.append(after)
        marks.append(int(level))
    return np.array(made), np.array(marks)


def pack_layer(name: str, features: list[dict[str, Any]]) -> tuple[dict[str, Any], bytes]:
    """The header entry and the planes of a layer."""
    rows, starts, steps, marks = [], [], [], []
    for feature in features:
        about, lengths = feature["properties"], []
        for part in parts_of(feature["geometry"]):
            is_ring = name in POLYGON_LAYERS
            if is_ring and max(np.ptp(part[:, 0]), np.ptp(part[:, 1])) < SMALLEST_RING_DEG:
                continue
            levels = levels_of(part, is_ring=is_ring)
            whole, level = without_long_steps(part[levels >= 0], levels[levels >= 0])
            starts.append(whole[0].tolist())
            steps.append(np.diff(whole, axis=0, prepend=whole[:1]))
            marks.append(level)
            lengths.append(len(whole))
        if lengths:
            label = about.get("name_en") or about.get("name") or ""
            rows.append([about.get("kind", ""), int(about.get("rank", 0)), float(about.get("min_zoom", 0)), label, lengths])
    step, mark = np.concatenate(steps), np.concatenate(marks)
    planes = step[:, 0].astype("<i2").tobytes() + step[:, 1].astype("<i2").tobytes() + mark.astype(np.uint8).tobytes()
    return {"name": name, "features": rows, "starts": starts}, planes


def pack(header: dict[str, Any], planes: list[bytes]) -> bytes:
    """The file: see `testimonia.publish.basemap`."""
    written = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    body = len(written).to_bytes(4, "little") + written + b"".join(planes)
    return MAGIC + lzma.compress(body, preset=9 | lzma.PRESET_EXTREME)


def read_layer(folder: Path, name: str) -> list[dict[str, Any]]:
    """The features of one layer; of land, not the copies that only hold at other scales."""
    with gzip.open(folder / f"{FILES.get(name, name)}.geojson.gz") as file:
        features = json.load(file)["features"]
    return [feature for feature in features if feature["properties"].get("min_zoom", 0) < 100]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    options = parser.parse_args()
    layers, planes = [], []
    for name in (*POLYGON_LAYERS, *LINE_LAYERS):
        entry, plane = pack_layer(name, read_layer(options.folder, name))
        layers.append(entry)
        planes.append(plane)
        print(f"{name:10} {len(entry['features']):6} features {len(plane) // 5:8} vertices")
    towns = []
    for feature in read_layer(options.folder, "populated-places"):
        about, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"]
        if about["kind"] in ("Scientific station", "Meteorological Station", "Historic place"):
            continue
        name, capital = about.get("name_en") or about["name"], about["kind"].startswith("Admin-0 capital")
        towns.append([name, lon, lat, about["rank"], int(about.get("pop") or 0), capital, int(about.get("geonameid") or 0)])
    towns.sort(key=lambda town: (town[3], -town[4], town[0], town[1]))
    options.out.write_bytes(pack({"layers": layers, "towns": towns}, planes))
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, {len(towns)} towns")


if __name__ == "__main__":
    main()
