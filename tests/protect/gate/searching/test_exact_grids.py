"""Codes of places to the exact cell, and metres on the grid to the metre."""

import math

import pytest

from testimonia.protect.gate.searching.coordinates import check_geohash, check_locator, find_coordinates, make_homes
from testimonia.protect.gate.searching.grids import (
    Cell,
    geohash_of,
    locator_of,
    metres_between,
    metres_on_grid,
    plus_code_of,
    read_geohash,
    read_locator,
    read_plus_code,
    to_grid,
)
from testimonia.protect.gate.searching.hits import Hit
from testimonia.protect.identities import Home

POINTS = [(0.0, 0.0), (35.951234, 39.013456), (-33.8568, 151.2153), (51.4779, -0.0015), (-54.8, -68.3), (64.15, -21.95)]


def homes(*points, radius_m=1500, public=(), decimals=1):
    return make_homes(
        [(f"P{at}", Home(*point, radius_m)) for at, point in enumerate(points or [(35.951234, 39.013456)], 1)],
        public=public,
        decimals=decimals,
    )


def found(text, searched=None):
    return [(hit.kind, text[hit.start : hit.end], hit.how) for hit in find_coordinates(text, searched or homes())]


def about(cell):
    return tuple(round(value, 9) for value in cell)


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        ("s", (22.5, 22.5, 45.0, 45.0)),
        ("0", (-67.5, -157.5, 45.0, 45.0)),
        ("z", (67.5, 157.5, 45.0, 45.0)),
        ("ezs42", (42.60498046875, -5.60302734375, 0.0439453125, 0.0439453125)),
    ],
)
def test_a_geohash_is_the_middle_and_size_of_its_cell(code, cell):
    """Longitude and latitude take turns, five bits a sign, the longitude first."""
    assert about(read_geohash(code)) == tuple(round(value, 9) for value in cell)


def test_letters_that_no_geohash_has():
    """a, i, l and o are left out of the alphabet: a word with one is no geohash."""
    assert [read_geohash(f"u4p{sign}u") for sign in "ailoU-"] == [None] * 6


@pytest.mark.parametrize("point", POINTS)
def test_a_point_lies_in_the_cell_of_its_own_code(point):
    """Writing and reading agree in all quarters of the Earth, for each kind of code."""
    lat, lon = point
    plus = plus_code_of(lat, lon)
    for cell in (
        read_geohash(geohash_of(lat, lon, 9)),
        read_plus_code(plus[:8] + "+" + plus[8:]),
        read_locator(locator_of(lat, lon) + "55"),
    ):
        assert abs(cell.lat - lat) <= max(cell.height, 1 / 240 * 10) * 1.001
        assert abs(cell.lon - lon) <= max(cell.width, 1 / 120 * 10) * 1.001
    assert locator_of(lat, lon) == locator_of(*read_locator(locator_of(lat, lon) + "55")[:2])
    assert plus == plus_code_of(*read_plus_code(plus[:8] + "+" + plus[8:])[:2])
    assert geohash_of(lat, lon, 9) == geohash_of(*read_geohash(geohash_of(lat, lon, 9))[:2], 9)


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        ("8FVC9G8F+", (47.36625, 8.52375, 0.0025, 0.0025)),
        ("8FVC9G8F+6X", (47.3655625, 8.5249375, 0.000125, 0.000125)),
        ("8FVC9G8F+6XQ", (47.3655875, 8.524984375, 0.000025, 0.00003125)),
        ("8FVC9G8F+6XQ2", (47.3655775, 8.52497265625, 0.000005, 0.0000078125)),
        ("22222222+22", (-89.9999375, -179.9999375, 0.000125, 0.000125)),
    ],
)
def test_a_plus_code_is_the_middle_and_size_of_its_cell(code, cell):
    """Pairs of signs divide by twenty; from the eleventh on one sign divides into five rows and four columns."""
    assert about(read_plus_code(code)) == tuple(round(value, 9) for value in cell)


@pytest.mark.parametrize("code", ["9G8F+6X", "8FVC9G8F6X", "8FVC9G8F+6", "8FVC9G8F+6XQ2M2", "8fvc9g8f+6x", "8FVCAG8F+6X", ""])
def test_what_is_no_full_plus_code(code):
    """Short codes, codes without the sign or with one digit behind it, other letters."""
    assert read_plus_code(code) is None


