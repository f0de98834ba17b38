"""The place and the time that a claim's own clause names: part of the definition of what it says.

"In Cairo 280 were killed" and "in Alexandria 25" do not contradict each other, nor do the tolls of two days, nor a toll "by
noon" and a higher one "by evening". A claim that names no place or time fits every frame: most accounts of one event name none.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.findings import Position
from testimonia.model.testimony import Claim
from testimonia.model.values import Amount, Moment, PlaceRef
from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.intervals import Interval, read_interval
from testimonia.reconcile.places import can_be_same
from testimonia.reconcile.vocabulary import read_vocabulary, words_of

AS_OF = re.compile(r"(?:by|as of|as at|until|till|up to|حتى)\b", re.IGNORECASE)
"""Openings of a time up to which something was counted."""

BACKWARD = re.compile(r"(?:that|the same|this|the next|the following|then)\b", re.IGNORECASE)
"""Times that point back to something said before: too unsure to part two accounts."""

LONGEST_MINUTES = 400 * 1440
"""Longer stretches of time ("in the 1990s") set no frame."""

MOST_FRAMES = 12
"""Frames told apart within one question; what lies beyond them is compared with each other."""

Named = TypeVar("Named", PlaceRef, Moment)

CONTAINER = re.compile(
    r"\b(?:in|inside|within|at|aboard|on|across|from|during|throughout) "
    r"((?:(?:the|a|an|one|this|that|these|those|its|all|every|each|my|our|his|her|their) )+(?:[\w-]+ ?){1,3})",
    re.IGNORECASE,
)
"""A phrase that says in what, or during what, something was counted."""


class Clause(Struct, frozen=True, gc=False):
    """Where in its statement a claim stands, as far as its grammar tells."""

    statement_id: str
    noun: str
    verb: str


class Frames:
    """The places and times of statements, by clause: found in one pass, asked in the next."""

    def __init__(self) -> None:
        self._places: dict[Clause, list[PlaceRef]] = {}
        self._times: dict[Clause, list[Moment]] = {}
        self._counted: set[Clause] = set()

    def add(self, claim: Claim) -> None:
        """Take note of a claim if it names a place or a time, or counts something."""
        value, clause = claim.value, find_clause(claim)
        if isinstance(value, Amount) and value.unit:
            self._counted.add(clause)
        elif isinstance(value, PlaceRef):
            _add(self._places, clause, value)
        elif isinstance(value, Moment) and not BACKWARD.match(value.words):
            _add(self._times, clause, value)

    def is_counted(self, claim: Claim) -> bool:
        """Whether a claim's clause counts something: its place and time then belong to the count and are no answers.

        "On 6 May 20 soldiers arrived" does not say when the soldiers arrived, as if they all had.
        """
        return isinstance(claim.value, PlaceRef | Moment) and find_clause(claim) in self._counted

    def find(self, clause: Clause) -> tuple[PlaceRef | None, Moment | None]:
        """The one place and the one time that a clause names; None where it names none, or several."""
        places, times = self._places.get(clause, ()), self._times.get(clause, ())
        return (places[0] if len(places) == 1 else None), (times[0] if len(times) == 1 else None)

    def set(self, position: Position, clause: Clause) -> Position:
        """A position with the place and time of its clause; the answers to where and when are no frames of themselves."""
        where, when = self.find(clause)
        where = None if isinstance(position.value, PlaceRef) else where
        when = None if isinstance(position.value, Moment) else when
        return replace(position, where=where, when=when) if where or when else position


def find_clause(claim: Claim) -> Clause:
    """The clause of a claim: its statement, verb and noun."""
    return Clause(claim.statement_id, claim.about.noun or claim.about.subject, claim.about.predicate)


def _add(known: dict[Clause, list[Named]], clause: Clause, new: Named) -> None:
    values = known.setdefault(clause, [])
    if new not in values:
        values.append(new)


def differ_in_place(one: Position, other: Position) -> bool:
    """Whether both name a place, and not the same."""
    return one.where is not None and other.where is not None and not can_be_same(one.where, other.where)


def differ_in_time(one: Position, other: Position) -> bool:
    """Whether both name a time, and not the same; of two as-of times the later must come with no lower figure."""
    if one.when is None or other.when is None:
        return False
    ends = read_as_of(one), read_as_of(other)
    if ends[0] and ends[1]:
        earlier, later = (one, other) if ends[0] < ends[1] else (other, one)
        figures = read_interval(earlier.value), read_interval(later.value)
        return ends[0] != ends[1] and not (figures[0] and figures[1] and figures[1].is_below(figures[0]))
    spans = read_stretch(one.when), read_stretch(other.when)
    return bool(spans[0] and spans[1] and not spans[0].meets(spans[1]))


def read_as_of(position: Position) -> str:
    """The time up to which a position counts, as ISO 8601; empty if it says none.

    A bare time of day ("by noon") is of the day on which it was said.
    """
    when = position.when
    if when is None or not AS_OF.match(when.words):
        return ""
    if when.value.startswith("T"):
        return f"{position.said_on}{when.value}" if position.said_on else ""
    return max(when.earliest_start, when.latest_start, when.earliest_end, when.latest_end, when.value[:10])


def read_stretch(moment: Moment) -> Interval | None:
    """The stretch of time a moment covers; None for open or very long ones."""
    interval = read_interval(moment)
    if interval is None or not interval.is_estimate or interval.high - interval.low > LONGEST_MINUTES:
        return None
    return interval


def are_framed_apart(one: Position, other: Position) -> bool:
    """Whether two positions speak of different times or places, so that neither speaks against the other."""
    return _is_elsewhere(one, other) or differ_in_part(one, other)


def differ_in_part(one: Position, other: Position) -> bool:
    """Whether one counts in the whole of something, and the other fewer in something else that it names.

    "9 in the second-floor ward" and "70 in the hospital as a whole".
    """
    figures = read_interval(one.value), read_interval(other.value)
    if not isinstance(one.value, Amount) or figures[0] is None or figures[1] is None or figures[0].meets(figures[1]):
        return False
    part, whole = (one, other) if figures[0].is_below(figures[1]) else (other, one)
    container = read_container(part.words)
    return (
        bool(container) and is_whole(whole.words) and not is_whole(part.words) and not (container & read_container(whole.words))
    )


@lru_cache(maxsize=4096)
def read_container(words: str) -> frozenset[str]:
    """The content words of the phrases that say in what something was counted.

    >>> sorted(read_container("Nine patients died in the second-floor ward."))
    ['second-floor', 'ward']
    """
    vocabulary = read_vocabulary()
    found = (words_of(match[1]) for match in CONTAINER.finditer(words))
    return frozenset().union(*found) - vocabulary.function_words - vocabulary.whole


def is_whole(words: str) -> bool:
    """Whether words say that they cover everything.

    >>> is_whole("3,500 were killed during the whole campaign"), is_whole("36 bodies in the first grave")
    (True, False)
    """
    return bool(read_vocabulary().whole.intersection(words_of(words)))


def split_frames(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Evidence in sets whose members may speak of the same time and place, each with all that name neither.

    Sets are opened by the weightiest member of each frame, so that the result depends on the testimony only.
    """
    framed = [item for item in evidence if item.position.where or item.position.when]
    if len(framed) < 2:
        return [list(evidence)]
    leaders: list[Evidence] = []
    rest: list[Evidence] = []
    for item in sorted(framed, key=lambda item: item.order):
        if all(_is_elsewhere(item.position, other.position) for other in leaders):
            (leaders if len(leaders) < MOST_FRAMES else rest).append(item)
    sets = [[item for item in evidence if not _is_elsewhere(item.position, leader.position)] for leader in leaders]
    if rest:
        unframed = [item for item in evidence if not item.position.where and not item.position.when]
        sets.append([*rest, *unframed])
    return sets


def _is_elsewhere(one: Position, other: Position) -> bool:
    return differ_in_place(one, other) or differ_in_time(one, other)
