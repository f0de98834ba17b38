"""The shapes of the chart. How a source knows is told by shape and filling, never by colour alone.

Round and solid: saw it or took part. Diamond and striped: passes on what others told. Square and solid: does not say. Dashed
outline: promised, expected or agreed, so no report. A cross over it: denied. A dotted line through the row: declines to say.
"""

from testimonia.model.accounts import Account
from testimonia.model.testimony import Role
from testimonia.publish.accounts.axis import Extent
from testimonia.publish.accounts.pen import Pen

BAR_PX = 6.5
"""Half the height of a bar."""
DOT_PX = 5.2
LONE_PX = 7.0
"""Half the size of a mark without a bar around it."""
STRIPE_PX = 6.0
LEAST_BAR_PX = 3.0
"""A bar shorter than this is only its mark."""

SEEN = frozenset({Role.PARTICIPANT, Role.EYEWITNESS, Role.FOOTAGE})
"""Kinds of source that know at first hand unless the text says otherwise."""

Place = tuple[float, float | None, float]
"""Pixels of low, best and high."""


def knows(account: Account) -> str:
    """How a source knows what it says: ``first``, ``hearsay`` or ``unsaid``."""
    if account.is_hearsay:
        return "hearsay"
    return "first" if account.is_first_hand or (account.is_first_hand is None and account.role in SEEN) else "unsaid"


def draw_account(pen: Pen, account: Account, extent: Extent, at: Place, y: float) -> None:
    """The bar of an account with its ends, its best value and what is done with it."""
    how = knows(account)
    pen.open(f"ac-row ac-{how}{'' if account.is_report else ' ac-promise'}{_earlier(account)}")
    _bar(pen, extent, at, y, is_striped=how == "hearsay" and account.is_report)
    best = mark_x(extent, at)
    is_lone = extent.opens or extent.closes or at[2] - at[0] < 3 * DOT_PX
    mark(pen, how, best, y, size=LONE_PX if is_lone else DOT_PX, is_rough=extent.is_rough and is_lone)
    if account.is_denial:
        cross(pen, best, y)
    pen.close()


def mark_x(extent: Extent, at: Place) -> float:
    """Where the mark stands: on the best figure; where none is named, at the known end, or at the beginning of the bar."""
    low, best, high = at
    if best is not None:
        return best
    if high - low < LEAST_BAR_PX:
        return (low + high) / 2
    return high if extent.opens else low


def _earlier(account: Account) -> str:
    return " ac-earlier" if account.is_report and not account.is_standing else ""


def _bar(pen: Pen, extent: Extent, at: Place, y: float, *, is_striped: bool) -> None:
    """From low to high; at an open end a thin line runs on to an arrow, since nobody said where it ends."""
    low, best, high = at
    first = low if not extent.opens else best if best is not None else high
    last = high if not extent.closes else best if best is not None else low
    if extent.opens:
        open_end(pen, high if best is None else min(best, high), low, y)
    if extent.closes:
        open_end(pen, low if best is None else max(best, low), high, y)
    if last - first >= LEAST_BAR_PX:
        pen.rect(first, y - BAR_PX, last, y + BAR_PX, "ac-bar", round_px=0 if is_striped else 2)
        if is_striped:
            _stripes(pen, first, last, y)


def _stripes(pen: Pen, first: float, last: float, y: float) -> None:
    """Slanting strokes from edge to edge of a bar. Strokes and no pattern: a pattern in a hidden picture fills nothing."""
    commands: list[tuple[str, tuple[float, ...]]] = []
    x, tall = first - 2 * BAR_PX + STRIPE_PX, 2 * BAR_PX
    while x < last:
        start, end = max(0.0, first - x), min(tall, last - x)
        if end - start > 1:
            commands += [("M", (x + start, y + BAR_PX - start)), ("L", (x + end, y + BAR_PX - end))]
        x += STRIPE_PX
    if commands:
        pen.path(commands, "ac-stripe")


def open_end(pen: Pen, start: float, end: float, y: float) -> None:
    """A thin line with an arrow at its end."""
    back = 6 if end < start else -6
    pen.line(start, y, end, y, "ac-open")
    pen.path([("M", (end + back, y - 4)), ("L", (end, y)), ("L", (end + back, y + 4))], "ac-tip")


