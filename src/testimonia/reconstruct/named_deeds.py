"""Deeds that a noun names: "the strike of 11 October" dates the strike, whatever the sentence goes on to say of it."""

import re
from functools import lru_cache

from testimonia.text.packs import read_table


@lru_cache(maxsize=1)
def _before_a_date() -> re.Pattern[str]:
    words = read_table("en", "deeds")["words"]
    nouns, links = "|".join(words["nouns"]), "|".join(words["links"])
    return re.compile(rf"(?<!\w)(?P<noun>{nouns})(?:e?s)?\s+(?:{links})\s+(?:the\s+)?$", re.IGNORECASE)


def dated_noun(before: str, noun: str) -> str:
    """The deed that a date is put behind, as a noun; empty where the date is the verb's.

    Args:
        before: the sentence up to the date.
        noun: lemma of the noun that the date belongs to.

    >>> dated_noun("the house was destroyed in the strikes of ", "strike"), dated_noun("the house fell on ", "house")
    ('strike', '')
    """
    match = _before_a_date().search(before)
    return noun if match is not None and match["noun"].casefold() == noun else ""
