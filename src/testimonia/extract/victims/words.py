"""What the finders of people harmed share: the table of harm, and one mention of people."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.values.found import Found
from testimonia.model.values import Hedge
from testimonia.text.packs import read_table

HARMS = ("kill", "injure", "shoot", "casualty")
"""From what outweighs to what is outweighed: "shot and killed" is a death."""

SUBJECTS = ("nsubj", "nsubjpass")


class Words(Struct, frozen=True):
    """The table of harm, as sets; each word of harm with its kind."""

    done: Mapping[str, str]
    befalls: Mapping[str, str]
    states: Mapping[str, str]
    acts: Mapping[str, str]
    people: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    groups: Mapping[str, int]
    multiples: Mapping[str, int]


@lru_cache(maxsize=1)
def harm_table() -> Words:
    """The English words of harm.

    >>> harm_table().states["slain"], harm_table().done["stab"]
    ('kill', 'shoot')
    """
    table: dict[str, Any] = read_table("en", "harm")
    by_kind = {kind: {word: harm for harm in reversed(HARMS) for word in table[harm][kind]} for kind in table["kill"]}
    sets = {name: frozenset(words) for name, words in table["words"].items() if name not in ("groups", "multiples")}
    return Words(**by_kind, sets=sets, groups=table["words"]["groups"], multiples=table["words"]["multiples"])


class Mention(Struct, frozen=True):
    """One mention of people as tokens: ``first`` and ``last`` its range, ``head`` its noun."""

    head: int
    first: int
    last: int
    low: float
    high: float | None
    share: str
    """As `About.share`."""
    hedge: Hedge = Hedge.EXACT
    found: Found | None = None
    """The count it was made of; None for people whom nobody counted."""


def graver(one: str, other: str) -> str:
    """The graver of two kinds of harm; empty if both are.

    >>> graver("shoot", "kill"), graver("", "injure")
    ('kill', 'injure')
    """
    return next((harm for harm in HARMS if harm in (one, other)), "")


def is_multiple(reading: ParsedPassage, i: int) -> bool:
    """Whether token ``i`` says how many by itself: "a triple homicide"."""
    table = harm_table()
    return i > 0 and reading.lemmas[i] in table.acts and reading.lowers[i - 1] in table.multiples
