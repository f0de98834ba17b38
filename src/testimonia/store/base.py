"""What the pipeline needs of a place to keep things: read with a `Store`, write through its `Writer`.

Two small roles so that a second back-end knows what to build; ``tests/store/test_contract.py`` is the contract both must
pass. A writer is one transaction: all of it is kept, or none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from msgspec import Struct

from testimonia.model.custody import CustodyEntry, Frontier
from testimonia.model.material import Acquisition, Failure, Item, Material, Metadata, Passage, Rendition
from testimonia.model.testimony import Claim, Judgement, Source, Statement

T = TypeVar("T", bound=Struct)


class Reading(Struct, frozen=True):
    """The rendition that counts now for an item, without its text."""

    item: Item
    rendition_id: str
    language: str
    metadata: Metadata


class Writer(Protocol):
    """One transaction. Adding what is already there changes nothing."""

    def add_item(self, item: Item) -> None:
        """Keep an item."""

    def add_acquisition(self, acquisition: Acquisition) -> None:
        """Keep how an item came in; the newest acquisition of an origin is the one that counts."""

    def put_reading(self, rendition: Rendition, passages: Sequence[Passage], metadata: Metadata) -> None:
        """Keep a rendition with its passages and make it the one that counts for its item."""

    def put_source(self, key: str, source: Source) -> None:
        """Keep a source under the key it is found by; replaces what was known of the same id."""

    def put_extraction(self, rendition_id: str, statements: Sequence[Statement], claims: Sequence[Claim], *, at: str) -> None:
        """Keep what an extraction found; what an earlier one found and this one did not is marked vanished."""

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a reviewer's decision. An ADD also keeps what it made, and a retirement shows or hides what an ADD made."""

    def append_custody(self, entry: CustodyEntry, frontier: Frontier) -> None:
        """Append to the custody log; ``frontier`` is the tree with this entry in it."""

    def put_failure(self, failure: Failure) -> None:
        """Keep a failure until the same step on the same subject is done."""

    def mark_step(self, step: str, subject: str, input_hash: str, *, at: str) -> None:
        """Say that a step is done on a subject for this input; clears its failures."""

    def put_note(self, key: str, value: str) -> None:
        """Keep a single value under a key; an empty one takes it away."""

    def put_results(self, kind: str, results: Sequence[Struct]) -> None:
        """Replace all results of a kind, in order. Each has ``id`` or ``question_id``, or both, or neither."""


class Store(Protocol):
    """A case database, for reading; ``writing()`` gives a `Writer`."""

    def writing(self) -> AbstractContextManager[Writer]:
        """Begin a transaction; it is kept when the block ends and dropped when it raises."""

    def close(self) -> None:
        """Let go of files and connections."""

    def items(self) -> Iterator[Item]:
        """Every item, by name."""

    def item(self, item_id: str) -> Item:
        """One item. Raises NotFoundError."""

    def acquisitions(self, item_id: str = "") -> Iterator[Acquisition]:
        """Acquisitions in the order they happened, of one item or of all."""

    def latest_acquisition(self, origin: str) -> Acquisition | None:
        """How the bytes that now stand for an origin came in."""

    def current_items(self) -> set[str]:
        """Ids of items that are the newest from at least one origin; the others were superseded by an edited file."""

    def readings(self) -> Iterator[Reading]:
        """The current reading of every item that has one, superseded ones included."""

    def material(self, rendition_id: str) -> Material:
        """A rendition with passages and metadata. Raises NotFoundError."""

    def renditions(self, item_id: str) -> Iterator[Rendition]:
        """Every rendition of an item."""

    def sources(self) -> dict[str, Source]:
        """Key -> source."""

    def testimony(self, value_type: str = "") -> Iterator[tuple[Claim, Statement]]:
        """Claims of current items that have not vanished, with their statements; judgements not applied; any order.

        Args:
            value_type: only those with a value of this type; empty = all.
        """

    def testimony_beside(self, claim_ids: Sequence[str]) -> list[tuple[Claim, Statement]]:
        """All claims of the statements that some claims are in, vanished ones left out, by rendition and in text order."""

    def testimony_keys(self) -> Iterator[tuple[str, str, str, str]]:
        """Ids of claim, statement, rendition and source of every claim that a current reading holds, without their contents."""

    def relayed(self) -> list[str]:
        """Ids of the statements that name who told whom, vanished ones among them."""

    def statement_keys(self) -> Iterator[tuple[str, str]]:
        """Ids of statement and rendition of every statement that a current reading holds."""

    def statements(self, rendition_id: str) -> Iterator[Statement]:
        """Statements of a rendition that have not vanished, in text order."""

    def statement(self, statement_id: str) -> Statement:
        """One statement, vanished or not. Raises NotFoundError."""

    def item_of(self, rendition_id: str) -> str:
        """Id of the item that a rendition is of. Raises NotFoundError."""

    def claims(self, rendition_id: str) -> Iterator[Claim]:
        """Claims of a rendition that have not vanished, in text order."""

    def claim(self, claim_id: str) -> tuple[Claim, Statement]:
        """One claim with its statement, vanished or not. Raises NotFoundError."""

    def current_claim(self, claim_id: str) -> tuple[Claim, Statement] | None:
        """One claim with its statement, if a current reading holds it and it has not vanished."""

    def vanished(self) -> set[str]:
        """Ids of statements and claims that the latest extraction no longer finds."""

    def judgements(self) -> list[Judgement]:
        """Every judgement in the order it was made."""

    def judgements_after(self, sequence: int) -> list[tuple[int, Judgement]]:
        """Judgements made after one, each with its place in the order (from 1), without reading the earlier ones."""

    def judgement(self, judgement_id: str) -> Judgement | None:
        """One judgement by its whole id; None if there is none."""

    def count_judgements(self) -> int:
        """How many judgements there are, without reading them."""

    def custody(self) -> Iterator[tuple[CustodyEntry, str]]:
        """The log with the recorded root after each entry."""

    def stamp_of_steps(self, *steps: str) -> str:
        """Changes with whatever some steps last did on anything; read without what they did."""

    def made_stamp(self) -> str:
        """Changes whenever what people made themselves can have changed; it may change without that."""

    def custody_of(self, subject: str) -> Iterator[CustodyEntry]:
        """The log's entries on one thing, in order."""

    def last_custody(self) -> tuple[CustodyEntry | None, Frontier]:
        """The newest entry and the tree it closes."""

    def failures(self) -> list[Failure]:
        """What could not be done and has not been done since."""

    def steps(self, step: str) -> Mapping[str, str]:
        """Subject -> input hash of the last time the step was done."""

    def notes(self, prefix: str) -> dict[str, str]:
        """Single values whose key starts with the prefix, by the rest of the key."""

    def results(self, kind: str, result_type: type[T]) -> list[T]:
        """The results of a kind, in order."""

    def find_id(self, kinds: Iterable[str], prefix: str) -> str:
        """The one id among tables ``items``, ``claims`` ... that starts with the prefix. Raises NotFoundError."""
