"""Answers: one source's reply to one question, its positions in order of time, and which of them stands.

A witness who first says "a few thousand" and then "about 4,000" has one answer, not two votes; a spokesman who said "a few
dozen" in October and "250" in November now stands by 250, and the change itself is news (see positions).
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from testimonia.model.findings import Answer, Position
from testimonia.model.ids import content_id
from testimonia.model.testimony import FACTUAL, Claim, Form, Statement
from testimonia.model.values import Amount, Duration, Hedge, Moment, Money, PlaceRef, Value, value_type
from testimonia.reconcile.intervals import read_excluded, read_interval

LONGEST = 240
"""Characters of a position's words; a longer sentence is cut around the claim."""

REGION_KM = 50.0
"""Places that reach farther are regions and countries: less of an answer than a town."""

SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+|\n+")


class Reply(Struct, frozen=True, gc=False):
    """One claim that was linked to a question: the position, and what independence needs to know of its statement."""

    question_id: str
    position: Position
    rendition_id: str
    start: int
    form: Form
    shingles: array  # type: ignore[type-arg]  # array is generic only in stubs; msgspec needs the plain class
    """Hashes of the statement's word sequences, sorted; empty if it is too short to prove copying."""
    is_unattributed: bool = False
    """Nobody can be named as the speaker."""
    is_foreign: bool = False
    """Its words are in another language than the investigation's."""


def make_reply(claim: Claim, statement: Statement, question_id: str, shingles: "array[int]") -> Reply:
    """Join a claim and its statement to a question.

    Args:
        claim: the claim.
        statement: the statement it was found in; ``source_id`` is set.
        question_id: the question it answers.
        shingles: from `copies.find_shingles`, shared by all claims of the statement.
    """
    position = Position(
        claim_id=claim.id,
        statement_id=statement.id,
        source_id=statement.source_id,
        said_on=statement.said_on,
        stance=claim.stance,
        polarity=claim.polarity,
        value=claim.value,
        words=find_words(claim, statement),
        is_first_hand=statement.is_first_hand,
        chain=tuple(speaker.name for speaker in statement.chain),
        scope=claim.about.scope,
    )
    is_unattributed = not statement.speaker.name
    return Reply(question_id, position, claim.rendition_id, claim.span.start, statement.form, shingles, is_unattributed)


def find_words(claim: Claim, statement: Statement) -> str:
    """The sentence of the statement that holds a claim, in its exact words; cut with an ellipsis if it is very long."""
    for span in statement.content:
        at, end = claim.span.start - span.start, claim.span.end - span.start
        if 0 <= at < len(span.exact):
            left, right = _sentence_around(span.exact, at, max(at + 1, end))
            return _cut(span.exact, (left, right), (at, end)) or claim.span.exact
    return claim.value.words or claim.span.exact


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    left, right = 0, len(text)
    for match in SENTENCE_END.finditer(text):
        if match.end() <= start and not _is_initial(text, match.start()):
            left = match.end()
        elif match.start() >= end - 1 and not _is_initial(text, match.start()):
            right = match.end()
            break
    return left, right


def _is_initial(text: str, at: int) -> bool:
    """Whether a full stop only ends an initial or a short title ("J. Smith", "Col. Dillon"), which ends no sentence."""
    word = text[:at].rpartition(" ")[2]
    return text[at : at + 1] == "." and word[:1].isupper() and len(word) <= 3


