"""Coordinates that come too close to a home, in any notation.

Labels, order and punctuation are not trusted: every number in the text that may be a latitude or longitude is read in every
way it can be read, and a pair counts when one of them lies near the home's latitude and its neighbour near the longitude.
That covers JSON, CSV, map addresses, GeoJSON, EXIF, degrees and minutes, and orders swapped, with one rule.

Source: ISO 6709:2022 annexes D and H; NMEA 0183; EXIF 2.32, GPS tags; RFC 5870 (geo URI).
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.protect.gate.searching.folding import to_digits
from testimonia.protect.gate.searching.grids import (
    Cell,
    Grid,
    metres_between,
    metres_on_grid,
    read_geohash,
    read_locator,
    read_plus_code,
    to_grid,
)
from testimonia.protect.gate.searching.hits import Hit
from testimonia.protect.gate.searching.projected import find_projected
from testimonia.protect.identities import Home

DEFAULT_RADIUS_M = 1_000.0
"""How near a coordinate may come to a home for which the vault says nothing else."""

_PUBLIC_TOLERANCE_M = 150.0
_LEAST_OF_LETTERS = 7
"""Signs of a geohash without a digit in it: shorter ones may be words."""
_FAR_APART = 240
_SHORT = 160
_GRID_NEAR = 80
_STEP = 1_000
_SIGN = r"(?P<sign>[+\-−–]\s?)?"
_HEMISPHERES = (
    r"north|south|east|west|nord|süd|sud|est|ost|ouest|norte|sur|este|oeste|kuzey|güney|doğu|batı|"
    r"с\.?\s?ш|ю\.?\s?ш|в\.?\s?д|з\.?\s?д|пн\.?\s?ш|пд\.?\s?ш|сх\.?\s?д|зх\.?\s?д|شمال|جنوب|شرق|غرب|[NSEW](?![a-z])"
)
_SOUTH_WEST = re.compile(r"(?i)^(?:s|w|south|west|süd|sud|sur|ouest|oeste|güney|batı|ю.*|з\..*|пд.*|зх.*|зд|جنوب|غرب)$")
_HEMISPHERE_BEFORE = re.compile(rf"(?i)(?<![A-Za-z])(?:{_HEMISPHERES})[\s.:]{{0,2}}$")
_SECONDS_BEFORE = re.compile(r"(?i)m(?:in\w*)?\.?\s?\d{1,2}(?:[.,]\d+)?\s?s(?:ec\w*)?[\s.]{0,2}$")
"""The sign of seconds, which is no hemisphere of what follows."""
_HEMISPHERE_AFTER = re.compile(rf"(?i)[\s,]{{0,2}}({_HEMISPHERES})")
_DMS = re.compile(
    r"(?i)(?P<d>\d{1,3})(?:\.0+)?\s{0,2}(?:[°º˚ᵒ*]|deg\w*\.?|d(?=[\s\d])|градус\w*|درجة)\s{0,2}"
    r"(?P<m>\d{1,2}(?:[.,٫]\d+)?)\s{0,2}(?:['′’‘ʹ´`]|m(?:in\w*)?\.?|мин\w*|دقيقة)?\s{0,2}و?\s?"
    r"(?:(?P<s>\d{1,2}(?:[.,٫]\d+)?)\s{0,2}(?:[\"″”“ʺ¨]|['′’]{2}|s(?:ec[a-z]*)?(?![a-z])\.?|s(?=[nsew](?![a-z]))|сек\w*|ثانية)?)?"
)
_TRIPLE = re.compile(
    r"(?P<d>\d{1,3})(?:\.0+)?(?:[:\s\-]|,\s?|/1,?\s)(?P<m>\d{1,2}(?:\.\d+)?)(?:[:\s\-]|,\s?|/1,?\s)(?P<s>\d{1,2}(?:[.,٫]\d+)?)(?![\d/])"
)
_MINUTES = re.compile(r"(?P<d>\d{1,3})[\s\-](?P<m>\d{1,2}[.,]\d+)(?P<s>)(?=['′\s,;/NSEW]|$)")
_EXIF = re.compile(
    r"(?P<d>\d{1,3})(?:/1|\.0+)?[,;\s]\s*(?P<m>\d{1,8})/?(?P<md>\d{0,7})(?:\.0+)?[,;\s]\s*(?P<s>\d{1,12})/(?P<sd>\d{1,9})(?!\d)"
)
_DECIMAL = re.compile(r"(?P<d>\d{1,3})[.,٫](?P<f>\d{1,15})(?!\d)\s?[°º˚]?")
_COMPACT = re.compile(r"(?P<d>\d{4,7})\.(?P<f>\d+)(?!\d)")
_WHOLE = re.compile(r"(?P<d>\d{6,10})(?![\d.])")
_ANY_DECIMAL = re.compile(r"(?<![\d.])\d{1,3}[.,٫]\d+")
_PLUS_CODE = re.compile(r"(?<![A-Z0-9])[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,4}(?![A-Z0-9])", re.IGNORECASE)
_MGRS = re.compile(
    r"(?i)(?<![A-Z0-9])(?P<zone>[0-5]?\d|60)\s?(?P<band>[C-HJ-NP-X])\s?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])\s?(?P<digits>\d{2,5}\s?\d{2,5})(?!\d)"
)
_UTM = re.compile(
    r"(?i)(?<!\d)(?P<east>\d{6})(?:[.,]\d+)?\s?(?:m\s?)?(?:mE|E)?[\s,;/]{1,3}(?:[A-Za-z]{1,10}[\s:=]{0,3})?(?P<north>\d{6,7})(?:[.,]\d+)?(?!\d)"
)


class Place(Struct, frozen=True):
    """A home to be kept at a distance."""

    identity_id: str
    lat: float
    lon: float
    radius_m: float
    grid: Grid


class Value(Struct, frozen=True):
    """A number read as degrees: where it stands, its size without sign, and how fine it is."""

    start: int
    end: int
    degrees: float
    step: float
    """Unit of the last digit given, degrees."""
    how: str


class Homes(Struct, frozen=True):
    """All homes, what is public near them, and how coarse a coordinate is coarse enough."""

    places: tuple[Place, ...]
    public: tuple[Home, ...]
    decimals: int
    degrees: re.Pattern[str] | None
    """Finds the whole degrees of any home."""
    axes: tuple[tuple[float, float, int, bool], ...] = ()
    """Lowest and highest degrees near a home, without sign; which home; whether it is its latitude. In order."""
    lows: tuple[float, ...] = ()
    widest: float = 0.0
    longitudes: tuple[tuple[float, float], ...] = ()
    """Lowest and highest longitude near each home, degrees."""
    eastings: frozenset[int] = frozenset()
    """Eastings that lie near a home, in steps of `_STEP` metres."""
    zones: re.Pattern[str] | None = None
    """Finds the number of the grid zone of any home."""


def make_homes(places: Iterable[tuple[str, Home]], *, public: tuple[Home, ...], decimals: int) -> Homes:
    """Homes made ready for a search.

    Args:
        places: identity id and home.
        public: points that may be given though they lie near a home.
        decimals: a coordinate with at most this many decimals of a degree is coarse enough.
    """
    made = tuple(
        Place(identity, home.lat, home.lon, home.radius_m or DEFAULT_RADIUS_M, to_grid(home.lat, home.lon))
        for identity, home in places
    )
    wholes: set[int] = set()
    for place in made:
        for degrees, reach in ((place.lat, _lat_reach(place)), (place.lon, _lon_reach(place))):
            wholes |= set(range(int(max(0.0, abs(degrees) - reach)), int(abs(degrees) + reach) + 1))
    axes = [
        (abs(degrees) - reach, abs(degrees) + reach, at, is_lat)
        for at, place in enumerate(made)
        for degrees, reach, is_lat in ((place.lat, _lat_reach(place), True), (place.lon, _lon_reach(place), False))
    ]
    behind = r"(?=[.,٫°º˚ᵒ*:/\-\s]|[dD]eg|DEG|[dD][\s\d]|\d{2}|درجة|градус)"
    # Each alternative begins with a digit, so that the search may leap to the next one: the look behind comes after it.
    numbers = [zero + str(whole) for whole in sorted(wholes) for zero in ("", "0")]
    alternatives = "|".join(f"{number}(?<!\\d{'.' * len(number)}){behind}" for number in numbers)
    pattern = re.compile(alternatives, re.DOTALL) if made else None
    zones = "|".join(
        f"{number}(?<!\\w{'.' * len(number)})(?!\\d)" for number in sorted({str(place.grid.zone) for place in made})
    )
    axes.sort()
    widest = max((high - low for low, high, _, _ in axes), default=0.0)
    return Homes(
        made,
        public,
        decimals,
        pattern,
        tuple(axes),
        tuple(low for low, _, _, _ in axes),
        widest,
        tuple((place.lon - _lon_reach(place), place.lon + _lon_reach(place)) for place in made),
        frozenset(
            step
            for place in made
            for step in range(
                int(place.grid.easting - place.radius_m) // _STEP, int(place.grid.easting + place.radius_m) // _STEP + 1
            )
        ),
        re.compile(zones) if made else None,
    )


def _lat_reach(place: Place) -> float:
    return place.radius_m / 111_000


def _lon_reach(place: Place) -> float:
    return place.radius_m / (111_000 * max(0.02, math.cos(math.radians(place.lat))))


def find_coordinates(text: str, homes: Homes) -> list[Hit]:
    """All coordinates in a text that come closer to a home than allowed, and, in a short text, halves of such coordinates."""
    if homes.degrees is None:
        return []
    digits = to_digits(text)
    found = list(_find_codes(digits, homes))
    found += find_projected(digits, homes.longitudes, lambda lat, lon, step: _homes_near(lat, lon, step, homes))
    lats: dict[int, list[Value]] = {}
    lons: dict[int, list[Value]] = {}
    for match in homes.degrees.finditer(digits):
        for value in _read_values(digits, match.start()):
            for low, high, at, is_lat in homes.axes[bisect_left(homes.lows, value.degrees - homes.widest) :]:
                if low > value.degrees:
                    break
                place = homes.places[at]
                if value.degrees <= high and _sign_fits(digits, value, place.lat if is_lat else place.lon):
                    (lats if is_lat else lons).setdefault(at, []).append(value)
    for at in sorted(lats.keys() | lons.keys()):
        found += _near_home(digits, lats.get(at, []), lons.get(at, []), homes.places[at], homes)
    return found


def _homes_near(lat: float, lon: float, step: float, homes: Homes) -> Iterable[str]:
    return (place.identity_id for place in homes.places if _is_close(lat, lon, step, place, homes))


def _number(written: str) -> float:
    return float(written.replace(",", ".").replace("٫", "."))


def _sign(digits: str, start: int, end: int) -> int:
    """-1, 0 or 1 by the sign or hemisphere before a number or the hemisphere behind it."""
    after = _HEMISPHERE_AFTER.match(digits, end)
    if after:
        return -1 if _SOUTH_WEST.match(after[1]) else 1
    before = digits[max(0, start - 9) : start]
    sign = before.rstrip(" ")[-1:]
    if sign in {"-", "−", "–"} and not before.rstrip(" ")[-2:-1].isalnum():
        return -1
    if _SECONDS_BEFORE.search(digits[max(0, start - 16) : start]):
        return 0
    found = _HEMISPHERE_BEFORE.search(before)
    return (-1 if _SOUTH_WEST.match(found.group().strip(" .:")) else 1) if found else 0


def _read_values(digits: str, start: int) -> list[Value]:
    """The number that begins at ``start`` as degrees, in every reading it allows."""
    match = _DECIMAL.match(digits, start)
    if match and len(match["f"]) > 3 and digits[match.end("d")] == ".":
        step = 10.0 ** -len(match["f"].rstrip("0") or "0")
        return [Value(start, match.end(), float(f"{match['d']}.{match['f']}"), step, "decimal degrees")]
    values: list[Value] = []
    for pattern in (_DMS, _TRIPLE, _MINUTES):
        match = pattern.match(digits, start)
        if match:
            minutes, seconds = _number(match["m"]), _number(match["s"] or "0")
            if minutes < 60 and seconds <= 60:
                step = 1 / 3600 if match["s"] else 1 / 6000 if not match["m"].isdigit() else 1 / 60
                degrees = int(match["d"]) + minutes / 60 + seconds / 3600
                values.append(Value(start, match.end(), degrees, step, "degrees and minutes"))
    match = _EXIF.match(digits, start)
    if match and int(match["md"] or 1) and int(match["sd"]):
        degrees = int(match["d"]) + int(match["m"]) / int(match["md"] or 1) / 60 + int(match["s"]) / int(match["sd"]) / 3600
        values.append(Value(start, match.end(), degrees, 1 / 3600, "degrees and minutes"))
    match = _DECIMAL.match(digits, start)
    if match:
        degrees, step = float(f"{match['d']}.{match['f']}"), 10.0 ** -len(match["f"].rstrip("0") or "0")
        values.append(Value(start, match.end(), degrees, step, "decimal degrees"))
    match = _COMPACT.match(digits, start)
    if match:
        values += _compact(match, match["f"])
    match = _WHOLE.match(digits, start)
    if match:
        values += _compact(match, "")
        if len(match["d"]) >= 8:
            values.append(Value(start, match.end(), int(match["d"]) / 1e7, 1e-7, "ten millionths of a degree"))
            values.append(Value(start, match.end(), int(match["d"]) / 1e6, 1e-6, "millionths of a degree"))
    return values


def _compact(match: re.Match[str], fraction: str) -> list[Value]:
    """Degrees, minutes and seconds without signs between them (ISO 6709, NMEA)."""
    found = []
    whole = match["d"]
    for tail, is_minutes in ((2, True), (4, False)):
        degrees, rest = whole[:-tail], whole[-tail:]
        if not 1 <= len(degrees) <= 3 or (is_minutes and not fraction):
            continue
        last = float(f"{rest[-2:]}.{fraction or '0'}")
        minutes, seconds = (last, 0.0) if is_minutes else (float(rest[:2]), last)
        if minutes < 60 and seconds < 60:
            value = int(degrees) + minutes / 60 + seconds / 3600
            found.append(Value(match.start(), match.end(), value, 1 / 3600, "degrees and minutes"))
    return found


def _near_home(digits: str, lats: Sequence[Value], lons: Sequence[Value], place: Place, homes: Homes) -> list[Hit]:
    found: dict[tuple[int, int], Hit] = {}
    for lat in lats:
        for lon in lons:
            if (
                lat.how != lon.how
                or abs(lat.start - lon.start) > 2 * _FAR_APART
                or (lat.start < lon.end and lon.start < lat.end)
            ):
                continue
            if _is_too_close(lat, lon, place, homes) and _belong_together(digits, lat, lon, place):
                start, end = min(lat.start, lon.start), max(lat.end, lon.end)
                found[start, end] = Hit(place.identity_id, "coordinates", start, end, lat.how)
    if found or len(digits) > _SHORT:
        return list(found.values())
    halves = [("latitude", value) for value in lats] + [("longitude", value) for value in lons]
    return [
        Hit(place.identity_id, kind, value.start, value.end, value.how)
        for kind, value in halves
        if value.step <= 0.001 and not _is_public_axis(kind, value, homes)
    ]


def _sign_fits(digits: str, value: Value, degrees: float) -> bool:
    sign = _sign(digits, value.start, value.end)
    return sign == 0 or (sign < 0) == (degrees < 0)


def _belong_together(digits: str, lat: Value, lon: Value, place: Place) -> bool:
    """Whether two numbers are one coordinate: near each other, no other coordinate between them, not of two rows of a table."""
    first, second = (lat, lon) if lat.start < lon.start else (lon, lat)
    if second.start - first.end > _FAR_APART:
        return False
    between = digits[first.end : second.start]
    others = [_number(match.group()) for match in _ANY_DECIMAL.finditer(between)]
    if len(others) > 4 or any(min(abs(v - abs(place.lat)), abs(v - abs(place.lon))) < 3 for v in others):
        return False
    return "\n" not in between or not (_has_partner(digits, first) and _has_partner(digits, second))


def _has_partner(digits: str, value: Value) -> bool:
    """Whether another number on the same line may be the other half of this one."""
    start, end = digits.rfind("\n", 0, value.start) + 1, digits.find("\n", value.end)
    line = digits[start : value.start] + " " + digits[value.end : end if end >= 0 else len(digits)]
    return _ANY_DECIMAL.search(line) is not None


def _is_too_close(lat: Value, lon: Value, place: Place, homes: Homes) -> bool:
    north, east = math.copysign(lat.degrees, place.lat), math.copysign(lon.degrees, place.lon)
    coarse = 10.0**-homes.decimals
    if lat.step >= coarse * 0.999 and lon.step >= coarse * 0.999:
        return False
    return _is_close(north, east, max(lat.step, lon.step), place, homes)


def _is_close(lat: float, lon: float, step: float, place: Place, homes: Homes) -> bool:
    away = metres_between(lat, lon, place.lat, place.lon)
    if away > place.radius_m:
        return False
    for point in homes.public:
        off = metres_between(lat, lon, point.lat, point.lon)
        if off <= max(point.radius_m, _PUBLIC_TOLERANCE_M, step * 111_000 * 0.75) and off <= away:
            return False
    return True


def _is_public_axis(kind: str, value: Value, homes: Homes) -> bool:
    return any(
        abs(value.degrees - abs(point.lat if kind == "latitude" else point.lon))
        <= max(point.radius_m, _PUBLIC_TOLERANCE_M) / 111_000
        for point in homes.public
    )


def _find_codes(digits: str, homes: Homes) -> Iterable[Hit]:
    if "+" in digits:
        for match in _PLUS_CODE.finditer(digits):
            cell = read_plus_code(match.group().upper())
            if cell is not None:
                yield from _cell_hits(cell, match.start(), match.end(), homes, "plus code")
    if homes.zones is None:
        return
    seen = -1
    for zone in homes.zones.finditer(digits):
        yield from _find_mgrs(digits, zone.start(), homes)
        if zone.start() > seen:
            seen = zone.end() + 2 * _GRID_NEAR
            yield from _find_utm(digits, max(0, zone.start() - _GRID_NEAR), seen + _GRID_NEAR, homes)


def _cell_hits(cell: Cell, start: int, end: int, homes: Homes, how: str) -> Iterable[Hit]:
    for place in homes.places:
        if _is_close(cell.lat, cell.lon, max(cell.height, cell.width), place, homes):
            yield Hit(place.identity_id, "coordinates", start, end, how)


def check_geohash(text: str, start: int, place: Place, homes: Homes) -> Hit | None:
    """A geohash that begins at ``start``: a word of its own, with a digit and a letter, near the home."""
    if start and (text[start - 1].isalnum() or text[start - 1] in "_-@"):
        return None
    after = start
    while after < len(text) and text[after].isascii() and text[after].isalnum():
        after += 1
    word = text[start:after]
    if (
        len(word) > 13
        or (word != word.lower() and word != word.upper())
        or (len(word) < _LEAST_OF_LETTERS and not any(c.isdigit() for c in word))
        or word.isdigit()
    ):
        return None
    cell = read_geohash(word.lower())
    if cell is None or not _is_close(cell.lat, cell.lon, cell.height, place, homes):
        return None
    return Hit(place.identity_id, "coordinates", start, after, "geohash")


def check_locator(text: str, start: int, place: Place, homes: Homes) -> Hit | None:
    """A Maidenhead locator of eight or ten signs that begins at ``start``."""
    after = start
    while after < len(text) and text[after].isascii() and text[after].isalnum():
        after += 1
    if start and text[start - 1].isalnum():
        return None
    cell = read_locator(text[start:after])
    if cell is None or not _is_close(cell.lat, cell.lon, cell.height, place, homes):
        return None
    return Hit(place.identity_id, "coordinates", start, after, "locator")


def _find_mgrs(digits: str, start: int, homes: Homes) -> Iterable[Hit]:
    match = _MGRS.match(digits, start)
    metres = re.sub(r"\s", "", match["digits"]) if match else ""
    if match is None or len(metres) % 2:
        return
    square = match["square"].upper()
    for place in homes.places:
        if int(match["zone"]) != place.grid.zone or abs(ord(match["band"].upper()) - ord(place.grid.band)) > 2:
            continue
        away = metres_on_grid(place.grid, square, metres)
        if away is not None and away <= place.radius_m and not _is_public_grid(square, metres, homes):
            yield Hit(place.identity_id, "coordinates", match.start(), match.end(), "grid reference")


def _is_public_grid(square: str, metres: str, homes: Homes) -> bool:
    for point in homes.public:
        off = metres_on_grid(to_grid(point.lat, point.lon), square, metres)
        if off is not None and off <= max(point.radius_m, _PUBLIC_TOLERANCE_M):
            return True
    return False


def _find_utm(digits: str, first: int, last: int, homes: Homes) -> Iterable[Hit]:
    for match in _UTM.finditer(digits, first, last):
        for east, north in ((match["east"], match["north"]), (match["north"], match["east"])):
            if int(east) // _STEP not in homes.eastings:
                continue
            for place in homes.places:
                away = math.hypot(int(east) - place.grid.easting, int(north) - place.grid.northing)
                zone = str(place.grid.zone)
                near = digits[max(0, match.start() - 60) : match.start()] + " " + digits[match.end() : match.end() + 30]
                if (
                    away <= place.radius_m
                    and re.search(rf"(?<!\d){zone}(?!\d)", near)
                    and not _is_public_utm(int(east), int(north), homes)
                ):
                    yield Hit(place.identity_id, "coordinates", match.start(), match.end(), "grid reference")


def _is_public_utm(east: int, north: int, homes: Homes) -> bool:
    grids = [(to_grid(point.lat, point.lon), point) for point in homes.public]
    return any(
        math.hypot(east - grid.easting, north - grid.northing) <= max(point.radius_m, _PUBLIC_TOLERANCE_M)
        for grid, point in grids
    )
