"""What speaks for and against reading some words as the name of a place, in points.

Why points and not a list of patterns: the model errs on villages and on people called Georgia, the gazetteer knows towns
called Police and Reading, a preposition stands before everything. No single sign decides; together they do, and the sum
can be checked by hand. The points were set by judgement, one number for one sort of sign, and looked at on news texts.
"""

from functools import lru_cache

from msgspec import Struct, convert

from testimonia.extract.values.place_text import PlaceText
from testimonia.gazetteer.places import Standing
from testimonia.text.packs import read_table

THRESHOLD = 0.5
"""Points from which a name is taken for a place."""

UNKNOWN = -1.6
SIZE_MIDDLE, SIZE_SLOPE, SIZE_MOST = 0.45, 6.0, 2.6
"""A name the gazetteer does not have; how points grow with the size of the largest place of that name."""

MODEL = {"GPE": 2.2, "LOC": 1.9, "FAC": 1.2}
MODEL_PART = 0.3
DOUBT = {"": -0.8, "PERSON": -0.7, "ORG": -0.7, "NORP": -1.2}
DOUBT_OTHER = -1.2
INSIDE_ORGANISATION = -1.3
INSIDE_PERSON = -4.0
"""By what the model says of exactly these words, of more words, and of a part."""

KIND_NOUN, KIND_OF, FIRM, LIKELY, AT_END_OF_PERSON = 2.2, 2.6, 1.6, 0.8, 2.2
QUALIFIED, DATELINE, POSSESSED, BASED, PARTY_SEAT, OFFICE, OF_IN_ORGANISATION = 2.5, 2.2, 1.4, 2.0, 3.0, 2.0, 1.5
LISTED, SEEN_BEFORE, IN_DIVISIONS = 1.6, 1.3, 3.0
REGION_AFTER = 2.6
SPATIAL = 2.7
"""Before a name that nothing else calls a place: "towards Shanine", "near Markada"."""

TITLED, IS_PERSON, SPEAKS, HAS_KIN, BRAND, CUT = -4.0, -3.0, -1.6, -2.0, -3.5, -1.2
CUT_BEFORE, CUT_BEFORE_ENTITY, ACRONYM, SAINT = -2.5, -1.0, -3.0, -2.5
ACTS, COMMON_WORD = -0.8, -2.0
FINITE_VERBS = ("VBD", "VBZ", "MD")
BETWEEN = 7
"""Words within which "between" belongs to "and"."""

LONGEST_ACRONYM, POSTAL_CODE = 4, 2


class Words(Struct, frozen=True):
    """The tables of one language as sets."""

    leading: frozenset[str]
    trailing: frozenset[str]
    joiners: frozenset[str]
    articles: frozenset[str]
    firm: frozenset[str]
    spatial: frozenset[str]
    sides: frozenset[str]
    likely: frozenset[str]
    kinds: frozenset[str]
    possessed: frozenset[str]
    offices: frozenset[str]
    brands: frozenset[str]
    divisions: frozenset[str]
    waters: frozenset[str]
    lands: frozenset[str]
    streets: frozenset[str]
    before_names: frozenset[str]
    highways: frozenset[str]
    titles: frozenset[str]
    kin: frozenset[str]
    family: frozenset[str]
    regions: frozenset[str]
    speaking: frozenset[str]
    demonyms: frozenset[str]
    demonym_endings: tuple[str, ...]
    not_places: frozenset[str]
    kind_nouns: frozenset[str]


@lru_cache(maxsize=4)
def read_words(language: str) -> Words:
    """The words around places of one language pack."""
    table = read_table(language, "places")
    kind_nouns = [*table["divisions"], *table["waters"], *table["lands"], *table["streets"]]
    return convert({**table, "kind_nouns": kind_nouns}, Words)


def size_points(size: float) -> float:
    """Points for how large the largest place of that name is, 0 to 1."""
    return min(SIZE_MOST, SIZE_SLOPE * (size - SIZE_MIDDLE)) if size > 0 else UNKNOWN


def model_points(text: PlaceText, first: int, end: int, words: Words) -> float:
    """Points for what the language model says of these words."""
    at = text.entity[first]
    if at < 0 or any(text.entity[i] != at for i in range(first, end)):
        labels = {text.label(i) for i in range(first, end)} - {""}
        if labels and labels <= MODEL.keys():
            return MODEL["LOC"]
        return -2.5 if labels & {"PERSON", "DATE", "MONEY", "CARDINAL"} else DOUBT[""]
    start, stop, label = text.entities[at]
    while start < first and text.lowers[start] in words.leading:
        start += 1
    while stop > end and (text.lowers[stop - 1] in words.trailing or not text.words[stop - 1][0].isalnum()):
        stop -= 1
    if (start, stop) == (first, end):
        return MODEL.get(label, DOUBT.get(label, DOUBT_OTHER))
    if label in MODEL:
        return MODEL_PART
    if label == "PERSON":
        return INSIDE_PERSON if text.lower(end) not in words.offices | words.titles or first > start else INSIDE_ORGANISATION
    return INSIDE_ORGANISATION if label == "ORG" else INSIDE_ORGANISATION + DOUBT_OTHER / 2


