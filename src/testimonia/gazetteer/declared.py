"""Read the places that an investigation brings itself: CSV, GeoJSON, KML, or a dump of GeoNames.

Why strict: a village put into the sea by swapped columns is a false finding on a map. What is no place is refused with its
line, and nothing is skipped in silence.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from testimonia.errors import ConfigError
from testimonia.gazetteer.geojson import read_geojson
from testimonia.gazetteer.kml import read_kml
from testimonia.gazetteer.places import Place, PlaceKind
from testimonia.gazetteer.rows import RawPlace, to_place

COLUMNS = {
    "name": ("name", "place", "title", "label", "الاسم"),
    "lat": ("lat", "latitude", "y", "northing_wgs84"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "aliases": ("aliases", "alias", "other_names", "alternatenames", "also"),
    "country": ("country", "country_code", "cc", "iso2"),
    "region": ("region", "admin1", "governorate", "province", "state"),
    "kind": ("kind", "type", "class"),
    "population": ("population", "pop", "inhabitants"),
    "radius_km": ("radius_km", "radius"),
    "id": ("id", "identifier", "gazetteer_id"),
}
"""Column of a CSV file -> names it may have, in small letters; the first three must be there."""
GEONAMES_COLUMNS = 19
"""Source: readme.txt of the GeoNames dump: geonameid, name, asciiname, alternatenames, latitude, longitude, feature class,
feature code, country code, cc2, admin1 to admin4 code, population, elevation, dem, timezone, modification date."""
_SEPARATORS = (",", ";", "\t")


def read_places(data: bytes, *, file: str) -> tuple[Place, ...]:
    """The places of a file.

    Args:
        data: the file's bytes; text is UTF-8, with or without a byte order mark.
        file: its name; the ending says what it is (.csv, .tsv, .geojson, .json, .kml, .txt for a dump of GeoNames).

    Returns:
        In the order of the file. Ids are ``own:...``, for a dump ``geonames:...``.

    Raises:
        ConfigError: it is none of these, or holds something that is no place: with the line.

    >>> read_places(b"name,lat,lon,aliases\\nShanine,36.19,38.98,Shneine|Shnina\\n", file="own.csv")[0].aliases
    ('Shneine', 'Shnina')
    """
    reader = _READERS.get(PurePosixPath(file.casefold()).suffix)
    if reader is None:
        raise ConfigError(f"not a gazetteer: it must end in one of {', '.join(_READERS)}", file=file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(f"not UTF-8 text ({error.reason}); save it as UTF-8", file=file, line=line) from None
    places = tuple(to_place(row, file=file) for row in reader(text, file))
    if not places:
        raise ConfigError("no place in it", file=file)
    return places


def _read_csv(text: str, file: str) -> Iterable[RawPlace]:
    """Rows of a table with a header."""
    header = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names = next(reader, [])
    columns = _find_columns([name.strip().casefold() for name in names], file)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise ConfigError(f"not a table: {error}", file=file, line=line) from None
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            raise ConfigError(f"{len(row)} cells where the header has {len(names)}", file=file, line=line)
        cells = {column: row[at].strip() for column, at in columns.items()}
        yield _from_cells(cells, file, line)


def _find_columns(names: list[str], file: str) -> dict[str, int]:
    found = {}
    for column, spellings in COLUMNS.items():
        at = next((names.index(spelling) for spelling in spellings if spelling in names), None)
        if at is not None:
            found[column] = at
    for column in ("name", "lat", "lon"):
        if column not in found:
            wanted = ", ".join(COLUMNS[column])
            raise ConfigError(f"no column for {column}: the first line must name one of {wanted}", file=file, line=1)
    return found


def _from_cells(cells: Mapping[str, str], file: str, line: int) -> RawPlace:
    return RawPlace(
        name=cells["name"],
        lat=_number(cells["lat"], "lat", file, line),
        lon=_number(cells["lon"], "lon", file, line),
        line=line,
        aliases=tuple(alias.strip() for alias in cells.get("aliases", "").replace(";", "|").split("|")),
        country=cells.get("country", ""),
        region=cells.get("region", ""),
        kind=cells.get("kind", ""),
        population=int(_number(cells.get("population") or "0", "population", file, line)),
        radius_km=_number(cells.get("radius_km") or "0", "radius_km", file, line),
        id=cells.get("id", ""),
    )


def _number(cell: str, column: str, file: str, line: int) -> float:
    try:
        return float(cell)
    except ValueError:
        hint = "; write decimal degrees with a point: 35.95" if column in ("lat", "lon") else ""
        raise ConfigError(f"{column} = {cell!r} is not a number{hint}", file=file, line=line) from None


def _read_geonames(text: str, file: str) -> Iterable[RawPlace]:
    """Lines of a GeoNames dump; it has no header and no quotation marks."""
    for line, row in enumerate(text.split("\n"), start=1):
        cells = row.rstrip("\r").split("\t")
        if not row.strip():
            continue
        if len(cells) != GEONAMES_COLUMNS or not cells[0].isdigit():
            raise ConfigError(
                f"not a line of a GeoNames dump: {len(cells)} columns, {GEONAMES_COLUMNS} are needed, the first a number",
                file=file,
                line=line,
            )
        yield RawPlace(
            name=cells[1],
            lat=_number(cells[4], "lat", file, line),
            lon=_number(cells[5], "lon", file, line),
            line=line,
            aliases=(cells[2], *cells[3].split(",")),
            country=cells[8],
            kind=_kind_of(cells[6], cells[7]),
            population=int(_number(cells[14] or "0", "population", file, line)),
            id=f"geonames:{cells[0]}",
        )


def _kind_of(feature_class: str, code: str) -> str:
    """Kind of a GeoNames feature. Source: GeoNames feature codes."""
    if feature_class == "A":
        if code.startswith("PCL"):
            return PlaceKind.COUNTRY
        return PlaceKind.REGION if code.startswith("ADM1") else PlaceKind.DISTRICT
    if feature_class == "H":
        if code.startswith(("STM", "WAD", "CNL")):
            return PlaceKind.RIVER
        return PlaceKind.LAKE if code.startswith(("LK", "RSV", "PND")) else PlaceKind.AREA
    return PlaceKind.AREA if feature_class in {"L", "T", "U", "V"} else PlaceKind.TOWN


_READERS: dict[str, Callable[[str, str], Iterable[RawPlace]]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".geojson": read_geojson,
    ".json": read_geojson,
    ".kml": read_kml,
    ".txt": _read_geonames,
}
