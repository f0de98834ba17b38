"""Words of harm where they stand: was somebody killed, injured, arrested, and which count does that hold for.

Why on its own: it is what most Arabic material of a conflict counts, and it is said in a dozen ways, some of which only mean
harm together ("lost their lives"), and some of which news pages break up to escape a filter.
"""

from collections.abc import Mapping
from functools import lru_cache

from testimonia.extract.arabic.lexicon import cues, glossary, harm_words, harms, nouns
from testimonia.extract.arabic.words import Text

_REACH = 16
"""How many words before a count the word of harm may stand."""
_AHEAD = 6


@lru_cache(maxsize=1)
def _triggers() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for predicate, harm in harms().items():
        for word in (*harm.verbs, *harm.acts):
            if word not in harm.together:
                found.setdefault(word, predicate)
    return found


def harm_at(text: Text, i: int) -> str:
    """The predicate of the word of harm at word ``i``; empty if it is none.

    >>> harm_at(Text("مقتل خمسة أشخاص", 0), 0), harm_at(Text("فقد 3 أشخاص حياتهم", 0), 0)
    ('kill', 'kill')
    """
    if not 0 <= i < len(text):
        return ""
    key = text.keys[i]
    found = _triggers().get(key, "")
    if found:
        return found
    for predicate, harm in harms().items():
        if key in harm.needs and any(text.keys[j] in harm.together for j in range(i + 1, min(len(text), i + 9))):
            return predicate
        if key in harm.together and any(text.keys[j] in harm.needs for j in range(max(0, i - 8), i)):
            return predicate
    return ""


def is_harm_verb(text: Text, i: int) -> bool:
    """Whether word ``i`` is a verb of harm, not the noun of the act."""
    return 0 <= i < len(text) and any(text.keys[i] in harm.verbs and text.keys[i] not in harm.acts for harm in harms().values())


def is_mixed(text: Text, last: int) -> bool:
    """Whether a count is said to hold dead and wounded together: "37 between dead and wounded"."""
    if last >= len(text) or text.keys[last] not in harm_words()["mixed"]:
        return False
    return any((noun := nouns().get(text.keys[j])) is not None and noun.harm for j in range(last + 1, min(len(text), last + 3)))


def is_both(text: Text, at: int) -> bool:
    """Whether the word of harm at ``at`` is joined to another kind right before it: "the killing and wounding of 4"."""
    if at < 1 or not text.words[at].is_joined:
        return False
    first, second = harm_at(text, at - 1), harm_at(text, at)
    return {first, second} == {"kill", "injure"}


def harm_of(text: Text, first: int, last: int, barriers: set[int]) -> tuple[str, int]:
    """The predicate that a count of people in words ``[first, last)`` has, and the word that says so; ("", -1) for none.

    Args:
        text: The passage.
        first: First word of the count.
        last: One past its last.
        barriers: Words that belong to other counts; a verb behind another count is that one's.
    """
    if is_mixed(text, last):
        return "", -1
    start, end = text.sentences[text.sentence_of[first]]
    before, at = _scan_back(text, first, start)
    if before and not any(at < j < first for j in barriers):
        return before, at
    for j in range(last, min(end, last + _AHEAD)):
        if j in barriers or text.keys[j] in cues().openers or (text.words[j].is_joined and harm_at(text, j)):
            break
        found = harm_at(text, j)
        if found and _is_of_plural(text, j):
            return found, j
    return before, at


def _is_of_plural(text: Text, j: int) -> bool:
    """Whether a word of harm behind a count has it for its subject: a verb, or "their lives"; an act is another matter."""
    key = text.keys[j]
    return is_harm_verb(text, j) or key[-1:] in "مان" or any(key in harm.together for harm in harms().values())


def _scan_back(text: Text, first: int, start: int) -> tuple[str, int]:
    for j in range(first - 1, max(start, first - _REACH) - 1, -1):
        found = harm_at(text, j)
        if found:
            return found, j
        noun = nouns().get(text.keys[j])
        if noun is not None and noun.harm and not noun.says:
            return noun.harm, j
        if text.keys[j] in cues().openers or (text.keys[j] in glossary().verbs and text.keys[j] not in cues().verbs):
            return "", -1
    return "", -1
