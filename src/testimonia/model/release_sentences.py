"""The sentences that clearance writes where the machine's own would say too much, and how they are known again.

Why here: a release keeps them in English, as it keeps every sentence of the machine's; a story in another language says them in
its own words, and must know them for that.

>>> sentence = agreeing(3, 2)
>>> sentence, recognise(sentence)
('3 accounts from 2 independent groups agree', Sentence(kind='agreeing', accounts=3, groups=2))
>>> recognise("The mayor was asleep.") is None
True
"""

import re

from msgspec import Struct


class Sentence(Struct, frozen=True):
    """One of clearance's own sentences: which, and its numbers."""

    kind: str
    """``agreeing``, ``clashing``, ``resting`` or ``hidden``."""
    accounts: int = 0
    groups: int = 0


HIDDEN = "No account of this may be shown."
_KNOWN = {
    "agreeing": re.compile(r"(?P<accounts>\d+) accounts? from (?P<groups>\d+) independent groups? agree"),
    "clashing": re.compile(r"What (?P<accounts>\d+) accounts? says? here cannot all be true\."),
    "resting": re.compile(
        r"It rests on (?P<accounts>\d+) accounts? from (?P<groups>\d+) independent groups?; details are not shown\."
    ),
    "hidden": re.compile(re.escape(HIDDEN)),
}


def agreeing(accounts: int, groups: int) -> str:
    """That accounts agree, without saying on what."""
    return f"{_accounts(accounts)} from {_groups(groups)} agree"


def clashing(accounts: int) -> str:
    """That accounts cannot all be true, without saying what they are."""
    return f"What {_accounts(accounts)} {'say' if accounts > 1 else 'says'} here cannot all be true."


def resting(accounts: int, groups: int) -> str:
    """On how many accounts something rests, without saying which."""
    return f"It rests on {_accounts(accounts)} from {_groups(groups)}; details are not shown." if accounts else HIDDEN


def recognise(words: str) -> Sentence | None:
    """The sentence that words are; None if clearance did not write them."""
    for kind, pattern in _KNOWN.items():
        if found := pattern.fullmatch(words):
            return Sentence(kind, **{name: int(number) for name, number in found.groupdict().items()})
    return None


def _accounts(number: int) -> str:
    return f"{number} account{'s' if number != 1 else ''}"


def _groups(number: int) -> str:
    return f"{number} independent group{'s' if number != 1 else ''}"
