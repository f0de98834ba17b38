"""The packaged basemap, and the parts of it that a map draws."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_cases import a_case, a_place

from testimonia.publish.basemap import FINEST_DEG, LEVELS, Basemap, load_basemap
from testimonia.publish.basemap_paths import clip_line, clip_ring, draw_detail, draw_world, is_agreed, towns_in
from testimonia.publish.frame import frame_of

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

import build_basemap

BOX = (0.0, 0.0, 10.0, 10.0)


def area(ring):
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def test_the_package_holds_the_world():
    """Every layer is there, all coordinates are on Earth, and every line keeps its ends at every level."""
    basemap = load_basemap()
    assert set(basemap.layers) == {"land", "lakes", "urban", "rivers", "admin1", "borders", "disputed"}
    for shapes in basemap.layers.values():
        west, south = np.min([shape.bounds[:2] for shape in shapes], axis=0)
        east, north = np.max([shape.bounds[2:] for shape in shapes], axis=0)
        assert west >= -180.01
        assert south >= -90.01
        assert east <= 180.01
        assert north <= 90.01
    border = max(basemap.layers["borders"], key=lambda shape: len(shape.points))
    assert (border.at(LEVELS - 1)[[0, -1]] == border.points[[0, -1]]).all()


def test_a_coarser_level_stays_near_the_line():
    """No vertex of the fine line lies farther from the coarse one than the level's tolerance allows."""
    river = next(shape for shape in load_basemap().layers["rivers"] if shape.name == "Euphrates" and len(shape.points) > 100)
    level = 4
    coarse = river.at(level)
    stretch = np.array([np.cos(np.radians(river.points[:, 1].mean())), 1.0])
    starts, ends = coarse[:-1] * stretch, coarse[1:] * stretch
    for point in river.points[::5] * stretch:
        along = np.clip(((point - starts) * (ends - starts)).sum(1) / ((ends - starts) ** 2).sum(1), 0, 1)
        nearest = np.hypot(*(starts + along[:, None] * (ends - starts) - point).T).min()
        assert nearest <= FINEST_DEG * 2 ** (level + 1)


def test_another_file_is_refused():
    """A damaged or older basemap says so and what to do."""
    with pytest.raises(ValueError, match="build_basemap"):
        Basemap(b"????")


@given(st.floats(-5, 15), st.floats(-5, 15), st.floats(0.5, 12))
def test_a_clipped_square_has_the_area_of_the_overlap(x, y, size):
    """Clipping keeps what is inside and nothing else."""
    ring = np.array([[x, y], [x + size, y], [x + size, y + size], [x, y + size]])
    wide = max(0.0, min(10, x + size) - max(0, x))
    high = max(0.0, min(10, y + size) - max(0, y))
    clipped = clip_ring(ring, BOX)
    assert (area(clipped) if len(clipped) else 0.0) == pytest.approx(wide * high, abs=1e-9)


def test_a_line_that_crosses_the_box_between_two_vertices_is_kept():
    """Straight borders have few vertices: one that passes through the view has none inside it."""
    line = np.array([[-50.0, 5.0], [50.0, 5.0], [50.0, 80.0], [60.0, 80.0]])
    parts = list(clip_line(line, BOX))
    assert [part.tolist() for part in parts] == [[[-50.0, 5.0], [50.0, 5.0]]]


def test_detail_is_only_drawn_around_the_view():
    """Coordinates of the detailed part stay near its rectangle, and there are no more of them than a page can carry."""
    frame = frame_of(a_case(places=[a_place("Raqqa"), a_place("Markada")]))
    layers = {layer.name: layer.path for layer in draw_detail(load_basemap(), frame)}
    assert {"land", "lakes", "rivers", "borders"} <= set(layers)
    ring = re.match(r"M(-?\d+) (-?\d+)l", layers["land"])
    margin = 0.03 * frame.detail.width
    assert frame.detail.x - margin <= int(ring[1]) <= frame.detail.x + frame.detail.width + margin
    assert sum(map(len, layers.values())) < 600_000


def test_the_whole_world_is_drawn_coarsely():
    """A map of everything is no heavier than a map of a valley."""
    frame = frame_of(a_case())
    assert sum(len(layer.path) for layer in draw_detail(load_basemap(), frame)) < 900_000
    assert [layer.name for layer in draw_world(load_basemap(), frame)] == ["land", "borders"]


def test_disputed_borders_are_a_layer_of_their_own():
    """Kashmir's lines are drawn as disputed, the line of control among them; Syria's borders are not."""
    frame = frame_of(a_case(places=[a_place("Srinagar", 34.08, 74.8), a_place("Gilgit", 35.92, 74.31)]))
    assert "disputed" in {layer.name for layer in draw_detail(load_basemap(), frame)}
    kinds = {shape.kind: is_agreed(shape) for shape in load_basemap().layers["borders"]}
    assert not kinds["Line of control (please verify)"]
    assert not kinds["Disputed (please verify)"]
    assert kinds["International boundary (verify)"]


def test_towns_are_those_of_the_view():
    """Aleppo is on a map of Raqqa, Paris is not, and the most important come first."""
    towns = towns_in(load_basemap(), frame_of(a_case(places=[a_place("Raqqa"), a_place("Aleppo", 36.2, 37.16)])))
    names = [town.name for town in towns]
    assert "Aleppo" in names
    assert "Paris" not in names
    assert [town.rank for town in towns] == sorted(town.rank for town in towns)


def test_what_the_script_packs_is_what_is_read():
    """A line and a ring come back within the rounding, a step too long for 16 bits included; what is too small is left out."""
    line = [[-170.0, 10.0], [-100.0, 10.5], [-99.5, 10.0], [120.0, -40.0]]
    ring = [[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0], [0.0, 0.0]]
    speck = [[9.0, 9.0], [9.001, 9.0], [9.001, 9.001], [9.0, 9.0]]
    rivers, lines = build_basemap.pack_layer("rivers", [feature("LineString", line, name="Long", rank=2)])
    land, rings = build_basemap.pack_layer("land", [feature("MultiPolygon", [[ring], [speck]])])
    towns = [["Town", 1.0, 2.0, 3, 4, True, 5]]
    basemap = Basemap(build_basemap.pack({"layers": [rivers, land], "towns": towns}, [lines, rings]))
    river = basemap.layers["rivers"][0]
    assert (river.name, river.rank) == ("Long", 2)
    for vertex in line:
        assert np.abs(river.points - vertex).sum(axis=1).min() < 0.001
    assert river.bounds == pytest.approx((-170, -40, 120, 10.5))
    assert len(basemap.layers["land"]) == 1
    assert np.allclose(basemap.layers["land"][0].points, ring)
    assert basemap.towns[0].name == "Town"


def feature(kind, coordinates, **about):
    return {"geometry": {"type": kind, "coordinates": coordinates}, "properties": about}
