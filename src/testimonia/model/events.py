"""What happened, when and where, in which order, and which claims that rests on."""

from msgspec import Struct

from testimonia.model.findings import Standing
from testimonia.model.values import Duration, Moment, PlaceRef


class Bearing(Struct, frozen=True):
    """What a finding says of an event: one row for each question that the event's claims answer."""

    finding_id: str
    question_id: str
    question: str
    """The question's text."""
    aspect: str
    """What it is about: time, place, length, occurrence (whether it happened), count (what was counted in it)."""
    words: str
    """The answer, for a reader; empty while nothing can be said."""
    standing: Standing
    reviewer: str = ""
    """Who concluded it; empty = the machine's suggestion, that nobody has judged yet."""
    reason: str = ""
    """The reviewer's reason; of a suggestion nothing."""
    is_taken: bool = False
    """Whether the event's time, place or length is the finding's."""
    note: str = ""
    """Why it is not taken."""

    @property
    def said(self) -> str:
        """Question, answer, standing, whose it is, and why the event does not follow it, in one line.

        >>> Bearing("f", "q", "When did it begin?", "time", "on 12 October", Standing.CORROBORATED).said
        'When did it begin? on 12 October (corroborated, suggested)'
        """
        whose = f"concluded by {self.reviewer}" if self.reviewer else "suggested"
        note = f"; not followed: {self.note}" if self.note else ""
        return f"{self.question} {self.words or 'no answer'} ({self.standing}, {whose}{note})"


BEARING_SENTENCES = ("words", "note")
EVENT_SENTENCES = ("reason", "time_reason")
"""What the program says itself of an event, and of what a finding says of it."""


class Event(Struct, frozen=True):
    """Something that happened or is said to have happened. Events without a known time or place are kept and shown."""

    id: str
    what: str
    """In words, from the claims."""
    when: Moment | None
    """The most precise of the times that were given, in its source's words; the bounds are what is known in the end."""
    where: PlaceRef | None
    source_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    reason: str = ""
    """Why these claims were taken as one event."""
    who: tuple[str, ...] = ()
    """Who or what did it, in lemmas, as the claims name them."""
    edtf: str = ""
    """The time as EDTF; empty for an event without any date."""
    date_prec: int = 0
    """UCDP code: 1 exact day, 2 two to six days, 3 a week, 4 a month, 5 a year or longer; 0 no date at all."""
    where_prec: int = 0
    """UCDP code for ``where``: 1 the place itself, 2 within about 25 km, 3 and 4 second- and first-order division, 5 a line or
    something vaguer, 6 country, 7 sea or air; 0 no place, or one in no gazetteer."""
    time_reason: str = ""
    """Where the time comes from when it is not in the event's own words: the sentence before, another event's order."""
    is_ordered: bool = False
    """Whether the bounds of ``when`` were narrowed by the order of events."""
    lasts: Duration | None = None
    """How long it went on, where somebody says so."""
    places: tuple[str, ...] = ()
    """Every place named for it, the one of ``where`` first."""
    findings: tuple[Bearing, ...] = ()
    """What findings say of it, conclusions first; the claims stay as the evidence."""
    standing: str = ""
    """How well its time, occurrence, place or length is supported, by the first of ``findings`` on one of these; empty = no
    question asks for any of them."""


class Order(Struct, frozen=True):
    """One event stands to another in time as a source says: "after the strikes", "the next morning".

    ``low`` and ``high`` bound, in minutes, how long after the end of ``first_id`` the start of ``then_id`` is; None = open.
    For ``during`` both ends of ``then_id`` lie inside ``first_id`` and the lags are not used.
    """

    first_id: str
    then_id: str
    relation: str
    """before, during."""
    low: float | None
    high: float | None
    claim_id: str
    """The claim whose sentence says so."""
    words: str
    """The sentence."""


class OrderClash(Struct, frozen=True):
    """An order of events that cannot be: a minimal set of claims; without any one of them the rest could stand."""

    id: str
    event_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    sentence: str
    """For a reader: who says what, in their exact words, and why it cannot all stand."""
    finding_ids: tuple[str, ...] = ()
    """Findings whose time or length is part of the set."""


class Importance(Struct, frozen=True):
    """How much a day matters among the days that sources speak of, and why."""

    day: str
    """ISO 8601."""
    score: float
    """Comparable within one investigation only; the highest first."""
    items: int
    """Pieces of material that speak of the day."""
    sources: int
    reason: str
