"""Keys of proposed questions that ask the same in other words, by what their claims' sentences have in common.

Grammar alone parts "the landlord paid the tenants" from "we paid the tenants". Typed limits stay: kind, unit, modifiers and
scope must be the same, so that likeness of words never bridges a difference of definition.
"""

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec.structs import replace

from testimonia.reconcile.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from testimonia.reconcile.proposals import Key, Tally

FEW = 2
"""Most sources of a key that is joined: what many speak of is worth its own question, or says too many things at once."""

MOST_ALIKE = 8
"""Keys compared with each other for one noun or event."""


def join_similar(tallies: "Mapping[Key, Tally]") -> "dict[Key, Key]":
    """Find keys that ask the same in other words.

    "We paid the tenants 300 pounds" and "the landlord paid the tenants 5,000"; "they lost 35 sheep, which drowned" and "40
    sheep drowned". Only a bounded number of keys, the most spoken to, is compared for each noun and event.

    Returns:
        Key -> the key that stands for it.
    """
    buckets: dict[tuple[str, ...], list[Key]] = {}
    for key in sorted(tallies):
        limits = (key.kind, key.unit, *key.modifiers, "|", *key.scope, "|")
        for part in {key.noun, key.event} - {"", "person"}:
            buckets.setdefault((*limits, part), []).append(key)
    joined: dict[Key, Key] = {}
    for bucket in buckets.values():
        bucket.sort(key=lambda key: (-len(tallies[key].sources), key))
        for main, other in combinations(bucket[:MOST_ALIKE], 2):
            if not main.noun:
                main, other = other, main
            if len(tallies[other].sources) > FEW:
                continue
            if not {main, other} & joined.keys() and other not in joined.values() and _ask_the_same(main, other, tallies):
                joined[other] = main
    return joined


def _ask_the_same(one: "Key", other: "Key", tallies: "Mapping[Key, Tally]") -> bool:
    """Whether two keys differ only in wording: the same event with a noun left out, or one's event in the other's words."""
    words = tallies[one].words, tallies[other].words
    vocabulary = read_vocabulary()
    named = {one.noun, other.noun, one.event, other.event}
    shared = (words[0] & words[1]) - named - vocabulary.function_words - vocabulary.light_verbs
    if not shared:
        return False
    if one.event == other.event:
        if one.noun == other.noun:
            return one.is_object != other.is_object
        return one.kind in {"money", "duration"} and bool(one.noun) and not other.noun
    if one.noun == other.noun and bool(one.event) != bool(other.event):  # "I counted 48 lorries that left"
        return _is_told(one.event or other.event, words[1] if one.event else words[0])
    return (
        one.noun == other.noun
        and bool(one.event)
        and bool(other.event)
        and (_is_told(one.event, words[1]) or _is_told(other.event, words[0]))
    )


def _is_told(event: str, words: frozenset[str]) -> bool:
    """Whether a sentence shows a verb of an event."""
    known = read_vocabulary().events
    return event in words or any(word in known and known[word].name == event for word in words)


def join_subjects(tallies: "Mapping[Key, Tally]") -> "dict[Key, Key]":
    """Keys of occurrences that name no doer -> the key of the one doer that others name for the same deed.

    "It denies that it installed the software" and "the company installed the software".
    """
    doers: dict[Key, list[Key]] = {}
    for key in sorted(tallies):
        if key.unit:
            doers.setdefault(replace(key, unit=""), []).append(key)
    return {
        key: keys[0] for key, keys in doers.items() if key in tallies and len(keys) == 1 and len(tallies[key].sources) <= FEW
    }
