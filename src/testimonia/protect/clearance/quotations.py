"""Words by which a speaker gives themselves away: "my brother the mayor", "I was the only doctor", a telephone number.

Every rule has a name, says what to do, and errs to the strict side. What a rule finds is not removed by the machine: the
quotation stays out until an editor has read it and answered, and what holds an identity stays out whatever the answer.
"""

import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from testimonia.text.arabic import fold_text


class Action(StrEnum):
    """What a rule's find means for the quotation."""

    WITHHOLD = "withhold"
    """Out, whatever an editor says: leave the part out with REPLACE."""
    ASK = "ask"
    """Out until an editor answers."""


class Risk(NamedTuple):
    """A rule's find in a quotation."""

    rule: str
    action: Action
    reason: str
    words: str
    """What gave rise to it."""


class _Rule(NamedTuple):
    name: str
    action: Action
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    is_arabic: bool


_BRACKETS = re.compile(r"\[[^\]]*\]")
"""What is ours in a quotation."""
_CAPITALISED = re.compile(r"(?<=[a-z,;:0-9] )(?:al-|el-|Al-|El-)?[A-Z][\w’'-]+(?: (?:al-|el-)?[A-Z][\w’'-]+)*")


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads((files("testimonia.protect.clearance") / "data" / "quotations.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    table = _table()

    def compiled(pattern: str) -> re.Pattern[str]:
        for name, words in table["lists"].items():
            pattern = pattern.replace(f"<{name}>", words)
        return re.compile(pattern, re.IGNORECASE)

    return tuple(
        _Rule(
            row["name"],
            Action(row["action"]),
            row["reason"],
            tuple(compiled(pattern) for pattern in row["patterns"]),
            row.get("arabic", False),
        )
        for row in table["rules"]
    )


@lru_cache(maxsize=1)
def _common_capitals() -> frozenset[str]:
    return frozenset(_table()["capitals"]["common"].split())


def find_risks(text: str) -> list[Risk]:
    """What in a quotation could give its speaker away, in the order of the rules; English and Arabic.

    >>> [(risk.rule, risk.words) for risk in find_risks("I was the only doctor, and my brother the mayor knew.")]
    [('relative in office', 'my brother the mayor'), ('relative', 'my brother'), ('only one', 'the only doctor'), \
('only one', 'I was the only')]
    >>> find_risks("About 4,000 people left.")
    []
    """
    ours = _BRACKETS.sub(_blank, text)
    texts = {False: ours, True: fold_text(ours).text}
    found = [
        Risk(rule.name, rule.action, rule.reason, match[0])
        for rule in _rules()
        for pattern in rule.patterns
        for match in pattern.finditer(texts[rule.is_arabic])
    ]
    return list(dict.fromkeys(found))


def find_unknown_names(text: str, known: Iterable[str]) -> list[Risk]:
    """Capitalised words inside a sentence that the case does not know: a neighbour's name, a hamlet. English only.

    Args:
        text: the quotation; what stands in square brackets is ours and is not looked at.
        known: names of sources, parties and places of the case, any words of them.

    >>> [risk.words for risk in find_unknown_names("we waited at Khaled's yard near Raqqa", ["Raqqa"])]
    ["Khaled's"]
    """
    fine = {word.casefold() for name in known for word in re.findall(r"[^\W\d_]+", name)}
    found = []
    for match in _CAPITALISED.finditer(_BRACKETS.sub(_blank, text)):
        words = [re.sub(r"['’]s?$", "", word) for word in match[0].split()]
        strange = [w for w in words if w not in _common_capitals() and not _parts(w) <= fine and not w.isupper()]
        if strange:
            reason = "a name that the case does not know: a person, or a place too small for the gazetteer"
            found.append(Risk("unknown name", Action.ASK, reason, match[0]))
    return found


def _parts(word: str) -> set[str]:
    return {part.casefold() for part in re.findall(r"[^\W\d_]+", word)} - {"al", "el"}


def _blank(gap: re.Match[str]) -> str:
    return " " * len(gap[0])
