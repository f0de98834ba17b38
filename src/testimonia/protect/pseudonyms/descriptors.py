"""Describe a person less exactly: a trade by a broader trade, an age by a band, level by level and never the other way.

Shares of a population are rough and set by hand (``data/trades.toml``); they serve the mosaic, which asks whether a description
fits a crowd or a handful.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from testimonia.model.protection import DescriptorLevel
from testimonia.text.arabic import fold_word, is_arabic

RARE_SHARE = 0.0001
"""Of a population, for a trade that the table does not know: one in ten thousand."""


class Trade(Struct, frozen=True):
    """A trade with what is broader than it, and the share of a population that follows it."""

    exact: str
    exact_ar: str
    broad: str
    broad_ar: str
    sector: str
    sector_ar: str
    share: float


@lru_cache(maxsize=1)
def trades() -> tuple[Trade, ...]:
    """Every trade of the bundled table."""
    table = tomllib.loads((files("testimonia.protect.pseudonyms") / "data" / "trades.toml").read_text(encoding="utf-8"))
    return tuple(
        Trade(exact, exact_ar, row["broad"], row["broad_ar"], row["sector"], row["sector_ar"], share / 10_000)
        for row in table["trades"]
        for exact, exact_ar, share in row["exact"]
    )


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], Trade], ...]:
    """Longest first, so that "lorry driver" is not read as "driver"."""
    english = [(re.compile(rf"\b{_plural(t.exact)}\b", re.IGNORECASE), t) for t in trades()]
    arabic = [(re.compile(rf"(?<!\w)(?:ال|و|وال|لل)?{re.escape(fold_word(t.exact_ar))}(?!\w)"), t) for t in trades()]
    return tuple(sorted(english + arabic, key=lambda pair: -len(pair[0].pattern)))


def _plural(words: str) -> str:
    stem = re.escape(words)
    if words.endswith("man"):
        return rf"{stem[:-3]}m[ae]n"
    return rf"{stem[:-1]}(?:y|ies)" if words.endswith("y") else rf"{stem}(?:e?s)?"


def find_trades(text: str) -> tuple[Trade, ...]:
    """The trades that a text names, each once, in English or Arabic.

    >>> [trade.exact for trade in find_trades("the only lorry driver, and two nurses")]
    ['lorry driver', 'nurse']
    """
    rest = fold_word(text) if is_arabic(text) else text
    found: list[tuple[int, Trade]] = []
    for pattern, trade in _patterns():
        for match in pattern.finditer(rest):
            found.append((match.start(), trade))
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    return tuple(dict.fromkeys(trade for _, trade in sorted(found, key=lambda pair: pair[0])))


def generalise_trade(words: str, level: DescriptorLevel, *, language: str = "en") -> str:
    """What somebody does, at a level; empty where the level shows nothing, or nothing broader is known.

    >>> [generalise_trade("lorry driver", level) for level in ("exact", "broad", "sector", "role")]
    ['lorry driver', 'driver', 'transport worker', '']
    >>> generalise_trade("keeper of the crocodiles", DescriptorLevel.BROAD)
    ''
    """
    if level == DescriptorLevel.EXACT:
        return words
    named = find_trades(words)
    if len(named) != 1 or level not in {DescriptorLevel.BROAD, DescriptorLevel.SECTOR}:
        return ""
    trade = named[0]
    if level == DescriptorLevel.BROAD:
        return trade.broad_ar if language == "ar" else trade.broad
    return trade.sector_ar if language == "ar" else trade.sector


def generalise_age(years: int, level: DescriptorLevel) -> str:
    """An age, at a level: the figure, the decade, the time of life, nothing.

    >>> [generalise_age(34, level) for level in ("exact", "broad", "sector", "role")]
    ['34', '30 to 39', 'a young adult', '']
    """
    if level == DescriptorLevel.EXACT:
        return str(years)
    if level == DescriptorLevel.BROAD:
        if years >= 80:
            return "80 or older"
        return f"{years // 10 * 10} to {years // 10 * 10 + 9}"
    if level != DescriptorLevel.SECTOR:
        return ""
    if years < 18:
        return "a child"
    return "a young adult" if years < 40 else "middle-aged" if years < 60 else "an older person"
