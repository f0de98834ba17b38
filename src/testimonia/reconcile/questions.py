"""Which question a claim answers, how surely, and why; or why it does not although it looks as if it did.

A figure taken for an answer to a question it was not about is the worst error this program can make: "ten lorries carried
weapons" does not say how many lorries there were. So a claim must show the counted noun, must speak of the same event, must not
be limited to a part, and a near miss is kept with its reason (a `Link` with score 0) instead of vanishing.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.findings import Link, Question
from testimonia.model.phrases import told
from testimonia.model.testimony import Claim, Polarity, Stance, Statement
from testimonia.model.values import Amount, Duration, Money, Occurrence, value_type
from testimonia.reconcile.units import Unit, find_unit
from testimonia.reconcile.vocabulary import Vocabulary, read_vocabulary, words_of

NOT_ANSWERS = frozenset({Stance.ASKS, Stance.THREATENS})
"""Stances that put nothing forward which could be so or not."""

PART = re.compile(
    r"^(?:\w+[ -]){1,4}of (?:them|us|you|these|those|(?:the|these|those|our|my|his|her|their) \w+)$", re.IGNORECASE
)
"""A count taken out of a known group: "two of the lorries"."""

SINGULAR = re.compile(r"^(?:a|an|one|another)\b", re.IGNORECASE)

EXCLUSIVE = re.compile(r"\b(?:only|just|alone|single|sole|in all|in total|altogether|no more than)\b", re.IGNORECASE)
"""Words that make even "one" a total."""

NOBODY = re.compile(r"^(?:nobody|no one|no-one|not one person|not a soul)\b", re.IGNORECASE)

NAMED = 0.6
"""Score of a claim that shows the question's noun and nothing else; the rest is added for circumstances that fit."""


class Features(Struct, frozen=True, gc=False):
    """A claim's words, folded to singular lemmas once, for meeting many questions."""

    kind: str
    head: str
    """The counted noun; for other value types what is measured or dated."""
    modifiers: frozenset[str]
    verb: str
    context: frozenset[str]
    """Every lemma the claim shows: noun, modifiers, verb, subject, other words of the sentence."""
    scope: tuple[tuple[str, frozenset[str]], ...]
    """Limiting phrases: as worded, and their content words."""
    per: str
    unit: str
    own: frozenset[str]
    """The words of the claim's own clause: what an occurrence is matched by, for its sentence may tell of other events."""
    subject: str
    """Head of the verb's subject where it is something other than the noun."""
    is_object: bool
    """Whether the verb's subject is something other than the noun."""
    part: str
    """How a count is put that is no total: ``one`` ("a lorry"), ``some`` ("two of the lorries"); else empty."""
    is_identity: bool
    """Says what something is ("this is not the agreement"), not whether it came about."""


class Definition(Struct, frozen=True):
    """A question's definition, folded the same way."""

    question: Question
    unit: Unit | None
    nouns: tuple[tuple[str, ...], ...]
    terms: tuple[tuple[str, ...], ...]
    without: tuple[tuple[str, ...], ...]
    scope: frozenset[str]
    own_words: frozenset[str]
    """Words of nouns, terms, scope and text: what the definition itself names is never a narrowing."""
    is_count: bool

    def asks_of(self, verb: str) -> bool:
        """Whether the question asks about the event a claim's verb reports: "one person was killed" is a toll."""
        return any(words == (verb,) for words in self.terms)


class Refusal(Exception):  # noqa: N818 - control flow inside this module: the reason why a near miss is no answer
    """The claim names what the question asks for, but is not an answer to it."""


def content_words(phrase: str) -> frozenset[str]:
    """The words of a phrase that carry meaning: what is left without articles and prepositions.

    >>> sorted(content_words("in my lorry"))
    ['lorry', 'my']
    """
    return frozenset(words_of(phrase)) - read_vocabulary().function_words


