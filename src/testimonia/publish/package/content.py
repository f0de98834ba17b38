"""What an evidence package is made of: values that the pipeline has gathered and an editor has approved."""

from msgspec import Struct

from testimonia.model.material import Locator, Metadata, Rendition, Span
from testimonia.model.packages import PackagePlan
from testimonia.model.release import Release
from testimonia.model.testimony import About, Form, Polarity, Role, Stance
from testimonia.model.values import Value


class Received(Struct, frozen=True, omit_defaults=True):
    """How an item came in: Berkeley Protocol collection data, as far as it is handed on."""

    id: str
    at: str
    by: str
    tool: str
    clock: str
    metadata: Metadata
    """Without names of interviewers, interpreters and givers, and without notes."""
    held_back: tuple[str, ...] = ()
    """Fields of the metadata that are set but not handed on."""


class PackagedItem(Struct, frozen=True):
    """An item whose original is in the package."""

    id: str
    sha256: str
    size_bytes: int
    media_type: str
    name: str
    path: str
    """Of the original, within the payload."""
    released_id: str = ""
    """What the release calls it."""
    is_named: bool = False
    """Whether it is here because an editor named it, and not because it is public."""
    metadata: Metadata = Metadata()
    """What it says of itself and what its collector wrote down, without names, as in `Received`."""
    received: tuple[Received, ...] = ()
    rendition_id: str = ""
    picture: str = ""
    """Path of its signed copy, where it is a picture."""


class HeldItem(Struct, frozen=True):
    """An item that the release rests on and the package does not hold. No hash of it: that could be tested against a guess."""

    released_id: str
    kind: str
    date: str
    language: str
    sources: tuple[str, ...]
    """How those who speak in it are called."""
    sha256: str = "withheld"


class PackagedStatement(Struct, frozen=True, omit_defaults=True):
    """An utterance in an item whose text is in the package."""

    id: str
    rendition_id: str
    content: tuple[Span, ...]
    form: Form
    stance: Stance
    speaker: str
    """As the text has it."""
    role: Role
    source_id: str = ""
    """Of the source in the release."""
    quote_id: str = ""
    """Of the quotation in the release."""
    cue: Span | None = None
    mention: Span | None = None
    locator: Locator | None = None
    said_on: str = ""
    is_first_hand: bool | None = None
    chain: tuple[str, ...] = ()
    found_by: str = ""
    """The rule that found it."""
    review: str = ""
    """What a reviewer decided about it: accept, reject, correct, merge; empty: nobody has."""


class PackagedClaim(Struct, frozen=True, omit_defaults=True):
    """A proposition with the exact words it stands on: ``text[start:end] == exact``, in Unicode code points, half-open."""

    id: str
    statement_id: str
    rendition_id: str
    item_id: str
    start: int
    end: int
    exact: str
    value: Value
    polarity: Polarity
    stance: Stance
    about: About
    found_by: str = ""
    released_id: str = ""
    """Of the claim in the release, where a finding or an event rests on it."""
    review: str = ""


class PackagedJudgement(Struct, frozen=True, omit_defaults=True):
    """A reviewer's decision on something that is in the package."""

    id: str
    act: str
    target: str
    by: str
    at: str
    reason: str = ""
    replacement: str = ""


class LogLine(Struct, frozen=True):
    """One line of the custody log: an entry in its very bytes, or the hash of one that is held back."""

    sequence: int
    hash: str
    subject: str = ""
    body: bytes = b""
    """Empty: held back."""


class Approval(Struct, frozen=True):
    """Who asked for the package and who approved it."""

    plan_sha256: str
    requested_by: str
    requested_at: str
    decided_by: str
    decided_at: str
    is_single_user: bool


class Package(Struct, frozen=True):
    """Everything one evidence package holds, beside the bytes of the originals."""

    title: str
    made_at: str
    """UTC, ISO 8601."""
    tool: str
    release: Release
    plan: PackagePlan
    approval: Approval
    items: tuple[PackagedItem, ...]
    held: tuple[HeldItem, ...]
    renditions: tuple[Rendition, ...]
    statements: tuple[PackagedStatement, ...]
    claims: tuple[PackagedClaim, ...]
    judgements: tuple[PackagedJudgement, ...]
    log: tuple[LogLine, ...]
    pictures: dict[str, bytes] = {}
    """Path within the payload -> signed picture."""
