"""What every quantity counts or measures, noted by its signature: the stuff from which scope differences are read.

The signature is wider than the key of a proposed question: it holds the speaker's own part, the rate and the stance too, which
never enter an answer but explain why two figures differ.
"""

from msgspec import Struct

from testimonia.model.testimony import Claim, Polarity, Stance, Statement
from testimonia.model.values import Amount, Duration, Money
from testimonia.reconcile.answers import find_words
from testimonia.reconcile.proposals import find_event
from testimonia.reconcile.questions import Features
from testimonia.reconcile.units import find_unit
from testimonia.reconcile.vocabulary import read_vocabulary

EXEMPLARS = 3
"""Claims kept for one signature."""

PLANS = {
    Stance.PROMISES: "what was promised",
    Stance.EXPECTS: "what was expected",
    Stance.STIPULATES: "what was agreed",
    Stance.THREATENS: "what was threatened",
}
"""Stances that say how things will or should be."""

STATED = frozenset({Stance.ASSERTS, Stance.ADMITS})


class Signature(Struct, frozen=True, gc=False, order=True):
    """What a claim counts or measures, as far as its grammar shows it."""

    kind: str
    dimension: str
    """Physical dimension; empty for counts and money."""
    noun: str
    event: str
    modifiers: tuple[str, ...]
    scope: tuple[str, ...]
    """Limiting phrases as worded."""
    per: str
    plan: str
    """What a promise, expectation or term speaks of; empty for facts."""
    currency: str


class Sighting(Struct, frozen=True, gc=False):
    """One claim with a signature."""

    claim_id: str
    source_id: str
    value: Amount | Money | Duration
    words: str
    sentence: str
    context: frozenset[str]


class Sightings:
    """Quantities over a stream of claims, by signature, in little memory."""

    def __init__(self) -> None:
        self.seen: dict[Signature, list[Sighting]] = {}

    def add(self, claim: Claim, statement: Statement, features: Features) -> None:
        """Take note of a claim if it is a quantity that is put forward as so, or as planned.

        The claims kept for a signature are the first by id, so that their order of arrival changes nothing.
        """
        value = claim.value
        if not isinstance(value, Amount | Money | Duration) or claim.polarity is Polarity.NEGATED:
            return
        if claim.stance not in PLANS and claim.stance not in STATED:
            return
        signature = sign(claim, value, features)
        if signature is None:
            return
        kept = self.seen.setdefault(signature, [])
        if len(kept) == EXEMPLARS and kept[-1].claim_id < claim.id:
            return
        kept.append(see(claim, statement, value, features))
        kept.sort(key=lambda sighting: sighting.claim_id)
        del kept[EXEMPLARS:]


def see(claim: Claim, statement: Statement, value: Amount | Money | Duration, features: Features) -> Sighting:
    """A quantity with its words and its sentence."""
    words = claim.span.exact if len(claim.span.exact.split()) > 1 else value.words
    context = features.context - read_vocabulary().light_verbs
    return Sighting(claim.id, statement.source_id, value, words, find_words(claim, statement), context)


def sign(claim: Claim, value: Amount | Money | Duration, features: Features) -> Signature | None:
    """The signature of a quantity; None if nothing shows what it counts."""
    vocabulary = read_vocabulary()
    unit = find_unit(features.unit) if features.unit and not isinstance(value, Money) else None
    dimension = unit.dimension if unit else ""
    event, noun = find_event(features, value.words)
    if dimension and not event:
        event = next((word for word in sorted(features.context) if word in vocabulary.measures), "")
    if dimension == "share" or not (noun or event) or noun in vocabulary.uncounted or features.part:
        return None
    if noun == "person" and not event and not features.scope and not claim.about.terms:
        return None
    return Signature(
        kind=features.kind,
        dimension=dimension,
        noun=noun,
        event=event,
        modifiers=tuple(sorted(features.modifiers & vocabulary.narrowing)),
        scope=tuple(sorted(phrase for phrase, _ in features.scope)),
        per=features.per,
        plan=PLANS.get(claim.stance, ""),
        currency=features.unit if isinstance(value, Money) else "",
    )
