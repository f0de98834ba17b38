"""Questions the machine proposes for claims that no declared question takes.

Editors cannot foresee every figure that will be in dispute. What at least two sources, or one source with two figures, count in
the same words is worth asking about; harm to people is worth asking about even once. A key carries the definition (what is
counted, in which event, narrowed how), because figures with different definitions only look like a contradiction.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from testimonia.model.findings import Question
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Stance
from testimonia.model.values import Amount, Hedge, Moment, Money, Occurrence, PlaceRef
from testimonia.reconcile.intervals import read_interval
from testimonia.reconcile.joining import join_similar, join_subjects
from testimonia.reconcile.questions import NOBODY, Features, claim_features
from testimonia.reconcile.units import BASES, find_unit
from testimonia.reconcile.vocabulary import participle, past, plural, read_vocabulary
from testimonia.text.numbers import number_words

MOST = 200
"""Most questions proposed: more would bury the ones that matter."""

MOST_AFFIRMED = 30
"""Most questions about what several say happened and nobody denies: they come last."""

OTHERS = re.compile(r"\b(?:others?|another|more)\b", re.IGNORECASE)
BOUND = re.compile(r"no (?:fewer|less|more|later|earlier)\b", re.IGNORECASE)
"""Words that bound a figure and deny nothing."""

ONE = re.compile(r"one\b", re.IGNORECASE)

EVENTS = frozenset({"occurrence", "moment", "place"})
"""Kinds of questions about an event itself: whether, when and where."""

MOST_WORDS = 48
"""Words remembered of a key's claims."""

EVENT_VALUES = (Occurrence, Moment, PlaceRef)

REMEMBERED = 32
"""Sources and values counted for a key: enough to rank it, so that a key costs little memory."""


class Key(Struct, frozen=True, order=True):
    """What a proposed question asks, as far as claims show it."""

    kind: str
    noun: str
    event: str
    """Event class, or the verb's lemma; empty where the verb only places the number."""
    modifiers: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    unit: str = ""
    """Physical dimension or currency; empty for counts."""
    is_object: bool = False
    """Whether the noun is what the verb was done to by somebody named."""


class Tally(Struct):
    """Who speaks to a key, and with how many different figures."""

    sources: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    words: frozenset[str] = frozenset()
    """Lemmas of the claims' sentences."""
    sides: frozenset[bool] = frozenset()
    """Of occurrences: whether somebody says that it happened, and somebody that it did not."""


class Tallies:
    """Counts of undeclared keys over a stream of claims, in little memory."""

    def __init__(self) -> None:
        self._tallies: dict[Key, Tally] = {}
        self.joined: dict[Key, Key] = {}
        """Keys that ask the same in other words, found by `propose`: key -> the one that stands for it."""

    def add(self, claim: Claim, source_id: str, features: Features | None = None) -> None:
        """Count one unlinked claim of a source."""
        key = find_key(claim, features) if claim.stance in FACTUAL else None
        if key is None:
            return
        features = features or claim_features(claim)
        tally = self._tallies.setdefault(key, Tally())
        if len(tally.words) < MOST_WORDS:
            tally.words |= features.context
        if source_id not in tally.sources and len(tally.sources) < REMEMBERED:
            tally.sources += (source_id,)
        if isinstance(claim.value, Occurrence):
            is_no = claim.polarity is Polarity.NEGATED or claim.stance is Stance.DENIES
            tally.sides |= {claim.value.happened and not is_no}
        interval = read_interval(claim.value)
        figure = None if interval is None else interval.low if interval.best is None else interval.best
        if figure is not None and figure not in tally.values and len(tally.values) < REMEMBERED:
            tally.values += (figure,)

    def propose(self, taken: frozenset[str]) -> dict[Key, Question]:
        """The questions worth asking, the most spoken to first, at most `MOST`.

        Args:
            taken: ids of declared questions, which a proposal must not use.

        Returns:
            Key to question, in order of rank.
        """
        self.joined = join_similar({key: tally for key, tally in self._tallies.items() if key.kind not in EVENTS})
        self.joined |= join_subjects({key: tally for key, tally in self._tallies.items() if key.kind == "occurrence"})
        for key, other in self.joined.items():
            self._tallies[other] = _merge(self._tallies[other], self._tallies[key])
        worth = [(key, tally) for key, tally in self._tallies.items() if key not in self.joined and _is_worth(key, tally)]
        worth.sort(key=lambda pair: (not is_toll(pair[0]), *_importance(*pair), pair[0]))
        chosen: dict[Key, Question] = {}
        used = set(taken)
        affirmed = 0
        for key, tally in worth:
            affirmed += tally.sides == {True}
            if len(chosen) == MOST or affirmed > MOST_AFFIRMED:
                break
            question_id = _free_id(key, used)
            used.add(question_id)
            chosen[key] = _question(key, question_id)
        return chosen


