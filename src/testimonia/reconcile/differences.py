"""Claims that look as if they contradicted each other and do not, because they speak of different things.

Most false contradictions are differences of scope: my lorry and the whole convoy, fighters and people, the killed and the
injured, noon and evening, what was promised and what came. The reader is shown the difference, so that nobody mistakes it for a
contradiction, nor for something overlooked.

Only claims that share the counted noun or the event are compared, a bounded number of each, so that the work grows with the
number of claims and not with its square.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.findings import Question, ScopeDifference
from testimonia.model.ids import content_id
from testimonia.model.testimony import Source
from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.frames import are_framed_apart, differ_in_part, differ_in_place, is_whole, read_container
from testimonia.reconcile.intervals import read_interval
from testimonia.reconcile.names import says
from testimonia.reconcile.proposals import is_harm_event
from testimonia.reconcile.questions import content_words
from testimonia.reconcile.signatures import Sighting, Sightings, Signature
from testimonia.reconcile.vocabulary import participle, plural, read_vocabulary
from testimonia.reconcile.wording import capitalise, quote, quote_by

MOST = 100
"""Most differences shown."""

MOST_A_CLAIM = 2
"""Differences in which one claim is shown."""

MOST_ALIKE = 12
"""Signatures compared with each other for one noun, event or word."""

WEAKEST = 0.4
"""Pairs that look less alike are not shown."""


ANSWERING = 0.15
"""Added where both claims answer a question."""


Told = TypeVar("Told")


class Seen(Struct, frozen=True):
    """A claim with its signature."""

    signature: Signature
    sighting: Sighting


def find_differences(
    sightings: Sightings, sources: Mapping[str, Source], linked: Mapping[str, Sequence[str]], clashing: Iterable[Sequence[str]]
) -> list[ScopeDifference]:
    """The scope differences among all quantities, the most alike first, at most `MOST`.

    Args:
        sightings: quantities by signature.
        sources: every source by id.
        linked: claim id -> ids of the questions it answers.
        clashing: claim ids of each contradiction; what contradicts needs no explanation of why it does not.
    """
    taken = {frozenset(claims) for claims in clashing}
    found: dict[str, ScopeDifference] = {}
    for one, other in _pairs(sightings.seen):
        first, second = _order(one, other, sources)
        claims = first.sighting.claim_id, second.sighting.claim_id
        if frozenset(claims) in taken or first.sighting.source_id == second.sighting.source_id:
            continue
        questions = [frozenset(linked.get(claim, ())) for claim in claims]
        if questions[0] & questions[1] and first.signature.plan == second.signature.plan:
            continue
        difference = _compare(first, second, sources, tuple(sorted(questions[0] | questions[1])))
        events = {first.signature.event, second.signature.event} - {""}
        if difference and difference.kind == "part" and len(events) == 2 and not all(questions):
            continue
        if difference and all(questions):
            difference = replace(difference, score=round(min(1.0, difference.score + ANSWERING), 4))
        if difference and difference.score >= WEAKEST:
            found.setdefault(difference.id, difference)
    return sort_differences(found.values())


def sort_differences(differences: Iterable[ScopeDifference]) -> list[ScopeDifference]:
    """The most alike first, at most `MOST`; each pair of claims once, and no claim more often than `MOST_A_CLAIM`."""
    shown: Counter[str] = Counter()
    pairs: set[frozenset[str]] = set()
    kept = []
    for difference in sorted(differences, key=lambda difference: (-difference.score, difference.id)):
        pair = frozenset(difference.claim_ids)
        if pair not in pairs and all(shown[claim] < MOST_A_CLAIM for claim in pair):
            pairs.add(pair)
            shown.update(difference.claim_ids)
            kept.append(difference)
    return kept[:MOST]


def _order(one: Seen, other: Seen, sources: Mapping[str, Source]) -> tuple[Seen, Seen]:
    """The narrower first, then by the source's name."""

    def rank(seen: Seen) -> tuple[bool, bool, str, str]:
        return (not seen.signature.plan, not seen.signature.scope, _name(seen.sighting, sources), seen.sighting.claim_id)

    first, second = sorted((one, other), key=rank)
    return first, second


