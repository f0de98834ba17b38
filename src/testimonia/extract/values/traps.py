"""Figures that count nothing: ages, names with numbers, telephone numbers, results, list numbers.

A wrong count in an investigation costs more than a missed one, so what only looks like a count is set aside before
anything is made of it. Years, dates and clock times are set aside by `testimonia.extract.values.times`.
"""

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from testimonia.extract.values.counting import counting_words
from testimonia.extract.values.readings import DASHES, Kind, Reading

NAMED = frozenset({"ORG", "PRODUCT", "LAW", "WORK_OF_ART", "FAC", "EVENT", "GPE", "LOC", "PERSON", "NORP"})
AGE_WORDS = frozenset({"aged", "age", "ages"})
LIST_MARK = re.compile(r"\d{1,3}")
LARGEST_AGE = 120


def find_trap(doc: Doc, words: Sequence[str], reading: Reading, *, has_noun: bool, has_unit: bool = False) -> str:
    """What a number that was read is instead of a count: age, name, mark, digits, score, year.

    Args:
        doc: the passage.
        words: its lower-case tokens.
        reading: what was read.
        has_noun: whether a plural noun, a unit or a currency follows, which speaks for a count.
        has_unit: whether it is a unit that follows.

    Returns:
        The name of the trap, empty for a quantity.
    """
    if reading.kind not in (Kind.NUMBER, Kind.FRACTION):
        return ""
    first, end = reading.first, reading.end
    before = words[first - 1] if first else ""
    after = words[end] if end < len(words) else ""
    is_year_of_life = before in AGE_WORDS or (before == "of" and words[first - 2] in AGE_WORDS)
    if is_year_of_life or _is_age(doc, words, reading, after) or (not has_noun and _is_told_age(doc, reading, after)):
        return "age"
    if not reading.is_digits:
        return "name" if _is_named_word(words, first, before, has_noun=has_noun) else ""
    if _is_list_mark(doc, words, reading, before, after):
        return "mark"
    if _is_digit_group(doc, words, first, end):
        return "digits"
    if not has_noun and _is_result(doc, words, reading):
        return "score"
    if not has_noun and _is_label(doc, first, before):
        return "name"
    return "year" if not has_unit and _is_year_like(doc, words, reading, has_noun=has_noun) else ""


def _is_age(doc: Doc, words: Sequence[str], reading: Reading, after: str) -> bool:
    """ "35 years old", "a 35-year-old", "Khalil, 35, a driver"."""
    end = reading.end
    tail = [w for w in words[end : end + 5] if w not in DASHES]
    if tail[:2] in (["year", "old"], ["years", "old"], ["month", "old"], ["months", "old"], ["year", "olds"]):
        return True
    if tail[:3] in (["years", "of", "age"], ["year", "of", "age"]) or tail[:1] in (["year-old"], ["year-olds"], ["years-old"]):
        return True
    is_apposed = reading.first > 1 and words[reading.first - 1] == "," and after in (",", ".", ")", "")
    return is_apposed and reading.is_digits and reading.high < LARGEST_AGE and doc[reading.first - 2].tag_ == "NNP"


def _is_told_age(doc: Doc, reading: Reading, after: str) -> bool:
    """ "She was 35", "the girl, who was ten when": a person is said to be a number."""
    token = doc[reading.end - 1]
    verb = token.head
    if not 1 < reading.high < LARGEST_AGE or verb.lemma_ not in ("be", "turn") or token.dep_ not in ("attr", "acomp", "dobj"):
        return False
    if verb.i >= token.i or after in ("of", "in", "to", "-", "–"):
        return False
    subjects = [child for child in _children(verb) if child.dep_ == "nsubj"]
    return any(child.lower_ in ("he", "she", "i", "who") or child.ent_type_ == "PERSON" for child in subjects)


def _children(token: Token) -> Iterable[Token]:
    children: Iterable[Token] = token.children
    return children


