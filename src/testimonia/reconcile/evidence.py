"""Standing replies as evidence: what each says on the question's axis, and how much it weighs.

The weights are deliberately coarse and few. They decide how much a reply moves an estimate and which replies are named first in
a contradiction; they never make a reply true or false.

Source: our own judgement, to be overruled by an editor's grade: people who were there weigh most, words passed on less with
every step (0.8 a step as in our study of relayed reports), a party's officials a little less than disinterested accounts. The
letters are the reliability scale of the Admiralty code; an empty grade means "cannot be judged" and lowers nothing.
"""

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from testimonia.model.findings import Answer, Position, Question
from testimonia.model.testimony import Polarity, Role, Source, Stance
from testimonia.model.values import Moment, Occurrence, PlaceRef
from testimonia.reconcile.intervals import Interval, read_excluded, read_interval
from testimonia.reconcile.units import find_unit
from testimonia.reconcile.vocabulary import plural, read_vocabulary, singular

ROLE_WEIGHTS = {
    Role.PARTICIPANT: 1.0,
    Role.EYEWITNESS: 1.0,
    Role.FOOTAGE: 1.0,
    Role.DOCUMENT: 0.9,
    Role.EXPERT: 0.8,
    Role.OFFICIAL: 0.7,
    Role.MEDIA: 0.6,
    Role.UNKNOWN: 0.6,
    Role.HEARSAY: 0.4,
}
GRADE_WEIGHTS = {"A": 1.25, "B": 1.1, "C": 1.0, "D": 0.5, "E": 0.25}
RELAY_STEP = 0.8
NOT_FIRST_HAND = 0.6

WITNESSES = frozenset({Role.PARTICIPANT, Role.EYEWITNESS, Role.FOOTAGE, Role.DOCUMENT})
"""Roles that come to know a thing by being there, or by recording it."""


ANALYSTS = frozenset({Role.EXPERT, Role.DOCUMENT, Role.FOOTAGE})
"""Roles whose own work is never first-hand in a witness's sense and still an account of its own."""

REPORTERS = frozenset({Role.MEDIA, Role.OFFICIAL, Role.UNKNOWN})
"""Roles that pass on a toll as it is known on the day."""


class Evidence(Struct, frozen=True, gc=False):
    """One standing reply, read for comparison."""

    answer: Answer
    position: Position
    source: Source
    weight: float
    interval: Interval | None = None
    """What a quantity or moment allows, in base units."""
    excluded: Interval | None = None
    """What a negated figure rules out."""
    happened: bool | None = None
    place: PlaceRef | None = None
    """The place named, unless it was denied."""
    share: float = 1.0
    """How much of an account of its own it is, ties to stronger accounts taken off; ``weight`` has it taken off already."""

    @property
    def group(self) -> str:
        """The independence group; empty for what is no account of anybody's (see `is_account`)."""
        return self.answer.group

    @property
    def order(self) -> tuple[float, str, str]:
        """Sorts evidence for readers: weight, then name, then content; never random ids."""
        return (-self.weight, self.source.name, self.position.claim_id)

    @property
    def is_witness(self) -> bool:
        """Whether the reply is first-hand, from somebody who was there."""
        return self.source.role in WITNESSES and not self.position.chain and self.position.is_first_hand is not False

    @property
    def is_official(self) -> bool:
        """Whether the reply comes from an official or from a party's side."""
        return self.source.role is Role.OFFICIAL or bool(self.source.party)

    @property
    def has_content(self) -> bool:
        """Whether the reply says anything that can be compared."""
        is_time = isinstance(self.position.value, Moment)  # a time of no known day still says something
        return is_time or any(part is not None for part in (self.interval, self.excluded, self.happened, self.place))


def read_evidence(answers: Sequence[Answer], sources: Mapping[str, Source]) -> list[Evidence]:
    """The standing replies among one question's answers, the weightiest first; replies without factual content are left out."""
    evidence = [
        read_position(answer, answer.positions[answer.standing], sources.get(answer.source_id))
        for answer in answers
        if answer.standing >= 0
    ]
    return sorted((item for item in evidence if item.has_content), key=lambda item: item.order)


def read_position(answer: Answer, position: Position, source: Source | None) -> Evidence:
    """Read one position of an answer for comparison."""
    known = source or Source(position.source_id, "an unnamed source")
    value, excluded = position.value, read_excluded(position.value, position.polarity, position.stance)
    is_negative = position.polarity is Polarity.NEGATED or position.stance is Stance.DENIES
    return Evidence(
        answer=answer,
        position=position,
        source=known,
        weight=reply_weight(position, known),
        interval=None if excluded else read_interval(value),
        excluded=excluded,
        happened=read_happened(position),
        place=value if isinstance(value, PlaceRef) and not is_negative else None,
    )


def read_happened(position: Position) -> bool | None:
    """Whether the position says that it happened; None if it is about no occurrence.

    "No deal was made" and "denies that a deal was made" both say no. A negation counts once, whether it was read into the value
    or stands beside it.
    """
    if not isinstance(position.value, Occurrence):
        return None
    return position.value.happened and position.polarity is Polarity.AFFIRMED and position.stance is not Stance.DENIES


