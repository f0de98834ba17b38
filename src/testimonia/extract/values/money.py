"""Sums of money: which currency a number is in, and when a bare number continues a sum.

"600 dollars a person and at least 1,500 for a family" names the currency once; the second figure is money all the same.
"""

from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Doc

from testimonia.extract.values.counting import counting_words
from testimonia.extract.values.readings import Reading
from testimonia.text.units import MONEY


class Currency(Struct, frozen=True):
    """A currency beside a number: unit, and the tokens the sum now covers."""

    unit: str
    start: int
    end: int
    sign: tuple[int, int] = (0, 0)
    """Tokens of the sign or the word itself."""


def find_currency(doc: Doc, words: Sequence[str], reading: Reading) -> Currency | None:
    """The currency of a number, by a sign before it or a word after it.

    Words that are money only sometimes ("pounds", "cents") need an adjective of country or a verb of payment nearby.
    """
    first, end = reading.first, reading.end
    if first and words[first - 1] in MONEY.symbols:
        symbol = words[first - 1]
        if not symbol.isalpha() or symbol not in MONEY.ambiguous or _is_payment(doc, first):
            start = first - 1
            unit = MONEY.symbols[symbol]
            if symbol == "$" and start and (code := MONEY.symbols.get(words[start - 1].replace(".", "") + "$")):
                start, unit = start - 1, code
            end = _sign_after(words, end, unit)
            return Currency(unit, min(start, reading.start), end, (start, first))
    if end - first > 2 and words[end - 2] in MONEY.symbols and not words[end - 2].isalpha():  # "8 or $9"
        return Currency(MONEY.symbols[words[end - 2]], reading.start, end, (end - 2, end - 1))
    at = end + 1 if end < len(words) and words[end] in ("-", "‑") else end
    if at < len(words) and words[at] == "of":
        at += 1
    if at < len(words) and words[at] in MONEY.symbols and not words[at].isalpha() and at == end:
        return Currency(MONEY.symbols[words[at]], reading.start, at + 1, (at, at + 1)) if not _opens_next(words, at) else None
    match = MONEY.match_word(words, at)
    if match is None:
        return None
    stop, unit = match
    if words[stop - 1] in MONEY.ambiguous and stop - at == 1 and not _is_sum(doc, words, at, stop):
        return None
    return Currency(unit, reading.start, stop, (at, stop))


def _sign_after(words: Sequence[str], end: int, unit: str) -> int:
    """A currency said twice: "$600 dollars", "$600 US"."""
    if end < len(words) and words[end] in ("us", "u.s.", "usd", "dollars") and unit == "USD":
        return end + 1
    return end


def _opens_next(words: Sequence[str], at: int) -> bool:
    """Whether a sign belongs to the number after it ("between 5 $10 notes")."""
    return at + 1 < len(words) and words[at + 1][:1].isdigit()


def _is_sum(doc: Doc, words: Sequence[str], at: int, stop: int) -> bool:
    """Whether an ambiguous word is money: pounds are, unless they weigh something; the others only beside a payment."""
    if not words[at].startswith("pound"):
        return _is_payment(doc, at)
    is_weight = words[at - 1] in ("-", "‑") or words[stop : stop + 1] == ["of"]
    return not (is_weight or _near(doc, at, counting_words().table["weighing"])) or _is_payment(doc, at)


def _is_payment(doc: Doc, at: int) -> bool:
    """Whether the sentence speaks of paying within a few words."""
    return _near(doc, at, MONEY.signs)


def _near(doc: Doc, at: int, lemmas: frozenset[str]) -> bool:
    """Whether one of some lemmas stands within a few words in the same sentence."""
    first, last = max(0, at - 12), min(len(doc), at + 10)
    while first < at and any(doc[i].lower_ in (".", ";", "?", "!") for i in range(first, at)):
        first += 1
    for i in range(first, last):
        if i > at and doc[i].lower_ in (".", ";", "?", "!"):
            return False
        if doc[i].lemma_.lower() in lemmas:
            return True
    return False


def continues_sum(words: Sequence[str], previous_end: int, reading: Reading) -> bool:
    """Whether a bare number goes on with a sum that ended a few words before it.

    It does when only joining words stand between, and what follows says what it is paid for or ends the clause.
    """
    gap = words[previous_end : reading.start]
    if len(gap) > 7 or any(word in (".", ";", "?", "!") for word in gap):
        return False
    is_joined = any(word in ("and", "or", "to", ",", "but", "then", "now") for word in gap)
    if not is_joined and not (reading.modifier and len(gap) <= 4):
        return False
    after = words[reading.stop] if reading.stop < len(words) else "."
    return after in ("for", "per", "a", "an", "each", ".", ",", ";", "if", "to", "from")
