"""Evidence packages: what one would hold, and what was decided about it. Read from judgements, which are never changed."""

import hashlib

import msgspec
from msgspec import Struct

from testimonia.model.releases import ReleaseState


class PlannedItem(Struct, frozen=True):
    """An item whose original goes into a package."""

    id: str
    sha256: str
    rendition_id: str = ""
    """The text that goes with it; empty where it has none."""
    is_named: bool = False
    """Whether an editor named it, though the release does not show it as public."""


class PackagePlan(Struct, frozen=True):
    """What a package is to hold and for whom: what an approval is bound to."""

    release_sha256: str
    items: tuple[PlannedItem, ...]
    """By id."""
    recipients: tuple[str, ...] = ()
    """Public keys (age1...) it is encrypted to, sorted; none: it lies in the clear."""

    def content_hash(self) -> str:
        """SHA-256 of the plan, hexadecimal."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()


class PackageRecord(Struct, frozen=True):
    """A package that was asked for, with everything recorded about it."""

    sha256: str
    """Of its plan."""
    plan: PackagePlan
    state: ReleaseState
    requested_by: str
    requested_at: str
    request_reason: str
    decided_by: str = ""
    decided_at: str = ""
    decision_reason: str = ""
    is_single_user: bool = False
    """Whether one person both asked and approved: nobody else has looked."""


class WrittenPackage(Struct, frozen=True):
    """A package that was written."""

    path: str
    seal: str
    """SHA-256 of its ``tagmanifest-sha256.txt``, hexadecimal: who has this number can tell whether the package is the same."""
    root: str
    """``SIZE:ROOT`` of the custody log in it."""
    files: int
    size_bytes: int
    items: int
    is_encrypted: bool = False
    stamped_at: str = ""
    """By the time-stamping authority; empty: none was asked."""
    remarks: tuple[str, ...] = ()
    """What the gate said that did not stop it."""
