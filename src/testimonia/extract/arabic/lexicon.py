"""The Arabic pack as the readers ask for it: folded words as keys, forms made once, everything cached.

Why folded here: the tables are spelled as in a dictionary, for people; a text is compared in folded letters.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from testimonia.extract.arabic.forms import noun_forms, verb_forms
from testimonia.model.testimony import Role, Stance
from testimonia.text.arabic import fold_word
from testimonia.text.packs import read_table

LANGUAGE = "ar"


class Noun(Struct, frozen=True):
    """A counted noun: the unit it stands for, and how many the word itself says (1, 2, or 0 for a plural)."""

    unit: str
    says: int
    is_person: bool
    harm: str = ""
    """Predicate that the noun itself implies: "kill" for the dead, "injure" for the wounded."""


class Harm(Struct, frozen=True):
    """The words of one kind of harm."""

    verbs: frozenset[str]
    acts: frozenset[str]
    together: frozenset[str]
    """Words that only mean harm together with a verb of ``needs``: "lost his life"."""
    needs: frozenset[str]


class Cues(Struct, frozen=True):
    """Words that make somebody answerable."""

    openers: frozenset[str]
    verbs: Mapping[str, Stance]
    nominal: frozenset[str]
    heads: frozenset[str]
    declining: frozenset[str]
    declined: frozenset[str]
    according: frozenset[str]
    links: frozenset[str]
    own: frozenset[str]
    recording: frozenset[str]
    anonymous: frozenset[str]
    impersonal: frozenset[str]
    heard: frozenset[str]
    told: frozenset[str]
    listeners: frozenset[str]
    first_hand: frozenset[str]
    governors: Mapping[str, Stance]
    future: frozenset[str]
    must: frozenset[str]
    hypothetical: frozenset[str]
    negation: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    parts: frozenset[str]
    owners: Mapping[str, str]
    """Possessive pronoun -> its English gloss."""
    each: Mapping[str, str]
    scope_before: frozenset[str]
    notes: frozenset[str]
    nobody: frozenset[str]
    named: Mapping[str, str]
    """Verb -> the preposition before the noun that is its content: "admitted to", "warned of"."""
    relatives: frozenset[str]
    manner: frozenset[str]
    """Words that behind such a preposition say how, not what."""


class Glossary(Struct, frozen=True):
    """Arabic forms -> English lemmas."""

    verbs: Mapping[str, str]
    acts: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    particles: frozenset[str]
    breaks: frozenset[str]
    prepositions: frozenset[str]

    def lemma(self, word: str) -> str:
        """The lemma of a folded word, empty where the glossary has none."""
        return self.nouns.get(word) or self.verbs.get(word) or self.acts.get(word) or self.adjectives.get(word) or ""


def folded(words: Iterable[str]) -> frozenset[str]:
    """A list of the pack as a set of folded words."""
    return frozenset(fold_word(word) for word in words)


def _all_forms(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(form for entry in entries for form in verb_forms(entry))


@lru_cache(maxsize=1)
def nouns() -> Mapping[str, Noun]:
    """Counted nouns by folded form, duals included."""
    found: dict[str, Noun] = {}
    table = read_table(LANGUAGE, "nouns")
    for group in ("people", "things"):
        for unit, forms in table[group].items():
            _add_noun(found, Noun(unit, 1, group == "people"), forms)
    for predicate, words in read_table(LANGUAGE, "harm").items():
        if predicate != "words":
            _add_noun(found, Noun("people", 1, True, predicate), words)
    return found


def _add_noun(found: dict[str, Noun], noun: Noun, forms: Mapping[str, Any]) -> None:
    many = folded(forms["many"])
    for form in many:
        found.setdefault(form, Noun(noun.unit, 0, noun.is_person, noun.harm))
    for word in forms["one"]:
        one = fold_word(word)
        found.setdefault(one, noun)
        if not one.endswith("ه"):
            found.setdefault(one + "ا", noun)  # the accusative, as after eleven and above
        for dual in noun_forms(word):
            if dual not in many:
                found.setdefault(dual, Noun(noun.unit, 2, noun.is_person, noun.harm))


@lru_cache(maxsize=1)
def unit_pairs() -> Mapping[str, tuple[str, float]]:
    """Duals of measures and currencies, folded -> unit and how many of it one is; 0 for a currency. Abbreviations have none."""
    dimensions, money = read_table(LANGUAGE, "units")["dimensions"], read_table(LANGUAGE, "money")["words"]
    one = {name: (d["unit"], float(factor)) for d in dimensions.values() for name, factor in d["names"].items()}
    one |= {name: (code, 0.0) for name, code in money.items()}
    declined = {name: unit for name, unit in one.items() if " " not in name and (name + "ا" in one or name.endswith("ة"))}
    return {dual: unit for name, unit in declined.items() for dual in noun_forms(name)}


@lru_cache(maxsize=1)
def harms() -> Mapping[str, Harm]:
    """Words of harm by predicate: kill, injure, arrest, abduct."""
    table = read_table(LANGUAGE, "harm")
    return {
        predicate: Harm(_all_forms(words["verbs"]), folded(words["acts"]), folded(words["together"]), folded(words["with"]))
        for predicate, words in table.items()
        if predicate != "words"
    }


@lru_cache(maxsize=1)
def harm_cases() -> Mapping[tuple[str, ...], Noun]:
    """Nouns of harm that a number counts, as folded words: "25 injuries" are people injured."""
    table = read_table(LANGUAGE, "harm")
    return {
        tuple(fold_word(words).split()): Noun("people", 0, True, predicate)
        for predicate, kind in table.items()
        for words in kind.get("cases", ())
    }


@lru_cache(maxsize=1)
def harm_words() -> Mapping[str, frozenset[str]]:
    """The small words around harm: without, among, others, titled, rising, counting ..."""
    return {name: folded(words) for name, words in read_table(LANGUAGE, "harm")["words"].items()}


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The cue words of the pack."""
    table = read_table(LANGUAGE, "cues")
    verbs = _stances((entry["stance"], entry["verbs"]) for entry in table["verbs"])
    for form in folded(read_table(LANGUAGE, "glossary")["words"]["not_verbs"]):
        verbs.pop(form, None)
    return Cues(
        openers=folded(table["clauses"]["openers"]),
        verbs=verbs,
        nominal=_all_forms(table["nominal"]["verbs"]),
        heads=folded(table["nominal"]["heads"]),
        declining=_all_forms(table["declining"]["first"]),
        declined=folded(table["declining"]["then"]),
        according=folded(table["according"]["words"]),
        links=folded(table["according"]["links"]),
        own=folded(table["according"]["own"]),
        recording=_all_forms(table["nominal"]["recording"]),
        anonymous=folded(table["according"]["anonymous"]),
        impersonal=folded(table["hearsay"]["impersonal"]),
        heard=folded(table["hearsay"]["heard"]),
        told=_all_forms(table["hearsay"]["told"]),
        listeners=folded(table["hearsay"]["listeners"]),
        first_hand=folded(table["first_hand"]["verbs"]),
        governors=_stances(table["governors"].items()),
        future=folded(table["modals"]["expects"]),
        must=folded(table["modals"]["stipulates"]),
        hypothetical=folded(table["modals"]["hypothetical"]),
        negation=folded(table["negation"]["words"]),
        not_after=folded(table["negation"]["not_after"]),
        not_before=folded(table["negation"]["not_before"]),
        parts=folded(table["scopes"]["parts"]),
        owners=table["scopes"]["glosses"],
        each={fold_word(word): gloss for word, gloss in table["scopes"]["each_glosses"].items()},
        scope_before=folded(table["scopes"]["before"]),
        notes=folded(table["notes"]["verbs"]),
        nobody=folded(table["notes"]["nobody"]),
        named={
            form: preposition
            for preposition, entries in table["nominal"]["prepositions"].items()
            for form in _all_forms(entries)
        },
        relatives=folded(table["clauses"]["relatives"]),
        manner=folded(table["nominal"]["manner"]),
    )