def _is_named_word(words: Sequence[str], first: int, before: str, *, has_noun: bool) -> bool:
    """Number words that are part of a phrase: "the one", "no one", "at sixes and sevens", "chapter two"."""
    if words[first] == "one" and before in (
        "the",
        "no",
        "any",
        "every",
        "each",
        "this",
        "that",
        "some",
        "which",
        "another",
        "only",
    ):
        return before != "only" or not has_noun
    return not has_noun and counting_words().has("labels", before)


def _is_list_mark(doc: Doc, words: Sequence[str], reading: Reading, before: str, after: str) -> bool:
    """ "1. The convoy", "(2) The drivers", "3) ...", at the start of a line or a sentence."""
    first = reading.first
    if not LIST_MARK.fullmatch(words[first]) or reading.end != first + 1:
        return False
    if before == "(" and after == ")":
        return True
    starts = (
        first == 0 or "\n" in doc[first - 1].text or (doc[first].is_sent_start is True and before in (".", ":", ";", "?", "!"))
    )
    return bool(starts) and after in (".", ")") and reading.start == first


def _is_digit_group(doc: Doc, words: Sequence[str], first: int, end: int) -> bool:
    """Telephone and serial numbers: groups of figures side by side or joined by hyphens, with or without a plus."""
    before, after = (words[first - 1] if first else ""), (words[end] if end < len(words) else "")
    if words[first][0] == "0" and len(words[first]) > 1 and words[first][1] != ".":
        return True
    if before == "+" or (before[:1] == "+" and before[1:].isdigit()):
        return True
    if (before.isdigit() and doc[first - 1].text[-1].isdigit()) or (after.isdigit() and words[end - 1][-1].isdigit()):
        return True
    beyond = words[end + 1] if end + 1 < len(words) else ""
    if after in DASHES and beyond[:1].isdigit():
        return True
    earlier = words[first - 2] if first > 1 else ""
    return before in DASHES and (earlier[-1:].isdigit() or (len(earlier) <= 3 and earlier.isalpha()))


def _is_result(doc: Doc, words: Sequence[str], reading: Reading) -> bool:
    """ "Won 3-1", "a 9-2 lead"; and "555-1234", which is a number to call."""
    first, end = reading.first, reading.end
    if not any(word in DASHES for word in words[first:end]) or words[end - 1].find(",") >= 0:
        return False
    if reading.high > 999 and reading.low > 99:
        return True
    near = [doc[i].lemma_.lower() for i in (*range(max(first - 3, 0), first), *range(end, min(end + 2, len(words))))]
    return any(counting_words().has("contest_verbs", lemma) for lemma in near)


def _is_label(doc: Doc, first: int, before: str) -> bool:
    """ "Page 4", "Route 66", "Resolution 2254", "the Big 12": the number names what stands before it."""
    if not first:
        return False
    token = doc[first]
    if counting_words().has("labels", before) or (token.ent_type_ in NAMED and token.ent_iob_ == "I"):
        return True
    previous = doc[first - 1]
    if previous.tag_ not in ("NNP", "NNPS"):
        return False
    is_inside = token.dep_ == "nummod" and token.head.tag_ == "NN" and token.head.i > first
    return is_inside or (token.dep_ in ("nummod", "appos", "nmod", "npadvmod") and token.head.i == first - 1)


def _is_year_like(doc: Doc, words: Sequence[str], reading: Reading, *, has_noun: bool) -> bool:
    """Four figures without a comma that no date pattern took, and no plural noun follows: "the 2003 invasion"."""
    word = words[reading.first]
    if reading.end != reading.first + 1 or len(word) != 4 or not word.isdigit() or not 1000 < int(word) < 2100:
        return False
    before = words[reading.first - 1] if reading.first else ""
    if before in ("the", "'s", "’s", "his", "its", "since"):
        return True
    return not has_noun and doc[reading.first].ent_type_ == "DATE"
