"""Where in a text something has to be undone: stretches around each match, merged, so that bulk text is not copied whole."""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

MARGIN = 96
"""Characters kept on either side of a match: more than any name is long."""

_TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_LONGEST_TOKEN = 1 << 12
"""Characters up to which a stretch is made longer, so that it does not end within something encoded."""

PORTIONS = 16
"""Stretches given one by one, with their own place."""

FEW = 4
"""Portions that more stretches than these are put together in."""

GAP = "\n…\n"
"""Between stretches put together."""


class Undone(Struct, frozen=True):
    """What came out when something was undone in a text."""

    what: str | bytes
    how: str
    """``base64``, ``HTML entities``; empty for what is in itself a reading and needs no name."""
    start: int = 0
    """Offset in the text it was taken from, in code points."""
    media_type: str = ""
    """For bytes, if the text says it."""
    final: bool = False
    """Only a rearrangement of text that is looked into anyway: nothing further is undone in it."""
    refused: bool = False
    """``what`` is the reason why a part of the text cannot be read at all."""
    is_bare: bool = False
    """No tag came out that did not stand there before."""


View = Callable[[str], Iterator[Undone]]
"""One way of undoing: yields nothing where it does not apply."""


def find_windows(text: str, pattern: re.Pattern[str], *, margin: int = MARGIN) -> list[tuple[int, int]]:
    """Start and end of the stretches of ``text`` around the matches of ``pattern``, in order, not overlapping.

    If they would make up nearly all of the text, the one stretch is the whole.

    >>> find_windows("ab%41cd, and much more", re.compile("%41"), margin=1)
    [(0, 7)]
    """
    spans: list[tuple[int, int]] = []
    covered = end = 0
    for match in pattern.finditer(text):
        low, high = match.start() - margin, min(len(text), match.end() + margin)
        if spans and low <= end:
            if high > end:
                covered += high - end
                spans[-1] = (spans[-1][0], high)
                end = high
        else:
            low = max(0, low)
            spans.append((low, high))
            covered += high - low
            end = high
    if covered * 10 > 9 * len(text):
        return [(0, len(text))]
    return [_around_tokens(text, low, high) for low, high in spans]


def _around_tokens(text: str, low: int, high: int) -> tuple[int, int]:
    """A stretch whose ends are not within a word of base64 or the like."""
    before = text[max(0, low - _LONGEST_TOKEN) : low] if low and text[low] in _TOKEN else ""
    after = text[high : high + _LONGEST_TOKEN] if high < len(text) and text[high - 1] in _TOKEN else ""
    return low - len(before) + len(before.rstrip(_TOKEN)), high + len(after) - len(after.lstrip(_TOKEN))


def undo_in_windows(
    text: str, pattern: re.Pattern[str], undo: Callable[[str], str], how: str, *, margin: int = MARGIN
) -> Iterator[Undone]:
    """``undo`` applied to the stretches around the matches of ``pattern``; only what it changed is given."""
    for start, stretch in stretches(text, pattern, margin=margin):
        changed = undo(stretch)
        if changed != stretch:
            yield Undone(changed, how, start)


def stretches(text: str, pattern: re.Pattern[str], *, margin: int = MARGIN) -> Iterator[tuple[int, str]]:
    """Offset and text of the stretches around the matches, put together where there are very many."""
    spans = find_windows(text, pattern, margin=margin)
    portion = 1 if len(spans) <= PORTIONS else -(-len(spans) // FEW)
    for at in range(0, len(spans), portion):
        group = spans[at : at + portion]
        yield group[0][0], GAP.join(text[low:high] for low, high in group)
