"""Place the labels of a map so that none covers another, and say how wide a label is.

Why greedy: the labels that matter most are placed first, each at the first of six places around its point that is free; one
that finds none is not shown until the reader zooms in. The page's script does the same with the same widths after each zoom.

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
LONGEST = 34
"""Characters of a label; longer names are cut, the table has them whole."""


class Label(NamedTuple):
    """A name at a point."""

    lines: tuple[str, ...]
    """The name, and under it the name in the other script if there is one."""
    x: float
    y: float
    """Of the point, in units of the drawing."""
    kind: str
    """CSS class: place, guess (a stretch of a route) or town."""
    target: str = ""
    """Id of the place it names."""

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
    """The places around a point, the best first: right, left, above, below, right above, left below.

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
        else:
            total += 0.7 if character.isupper() else 0.57
    return total


def label_lines(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """The name, and the first other name that is written in another script.

    >>> label_lines("Tabqa", ["al-Tabqa", "الطبقة"])
    ('Tabqa', 'الطبقة')
    """
    script = script_of(name)
    other = next((other for other in others if script_of(other) not in (script, "")), "")
    return tuple(cut(line) for line in (name, other) if line)


def script_of(text: str) -> str:
    """The script of the first letter, as Unicode names it; empty if there is no letter."""
    letter = next((character for character in text if character.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""


def cut(text: str) -> str:
    """A label's text: one line, not too long."""
    line = one_line(text)
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def place_labels(
    labels: Sequence[Label], *, unit: float, taken: Iterable[tuple[float, float, float]] = (), view: Box | None = None
) -> list[Spot | None]:
    """Where each label stands, or None where there is no room.

    Args:
        labels: the most important first.
        unit: units of the drawing per CSS pixel.
        taken: points that no label may cover, with how far around them in CSS pixels.
        view: what is seen, in units of the drawing; a label that would be cut by its edge stands elsewhere if it can.
    """
    grid = Grid()
    for x, y, reach in taken:
        grid.add(x / unit - reach, y / unit - reach, x / unit + reach, y / unit + reach)
    edges = None if view is None else tuple(edge / unit for edge in (view.x, view.y, view.x + view.width, view.y + view.height))
    placed: list[Spot | None] = []
    for label in labels:
        free = [(spot, box) for spot in label_spots(len(label.lines)) if grid.is_free(*(box := _box(label, spot, unit)))]
        chosen = next((pair for pair in free if edges is None or _is_within(pair[1], edges)), free[0] if free else None)
        if chosen is not None:
            grid.add(*chosen[1])
        placed.append(chosen[0] if chosen else None)
    return placed


def label_spots(lines: int) -> tuple[Spot, ...]:
    """Every way to place a label: with all its lines, then with the first one only."""
    return spots(lines) if lines == 1 else spots(lines) + spots(1)


def _box(label: Label, spot: Spot, unit: float) -> tuple[float, float, float, float]:
    """The room a label takes, in CSS pixels: left, top, right, bottom."""
    left = label.x / unit + spot.dx - {"start": 0.0, "middle": label.width_px / 2, "end": label.width_px}[spot.anchor]
    top = label.y / unit + spot.dy - 11
    return left, top, left + label.width_px, top + LINE_PX * spot.lines - 1


def _is_within(box: tuple[float, float, float, float], edges: tuple[float, ...]) -> bool:
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
