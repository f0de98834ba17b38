"""What a number counts: the noun it belongs to, and what it is for one of.

"250 fighters", "250 of the fighters" and "dozens of fighters" count the same thing; "about 4,000 left" counts people only
because leaving is what people do. The noun is found by the order of words first, which survives bad parses, and by the
parse where the order leaves a choice.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from spacy.tokens import Doc, Token

from testimonia.text.numbers import read_number
from testimonia.text.packs import read_table
from testimonia.text.units import UNITS

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAMES = frozenset({"PERSON", "ORG", "GPE", "PRODUCT", "FAC", "NORP", "LOC"})
PLURALS = frozenset({"NNS", "NNPS"})
SKIPPED = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "RB", "RBR", "RBS", "``", "''", "AFX", "CD"})
DETERMINERS = frozenset(
    ["the", "these", "those", "his", "her", "its", "their", "our", "my", "your", "them", "us", "you", "all"]
)
HYPHENS = frozenset({"-", "‑"})
REACH = 7
"""Tokens between a number and its noun at most: "250 of the remaining heavily armed foreign fighters"."""


class Words(Struct, frozen=True):
    """The word lists of `counting.toml` as sets."""

    table: dict[str, frozenset[str]]

    def has(self, name: str, word: str) -> bool:
        """Whether a word is in a list."""
        return word in self.table[name]


@lru_cache(maxsize=4)
def counting_words(language: str = "en") -> Words:
    """The lists of a language: labels, idioms, verbs of people."""
    return Words({name: frozenset(words) for name, words in read_table(language, "counting").items()})


@lru_cache(maxsize=4)
def _persons(language: str = "en") -> frozenset[str]:
    nouns, roles = read_table(language, "questions")["nouns"], read_table(language, "speakers")["roles"]
    speaking = (word for role in ("eyewitness", "participant", "expert") for word in roles[role])
    return frozenset({"people", *nouns["people"], *nouns["victims"], *speaking})


def is_person(unit: str) -> bool:
    """Whether a counted noun is known to mean people: a civilian, a soldier, a witness."""
    return unit in _persons()


class Counted(Struct, frozen=True):
    """The noun of a count: index of its head token, end of the phrase (token index), and the unit it gives."""

    head: int
    end: int
    unit: str


def find_noun(doc: Doc, words: Sequence[str], end: int, *, number_at: int, is_one: bool = False) -> Counted | None:
    """The noun counted by a number that ends at token ``end``.

    Args:
        doc: the passage.
        words: its lower-case tokens.
        end: token after the number.
        number_at: last token of the number, whose parse is asked where the order of words leaves a choice.
        is_one: the number is one, so a singular noun is expected.
    """
    size = len(words)
    if end >= size:
        return None
    if words[end] in ("-", "‑") and end + 1 < size:
        return _hyphened(doc, words, end)
    start, of = end, False
    if words[end] == "more" and end + 1 < size and words[end + 1] == "of":
        start += 1
    if words[start] == "of":
        of, start = True, start + 1
    if of and start < size and words[start] in ("which", "whom", "whose"):
        return _antecedent(doc, words, start, number_at=number_at)
    while start < size and words[start] in DETERMINERS and (of or words[start] == "the"):
        if words[start] in ("them", "us", "you"):
            return Counted(start, start + 1, "people" if words[start] != "them" else "")
        start += 1
    noun = _noun_from(doc, words, start, number_at=number_at, is_one=is_one and not of)
    if noun is None and of and start < size and doc[start].tag_ == "CD" and (whole := read_number(words, start)):
        # "20 of the 50 lorries": the noun is said once, with the whole.
        noun = _noun_from(doc, words, whole.end, number_at=whole.end - 1, is_one=False) if whole.end < size else None
        return Counted(noun.head, end, noun.unit) if noun else None
    return noun


def _noun_from(doc: Doc, words: Sequence[str], start: int, *, number_at: int, is_one: bool) -> Counted | None:
    """The head of the chain of nouns that follows, over adjectives."""
    limit = min(start + REACH, len(words))
    i, skipped_verb = start, False
    while i < limit:
        tag = doc[i].tag_
        if tag in NOUNS and (words[i] not in UNITS.time or i == start):
            break
        is_list = words[i] in (",", "and", "or") and i > start and i + 1 < limit and doc[i + 1].tag_ == "JJ"
        if tag not in SKIPPED and not is_list:
            return None
        if tag == "CD" and not _narrows(doc, words, i, is_apart=i > start or words[number_at].isalpha()):
            return None
        skipped_verb = skipped_verb or tag in ("VBN", "VBG")
        i += 1
    if i >= limit:
        return None
    head = _head_of_chain(doc, words, i, number_at=number_at, is_one=is_one)
    if skipped_verb and not _is_inside(doc[head], number_at) and doc[head].tag_ != "NNS":
        return None
    if head + 1 < len(words) and doc[head + 1].tag_ == "POS":
        return _noun_from(doc, words, head + 2, number_at=number_at, is_one=is_one) or Counted(
            head, head + 1, unit_of(doc[head])
        )
    return Counted(head, head + 1, unit_of(doc[head]))


def _narrows(doc: Doc, words: Sequence[str], i: int, *, is_apart: bool) -> bool:
    """Whether a number inside a noun phrase narrows the noun: "two 500-pound bombs", "the new 737 jets"."""
    if not is_apart or i + 1 >= len(words):
        return False
    return words[i].isalpha() or doc[i + 1].tag_ in NOUNS or words[i + 1] in HYPHENS


def _antecedent(doc: Doc, words: Sequence[str], relative: int, *, number_at: int) -> Counted | None:
    """ "The lorries, two of which burnt": what a relative pronoun stands for is the last noun before the number."""
    for i in range(number_at - 1, max(-1, number_at - REACH), -1):
        if doc[i].tag_ in NOUNS:
            return Counted(i, relative + 1, unit_of(doc[i]))
        if words[i] in (".", ";"):
            break
    return Counted(relative, relative + 1, "people") if words[relative] == "whom" else None


def _is_inside(noun: Token, number_at: int) -> bool:
    """Whether the parse puts the number into the noun's phrase."""
    left = noun.left_edge.i
    return bool(left <= number_at)


