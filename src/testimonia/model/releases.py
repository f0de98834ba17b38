"""What became of a release: who asked for it, who decided, and how. Read from judgements, which are never changed."""

from enum import StrEnum

from msgspec import Struct


class ReleaseState(StrEnum):
    """Where a release stands."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"


class Requested(Struct, frozen=True):
    """What a request writes down, beside who and when."""

    sha256: str
    title: str
    findings: int
    quotes: int
    withheld: int
    has_identities: bool
    """Whether the vault was open, so that identities could be looked for."""


class Decided(Struct, frozen=True):
    """What a decision writes down, beside who, when and why."""

    is_single_user: bool
    """Whether one person both asked and approved: nobody else has looked."""
    answered: tuple[str, ...] = ()
    """Ids of the mosaic's warnings that had been answered."""


class ReleaseRecord(Struct, frozen=True):
    """One release with everything recorded about it."""

    sha256: str
    """Of its content: what the approval is bound to."""
    state: ReleaseState
    title: str
    findings: int
    quotes: int
    withheld: int
    has_identities: bool
    requested_by: str
    requested_at: str
    request_reason: str
    decided_by: str = ""
    decided_at: str = ""
    decision_reason: str = ""
    is_single_user: bool = False


class KeptId(Struct, frozen=True):
    """A thing of the case and what it is called in every release."""

    id: str
    """``kind:case id``."""
    released: str