def reply_weight(position: Position, source: Source) -> float:
    """How much one reply weighs before groups are counted, 0 to 1.25.

    >>> from testimonia.model.values import Occurrence
    >>> from testimonia.model.testimony import Stance, Polarity
    >>> said = Position("c", "s", "x", "", Stance.ASSERTS, Polarity.AFFIRMED, Occurrence("deal make", True, "a deal"), "a deal")
    >>> reply_weight(said, Source("x", "a driver", Role.PARTICIPANT))
    1.0
    """
    weight = ROLE_WEIGHTS[source.role] * GRADE_WEIGHTS.get(source.grade.upper(), 1.0)
    weight *= float(RELAY_STEP ** len(position.chain))
    if position.is_first_hand is False and source.role is not Role.HEARSAY:
        weight *= NOT_FIRST_HAND
    return weight


def group_votes(evidence: Sequence[Evidence]) -> list[float]:
    """One vote a group, in the order of the evidence."""
    return share_votes([(item.weight, item.answer.group) for item in evidence])


def share_votes(members: Sequence[tuple[float, str]]) -> list[float]:
    """One vote a group: the weight of its best member, shared among its members by their own weights.

    Args:
        members: (weight, group) of each.

    >>> share_votes([(1.0, "a"), (0.5, "b"), (0.5, "b")])
    [1.0, 0.25, 0.25]
    """
    best: dict[str, float] = {}
    total: dict[str, float] = {}
    for weight, group in members:
        best[group] = max(best.get(group, 0.0), weight)
        total[group] = total.get(group, 0.0) + weight
    return [best[group] * weight / total[group] if total[group] else 0.0 for weight, group in members]


def count_groups(evidence: Sequence[Evidence]) -> int:
    """How many independent accounts there are."""
    return len({item.group for item in evidence if item.group})


def effective_accounts(evidence: Sequence[Evidence]) -> float:
    """How many independent accounts there are in effect: each group counts as its most independent member does."""
    best: dict[str, float] = {}
    for item in evidence:
        if item.group:
            best[item.group] = max(best.get(item.group, 0.0), item.share)
    return math.fsum(best[group] for group in sorted(best))


def is_account(position: Position, source: Source | None, *, is_unattributed: bool = False) -> bool:
    """Whether a reply can count as an independent account at all: somebody can be asked how they know.

    Words of no known speaker, and what somebody only heard without saying from whom, are shown and confirm nothing.
    """
    if is_unattributed or source is None or not source.name:
        return False
    is_hearsay = (position.is_first_hand is False or source.role is Role.HEARSAY) and not any(position.chain)
    return not is_hearsay or source.role in ANALYSTS


def split_superseded(question: Question, evidence: Sequence[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """Evidence that counts now, and earlier reports of a toll that a later, higher report has overtaken.

    "One killed" in the evening and "two killed" the next morning do not contradict each other: a toll rises while it is being
    counted. That holds for reporters without a side only; a witness, or a party's spokesman, stands by what they said.
    """
    if question.value_type != "amount" or not is_harm_question(question):
        return list(evidence), []
    reports = [item for item in evidence if item.source.role in REPORTERS and not item.source.party and item.position.said_on]
    superseded = {id(item) for item in reports if any(_overtakes(other, item) for other in reports)}
    current = [item for item in evidence if id(item) not in superseded]
    return current, [item for item in evidence if id(item) in superseded]


def is_harm_question(question: Question) -> bool:
    """Whether a question counts people who came to harm."""
    events = read_vocabulary().events
    return any(term in events and events[term].is_harm for term in question.terms)


def _overtakes(later: Evidence, earlier: Evidence) -> bool:
    if later.position.said_on <= earlier.position.said_on or later.interval is None or earlier.interval is None:
        return False
    return earlier.interval.is_below(later.interval)


def question_factor(question: Question) -> tuple[float, str]:
    """Base units in one of the question's units, and that unit's name: estimates are given in the question's unit."""
    if question.value_type not in {"amount", "duration"}:
        return 1.0, question.unit
    unit = find_unit(question.unit) if question.unit else None
    if question.value_type == "duration":
        return (unit.factor, name_counted(question)) if unit and unit.dimension == "time" else (1.0, "hours")
    return (unit.factor, question.unit) if unit else (1.0, name_counted(question))


def name_counted(question: Question) -> str:
    """What a question counts, in the plural: the word behind a figure.

    >>> [name_counted(Question("q", "?", "amount", unit=unit)) for unit in ("fighter", "people", "Humvee")]
    ['fighters', 'people', 'Humvees']
    """
    return name_many(question.unit or (question.nouns[0] if question.nouns else ""))


def name_many(unit: str) -> str:
    """What is counted, in the plural; a unit that has none stays as it is."""
    start, _, last = unit.rpartition(" ")
    if not last or singular(last) != last.casefold():
        return unit
    many = plural(last.casefold())
    return f"{start} {last[0]}{many[1:]}".strip()
