"""Who said what: parties, sources, statements, claims, and people's judgements on them."""

from enum import StrEnum

from msgspec import Struct

from testimonia.model.material import Protection, Span
from testimonia.model.values import Value


class Role(StrEnum):
    """How a source comes to know what they say."""

    PARTICIPANT = "participant"
    EYEWITNESS = "eyewitness"
    OFFICIAL = "official"
    HEARSAY = "hearsay"
    EXPERT = "expert"
    DOCUMENT = "document"
    FOOTAGE = "footage"
    MEDIA = "media"
    UNKNOWN = "unknown"


class Party(Struct, frozen=True):
    """An actor whose position we track: a government, an armed group, a company."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""


class Source(Struct, frozen=True):
    """Who is answerable for what was said. The id is random: a hash of a name can be guessed."""

    id: str
    name: str
    """The name the team uses: a pseudonym for protected people."""
    role: Role = Role.UNKNOWN
    party: str = ""
    protection: Protection = Protection.NONE
    grade: str = ""
    """Admiralty reliability A-E; empty = cannot be judged (F), which is not a low grade."""
    aliases: tuple[str, ...] = ()
    item_id: str = ""
    """Set when the source is only known inside one item ("a villager"); the same words elsewhere are someone else."""


class Speaker(Struct, frozen=True):
    """A source as the text shows it, before it is matched to a `Source` of the investigation."""

    name: str
    """Canonical name ("Col Ryan Dillon", "SDF"), or the role in the text's words ("another driver"); empty = unresolved."""
    is_named: bool = False
    """A proper name, good beyond this item; a bare role ("a villager") is not."""
    role: Role = Role.UNKNOWN
    party: str = ""


class Form(StrEnum):
    """How the words reach us."""

    DIRECT = "direct"
    """Inside quotation marks."""
    REPORTED = "reported"
    """In the reporter's words, with a cue: he said that ..."""
    TURN = "turn"
    """A speaker's turn in a transcript or a caption."""
    NARRATION = "narration"
    """The item's own voice: an interview note about its source, an article, a document."""


class Stance(StrEnum):
    """What the speaker does with the proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ADMITS = "admits"
    DECLINES = "declines"
    PROMISES = "promises"
    EXPECTS = "expects"
    STIPULATES = "stipulates"
    THREATENS = "threatens"
    ASKS = "asks"


FACTUAL = frozenset({Stance.ASSERTS, Stance.DENIES, Stance.ADMITS})
"""Stances that say how things were; the others (promised, expected, stipulated) are compared with it, never mixed in."""


class Polarity(StrEnum):
    """Whether the proposition is put forward or negated."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Why(Struct, frozen=True):
    """Why the machine suggests something: the rule or model by name, and the words that triggered it."""

    rule: str
    words: str = ""


BY_A_PERSON = Why("person")
"""Of what a person added."""


class Statement(Struct, frozen=True):
    """An attributed utterance: source, cue, content, form, when said, first-hand or relayed.

    ``source_id`` is empty until the pipeline has matched the speaker to a source of the investigation.
    """

    id: str
    rendition_id: str
    passage_id: str
    content: tuple[Span, ...]
    """In text order; several when a quotation is split by "he said"."""
    form: Form
    speaker: Speaker
    stance: Stance = Stance.ASSERTS
    cue: Span | None = None
    mention: Span | None = None
    """The words that name the speaker."""
    source_id: str = ""
    said_on: str = ""
    """ISO 8601 date, or empty: unknown."""
    is_first_hand: bool | None = None
    """True, False (relayed), or None: the text does not say."""
    chain: tuple[Speaker, ...] = ()
    """Who told whom before ``speaker``, the original first. "His cousin told him the SDF had ..." -> (SDF, cousin)."""
    why: Why = Why("")


class About(Struct, frozen=True):
    """What a claim is about, in lemmas, as far as the grammar shows it. This is what meets a question's definition."""

    noun: str = ""
    """What is counted, measured or dated: "fighter", "convoy"."""
    modifiers: tuple[str, ...] = ()
    """What narrows the noun: "foreign", "armed", "family"."""
    predicate: str = ""
    """Governing verb: "leave", "kill"."""
    subject: str = ""
    """Head of the predicate's subject when it is not the noun itself."""
    scope: tuple[str, ...] = ()
    """Phrases that limit the claim to a part: "in my lorry", "with each driver"."""
    terms: tuple[str, ...] = ()
    """Other content lemmas of the sentence, in order, without repetition."""
    harm: str = ""
    """What came to the people counted: kill, injure, shoot (struck, and nothing said of whether they lived), casualty (dead
    and wounded together); empty where the text shows no harm."""
    share: str = ""
    """How a mention of people harmed stands to the others near it: empty for a count of its own; ``part`` of the count before
    ("including 3 children"), the ``rest`` beside others, a ``sum`` of what is counted apart, ``one`` person, ``this`` person
    told of before, one ``name`` or several ``names``, ``self`` for who did it to himself, a ``plural`` that nobody counted,
    ``these`` told of before, ``vague`` ("dozens")."""


class Claim(Struct, frozen=True):
    """One checkable proposition in a statement, tied to the exact words. The id is a hash of its content."""

    id: str
    statement_id: str
    rendition_id: str
    span: Span
    about: About
    value: Value
    polarity: Polarity = Polarity.AFFIRMED
    stance: Stance = Stance.ASSERTS
    why: Why = Why("")


class Extraction(Struct, frozen=True):
    """What one rendition yields. ``notes`` say what was not attempted and why ("no language pack for ku")."""

    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    rendition_id: str = ""
    notes: tuple[str, ...] = ()


class Act(StrEnum):
    """What a reviewer decided about a machine suggestion."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    ADD = "add"
    """Makes a claim or a statement that the machine did not find: ``target`` is its id, ``replacement`` a `Made`."""
    RETIRE = "retire"
    """Takes back an earlier judgement: ``target`` is that judgement's id."""


class Made(Struct, frozen=True):
    """What a person found in the words: a statement, a claim, or both. An old statement is not repeated."""

    statement: Statement | None = None
    claim: Claim | None = None


GIVING_OUT = ("release:", "clearance:", "mosaic:", "package:", "approval:", "gate:")
"""How the targets of decisions on what leaves the team begin: they are no judgements on evidence."""


class Judgement(Struct, frozen=True):
    """A reviewer's decision: a row, never an edit. Undone by a later RETIRE, never by deletion."""

    id: str
    act: Act
    target: str
    """Id of what is judged: a claim, a statement, a source, a finding, a judgement."""
    by: str
    at: str
    reason: str = ""
    replacement: str = ""
    """CORRECT: the corrected object as JSON. MERGE: the id of the object merged into. ADD: what was made as JSON."""

    @property
    def is_of_evidence(self) -> bool:
        """Whether it changes what is concluded; decisions on what is given out do not."""
        return not self.target.startswith(GIVING_OUT)
