"""One place as a file gives it, and the checks that every file must pass."""

import math
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.errors import ConfigError
from testimonia.gazetteer.places import Place, PlaceKind, distance_km
from testimonia.gazetteer.spelling import plain_key

OWN = "own:"
"""How the id of a place begins that the investigation brought by hand."""

LONGEST_NAME = 80
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_SPACES = re.compile(r"\W+")


class RawPlace(Struct, frozen=True):
    """What a file says of one place, not yet checked."""

    name: str
    lat: float
    lon: float
    line: int
    """Where it stands in the file, from 1."""
    aliases: tuple[str, ...] = ()
    country: str = ""
    region: str = ""
    kind: str = ""
    population: int = 0
    radius_km: float = 0.0
    id: str = ""


def to_place(raw: RawPlace, *, file: str) -> Place:
    """The place, checked.

    Raises:
        ConfigError: no name, a coordinate off the globe, an unknown kind, a country that is no code of two letters.
    """
    name = " ".join(raw.name.split())
    if not name or not plain_key(name):
        raise ConfigError("a place without a name", file=file, line=raw.line)
    if len(name) > LONGEST_NAME:
        raise ConfigError(f"the name {name[:30]!r}... is longer than {LONGEST_NAME} characters", file=file, line=raw.line)
    if not (abs(raw.lat) <= 90 and abs(raw.lon) <= 180):
        swapped = ": are latitude and longitude swapped?" if abs(raw.lon) <= 90 and abs(raw.lat) <= 180 else ""
        message = f"{name}: {raw.lat:g}, {raw.lon:g} is not on the globe{swapped}"
        raise ConfigError(message, file=file, line=raw.line)
    if raw.country and not _COUNTRY.fullmatch(raw.country):
        raise ConfigError(f"{name}: country {raw.country!r} is not a code of two letters (SY)", file=file, line=raw.line)
    kind = raw.kind.casefold() or PlaceKind.TOWN
    if kind not in set(PlaceKind):
        raise ConfigError(f"{name}: kind {raw.kind!r} is not one of {', '.join(PlaceKind)}", file=file, line=raw.line)
    if not (math.isfinite(raw.radius_km) and raw.radius_km >= 0 and raw.population >= 0):
        raise ConfigError(f"{name}: a negative radius or population", file=file, line=raw.line)
    aliases = dict.fromkeys(" ".join(alias.split()) for alias in raw.aliases)
    return Place(
        name=name,
        lat=raw.lat,
        lon=raw.lon,
        kind=PlaceKind(kind),
        country=raw.country.upper(),
        region=raw.region,
        population=raw.population,
        gazetteer_id=_identifier(raw, name),
        radius_km=raw.radius_km,
        aliases=tuple(alias for alias in aliases if alias and alias != name and plain_key(alias)),
    )


def middle_and_reach(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Middle of a shape's corners, and how far the farthest lies: (latitude, longitude, kilometres).

    >>> middle_and_reach([(35.0, 39.0)])
    (35.0, 39.0, 0.0)
    """
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    middle = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    reach = max(distance_km(middle, point) for point in points) if len(points) > 1 else 0.0
    return middle[0], middle[1], round(reach, 3)


def split_aliases(value: object) -> tuple[str, ...]:
    """Other names as a file writes them: a list, or one text with ``|`` or ``;`` between them."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.replace(";", "|").split("|"))
    if isinstance(value, Iterable):
        return tuple(str(part) for part in value)
    return ()


def _identifier(raw: RawPlace, name: str) -> str:
    if raw.id.startswith("geonames:"):
        return raw.id
    slug = _SPACES.sub("-", raw.id or plain_key(name)).strip("-")
    where = "" if raw.id else f"@{raw.lat:.3f},{raw.lon:.3f}"
    return f"{OWN}{slug}{where}"
