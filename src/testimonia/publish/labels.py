"""Place the labels of a map so that none covers another, and say how wide a label is.

Why greedy: the labels that matter most are placed first, each at the first of ten places around its point that is free and
not cut by the edge; one that finds none is not shown until the reader zooms in or moves. The page's script does the same with
the same widths after each zoom and move.

Source: J. Christensen, J. Marks, S. Shieber, ACM Transactions on Graphics 14 (1995) 203, greedy point-feature labelling.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from testimonia.publish.escaping import one_line
from testimonia.publish.frame import Box

LINE_PX = 15.0
"""Height of a line of a label."""
GAP_PX = 9.0
"""From the point to the label."""
SIZES_PX = {"place": 13.0, "guess": 12.0, "town": 11.0}
"""Size of the letters, as in the style sheets."""
LONGEST = 44
"""Characters of a label; longer names are cut, the table has them whole."""
LINE_LENGTH = 22
"""Characters from which a name stands on two lines: on a telephone a longer line finds no room."""
EDGE_PX = 3.0
"""Between a label and the edge of the view, since widths are estimates."""


_Edges = tuple[float, float, float, float]


class Label(NamedTuple):
    """A name at a point."""

    lines: tuple[str, ...]
    """The name, on two lines if it is long, and under it the name in the other script if there is one."""
    x: float
    y: float
    """Of the point, in units of the drawing."""
    kind: str
    """CSS class: place, guess (a stretch of a route) or town."""
    target: str = ""
    """Id of the place it names."""
    least: int = 1
    """Lines that cannot be left out: those of the name itself."""

    @property
    def width_px(self) -> float:
        """Estimated width."""
        return max(width_em(line) for line in self.lines) * SIZES_PX[self.kind]


class Spot(NamedTuple):
    """Where a label stands relative to its point, in CSS pixels."""

    dx: float
    dy: float
    anchor: str
    lines: int = 1
    """How many of the label's lines are shown."""


def spots(lines: int) -> tuple[Spot, ...]:
    """The places around a point, the best first: right, left, above, below, then the four corners, then a line farther away.

    ``dy`` is that of the first line's baseline.
    """
    tall = (lines - 1) * LINE_PX
    middle = 4.5 - tall / 2
    return (
        Spot(GAP_PX, middle, "start", lines),
        Spot(-GAP_PX, middle, "end", lines),
        Spot(0, -GAP_PX - 2 - tall, "middle", lines),
        Spot(0, GAP_PX + 11, "middle", lines),
        Spot(GAP_PX - 3, -GAP_PX + 2 - tall, "start", lines),
        Spot(-GAP_PX + 3, GAP_PX + 8, "end", lines),
        Spot(GAP_PX - 3, GAP_PX + 8, "start", lines),
        Spot(-GAP_PX + 3, -GAP_PX + 2 - tall, "end", lines),
        Spot(0, -GAP_PX - 2 - tall - LINE_PX, "middle", lines),
        Spot(0, GAP_PX + 11 + LINE_PX, "middle", lines),
    )


def width_em(text: str) -> float:
    """Width of a line in em, a little more than most sans-serif fonts take.

    >>> width_em("Raqqa") < width_em("Deir ez-Zor")
    True
    """
    total = 0.0
    for character in text:
        if unicodedata.combining(character):
            continue
        if unicodedata.east_asian_width(character) in "WF":
            total += 1.0
        elif character in " .,'’iljI|":
            total += 0.32
        elif character in "mwMW@—":
            total += 0.92
        else:
            total += 0.7 if character.isupper() else 0.57
    return total


def other_script(name: str, others: Iterable[str]) -> str:
    """The first other name that is written in another script; empty if there is none.

    >>> other_script("Tabqa", ["al-Tabqa", "الطبقة"])
    'الطبقة'
    """
    script = script_of(name)
    return next((other for other in others if script_of(other) not in (script, "")), "")


def wrap(name: str) -> tuple[str, ...]:
    """A name for a label: cut if it is very long, and on two lines of about the same length from some length on.

    >>> wrap("Raqqa"), wrap("between Markada and Al-Souwar")
    (('Raqqa',), ('between Markada', 'and Al-Souwar'))
    """
    line = one_line(name)
    line = line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
    blanks = [at for at, character in enumerate(line) if character == " "]
    if len(line) <= LINE_LENGTH or not blanks:
        return (line,)
    at = min(blanks, key=lambda at: abs(2 * at - len(line)))
    return line[:at], line[at + 1 :]


