"""What the finders of Arabic quantities share: a figure, the tables of units, and how a count is written out."""

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from testimonia.extract.arabic.forms import noun_forms
from testimonia.extract.arabic.lexicon import Noun, folded, unit_pairs
from testimonia.extract.arabic.words import Text
from testimonia.extract.values.hedges import Bounds
from testimonia.extract.values.pieces import whole
from testimonia.model.values import Amount, Duration, Hedge, Money
from testimonia.text.arabic import fold_word
from testimonia.text.packs import read_table

PEOPLE = Noun("people", 0, True)
"""Persons that no noun names."""


class Figure(Struct, frozen=True):
    """A quantity in the words ``[first, last)``; ``head`` is the word of what is counted, or -1."""

    first: int
    last: int
    head: int
    value: Amount | Money | Duration
    noun: Noun | None
    rule: str
    is_inferred: bool = False
    """The unit is no word of the table: a noun of the text itself, or persons that are only implied."""
    joined: tuple[str, ...] = ()
    """Units of nouns that one number counts together: "35 of the women and children"."""


class Count(Struct, frozen=True):
    """How many, before it is known of what."""

    bounds: Bounds
    hedge: Hedge = Hedge.EXACT


class UnitWords(Struct, frozen=True):
    """Names of units and the small words around counts, folded."""

    measures: Mapping[tuple[str, ...], tuple[str, float]]
    pairs: Mapping[str, tuple[str, float]]
    """Duals of measures and currencies -> unit and how many of it one is: "two tons" in one word."""
    time: Mapping[str, tuple[float, int]]
    """Unit of time -> seconds, and how many the word itself says (2 for a dual)."""
    money: Mapping[tuple[str, ...], str]
    signs: frozenset[str]
    """Currency signs, which may stand before the number."""
    place_units: frozenset[str]
    words: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def unit_words() -> UnitWords:
    """The units, currencies and counting words of the pack."""
    table, money, words = read_table("ar", "units"), read_table("ar", "money"), read_table("ar", "nouns")["words"]
    time: dict[str, tuple[float, int]] = {fold_word(word): (float(seconds), 0) for word, seconds in table["time"].items()}
    for word, seconds in table["time"].items():
        for dual in noun_forms(word):
            time.setdefault(dual, (float(seconds), 2))
    return UnitWords(
        pairs=unit_pairs(),
        measures={
            tuple(fold_word(name).split()): (dimension["unit"], float(factor))
            for dimension in table["dimensions"].values()
            for name, factor in dimension["names"].items()
        },
        time=time,
        money={
            tuple(fold_word(name).split()): code for part in ("symbols", "words", "named") for name, code in money[part].items()
        },
        signs=frozenset(money["symbols"]),
        place_units=frozenset(words["place_units"]),
        words={name: folded(listed) for name, listed in words.items() if name != "place_units"},
    )


def exactly(number: float) -> Count:
    """A count that was said outright."""
    return Count((number, number, number))


def to_figure(text: Text, span: tuple[int, int], counted: tuple[int, Noun], count: Count, rule: str = "noun") -> Figure:
    """A count of something, with the exact words it stands in.

    Args:
        text: The passage.
        span: The words ``[first, last)``.
        counted: The word of what is counted, or -1, and what it stands for.
        count: How many.
        rule: How it was found.
    """
    head, noun = counted
    low, best, high = whole(count.bounds, count.hedge)
    value = Amount(low, best, high, noun.unit, text.inner_slice(*span), count.hedge)
    return Figure(*span, head, value, noun, f"arabic.count.{rule}", rule in ("unlisted_noun", "bare", "others"))