def _pairs(seen: Mapping[Signature, Sequence[Sighting]]) -> Iterator[tuple[Seen, Seen]]:
    """Claims worth comparing: of one noun, of one event, or a plan and a fact that share a word."""
    buckets: dict[tuple[str, ...], list[Signature]] = {}
    planned: set[str] = set()
    for signature in sorted(seen):
        kind = (signature.kind, signature.dimension)
        for name in (signature.noun, signature.event):
            if name:
                buckets.setdefault((*kind, name), []).append(signature)
        if signature.plan:
            planned.update(*(sighting.context for sighting in seen[signature]))
    for signature in sorted(seen) if planned else ():
        for word in sorted(seen[signature][0].context & planned):
            buckets.setdefault((signature.kind, signature.dimension, "with", word), []).append(signature)
    done: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        bucket.sort(key=lambda signature: (-len(seen[signature]), signature))
        members = [Seen(signature, sighting) for signature in bucket[:MOST_ALIKE] for sighting in seen[signature][:2]]
        for one, other in combinations(members, 2):
            pair = min(one.sighting.claim_id, other.sighting.claim_id), max(one.sighting.claim_id, other.sighting.claim_id)
            if pair not in done:
                done.add(pair)
                yield one, other


def _compare(one: Seen, other: Seen, sources: Mapping[str, Source], question_ids: tuple[str, ...]) -> ScopeDifference | None:
    """What differs between two claims, if they look alike otherwise and their figures do not simply agree."""
    told = _tell(one, other)
    if told is None or not _are_apart(one, other):
        return None
    kind, mine, yours = told
    if kind in {"stance", "rate", "part"} and not _is_same_otherwise(one, other, kind):
        return None
    names = [
        sources[seen.sighting.source_id].name if seen.sighting.source_id in sources else "somebody" for seen in (one, other)
    ]
    sentence = (
        f"{says(names[0], 'speaks')} of {mine} ({quote(one.sighting.words)}), {names[1]} of {yours} "
        f"({quote(other.sighting.words)}): both can be true."
    )
    claims = one.sighting.claim_id, other.sighting.claim_id
    return ScopeDifference(
        id=content_id("d", *claims, kind),
        claim_ids=claims,
        question_ids=question_ids,
        kind=kind,
        sentence=capitalise(sentence),
        score=_likeness(one, other, kind),
    )


def _tell(one: Seen, other: Seen) -> tuple[str, str, str] | None:
    """The kind of difference and how either side is worded; None if nothing is known to differ."""
    a, b = one.signature, other.signature
    if a.plan != b.plan and not (a.plan and b.plan):
        return "stance", a.plan or "what happened", b.plan or "what happened"
    if a.per != b.per:
        return "rate", *_both(lambda s: f"each {s.per}" if s.per else "all together", a, b)
    if a.scope != b.scope and (a.scope or b.scope):
        return "part", *_both(_show_part, one, other)
    if a.currency != b.currency and a.noun == b.noun:
        return "currency", a.currency, b.currency
    if a.noun != b.noun:
        return "population", *_both(_show, a, b)
    if a.modifiers != b.modifiers:
        return "population", *_both(_show, a, b)
    if a.event != b.event:
        return "event", *_both(_show, a, b)
    return None


def _both(show: Callable[[Told], str], one: Told, other: Told) -> tuple[str, str]:
    return show(one), show(other)


def _is_same_otherwise(one: Seen, other: Seen, kind: str) -> bool:
    """Whether two claims count the same thing, and name no two events that have nothing to do with each other."""
    a, b = one.signature, other.signature
    if a.noun != b.noun and kind != "stance":
        return False
    if a.noun != b.noun and a.noun and b.noun:
        return a.noun in other.sighting.context or b.noun in one.sighting.context
    if a.event == b.event or not a.event or not b.event:
        return True
    if kind == "part" and not any(is_harm_event(s.event) for s in (a, b)):
        return any(content & read_vocabulary().possessives for content in map(content_words, (*a.scope, *b.scope)))
    return bool((one.sighting.context & other.sighting.context) - {a.noun, b.noun} - read_vocabulary().function_words)


def _show_part(seen: Seen) -> str:
    if seen.signature.scope:
        return f"“{', '.join(seen.signature.scope)}” alone"
    content = read_container(seen.sighting.sentence)
    named = " ".join(word for word in map(_bare, seen.sighting.sentence.split()) if word.casefold() in content)
    return f"the whole ({named})" if named else "the whole"


def _bare(word: str) -> str:
    return word.strip(".,;:!?()“”\"'")


def _show(signature: Signature) -> str:
    """What a signature counts, in words: ``foreign fighters who left``."""
    thing = signature.noun
    if signature.kind == "amount" and not signature.dimension and thing:
        thing = plural(thing)
    known = read_vocabulary().events.get(signature.event)
    if not thing:
        return f"what was {participle(signature.event)}"
    event = known.asks.removeprefix("were ") if known else participle(signature.event) if signature.event else ""
    return " ".join(part for part in (*signature.modifiers, thing, f"({event})" if event else "") if part)


