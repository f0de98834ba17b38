"""Whether a sentence says itself that something was only promised, expected, laid down or threatened."""

import re
from functools import lru_cache

from testimonia.model.testimony import Stance
from testimonia.text.packs import read_table

UNTRUE_YET = {
    Stance.PROMISES: "promised",
    Stance.EXPECTS: "expected",
    Stance.STIPULATES: "laid down as a term",
    Stance.THREATENS: "threatened",
}
"""Stances that do not say how it was, and how a report words them."""


@lru_cache(maxsize=1)
def _patterns() -> dict[Stance, re.Pattern[str]]:
    table = read_table("en", "desk")["telling_as"]
    return {
        stance: re.compile(rf"\b(?:{'|'.join(map(re.escape, table[stance.value]))})\b", re.IGNORECASE) for stance in UNTRUE_YET
    }


def tells_as(stance: Stance, text: str) -> bool:
    """Whether a text shows a word for a stance.

    >>> tells_as(Stance.STIPULATES, "The permit is for 50 tonnes."), tells_as(Stance.PROMISES, "It took six hours.")
    (True, False)
    """
    pattern = _patterns().get(stance)
    return pattern is not None and pattern.search(text) is not None
