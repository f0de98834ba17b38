"""The same deed in other words: "the convoy left", "the buses pulled out".

Two verbs of one class make one event only where everything else speaks for it: one day, doers and things that agree, and no
other place. It is kept narrow on purpose. Two events shown where there was one can be put together by any reader; two events
shown as one hide that there were two.
"""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from testimonia.model.phrases import told
from testimonia.reconstruct.distances import apart_km
from testimonia.reconstruct.mentions import WORD, Mention
from testimonia.text.packs import read_table

NEAR_KM = 25.0
"""Places nearer than this are one where other words are used for what happened there."""
REACH = 3
"""Words behind a verb among which its particle stands: "pulled the buses out"."""


BE = frozenset({"was", "were", "is", "are", "been", "being", "be", "got"})


class _Deeds(Struct, frozen=True):
    """The table, turned round."""

    classes: dict[str, tuple[tuple[str, str], ...]]
    """Verb -> particle (empty: none is needed) and class, those with a particle first."""
    groups: dict[str, str]
    crowds: frozenset[str]
    """Groups of which there are many on one day: "people fled" needs a place."""
    other: frozenset[str]
    voiceless: frozenset[str]
    """Classes whose doer and sufferer are one: a bridge that fell was felled by nobody in the sentence."""


@lru_cache(maxsize=1)
def _deeds() -> _Deeds:
    table = read_table("en", "deeds")
    classes: dict[str, list[tuple[str, str]]] = {}
    for name, verbs in table["classes"].items():
        for words in verbs:
            verb, _, particle = words.partition(" ")
            classes.setdefault(verb, []).append((particle, name))
    return _Deeds(
        {verb: tuple(sorted(found, key=lambda pair: not pair[0])) for verb, found in classes.items()},
        {noun: name for name, nouns in table["participants"].items() for noun in nouns},
        frozenset(table["words"]["crowds"]),
        frozenset(table["words"]["other"]),
        frozenset(table["words"]["voiceless"]),
    )


@lru_cache(maxsize=16_384)
def deeds_of(predicate: str, sentence: str) -> frozenset[str]:
    """The classes of a verb as it stands in a sentence; empty if it has none.

    A verb with a particle is another verb than without it: "set off" leaves, "set" does not.

    >>> [sorted(deeds_of("set", text)) for text in ("They set off at dawn", "They set the table")]
    [['departure'], []]
    """
    found = _deeds().classes.get(predicate, ())
    if not found:
        return frozenset()
    words = [word.casefold() for word in WORD.findall(sentence)]
    with_particle = frozenset(name for particle, name in found if particle and _has_particle(words, predicate, particle))
    return with_particle or frozenset(name for particle, name in found if not particle)


def _has_particle(words: Sequence[str], verb: str, particle: str) -> bool:
    """Whether a particle follows a form of a verb. Forms begin alike (pull, pulled; come, came), but for "went"."""
    starts = [place for place, word in enumerate(words) if word[0] == verb[0] or (verb == "go" and word == "went")]
    return any(particle in words[place + 1 : place + 1 + REACH] for place in starts)


def same_deed(one: Mention, other: Mention) -> str:
    """Why two mentions in other words are one deed; empty if they are not.

    Args:
        one, other: mentions whose times can be one and whose places are not far apart.
    """
    if one.predicate == other.predicate or not one.thing or not other.thing:
        return ""
    names = deeds_of(one.predicate, one.sentence) & deeds_of(other.predicate, other.sentence)
    if not names or not (_is_one_day(one) and _is_one_day(other)) or (_spoken(one) ^ _spoken(other)) & _deeds().other:
        return ""
    mine, theirs = _participants(one), _participants(other)
    if not _do_alike(one, other, (mine, theirs)):
        return ""
    few, many = sorted((mine, theirs), key=lambda some: (len(some), sorted(some)))
    if not all(_has_like(noun, many) for noun in few):
        return ""
    place = _shared_place(one, other)
    if not place and one.places and other.places:
        return ""
    is_loose = any(_deeds().groups.get(noun) in _deeds().crowds for noun in few) or not few <= many
    if is_loose and not place and not (mine & theirs) - _deeds().groups.keys():
        return ""  # "the bus left", "the convoy set off": nothing but the day says that these are one
    both = " and ".join(sorted({f"'{one.thing} {one.predicate}'", f"'{other.thing} {other.predicate}'"}))
    words = f"the same {sorted(names)[0]} in other words ({both}){f' in {place}' if place else ''}"
    return told(words, "likeness.deed_in" if place else "likeness.deed", deed=sorted(names)[0], both=both, place=place or "")


def _do_alike(one: Mention, other: Mention, participants: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether the same one does it, or it is done to the same one: "the mayor was held" is not "the mayor held the doctor"."""
    passives = _is_passive(one), _is_passive(other)
    if passives[0] == passives[1]:
        return _is_like(one.thing, other.thing)
    first, second = (one, participants[0]), (other, participants[1])
    (done, _), (doing, words) = (first, second) if passives[0] else (second, first)
    if done.thing == doing.thing:
        return bool(deeds_of(doing.predicate, doing.sentence) & _deeds().voiceless)
    return _has_like(done.thing, words - {doing.thing})


def _is_passive(mention: Mention) -> bool:
    words = [word.casefold() for word in WORD.findall(mention.sentence)]
    for place, word in enumerate(words):
        if word[:2] == mention.predicate[:2] and word.endswith(("ed", "en", "n", "t", "d", "k")):
            return any(before in BE for before in words[max(0, place - 2) : place])
    return any(word in BE and words[place + 1 : place + 2] for place, word in enumerate(words))


def _spoken(mention: Mention) -> frozenset[str]:
    return frozenset(word.casefold() for word in WORD.findall(mention.sentence))


def _is_one_day(mention: Mention) -> bool:
    days = mention.bounds.days
    return days is not None and days[0] == days[1]


def _participants(mention: Mention) -> frozenset[str]:
    """Who and what the sentence speaks of beside the verb; a place is none."""
    named = {word.casefold() for place in mention.places for text in (place.name, place.words) for word in WORD.findall(text)}
    lemmas = {word.removesuffix("s") for word in named}  # a lemmatiser takes Homs for several
    return (mention.words | {mention.thing}) - {mention.predicate, ""} - named - lemmas


def _has_like(noun: str, others: frozenset[str]) -> bool:
    return any(_is_like(noun, other) for other in others)


def _is_like(one: str, other: str) -> bool:
    groups = _deeds().groups
    return one == other or (one in groups and groups.get(other) == groups[one])


def _shared_place(one: Mention, other: Mention) -> str:
    for mine in one.places:
        for theirs in other.places:
            apart = apart_km(mine, theirs)
            is_near = apart <= NEAR_KM if apart is not None else mine.name.casefold() == theirs.name.casefold()
            if is_near and mine.radius_km <= NEAR_KM and theirs.radius_km <= NEAR_KM:
                return mine.name
    return ""