def _are_apart(one: Seen, other: Seen) -> bool:
    """Whether the figures would contradict each other if they spoke of the same; and a part is not above its whole."""
    left, right = read_interval(one.sighting.value), read_interval(other.sighting.value)
    if left is None or right is None:
        return False
    if one.signature.plan != other.signature.plan or one.signature.currency != other.signature.currency:
        return True
    return not left.meets(right) or one.signature.per != other.signature.per


def _likeness(one: Seen, other: Seen, kind: str) -> float:
    """How much two claims look alike, 0 to 1: noun, event, and words of their sentences in common."""
    a, b = one.signature, other.signature
    vocabulary = read_vocabulary()
    names = {a.noun, b.noun, a.event, b.event}
    shared = len((one.sighting.context & other.sighting.context) - names - vocabulary.function_words)
    is_people = kind == "population" and all(
        s.noun in vocabulary.people | vocabulary.victims | vocabulary.groups | {"person"} for s in (a, b)
    )
    score = 0.15 * min(3, shared)
    if a.noun == b.noun and a.noun:
        score += 0.25 if a.noun == "person" else 0.4
    if a.event == b.event and a.event:
        score += 0.3
    if is_people:
        score += 0.15
    if is_harm_event(a.event) and is_harm_event(b.event):
        score += 0.15
    if a.kind != "amount" or a.dimension:
        score += 0.1 if a.event == b.event and a.event else 0.0
    if a.event != b.event and (a.event in other.sighting.context or b.event in one.sighting.context):
        score += 0.2
    if a.noun != b.noun and (a.noun in other.sighting.context or b.noun in one.sighting.context):
        score += 0.15
    if kind in {"part", "rate"}:
        score += 0.15
    if kind == "stance":
        score += 0.1
    return round(min(1.0, score), 4)


def explain_frames(question_id: str, evidence: Sequence[Evidence]) -> list[ScopeDifference]:
    """Replies to one question whose figures lie apart, and who speak of different times, places or parts."""
    framed = [item for item in evidence if item.interval][:MOST_ALIKE]
    found = []
    for one, other in combinations(framed, 2):
        is_apart = one.interval and other.interval and not one.interval.meets(other.interval)
        if is_apart and are_framed_apart(one.position, other.position):
            found.append(_explain(question_id, one, other))
    return found


def explain_refusals(
    question: Question, refused: Sequence[tuple[Sighting, str]], evidence: Sequence[Evidence], sources: Mapping[str, Source]
) -> list[ScopeDifference]:
    """Figures that look like answers to a question and are none, beside the weightiest answer that they seem to contradict.

    Args:
        question: the question.
        refused: claims that name what it asks for, with the reason why they do not answer it.
        evidence: its standing replies, the weightiest first.
        sources: every source by id.
    """
    found = []
    for sighting, reason in refused:
        item = next((item for item in evidence if _is_opposed(sighting, item)), None)
        if item:
            name = _name(sighting, sources)
            answer = f"{quote_by(item)} answers “{question.text}”"
            sentence = capitalise(f"{quote(sighting.words)} ({name}) is {reason}; {answer}: both can be true.")
            claims = sighting.claim_id, item.position.claim_id
            found.append(ScopeDifference(content_id("d", *claims, "part"), claims, (question.id,), "part", sentence, 0.9))
    return found


def _is_opposed(sighting: Sighting, item: Evidence) -> bool:
    """Whether another source's figure lies apart."""
    figure = read_interval(sighting.value)
    return bool(figure and item.interval and not figure.meets(item.interval) and item.position.source_id != sighting.source_id)


def _name(sighting: Sighting, sources: Mapping[str, Source]) -> str:
    return sources[sighting.source_id].name if sighting.source_id in sources else "somebody"


def _explain(question_id: str, one: Evidence, other: Evidence) -> ScopeDifference:
    if differ_in_place(one.position, other.position):
        kind, told = "place", [item.position.where.words if item.position.where else "" for item in (one, other)]
    elif differ_in_part(one.position, other.position):
        kind, told = "part", ["everything" if is_whole(item.position.words) else "a part" for item in (one, other)]
    else:
        kind, told = "time", [item.position.when.words if item.position.when else "" for item in (one, other)]
    sentence = f"{quote_by(one)} is about {told[0]}, {quote_by(other)} about {told[1]}: both can be true."
    claims = one.position.claim_id, other.position.claim_id
    return ScopeDifference(content_id("d", *claims, kind), claims, (question_id,), kind, capitalise(sentence), 1.0)
