"""What an investigation offers about releases and the mosaic: the part of `Investigation` that clears and approves.

``people`` are the identities and pseudonyms of the open vault (`pipeline.pseudonyms.people_of` makes them); without it they
are nobody, and the record of a release says so.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from testimonia.errors import UsageError
from testimonia.model.mosaic import MosaicPage, Warning
from testimonia.model.protection import Decision, QuoteAnswer
from testimonia.model.publications import Publication
from testimonia.model.release import Bindings, Cleared, Release
from testimonia.model.releases import ReleaseRecord
from testimonia.pipeline import mosaics, releases
from testimonia.pipeline.case import Progress, no_progress
from testimonia.pipeline.reading import CaseReader
from testimonia.pipeline.releases import NOBODY, People
from testimonia.pipeline.vaults import Credential

if TYPE_CHECKING:
    from testimonia.pipeline.gate_answers import Answers, Combination
    from testimonia.pipeline.publishing import PublicationReport, Wanted


class ReleaseDesk(CaseReader):
    """An open investigation whose releases are cleared and decided; `investigation.Investigation` is the one to use."""

    def clear_release(self, people: People = NOBODY, *, wanted: Sequence[str] = ()) -> Cleared:
        """What the case may say now, what is withheld and why; nothing is kept.

        Args:
            people: who is who, from the open vault.
            wanted: ids of claims and statements that a story quotes beside those that findings rest on.
        """
        return releases.clear_case(self._case, people, wanted=wanted)

    def request_release(self, people: People = NOBODY, *, reason: str, wanted: Sequence[str] = ()) -> ReleaseRecord:
        """Ask for what the case may say now to be released. Raises UsageError."""
        with self._case.writing():
            return releases.request_release(self._case, people, reason=reason, wanted=wanted)

    def decide_release(self, prefix: str, people: People = NOBODY, *, is_approved: bool, reason: str) -> ReleaseRecord:
        """Approve or reject a release that somebody asked for. Raises NotFoundError, UsageError, CustodyError."""
        with self._case.writing():
            warnings = [warning for page in self.mosaic(people) for warning in page.warnings] if is_approved else []
            return releases.decide_release(
                self._case, prefix, people, is_approved=is_approved, reason=reason, warnings=warnings
            )

    def answer_quote(self, prefix: str, decision: Decision, *, reason: str, words: str = "") -> QuoteAnswer:
        """Record an editor's answer on a quotation that may give its speaker away. Raises NotFoundError, UsageError."""
        with self._case.writing():
            return releases.answer_quote(self._case, prefix, decision, reason=reason, words=words)

    def publish(
        self, wanted: "Wanted", credential: Credential | None, *, progress: Progress = no_progress
    ) -> "PublicationReport":
        """Render a story from an approved release, let the gate read it, and move it into place.

        Args:
            credential: opens the vault; None where there is none.

        Raises:
            StoryError: everything wrong with the text and its bindings, with line and column.
            UsageError: no approved release, a vault and no credential, or a change without a correction.
            LeakError: the gate found an identity, or could not read something; nothing was moved.
        """
        from testimonia.pipeline import publishing

        vault = self.vault
        if credential is None and vault.path.exists():
            raise UsageError("who must not be named lies in the vault: open it with its passphrase or a key")
        with self._case.writing(), vault.opened(credential) if credential else nullcontext() as opened:
            return publishing.publish(self._case, wanted, opened, progress=progress)

    def publications(self) -> list[Publication]:
        """Everything that was published, the oldest first."""
        from testimonia.pipeline import publishing

        return publishing.publications_of(self._case)

    def claims_wanted(self, story: Path) -> list[str]:
        """Ids of what a story quotes, for `request_release`. Raises StoryError, NotFoundError."""
        from testimonia.pipeline import publishing

        return publishing.claims_wanted(self._case, story)

    def release_records(self) -> list[ReleaseRecord]:
        """Every release that was asked for and what became of it, the oldest first."""
        return releases.records_of(self._case)

    def release(self, prefix: str) -> tuple[ReleaseRecord, Release, Bindings]:
        """A release with its record, and how the case's ids are called in it. Raises NotFoundError, CustodyError."""
        return releases.release_with_record(self._case, prefix)

    def mosaic(self, people: People = NOBODY, *, name: str = "") -> list[MosaicPage]:
        """What readers can put together about protected sources, over all releases. Raises NotFoundError."""
        return mosaics.pages_of(self._case, people, name=name)

    def answer_mosaic(self, name: str, prefix: str, *, reason: str, people: People = NOBODY) -> Warning:
        """Record an editor's answer to a warning of the mosaic. Raises NotFoundError, UsageError."""
        with self._case.writing():
            return mosaics.answer_warning(self._case, name, prefix, reason=reason, people=people)

    def gate_answers(self) -> "Answers":
        """Editors' answers to combinations of details that the gate found: id -> judgement."""
        from testimonia.pipeline import gate_answers

        return gate_answers.answers_of(self._case)

    def answer_gate(self, prefix: str, credential: Credential, *, reason: str) -> "Combination":
        """Record why details that the gate found may be published together. Raises NotFoundError, UsageError."""
        from testimonia.pipeline import gate_answers

        with self._case.writing(), self.vault.opened(credential) as vault:
            return gate_answers.answer(self._case, vault, prefix, reason=reason)

    def mosaic_page(self, pages: Sequence[MosaicPage]) -> str:
        """Pages of the mosaic as one HTML file."""
        return mosaics.to_html(self.brief.title or self.folder.resolve().name, pages)
