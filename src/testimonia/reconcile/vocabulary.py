"""What the reconciler knows about words: populations, kinds of event, limiting phrases.

Two claims meet in a question only if their words mean the same population and the same event. Those word lists belong to the
language pack (table ``questions``), not to the code, so that a speaker of the language can correct them.
"""

import re
from functools import lru_cache
from typing import Any

from msgspec import Struct

from testimonia.text.packs import read_table

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class EventClass(Struct, frozen=True):
    """Verbs that report one kind of event."""

    name: str
    is_harm: bool
    asks: str
    """The event as a question puts it: ``were killed``."""


class Vocabulary(Struct, frozen=True):
    """The word lists of one language, as sets."""

    singulars: dict[str, str]
    people: frozenset[str]
    anybody: frozenset[str]
    """Of these the words that say nothing but that they are people."""
    synonyms: dict[str, str]
    light_verbs: frozenset[str]
    narrowing: frozenset[str]
    possessives: frozenset[str]
    whole: frozenset[str]
    rough_places: frozenset[str]
    function_words: frozenset[str]
    noun_events: dict[str, str]
    events: dict[str, EventClass]
    """Verb lemma -> its event class."""
    states: dict[str, str]
    """Participles and adjectives that stand for people in a certain event: "nine hurt"."""
    pasts: dict[str, str]
    participles: dict[str, str]
    tellers: frozenset[str]
    """Nouns that stand for people as sources: resident, witness."""
    name_ends: frozenset[str]
    """Words after which a source's name only describes: who, from, along."""
    victims: frozenset[str]
    """Nouns that can come to harm beside the general ones: child, soldier, journalist."""
    phrases: dict[str, dict[str, str]]
    """Verb -> word of its clause -> the verb it means with it: lose, life -> die."""
    person_endings: tuple[str, ...]
    """Endings of nouns that name somebody, where the verb says that they came to harm: marcher, artist."""
    harm_order: tuple[str, ...]
    """Event classes that harm people, the gravest first."""
    uncounted: frozenset[str]
    """Nouns beside a number that no proposed question counts: addresses, ages, scores."""
    number_nouns: frozenset[str]
    """Nouns that only say how many: thousand, handful."""
    measures: frozenset[str]
    """Adjectives that say which side of a thing was measured: long, high."""
    measuring: frozenset[str]
    """Verbs whose subject is what a length of time or a sum of money is said of: last, pay."""
    groups: frozenset[str]
    """Nouns that count people by the group: family, household."""
    making: frozenset[str]
    """Verbs that only say that a thing came about: a deal is made, reached."""
    wider: dict[str, str]
    """Noun -> the wider noun that covers it: lorry -> vehicle."""
    punctual: frozenset[str]
    """Verbs of events that have one place and one time: sign, explode."""


@lru_cache(maxsize=8)
def read_vocabulary(language: str = "en") -> Vocabulary:
    """The reconciler's word lists of a language.

    Raises:
        UsageError: the language has no ``questions`` table.

    >>> read_vocabulary().events["die"].name
    'kill'
    """
    table = read_table(language, "questions")
    nouns: dict[str, Any] = table["nouns"]
    events: dict[str, EventClass] = {}
    for name, row in table["events"].items():
        event = EventClass(name, bool(row["harm"]), row["asks"])
        events.update(dict.fromkeys(row["verbs"], event))
    return Vocabulary(
        singulars=table["singulars"],
        people=frozenset(nouns["people"]),
        anybody=frozenset(nouns["anybody"]),
        synonyms=table["synonyms"],
        light_verbs=frozenset(nouns["light_verbs"]),
        narrowing=frozenset(nouns["narrowing"]),
        possessives=frozenset(nouns["possessives"]),
        whole=frozenset(nouns["whole"]),
        rough_places=frozenset(nouns["rough_places"]),
        function_words=frozenset(nouns["function_words"]),
        noun_events=table["noun_events"],
        events=events,
        states=table["states"],
        pasts=table["pasts"],
        participles=table["participles"],
        tellers=frozenset(nouns["tellers"]),
        name_ends=frozenset(nouns["name_ends"]),
        victims=frozenset(nouns["victims"]),
        phrases=table["phrases"],
        person_endings=tuple(nouns["person_endings"]),
        harm_order=tuple(name for name, row in table["events"].items() if row["harm"]),
        uncounted=frozenset(nouns["uncounted"]),
        number_nouns=frozenset(nouns["number_nouns"]),
        measures=frozenset(nouns["measures"]),
        measuring=frozenset(nouns["measuring"]),
        groups=frozenset(nouns["groups"]),
        making=frozenset(nouns["making"]),
        wider={noun: wide for wide, row in table["wider"].items() for noun in row},
        punctual=frozenset(nouns["punctual"]),
    )


@lru_cache(maxsize=65_536)
def singular(word: str) -> str:
    """The singular of a noun, lower case: lemmas from different taggers and editors' plurals must meet.

    >>> [singular(word) for word in ("Lorries", "people", "buses", "boxes", "glass", "crisis")]
    ['lorry', 'person', 'bus', 'box', 'glass', 'crisis']
    """
    word = word.casefold()
    known = read_vocabulary().singulars.get(word)
    if known:
        return known
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a phrase as singular lemmas would have them, in order.

    >>> words_of("Foreign fighters")
    ('foreign', 'fighter')
    """
    return tuple(singular(word) for word in WORD.findall(text))


@lru_cache(maxsize=4096)
def plural(noun: str) -> str:
    """The plural of a singular English noun, for the wording of proposed questions.

    >>> plural("lorry"), plural("person"), plural("bus"), plural("child")
    ('lorries', 'people', 'buses', 'children')
    """
    for many, one in read_vocabulary().singulars.items():
        if one == noun:
            return many
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def past(verb: str) -> str:
    """The simple past of an English verb lemma.

    >>> past("carry"), past("drive"), past("arrive")
    ('carried', 'drove', 'arrived')
    """
    known = read_vocabulary().pasts.get(verb)
    if known:
        return known
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def participle(verb: str) -> str:
    """The past participle of an English verb lemma.

    >>> participle("carry"), participle("take"), participle("find")
    ('carried', 'taken', 'found')
    """
    return read_vocabulary().participles.get(verb) or past(verb)
