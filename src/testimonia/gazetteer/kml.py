"""Places of a KML file: placemarks with a point, and areas and lines as a middle and a reach.

Why a parser of events and not a tree: an error must name its line, and a file from outside must not be able to name entities
or other files.

Source: OGC 12-007r2, KML 2.3; coordinates are ``longitude,latitude[,altitude]``, tuples apart by blanks.
"""

from collections.abc import Iterator
from xml.parsers import expat

from testimonia.errors import ConfigError
from testimonia.gazetteer.places import PlaceKind
from testimonia.gazetteer.rows import RawPlace, middle_and_reach, split_aliases

_PLACEMARK = "Placemark"


def read_kml(text: str, file: str) -> Iterator[RawPlace]:
    """The placemarks.

    Raises:
        ConfigError: not XML, a document type (it could name other files), a placemark without name or coordinates.
    """
    reader = _Reader(file)
    reader.read(text)
    yield from reader.places


class _Reader:
    """Collects placemarks while the parser reads."""

    def __init__(self, file: str) -> None:
        self.places: list[RawPlace] = []
        self._file = file
        self._path: list[str] = []
        self._text: list[str] = []
        self._fields: dict[str, str] = {}
        self._points: list[tuple[float, float]] = []
        self._data_name = ""
        self._line = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, text: str) -> None:
        """Read all of it."""
        try:
            self._parser.Parse(text.encode("utf-8"), True)
        except expat.ExpatError as error:
            raise ConfigError(f"not XML: {expat.ErrorString(error.code)}", file=self._file, line=error.lineno) from None

    def _refuse(self, *_about: object) -> None:
        raise self._error("a document type is not read: it could name other files; save it as plain KML")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._path.append(name)
        self._text.clear()
        if name == _PLACEMARK:
            self._fields, self._points, self._line = {"id": attributes.get("id", "")}, [], self._parser.CurrentLineNumber
        elif name in {"Data", "SimpleData"}:
            self._data_name = attributes.get("name", "").casefold()

    def _end(self, _tag: str) -> None:
        name = self._path.pop()
        content = "".join(self._text).strip()
        self._text.clear()
        if name == _PLACEMARK:
            self.places.append(self._finish())
        elif _PLACEMARK not in self._path:
            return
        elif name == "coordinates":
            self._points += self._read_points(content)
        elif name == "name" and self._path[-1] == _PLACEMARK:
            self._fields["name"] = content
        elif self._data_name and name in {"value", "SimpleData"}:
            self._fields.setdefault(self._data_name, content)
            self._data_name = ""

    def _read_points(self, content: str) -> list[tuple[float, float]]:
        points = []
        for position in content.split():
            try:
                lon, lat = (float(part) for part in position.split(",")[:2])
            except ValueError:
                raise self._error(f"the coordinates {position!r} are not longitude,latitude") from None
            points.append((lat, lon))
        return points

    def _finish(self) -> RawPlace:
        fields = self._fields
        name = fields.get("name", "")
        if not name:
            raise self._error("a placemark without a name", line=self._line)
        if not self._points:
            raise self._error(f"{name}: a placemark without coordinates", line=self._line)
        lat, lon, reach_km = middle_and_reach(self._points)
        return RawPlace(
            name=name,
            lat=lat,
            lon=lon,
            line=self._line,
            aliases=split_aliases(fields.get("aliases", "")),
            country=fields.get("country", ""),
            region=fields.get("region", ""),
            kind=fields.get("kind", "") or (PlaceKind.AREA if reach_km else ""),
            radius_km=reach_km,
            id=fields["id"],
        )

    def _error(self, message: str, *, line: int = 0) -> ConfigError:
        return ConfigError(message, file=self._file, line=line or self._parser.CurrentLineNumber)