def claim_features(claim: Claim) -> Features:
    """Fold a claim's words for matching."""
    about, value = claim.about, claim.value
    unit = value.unit if isinstance(value, Amount | Money | Duration) else ""
    noun = words_of(about.noun) or (words_of(unit) if isinstance(value, Amount) and not find_unit(unit) else ())
    head = noun[-1] if noun else ""
    modifiers = frozenset(noun[:-1]).union(*(words_of(word) for word in about.modifiers))
    context = {*noun, *modifiers, *words_of(about.predicate), *words_of(about.subject)}
    own = frozenset(context)
    if isinstance(value, Occurrence):
        own = own.union(words_of(value.event), words_of(value.words))
    for term in about.terms:
        context.update(words_of(term))
    context |= own
    verb = about.predicate.casefold()
    for word, meant in read_vocabulary().phrases.get(verb, {}).items():
        if word in context:
            verb = meant
    context.add(verb)
    return Features(
        kind=value_type(value),
        head=head,
        modifiers=modifiers,
        verb=verb,
        context=frozenset(context),
        scope=tuple((phrase, content_words(phrase)) for phrase in about.scope),
        per="" if isinstance(value, Occurrence) else " ".join(words_of(getattr(value, "per", ""))),
        unit=unit,
        own=own,
        subject=" ".join(words_of(about.subject)),
        is_object=bool(about.subject) and not is_number_word(about.subject),
        part=find_part(value, claim.span.exact) if isinstance(value, Amount) else "",
        is_identity=isinstance(value, Occurrence) and verb == "be" and "there" not in own,
    )


def is_number_word(subject: str) -> bool:
    """Whether a subject is only the head of a count: "thousands of workers marched" has workers march.

    >>> is_number_word("thousand"), is_number_word("driver")
    (True, False)
    """
    return bool(read_vocabulary().number_nouns.intersection(words_of(subject)))


def as_count(claim: Claim) -> Claim:
    """A claim that nobody came to harm as a count of none; any other claim as it is.

    "Nobody was killed" answers how many were killed.
    """
    value, about = claim.value, claim.about
    if not isinstance(value, Occurrence) or value.happened or not NOBODY.search(value.words):
        return claim
    event = read_vocabulary().events.get(about.predicate.casefold())
    if event is None or not event.is_harm:
        return claim
    return replace(
        claim, value=Amount(0, 0, 0, "person", value.words), about=replace(about, noun="person"), polarity=Polarity.AFFIRMED
    )


def find_part(value: Amount, words: str) -> str:
    """How a count is put that only says that there was one, or some out of a group; empty for a total.

    >>> one, two = Amount(1, 1, 1, "lorry", "one lorry"), Amount(2, 2, 2, "lorry", "two of the lorries")
    >>> find_part(one, "one lorry"), find_part(one, "only one lorry"), find_part(two, "two of the lorries")
    ('one', '', 'some')
    """
    if EXCLUSIVE.search(words):
        return ""
    if value.low == value.high == 1 and SINGULAR.match(words):
        return "one"
    return "some" if PART.match(words) else ""


def is_age(claim: Claim, statement: Statement) -> bool:
    """Whether a bare figure stands in apposition, as ages do: "one victim, 23, was pronounced dead" counts nobody."""
    value = claim.value
    if not isinstance(value, Amount) or value.unit or not claim.about.noun or not claim.span.exact.isdigit():
        return False
    for span in statement.content:
        at, end = claim.span.start - span.start, claim.span.end - span.start
        if 0 <= at < len(span.exact):
            return span.exact[:at].rstrip().endswith((",", "(")) and span.exact[end : end + 1] in {",", ")", ".", ";", ""}
    return False


