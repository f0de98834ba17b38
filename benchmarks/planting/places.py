# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""One point of the earth in all the notations that a file can hold.

Source: Karney's and Krüger's series for the transverse Mercator projection (as in NGA.SIG.0012), geohash.org, the Open Location
Code specification, ISO 6709 annex H.
"""

import math

LETTERS = "CDEFGHJKLMNPQRSTUVWX"


def notations(lat: float, lon: float) -> dict[str, str]:
    """Every notation, by its name."""
    zone, band, easting, northing = utm(lat, lon)
    code = plus_code(lat, lon)
    return {
        "decimal": f"{lat:.5f}, {lon:.5f}",
        "decimal with degrees": f"{abs(lat):.4f}° {_ns(lat)}, {abs(lon):.4f}° {_ew(lon)}",
        "decimal, letters first": f"{_ns(lat)}{abs(lat):.5f} {_ew(lon)}{abs(lon):.5f}",
        "decimal comma": f"{lat:.5f}".replace(".", ",") + " / " + f"{lon:.5f}".replace(".", ","),
        "Eastern digits": f"{lat:.4f}، {lon:.4f}".replace(".", "٫").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        "DMS": f"{dms(lat, 'NS')} {dms(lon, 'EW')}",
        "DMS with words": f"{dms_words(lat, 'north', 'south')}, {dms_words(lon, 'east', 'west')}",
        "DMS with colons": f"{_ns(lat)} {dms_colons(lat)} {_ew(lon)} {dms_colons(lon)}",
        "DDM": f"{ddm(lat, 'NS')}, {ddm(lon, 'EW')}",
        "ISO 6709": f"{lat:+09.5f}{lon:+010.5f}/",
        "geo URI": f"geo:{lat:.6f},{lon:.6f};u=20",
        "map link, at": f"https://www.google.com/maps/@{lat:.6f},{lon:.6f},17z",
        "map link, query": f"https://maps.google.com/?q={lat:.5f}%2C{lon:.5f}",
        "map link, data": f"https://www.google.com/maps/place/x/data=!4m5!3m4!1s0x0!8m2!3d{lat:.6f}!4d{lon:.6f}",
        "OpenStreetMap, hash": f"https://www.openstreetmap.org/#map=17/{lat:.5f}/{lon:.5f}",
        "OpenStreetMap, marker": f"https://www.openstreetmap.org/?mlat={lat:.5f}&mlon={lon:.5f}#map=16",
        "Apple Maps": f"https://maps.apple.com/?ll={lat:.5f},{lon:.5f}&z=15",
        "Yandex, lon first": f"https://yandex.com/maps/?ll={lon:.5f}%2C{lat:.5f}&z=16",
        "Bing": f"https://www.bing.com/maps?cp={lat:.5f}~{lon:.5f}&lvl=16",
        "WKT": f"POINT ({lon:.5f} {lat:.5f})",
        "EWKT polygon": f"SRID=4326;POLYGON(({', '.join(f'{lon + dx:.5f} {lat + dy:.5f}' for dx, dy in RING)}))",
        "GeoJSON": f'{{"type": "Feature", "geometry": {{"type": "Point", "coordinates": [{lon:.5f}, {lat:.5f}]}}, "properties": {{}}}}',
        "JSON fields": f'{{"latitude": {lat:.5f}, "longitude": {lon:.5f}, "accuracy": 12}}',
        "JSON fields, strings": f'{{"lng": "{lon:.5f}", "zoom": 14, "lat": "{lat:.5f}"}}',
        "E7 integers": f'{{"latitudeE7": {round(lat * 1e7)}, "longitudeE7": {round(lon * 1e7)}}}',
        "KML": f"<Point><coordinates>{lon:.6f},{lat:.6f},0</coordinates></Point>",
        "GPX": f'<wpt lat="{lat:.6f}" lon="{lon:.6f}"><ele>310</ele></wpt>',
        "data attributes": f'<div class="pin" data-lat="{lat:.5f}" data-lng="{lon:.5f}"></div>',
        "ICBM meta": f'<meta name="ICBM" content="{lat:.5f}, {lon:.5f}">',
        "geo.position meta": f'<meta name="geo.position" content="{lat:.5f};{lon:.5f}">',
        "YAML fields": f"lat: {lat:.5f}\nlon: {lon:.5f}",
        "words": f"latitude {lat:.4f} and longitude {lon:.4f}",
        "script": f"var camp = new L.LatLng({lat:.5f}, {lon:.5f});",
        "MGRS": f"{mgrs(lat, lon, 4)[0]} {mgrs(lat, lon, 4)[1]} {mgrs(lat, lon, 4)[2]} {mgrs(lat, lon, 4)[3]}",
        "MGRS, joined": "".join(mgrs(lat, lon, 5)),
        "UTM": f"{zone}{band} {easting:.0f} {northing:.0f}",
        "UTM with units": f"{zone}{band} {easting:.0f} mE {northing:.0f} mN",
        "geohash": f"geohash:{geohash(lat, lon, 8)}",
        "geohash link": f"http://geohash.org/{geohash(lat, lon, 9)}",
        "plus code": code,
        "plus code link": f"https://plus.codes/{code}",
        "NMEA": f"$GPGLL,{nmea(lat, 2)},{_ns(lat)},{nmea(lon, 3)},{_ew(lon)},120301,A*2C",
    }


RING = ((-0.001, -0.001), (0.001, -0.001), (0.001, 0.001), (-0.001, -0.001))


def _ns(lat: float) -> str:
    return "N" if lat >= 0 else "S"


def _ew(lon: float) -> str:
    return "E" if lon >= 0 else "W"


def _sixty(value: float) -> tuple[int, int, float]:
    degrees, rest = divmod(abs(value) * 3600, 3600)
    minutes, seconds = divmod(rest, 60)
    return int(degrees), int(minutes), seconds


def dms(value: float, letters: str) -> str:
    degrees, minutes, seconds = _sixty(value)
    return f"{degrees}°{minutes:02d}′{seconds:04.1f}″{letters[value < 0]}"


def dms_words(value: float, positive: str, negative: str) -> str:
    degrees, minutes, seconds = _sixty(value)
    return f"{degrees} degrees {minutes} minutes {seconds:.0f} seconds {negative if value < 0 else positive}"


def dms_colons(value: float) -> str:
    degrees, minutes, seconds = _sixty(value)
    return f"{degrees}:{minutes:02d}:{seconds:05.2f}"


def ddm(value: float, letters: str) -> str:
    degrees, minutes, seconds = _sixty(value)
    return f"{degrees}° {minutes + seconds / 60:06.3f}' {letters[value < 0]}"


def nmea(value: float, width: int) -> str:
    degrees, minutes, seconds = _sixty(value)
    return f"{degrees:0{width}d}{minutes + seconds / 60:07.4f}"


def utm(lat: float, lon: float) -> tuple[int, str, float, float]:
    """Zone, band, easting and northing in metres, WGS 84, by Krüger's series to the third order."""
    zone = int((lon + 180) // 6) + 1
    band = LETTERS[int((lat + 80) // 8)]
    n = 1 / 298.257223563 / (2 - 1 / 298.257223563)
    radius = 6378137 / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    alpha = (n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16, 13 * n**2 / 48 - 3 * n**3 / 5, 61 * n**3 / 240)
    phi, lam = math.radians(lat), math.radians(lon - (zone * 6 - 183))
    e = 2 * math.sqrt(n) / (1 + n)
    t = math.sinh(math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi)))
    xi, eta = math.atan2(t, math.cos(lam)), math.atanh(math.sin(lam) / math.sqrt(1 + t * t))
    east = eta + sum(a * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, a in enumerate(alpha, 1))
    north = xi + sum(a * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, a in enumerate(alpha, 1))
    return zone, band, 500000 + 0.9996 * radius * east, (0 if lat >= 0 else 10_000_000) + 0.9996 * radius * north


def mgrs(lat: float, lon: float, digits: int) -> tuple[str, str, str, str]:
    """Grid zone, square, easting and northing of the military grid."""
    zone, band, easting, northing = utm(lat, lon)
    column = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")[(zone - 1) % 3][int(easting // 100_000) - 1]
    row = "ABCDEFGHJKLMNPQRSTUV"[(int(northing // 100_000) + (0 if zone % 2 else 5)) % 20]
    cut = [f"{int(metres % 100_000):05d}"[:digits] for metres in (easting, northing)]
    return f"{zone}{band}", column + row, cut[0], cut[1]


def geohash(lat: float, lon: float, length: int) -> str:
    box, out, even = [[-180.0, 180.0], [-90.0, 90.0]], "", True
    for _ in range(length):
        value = 0
        for _ in range(5):
            edges, point = (box[0], lon) if even else (box[1], lat)
            middle = sum(edges) / 2
            value = value * 2 + (point >= middle)
            edges[0 if point >= middle else 1] = middle
            even = not even
        out += "0123456789bcdefghjkmnpqrstuvwxyz"[value]
    return out


def plus_code(lat: float, lon: float) -> str:
    y, x = int((lat + 90) * 8000), int((lon + 180) * 8000)
    pairs = []
    for _ in range(5):
        pairs.append("23456789CFGHJMPQRVWX"[y % 20] + "23456789CFGHJMPQRVWX"[x % 20])
        y, x = y // 20, x // 20
    digits = "".join(reversed(pairs))
    return f"{digits[:8]}+{digits[8:]}"
