"""Names as keys: the same person or body under different spellings of title, case, mark and punctuation.

Why a key and not a similarity: a key is the same everywhere, can be indexed, and never joins two people because their
names look alike. What is only alike is for people to judge.
"""

import re
import unicodedata
from functools import lru_cache

from testimonia.text.packs import read_table

_POSSESSIVE = re.compile(r"['’]s?$")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼʿʾ`](?=\w)")
_WORDS = re.compile(r"\w+")
_ARTICLES = frozenset({"the", "a", "an"})
_OWNERS = frozenset({"his", "her", "my", "our", "their", "its", "your"})


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Words that may stand before a name without being part of it, in lower case."""
    return frozenset(read_table("en", "speakers")["titles"])


def fold(text: str) -> str:
    """Case, accents and other marks folded away; letters of every script stay.

    >>> fold("Şırnak")
    'sirnak'
    """
    # Folding case first would miss letters that only decompose into capitals (mathematical alphabets).
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    # Dotless i has no decomposition, but nobody types it abroad.
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)).replace("ı", "i")


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The key under which a name is matched across documents: titles and articles stripped, case, marks, punctuation folded.

    A name that is nothing but titles ("the Colonel") keeps them.

    >>> name_key("Col. Ryan Dillon"), name_key("the SDF"), name_key("Colonel Ryan DILLON’s")
    ('ryan dillon', 'sdf', 'ryan dillon')
    >>> name_key("Abū Fawzī") == name_key("Abu Fawzi")
    True
    """
    words = _WORDS.findall(_APOSTROPHES.sub("", fold(_POSSESSIVE.sub("", name.strip()))))
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    kept = list(words)
    while len(kept) > 1 and kept[0] in titles():
        kept = kept[1:]
    return " ".join(words if kept and len(words) > 1 and kept[0] in titles() else kept)


def last_name(name: str) -> str:
    """The last word of a name's key: what later sentences call a person by.

    >>> last_name("Col Ryan Dillon")
    'dillon'
    """
    return name_key(name).rpartition(" ")[2]


def without_article(words: str) -> str:
    """A role or body without its leading article or possessive, on one line.

    >>> without_article("the  driver"), without_article("another driver"), without_article("his cousin")
    ('driver', 'another driver', 'cousin')
    """
    parts = words.split()
    if len(parts) > 1 and parts[0].casefold() in _ARTICLES | _OWNERS:
        parts = parts[1:]
    return " ".join(parts)
