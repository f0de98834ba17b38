"""The cleared content of one publication, and nothing else: what `publish` is given.

Only `protect.clearance` builds a `Release`. It names protected sources by pseudonym, and everything in it by ids that are not
those of the case and cannot be worked out from them. It carries the whole chain behind a figure: finding, estimate, answers,
claims, quotations, so that a reader can follow each number to the words it rests on. A release never changes; it is named by
the hash of its content, and a correction is another release.
"""

import hashlib

import msgspec
from msgspec import Struct

from testimonia.model.findings import Standing
from testimonia.model.scales import Scale
from testimonia.model.testimony import Form, Polarity, Role, Stance
from testimonia.model.values import Duration, Moment, PlaceRef, Value


class ReleasedParty(Struct, frozen=True):
    """An actor whose position is tracked. Public, and named as they are."""

    id: str
    name: str
    kind: str = ""


class ReleasedSource(Struct, frozen=True):
    """Who is answerable for words, as they may be shown."""

    id: str
    label: str
    """A public source's name; a protected one's pseudonym, or a description where they have none."""
    label_native: str = ""
    """The pseudonym in its own script."""
    is_protected: bool = True
    is_name: bool = False
    """Whether the label is a name (a pseudonym, a public name) and not a description."""
    role: Role = Role.UNKNOWN
    descriptor: str = ""
    """Trade or standing, as exactly as allowed."""
    region: str = ""
    age: str = ""
    party_id: str = ""


class ReleasedItem(Struct, frozen=True):
    """A piece of material: by kind and time only, unless it is public anyway."""

    id: str
    kind: str
    date: str = ""
    """ISO 8601, as exactly as allowed; empty: unknown or not shown."""
    language: str = ""
    is_public: bool = False
    title: str = ""
    url: str = ""
    publisher: str = ""
    sha256: str = ""
    """Of a public item's bytes; never of protected material: a hash can be tested against a guess."""


class ReleasedQuote(Struct, frozen=True):
    """Somebody's words as they may be quoted. Parts in square brackets are ours."""

    id: str
    source_id: str
    item_id: str
    words: str
    form: Form
    is_edited: bool = False
    """Whether something was left out or put in square brackets."""
    said_on: str = ""
    is_first_hand: bool | None = None
    relayed_from: tuple[str, ...] = ()
    """Who told whom before the source, the original first, as far as that may be shown."""
    language: str = ""


class ReleasedClaim(Struct, frozen=True):
    """One checkable proposition. ``quote_id`` is empty where the words are withheld and only the value is shown."""

    id: str
    source_id: str
    value: Value
    """Its ``words`` are those of the quotation, empty with it."""
    stance: Stance
    polarity: Polarity
    quote_id: str = ""
    said_on: str = ""
    is_coarsened: bool = False
    """Whether a place or time in the value is less exact than what was said."""
    is_first_hand: bool | None = None
    """As of the quotation; said also where the words are withheld."""


class ReleasedQuestion(Struct, frozen=True):
    """A thing to be established, with its definition."""

    id: str
    text: str
    value_type: str
    unit: str = ""
    scope: str = ""


class ReleasedAnswer(Struct, frozen=True):
    """One source's reply to one question: its claims in order of time."""

    id: str
    question_id: str
    source_id: str
    claim_ids: tuple[str, ...]
    standing: int
    """Index into ``claim_ids`` of the reply that counts; -1 if none does."""
    group: str = ""
    """Answers of one group are not independent of each other."""
    credibility: str = ""


class ReleasedEstimate(Struct, frozen=True):
    """What the computer says, by which method, and which answers carry it."""

    id: str
    question_id: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    method: str
    words: str = ""
    probability: float | None = None
    answer_ids: tuple[str, ...] = ()


class ReleasedGrade(Struct, frozen=True):
    """A place on one of the field's scales."""

    scale: Scale
    value: str
    words: str


class ReleasedFinding(Struct, frozen=True):
    """What is concluded on a question. The start of the chain: its estimate and its answers lead to claims and quotations."""

    id: str
    question_id: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    standing: Standing
    words: str
    reason: str
    is_suggestion: bool
    """Whether this is the computer's word, which no investigator has taken over yet."""
    estimate_id: str = ""
    answer_ids: tuple[str, ...] = ()
    grades: tuple[ReleasedGrade, ...] = ()
    when: Moment | None = None
    """The time, for a question that asks for one: no more exactly than everybody who speaks to it allows."""
    where: PlaceRef | None = None
    """The place, likewise."""


class ReleasedCorroboration(Struct, frozen=True):
    """Independent answers that agree."""

    id: str
    question_id: str
    answer_ids: tuple[str, ...]
    low: float | None
    high: float | None
    reason: str


