"""Places written as one code or as metres on a grid: geohash, plus code, Maidenhead locator, UTM, MGRS.

Only what the gate needs: a cell is decoded to its middle and size; a home is put on the grid in metres, and what stands in a
text is compared with it there.

Source: geohash.org (base 32, G. Niemeyer 2008); Open Location Code specification (Google, 2014); IARU region 1 locator system
(1980); NGA.SIG.0012 for UTM and MGRS, series to the sixth order after J. P. Snyder, Map Projections (USGS PP 1395), p. 61.
"""

import math
import re
from typing import NamedTuple

_GEOHASH = "0123456789bcdefghjkmnpqrstuvwxyz"
_PLUS = "23456789CFGHJMPQRVWX"
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
EARTH_RADIUS_M = 6_371_008.8


class Cell(NamedTuple):
    """Middle and height and width of a cell, in degrees."""

    lat: float
    lon: float
    height: float
    width: float


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in metres (haversine).

    >>> round(metres_between(36.0, 39.0, 36.01, 39.0))
    1112
    """
    a, b = math.radians(lat), math.radians(other_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def geohash_of(lat: float, lon: float, length: int) -> str:
    """The geohash of a point.

    >>> geohash_of(57.64911, 10.40744, 8)
    'u4pruydq'
    """
    bounds = [[-90.0, 90.0], [-180.0, 180.0]]
    point, out, bits, value, axis = (lat, lon), "", 0, 0, 1
    while len(out) < length:
        middle = sum(bounds[axis]) / 2
        above = point[axis] >= middle
        value = value * 2 + above
        bounds[axis][0 if above else 1] = middle
        axis = 1 - axis
        bits += 1
        if bits == 5:
            out += _GEOHASH[value]
            bits = value = 0
    return out


def read_geohash(code: str) -> Cell | None:
    """The cell of a geohash in lower case.

    >>> cell = read_geohash("u4pruydq")
    >>> round(cell.lat, 3), round(cell.lon, 3)
    (57.649, 10.407)
    """
    bounds = [[-90.0, 90.0], [-180.0, 180.0]]
    axis = 1
    for sign in code:
        value = _GEOHASH.find(sign)
        if value < 0:
            return None
        for bit in (16, 8, 4, 2, 1):
            middle = sum(bounds[axis]) / 2
            bounds[axis][0 if value & bit else 1] = middle
            axis = 1 - axis
    (south, north), (west, east) = bounds
    return Cell((south + north) / 2, (west + east) / 2, north - south, east - west)


def plus_code_of(lat: float, lon: float, length: int = 10) -> str:
    """The digits of a point's full plus code, without the plus sign; ``length`` even, at most 10.

    >>> plus_code_of(47.365590, 8.524997)
    '8FVC9G8F6X'
    """
    out, lat, lon, size = "", lat + 90, lon + 180, 20.0
    while len(out) < length:
        row, column = int(lat / size), int(lon / size)
        out += _PLUS[min(row, 19)] + _PLUS[min(column, 19)]
        lat, lon, size = lat - row * size, lon - column * size, size / 20
    return out


def read_plus_code(code: str) -> Cell | None:
    """The cell of a full plus code; None for short codes and other words.

    >>> cell = read_plus_code("8FVC9G8F+6X")
    >>> round(cell.lat, 3), round(cell.lon, 3)
    (47.366, 8.525)
    """
    if not re.fullmatch(rf"[{_PLUS}]{{8}}\+(?:[{_PLUS}]{{2,4}})?", code):
        return None
    digits = code.replace("+", "")
    lat = lon = 0.0
    height = width = 400.0
    for at in range(0, min(len(digits), 10), 2):
        height = width = height / 20
        lat += _PLUS.index(digits[at]) * height
        lon += _PLUS.index(digits[at + 1]) * width
    for sign in digits[10:]:
        height, width = height / 5, width / 4
        row, column = divmod(_PLUS.index(sign), 4)
        lat, lon = lat + row * height, lon + column * width
    return Cell(lat - 90 + height / 2, lon - 180 + width / 2, height, width)


def read_locator(code: str) -> Cell | None:
    """The cell of a Maidenhead locator of eight or ten signs.

    >>> cell = read_locator("JN58td25")
    >>> round(cell.lat, 2), round(cell.lon, 2)
    (48.15, 11.6)
    """
    if not re.fullmatch(r"[A-R]{2}\d{2}[A-X]{2}\d{2}(?:[A-X]{2})?", code.upper()):
        return None
    lat, lon, height, width = -90.0, -180.0, 180.0, 360.0
    for at in range(0, len(code), 2):
        base = 18 if at == 0 else 10 if at % 4 == 2 else 24
        height, width = height / base, width / base
        column, row = (int(c) if c.isdigit() else ord(c) - 65 for c in code.upper()[at : at + 2])
        lat, lon = lat + row * height, lon + column * width
    return Cell(lat + height / 2, lon + width / 2, height, width)


def locator_of(lat: float, lon: float) -> str:
    """The first six signs of a point's Maidenhead locator, lower case.

    >>> locator_of(48.14666, 11.60833)
    'jn58td'
    """
    out, y, x, height, width = "", lat + 90, lon + 180, 180.0, 360.0
    for base in (18, 10, 24):
        height, width = height / base, width / base
        row, column = int(y / height), int(x / width)
        y, x = y - row * height, x - column * width
        out += f"{column}{row}" if base == 10 else chr(97 + column) + chr(97 + row)
    return out


class Grid(NamedTuple):
    """A point on the UTM grid, metres."""

    zone: int
    band: str
    easting: float
    northing: float

    @property
    def column(self) -> int:
        """100 km column, 1 to 8."""
        return int(self.easting // 100_000)

    @property
    def square(self) -> str:
        """The two letters of the 100 km square."""
        row = (int(self.northing // 100_000) + (0 if self.zone % 2 else 5)) % 20
        return _COLUMNS[(self.zone - 1) % 3][self.column - 1] + _ROWS[row]


def to_grid(lat: float, lon: float) -> Grid:
    """A point on the UTM grid (WGS 84); latitude between -80 and 84 degrees.

    >>> grid = to_grid(48.8582, 2.2945)
    >>> grid.zone, grid.band, round(grid.easting), round(grid.northing), grid.square
    (31, 'U', 448252, 5411933, 'DQ')
    """
    zone = int((lon + 180) // 6) % 60 + 1
    band = _BANDS[max(0, min(19, int((lat + 80) // 8)))]
    a, f, k0 = 6_378_137.0, 1 / 298.257223563, 0.9996
    e2 = f * (2 - f)
    ep2 = e2 / (1 - e2)
    phi = math.radians(lat)
    n = a / math.sqrt(1 - e2 * math.sin(phi) ** 2)
    t, c = math.tan(phi) ** 2, ep2 * math.cos(phi) ** 2
    x = math.cos(phi) * math.radians(lon - (zone * 6 - 183))
    m = a * (
        (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * phi
        - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * math.sin(2 * phi)
        + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * math.sin(4 * phi)
        - (35 * e2**3 / 3072) * math.sin(6 * phi)
    )
    easting = k0 * n * (x + (1 - t + c) * x**3 / 6 + (5 - 18 * t + t**2 + 72 * c - 58 * ep2) * x**5 / 120) + 500_000
    northing = k0 * (
        m
        + n
        * math.tan(phi)
        * (x**2 / 2 + (5 - t + 9 * c + 4 * c**2) * x**4 / 24 + (61 - 58 * t + t**2 + 600 * c - 330 * ep2) * x**6 / 720)
    )
    return Grid(zone, band, easting, northing + (10_000_000 if lat < 0 else 0))


def metres_on_grid(home: Grid, square: str, digits: str) -> float | None:
    """Distance from a home to the middle of an MGRS cell in the same zone; None for letters that are no square.

    >>> metres_on_grid(to_grid(48.8582, 2.2945), "DQ", "4825211933") < 2
    True
    """
    half = len(digits) // 2
    unit = 10.0 ** (5 - half)
    columns = _COLUMNS[(home.zone - 1) % 3]
    if square[0] not in columns or square[1] not in _ROWS:
        return None
    east = (columns.index(square[0]) + 1) * 100_000 + (int(digits[:half]) + 0.5) * unit
    row = _ROWS.index(square[1]) - (0 if home.zone % 2 else 5)
    rows = (row - int(home.northing // 100_000) + 10) % 20 - 10
    north = (int(home.northing // 100_000) + rows) * 100_000 + (int(digits[half:]) + 0.5) * unit
    return math.hypot(east - home.easting, north - home.northing)
