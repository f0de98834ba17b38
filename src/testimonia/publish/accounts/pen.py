"""Draw SVG by logical coordinates: x grows in the direction of writing, so that one layout serves both.

Text is measured a little wider than most sans-serif fonts set it, so that what fits here fits on the reader's screen too.
"""

import re
import unicodedata

from testimonia.publish.escaping import escape, one_line
from testimonia.publish.labels import width_em

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ur", "ps", "ckb"})
_DATES = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:[ T]\d{2}:\d{2})?")
BOLD = 1.08
"""How much wider bold letters are."""
LINE = 1.36
"""Height of a line, in em."""


class Pen:
    """Gathers the elements of a drawing of a width, mirrored for languages written from right to left."""

    def __init__(self, width: float, *, is_rtl: bool = False) -> None:
        self.width, self.is_rtl = width, is_rtl
        self.parts: list[str] = []

    def x(self, x: float) -> str:
        """A logical x on the drawing."""
        return _short(self.width - x if self.is_rtl else x)

    def add(self, *parts: str) -> None:
        """Append elements as they are."""
        self.parts.extend(parts)

    def open(self, name: str) -> None:
        """Begin a group of a class."""
        self.parts.append(f'<g class="{name}">')

    def close(self) -> None:
        """End the group."""
        self.parts.append("</g>")

    def line(self, x1: float, y1: float, x2: float, y2: float, name: str) -> None:
        """A straight line."""
        self.parts.append(f'<path class="{name}" d="M{self.x(x1)} {_short(y1)}L{self.x(x2)} {_short(y2)}"/>')

    def rect(self, x1: float, y1: float, x2: float, y2: float, name: str, *, round_px: float = 0) -> None:
        """A rectangle between two logical x."""
        left = min(float(self.x(x1)), float(self.x(x2)))
        rounded = f' rx="{_short(round_px)}"' if round_px else ""
        self.parts.append(
            f'<rect class="{name}" x="{_short(left)}" y="{_short(y1)}" width="{_short(abs(x2 - x1))}" '
            f'height="{_short(y2 - y1)}"{rounded}/>'
        )

    def path(self, commands: list[tuple[str, tuple[float, ...]]], name: str) -> None:
        """A path by commands with absolute coordinates, x before y: ``[("M", (0, 0)), ("L", (5, 5))]``; no arcs."""
        d = ""
        for letter, numbers in commands:
            d += letter + " ".join(self.x(n) if at % 2 == 0 else _short(n) for at, n in enumerate(numbers))
        self.parts.append(f'<path class="{name}" d="{d}"/>')

    def circle(self, x: float, y: float, r: float, name: str) -> None:
        """A circle."""
        self.parts.append(f'<circle class="{name}" cx="{self.x(x)}" cy="{_short(y)}" r="{_short(r)}"/>')

    def veil(self, x: float, y: float, width: float, size_px: float, *, anchor: str = "start") -> None:
        """Fade what lies behind a line of text."""
        left = x - width / 2 if anchor == "middle" else x
        self.rect(left - 2, y - size_px, left + width + 2, y + 0.3 * size_px, "ac-veil", round_px=2)

    def text(self, x: float, y: float, words: str, name: str, *, anchor: str = "start") -> None:
        """A line of text in its own direction, set from, around or up to a logical x.

        Source: Unicode Standard Annex 9, explicit directional isolates.
        """
        if self.is_rtl and anchor != "middle":
            anchor = "end" if anchor == "start" else "start"
        set_at = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.parts.append(f'<text class="{name}" x="{self.x(x)}" y="{_short(y)}"{set_at}>{words}</text>')


def directed(line: str, *, is_rtl: bool) -> str:
    """A line of a text whose direction is known, escaped and kept apart from its surroundings."""
    words = _DATES.sub("\u2066\\g<0>\u2069", escape(one_line(line))) if is_rtl else escape(one_line(line))
    return f"{chr(0x2067 if is_rtl else 0x2066)}{words}\u2069"


def is_right_to_left(text: str, *, is_rtl: bool = False) -> bool:
    """Whether the first letter that has a direction runs from right to left; in such a language, whether any letter does.

    >>> is_right_to_left("2017: قال"), is_right_to_left("12 km"), is_right_to_left("km: قال", is_rtl=True)
    (True, False, True)
    """
    strong = [kind in {"R", "AL"} for ch in text if (kind := unicodedata.bidirectional(ch)) in {"L", "R", "AL"}]
    return any(strong) if is_rtl else bool(strong) and strong[0]


def width_px(text: str, size_px: float, *, is_bold: bool = False) -> float:
    """Width of a line, rather too much than too little."""
    return width_em(text) * size_px * (BOLD if is_bold else 1.0)


def wrap(text: str, size_px: float, room_px: float, *, most: int = 0, is_bold: bool = False) -> list[str]:
    """Text in lines that fit a width; words longer than a line are broken, and a cut text ends in "…".

    Args:
        most: lines; 0: as many as it takes.

    >>> wrap("one two three four", 10, 60)
    ['one two', 'three four']
    >>> wrap("one two three four", 10, 45, most=2)
    ['one two', 'three…']
    """
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, size_px, room_px, is_bold=is_bold):
            joined = f"{lines[-1]} {piece}" if lines else piece
            if lines and width_px(joined, size_px, is_bold=is_bold) <= room_px:
                lines[-1] = joined
            else:
                lines.append(piece)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and width_px(f"{last}…", size_px, is_bold=is_bold) > room_px:
            last = last.rpartition(" ")[0] or last[:-1]
        lines = [*lines[: most - 1], f"{last}…"]
    return lines


def _pieces(word: str, size_px: float, room_px: float, *, is_bold: bool) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and width_px(pieces[-1] + character, size_px, is_bold=is_bold) > room_px:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _short(number: float) -> str:
    """A coordinate to a tenth of a pixel."""
    return f"{number:.1f}".removesuffix(".0")
