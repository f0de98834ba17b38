"""Find places as they are named, and look them up.

The statistical model knows most towns of the world's news and few villages of a war; the gazetteer knows the villages but
also that "Police" is a town in Poland. So a place must be named as one by the model, or stand where places stand and be
known to the gazetteer. Demonyms ("Syrian", "the French") are not places.
"""

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token

from testimonia.extract.values.found import Found
from testimonia.model.values import PlaceRef
from testimonia.text.packs import read_table

Lookup = Callable[[str], PlaceRef | None]

LABELS = frozenset({"GPE", "LOC", "FAC"})
DOUBTFUL = frozenset({"", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "GPE", "LOC", "FAC"})
"""Labels under which the model hides places it does not know."""
PROPER = frozenset({"NNP", "NNPS"})
JOINERS = frozenset(
    {"-", "–", "al", "el", "de", "of", "the", "as", "ar", "ash", "ad", "an", "at", "az", "en", "es", "del", "la", "'", "’"}
)
LONGEST = 5


def find_places(doc: Doc, lookup: Lookup) -> list[Found]:
    """Find the places of one passage.

    Args:
        doc: one passage, tagged, parsed, with named entities.
        lookup: name -> place with coordinates, or None if it is not known or would be a guess.

    Returns:
        Places in text order, without overlaps. A place that only the model sees is kept, without coordinates.
    """
    taken: dict[int, Found] = {}
    covered: set[int] = set()
    for span in _entities(doc):
        found = _found(span, lookup(span.text), "place.entity")
        taken[span.start] = found
        covered.update(range(span.start, span.end))
    known = {found.value.words for found in taken.values() if isinstance(found.value, PlaceRef)}
    for start in _positions(doc):
        if start in covered:
            continue
        for span in _candidates(doc, start, covered):
            place = lookup(span.text)
            if place is not None or span.text in known:
                taken[span.start] = _found(span, place, "place.preposition")
                covered.update(range(span.start, span.end))
                break
    return [taken[start] for start in sorted(taken)]


def _entities(doc: Doc) -> Iterator[Span]:
    """Entities that name places, without the article and the 's, and without what only looks like a name."""
    for entity in doc.ents:
        if entity.label_ not in LABELS:
            continue
        span = _trimmed(doc, entity.start, entity.end)
        if span is not None and _is_name(span, entity.label_):
            yield span


def _trimmed(doc: Doc, start: int, end: int) -> Span | None:
    words = read_table("en", "places")
    before, after = words["leading"], words["trailing"]
    while start < end and (doc[start].lower_ in before or doc[start].is_space or doc[start].tag_ in ("DT", "``", "''")):
        start += 1
    while end > start and (
        doc[end - 1].lower_ in after or doc[end - 1].is_space or (doc[end - 1].is_punct and doc[end - 1].text != ".")
    ):
        end -= 1
    return doc[start:end] if start < end else None


def _is_name(span: Span, label: str) -> bool:
    """Whether an entity is the name of a place and no demonym, common noun or direction."""
    root = span.root
    if not any(token.text[:1].isupper() or not token.text.isascii() for token in span) or _is_demonym(span):
        return False
    if label == "FAC" and not any(token.tag_ in PROPER for token in span):
        return False
    words = read_table("en", "places")
    return not (root.dep_ == "amod" and root.tag_ == "JJ") and span.text.lower() not in words["not_places"]


def _is_demonym(span: Span) -> bool:
    """Whether one word is an adjective of nationality or a people."""
    if len(span) != 1:
        return False
    word, words = span[0].lower_, read_table("en", "places")
    if word in words["demonyms"]:
        return True
    return span[0].tag_ in ("JJ", "NNPS") and word.endswith(tuple(words["demonym_endings"]))


def _positions(doc: Doc) -> Iterator[int]:
    """Tokens at which a place may begin: after a preposition of place or a kind of place, and on along "X, Y and Z"."""
    words = read_table("en", "places")
    prepositions, kinds = frozenset(words["prepositions"]), frozenset(words["kinds"])
    last = -2
    for token in doc:
        i = token.i
        if not _opens_name(token):
            continue
        before = doc[i - 1] if i else None
        if before is None:
            continue
        is_after = before.lower_ in prepositions or (before.lower_ == "the" and i > 1 and doc[i - 2].lower_ in prepositions)
        is_kind = before.lower_ == "of" and i > 1 and doc[i - 2].lemma_.lower() in kinds
        is_listed = before.lower_ in (",", "and", "or", "to") and last >= 0 and _is_list(doc, last, i)
        if is_after or is_kind or is_listed or (token.ent_type_ == "NORP" and token.tag_ in PROPER):
            last = i
            yield i


def _opens_name(token: Token) -> bool:
    """Whether a token can be the first of a name: capitalised, or an Arabic article in front of one."""
    if token.ent_type_ not in DOUBTFUL:
        return False
    text = token.text
    if text[:1].isupper():
        return token.tag_ in PROPER or token.ent_type_ != "" or token.tag_ in ("JJ", "NN")
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return text in ("al", "el", "ar", "ash", "as", "ad") and following is not None and following.text[:1] in "-‑"


def _is_list(doc: Doc, last: int, i: int) -> bool:
    """Whether only names, commas and joining words stand between the last place position and this one."""
    return i - last <= 6 and all(
        doc[j].text[:1].isupper() or doc[j].lower_ in (",", "and", "or", "to", "-") for j in range(last, i)
    )


def _candidates(doc: Doc, start: int, covered: set[int]) -> Iterator[Span]:
    """Names that begin at a token, longest first."""
    end = start
    while end < len(doc) and end - start < LONGEST + 3 and end not in covered:
        token = doc[end]
        if not (token.text[:1].isupper() or (token.lower_ in JOINERS and end + 1 < len(doc))):
            break
        end += 1
    while end > start:
        if doc[end - 1].text[:1].isupper() and not _is_person(doc, start, end):
            span = doc[start:end]
            if span.text.lower() not in read_table("en", "places")["not_places"] and not _is_demonym(span):
                yield span
        end -= 1


def _is_person(doc: Doc, start: int, end: int) -> bool:
    """Whether the name is a person's full name, or a part of a longer one: places are not cut out of people."""
    token = doc[start]
    if token.ent_type_ != "PERSON":
        return False
    first, last = start, end
    while first and doc[first].ent_iob_ == "I":
        first -= 1
    while last < len(doc) and doc[last].ent_iob_ == "I":
        last += 1
    return last - first > 1


def _found(span: Span, place: PlaceRef | None, rule: str) -> Found:
    """A place under the words it was named with; its coordinates are the gazetteer's."""
    if place is None:
        value = PlaceRef(span.text, span.text)
    else:
        value = PlaceRef(place.name, span.text, place.lat, place.lon, place.gazetteer_id, place.country)
    return Found(span.start_char, span.end_char, value, span.root.i, rule)
