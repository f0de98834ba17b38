"""Coordinates that no reader sees as such: metres of web maps, map tiles, geometries of databases, encoded routes.

A web map keeps places in metres of its projection or as the number of a tile; a database exports them as well-known binary; a
routing service as a line of signs. Each is undone and measured like any other coordinate.

Source: EPSG:3857 (spherical Mercator); OGC 06-103r4, section 8 (well-known binary) and PostGIS's extension with an SRID;
OpenStreetMap, slippy map tile names; the encoded polyline algorithm format.
"""

import math
import re
import struct
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from testimonia.protect.gate.searching.hits import Hit

Near = Callable[[float, float, float], Iterable[str]]
"""Latitude, longitude and step in degrees -> whose home that is too close to."""

_HALF = 20_037_508.342789244
"""Metres from the middle of a Mercator map to its edge."""
_METRES = r"-?\d{5,8}(?:\.\d+)?(?!\d)"
_PARTNER = re.compile(rf"(?<![\d.]){_METRES}")
_AROUND = 60
_LEAST_ZOOM = 16
"""Below it a tile is larger than a village: whole maps are published in such tiles."""
_KINDS = bytes(100 if 48 <= code < 58 else 47 if code in b"/,_" else 46 for code in range(256))
"""A digit as ``d``, what stands between the numbers of a tile as a stroke."""
_TILE_KIND, _LONG_KIND = b"dd/dddd", b"dddddd"
_TILE = re.compile(r"(?<!\d)(?P<z>1[6-9]|2[0-2])[/,_](?P<x>\d{4,7})[/,_](?P<y>\d{4,7})(?!\d)")
_NAMED_TILE = re.compile(r"z(?<![A-Za-z].)\W{1,3}(?P<z>\d\d)\W{1,4}x\W{1,3}(?P<x>\d{4,7})\W{1,4}y\W{1,3}(?P<y>\d{4,7})(?!\d)")
_NAMED_TILE_LAST = re.compile(
    r"x(?<![A-Za-z].)\W{1,3}(?P<x>\d{4,7})\W{1,4}y\W{1,3}(?P<y>\d{4,7})\W{1,4}z\W{1,3}(?P<z>\d\d)(?!\d)"
)
_BINARY = re.compile(
    r"(?i)(?<![0-9a-f])(?:(?P<little>01(?:01000000|01000080|e9030000|01000020[0-9a-f]{8}|010000a0[0-9a-f]{8}))"
    r"|00(?:00000001|80000001|000003e9|20000001[0-9a-f]{8}))(?P<pair>[0-9a-f]{32})"
)
_ROUTE_KEYS = ("points", "olyline", "geometry", "ncoded", "shape", "route")
_ROUTE = re.compile(r"\w*[\"']?\s*[:=]\s*[\"']([?-~]{6,60000})[\"']")
_PRECISIONS = (1e5, 1e6)


def find_projected(text: str, longitudes: Sequence[tuple[float, float]], near: Near) -> Iterable[Hit]:
    """All coordinates in a text in one of these forms that come too close to a home.

    Args:
        text: digits of every script as ASCII.
        longitudes: lowest and highest degrees near each home.
        near: says whose home a point is too close to.
    """
    for start, end, lat, lon, step, how in _points(text, longitudes):
        for identity in near(lat, lon, step):
            yield Hit(identity, "coordinates", start, end, how)


Point = tuple[int, int, float, float, float, str]


def _points(text: str, longitudes: Sequence[tuple[float, float]]) -> Iterable[Point]:
    kinds = text.encode("ascii", "replace").translate(_KINDS)
    for pattern in (*((_TILE,) if _TILE_KIND in kinds else ()), _NAMED_TILE, _NAMED_TILE_LAST):
        for match in pattern.finditer(text):
            yield from _tile(match)
    if "01010000" in text or "0000000001" in text or "01e903" in text.lower() or "0020000001" in text:
        for match in _BINARY.finditer(text):
            order = "<dd" if match["little"] else ">dd"
            lon, lat = struct.unpack(order, bytes.fromhex(match["pair"]))
            if abs(lat) <= 90 and abs(lon) <= 360:
                yield match.start(), match.end(), lat, lon, 0.0, "well-known binary"
    yield from _routes(text)
    if _LONG_KIND in kinds:
        for match in _metres_near(text, longitudes):
            yield from _on_mercator(text, match)


