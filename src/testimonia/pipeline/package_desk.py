"""What an investigation offers about evidence packages: plan, ask, decide, write; each act under the write lock."""

from collections.abc import Sequence
from pathlib import Path

from testimonia.errors import UsageError
from testimonia.model.packages import PackagePlan, PackageRecord, WrittenPackage
from testimonia.pipeline import packaging
from testimonia.pipeline.packaging import Options
from testimonia.pipeline.reading import CaseReader
from testimonia.pipeline.releases import NOBODY, People
from testimonia.pipeline.vaults import Credential


class PackageDesk:
    """The evidence packages of an open investigation."""

    def __init__(self, investigation: CaseReader) -> None:
        self._investigation = investigation
        self._case = investigation._case

    def plan(self, *, release: str = "", items: Sequence[str] = (), recipients: Sequence[str] = ()) -> PackagePlan:
        """What a package would hold. Raises UsageError, NotFoundError, VaultError."""
        return packaging.plan_package(self._case, release=release, items=items, recipients=recipients)

    def request(self, plan: PackagePlan, people: People = NOBODY, *, reason: str) -> PackageRecord:
        """Ask for a package; ``people`` are those whom the reason must not name. Raises UsageError."""
        with self._case.writing():
            return packaging.request_package(self._case, plan, people, reason=reason)

    def decide(self, prefix: str, people: People = NOBODY, *, is_approved: bool, reason: str) -> PackageRecord:
        """Approve or reject what somebody else asked for; ``people`` as in `request`. Raises NotFoundError, UsageError."""
        with self._case.writing():
            return packaging.decide_package(self._case, prefix, people, is_approved=is_approved, reason=reason)

    def records(self) -> list[PackageRecord]:
        """Every package that was asked for and what became of it, the oldest first."""
        return packaging.package_records(self._case)

    def write(
        self, target: Path, plan: PackagePlan, credential: Credential | None, options: Options | None = None
    ) -> WrittenPackage:
        """Write an approved package. Raises UsageError, VaultError, LeakError, CustodyError.

        Args:
            credential: opens the vault: nothing is handed over that was not searched for its identities.
        """
        if credential is None:
            raise UsageError(
                "there is no vault: `testimonia vault init`; its identities are looked for, its key signs the report"
            )
        with self._case.writing(), self._investigation.vault.opened(credential) as vault:
            return packaging.write_package(self._case, vault, target, plan, options)