def script_of(text: str) -> str:
    """The script of the first letter, as Unicode names it; empty if there is no letter."""
    letter = next((character for character in text if character.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""


def place_labels(
    labels: Sequence[Label],
    *,
    unit: float,
    taken: Iterable[tuple[float, float, float]] = (),
    boxes: Iterable[Box] = (),
    view: Box | None = None,
) -> list[Spot | None]:
    """Where each label stands, or None where there is no room.

    Args:
        labels: the most important first.
        unit: units of the drawing per CSS pixel.
        taken: points that no label may cover, with how far around them in CSS pixels.
        boxes: what else no label may cover, in units of the drawing: the scale bar.
        view: what is seen, in units of the drawing; no label is cut by its edge.
    """
    grid = Grid()
    for x, y, reach in taken:
        grid.add(x / unit - reach, y / unit - reach, x / unit + reach, y / unit + reach)
    for reserved in boxes:
        grid.add(*_edges(reserved, unit))
    edges = None if view is None else _within(_edges(view, unit))
    placed: list[Spot | None] = []
    for label in labels:
        ways = label_spots(label)
        if edges is not None:
            ways = [_slid(spot, label, unit, edges) for spot in ways]
        free = [(spot, box) for spot in ways if grid.is_free(*(box := _box(label, spot, unit)))]
        chosen = next((pair for pair in free if edges is None or _is_whole(label, pair[1], unit, edges)), None)
        if chosen is not None:
            grid.add(*chosen[1])
        placed.append(chosen[0] if chosen else None)
    return placed


def label_spots(label: Label) -> list[Spot]:
    """Every way to place a label: with all its lines, then with those of the name only."""
    lines = len(label.lines)
    return [*spots(lines), *(spots(label.least) if label.least < lines else ())]


def _within(edges: _Edges) -> _Edges:
    """The view without a narrow rim."""
    return edges[0] + EDGE_PX, edges[1] + EDGE_PX, edges[2] - EDGE_PX, edges[3] - EDGE_PX


def _box(label: Label, spot: Spot, unit: float) -> _Edges:
    """The room a label takes, in CSS pixels: left, top, right, bottom."""
    left = label.x / unit + spot.dx - {"start": 0.0, "middle": label.width_px / 2, "end": label.width_px}[spot.anchor]
    top = label.y / unit + spot.dy - 11
    return left, top, left + label.width_px, top + LINE_PX * spot.lines - 1


def _edges(box: Box, unit: float) -> _Edges:
    """A rectangle of the drawing in CSS pixels: left, top, right, bottom."""
    return box.x / unit, box.y / unit, (box.x + box.width) / unit, (box.y + box.height) / unit


def _slid(spot: Spot, label: Label, unit: float, edges: _Edges) -> Spot:
    """A spot above or below its point moved sideways so that the label is whole; others as they are."""
    if spot.anchor != "middle":
        return spot
    half, x = label.width_px / 2, label.x / unit
    shift = max(edges[0] + half - x, 0.0) + min(edges[2] - half - x, 0.0)
    return spot._replace(dx=round(shift, 1)) if abs(shift) <= half else spot


def _is_whole(label: Label, box: _Edges, unit: float, edges: _Edges) -> bool:
    """Whether a label is inside the view; one whose point is outside may be wholly outside too, for when the map is moved."""
    if _is_within(box, edges):
        return True
    x, y = label.x / unit, label.y / unit
    is_outside = box[2] <= edges[0] or box[0] >= edges[2] or box[3] <= edges[1] or box[1] >= edges[3]
    return is_outside and not _is_within((x, y, x, y), edges)


def _is_within(box: _Edges, edges: _Edges) -> bool:
    return box[0] >= edges[0] and box[1] >= edges[1] and box[2] <= edges[2] and box[3] <= edges[3]


class Grid:
    """Rectangles by the cells they touch, so that a new one is compared with its neighbours only."""

    CELL = 64.0

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, float, float]]] = defaultdict(list)

    def is_free(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether a rectangle meets none of those added."""
        return not any(
            left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
            for cell in self._touched(left, top, right, bottom)
            for other in self._cells.get(cell, ())
        )

    def add(self, left: float, top: float, right: float, bottom: float) -> None:
        """Take the room."""
        for cell in self._touched(left, top, right, bottom):
            self._cells[cell].append((left, top, right, bottom))

    def _touched(self, left: float, top: float, right: float, bottom: float) -> list[tuple[int, int]]:
        columns = range(int(left // self.CELL), int(right // self.CELL) + 1)
        rows = range(int(top // self.CELL), int(bottom // self.CELL) + 1)
        return [(column, row) for column in columns for row in rows]