def _merge(one: Tally, other: Tally) -> Tally:
    return Tally(
        tuple(dict.fromkeys((*one.sources, *other.sources)))[:REMEMBERED],
        tuple(dict.fromkeys((*one.values, *other.values)))[:REMEMBERED],
        one.words | other.words,
        one.sides | other.sides,
    )


def find_key(claim: Claim, features: Features | None = None) -> Key | None:
    """The key of a claim's question; None for claims that are too vague to ask about or belong to one speaker's part only.

    Args:
        claim: the claim.
        features: its words folded, if they are at hand.

    >>> from testimonia.model.material import Span
    >>> from testimonia.model.testimony import About
    >>> value = Amount(35, 35, 35, "villager", "35 villagers")
    >>> find_key(Claim("c", "s", "r", Span(0, 12, "35 villagers"), About("villager", (), "die"), value))
    Key(kind='amount', noun='person', event='kill', modifiers=(), scope=(), unit='', is_object=False)
    """
    features = features or claim_features(claim)
    vocabulary = read_vocabulary()
    if isinstance(claim.value, Occurrence):
        return _occurrence_key(features, claim.value.words)
    if isinstance(claim.value, Moment | PlaceRef):
        return _event_key(features)
    if any(content & vocabulary.possessives for _, content in features.scope):
        return None
    unit = find_unit(features.unit) if features.unit else None
    dimension = unit.dimension if unit else features.unit if isinstance(claim.value, Money) else ""
    event, noun = find_event(features, claim.value.words)
    if noun and not noun[0].isalpha():
        return None  # a figure taken for a noun
    if isinstance(claim.value, Amount) and not dimension and not _is_askable(noun, event, features, claim.value):
        return None
    if dimension and not event:
        event = next((word for word in sorted(features.context) if word in vocabulary.measures), "")
    if dimension == "share" or (dimension and not event) or (dimension and not noun and isinstance(claim.value, Amount)):
        return None  # a share of what, a price for what: nothing that two accounts could be compared on
    is_cost = features.head == "cost" and isinstance(
        claim.value, Money
    )  # a verb taken for a noun: its modifiers are the thing's
    narrowing = frozenset() if is_cost else features.modifiers if dimension else features.modifiers & vocabulary.narrowing
    scope = [" ".join(sorted(content)) for _, content in features.scope] + ([f"per {features.per}"] if features.per else [])
    if is_harm_event(event):
        scope = [part for part in scope if part.startswith("per ")]  # where it happened does not make another toll of it
    is_object = features.is_object and not is_harm_event(event)
    return Key(features.kind, noun, event, tuple(sorted(narrowing)), tuple(sorted(scope)), dimension, is_object)


def _event_key(features: Features) -> Key | None:
    """The key of when or where something took place: only of what takes place once, and has a name."""
    vocabulary = read_vocabulary()
    if not features.head or features.verb not in vocabulary.punctual or features.scope:
        return None
    if features.head in vocabulary.people or features.head in vocabulary.uncounted:
        return None
    return Key(features.kind, features.head, features.verb)