def _head_of_chain(doc: Doc, words: Sequence[str], i: int, *, number_at: int, is_one: bool) -> int:
    """The last noun of a chain ("family members"); the parse or the first plural decides where a name or a date follows."""
    last = i
    if last + 2 < len(words) and doc[last + 1].tag_ == "CD" and doc[last].tag_ == "NNP" and doc[last + 2].tag_ == "NNS":
        return last + 2
    while (
        last + 1 < len(words)
        and doc[last + 1].tag_ in NOUNS
        and last - i < 4
        and doc[last + 1].ent_type_ not in ("DATE", "TIME")
    ):
        last += 1
    if not is_one and doc[last].tag_ in ("NN", "NNP") and (beyond := _after_and(doc, words, i, last)):
        return beyond
    if last == i:
        return i
    if not is_one and doc[i].tag_ == "NN" and _is_attribute(doc, words, (i, last), number_at=number_at):
        return i
    parsed = doc[number_at].head.i
    if i <= parsed <= last and doc[number_at].dep_ in ("nummod", "amod", "compound", "quantmod", "pobj"):
        return int(parsed)
    if not is_one:
        for j in range(i, last + 1):
            if doc[j].tag_ in PLURALS and (j == last or doc[j + 1].tag_ in ("NNP", "NNPS")):
                return j
    return last if doc[last].tag_ in ("NN", "NNS") or doc[i].tag_ in ("NNP", "NNPS") else i


