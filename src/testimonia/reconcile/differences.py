"""Claims that look as if they contradicted each other and do not, because they speak of different things.

Most false contradictions are differences of scope: my lorry and the whole convoy, fighters and people, the killed and the
injured, noon and evening, what was promised and what came. The reader is shown the difference, so that nobody mistakes it for a
contradiction, nor for something overlooked.

Only claims that share the counted noun or the event are compared, a bounded number of each, so that the work grows with the
number of claims and not with its square.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product

from msgspec import Struct

from testimonia.model.findings import Question, ScopeDifference
from testimonia.model.ids import content_id
from testimonia.model.phrases import told
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

MOST_ALIKE = 10
"""Signatures compared with each other for one noun, event or word."""

WEAKEST = 0.4
"""Likeness of pairs below which they are not shown."""

MOST_LIKE = 1.6
"""Likeness that counts as a score of 1."""


ANSWERING = 0.15
"""Added where both claims answer a question."""


class Seen(Struct, frozen=True):
    """A claim with its signature."""

    signature: Signature
    sighting: Sighting


class Candidate(Struct, frozen=True, gc=False):
    """Two claims that differ in one thing, before the difference is put in words."""

    rank: float
    """Minus the score."""
    first: str
    second: str
    kind: str
    one: Seen
    other: Seen
    question_ids: tuple[str, ...]


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
    found: list[Candidate] = []
    for one, other in _pairs(sightings.seen):
        claims = one.sighting.claim_id, other.sighting.claim_id
        questions = [frozenset(linked.get(claim, ())) for claim in claims]
        if questions[0] & questions[1] and one.signature.plan == other.signature.plan:
            continue
        kind = _find_kind(one, other, is_answering=all(questions))
        score = _likeness(one, other, kind) + (ANSWERING if all(questions) else 0.0) if kind else 0.0
        if score >= WEAKEST and _are_apart(one, other, kind) and frozenset(claims) not in taken:
            asked = tuple(sorted(questions[0] | questions[1]))
            found.append(Candidate(-round(score, 4), min(claims), max(claims), kind, one, other, asked))
    return [_word(candidate, sources) for candidate in _pick(found)]


def _pick(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The most alike first, at most `MOST`, and no claim more often than `MOST_A_CLAIM`."""
    shown: Counter[str] = Counter()
    number = 0
    for candidate in sorted(candidates, key=lambda candidate: (candidate.rank, candidate.first, candidate.second)):
        if number < MOST and max(shown[candidate.first], shown[candidate.second]) < MOST_A_CLAIM:
            shown.update((candidate.first, candidate.second))
            number += 1
            yield candidate


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
        wide = read_vocabulary().wider.get(signature.noun, "")
        for name in (signature.noun, signature.event, wide, "harm" if is_harm_event(signature.event) else ""):
            if name:
                buckets.setdefault((*kind, name), []).append(signature)
        if signature.plan:
            planned.update(*(sighting.context for sighting in seen[signature]))
    for signature in sorted(seen) if planned else ():
        for word in sorted(seen[signature][0].context & planned):
            buckets.setdefault((signature.kind, signature.dimension, "with", word), []).append(signature)
    done: set[tuple[Signature, Signature]] = set()
    for place, bucket in buckets.items():
        bucket.sort(key=lambda signature: (-len(seen[signature]), signature))
        if place[2] == "with":
            bucket.sort(key=lambda signature: not signature.plan)
        for pair in combinations(bucket[:MOST_ALIKE], 2):
            if pair not in done and pair[::-1] not in done:
                done.add(pair)
                yield from _of_two_sources(pair, seen)


def _of_two_sources(
    pair: tuple[Signature, Signature], seen: Mapping[Signature, Sequence[Sighting]]
) -> Iterator[tuple[Seen, Seen]]:
    """The first claims of two signatures by different sources, if there are such."""
    for one, other in product(seen[pair[0]], seen[pair[1]]):
        if one.source_id != other.source_id:
            yield Seen(pair[0], one), Seen(pair[1], other)
            return