class ReleasedContradiction(Struct, frozen=True):
    """Claims, and rules, that cannot all be true."""

    id: str
    claim_ids: tuple[str, ...]
    question_ids: tuple[str, ...]
    sentence: str
    arithmetic: tuple[str, ...] = ()


class ReleasedShift(Struct, frozen=True):
    """A change of position, by its two claims."""

    id: str
    question_id: str
    source_id: str
    before_id: str
    after_id: str
    kind: str
    sentence: str


class ReleasedDerivation(Struct, frozen=True):
    """What follows for a question from accounts of others by a rule."""

    id: str
    question_id: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    claim_ids: tuple[str, ...]
    words: str


class ReleasedPlace(Struct, frozen=True):
    """A place that the release names, as exactly as all who speak of it allow."""

    id: str
    ref: PlaceRef


class ReleasedEvent(Struct, frozen=True):
    """Something that happened or is said to have."""

    id: str
    what: str
    when: Moment | None
    edtf: str
    place_id: str
    source_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    lasts: Duration | None = None


class ReleasedLeg(Struct, frozen=True):
    """One movement of a route."""

    id: str
    order: int
    start_id: str
    end_id: str
    when: Moment | None
    source_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    is_known: bool
    low_km: float | None = None
    high_km: float | None = None


class ReleasedRoute(Struct, frozen=True):
    """An ordered movement."""

    id: str
    name: str
    legs: tuple[ReleasedLeg, ...]


class Count(Struct, frozen=True):
    """How many of something, with small groups put together so that no row stands for one person."""

    what: str
    number: int


class Release(Struct, frozen=True):
    """Everything one publication may say. Lists are in an order that tells nothing of the case's own."""

    title: str
    language: str = ""
    parties: tuple[ReleasedParty, ...] = ()
    sources: tuple[ReleasedSource, ...] = ()
    items: tuple[ReleasedItem, ...] = ()
    quotes: tuple[ReleasedQuote, ...] = ()
    claims: tuple[ReleasedClaim, ...] = ()
    questions: tuple[ReleasedQuestion, ...] = ()
    answers: tuple[ReleasedAnswer, ...] = ()
    estimates: tuple[ReleasedEstimate, ...] = ()
    findings: tuple[ReleasedFinding, ...] = ()
    corroborations: tuple[ReleasedCorroboration, ...] = ()
    contradictions: tuple[ReleasedContradiction, ...] = ()
    shifts: tuple[ReleasedShift, ...] = ()
    derivations: tuple[ReleasedDerivation, ...] = ()
    places: tuple[ReleasedPlace, ...] = ()
    events: tuple[ReleasedEvent, ...] = ()
    routes: tuple[ReleasedRoute, ...] = ()
    counts: tuple[Count, ...] = ()
    """Sources by how they know."""
    withheld: tuple[Count, ...] = ()
    """How much is not shown, by kind and reason; what it is stays with the team."""

    def encode(self) -> bytes:
        """The release as JSON: the same bytes for the same content."""
        return msgspec.json.encode(self, order="deterministic")

    def content_hash(self) -> str:
        """SHA-256 of the content, hexadecimal: what an approval is bound to."""
        return hashlib.sha256(self.encode()).hexdigest()


def decode_release(data: bytes) -> Release:
    """The release that `Release.encode` wrote. Raises msgspec.DecodeError."""
    return msgspec.json.decode(data, type=Release)


class Withheld(Struct, frozen=True):
    """Something that is not in the release. For the team: it names the case's own object. Never published."""

    case_id: str
    kind: str
    """quote, claim, answer, finding, contradiction, shift, event, leg, place, item ..."""
    reason: str
    needs_answer: bool = False
    """Whether an editor's answer could let it through."""
    words: str = ""
    """The words in question, for the editor; empty where they hold an identity."""


class Bindings(Struct, frozen=True):
    """How the case's ids are called in a release, so that a story written with case ids can be rendered. Never published.

    Every map is case id -> released id; what is not in it has not been cleared.
    """

    sources: dict[str, str] = {}
    items: dict[str, str] = {}
    quotes: dict[str, str] = {}
    """By statement id and by the id of every claim in the statement."""
    claims: dict[str, str] = {}
    questions: dict[str, str] = {}
    answers: dict[str, str] = {}
    findings: dict[str, str] = {}
    """By question id: a story says ``{finding: people}``."""
    contradictions: dict[str, str] = {}
    places: dict[str, str] = {}
    """By name as written, folded."""
    events: dict[str, str] = {}
    routes: dict[str, str] = {}


class Cleared(Struct, frozen=True):
    """What clearance returns: the release, and for the team what is not in it and how the two sets of ids meet."""

    release: Release
    withheld: tuple[Withheld, ...]
    bindings: Bindings
    ids: dict[str, str]
    """``kind:case id`` -> released id, for everything ever released: give it back for the next release."""
