"""Which expressions are believed: words and figures that can be a date and can be something else.

"May", "March" and "Sun" are names and verbs, "1914" can be a count of metres; the words around them and the tagger decide.
"""

import re
from functools import lru_cache

from spacy.tokens import Doc

from testimonia.extract.values.time_patterns import Expression, kinds_of, scan
from testimonia.text.packs import read_table
from testimonia.text.units import UNITS

FIRST_YEAR, LAST_YEAR = 1700, 2035
"""Bare figures between these are years even where nothing around them says so."""
DOUBTFUL_MONTHS = frozenset({"may", "march", "mar", "jan", "jun", "dec"})
DOUBTFUL_DAYS = frozenset({"sun", "sat", "mon", "wed", "fri"})
AGES = re.compile(r"\b(?:his|her|their|my|your|our|its)\s+(?:(?:early|mid|late)[\s-]+)?$", re.IGNORECASE)


@lru_cache(maxsize=4)
def year_context(language: str = "en") -> dict[str, frozenset[str]]:
    """Words around four bare figures that speak for a year or for a count, from the pack."""
    return {name: frozenset(words) for name, words in read_table(language, "times")["year_context"].items()}


def expressions_of(doc: Doc, text: str) -> list[Expression]:
    """The expressions of time of a passage, those that are something else left out; ``text`` is its text, built only once."""
    kinds = kinds_of(token.lower_ for token in doc)
    return [e for e in scan(text, kinds) if _is_time(e, doc, text)] if kinds else []


def token_at(doc: Doc, offset: int) -> int:
    """Index of the token that covers a character offset."""
    low, high = 0, len(doc) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if doc[middle].idx <= offset:
            low = middle
        else:
            high = middle - 1
    return low


def _is_time(expression: Expression, doc: Doc, text: str) -> bool:
    """Whether figures and words that can mean something else are a date here."""
    rule = expression.rule
    if rule == "year":
        return _is_year(expression, doc)
    if rule == "decade":
        return AGES.search(text, max(0, expression.start - 20), expression.start) is None
    if len(expression.parts) != 1:
        return True
    only = next(iter(expression.parts.values())).rstrip(".")
    if rule == "month" and only in DOUBTFUL_MONTHS:
        return _is_month(expression, doc)
    if rule == "weekday" and only in DOUBTFUL_DAYS:
        return doc[token_at(doc, expression.start)].ent_type_ in ("DATE", "TIME")
    return not (rule == "clock" and "." in only)


def _is_month(expression: Expression, doc: Doc) -> bool:
    """ "May", "March" and "Jan" are months where a preposition of time stands before them or both tagger and names agree."""
    index = token_at(doc, expression.start)
    token = doc[index]
    before = doc[index - 1].lower_ if index else ""
    if token.tag_ != "NNP" or token.ent_type_ in ("PERSON", "ORG"):
        return False
    return token.ent_type_ == "DATE" or before in year_context()["month_before"]


def _is_year(expression: Expression, doc: Doc) -> bool:
    """Four figures are a year unless they count something: "2000 fighters", "1914 metres", "$1914"."""
    index = token_at(doc, expression.start)
    token, before = doc[index], doc[index - 1].lower_ if index else ""
    following = doc[index + 1] if index + 1 < len(doc) else None
    is_date = token.ent_type_ == "DATE"
    if before.isdigit():
        return False  # "555 1234" is to be called
    counts = following is not None and following.tag_ == "NNS"
    if UNITS.match([t.lower_.rstrip(".") for t in doc[index + 1 : index + 3]], 0):  # the tokeniser glues the stop to "m."
        return False
    context = year_context()
    if before in context["count_before"]:
        return is_date and not counts and before[0] not in "$£€u"
    if before == "of" and index > 1 and doc[index - 2].lower_ in context["counting_nouns"]:
        return False
    if counts and following is not None and following.lower_ in context["counted_of_year"]:
        return True
    if counts and before not in context["the_year"]:
        return is_date and before in context["surely_before"]
    return before in context["year_before"] or is_date or FIRST_YEAR <= int(expression.parts["year"]) <= LAST_YEAR