def points_before(text: PlaceText, first: int, words: Words) -> float:
    """Points for the words before a name."""
    before = text.lower(first - 1)
    if before in words.titles or (before == "," and text.lower(first - 2) in words.family):
        return TITLED
    if before in ("the", "a", "an") and first:
        first -= 1
        before = text.lower(first - 1)
    if before == "of":
        return _points_of(text, first - 1, words)
    if before == "and" and "between" in text.lowers[max(0, first - BETWEEN) : first]:
        return FIRM
    if before == "-" and text.lower(first - 2) in ("r", "d", "i"):
        return PARTY_SEAT
    if before in words.firm:
        return FIRM
    return LIKELY if before in words.likely else 0.0


def is_spatial(text: PlaceText, first: int, words: Words) -> bool:
    """Whether only a place can stand after the word before a name: "near", "towards", "north of"."""
    before = text.lower(first - 1)
    if before == "of":
        return text.lower(first - 2) in words.sides
    return before in words.spatial


def _points_of(text: PlaceText, of: int, words: Words) -> float:
    """Points for "of": of a kind of place, of the organisation, of where somebody is from."""
    left = of - 1
    if left < 0:
        return 0.0
    is_office = text.is_capital(left) and (text.label(left) == "ORG" or text.label(of) == "ORG")
    if not is_office and (text.lower(left) in words.kinds or text.lower(left).rstrip("s") in words.kinds):
        return KIND_OF
    if text.label(left) == "PERSON" or text.lower(left) in (",", "all", "formerly", "residents"):
        return AT_END_OF_PERSON
    if is_office:
        return OF_IN_ORGANISATION if text.lower(left) in words.offices else 0.0
    return LIKELY


def points_after(text: PlaceText, first: int, end: int, words: Words) -> float:
    """Points for the words after a name."""
    after = text.lower(end)
    if not after:
        return 0.0
    points = 0.0
    if after == "-" and text.is_joined(end):
        if text.lower(end + 1) in ("based", "born", "area", "bound", "backed", "led", "controlled", "held", "administered"):
            points += BASED
        elif text.is_capital(end + 1) and text.is_joined(end + 1):
            points += CUT
    if after in ("'s", "’s"):
        if text.lower(end + 1) in words.kin:
            points += HAS_KIN
        if text.lower(first) in ("st.", "st", "saint"):
            points += SAINT
    if after in words.speaking or (
        text.lower(first - 1) in words.speaking and text.lower(first - 1) not in ("was", "had", "who")
    ):
        points += SPEAKS
    if not text.is_capital(end):
        if after in words.regions:
            points += REGION_AFTER
        elif after in words.possessed:
            points += POSSESSED
        elif after in words.brands:
            points += BRAND
        elif after in ("and", "&") and text.label(end) == "ORG" and text.entity[end] == text.entity[first]:
            points += CUT
    if _is_dateline(text, first, end):
        points += DATELINE
    if text.is_capital(end) and text.words[end][0].isalpha():
        points += _points_in_name(text, first, end, words)
    return points


def shape_points(text: PlaceText, first: int, end: int, *, standing: Standing, is_entity: bool) -> float:
    """Points for how the words are written: an acronym, a common word, the rest of a longer name."""
    points = 0.0
    word = text.words[first]
    if end - first == 1 and word.isupper() and len(word) <= LONGEST_ACRONYM and "." not in word:
        is_code = len(word) == POSTAL_CODE and text.lower(first - 1) not in (",", "-", "(")
        if not standing.is_division or (is_code and not standing.is_country):
            points += ACRONYM
    before = first - 1
    if text.is_capital(before) and text.words[before][-1].isalnum() and not text.sentence_starts[before]:
        is_same = text.entity[first] >= 0 and text.entity[before] == text.entity[first]
        if not standing.is_division:
            points += CUT_BEFORE_ENTITY if is_entity else CUT_BEFORE
        elif is_same and text.label(first) == "ORG":
            points += CUT_BEFORE
    if not standing.is_division and text.tag(end) in FINITE_VERBS and text.lower(first - 1) not in ("of", "in"):
        points += ACTS
    return points


def _is_dateline(text: PlaceText, first: int, end: int) -> bool:
    """Whether a name stands before the dash or the agency at the head of a report."""
    if not (text.sentence_starts[first] or text.words[first].isupper()) or not text.words[first].isupper():
        return first == 0 and text.lower(end) in ("—", "–", "--")
    return text.lower(end) in ("—", "–", "--", "-", "(", ":") and len(text.words[first]) > 2


def _points_in_name(text: PlaceText, first: int, end: int, words: Words) -> float:
    """Points for the capitalised words that go on after a name: an office of the place, a brand, a longer name."""
    stop = end
    while (
        stop < len(text) and (text.is_capital(stop) or text.lowers[stop] in ("of", "and", "&", "for", "the")) and stop < end + 8
    ):
        stop += 1
    while stop > end and not text.is_capital(stop - 1):
        stop -= 1
    rest = text.lowers[end:stop]
    at = text.entity[first]
    inside = text.lowers[end : text.entities[at][1]] if at >= 0 and text.entities[at][1] > end else rest
    if any(word in words.brands for word in (*inside, *rest[:2])):
        return BRAND
    if any(word in words.offices for word in (*rest[:1], *inside)):
        return OFFICE if at < 0 or text.entities[at][0] >= first - 1 else 0.0
    return CUT