def _occurrence_key(features: Features, words: str) -> Key | None:
    """The key of whether something happened: by verb, what it was done to, and by whom."""
    vocabulary = read_vocabulary()
    verb = "" if features.verb in vocabulary.making else features.verb
    if verb in vocabulary.light_verbs - {""} or not features.head or features.scope or features.is_identity:
        return None
    if features.head in vocabulary.uncounted | vocabulary.number_nouns | vocabulary.anybody or BOUND.match(words):
        return None
    if any(number_words().starts(word) for word in words.casefold().split()):
        return None  # how many did is another question
    return Key(features.kind, features.head, verb, tuple(sorted(features.modifiers)), unit=features.subject if verb else "")


def _is_askable(noun: str, event: str, features: Features, value: Amount) -> bool:
    """Whether a count is of something that others could have counted too: no age, address, score, or "one of them"."""
    vocabulary = read_vocabulary()
    if not noun or noun in vocabulary.uncounted or (not event and noun == "person"):
        return False
    if value.hedge is Hedge.VAGUE and not value.low:
        return False  # "few", "some": no figure
    if value.high == 0 and not event:
        return False  # "no doctors": not here, and not then
    if features.part == "some" or (features.part == "one" and not (is_harm_event(event) and ONE.match(value.words))):
        return False
    if event == "kill" and OTHERS.search(value.words):
        return False  # "two other people" died beside somebody: no toll
    if is_harm_event(event):
        return noun == "person" or noun in vocabulary.people | vocabulary.victims or noun.endswith(vocabulary.person_endings)
    is_known = any(known.name == event for known in vocabulary.events.values())
    if noun == "person" and not is_known and features.is_object:
        return False  # people something was done to, or by: the grammar is too thin to ask about
    return bool(value.unit)


def find_event(features: Features, words: str) -> tuple[str, str]:
    """The event class and the counted noun of a claim, both folded: "two dead" are people killed."""
    vocabulary = read_vocabulary()
    noun, last = features.head, (words.casefold().split() or [""])[-1]
    is_placed = features.verb in vocabulary.light_verbs
    if is_placed and (last in vocabulary.states or noun in vocabulary.noun_events):
        return vocabulary.states.get(last) or vocabulary.noun_events[noun], "person"
    verb = "" if is_placed else features.verb
    if features.kind == "money" and is_placed and noun == "cost":
        verb, noun = noun, ""  # a verb taken for a noun
    if (features.kind in {"money", "duration"} and not noun and verb in vocabulary.measuring) or (
        features.subject and find_unit(noun)
    ):
        noun = features.subject
    known = vocabulary.events.get(verb)
    event = known.name if known else verb
    is_harm = bool(known and known.is_harm)
    is_bare = not noun and is_harm  # "nine injured", "four hurt"
    is_anybody = noun in vocabulary.people and (is_harm or noun in vocabulary.anybody or bool(verb))
    if is_bare or is_anybody or (is_harm and noun in vocabulary.noun_events):
        noun = "person"
    return event, vocabulary.synonyms.get(noun, noun)


def is_toll(key: Key) -> bool:
    """Whether a key counts all people who came to one kind of harm."""
    return key.kind == "amount" and is_harm_event(key.event) and key.noun == "person" and not key.modifiers


def _importance(key: Key, tally: Tally) -> tuple[int, int, int, int]:
    """For sorting: harm first, then what several sources speak to, then what they put differently."""
    order = read_vocabulary().harm_order
    harm = order.index(key.event) if is_harm_event(key.event) else len(order)
    if key.kind in EVENTS:
        harm = len(order) + (2 if tally.sides == {True} else 1)
    return (harm, int(bool(key.modifiers or key.scope)), -len(tally.sources), -len(tally.values))


def is_harm_event(event: str) -> bool:
    """Whether an event class harms people."""
    return event in read_vocabulary().harm_order


def _is_worth(key: Key, tally: Tally) -> bool:
    """Two sources speak to it; one gives different figures of what has a name in our lists; or people came to harm."""
    if key.kind == "amount" and is_harm_event(key.event):
        return True
    if key.kind in EVENTS:
        return len(tally.sources) >= 2
    if not key.noun:
        return False  # what was paid for, or lasted, is not said: too vague to ask about
    is_named_event = any(known.name == key.event for known in read_vocabulary().events.values())
    return len(tally.sources) >= 2 or (len(tally.values) >= 2 and (is_named_event or not key.event))


