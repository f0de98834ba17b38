"""What a command did, and the chains people follow: values that the CLI, the API and the workbench show."""

from msgspec import Struct

from testimonia.model.custody import CustodyEntry
from testimonia.model.findings import Link
from testimonia.model.material import Acquisition, Failure, Item, Metadata, Passage, Rendition
from testimonia.model.testimony import Claim, Judgement, Source, Statement


class IngestReport(Struct, frozen=True):
    """What came of taking files in. ``failures`` are recorded in the case as well."""

    files: int
    new_items: int
    again: int
    """Files whose bytes were in the case already, from another place or with other metadata: one more acquisition."""
    unchanged: int
    """Files taken in before, exactly as they are."""
    failures: tuple[Failure, ...] = ()


class StepReport(Struct, frozen=True):
    """How much one step had to do."""

    step: str
    done: int
    unchanged: int
    failed: int


class RunReport(Struct, frozen=True):
    """What a run did, step by step."""

    steps: tuple[StepReport, ...]
    failures: tuple[Failure, ...] = ()
    """Everything that could not be done and has not been done since, from this run or an earlier one."""
    notes: tuple[str, ...] = ()
    """What was not attempted, and why ("no language pack for ku")."""


class ItemTrail(Struct, frozen=True):
    """An item with everything known about where it came from and what was read in it."""

    item: Item
    acquisitions: tuple[Acquisition, ...]
    metadata: Metadata
    renditions: tuple[Rendition, ...]
    """Without their text: ``text`` is empty here."""
    passages: int
    statements: int
    claims: int
    is_current: bool
    custody: tuple[CustodyEntry, ...]
    failures: tuple[Failure, ...]


class ClaimTrail(Struct, frozen=True):
    """A claim walked back to the file: claim, statement, source, passage, rendition, item, acquisitions, custody."""

    claim: Claim
    statement: Statement
    source: Source | None
    before: str
    """Text of the passage before the claim's words."""
    after: str
    passage: Passage | None
    rendition: Rendition
    """Without its text."""
    item: Item
    acquisitions: tuple[Acquisition, ...]
    custody: tuple[CustodyEntry, ...]
    links: tuple[Link, ...]
    contradiction_ids: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    is_vanished: bool


class PlaceFile(Struct, frozen=True):
    """A file of places that the investigation brought itself."""

    id: str
    name: str
    """The file's name; adding another file of that name replaces it."""
    sha256: str
    size: int
    places: int
    """How many it holds."""
    added_at: str
    added_by: str


class VaultEntry(Struct, frozen=True):
    """One protected source as it may be listed: nothing by which they could be recognised."""

    id: str
    pseudonym: str
    fields: dict[str, int]
    """How many of what the vault holds of them: ``{"names": 2, "phones": 1}``."""


class VaultReport(Struct, frozen=True):
    """What came of putting identities into the vault."""

    added: int
    replaced: int
    in_the_clear: tuple[str, ...] = ()
    """Ids of items whose text or name holds one of them: taken in before, or without ``--confidential``."""
