"""A claim's lemmas as one set, and how much two claims speak of the same thing.

Why not a model: the reason a figure was held against another must be readable, and shared words are.
"""

import re
from functools import lru_cache

from testimonia.model.testimony import Claim
from testimonia.model.values import Amount, Duration, Money, Occurrence
from testimonia.text.names import fold
from testimonia.text.packs import read_table

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[frozenset[str], dict[str, str], dict[str, str]]:
    desk, questions = read_table("en", "desk"), read_table("en", "questions")
    same = {word: group[0] for group in desk["same"]["groups"] for word in group}
    return frozenset(desk["small"]["words"]), dict(questions["singulars"]), same


def singular(word: str) -> str:
    """A noun's singular, by the pack's list and the plain rules.

    >>> singular("lorries"), singular("people"), singular("buses"), singular("glass")
    ('lorry', 'person', 'bus', 'glass')
    """
    _, singulars, same = _vocabulary()
    found = singulars.get(word)
    if found is None:
        if word.endswith("ies") and len(word) > 4:
            found = word[:-3] + "y"
        elif word.endswith(("ches", "shes", "sses", "xes")):
            found = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
            found = word[:-1]
        else:
            found = word
    return same.get(found, found)


def words_in(text: str) -> frozenset[str]:
    """The content words of a text, folded to singulars.

    >>> sorted(words_in("the lorries and the people"))
    ['lorry', 'person']
    """
    small = _vocabulary()[0]
    return frozenset(singular(w) for w in (fold(m).replace("’", "'") for m in _WORD.findall(text)) if w not in small)


@lru_cache(maxsize=4096)
def stems_in(text: str) -> frozenset[str]:
    """`words_in` with what regular verbs are without their endings, and the irregular ones of the pack.

    Why beside it: a claim's own verbs come as lemmas, and a plain sentence does not.

    >>> sorted(stems_in("the company had been warned")), "admit" in stems_in("admitting")
    (['company', 'warn', 'warne', 'warned'], True)
    """
    words = words_in(text)
    return words.union(*(_bare_verbs(word) for word in words))


def _bare_verbs(word: str) -> frozenset[str]:
    irregular = read_table("en", "desk")["verbs"].get(word)
    found = {irregular} if irregular else set()
    for ending, instead in (("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            found.add(stem + instead)
            if stem[-1] == stem[-2]:
                found.add(stem[:-1])
    vocabulary = _vocabulary()
    return frozenset(vocabulary[2].get(one, one) for one in found if len(one) <= 4 or one != word)


def terms_of(claim: Claim) -> frozenset[str]:
    """The content lemmas that a claim shows: what it is about, and the words of its sentence."""
    about, value = claim.about, claim.value
    shown = [about.noun, *about.modifiers, about.predicate, about.subject, *about.terms, *about.scope]
    if isinstance(value, Amount):
        shown.append(value.unit)
    if isinstance(value, Amount | Money | Duration):
        shown.append(value.per)
    if isinstance(value, Occurrence):
        shown.append(value.event)
    return words_in(" ".join(shown))


def head_of(claim: Claim) -> str:
    """What is counted, measured or dated, as one lemma."""
    noun = claim.about.noun or (claim.value.unit if isinstance(claim.value, Amount) else "")
    words = [singular(fold(word)) for word in _WORD.findall(noun)]
    return words[-1] if words else ""
