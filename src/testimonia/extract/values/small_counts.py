"""Nought, one and a half: counts that are said without a number word or with the smallest ones.

"No foreigners" is a count and often the most contested one; "a soldier was killed" counts one soldier.
"""

from testimonia.extract.values.counting import Counted, bare_unit, counting_words, find_noun, unit_of
from testimonia.extract.values.hedges import Bounds, apply_modifier
from testimonia.extract.values.pieces import Piece, View
from testimonia.model.values import Hedge
from testimonia.text.units import UNITS

OWNERS = frozenset({"the", "its", "their", "his", "her", "our", "my"})


def find_nought(view: View, i: int) -> Piece | None:
    """ "No foreigners", "none of them", "not a single lorry"."""
    word, j = view.words[i], i + 1
    if word == "not":
        if view.word(j) == "one":
            j += 1
        elif view.word(j) in ("a", "one") and view.word(j + 1) == "single":
            j += 2
        else:
            return None
        is_one = True
    else:
        is_one = False
    if word == "none":
        noun = find_noun(view.doc, view.words, j, number_at=i) if view.word(j) == "of" else None
        if noun is None and view.doc[i].dep_ not in ("nsubj", "nsubjpass", "dobj", "attr", "ROOT"):
            return None
        return _nought(view, i, noun)
    noun = find_noun(view.doc, view.words, j, number_at=j - 1, is_one=is_one)
    if (
        noun is None
        or (not is_one and view.tag(noun.head) not in ("NNS",))
        or view.word(j) in ("more", "fewer", "less", "longer")
    ):
        return None
    if counting_words().has("no_idioms", view.words[noun.head]) or UNITS.match(view.words, noun.head):
        return None
    return _nought(view, i, noun)


def _nought(view: View, i: int, noun: Counted | None) -> Piece:
    head, end, unit = (noun.head, noun.end, noun.unit) if noun else (i, i + 1, bare_unit(view.doc[i]))
    return Piece(i, end, head, "amount", (0.0, 0.0, 0.0), Hedge.EXACT, unit, "", "amount.none", figures=(0.0, None))


def find_single(view: View, i: int) -> Piece | None:
    """ "A soldier was killed", "killing a child": one, where a verb of harm says that someone is counted."""
    noun = view.doc[i].head
    if view.doc[i].dep_ != "det" or noun.tag_ != "NN" or noun.i <= i or noun.i - i > 4 or noun.lower_ in UNITS.time:
        return None
    verb = noun.head
    if verb.tag_[:2] != "VB" or not counting_words().has("casualty_verbs", verb.lemma_.lower()):
        return None
    if noun.dep_ == "nsubjpass" or noun.dep_ == "dobj" or (noun.dep_ == "nsubj" and verb.lemma_.lower() in ("die", "drown")):
        one, unit = (1.0, 1.0, 1.0), unit_of(noun)
        return Piece(i, noun.i + 1, noun.i, "amount", one, Hedge.EXACT, unit, "", "amount.single", figures=(1.0, None))
    return None


def find_half(view: View, i: int) -> Piece | None:
    """Half of something: "half of them", "half the fighters", "about half were foreign"."""
    lists, following = counting_words(), view.word(i + 1)
    if lists.has("not_half_after", following) or lists.has("not_half_before", view.word(i - 1)):
        return None
    noun = None
    if following == "of" or following in OWNERS:
        noun = find_noun(view.doc, view.words, i + 1, number_at=i)
        if noun is None and following != "of":
            noun = find_noun(view.doc, view.words, i + 2, number_at=i)
        if noun is not None and view.words[noun.head] in UNITS.time:
            return None
    elif view.tag(i + 1) not in ("VBD", "VBP", "VBZ", "MD"):
        return None
    bounds: Bounds = (0.5, 0.5, 0.5)
    start, hedge = i, Hedge.EXACT
    if found := view.hedges.match_before(view.words, i):
        start, hedge = found[0], found[1].hedge
        low, best, high = apply_modifier(found[1], 0.5, 0.5)
        bounds = low, best, 1.0 if high is None else min(high, 1.0)
    head, end = (noun.head, noun.end) if noun else (i, i + 1)
    half = (0.5, None)
    return Piece(start, end, head, "amount", bounds, hedge, "ratio", "", "amount.ratio", kind="share", figures=half)