def _after_and(doc: Doc, words: Sequence[str], first: int, last: int) -> int:
    """ "Kia and Hyundai cars", "knife and bullet wounds": the plural beyond "and" that both words narrow, or 0."""
    if words[last + 1 : last + 2] not in (["and"], ["or"], ["&"]) or counting_words().has("invariant_plurals", words[last]):
        return 0
    other = last + 2
    while other < len(words) and doc[other].tag_ in ("NN", "NNP") and other - last < 5:
        other += 1
    if other >= len(words) or other == last + 2 or doc[other].tag_ != "NNS":
        return 0
    parsed = {doc[j].head.i for j in range(first, last + 1)}
    is_name = doc[last].tag_ == doc[other - 1].tag_ == "NNP"
    return other if is_name or other in parsed else 0


def _is_attribute(doc: Doc, words: Sequence[str], chain: tuple[int, int], *, number_at: int) -> bool:
    """Whether number and first noun describe the rest of a chain without a plural: "a 12 page report", "a 50 lorry convoy"."""
    first, last = chain
    if first != number_at + 1 or any(
        doc[j].tag_ != "NN" or counting_words().has("invariant_plurals", words[j]) for j in range(first, last + 1)
    ):
        return False
    return doc[last].ent_type_ not in NAMES


def _hyphened(doc: Doc, words: Sequence[str], end: int) -> Counted | None:
    """ "A 50-lorry convoy", "a four-man team": the noun behind the hyphen is what is counted."""
    noun = doc[end + 1]
    if noun.tag_ not in ("NN", "NNS") or counting_words().has("hyphen_names", words[end + 1]):
        return None
    return Counted(noun.i, noun.i + 1, unit_of(noun))


def unit_of(noun: Token) -> str:
    """The unit a counted noun gives: its lemma in lower case; "others" alone says nothing of what they are."""
    lemma = str(noun.lemma_).lower()
    if lemma in ("person", "people", "persons"):
        return "people"
    if lemma == "other" or noun.lower_ == "others":
        return bare_unit(noun)
    if noun.tag_ in ("NNP", "NNPS"):
        return str(noun.lower_)
    return lemma


def bare_unit(token: Token) -> str:
    """ "people" for a number without a noun whose verb is one of people, else the empty string."""
    lists = counting_words()
    doc, following = token.doc, token.i + 1
    if harmed_at(token) or (token.i and lists.has("harm_words", doc[token.i - 1].lower_)):
        return "people"
    verb = token.head
    if token.dep_ in ("nsubj", "nsubjpass") and lists.has("people_verbs", verb.lemma_.lower()):
        return "people"
    if token.dep_ in ("nsubjpass", "dobj") and lists.has("people_objects", verb.lemma_.lower()):
        return "people"
    before = doc[token.i - 1].lower_ if token.i else ""
    if before == "of" and token.i > 1 and lists.has("people_groups", doc[token.i - 2].lemma_.lower()):
        return "people"
    if token.tag_ == "CD" and following < len(doc) and doc[following].tag_ in ("VBD", "VBN", "VBP", "MD"):
        main = doc[following] if doc[following].tag_ != "MD" or following + 1 >= len(doc) else doc[following + 1]
        return "people" if lists.has("people_verbs", main.lemma_.lower()) else ""
    return ""


def harmed_at(token: Token) -> int:
    """Where the participle stands that says what came to those a bare number counts ("12 were seriously injured"), or 0."""
    lists, doc = counting_words(), token.doc
    for i in range(token.i + 1, min(token.i + 5, len(doc))):
        word = doc[i]
        if lists.has("harmed", word.lower_) or (
            word.tag_ in ("VBN", "VBD") and lists.has("people_objects", word.lemma_.lower())
        ):
            return 0 if i + 1 < len(doc) and i == token.i + 1 and doc[i + 1].tag_ == "NNS" else i
        if not (word.lemma_ in ("be", "have", "get") or word.tag_ == "RB"):
            return 0
    return 0


class Rate(Struct, frozen=True):
    """What a value is for one of, and the token where the words for it end (-1: they stand apart from the value)."""

    per: str
    end: int = -1


