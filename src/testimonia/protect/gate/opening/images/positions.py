"""Geographical positions in metadata, written the one way that the search for coordinates reads."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from testimonia.protect.gate.pieces import Found, Piece

XMP_POSITION = re.compile(
    rb"GPS(Dest)?(Latitude|Longitude)\s*(?:=\s*[\"']|>)\s*(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?\s*([NSEW])"
)
ISO_6709 = re.compile(r"([+-]\d{2,6}(?:\.\d+)?)([+-]\d{3,7}(?:\.\d+)?)")


def position(latitude: float, longitude: float, place: str, *, decimals: int = 4) -> Iterator[Found]:
    """``35.9500, 39.0100``, if there is such a place on Earth.

    Args:
        latitude: Degrees, north positive.
        longitude: Degrees, east positive.
        decimals: The least number of decimals to write: what the notation was precise to.
    """
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        yield Piece(f"{decimal(latitude, decimals)}, {decimal(longitude, decimals)}", place)


def decimal(degrees: float, least: int) -> str:
    """Degrees with six decimals, less the zeros at the end, but not fewer than the least."""
    whole, _, part = f"{degrees:.6f}".partition(".")
    return f"{whole}.{part.rstrip('0').ljust(least, '0')}" if part.rstrip("0") or least else whole


def from_sexagesimal(parts: Sequence[Fraction], reference: str) -> float:
    """Decimal degrees of degrees, minutes and seconds, negative for S and W."""
    degrees = float(sum((part / 60**power for power, part in enumerate(parts[:3])), Fraction(0)))
    return -degrees if reference.upper() in ("S", "W") else degrees


def positions_in_xmp(packet: bytes) -> Iterator[Found]:
    """Positions that XMP writes as ``35,57.0N``.

    Source: Adobe XMP Specification Part 2, 1.2.7.4 GPSCoordinate.
    """
    found: dict[bytes, dict[bytes, float]] = {}
    for kind, axis, degrees, minutes, seconds, side in XMP_POSITION.findall(packet[: 2**20]):
        parts = [Fraction(part.decode()) for part in (degrees, minutes, seconds or b"0")]
        axes = found.setdefault(kind, {})
        axes[axis] = from_sexagesimal(parts, side.decode())
        if len(axes) == 2:
            yield from position(axes[b"Latitude"], axes[b"Longitude"], "XMP GPS")
            found[kind] = {}


def position_in_iso_6709(text: str, place: str) -> Iterator[Found]:
    """A position as films carry it: ``+35.9500+039.0100/``, also in degrees and minutes, or with seconds.

    Source: ISO 6709:2008, annex H.
    """
    match = ISO_6709.search(text)
    if match:
        latitude, longitude = (from_packed(number, width) for number, width in zip(match.groups(), (2, 3), strict=True))
        decimals = max(len(number.partition(".")[2]) for number in match.groups())
        yield from position(latitude, longitude, place, decimals=min(decimals, 6) or 1)


def from_packed(number: str, width: int) -> float:
    """Degrees of ``+DD.D``, ``+DDMM.M`` or ``+DDMMSS.S``, with degrees of the given width."""
    sign, (whole, _, part) = -1 if number[0] == "-" else 1, number[1:].partition(".")
    degrees, rest = whole[:width], whole[width:]
    if not rest:
        return sign * float(f"{degrees}.{part or 0}")
    if len(rest) == 2:
        return sign * (int(degrees) + float(f"{rest}.{part or 0}") / 60)
    return sign * (int(degrees) + int(rest[:2]) / 60 + float(f"{rest[2:] or 0}.{part or 0}") / 3600)