def _stances(groups: Iterable[tuple[str, Iterable[str]]]) -> dict[str, Stance]:
    found: dict[str, Stance] = {}
    for stance, entries in groups:
        for form in _all_forms(entries):
            found.setdefault(form, Stance(stance))
    return found


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The glossary of the pack, with the forms of its verbs."""
    table = read_table(LANGUAGE, "glossary")
    verbs: dict[str, str] = {}
    for lemma, entries in table["verbs"].items():
        for form in _all_forms(entries):
            verbs.setdefault(form, lemma.partition("_")[0])
    for form in folded(table["words"]["not_verbs"]):
        verbs.pop(form, None)
    return Glossary(
        verbs=verbs,
        acts=_by_form(table["acts"]),
        nouns={**{form: noun.unit for form, noun in nouns().items()}, **_by_form(table["nouns"])},
        adjectives=_by_form(table["adjectives"]),
        particles=folded(table["words"]["particles"]),
        breaks=folded(table["words"]["breaks"]),
        prepositions=folded(table["words"]["prepositions"]),
    )


def _by_form(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for lemma, words in table.items():
        for word in words:
            found.setdefault(fold_word(word), lemma)
    return found


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Role]:
    """Role nouns, folded -> role."""
    found: dict[str, Role] = {}
    for role, words in read_table(LANGUAGE, "speakers")["roles"].items():
        for word in words:
            found.setdefault(fold_word(word), Role(role))
    return found


@lru_cache(maxsize=1)
def bodies() -> frozenset[str]:
    """Role nouns that with a definite adjective are the name of a body: "the Civil Defence"."""
    return folded(read_table(LANGUAGE, "speakers")["bodies"])


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Every word that some table knows: what is left of a word when a clitic is taken off must be one of these."""
    table, words = cues(), glossary()
    found: set[str] = {*table.verbs, *table.governors, *words.verbs, *words.acts, *words.nouns, *words.adjectives}
    found |= table.openers | table.heads | table.according | table.links | table.own | table.heard | table.impersonal
    found |= (
        table.declining
        | table.declined
        | table.negation
        | table.must
        | table.hypothetical
        | table.future
        | table.notes
        | table.anonymous
        | {*table.each}
    )
    found |= {*nouns(), *roles(), *unit_pairs()} | bodies() | words.particles | words.breaks | table.nobody
    for harm in harms().values():
        found |= harm.verbs | harm.acts | harm.together | harm.needs
    for group in harm_words().values():
        found |= {part for phrase in group for part in phrase.split()}
    for name in ("numbers", "hedges", "times", "units", "money"):
        # Rates are compared as written, articles included.
        found |= set(_words_of({k: v for k, v in read_table(LANGUAGE, name).items() if k not in ("rates", "each")}))
    found |= set(_words_of([read_table(LANGUAGE, "places")[name] for name in ("prepositions", "kinds")]))
    found |= set(_words_of(read_table(LANGUAGE, "nouns")["words"]))
    return frozenset(word for word in found if len(word) > 1)


def _words_of(table: object) -> Iterable[str]:
    """Every Arabic word in the keys and lists of a table."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield from _words_of(key)
            yield from _words_of(value)
    elif isinstance(table, list):
        for value in table:
            yield from _words_of(value)
    elif isinstance(table, str) and any("\u0620" <= letter <= "\u06ff" for letter in table):
        yield from (fold_word(part) for part in table.split())
