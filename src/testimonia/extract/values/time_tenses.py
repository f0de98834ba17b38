"""Whether a date without a year or a week lies behind or ahead: the tense of the verb it hangs on.

"They left on Friday" and "they will leave on Friday" name two different days. The nearest verb above the date says which;
words such as "until" or "payable" say it without a verb.
"""

from enum import StrEnum
from functools import lru_cache

from spacy.tokens import Doc, Token

from testimonia.extract.values.time_checks import token_at
from testimonia.extract.values.time_patterns import Expression
from testimonia.text.packs import read_table


class Tense(StrEnum):
    """Where the words place what they date, seen from the moment of speaking."""

    PAST = "past"
    FUTURE = "future"
    OPEN = ""
    """The grammar does not say."""


@lru_cache(maxsize=4)
def tense_words(language: str = "en") -> dict[str, frozenset[str]]:
    """Words that point ahead, from the pack."""
    return {name: frozenset(words) for name, words in read_table(language, "times")["tense"].items()}


def tense_of(expression: Expression, doc: Doc) -> Tense:
    """The tense in which an expression of time stands.

    Args:
        expression: its character span.
        doc: the parsed passage it stands in.

    Returns:
        PAST or FUTURE where a verb or a word before the date says so, else OPEN.
    """
    first = token_at(doc, expression.start)
    words = tense_words()
    before = [token.lower_ for token in doc[max(0, first - 3) : first]]
    if before and (before[-1] in words["ahead_before"] or (len(before) > 1 and " ".join(before[-2:]) in words["ahead_before"])):
        return Tense.FUTURE
    if " ".join(before) in words["ahead_before"] or not words["open_ends"].isdisjoint(before):
        return Tense.FUTURE
    last = token_at(doc, max(expression.start, expression.end - 1))
    token = doc[first]
    while first <= token.head.i <= last and token.head.i != token.i:
        token = token.head
    tense = _of_verb(_verb_above(token, words))
    if before and before[-1] in words["limits"]:  # "was extended to 16 November": the verb dates the act and not its end
        return Tense.OPEN if tense is Tense.PAST else tense
    return Tense.FUTURE if tense is Tense.OPEN and before and before[-1] == "by" else tense


def _verb_above(token: Token, words: dict[str, frozenset[str]]) -> Token | None:
    """The verb that a token hangs on; a verb that only names the thing ("the bombing on Friday") is passed by."""
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") and token.tag_ != "VBG":
            return token
        if token.tag_ == "VBG" and any(child.dep_ == "aux" for child in token.children):
            return token
        if token.lower_ in words["ahead_words"]:
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _of_verb(verb: Token | None) -> Tense:
    if verb is None:
        return Tense.OPEN
    words = tense_words()
    if verb.lemma_.lower() in words["ahead_words"] or verb.lower_ in words["ahead_words"]:
        return Tense.FUTURE
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    for child in auxiliaries:
        if child.tag_ == "MD":
            return Tense.FUTURE if child.lower_ in words["modals"] else Tense.OPEN
        if child.tag_ == "TO":
            return _of_infinitive(verb)
    if verb.tag_ == "VBD" or any(child.tag_ in ("VBD", "VBN") or child.lemma_ == "have" for child in auxiliaries):
        return Tense.PAST
    if verb.tag_ == "VBG" and any(child.tag_ in ("VBZ", "VBP") for child in auxiliaries):
        return Tense.FUTURE
    return Tense.PAST if verb.tag_ == "VBN" and not auxiliaries else Tense.OPEN


def _of_infinitive(verb: Token) -> Tense:
    """ "Is to resume", "expected to resume" look ahead; "failed to resume" does not."""
    head = verb.head
    words = tense_words()
    if head.i == verb.i:
        return Tense.OPEN
    if head.lemma_.lower() in words["ahead_heads"] or head.tag_ in ("VBZ", "VBP"):
        return Tense.FUTURE
    return Tense.PAST if head.tag_ in ("VBD", "VBN") else Tense.OPEN
