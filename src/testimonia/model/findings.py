"""From answers to findings: questions, answers, independence, corroboration, contradiction, estimate, position, finding."""

from enum import StrEnum

from msgspec import Struct

from testimonia.model.phrases import Telling
from testimonia.model.scales import Grade
from testimonia.model.testimony import Polarity, Stance
from testimonia.model.values import Moment, PlaceRef, Value


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
    interests: tuple[tuple[str, int], ...] = ()
    """(party key, +1 or -1): which parties gain if the answer is more, or yes (+1), or if it is less, or no (-1)."""
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

    In normal form: ``sum(coefficient * question) + sum(coefficient * question * question) + constant  (<=, ==, >=)  0``, in
    base units (hours, kilometres). Moments count in hours too; their coefficients add up to 0.
    """

    id: str
    expression: str
    terms: tuple[tuple[float, str], ...]
    constant: float
    relation: str
    line: int = 0
    products: tuple[tuple[float, tuple[str, str]], ...] = ()
    """Two different questions multiplied: ``distance == speed * time``."""
    moments: tuple[str, ...] = ()
    """Those of its questions that ask for a point in time."""
    reason: str = ""
    """Why it holds, as its editor wrote it down for readers."""

    @property
    def question_ids(self) -> tuple[str, ...]:
        """Every question the rule names, each once, in the order of its terms."""
        return tuple(dict.fromkeys([*(name for _, name in self.terms), *(name for _, pair in self.products for name in pair)]))


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
    where: PlaceRef | None = None
    """The place that the same clause names; None if it names none, or several."""
    when: Moment | None = None
    """The day, period or as-of time that the same clause names."""


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


class Tie(Struct, frozen=True):
    """Two sources that may depend on each other, short of being one account: one interpreter, rare errors shared."""

    first: str
    second: str
    """Source ids, in order."""
    degree: float
    """Probability that what they say alike has one origin, 0 to 1."""
    reason: str


class Corroboration(Struct, frozen=True):
    """Independent answers that agree."""

    question_id: str
    answer_ids: tuple[str, ...]
    groups: tuple[str, ...]
    low: float | None
    high: float | None
    reason: str
    effective: float | None = None
    """Number of independent accounts that remain in effect once ties between them are taken off; None: not computed."""


class Derivation(Struct, frozen=True):
    """What follows for one question from accounts of others by an editor's rule: "three or four with each driver" times "almost
    50 lorries". It is shown beside the accounts and never counted as one.
    """

    question_id: str
    rule_id: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    claim_ids: tuple[str, ...]
    words: str
    """The accounts and the arithmetic, for a reader."""


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


class World(Struct, frozen=True):
    """The most credible reading of all accounts that some rules join: what would have to be false, at least by weight."""

    question_ids: tuple[str, ...]
    dropped: tuple[str, ...]
    """Ids of the claims that would have to be false for everything else and all rules to be true, the weightiest first."""
    is_proved: bool
    """Whether it is proved that no lighter choice exists; otherwise it is the best one found."""
    sentence: str


class ScopeDifference(Struct, frozen=True):
    """Two claims that look as if they contradicted each other, and speak of different things: both can be true.

    Shown to the reader instead of a contradiction: one speaks of a part, another population, time or place, or only promises.
    """

    id: str
    claim_ids: tuple[str, str]
    question_ids: tuple[str, ...]
    """The questions they answer, none if neither answers any."""
    kind: str
    """What differs: stance, rate, part, population, event, time, place, currency or measure."""
    sentence: str
    score: float = 0.0
    """How much alike they look otherwise, 0 to 1; the list is sorted by it, highest first."""


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
    probability: float | None = None
    """For occurrences: how probable it is that it happened, 0 to 1."""
    when: Moment | None = None
    """For moments: the time that most independent accounts share; None where nobody names a day."""
    where: PlaceRef | None = None
    """For places: the place that most independent accounts name."""


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
    """Id of the machine's suggestion that the investigators had before them."""
    grades: tuple[Grade, ...] = ()
    """Grades the investigators gave themselves; they stand in place of the machine's."""
    when: Moment | None = None
    """The time, for a question that asks for one; None where it is only said in ``words``."""
    where: PlaceRef | None = None
    """The place, for a question that asks for one."""


class Reconciliation(Struct, frozen=True):
    """Everything the reconcile step concludes: a pure function of claims, questions, rules and judgements."""

    questions: tuple[Question, ...]
    links: tuple[Link, ...]
    groups: tuple[Group, ...]
    ties: tuple[Tie, ...]
    answers: tuple[Answer, ...]
    corroborations: tuple[Corroboration, ...]
    contradictions: tuple[Contradiction, ...]
    worlds: tuple[World, ...]
    derivations: tuple[Derivation, ...]
    estimates: tuple[Estimate, ...]
    shifts: tuple[Shift, ...]
    findings: tuple[Finding, ...]
    grades: tuple[Grade, ...]
    differences: tuple[ScopeDifference, ...]
    tolls: tuple[Toll, ...]
    """People killed and people injured: what was reported, all accounts taken together as of one incident."""
    tellings: tuple[Telling, ...] = ()
    """What the sentences in all of these are made of, so that they can be said in other languages too."""


SENTENCES: dict[str, tuple[str, ...]] = {
    "links": ("reason",),
    "groups": ("reason",),
    "ties": ("reason",),
    "corroborations": ("reason",),
    "contradictions": ("sentence", "arithmetic"),
    "derivations": ("words",),
    "estimates": ("words",),
    "shifts": ("sentence",),
    "findings": ("reason", "words"),
    "grades": ("reason",),
    "differences": ("sentence",),
}
"""Field of `Reconciliation` -> what the program says itself in each of its results."""
