"""The bundled name lists: plausible given and family names by tradition, in Latin letters and the tradition's own script.

Why lists of our own: a pseudonym must fit the person's surroundings, and a list taken from a register would hold real people.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

TRADITIONS = (
    *("levantine", "iraqi", "gulf", "egyptian", "maghrebi", "sudanese", "kurdish", "turkish", "persian", "dari"),
    *("ukrainian", "russian", "ethiopian", "somali", "burmese", "chinese", "french", "spanish", "english"),
    *("west_african", "east_african", "urdu", "neutral"),
)
NEUTRAL = "neutral"


class Name(Struct, frozen=True):
    """One name in Latin letters, and as its language writes it; ``native`` is empty where that is the same."""

    latin: str
    native: str = ""


class NameList(Struct, frozen=True):
    """The names of one tradition. ``neutral`` are given to women and men alike."""

    tradition: str
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2."""
    languages: tuple[str, ...]
    """BCP 47 primary languages."""
    male: tuple[Name, ...]
    female: tuple[Name, ...]
    neutral: tuple[Name, ...]
    family: tuple[Name, ...]
    fallback: tuple[str, ...] = ()
    """Traditions to go on with when every name is taken or too near, the nearest first."""
    kunya: bool = False
    """Whether people are called after a child: Abu, Umm."""
    family_first: bool = False

    def given(self, gender: str) -> tuple[Name, ...]:
        """Given names for a gender; those for everybody when it is unknown."""
        return {"male": self.male, "female": self.female}.get(gender, self.neutral)


@lru_cache(maxsize=32)
def name_list(tradition: str) -> NameList:
    """One bundled list.

    >>> [name.native for name in name_list("levantine").male[:2]]
    ['أنور', 'بسام']
    """
    table = tomllib.loads((files("testimonia.protect.pseudonyms") / "data" / f"{tradition}.toml").read_text(encoding="utf-8"))
    named = {key: tuple(_name(words) for words in table[key]) for key in ("male", "female", "neutral", "family")}
    return NameList(
        tradition,
        tuple(table["countries"]),
        tuple(table["languages"]),
        named["male"],
        named["female"],
        named["neutral"],
        named["family"],
        tuple(table["fallback"]),
        table.get("kunya", False),
        table.get("family_first", False),
    )


def _name(words: str) -> Name:
    latin, _, native = words.partition("|")
    return Name(latin, native)


@lru_cache(maxsize=256)
def tradition_of(*, language: str = "", country: str = "") -> str:
    """The tradition for a language and a country; the neutral one where that would be a guess.

    A language of one tradition decides. A language of several (Arabic) needs the country; a country alone decides only when no
    language is given.

    >>> tradition_of(language="ar", country="SY"), tradition_of(language="ar"), tradition_of(language="ku", country="SY")
    ('levantine', 'neutral', 'kurdish')
    """
    primary = language.split("-")[0].casefold()
    lists = [name_list(tradition) for tradition in TRADITIONS]
    speaking = [one for one in lists if primary in one.languages]
    there = [one for one in lists if country.upper() in one.countries]
    if primary:
        both = [one for one in speaking if one in there]
        found = both or (speaking if len(speaking) == 1 else [])
    else:
        found = there
    return found[0].tradition if len(found) == 1 else NEUTRAL
