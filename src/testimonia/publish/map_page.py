"""The map of a case as one HTML page that works from disk, without a network and without a script.

Why one file with everything in it: it is opened on laptops in the field, sent between colleagues and kept beside the case.
Nothing in it asks for anything: the content policy forbids every request, and names style sheet and script by their hashes.
"""

from string import Template

from testimonia.model.maps import Extent, MapData
from testimonia.publish.basemap import load_basemap
from testimonia.publish.drawing import Drawing, draw, furniture, view_box
from testimonia.publish.escaping import escape
from testimonia.publish.frame import frame_of
from testimonia.publish.page_parts import policy_hash, read_part
from testimonia.publish.tables import leg_rows, place_rows, route_notes, slider_days, timeline_items

WARNING = (
    "For the team. This map may show where protected sources were, and their words. It is not cleared for publication: "
    "what is published goes through clearance."
)
ATTRIBUTION = "Basemap: Natural Earth, public domain; borders as drawn there, disputed ones dashed. Mercator projection."


def map_page(data: MapData) -> str:
    """The page.

    Args:
        data: what to show.

    Returns:
        The HTML; the same data gives the same bytes.
    """
    drawing = draw(data, load_basemap(), frame_of(data))
    style, script = read_part("map.css"), read_part("map.js")
    policy = (
        f"default-src 'none'; style-src {policy_hash(style)}; script-src {policy_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return Template(read_part("map.html")).substitute(
        policy=escape(policy),
        style=style,
        script=script,
        title=escape(data.title or "Investigation"),
        warning=escape(WARNING),
        attribution=escape(ATTRIBUTION),
        summary=escape(summary(data)),
        map=_svg(drawing, data),
        inset=_inset(drawing),
        days=" ".join(map(str, slider_days(data))),
        timeline=timeline_items(data),
        places=place_rows(data),
        legs=leg_rows(data),
        routes=route_notes(data),
        no_legs="" if any(route.legs for route in data.routes) else "hidden",
        no_events="" if data.events else "hidden",
    )


def summary(data: MapData) -> str:
    """What is on the map, in a sentence.

    >>> summary(MapData("", (), (), (), {}))
    '0 places on the map.'
    """
    drawn = sum(place.extent is not Extent.UNKNOWN for place in data.places)
    legs = sum(len(route.legs) for route in data.routes)
    parts = [f"{drawn} {'place' if drawn == 1 else 'places'} on the map"]
    if legs:
        parts.append(f"{legs} {'leg' if legs == 1 else 'legs'} of a route")
    if unknown := len(data.places) - drawn:
        parts.append(f"{unknown} named in the material and found in no gazetteer")
    return ", ".join(parts) + "."


def _svg(drawing: Drawing, data: MapData) -> str:
    frame = drawing.frame
    half, detail = round(180 * frame.scale), view_box(frame.detail)
    return (
        f'<svg id="map" viewBox="{view_box(frame.view)}" role="img" aria-labelledby="map-title map-summary" '
        f'data-scale="{frame.scale:.6g}" data-middle="{frame.middle_lon:g}" data-half="{half}" data-detail="{detail}" '
        f'data-unit="{frame.unit:.6g}"><title id="map-title">Map: {escape(data.title)}</title>'
        f"{drawing.body}{furniture(frame)}</svg>"
    )


def _inset(drawing: Drawing) -> str:
    """The whole world, small, with a frame around what is seen."""
    frame = drawing.frame
    left, top, width = round(-180 * frame.scale), round(frame.y(78)), round(360 * frame.scale)
    x, y, wide, high = view_box(frame.view).split()
    return (
        f'<svg id="inset" viewBox="{left} {top} {width} {round(frame.y(-58)) - top}" aria-hidden="true">'
        f'<rect class="sea" x="{left}" y="{top}" width="{width}" height="{width}"/><use href="#world-land"/>'
        f'<rect id="seen" x="{x}" y="{y}" width="{wide}" height="{high}"/></svg>'
    )
