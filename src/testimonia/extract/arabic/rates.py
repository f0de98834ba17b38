"""What an Arabic quantity is for one of: "60 kilometres in the hour", "300 dollars for each guard", "2 tons daily".

A length for an hour, a minute or a second is a speed in km/h, as in English; every other rate keeps its unit and says in
``per`` what it is for one of.
"""

from collections.abc import Mapping
from functools import lru_cache

from msgspec.structs import replace

from testimonia.extract.arabic.counting import Figure
from testimonia.extract.arabic.lexicon import glossary, nouns
from testimonia.extract.arabic.words import Text
from testimonia.extract.values.measures import SPEEDS
from testimonia.extract.values.pieces import scaled
from testimonia.model.values import Amount, Money
from testimonia.text.arabic import fold_word
from testimonia.text.packs import read_table

Phrases = Mapping[tuple[str, ...], str]


@lru_cache(maxsize=1)
def _rates() -> tuple[Phrases, Phrases]:
    """Folded phrases that are a rate by themselves, and those that need a noun behind them."""
    table = read_table("ar", "units")
    return (
        {tuple(fold_word(words).split()): per for words, per in table["rates"].items()},
        {tuple(fold_word(words).split()): "" for words in table["each"]["words"]},
    )


def with_rate(text: Text, figure: Figure, blocked: set[int]) -> Figure:
    """The figure with what it is for one of, where the words behind it say so; else as it is.

    Args:
        text: The passage.
        figure: A quantity of it.
        blocked: Words of times: "in the day" may be a day.
    """
    value = figure.value
    if not isinstance(value, Amount | Money) or value.unit in ("ratio", "percent"):
        return figure
    found = _rate_at(text, figure.last)
    if found is None or any(j in blocked for j in range(figure.last, found[0])):
        return figure
    end, per = found
    words = text.inner_slice(figure.first, end)
    if isinstance(value, Amount) and value.unit == "km" and per in SPEEDS:
        low, best, high = scaled((value.low, value.best, value.high), SPEEDS[per])
        return replace(figure, last=end, value=replace(value, low=low, best=best, high=high, unit="km/h", words=words))
    return replace(figure, last=end, value=replace(value, per=per, words=words))


def _rate_at(text: Text, i: int) -> tuple[int, str] | None:
    """The words of a rate that begin at word ``i``: where they end, and for one of what."""
    whole, openings = _rates()
    surfaces = [word.surface for word in text.words[i : i + 3]]
    for size in range(len(surfaces), 0, -1):
        phrase, end = tuple(surfaces[:size]), i + size
        if phrase in whole:
            is_narrowed = end < len(text) and text.words[end].has_article and not text.words[end].is_joined
            return None if is_narrowed else (end, whole[phrase])  # "in the following day" is a day
        if phrase in openings and end < len(text):
            noun = nouns().get(text.keys[end])
            per = noun.unit if noun is not None else glossary().nouns.get(text.keys[end], "")
            return (end + 1, "person" if per == "people" else per) if per else None
    return None