def _routes(text: str) -> Iterable[Point]:
    for key in _ROUTE_KEYS:
        at = text.find(key)
        while at >= 0:
            match = _ROUTE.match(text, at)
            for precision in _PRECISIONS:
                for lat, lon in read_route(match[1] if match else "", precision):
                    yield at, match.end(1) if match else at, lat, lon, 1 / precision, "encoded route"
            at = text.find(key, at + 1)


def _tile(match: re.Match[str]) -> Iterable[Point]:
    """The middle of a map's tile."""
    zoom, x, y = int(match["z"]), int(match["x"]), int(match["y"])
    count = 1 << zoom
    if zoom >= _LEAST_ZOOM and x < count and y < count:
        lon = (x + 0.5) / count * 360 - 180
        lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + 0.5) / count))))
        yield match.start(), match.end(), lat, lon, 360 / count, "map tile"


def _metres_near(text: str, longitudes: Sequence[tuple[float, float]]) -> Iterable[re.Match[str]]:
    """Numbers that are metres east near a home."""
    pattern = mercator_pattern(tuple(longitudes))
    return pattern.finditer(text) if pattern is not None else ()


@lru_cache(maxsize=4)
def mercator_pattern(longitudes: tuple[tuple[float, float], ...]) -> re.Pattern[str] | None:
    """A pattern for the thousands of metres near any of these longitudes; each alternative begins with a digit.

    >>> pattern = mercator_pattern(((39.0, 39.02),))
    >>> bool(pattern.search("4342997.1")), bool(pattern.search("4242997.1"))
    (True, False)
    """
    thousands: set[int] = set()
    for low, high in longitudes:
        ends = sorted((abs(low) * _HALF / 180_000, abs(high) * _HALF / 180_000))
        thousands |= set(range(int(ends[0]), int(ends[1]) + 1))
    numbers = [str(number) for number in sorted(thousands) if number >= 100]
    each = "|".join(rf"{number}(?<![\d.]{'.' * len(number)})" for number in numbers)
    return re.compile(rf"(?:{each})\d{{3}}(?:\.\d+)?(?!\d)") if each else None


def _on_mercator(text: str, match: re.Match[str]) -> Iterable[Point]:
    first = max(0, match.start() - _AROUND)
    for other in _PARTNER.finditer(text, first, match.end() + _AROUND):
        if other.start() <= match.start() < other.end():
            continue
        sign = -1 if text[match.start() - 1 : match.start()] == "-" else 1
        lon = sign * float(match.group()) * 180 / _HALF
        lat = math.degrees(math.atan(math.sinh(float(other.group()) / _HALF * math.pi)))
        yield min(match.start(), other.start()), max(match.end(), other.end()), lat, lon, 1e-5, "metres of a web map"


def read_route(signs: str, precision: float) -> Iterable[tuple[float, float]]:
    """The points of an encoded polyline, as latitude and longitude.

    >>> list(read_route("_p~iF~ps|U_ulLnnqC", 1e5))
    [(38.5, -120.2), (40.7, -120.95)]
    """
    numbers: list[int] = []
    value = shift = 0
    for sign in signs:
        code = ord(sign) - 63
        value |= (code & 31) << shift
        shift += 5
        if code < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
        elif shift > 30:
            return
    lat = lon = 0
    for north, east in zip(numbers[::2], numbers[1::2], strict=False):
        lat, lon = lat + north, lon + east
        if abs(lat) > 90 * precision or abs(lon) > 180 * precision:
            return
        yield lat / precision, lon / precision