def _find_kind(one: Seen, other: Seen, *, is_answering: bool) -> str:
    """What differs between two claims; empty if nothing is known to, or too much."""
    a, b = one.signature, other.signature
    if a.plan != b.plan:
        kind = "" if a.plan and b.plan else "stance"
    elif a.per != b.per:
        kind = "rate"
    elif a.scope != b.scope:
        kind = "part"
    elif a.currency != b.currency:
        kind = "currency" if a.noun == b.noun else ""
    elif a.noun != b.noun or a.modifiers != b.modifiers:
        kind = "population"
    else:
        kind = "event" if a.event != b.event else ""
    if kind in {"stance", "rate", "part"} and not _is_same_otherwise(one, other, kind):
        return ""
    is_loose = kind == "part" and a.event != b.event and bool(a.event and b.event)
    return "" if is_loose and not is_answering else kind


def _word(candidate: Candidate, sources: Mapping[str, Source]) -> ScopeDifference:
    """A difference with its sentence: the narrower claim first, then by the source's name."""

    def rank(seen: Seen) -> tuple[bool, bool, str, str]:
        return (not seen.signature.plan, not seen.signature.scope, _name(seen.sighting, sources), seen.sighting.claim_id)

    one, other = sorted((candidate.one, candidate.other), key=rank)
    things = [_tell(seen, candidate.kind) for seen in (one, other)]
    who, others = _name(one.sighting, sources), _name(other.sighting, sources)
    quotes = [quote(seen.sighting.words) for seen in (one, other)]
    sentence = told(
        f"{says(who, 'speaks')} of {things[0]} ({quotes[0]}), {others} of {things[1]} ({quotes[1]}): both can be true.",
        "differ.speak",
        who=who,
        thing=things[0],
        quote=quotes[0],
        other=others,
        other_thing=things[1],
        other_quote=quotes[1],
    )
    claims = one.sighting.claim_id, other.sighting.claim_id
    id_ = content_id("d", *claims, candidate.kind)
    return ScopeDifference(
        id_, claims, candidate.question_ids, candidate.kind, capitalise(sentence), _to_score(-candidate.rank)
    )


def _tell(seen: Seen, kind: str) -> str:
    """What one claim speaks of, in words that show the difference."""
    signature = seen.signature
    if kind == "stance":
        return told(signature.plan, f"plan.{signature.plan}") if signature.plan else told("what happened", "differ.happened")
    if kind == "rate":
        if not signature.per:
            return told("all together", "differ.together")
        return told(f"each {signature.per}", "differ.each", what=told(signature.per, "noun.one", noun=signature.per))
    if kind == "part":
        return _show_part(seen)
    return signature.currency if kind == "currency" else _show(signature)


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
        words = ", ".join(seen.signature.scope)
        return told(f"“{words}” alone", "differ.alone", what=told(f"“{words}”", "quote", words=words))
    content = read_container(seen.sighting.sentence)
    named = " ".join(word for word in map(_bare, seen.sighting.sentence.split()) if word.casefold() in content)
    whole = told("the whole", "differ.whole")
    return told(f"the whole ({named})", "in_brackets", what=whole, inside=named) if named else whole


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


def _are_apart(one: Seen, other: Seen, kind: str) -> bool:
    """Whether the figures would contradict each other if they spoke of the same, and can both be true as they do not.

    More children than people cannot have been killed.
    """
    left, right = read_interval(one.sighting.value), read_interval(other.sighting.value)
    if left is None or right is None:
        return False
    if kind in {"rate", "currency"}:
        return True
    if kind == "population" and one.signature.event == other.signature.event:
        for part, whole, narrow, wide in ((one, other, left, right), (other, one, right, left)):
            is_part = whole.signature.noun == "person" and part.signature.noun not in read_vocabulary().groups
            if is_part and part.signature.noun in people() and wide.is_below(narrow):
                return False
    return not left.meets(right)