def test_plus_codes_at_the_poles():
    """The last row of cells takes in the pole itself."""
    assert plus_code_of(90.0, 0.0)[0] == "F"
    assert plus_code_of(-90.0, -180.0) == "2222222222"
    assert plus_code_of(47.36559, 8.524997, 4) == "8FVC"


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        ("JN58td25", (48.147916667, 11.604166667, 1 / 240, 1 / 120)),
        ("jn58td25", (48.147916667, 11.604166667, 1 / 240, 1 / 120)),
        ("AA00aa00", (-90 + 1 / 480, -180 + 1 / 240, 1 / 240, 1 / 120)),
        ("JN58td25aa", (48.145833333 + 1 / 11520, 11.6 + 1 / 5760, 1 / 5760, 1 / 2880)),
    ],
)
def test_a_locator_is_the_middle_and_size_of_its_cell(code, cell):
    """Longitude first; fields of 20 by 10 degrees, then tenths, twenty-fourths, tenths, twenty-fourths."""
    assert tuple(round(value, 6) for value in read_locator(code)) == tuple(round(value, 6) for value in cell)


@pytest.mark.parametrize("code", ["JN58td", "JN58td2", "SN58td25", "JN58yd25", "JNA8td25", "JN58td25a", "JN58td25ya"])
def test_what_is_no_fine_locator(code):
    """Six signs are a cell of kilometres, and other letters are no locator."""
    assert read_locator(code) is None


@pytest.mark.parametrize(
    ("points", "metres"),
    [
        ((0, 0, 0, 1), 111195),
        ((0, 0, 1, 0), 111195),
        ((60, 10, 60, 11), 55597),
        ((0, 0, 0, 180), 20015114),
        ((36.12, -86.67, 33.94, -118.4), 2886448),
        ((10, 20, 10, 20), 0),
    ],
)
def test_metres_between_points(points, metres):
    """The great circle on a sphere of mean radius."""
    assert round(metres_between(*points)) == metres


@pytest.mark.parametrize(
    ("point", "zone", "band", "easting", "northing", "square"),
    [
        ((0.0, 0.0), 31, "N", 166021, 0, "AA"),
        ((48.8582, 2.2945), 31, "U", 448252, 5411933, "DQ"),
        ((-33.8568, 151.2153), 56, "H", 334901, 6252289, "LH"),
        ((38.8895, -77.0352), 18, "S", 323487, 4306483, "UJ"),
        ((10.0, 179.9), 60, "P", 817955, 1106811, "ZS"),
        ((-79.0, 0.1), 31, "C", 438251, 1228492, "DN"),
        ((35.951234, 39.013456), 37, "S", 501214, 3978540, "EV"),
        ((-54.8, -68.3), 19, "F", 545000, 3927239, "EV"),
    ],
)
def test_points_on_the_grid(point, zone, band, easting, northing, square):
    """Zone, band, metres and square, north and south; the metres are those of Krüger's series to the fourth order."""
    grid = to_grid(*point)
    assert (grid.zone, grid.band, round(grid.easting)) == (zone, band, easting)
    assert (round(grid.northing), grid.square) == (northing, square)


def test_a_pole_has_the_last_band():
    """Beyond the bands the nearest one is taken."""
    assert (to_grid(84.0, 0.0).band, to_grid(-80.0, 0.0).band, to_grid(89.0, 0.0).band) == ("X", "C", "X")
    assert (to_grid(1.0, 180.0).zone, to_grid(1.0, -180.0).zone, to_grid(1.0, 179.99).zone) == (1, 1, 60)


