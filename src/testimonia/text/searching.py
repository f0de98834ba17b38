"""The form in which texts are searched: marks, case and the many ways of writing one Arabic letter folded away."""

import re

from testimonia.text.arabic import folded_words
from testimonia.text.names import fold

_PARTS = re.compile(r'"([^"]+)"|(\S+)')
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")
"""The Arabic article, with what may be written in one word before it."""
_SHORTEST = 3
"""Letters that must be left of a word without its article, or it was none."""


def search_form(text: str) -> str:
    """A text as searches find it.

    >>> search_form("Şırnak: ٤٠ شُهَداء")
    'sirnak: 40 شهداء'
    """
    if text.isascii():  # nothing to fold but case; most of a large case
        return " ".join(text.lower().split())
    return " ".join(fold(folded_words(text)).split())


def search_terms(words: str) -> list[str]:
    """What somebody looks for, part by part: each must be found somewhere in a text, also inside a longer word.

    Words in double quotes stay together. An Arabic article is left out, so that a noun is found with it and without.

    >>> search_terms('The "forty lorries"'), search_terms("القافلة")
    (['the', 'forty lorries'], ['قافله'])
    """
    parts = [(quoted, word) for quoted, word in _PARTS.findall(words)]
    found = [search_form(quoted) if quoted else _without_article(search_form(word.strip('"'))) for quoted, word in parts]
    return [part for part in found if part]


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST:
            return word[len(article) :]
    return word
