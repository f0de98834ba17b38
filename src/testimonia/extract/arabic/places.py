"""Find places in Arabic text: names behind a preposition of place or a kind of place, looked up in any script.

Arabic has no capitals, so a name is only tried where places stand, and only kept where the gazetteer knows it or the text
itself says what it is ("the village of ...").
"""

from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from testimonia.extract.arabic.claims import Value
from testimonia.extract.arabic.lexicon import folded, glossary, known_words
from testimonia.extract.arabic.place_areas import read_areas
from testimonia.extract.arabic.words import Text
from testimonia.model.values import PlaceRef
from testimonia.text.arabic import TATWEEL
from testimonia.text.packs import read_table

Lookup = Callable[[str], PlaceRef | None]

_LONGEST = 3


class _PlaceWords(Struct, frozen=True):
    prepositions: frozenset[str]
    kinds: frozenset[str]
    not_places: frozenset[str]


@lru_cache(maxsize=1)
def place_words() -> _PlaceWords:
    """The words around places, folded."""
    table = read_table("ar", "places")
    return _PlaceWords(folded(table["prepositions"]), folded(table["kinds"]), folded(table["not_places"]))


def find_places(text: Text, lookup: Lookup, taken: set[int]) -> list[Value]:
    """The places of a passage, in order.

    Args:
        text: The passage.
        lookup: Name as written -> place, or None.
        taken: Words that belong to times and counts.
    """
    table = place_words()
    found: list[Value] = []
    i, last = 0, -9
    while i < len(text):
        before = text.keys[i - 1] if i else ""
        is_kind = before in table.kinds
        is_listed = i - last <= 1 and (text.words[i].is_joined or before in ("،", ",")) if last >= 0 else False
        if before == "#":
            before = text.keys[i - 2] if i > 1 else ""
            is_kind = before in table.kinds
        stands = before in table.prepositions or is_kind or text.words[i].preposition in ("ب", "ل") or is_listed
        value = _name_at(text, i, lookup, taken, is_kind) if stands and text.words[i].kind == "word" else None
        if value is None:
            i += 1
            continue
        found.append(value)
        i = last = value.last
    return read_areas(text.raw, text.start, found)


def _name_at(text: Text, i: int, lookup: Lookup, taken: set[int], is_kind: bool) -> Value | None:
    table = place_words()
    word = text.words[i]
    if i in taken or word.key in table.kinds or word.surface.isascii():
        return None
    is_common = word.key in known_words() and not word.has_article
    for size in range(_LONGEST, 0, -1):
        last = i + size
        if last > len(text) or any(
            text.words[j].kind != "word" or j in taken or text.words[j].is_joined for j in range(i + 1, last)
        ):
            continue
        if size == 1 and (is_common or _is_common(text, i)):
            continue
        for start in dict.fromkeys((word.inner, word.start)):
            # What looks like a glued letter may belong to the name.
            words = text.raw[start - text.start : text.words[last - 1].end - text.start]
            name = " ".join(words.split()).replace(TATWEEL, "")
            place = lookup(name) if len(name) > 2 else None
            if place is not None:
                return Value(i, last, start, text.words[last - 1].end, replace(place, words=words), "arabic.place")
    if is_kind and not is_common and not _is_common(text, i) and not word.preposition:
        ref = PlaceRef(text.inner_slice(i, i + 1), text.inner_slice(i, i + 1))
        return Value(i, i + 1, word.inner, word.end, ref, "arabic.place.kind")
    return None


def _is_common(text: Text, i: int) -> bool:
    word = text.words[i]
    return word.surface in place_words().not_places or word.key in place_words().not_places or bool(glossary().lemma(word.key))
