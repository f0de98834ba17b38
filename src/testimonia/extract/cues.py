"""The cue words of a language, as the extraction asks for them.

Why data: which verbs make somebody answerable for what follows, and how, is knowledge of a language; the code only knows
grammar. The words are in the language pack, table ``cues``.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from testimonia.model.testimony import Stance
from testimonia.text.packs import read_table


class CueVerb(Struct, frozen=True):
    """What a verb can take as content, and what that content then is."""

    kinds: frozenset[str]
    """speech, mind, document."""
    takes: Mapping[str, Stance]
    """clause, quote, object, infinitive, gerund, naming, recipient, or a preposition -> stance of the content."""


class CueTable(Struct, frozen=True):
    """All cue words of one language. Sets and keys hold lemmas in lower case."""

    verbs: Mapping[str, CueVerb]
    nouns: Mapping[str, Stance]
    noun_complements: Mapping[str, frozenset[str]]
    """``infinitive`` or a preposition -> nouns that take it."""
    documents: frozenset[str]
    """Nouns of texts, counts and pictures that show something."""
    according: tuple[tuple[str, ...], ...]
    governors: Mapping[str, Stance]
    forbidding: frozenset[str]
    agreements: frozenset[str]
    hearsay_adverbs: frozenset[str]
    hearsay_verbs: frozenset[str]
    hearsay_subjects: frozenset[str]
    first_hand_verbs: frozenset[str]
    seeing_verbs: frozenset[str]
    negating_verbs: frozenset[str]
    negating_prepositions: frozenset[str]
    negating_subjects: frozenset[str]
    negating_determiners: frozenset[str]
    raising: frozenset[str]
    factive: frozenset[str]
    modals: Mapping[str, Stance]
    hypothetical: frozenset[str]
    giving: frozenset[str]
    figure_nouns: frozenset[str]
    answering: frozenset[str]
    asked: frozenset[str]
    asked_about: frozenset[str]
    standards: frozenset[str]
    """Nouns of what something is done "according to" without anybody saying so."""
    gestures: frozenset[str]
    identifiers: frozenset[str]
    people: frozenset[str]
    """Roles of those who can speak, documents and footage excepted."""
    trades: frozenset[str]
    """Roles of people who have words of their own for things: "miners call it a bell"."""
    scope_prepositions: frozenset[str]
    scope_sharing: frozenset[str]
    scope_limiters: frozenset[str]
    scope_parts: frozenset[str]
    scope_spans: frozenset[str]
    scope_times: frozenset[str]
    scope_time_limiters: frozenset[str]


@cache
def read_cues(language: str) -> CueTable:
    """The cue table of a language pack.

    >>> read_cues("en").verbs["deny"].takes["object"].value
    'denies'
    """
    table = read_table(language, "cues")
    roles = read_table(language, "speakers")["roles"]
    return CueTable(
        verbs=_read_verbs(table["verbs"]),
        nouns={lemma: Stance(entry["stance"]) for entry in table["nouns"] for lemma in entry["lemmas"]},
        documents=frozenset([*roles["document"], *roles["footage"]]),
        noun_complements={name: frozenset(lemmas) for name, lemmas in table["noun_complements"].items()},
        according=tuple(tuple(phrase.split()) for phrase in table["phrases"]["according"]),
        governors={lemma: Stance(stance) for stance, lemmas in table["governors"].items() for lemma in lemmas},
        forbidding=frozenset(table["forbidding"]["lemmas"]),
        agreements=frozenset(table["agreements"]["lemmas"]),
        hearsay_adverbs=frozenset(table["hearsay"]["adverbs"]),
        hearsay_verbs=frozenset(table["hearsay"]["verbs"]),
        hearsay_subjects=frozenset(table["hearsay"]["subjects"]),
        first_hand_verbs=frozenset(table["first_hand"]["verbs"]),
        seeing_verbs=frozenset(table["first_hand"]["seeing"]),
        negating_verbs=frozenset(table["negators"]["verbs"]),
        negating_prepositions=frozenset(table["negators"]["prepositions"]),
        negating_subjects=frozenset(table["negators"]["subjects"]),
        negating_determiners=frozenset(table["negators"]["determiners"]),
        raising=frozenset(table["raising"]["lemmas"]),
        factive=frozenset(table["factive"]["lemmas"]),
        modals={word: stance for stance in (Stance.EXPECTS, Stance.STIPULATES) for word in table["modals"][stance.value]},
        hypothetical=frozenset(table["modals"]["hypothetical"]),
        giving=frozenset(table["withheld"]["giving"]),
        figure_nouns=frozenset(table["withheld"]["figures"]),
        answering=frozenset(table["withheld"]["answering"]),
        asked=frozenset(table["withheld"]["asked"]),
        asked_about=frozenset(table["withheld"]["subjects"]),
        standards=frozenset(table["phrases"]["standards"]),
        gestures=frozenset(table["gestures"]["lemmas"]),
        identifiers=frozenset(table["identifiers"]["lemmas"]),
        people=frozenset(lemma for role, lemmas in roles.items() if role not in ("document", "footage") for lemma in lemmas),
        trades=frozenset([*roles["participant"], *roles["eyewitness"]]),
        **{f"scope_{name}": frozenset(words) for name, words in table["scopes"].items()},
    )


def _read_verbs(entries: list[dict[str, Any]]) -> dict[str, CueVerb]:
    kinds: dict[str, set[str]] = {}
    takes: dict[str, dict[str, Stance]] = {}
    for entry in entries:
        for lemma in entry["lemmas"]:
            kinds.setdefault(lemma, set()).add(entry["kind"])
            for complement in entry["takes"]:
                takes.setdefault(lemma, {}).setdefault(complement, Stance(entry["stance"]))
    return {lemma: CueVerb(frozenset(kinds[lemma]), takes[lemma]) for lemma in takes}
