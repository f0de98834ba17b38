"""Routes as KML, for globes and hand-held receivers.

Why circles: a globe shows every point as a pin, and a pin for "somewhere between two towns" is a false one.

Source: OGC 12-007r2, KML 2.3.
"""

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from testimonia.model.routes import Leg, Route
from testimonia.model.values import PlaceRef
from testimonia.publish.route_lines import circle, main_stops, unplaced_stretches

KNOWN, OTHER, UNKNOWN, AREA = "known", "other", "unknown", "area"
_STYLES = {KNOWN: ("ff1a1a1a", 4.0), OTHER: ("ffb45a00", 3.0), UNKNOWN: ("ff808080", 2.0), AREA: ("ff808080", 1.0)}
"""Style -> colour as KML writes it (alpha, blue, green, red) and width; apart in lightness too, for who sees no colours."""


def route_kml(routes: Sequence[Route]) -> str:
    """One document, a folder for each route: its stops, its legs, and what is unknown about it."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>']
    for name, (colour, width) in _STYLES.items():
        line = f"<LineStyle><color>{colour}</color><width>{width:g}</width></LineStyle>"
        lines.append(f'<Style id="{name}">{line}<PolyStyle><color>33{colour[2:]}</color></PolyStyle></Style>')
    for route in routes:
        lines.append(f"<Folder><name>{_text(route.name)}</name><description>{_text(route.words)}</description>")
        lines += _placemarks(route)
        lines.append("</Folder>")
    return "\n".join([*lines, "</Document></kml>", ""])


def _placemarks(route: Route) -> Iterator[str]:
    for number, place in enumerate(main_stops(route), start=1):
        yield _stop(number, place)
    orders = [leg.order for leg in route.legs]
    for leg in route.legs:
        yield _leg(leg, is_other=orders.count(leg.order) > 1)
    for start, over, end in unplaced_stretches(route):
        about = f"The way runs over {', '.join(place.name for place in over)}: where that is, no gazetteer knows."
        yield _placemark(f"{start.name} … {end.name}", about, UNKNOWN, _line((start, end)))


def _stop(number: int, place: PlaceRef) -> str:
    if place.lat is None or place.lon is None:
        return _placemark(f"{number} {place.name}", "In no gazetteer: its place is not known.", UNKNOWN, "")
    if place.radius_km:
        ring = " ".join(f"{lon},{lat}" for lat, lon in circle(place.lat, place.lon, place.radius_km))
        shape = (
            f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
        )
        return _placemark(
            f"{number} {place.name}", f"Somewhere within {place.radius_km:g} km ({place.precision}).", AREA, shape
        )
    point = f"<Point><coordinates>{place.lon},{place.lat}</coordinates></Point>"
    return _placemark(f"{number} {place.name}", str(place.precision), KNOWN, point)


def _leg(leg: Leg, *, is_other: bool) -> str:
    style = UNKNOWN if not leg.is_known else OTHER if is_other else KNOWN
    length = "" if leg.low_km is None or leg.high_km is None else f"{leg.low_km:,.0f} to {leg.high_km:,.0f} km. "
    claims = f" (claims {', '.join(leg.claim_ids)})" if leg.claim_ids else ""
    name = f"{leg.order + 1}. {leg.start.name} → {leg.end.name}"
    return _placemark(name, f"{length}{leg.words}{claims}", style, _line((leg.start, leg.end)))


def _line(ends: Iterable[PlaceRef]) -> str:
    places = list(ends)
    if any(place.lat is None for place in places):
        return ""
    positions = " ".join(f"{place.lon},{place.lat}" for place in places)
    return f"<LineString><tessellate>1</tessellate><coordinates>{positions}</coordinates></LineString>"


def _placemark(name: str, about: str, style: str, shape: str) -> str:
    return (
        f"<Placemark><name>{_text(name)}</name><description>{_text(about)}</description>"
        f"<styleUrl>#{style}</styleUrl>{shape}</Placemark>"
    )


def _text(text: str) -> str:
    """Text for XML 1.0, without the control characters it cannot hold."""
    return escape("".join(letter for letter in text if letter >= " " or letter in "\t\n"))