@lru_cache(maxsize=1)
def people() -> frozenset[str]:
    """Every noun for people, alone or in groups."""
    vocabulary = read_vocabulary()
    return vocabulary.people | vocabulary.victims | vocabulary.groups | {"person"}


def _likeness(one: Seen, other: Seen, kind: str) -> float:
    """How much two claims look alike, as a sum of parts: noun, event, and words of their sentences in common."""
    a, b = one.signature, other.signature
    vocabulary = read_vocabulary()
    names = {a.noun, b.noun, a.event, b.event}
    shared = len((one.sighting.context & other.sighting.context) - names - vocabulary.function_words)
    is_people = kind == "population" and a.noun in people() and b.noun in people()
    score = 0.15 * min(3, shared)
    if a.noun == b.noun and a.noun:
        score += 0.25 if a.noun == "person" else 0.4
    if a.event == b.event and a.event:
        score += 0.3
    if vocabulary.wider.get(a.noun) == b.noun or vocabulary.wider.get(b.noun) == a.noun:
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
    return score


def _to_score(likeness: float) -> float:
    """A likeness, which is a sum of parts, between 0 and 1."""
    return round(min(1.0, likeness / MOST_LIKE), 4)


def explain_frames(question: Question, evidence: Sequence[Evidence]) -> list[ScopeDifference]:
    """Replies to one question whose figures lie apart, and who speak of different times, places or parts."""
    framed = [item for item in evidence if item.interval][:MOST_ALIKE]
    found = []
    for one, other in combinations(framed, 2):
        is_apart = one.interval and other.interval and not one.interval.meets(other.interval)
        if is_apart and are_framed_apart(one.position, other.position):
            found.append(_explain(question, one, other))
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
            quoted = quote(sighting.words)
            sentence: str = told(
                f"{quoted} ({name}) is {reason}; {answer}: both can be true.",
                "differ.refused",
                quote=told(f"{quoted} ({name})", "quote_by", quote=quoted, who=name),
                reason=reason,
                answer=quote_by(item),
                question=question.text,
            )
            sentence = capitalise(sentence)
            claims = sighting.claim_id, item.position.claim_id
            found.append(ScopeDifference(content_id("d", *claims, "part"), claims, (question.id,), "part", sentence, 0.9))
    return found


def _is_opposed(sighting: Sighting, item: Evidence) -> bool:
    """Whether another source's figure lies apart."""
    figure = read_interval(sighting.value)
    return bool(figure and item.interval and not figure.meets(item.interval) and item.position.source_id != sighting.source_id)


def _name(sighting: Sighting, sources: Mapping[str, Source]) -> str:
    return sources[sighting.source_id].name if sighting.source_id in sources else "somebody"


def _explain(question: Question, one: Evidence, other: Evidence) -> ScopeDifference:
    if differ_in_place(one.position, other.position):
        kind, things = "place", [item.position.where.words if item.position.where else "" for item in (one, other)]
    elif differ_in_part(one.position, other.position):
        whole, part = told("everything", "differ.everything"), told("a part", "differ.part")
        kind, things = "part", [whole if is_whole(item.position.words) else part for item in (one, other)]
    else:
        kind, things = "time", [item.position.when.words if item.position.when else "" for item in (one, other)]
    sentence = told(
        f"{quote_by(one)} is about {things[0]}, {quote_by(other)} about {things[1]}: both can be true.",
        "differ.about",
        quote=quote_by(one),
        thing=things[0],
        other_quote=quote_by(other),
        other_thing=things[1],
    )
    claims = one.position.claim_id, other.position.claim_id
    return ScopeDifference(
        content_id("d", *claims, kind), claims, (question.id,), kind, capitalise(sentence), 0.6 if question.is_proposed else 1.0
    )
