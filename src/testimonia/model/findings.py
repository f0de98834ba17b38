"""From answers to findings: questions, answers, independence, corroboration, contradiction, estimate, position, finding."""

from enum import StrEnum

from msgspec import Struct

from testimonia.model.testimony import Polarity, Stance
from testimonia.model.values import Value


class Question(Struct, frozen=True):
    """A thing to be established. Its key carries its definition: "fighters" is not "people in the convoy"."""

    id: str
    text: str
    value_type: str
    """amount, money, duration, moment, place, occurrence."""
    unit: str = ""
    scope: str = ""
    """What the answer is for, in words: "the whole convoy"."""
    nouns: tuple[str, ...] = ()
    """Lemmas, or two-word phrases, that name what is counted or dated; a claim must show one."""
    terms: tuple[str, ...] = ()
    """Lemmas of which a claim's sentence should show at least one (verbs, circumstances)."""
    without: tuple[str, ...] = ()
    """Lemmas that put a claim outside this question's definition."""
    stances: tuple[Stance, ...] = ()
    """Only these stances belong here (a question about a promise); empty = the factual ones answer, others are compared."""
    is_proposed: bool = False
    """Proposed by the machine for claims that no declared question takes."""


class Link(Struct, frozen=True):
    """A claim meets a question: suggested until judged."""

    claim_id: str
    question_id: str
    score: float
    """0 to 1."""
    reason: str


class Rule(Struct, frozen=True):
    """A relation between questions that an editor wrote down, such as ``people == fighters + relatives``.

    In normal form: ``sum(coefficient * question) + constant  (<=, ==, >=)  0``.
    """

    id: str
    expression: str
    terms: tuple[tuple[float, str], ...]
    constant: float
    relation: str
    line: int = 0


class Position(Struct, frozen=True):
    """What one source held on one question at one time: one claim in its series."""

    claim_id: str
    statement_id: str
    source_id: str
    said_on: str
    stance: Stance
    polarity: Polarity
    value: Value
    words: str
    """The exact words, with enough around them to be understood."""
    is_first_hand: bool | None = None
    chain: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()


class Answer(Struct, frozen=True):
    """One source's reply to one question. ``positions`` are in order of time; the last factual one is the standing reply."""

    id: str
    question_id: str
    source_id: str
    positions: tuple[Position, ...]
    standing: int
    """Index into ``positions`` of the reply that counts now; -1 if the source only promised, expected or declined."""
    group: str = ""
    """Independence group: answers with the same group are not independent of each other."""


class Group(Struct, frozen=True):
    """Sources that do not count as independent of each other, and why."""

    id: str
    source_ids: tuple[str, ...]
    reason: str


class Corroboration(Struct, frozen=True):
    """Independent answers that agree."""

    question_id: str
    answer_ids: tuple[str, ...]
    groups: tuple[str, ...]
    low: float | None
    high: float | None
    reason: str


class Contradiction(Struct, frozen=True):
    """A minimal set of claims, and rules, that cannot all be true: without any one of them the rest could stand."""

    id: str
    claim_ids: tuple[str, ...]
    question_ids: tuple[str, ...]
    rule_ids: tuple[str, ...]
    sentence: str
    """For a reader: who says what and why it cannot all stand."""
    arithmetic: tuple[str, ...] = ()
    """The sum, line by line, that a reader can check by hand."""
    weight: float = 0.0
    """How much it means for the story; the list is sorted by it, highest first."""


class Influence(Struct, frozen=True):
    """How the estimate would change without one source."""

    source_id: str
    weight: float
    best_without: float | None


class Estimate(Struct, frozen=True):
    """low / best / high: what the computer says, by which method, carried by whom."""

    question_id: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    method: str
    influences: tuple[Influence, ...] = ()
    words: str = ""
    """The result in a sentence; for occurrences and moments this carries the answer."""


class Toll(Struct, frozen=True):
    """The lowest and the highest number of people who came to one kind of harm that accounts support.

    It is what was reported, beside the estimate, which says where the truth is likely to lie.
    """

    harm: str
    """kill, injure."""
    low: float
    best: float
    """The figure that most accounts support."""
    high: float
    claim_ids: tuple[str, ...] = ()
    """The claims it rests on."""


class Standing(StrEnum):
    """How well a finding is supported."""

    CORROBORATED = "corroborated"
    SINGLE_SOURCE = "single-source"
    CONTESTED = "contested"
    UNDETERMINED = "undetermined"


class Shift(Struct, frozen=True):
    """A change of a source's or party's position on one question, both exact words beside each other."""

    question_id: str
    holder: str
    """Source id or party key."""
    before: Position
    after: Position
    kind: str
    """denial to admission, new figure, admission to denial, declined to answered."""
    sentence: str


class Finding(Struct, frozen=True):
    """What can be said on a question. The machine's is a suggestion; the investigators' supersedes it and is never edited."""

    id: str
    question_id: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    standing: Standing
    reason: str
    """One sentence: why this standing."""
    words: str = ""
    """The answer in words."""
    is_suggestion: bool = True
    reviewer: str = ""
    at: str = ""
    supersedes: str = ""


class Reconciliation(Struct, frozen=True):
    """Everything the reconcile step concludes: a pure function of claims, questions, rules and judgements."""

    questions: tuple[Question, ...]
    links: tuple[Link, ...]
    groups: tuple[Group, ...]
    answers: tuple[Answer, ...]
    corroborations: tuple[Corroboration, ...]
    contradictions: tuple[Contradiction, ...]
    estimates: tuple[Estimate, ...]
    shifts: tuple[Shift, ...]
    findings: tuple[Finding, ...]
    tolls: tuple[Toll, ...] = ()
    """People killed and people injured: what was reported, all accounts taken together as of one incident."""