class Matcher:
    """Finds the question that a claim answers among many, through an index over the words of their definitions."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._vocabulary = read_vocabulary()
        self._definitions = [_define(question) for question in questions]
        self._index: dict[str, dict[str, list[int]]] = {}
        for number, definition in enumerate(self._definitions):
            for word in _index_words(definition):
                self._index.setdefault(definition.question.value_type, {}).setdefault(word, []).append(number)

    def match(
        self, claim: Claim, rejected: frozenset[tuple[str, str]] = frozenset(), *, features: Features | None = None
    ) -> list[Link]:
        """The links of a claim: the best question, several only at equal score.

        Args:
            claim: the claim.
            rejected: pairs of claim and question that a reviewer refused.
            features: the claim's words folded, if they are at hand.

        Returns:
            Links with score above 0; or, if no question takes the claim, at most one link of score 0 whose reason says why
            the nearest question did not take it; or nothing.
        """
        if claim.stance in NOT_ANSWERS:
            return []
        features = features or claim_features(claim)
        found: list[Link] = []
        refused: list[Link] = []
        for definition in self._candidates(features):
            question = definition.question
            if (claim.id, question.id) in rejected:
                continue
            try:
                result = _score(definition, features, self._vocabulary)
                if result and question.stances and claim.stance not in question.stances:
                    words = f"it {claim.stance.value}, and the question is about what was {_list_stances(question)}"
                    asked = [told(stance, f"stance.{stance}") for stance in question.stances]
                    raise Refusal(
                        told(words, "refused.stance", stance=told(claim.stance, f"stance.{claim.stance}"), asked=asked)
                    )
            except Refusal as refusal:
                reason = told(f"not an answer: {refusal}", "refused", why=refusal.args[0])
                refused.append(Link(claim.id, question.id, 0.0, reason))
            else:
                if result:
                    found.append(Link(claim.id, question.id, *result))
        if not found:
            return refused[:1]
        best = max(link.score for link in found)
        return [link for link in found if link.score == best]

    def _candidates(self, features: Features) -> Iterable[Definition]:
        index = self._index.get(features.kind, {})
        numbers = {number for word in (*features.context, "") for number in index.get(word, ())}
        return [self._definitions[number] for number in sorted(numbers)]


def _define(question: Question) -> Definition:
    unit = find_unit(question.unit) if question.unit and question.value_type != "money" else None
    is_count = question.value_type == "amount" and unit is None
    nouns = tuple(words for noun in question.nouns if (words := words_of(noun)))
    if is_count and not nouns and question.unit:
        nouns = (words_of(question.unit),)
    terms = tuple(words for term in question.terms if (words := words_of(term)))
    scope = content_words(question.scope)
    own_words = scope.union(*nouns, *terms, words_of(question.text))
    without = tuple(words for word in question.without if (words := words_of(word)))
    return Definition(question, unit, nouns, terms, without, scope, own_words, is_count)


def _index_words(definition: Definition) -> set[str]:
    """Words of which a claim must show at least one to be considered; an empty word stands for any claim."""
    if definition.nouns:
        return {words[-1] for words in definition.nouns}
    return {words[-1] for words in definition.terms} or {""}


def _score(definition: Definition, features: Features, vocabulary: Vocabulary) -> tuple[float, str] | None:
    """Score and reason of a claim for a question; None if it is about something else.

    Raises:
        Refusal: it is about the same thing but is no answer.
    """
    if not _units_fit(definition, features):
        return None
    noun = _shown_noun(definition, features)
    if noun is None:
        return None
    is_occurrence = definition.question.value_type == "occurrence"
    shown = features.own if is_occurrence else features.context
    shown_terms = [" ".join(words) for words in definition.terms if shown.issuperset(words)]
    if definition.terms and not shown_terms and _speaks_of_else(features, vocabulary, is_count=definition.is_count):
        return None
    if is_occurrence and not definition.nouns and not definition.terms:
        return None
    if is_occurrence and features.is_identity and noun and noun[-1] == features.head:
        raise Refusal(told("it says what something is, not whether it happened", "refused.identity"))
    for words in definition.without:
        if features.context.issuperset(words):
            shown_words = " ".join(words)
            message = f"its sentence shows '{shown_words}', which the question excludes"
            raise Refusal(told(message, "refused.excluded", words=shown_words))
    _check_scope(definition, features, vocabulary)
    score = NAMED + 0.05 * (len(noun) - 1) if noun else NAMED - 0.1
    score += 0.2 if shown_terms else -0.1 if definition.terms else 0.0
    overlap = features.context & definition.scope
    score += 0.05 * min(2, len(overlap))
    score += 0.2 if definition.question.stances else 0.0  # asks for just this stance: closer than one that takes any
    if definition.is_count:
        score -= 0.03 * len(features.modifiers - definition.own_words)
    return round(min(1.0, max(0.05, score)), 4), _why_linked(definition, noun, shown_terms)


def _why_linked(definition: Definition, noun: Sequence[str], terms: Sequence[str]) -> str:
    """What of the question the claim shows."""
    named = " ".join(noun)
    parts = [told(f"names '{named}'", "link.names", words=named)] if noun else []
    if terms:
        parts.append(told(f"with '{terms[0]}'", "link.with", words=terms[0]))
    elif definition.terms:
        parts.append(told("no other event is named", "link.alone"))
    return told(", ".join(parts), "link.reasons", reasons=parts) if parts else told("the same kind of value", "link.kind")


def _units_fit(definition: Definition, features: Features) -> bool:
    if definition.question.value_type == "amount":
        unit = find_unit(features.unit) if features.unit else None
        if definition.unit is None:
            return unit is None
        return unit is not None and unit.dimension == definition.unit.dimension
    if definition.question.value_type == "money":
        asked = definition.question.unit
        return asked in {"", "money"} or asked.casefold() == features.unit.casefold()
    return True


def _shown_noun(definition: Definition, features: Features) -> tuple[str, ...] | None:
    """The question's noun that the claim shows, the longest one; () if the question names none; None if none is shown."""
    if not definition.nouns:
        return ()
    best: tuple[str, ...] | None = None
    for words in definition.nouns:
        if definition.is_count:
            is_shown = words[-1] == features.head and features.modifiers.issuperset(words[:-1])
        else:
            is_shown = (features.own if features.kind == "occurrence" else features.context).issuperset(words)
        if is_shown and (best is None or len(words) > len(best)):
            best = words
    return best