def questions_about_any(claim: Claim, key: Key, proposals: Mapping[Key, Question]) -> list[Question]:
    """Beside its own question those that a claim of no harm to anybody answers: "nobody was killed" is about inmates too."""
    value = claim.value
    if not isinstance(value, Amount) or not NOBODY.match(value.words) or not is_toll(key):
        return []
    return [
        question
        for other, question in proposals.items()
        if other != key and other.kind == key.kind and other.event == key.event and not other.scope
    ]


def event_verbs(keys: Iterable[Key]) -> frozenset[str]:
    """Verbs that a claim about an event itself must show to answer one of some keys: a cheap look before a claim is folded."""
    vocabulary = read_vocabulary()
    harmful = [verb for verb, event in vocabulary.events.items() if event.is_harm]  # nobody was harmed: counted as none
    verbs = frozenset(key.event for key in keys if key.kind in EVENTS)
    return verbs.union(harmful, vocabulary.phrases, vocabulary.making if "" in verbs else ())


def _free_id(key: Key, used: set[str]) -> str:
    thing = plural(key.noun) if key.kind == "amount" else key.noun
    parts = (*key.modifiers, thing, _word_event(key).removeprefix(" were"), key.unit, *key.scope)
    stem = re.sub(r"[^a-z0-9]+", "_", "_".join(part for part in parts if part).casefold()).strip("_")
    stem = stem if stem[:1].isalpha() else f"q_{stem}"
    candidate, number = stem, 2
    while candidate in used:
        candidate, number = f"{stem}_{number}", number + 1
    return candidate


def _question(key: Key, question_id: str) -> Question:
    vocabulary = read_vocabulary()
    verbs = tuple(sorted(verb for verb, event in vocabulary.events.items() if event.name == key.event)) or (key.event,)
    return Question(
        id=question_id,
        text=_word_question(key),
        value_type=key.kind,
        unit=""
        if key.kind in EVENTS
        else plural(key.noun)
        if not key.unit
        else key.unit
        if key.kind == "money"
        else BASES.get(key.unit, ""),
        scope=", ".join(key.scope),
        nouns=(" ".join((*key.modifiers, key.noun)),) if key.noun else (),
        terms=verbs if key.event else (),
        is_proposed=True,
    )


def _word_question(key: Key) -> str:
    """The question in plain English.

    >>> _word_question(Key("amount", "person", "kill"))
    'How many people were killed?'
    >>> _word_question(Key("amount", "lorry", "", ("foreign",)))
    'How many foreign lorries were there?'
    >>> _word_question(Key("duration", "strike", "last", unit="time"))
    'How long: strike (last)?'
    """
    scope = f" ({', '.join(key.scope)})" if key.scope else ""
    thing = " ".join((*key.modifiers, plural(key.noun) if key.kind == "amount" and not key.unit else key.noun)).strip()
    if key.kind == "amount" and not key.unit and not key.event:
        return f"How many {thing} were there{scope}?"
    if key.kind == "amount" and not key.unit:
        return f"How many {thing}{_word_event(key)}{scope}?"
    if key.kind in EVENTS:
        asked = {"moment": "When", "place": "Where", "occurrence": "Did it happen"}[key.kind]
        told = f"{key.unit} {key.event}".strip()
        return f"{asked}: {thing} ({told})?" if told else f"{asked}: {thing}?"
    opening = {"money": "How much money", "duration": "How long"}.get(
        key.kind, {"length": "What distance"}.get(key.unit, "How much")
    )
    about = ": " + thing if thing else ""
    return f"{opening}{about}{f' ({key.event})' if key.event else ''}{scope}?"


def _word_event(key: Key) -> str:
    if not key.event:
        return ""
    known = next((event for event in read_vocabulary().events.values() if event.name == key.event), None)
    if known:
        return f" {known.asks}"
    return f" were {participle(key.event)}" if key.is_object else f" {past(key.event)}"
