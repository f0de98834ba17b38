"""The map of a case as an SVG file for print: the first view, with title, legend, scale, north and origin."""

from testimonia.model.maps import MapData
from testimonia.publish.basemap import load_basemap
from testimonia.publish.drawing import draw, furniture
from testimonia.publish.escaping import escape, isolated
from testimonia.publish.frame import Frame, frame_of
from testimonia.publish.map_page import ATTRIBUTION, summary
from testimonia.publish.page_parts import read_part

WIDTH_MM, MAP_MM, HEIGHT_MM = 277, 198, 229
"""An A4 sheet across less a centimetre on each side, and the map without title and legend."""
HEAD, FOOT = 34.0, 76.0
"""Room above and under the map, in CSS pixels of the first view."""

LEGEND = (
    ('<g class="place"><circle class="dot" r="6"/></g>', "Place named in the material"),
    ('<g class="place"><circle class="ring" r="6"/><circle class="core" r="2"/></g>', "Within a radius"),
    ('<g class="place"><path class="diamond" d="M0 -6L6 0 0 6 -6 0z"/></g>', "Middle of an area"),
    ('<g class="leg known r0"><path class="line" d="M-14 0H14"/></g>', "Leg as told, with its order"),
    ('<g class="leg alternative r0"><path class="line" d="M-14 0H14"/></g>', "Accounts differ"),
    ('<g class="leg unknown r0"><path class="line" d="M-14 0H14"/></g>', "No account describes it"),
    ('<g class="detail"><path class="borders" d="M-14 0H14"/></g>', "Border"),
    ('<g class="detail"><path class="disputed" d="M-14 0H14"/></g>', "Disputed border"),
)


def map_svg(data: MapData) -> str:
    """The file.

    Args:
        data: what to show.

    Returns:
        An SVG document that needs nothing else; the same data gives the same bytes.
    """
    frame = frame_of(data)
    frame = frame._replace(detail=frame.view)
    drawing = draw(data, load_basemap(), frame, has_world=False)
    view, unit = frame.view, frame.unit
    top, height = view.y - HEAD * unit, view.height + (HEAD + FOOT) * unit
    style = read_part("map_svg.css")
    x, y, width, tall = (round(value) for value in view)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_MM}mm" height="{WIDTH_MM * height / view.width:.0f}mm" '
        f'viewBox="{x} {top:.0f} {width} {height:.0f}" role="img" aria-labelledby="map-title map-summary">'
        f'<title id="map-title">{escape(data.title)}</title><desc id="map-summary">{escape(summary(data))}</desc>'
        f"<style>{style}</style>"
        f'<rect class="paper" x="{x}" y="{top:.0f}" width="{width}" height="{height:.0f}"/>'
        f'<clipPath id="seen"><rect x="{x}" y="{y}" width="{width}" height="{tall}"/></clipPath>'
        f'<g clip-path="url(#seen)">{drawing.body}{furniture(frame)}</g>'
        f'<rect class="edge" x="{x}" y="{y}" width="{width}" height="{tall}"/>'
        f"{_surroundings(data, frame)}</svg>\n"
    )


def _surroundings(data: MapData, frame: Frame) -> str:
    """Title above, legend and origin under the map, in CSS pixels."""
    view, unit = frame.view, frame.unit
    legend = "".join(
        f'<g transform="translate({26 + 245 * (number % 4)} {22 + 22 * (number // 4)})">{symbol}'
        f'<text class="key" x="22" y="4">{words}</text></g>'
        for number, (symbol, words) in enumerate(LEGEND)
    )
    foot = f"translate({view.x:.0f} {view.y + view.height:.0f}) scale({unit:.4g})"
    head = f"translate({view.x:.0f} {view.y:.0f}) scale({unit:.4g})"
    return (
        f'<g transform="{head}"><text class="title" x="4" y="-12">{isolated(data.title)}</text>'
        f'<text class="warning" x="996" y="-12" text-anchor="end">For the team: not cleared for publication</text></g>'
        f'<g transform="{foot}">{legend}<text class="origin" x="4" y="70">{escape(ATTRIBUTION)}</text></g>'
    )
