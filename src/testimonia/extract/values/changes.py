"""Whether a figure says by how much something went up or down.

"Rose 8 per cent" and "an 8 per cent share" have the same figure; only the word before it tells a change from a level.
"""

from testimonia.extract.values.counting import counting_words
from testimonia.extract.values.pieces import Piece, View

FILLERS = frozenset(["by", "another", "further", "just", "only", "some", "as", "much", "even", "about"])
REACH = 14
"""Tokens between a verb of change and its "by" at most."""


def find_direction(view: View, piece: Piece) -> str:
    """ "up" or "down" for a figure that is a change, empty for a level."""
    i, is_by = piece.start - 1, False
    is_range = piece.reading is not None and piece.reading.low != piece.reading.high
    if i >= 0 and view.words[piece.start] == "by":
        is_by = True
    while i >= 0 and view.words[i] in FILLERS:
        is_by = is_by or view.words[i] == "by"
        i -= 1
    if piece.kind == "count" and piece.unit not in ("", "point") and not is_by:
        return ""  # "dropped two bombs", "lost 30 men"
    if i < 0 or (is_range and not is_by) or (piece.reading is not None and piece.reading.interval is not None):
        return ""
    if direction := _direction_at(view, i, piece):
        return direction
    return _direction_before(view, i, piece) if is_by else ""


def _direction_before(view: View, i: int, piece: Piece) -> str:
    """The last verb of change before "by" in the sentence: "shares were down 2.3%, Burlington by 2.6%"."""
    for j in range(i, max(-1, i - REACH), -1):
        if view.words[j] in (".", ";", "?", "!"):
            break
        if direction := _direction_at(view, j, piece):
            return direction
    return ""


def _direction_at(view: View, i: int, piece: Piece) -> str:
    """The direction a word says: a verb of change, or "up" and "down" that belong to no other verb."""
    lists, token = counting_words(), view.doc[i]
    word = view.words[i]
    if word in ("up", "down"):
        before = view.doc[i - 1] if i else None
        is_verb = before is not None and before.tag_[:2] == "VB"
        if is_verb and before is not None and not lists.has("direction_verbs", before.lemma_.lower()):
            return ""
        return word
    lemma = token.lemma_.lower()
    for direction in ("up", "down"):
        if lists.has(f"{direction}_verbs", lemma) and token.tag_[:2] in ("VB", "NN"):
            is_near = all(word in FILLERS for word in view.words[i + 1 : piece.start])  # "a decrease by 1"
            return direction if token.tag_[:2] == "VB" or is_near else ""
        if lists.has(f"{direction}_objects", lemma) and token.tag_[:2] == "VB":
            return direction
    return ""