@pytest.mark.parametrize("point", [(48.8582, 2.2945), (35.951234, 39.013456), (-33.8568, 151.2153), (38.8895, -77.0352)])
@pytest.mark.parametrize("digits", [2, 3, 4, 5])
def test_the_own_cell_of_a_home_is_near(point, digits):
    """The middle of the cell in which the home lies is off by half a diagonal at most; the next square is 100 km away."""
    grid = to_grid(*point)
    east, north = (int(value % 100_000) // 10 ** (5 - digits) for value in (grid.easting, grid.northing))
    written = f"{east:0{digits}d}{north:0{digits}d}"
    assert metres_on_grid(grid, grid.square, written) <= math.hypot(1, 1) / 2 * 10 ** (5 - digits) + 0.01
    rows = "ABCDEFGHJKLMNPQRSTUV"
    above = grid.square[0] + rows[(rows.index(grid.square[1]) + 1) % 20]
    assert abs(metres_on_grid(grid, above, written) - 100_000) < 10 ** (5 - digits)


def test_letters_that_are_no_square():
    """Columns of another zone and rows beyond V are none."""
    grid = to_grid(48.8582, 2.2945)
    assert metres_on_grid(grid, "JQ", "4811") is None
    assert metres_on_grid(grid, "DW", "4811") is None
    assert metres_on_grid(grid, "DI", "4811") is None


def test_each_code_of_a_home_is_found_to_the_sign():
    """Plus code, grid reference and metres on the grid, with exactly their own signs."""
    lat, lon = 35.951234, 39.013456
    plus = plus_code_of(lat, lon)
    plus = plus[:8] + "+" + plus[8:]
    grid = to_grid(lat, lon)
    east, north = f"{int(grid.easting) % 100000:05d}", f"{int(grid.northing) % 100000:05d}"
    assert found(f"at {plus}.") == [("coordinates", plus, "plus code")]
    assert found(f"at {plus.lower()}.") == [("coordinates", plus.lower(), "plus code")]
    for reference in (
        f"37S {grid.square} {east} {north}",
        f"37S{grid.square}{east}{north}",
        f"37s {grid.square} {east[:3]} {north[:3]}",
    ):
        assert found(f"at {reference}.") == [("coordinates", reference, "grid reference")]
    metres = f"{grid.easting:.0f} {grid.northing:.0f}"
    assert found(f"zone 37 {metres}") == [("coordinates", metres, "grid reference")]
    assert found(f"37 N E {grid.northing:.0f}") == []


def test_a_code_far_away_or_coarse_is_not_found():
    """Another zone, band, square or an odd number of digits; metres without their zone."""
    grid = to_grid(35.951234, 39.013456)
    east, north = f"{int(grid.easting) % 100000:05d}", f"{int(grid.northing) % 100000:05d}"
    for text in (
        f"38S {grid.square} {east} {north}",
        f"37C {grid.square} {east} {north}",
        f"37S DV {east} {north}",
        f"37S {grid.square} {east} {north[:4]}",
        f"{grid.easting:.0f} {grid.northing:.0f}",
        f"zone 36 {grid.easting:.0f} {grid.northing:.0f}",
        f"zone 37 {grid.easting + 9000:.0f} {grid.northing:.0f}",
        "8FVC9G8F+6X",
    ):
        assert found(text) == [], text


def test_a_public_point_may_be_given_in_any_code():
    """A shrine near the home: as plus code, on the grid, in metres."""
    lat, lon = 35.9561, 39.0201
    searched = homes(public=(Home(lat, lon),))
    grid = to_grid(lat, lon)
    plus = plus_code_of(lat, lon)
    east, north = f"{int(grid.easting) % 100000:05d}", f"{int(grid.northing) % 100000:05d}"
    for text in (
        f"{plus[:8]}+{plus[8:]}",
        f"37S {grid.square} {east} {north}",
        f"zone 37 {grid.easting:.0f} {grid.northing:.0f}",
        f"{lat}, {lon}",
    ):
        assert found(text, searched) == [], text
        assert found(text), text


def checked(check, text, start=0, **fields):
    searched = homes(**fields)
    return check(text, start, searched.places[0], searched)


def test_a_geohash_stands_by_itself():
    """In one case, with a digit, at most thirteen signs, near the home, and part of no other word or account."""
    lat, lon = 35.951234, 39.013456
    code = geohash_of(lat, lon, 8)
    hit = Hit("P1", "coordinates", 3, 11, "geohash")
    assert checked(check_geohash, f"at {code}", 3) == hit
    assert checked(check_geohash, f"at {code.upper()}.", 3) == hit
    long = geohash_of(lat, lon, 13)
    assert checked(check_geohash, long) == Hit("P1", "coordinates", 0, 13, "geohash")
    assert checked(check_geohash, geohash_of(lat, lon, 14)) is None
    assert checked(check_geohash, code.capitalize()) is None
    assert checked(check_geohash, code[:-1] + "a") is None
    assert checked(check_geohash, geohash_of(48.0, 11.0, 8)) is None
    for before in ("x", "_", "-", "@", "7"):
        assert checked(check_geohash, f"{before}{code}", 1) is None
    for before in (" ", "(", "/", ","):
        assert checked(check_geohash, f"{before}{code}", 1) == Hit("P1", "coordinates", 1, 9, "geohash")
    assert checked(check_geohash, code, public=(Home(lat, lon),)) is None


def test_a_locator_stands_by_itself():
    """Eight or ten signs near the home, part of no other word."""
    lat, lon = 35.951234, 39.013456
    code = next(
        f"{locator_of(lat, lon)}{square:02d}"
        for square in range(100)
        if metres_between(lat, lon, *read_locator(f"{locator_of(lat, lon)}{square:02d}")[:2]) < 700
    )
    assert checked(check_locator, f"at {code}.", 3) == Hit("P1", "coordinates", 3, 11, "locator")
    assert checked(check_locator, f"x{code}", 1) is None
    assert checked(check_locator, code[:6]) is None
    assert checked(check_locator, "JN58td25") is None
    assert checked(check_locator, code, public=(Home(lat, lon, 1500),)) is None


def test_a_cell_is_four_numbers():
    """Middle, height and width in this order."""
    assert Cell(1.0, 2.0, 3.0, 4.0)._asdict() == {"lat": 1.0, "lon": 2.0, "height": 3.0, "width": 4.0}
