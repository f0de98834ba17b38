"""Parts of a whole in Arabic: "half of the inhabitants", "two thirds of the camp", "most of the families".

Arabic puts the fraction before a noun with its article, where a length or a number has none: "half the hour" is told from "half
an hour" by that article alone.
"""

from collections.abc import Mapping
from functools import lru_cache

from testimonia.extract.arabic.counting import Figure, unit_words
from testimonia.extract.arabic.hedges import ArabicHedges
from testimonia.extract.arabic.times import time_words
from testimonia.extract.arabic.words import Text
from testimonia.model.values import Amount, Hedge
from testimonia.text.arabic import fold_word
from testimonia.text.packs import read_table

_LONGEST = 3


@lru_cache(maxsize=1)
def _shares() -> Mapping[tuple[str, ...], float]:
    """Folded fraction words -> the part of one."""
    table = read_table("ar", "numbers")["shares"]
    return {tuple(fold_word(words).split()): part / whole for words, (part, whole) in table.items()}


@lru_cache(maxsize=1)
def _firsts() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _shares())


def find_share(text: Text, i: int, hedges: ArabicHedges) -> Figure | None:
    """The share of a whole that begins at word ``i``; None if none does.

    >>> find_share(Text("نصف السكان", 0), 0, ArabicHedges()).value.unit
    'ratio'
    """
    if text.words[i].has_article and text.keys[i] in _firsts():
        return None
    vague = hedges.match_share(text.keys, i)
    end = vague[0] if vague else _end(text, i)
    head = _whole(text, end) if end > i else -1
    if head < 0:
        return None
    if vague:
        low, best, high, hedge = vague[1].low, vague[1].best, vague[1].high, Hedge.VAGUE
    else:
        share = round(_shares()[tuple(text.keys[i:end])], 6)
        low, best, high, hedge = share, share, share, Hedge.EXACT
    value = Amount(low, best, high, "ratio", text.inner_slice(i, head + 1), hedge)
    return Figure(i, head + 1, head, value, None, "arabic.share")


def _end(text: Text, i: int) -> int:
    if text.keys[i] not in _firsts():
        return i
    sizes = range(min(_LONGEST, len(text) - i), 0, -1)
    return next((i + size for size in sizes if tuple(text.keys[i : i + size]) in _shares()), i)


def _whole(text: Text, end: int) -> int:
    """The word of the whole: a noun with its article, also behind "of"; never a stretch or a part of the day; -1 for none."""
    at = end + 1 if end < len(text) and text.keys[end] in unit_words().words["links"] else end
    if at >= len(text) or text.words[at].kind != "word" or not text.words[at].has_article or text.words[at].is_joined:
        return -1
    key = text.keys[at]
    is_time = key in unit_words().time or (key,) in time_words().parts or key in unit_words().words["no_whole"]
    return -1 if is_time or text.words[at].preposition else at
