"""What was published, when, and what was corrected. A publication is recorded once; a correction is another."""

from enum import StrEnum

from msgspec import Struct


class PublicationState(StrEnum):
    """Where a publication stands."""

    BEGUN = "begun"
    """The gate was passed; whether the folder was moved into place was not recorded yet."""
    PUBLISHED = "published"


class Publication(Struct, frozen=True):
    """One publication: which release, which bytes, which word of the gate."""

    id: str
    target: str
    """The folder, absolute: what this publication stands in for."""
    story: str
    """File name of the story."""
    story_sha256: str
    release_sha256: str
    gate_sha256: str
    """Of the gate's report as written beside the folder; the bytes are kept with the originals."""
    files: dict[str, str]
    """Path in the folder -> SHA-256."""
    at: str
    by: str
    has_identities: bool
    """Whether a vault was open, so that the gate knew whom to look for."""
    correction: str = ""
    """What was wrong and why; empty for a first publication."""
    previous: str = ""
    """Id of the publication it corrects."""
    state: PublicationState = PublicationState.BEGUN


class FindingChange(Struct, frozen=True):
    """A finding before and after a correction."""

    finding_id: str
    question: str
    before: str
    """Figure or words; empty: it was not there."""
    after: str
    """Empty: it is no longer there."""
    standing_before: str = ""
    standing_after: str = ""


class Correction(Struct, frozen=True):
    """One correction as readers see it."""

    id: str
    at: str
    """ISO 8601."""
    words: str
    changes: tuple[FindingChange, ...] = ()
    release_sha256: str = ""
