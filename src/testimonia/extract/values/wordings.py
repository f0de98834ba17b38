"""How a quantity was put: its figures, its sign of change, the words of its unit and the noun phrase it belongs to.

The value of a claim is an interval in a unit of ours; whoever compares our reading with somebody else's, or shows a figure
as it was printed, needs what was said instead.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from testimonia.extract.values.changes import find_direction
from testimonia.extract.values.counting import DETERMINERS, NOUNS, harmed_at
from testimonia.extract.values.found import Said
from testimonia.extract.values.pieces import Piece, View
from testimonia.extract.values.readings import DASHES, Kind
from testimonia.model.values import Hedge
from testimonia.text.numbers import number_words
from testimonia.text.units import MONEY, UNITS

LEADING = DETERMINERS | DASHES | {"of", "more", "a", "an", "most", "least", ",", "'s", "’s", "and", "or"}


def describe(view: View, piece: Piece) -> Said:
    """What was said, from a piece and the passage around it."""
    first, second = _figures(view, piece)
    unit, name = _unit(view, piece)
    return Said(first, second, _change(view, piece), unit, name, _concept(view, piece))


def _figures(view: View, piece: Piece) -> tuple[float | None, float | None]:
    """The figures in the unit that was said; "dozens" is from one dozen to ten, "several" has none."""
    if piece.figures is not None:
        return piece.figures
    reading = piece.reading
    if reading is None:
        return None, None
    if reading.kind in (Kind.NUMBER, Kind.FRACTION):
        return reading.low, reading.high if reading.high != reading.low else None
    size = _size(view.words[reading.first : reading.end])
    return (size, 10 * size) if size else (None, None)


def _size(words: list[str]) -> float:
    """The number that plurals of number words name: a dozen for "dozens", ten thousand for "tens of thousands"."""
    lexicon = number_words()
    sizes = lexicon.groups | lexicon.scales | {"ten": 10}
    size = 1.0
    for word in words:
        if word == "of":
            continue
        if word[-1:] != "s" or word[:-1] not in sizes:
            return 0.0
        size *= sizes[word[:-1]]
    return size


def _change(view: View, piece: Piece) -> str:
    """The sign: more and less than before up and down, those before about."""
    sign = _sign(piece)
    last = view.earlier.get(piece.start)
    if sign == "=" and last and view.word(piece.start - 1) == "(" and piece.start == last.end + 1 and last.kind == piece.kind:
        sign = _sign(last).replace("~", "=")  # "less than 7 miles (11 km)" says the same twice
    if piece.kind in ("score", "change") or (piece.reading and piece.reading.kind is Kind.VAGUE and sign == "~"):
        return "="  # "maybe dozens" says no more than "dozens"
    if sign in ("<", ">") or piece.kind in ("age", "singular", "part"):
        return sign
    modifier = piece.reading.modifier if piece.reading else None
    if modifier and modifier.hedge is Hedge.ABOUT and modifier.sign == "=":
        return sign  # an average is a level, whatever it is the average of
    return find_direction(view, piece) or sign


def _sign(piece: Piece) -> str:
    return piece.reading.modifier.sign if piece.reading and piece.reading.modifier else "="


def _unit(view: View, piece: Piece) -> tuple[str, str]:
    """The words of the unit, and the same in one spelling."""
    words, name = _unit_words(view, piece)
    start = max(piece.unit_at[1], piece.reading.end if piece.reading else 0) if piece.unit_at != (0, 0) else piece.head + 1
    if not words or not piece.rate_end or view.word(start) in ("for", "from"):
        return words, name
    rate = " ".join(word for word in view.words[start : piece.rate_end] if word not in DASHES)
    return f"{words} {rate}", f"{name} per {piece.per or UNITS.rates.get(rate.split()[-1], rate.split()[-1])}"


def _unit_words(view: View, piece: Piece) -> tuple[str, str]:
    start, end = piece.unit_at
    text = " ".join(view.words[start:end])
    if piece.kind == "age":
        return text, piece.unit
    if piece.value_type == "money":
        return text or piece.unit, MONEY.names.get(piece.unit, piece.unit)
    glued = view.glued.get(piece.reading.end - 1, "") if piece.reading else ""
    if glued:
        return glued, UNITS.names.get(glued, glued)
    if piece.unit_at != (0, 0):
        return text, UNITS.names.get(text) or _singular(view, end - 1, text)
    noun = _noun_words(view, piece)
    if piece.unit == "ratio":
        head = view.doc[piece.head].lemma_.lower() if noun else ""
        return f"% {noun}".strip(), f"% {head}".strip()
    if not noun:
        return piece.unit, piece.unit
    lemma = view.doc[piece.head].lemma_.lower()
    return noun, lemma if view.tag(piece.head) in NOUNS and lemma != "other" else piece.unit or noun


def _singular(view: View, last: int, text: str) -> str:
    """A unit's words with the last one in the singular."""
    before, _, _ = text.rpartition(" ")
    return f"{before} {view.doc[last].lemma_.lower()}".strip()


def _noun_words(view: View, piece: Piece) -> str:
    """The counted noun with what stands between it and the number."""
    start = piece.reading.end if piece.reading else piece.start + 1
    if piece.head < start or view.tag(piece.head) not in NOUNS | {"PRP"}:
        return ""
    is_share = piece.kind == "share"
    while start < piece.head and (
        view.words[start] in LEADING or view.tag(start) in ("CD", "IN") or (is_share and view.tag(start) == "DT")
    ):
        start += 1
    return " ".join(word for word in view.words[start : piece.head + 1] if word not in ("'s", "’s", "'", "’"))


def _concept(view: View, piece: Piece) -> str:
    """The noun phrase a quantity belongs to: what is measured, or the counted noun with all that narrows it."""
    head = view.doc[piece.head]
    if piece.kind in ("measure", "money", "duration"):
        for child in _children(head):
            if child.dep_ == "prep" and child.lower_ == "of":
                return _phrase(next((c for c in _children(child) if c.dep_ == "pobj"), None), piece)
        above = head.head
        if above.tag_ in NOUNS and above.i > head.i:
            return _phrase(above, piece)
        while above.tag_[:2] != "VB" and above.head.i != above.i:
            above = above.head
        return _phrase(next((c for c in _children(above) if c.dep_ in ("nsubj", "nsubjpass")), None), piece)
    if head.tag_ not in NOUNS:
        at = harmed_at(head)
        return head.doc[at].text if at else ""
    return _phrase(head, piece)


def _phrase(noun: Token | None, piece: Piece) -> str:
    """The words of a noun phrase near its head, without numbers and small words."""
    if noun is None:
        return ""
    near = (token for token in _subtree(noun) if abs(token.i - noun.i) < 8 and not piece.start <= token.i < piece.head)
    return " ".join(token.text for token in near if token.tag_ in NOUNS or token.tag_[:2] in ("JJ", "VB"))


def _children(token: Token) -> Iterable[Token]:
    children: Iterable[Token] = token.children
    return children


def _subtree(token: Token) -> Iterable[Token]:
    subtree: Iterable[Token] = token.subtree
    return subtree