def mark(pen: Pen, how: str, x: float, y: float, *, size: float = LONE_PX, is_rough: bool = False) -> None:
    """The shape of how a source knows; hollow where the place or time is known less exactly."""
    name = "ac-mark ac-rough" if is_rough else "ac-mark"
    if how == "first":
        pen.circle(x, y, size, name)
    elif how == "hearsay":
        r = size + 1.5
        pen.path([("M", (x, y - r)), ("L", (x + r, y)), ("L", (x, y + r)), ("L", (x - r, y)), ("Z", ())], name)
    else:
        r = size - 0.7
        pen.rect(x - r, y - r, x + r, y + r, name)


def cross(pen: Pen, x: float, y: float) -> None:
    """Denied: two strokes wider than any mark."""
    r = LONE_PX + 2.5
    for name in ("ac-cross-halo", "ac-cross"):
        pen.path([("M", (x - r, y - r)), ("L", (x + r, y + r)), ("M", (x - r, y + r)), ("L", (x + r, y - r))], name)


def declined(pen: Pen, left: float, right: float, y: float) -> None:
    """A dotted line through the row, with a gap in the middle where the words stand above it."""
    pen.line(left, y, right, y, "ac-declined")
    x = (left + right) / 2
    pen.circle(x, y, DOT_PX + 1, "ac-none")
    pen.line(x - 4.5, y + 4.5, x + 4.5, y - 4.5, "ac-none")


def derived(pen: Pen, extent: Extent, at: Place, y: float) -> None:
    """A double thin line between small uprights: a sum, not a voice."""
    low, best, high = at
    pen.open("ac-row ac-derived")
    for end, is_open, start in ((low, extent.opens, high), (high, extent.closes, low)):
        if is_open:
            open_end(pen, start, end, y)
        else:
            pen.line(end, y - 6, end, y + 6, "ac-stop")
    if not extent.opens and not extent.closes:
        for down in (-2, 2):
            pen.line(low, y + down, high, y + down, "ac-sum")
    if best is not None:
        pen.path([("M", (best, y - 8)), ("L", (best + 6, y - 1)), ("L", (best - 6, y - 1)), ("Z", ())], "ac-best")
    pen.close()


def badge(pen: Pen, x: float, y: float, number: int) -> None:
    """The number of a contradiction."""
    pen.circle(x, y, 8, "ac-badge")
    pen.text(x, y + 3.8, str(number), "ac-number", anchor="middle")


def shift(pen: Pen, start: tuple[float, float], end: tuple[float, float, float, float]) -> None:
    """An arrow from an earlier position to the later one: down, then along the later row to the near end of its bar.

    Why not straight: it would run through the figure above the later bar.

    Args:
        start: x and y of the earlier mark.
        end: left end, mark and right end of the later bar, and its y.
    """
    (x1, y1), (low, best, high, y2) = start, end
    down = 1 if y2 >= y1 else -1
    y1 += down * (DOT_PX + 4)
    if low - 22 <= x1 <= high + 22:
        stop = y2 - (28 if down > 0 else -12)
        x2 = x1 if down > 0 else best
        pen.line(x1, y1, x2, stop, "ac-shift")
        pen.path(
            [("M", (x2 - 4.5, stop - down * 6)), ("L", (x2, stop)), ("L", (x2 + 4.5, stop - down * 6))], "ac-shift ac-head"
        )
        return
    side = 1 if x1 < low else -1
    stop = low - 5 if side > 0 else high + 5
    bend = min(18.0, abs(stop - x1) / 2)
    corner = y2 - down * min(18.0, abs(y2 - y1) / 2)
    pen.path(
        [("M", (x1, y1)), ("L", (x1, corner)), ("C", (x1, y2, x1, y2, x1 + side * bend, y2)), ("L", (stop - side, y2))],
        "ac-shift",
    )
    pen.path([("M", (stop - side * 6, y2 - 4.5)), ("L", (stop, y2)), ("L", (stop - side * 6, y2 + 4.5))], "ac-shift ac-head")
