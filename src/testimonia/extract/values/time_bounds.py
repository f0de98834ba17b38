"""Write the four bounds of a moment out: when at the earliest and at the latest it began and ended."""

from testimonia.extract.values.anchors import Meaning
from testimonia.model.values import Hedge, Moment
from testimonia.text.calendar import Stretch, add_days

BLUR_MINUTES = 30
"""How far either side "about four" may reach."""


def to_moment(words: str, meaning: Meaning, hedge: Hedge) -> Moment:
    """A moment from what an expression means. A point in time has its start and its end at the same unknown instant.

    Args:
        words: the words it was read from.
        meaning: the days and clock times they name.
        hedge: what stood before them: about, before, since.
    """
    first, last = meaning.stretch, meaning.end or meaning.stretch
    if first is None or last is None or first.first is None or first.last is None or last.first is None or last.last is None:
        return Moment("", "", "", "", words, meaning.value, hedge, meaning.zone)
    opens, closes = meaning.opens or "00:00", meaning.closes or "23:59"
    if hedge is Hedge.ABOUT and meaning.opens:
        opens, closes = _blur(opens, -BLUR_MINUTES), _blur(closes, BLUR_MINUTES)
    elif hedge is Hedge.ABOUT and not meaning.end:
        first = last = _blur_days(first)
    start, end = f"{first.first}T{opens}", f"{last.last}T{closes}"
    inner_start = f"{first.last}T{closes if first is last else '23:59'}"
    inner_end = f"{last.first}T{opens if first is last else '00:00'}"
    if meaning.is_point:
        inner_start, inner_end = end, start
    elif meaning.value.startswith("P"):
        inner_start, inner_end = f"{first.first}T23:59", f"{last.last}T00:00"
    if hedge is Hedge.MAX:
        return Moment("", inner_start, "", end, words, meaning.value, hedge, meaning.zone)
    if hedge is Hedge.MIN:
        return Moment(start, "", inner_end, "", words, meaning.value, hedge, meaning.zone)
    kind = Hedge.RANGE if first is not last and not meaning.is_point else hedge
    return Moment(start, inner_start, inner_end, end, words, meaning.value, kind, meaning.zone)


def _blur(clock: str, minutes: int) -> str:
    """A clock time moved by some minutes, kept inside its day."""
    moved = min(max(int(clock[:2]) * 60 + int(clock[3:]) + minutes, 0), 23 * 60 + 59)
    return f"{moved // 60:02}:{moved % 60:02}"


def _blur_days(stretch: Stretch) -> Stretch:
    """A stretch widened by a quarter of its length either side, at least by a day."""
    if stretch.first is None or stretch.last is None:
        return stretch
    margin = max(1, ((stretch.last - stretch.first).days + 1) // 4)
    return Stretch(stretch.value, add_days(stretch.first, -margin), add_days(stretch.last, margin))