def _cut(text: str, sentence: tuple[int, int], claim: tuple[int, int]) -> str:
    """A sentence on one line, at most `LONGEST` characters of it, the claim among them."""
    left, right = sentence
    if text[left : left + 5].casefold() == "that " and claim[0] >= left + 5:
        left += 5  # "he said that": the cue's word, not the speaker's
    while left < right and text[left].isspace():
        left += 1
    while right > left and text[right - 1].isspace():
        right -= 1
    before = after = ""
    if right - left > LONGEST and claim[1] - left > LONGEST - 20:
        left = max(left, text.rfind(" ", left, max(left + 1, claim[0] - LONGEST // 3)) + 1)
        before = "… "
    if right - left > LONGEST:
        right = max(claim[1], text.rfind(" ", left, left + LONGEST))
        after = " …"
    return before + " ".join(text[left:right].split()) + after


def order_replies(replies: Iterable[Reply]) -> list[Reply]:
    """Replies in order of time, then of text; undated ones first, for the last dated word is the one that stands.

    The order depends on what was said only, never on the order in which claims arrived.
    """
    return sorted(replies, key=lambda r: (r.position.said_on, r.rendition_id, r.start, r.position.claim_id))


def make_answer(question_id: str, replies: Sequence[Reply], *, group: str, is_toll: bool = False) -> Answer:
    """One source's answer from its replies to one question, which must be in order.

    Args:
        question_id: the question.
        replies: of one source, in order.
        group: the source's independence group.
        is_toll: of several figures on one day the largest stands: the others tell of some among the dead.

    >>> make_answer("q", [], group="g").standing
    -1
    """
    positions = tuple(reply.position for reply in merge_repeated(replies))
    source_id = positions[0].source_id if positions else ""
    return Answer(
        id=content_id("a", question_id, source_id),
        question_id=question_id,
        source_id=source_id,
        positions=positions,
        standing=find_standing(positions, is_toll=is_toll),
        group=group,
    )


def merge_repeated(replies: Sequence[Reply]) -> list[Reply]:
    """Replies without those that only say the same again on the same occasion; of two the one with the better words stays.

    An interview note that tells a figure and then quotes it is one position, and no change of mind.
    """
    if len(replies) < 2:
        return list(replies)
    kept: dict[tuple[object, ...], Reply] = {}
    for reply in replies:
        position = reply.position
        occasion = position.said_on or reply.rendition_id
        key = (occasion, position.stance, position.polarity, position.scope, bool(position.chain), _said(position.value))
        if key not in kept or _telling(reply) > _telling(kept[key]):
            kept[key] = reply
    return order_replies(kept.values())


def _said(value: Value) -> tuple[object, ...]:
    """What a value says, without its wording."""
    if isinstance(value, Amount | Money | Duration):
        return ("quantity", value.low, value.best, value.high, value.hedge, value.per, value_type(value))
    if isinstance(value, Moment):
        return ("moment", value.earliest_start, value.latest_start, value.earliest_end, value.latest_end, value.value)
    return ("place", value.name) if isinstance(value, PlaceRef) else ("occurrence", value.happened)


def _telling(reply: Reply) -> tuple[bool, bool, bool, int]:
    """How well words serve a reader: in the investigation's language, first-hand, the speaker's own, with their sentence."""
    is_own = reply.form in {Form.DIRECT, Form.TURN}
    return (not reply.is_foreign, reply.position.is_first_hand is True, is_own, min(len(reply.position.words), LONGEST))


def find_standing(positions: Sequence[Position], *, is_toll: bool = False) -> int:
    """The index of the position that counts now; -1 if nothing factual was said.

    It is the most specific factual position of the latest date; an earlier, more specific one still stands if the latest only
    repeats it more vaguely ("thousands" after "about 4,000").
    """
    factual = [number for number, position in enumerate(positions) if position.stance in FACTUAL]
    if not factual:
        return -1
    last_date = positions[factual[-1]].said_on
    latest = [number for number in factual if positions[number].said_on == last_date]
    best = max(latest, key=lambda number: (rank_position(positions[number]), is_toll and _figure(positions[number]), number))
    earlier = [number for number in factual if positions[number].said_on != last_date]
    for number in reversed(earlier):
        if rank_position(positions[number])[1] > rank_position(positions[best])[1] and _repeats(
            positions[best], positions[number]
        ):
            return number
    return best


def rank_position(position: Position) -> tuple[int, int]:
    """How much a position says: widest scope first, then how specific the value is."""
    value = position.value
    specific = 2
    if isinstance(value, Amount | Money | Duration):
        specific = {Hedge.VAGUE: 0, Hedge.MIN: 1, Hedge.MAX: 1}.get(value.hedge, 2)
        if read_excluded(value, position.polarity, position.stance):
            specific = 0
    elif isinstance(value, Moment):
        interval = read_interval(value)
        specific = 0 if interval is None or not interval.is_estimate else 2 if interval.high - interval.low <= 1440 else 1
    elif isinstance(value, PlaceRef):
        is_region = value.radius_km > REGION_KM or value.gazetteer_id.startswith("region:")
        specific = 0 if value.lat is None else 1 if is_region else 2
    return (0 if position.scope else 1, specific)


def _figure(position: Position) -> float:
    interval = read_interval(position.value)
    return interval.low if interval else 0.0


def _repeats(later: Position, earlier: Position) -> bool:
    if any(read_excluded(p.value, p.polarity, p.stance) for p in (later, earlier)):
        return False
    wide, narrow = read_interval(later.value), read_interval(earlier.value)
    return bool(wide and narrow and narrow.is_within(wide))


def by_source(replies: Sequence[Reply]) -> list[tuple[str, list[Reply]]]:
    """Replies to one question grouped by source, each group in order of time."""
    source = attrgetter("position.source_id")
    return [(key, order_replies(group)) for key, group in groupby(sorted(replies, key=source), key=source)]