def find_rate(doc: Doc, words: Sequence[str], end: int, *, head: int, is_money: bool = False) -> Rate | None:
    """What a value that ends at token ``end`` is for one of.

    "600 dollars a person" and "$600 per head" say it at once; "three or four foreigners rode with each driver" a few words
    on; "each lorry carried 112" before.
    """
    if end >= len(words):
        return None
    if rate := _adjacent_rate(doc, words, end, is_money=is_money):
        return rate
    for i in range(end, min(end + REACH, len(words) - 1)):
        if words[i] in (".", ";", ":", ",", "and", "but") or (doc[i].is_sent_start and i > end):
            break
        if words[i] in ("each", "every") and i > end and doc[i - 1].tag_ in ("IN", "TO"):
            noun = _noun_near(doc, i + 1)
            return Rate(_each_of(noun)) if noun is not None else None
    return _rate_of_subject(doc, head)


def _adjacent_rate(doc: Doc, words: Sequence[str], end: int, *, is_money: bool) -> Rate | None:
    word, size = words[end], len(words)
    if words[end + 2 : end + 3] in (["before"], ["ago"], ["earlier"], ["later"], ["after"]):
        return None  # "200 a week before" says when
    if word in HYPHENS and words[end + 1 : end + 2] in (["a"], ["per"]):  # "a barrel-a-day refinery"
        end, word = end + 1, words[end + 1]
    if words[end + 1 : end + 2] == ["-"] and end + 2 < size and words[end + 2] in UNITS.time:  # "£24 a-year"
        return Rate(_each_of(doc[end + 2]), end + 3) if word in ("a", "per") else None
    following = words[end + 1] if end + 1 < size else ""
    if word == "/" and following in UNITS.rates:
        return Rate(UNITS.rates[following], end + 2)
    if word in ("per", "every") and following in UNITS.rates:  # "per second", which taggers take for an ordinal
        return Rate(UNITS.rates[following], end + 2)
    if word == "each" and end + 1 < size and doc[end + 1].tag_ not in NOUNS:
        return Rate("each", end + 1)
    is_each = word in ("per", "each", "every")
    if word in ("a", "an", "per", "each", "every") and end + 1 < size and (doc[end + 1].tag_ in ("NN", "NNP") or is_each):
        noun = _noun_near(doc, end + 1)
        if noun is not None and (
            is_each or is_money or noun.lower_ in UNITS.time or noun.lower_ in ("head", "person", "piece")
        ):
            return Rate(_each_of(noun), noun.i + 1)
    if is_money and word in ("for", "from") and end + 2 < size and words[end + 1] in ("a", "an", "each", "every"):
        noun = _noun_near(doc, end + 2)
        return Rate(_each_of(noun), noun.i + 1) if noun is not None else None
    return None


def _each_of(noun: Token) -> str:
    """What a rate is for one of, in the singular: "a head" is a person."""
    lemma = str(noun.lemma_).lower()
    return "person" if lemma in ("people", "head", "person", "capita") else lemma


def _noun_near(doc: Doc, i: int) -> Token | None:
    """The noun that begins here, over at most two adjectives or "of the"."""
    for j in range(i, min(i + 4, len(doc))):
        if doc[j].tag_ in NOUNS:
            while doc[j].lower_ not in UNITS.time and j + 1 < len(doc) and doc[j + 1].tag_ in ("NN", "NNS") and j - i < 4:
                j += 1
            return doc[j]
        if doc[j].tag_ not in ("JJ", "DT", "IN", "PRP$", "VBN"):
            return None
    return None


def _rate_of_subject(doc: Doc, head: int) -> Rate | None:
    """ "Each lorry carried 112": the subject of the verb is what the number is for one of."""
    if head < 0:
        return None
    token = doc[head]
    for _ in range(3):
        if token.dep_ in ("dobj", "attr", "pobj", "prep", "nummod", "conj"):
            token = token.head
        else:
            break
    if token.tag_[:2] not in ("VB", "MD"):
        return None
    for child in _children(token):
        if child.dep_ in ("nsubj", "nsubjpass"):
            for word in _children(child):
                if word.lower_ in ("each", "every") and word.dep_ == "det":
                    return Rate(_each_of(child))
    return None


def _children(token: Token) -> Any:
    return token.children