def _speaks_of_else(features: Features, vocabulary: Vocabulary, *, is_count: bool) -> bool:
    """Whether the claim names an event of its own, so that showing none of the question's terms means another event."""
    return not is_count or features.verb not in vocabulary.light_verbs


def _check_scope(definition: Definition, features: Features, vocabulary: Vocabulary) -> None:
    """Raise a refusal if the claim speaks of a part and the question of the whole, or of another part."""
    is_some = features.part == "some" and definition.scope & vocabulary.whole
    if definition.is_count and (features.part == "one" or is_some) and not definition.asks_of(features.verb):
        raise Refusal(told("it speaks of one or some of them, not of how many there were in all", "refused.some"))
    if definition.is_count:
        narrowing = sorted((features.modifiers & vocabulary.narrowing) - definition.own_words)
        if narrowing:
            kinds = " ".join(narrowing)
            raise Refusal(told(f"it counts only the {kinds} ones", "refused.narrow", words=kinds))
    if features.per and not definition.own_words.issuperset(features.per.split()):
        raise Refusal(told(f"it is a figure for each {features.per}, not for the whole", "refused.each", words=features.per))
    for text, content in features.scope:
        own = content & vocabulary.possessives
        if content & vocabulary.whole and not own:
            continue
        allowed = definition.scope if own else definition.own_words
        fits = (content - own) <= allowed and not (own and definition.scope & vocabulary.whole)
        if not fits:
            raise Refusal(told(f"it speaks only of a part ('{text}')", "refused.part", words=text))


def _list_stances(question: Question) -> str:
    names = {
        "promises": "promised",
        "expects": "expected",
        "stipulates": "stipulated",
        "admits": "admitted",
        "denies": "denied",
    }
    return " or ".join(names.get(stance.value, stance.value) for stance in question.stances)
