"""The vault of an investigation: every act on it holds the write lock and is in the custody log.

What the log says of a vault is its generation and the hash of the encrypted file, and of an unmasking who, when and why, and
which source by id and pseudonym. Nothing of an identity is ever written there: a reason that names one is refused.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from testimonia.check.desk import FindIdentities
from testimonia.errors import BusyError, NotFoundError, UsageError, VaultError
from testimonia.model.custody import Check, CheckResult
from testimonia.model.material import CONFIDENTIAL, Metadata
from testimonia.model.phrases import told
from testimonia.model.reports import IngestReport, VaultEntry, VaultReport
from testimonia.model.testimony import Source
from testimonia.pipeline.case import INNER, Case, Progress, no_progress
from testimonia.pipeline.pseudonyms import people_of, suggest_for
from testimonia.pipeline.releases import NOBODY, People
from testimonia.protect.identities import Allowed, Identity
from testimonia.protect.pseudonyms.choosing import Profile as Profile
from testimonia.protect.vault.contents import Recipient, sha256
from testimonia.protect.vault.files import read_file
from testimonia.protect.vault.identity_files import LISTS, identity_from, read_identities
from testimonia.protect.vault.masking import Masker
from testimonia.protect.vault.sealing import WORK_FACTOR
from testimonia.protect.vault.vault import Credential as Credential
from testimonia.protect.vault.vault import Vault
from testimonia.text.names import name_key

if TYPE_CHECKING:
    from testimonia.pipeline.confidential import GivenFile, Intake

FILE = "vault.age"
SUBJECT = "vault"
WRITTEN, UNMASKED, REFUSED, SHUT = "vault written", "unmasked", "unmasking refused", "vault not opened"
WRONG = "wrong passphrase or key, or the vault is damaged"

_COUNTED = (*LISTS, "details")


def vault_file(folder: Path) -> Path:
    """Where the vault of the investigation in a folder lies.

    Raises:
        UsageError: there is none.
    """
    file = folder / INNER / FILE
    if not file.exists():
        raise UsageError(f"{folder} has no vault: name one with --vault, or make one with `testimonia vault init`")
    return file


class CaseVault:
    """The vault of one investigation. Every method asks for the credential anew; nothing is remembered between two calls.

    Args:
        case: the open investigation.
        work_factor: cost of guessing a passphrase, for one that is being set.
    """

    def __init__(self, case: Case, *, work_factor: int = WORK_FACTOR) -> None:
        self._case = case
        self._work_factor = work_factor
        self.path: Path = case.inner / FILE

    def create(self, passphrase: str) -> str:
        """Make the vault. Returns the recovery key, which is kept nowhere.

        Raises:
            VaultError: there is one already, or the passphrase is too short.
        """
        with self._case.writing():
            if self.path.exists():
                raise VaultError(f"there is a vault already ({self.path}): it was left as it is")
            vault, recovery_key = Vault.create(self.path, passphrase=passphrase, work_factor=self._work_factor)
            with vault:
                self._write(vault, "made")
        return recovery_key

    @contextmanager
    def opened(self, credential: Credential) -> Iterator[Vault]:
        """The open vault, to be read: for masking, clearance and the gate. Changes are not kept."""
        with Vault.open(self.path, credential) as vault:
            yield vault

    def put(self, credential: Credential, identities: Sequence[Identity], *, allowed: Allowed | None = None) -> VaultReport:
        """Add identities; one with an id that is there takes its place.

        Returns:
            How many are new and how many were replaced, and the items whose text or name holds one of them in the clear.
        """
        with self._changing(credential) as change:
            before = {each.id for each in change.vault.identities}
            change.vault.put(*identities)
            if allowed:
                change.vault.allow(allowed)
            change.done = f"{len(identities)} identities put in"
        replaced = sum(each.id in before for each in identities)
        return VaultReport(len(identities) - replaced, replaced, tuple(self._in_the_clear(identities)))

    def put_file(self, credential: Credential, data: bytes) -> VaultReport:
        """Add the identities of a TOML or JSON file. Raises UsageError, which never repeats what the file holds."""
        identities, allowed = read_identities(data)
        return self.put(credential, identities, allowed=allowed)

    def put_fields(self, credential: Credential, id_: str, fields: dict[str, object]) -> VaultReport:
        """Add one identity from the fields somebody gave."""
        return self.put(credential, [identity_from(id_, fields)])

    def remove(self, credential: Credential, name: str) -> str:
        """Take an identity out, by id or pseudonym; returns its id. Copies of the file made before still hold it."""
        with self._changing(credential) as change:
            removed = change.vault.remove(self._id_of(change.vault, name))
            change.done = "1 identity taken out"
        return removed.id

    def entries(self, credential: Credential) -> list[VaultEntry]:
        """Who is in the vault: ids, pseudonyms and how many of what, never an identity."""
        with self.opened(credential) as vault:
            return [_entry(identity) for identity in vault.identities]

    def unmask(self, credential: Credential, name: str, *, reason: str) -> Identity:
        """Who a source truly is. Recorded in the custody log before it is shown, and so is a refusal.

        Args:
            name: id or pseudonym of the source.
            reason: why, for the log; must not name anybody of the vault.

        Raises:
            UsageError: no reason, or one that names a source.
            VaultError: wrong passphrase or key.
            NotFoundError: no such source.
        """
        if not reason.strip():
            words = "an unmasking needs a reason: it is kept in the custody log with who and when"
            raise UsageError(told(words, "problem.unmask_reason"))
        with self._case.writing():
            try:
                with self.opened(credential) as vault:
                    identity = vault.identity(self._id_of(vault, name))
                    if Masker(vault.identities).find(reason):
                        words = "the reason names a source: say it with the pseudonym, for the log lies in the clear"
                        raise UsageError(told(words, "problem.reason_names"))
            except VaultError:
                self._record(REFUSED, WRONG)
                raise
            self._record(UNMASKED, f"{identity.id} {identity.pseudonym}".strip() + f": {' '.join(reason.split())}")
        return identity

    def people(self, credential: Credential | None) -> People:
        """Who is who, for clearance and the mosaic; nobody if there is no vault.

        Raises:
            UsageError: there is a vault and no credential: a release must not be made as if nobody were protected.
            VaultError: a wrong passphrase or key, which is recorded.
        """
        if not self.path.exists():
            return NOBODY
        if credential is None:
            raise UsageError("who is who lies in the vault: open it with its passphrase or a key")
        try:
            with self.opened(credential) as vault:
                return people_of(self._case, vault.identities, pseudonyms=vault.pseudonyms, allowed=vault.allowed)
        except VaultError:
            with contextlib.suppress(BusyError), self._case.writing():  # a refusal is a refusal, whoever writes just then
                self._record(SHUT, WRONG)
            raise

    def finder(self, credential: Credential) -> FindIdentities:
        """What finds everybody of the vault in a draft, for the desk."""
        from testimonia.pipeline.checking import identity_finder  # the extractor takes seconds to import

        with self.opened(credential) as vault:
            return identity_finder(vault.identities, vault.allowed)

    def name(self, credential: Credential, source_name: str, *, pseudonym: str = "", profile: Profile | None = None) -> str:
        """Set what a source is published as.

        Args:
            source_name: name or id of a source, or its key in ``investigation.toml``.
            pseudonym: empty: one is suggested that has nothing to do with any name in the case.
            profile: what a suggested name may show of the person.

        Returns:
            The pseudonym.

        Raises:
            UsageError: somebody else has it, or no bundled name is left.
            NotFoundError: no such source.
        """
        with self._changing(credential) as change:
            source = self._source(source_name)
            if not pseudonym:
                people = people_of(self._case, change.vault.identities, pseudonyms=change.vault.pseudonyms)
                secret = change.vault.pseudonym_secret
                pseudonym = suggest_for(self._case, source, people, secret=secret, profile=profile).latin
            own = people_of(self._case, change.vault.identities).identities.get(source.id)
            change.vault.name(own.id if own else source.id, pseudonym)
            change.done = "1 pseudonym set"
        return pseudonym

    def _source(self, name: str) -> Source:
        keys = {name_key(settings.key): name_key(settings.name) for settings in self._case.brief.source_settings}
        wanted = {name_key(name), keys.get(name_key(name), "")} - {""}
        for source in self._case.store.sources().values():
            if source.id == name or wanted & {name_key(each) for each in (source.name, *source.aliases)}:
                return source
        raise NotFoundError("no such source: `testimonia show sources` lists them")

    def rekey(self, credential: Credential, passphrase: str, *, is_recovery_new: bool = False) -> str:
        """A new passphrase, and new keys for everything written from now on.

        Returns:
            The new recovery key if one was asked for.
        """
        with self._changing(credential) as change:
            change.vault.rekey(passphrase, work_factor=self._work_factor)
            recovery_key = change.vault.new_recovery_key() if is_recovery_new else ""
            change.done = "new passphrase and keys" + (", new recovery key" if is_recovery_new else "")
        return recovery_key

    def recipients(self, credential: Credential) -> tuple[Recipient, ...]:
        """Who else can open the vault."""
        with self.opened(credential) as vault:
            return vault.recipients

    def add_recipient(self, credential: Credential, name: str, public: str) -> None:
        """Let somebody else open the vault with a key of their own."""
        with self._changing(credential) as change:
            change.vault.add_recipient(name, public)
            change.done = f"recipient {public.strip()[:16]} added"

    def remove_recipient(self, credential: Credential, name: str) -> None:
        """Somebody can no longer open what is written from now on."""
        with self._changing(credential) as change:
            public = next((each.public for each in change.vault.recipients if each.name == name), "")
            change.vault.remove_recipient(name)
            change.done = f"recipient {public[:16]} removed"

    def ingest(
        self,
        credential: Credential,
        paths: Sequence[Path],
        *,
        recursive: bool = False,
        metadata: Metadata | None = None,
        progress: Progress = no_progress,
    ) -> IngestReport:
        """Take confidential files in: originals encrypted, texts, names and metadata masked, the rest in the vault."""
        from testimonia.pipeline import confidential  # the readers take time to import

        given = metadata or Metadata()
        with self._intake(credential) as intake:
            return confidential.ingest(intake, paths, metadata=given, is_recursive=recursive, progress=progress)

    def ingest_given(
        self,
        credential: Credential,
        files: Sequence["GivenFile"],
        *,
        metadata: Metadata | None = None,
        progress: Progress = no_progress,
    ) -> IngestReport:
        """As `ingest`, for files that lie in no folder in the clear."""
        from testimonia.pipeline import confidential

        with self._intake(credential) as intake:
            return confidential.ingest_given(intake, files, metadata=metadata or Metadata(), progress=progress)

    @contextmanager
    def _intake(self, credential: Credential) -> Iterator["Intake"]:
        from testimonia.pipeline import confidential

        with self._case.writing(), self.opened(credential) as vault:
            yield confidential.Intake(
                self._case,
                vault,
                Masker(vault.identities),
                write=lambda: self._write(vault, "confidential material noted"),
                items={item.id: item for item in self._case.store.items()},
                key_numbers={each.item_id: each.key_number for each in vault.concealed},
            )

    def verify(self, credential: Credential | None) -> list[CheckResult]:
        """Whether the vault is the one last written and, given a credential, whether confidential originals are as received."""
        checks = list(self._check_file())
        items = [item for item in self._case.store.items() if item.media_type == CONFIDENTIAL]
        if credential is None:
            why = "what is encrypted in it was not compared: the vault was shut; `testimonia verify --vault` opens it"
            return [*checks, *(CheckResult(item.id, f"{item.name}, decrypted", Check.NOT_CHECKED, why) for item in items)]
        from testimonia.pipeline import confidential

        with self.opened(credential) as vault:
            return [*checks, *confidential.check(self._case, vault, items)]

    def _check_file(self) -> Iterator[CheckResult]:
        written = [entry.detail.split()[0] for entry, _ in self._case.store.custody() if entry.act == WRITTEN]
        if not written and not self.path.exists():
            return
        digest = f"sha256:{sha256(read_file(self.path))}" if self.path.exists() else ""
        if written and digest == written[-1]:
            yield CheckResult(SUBJECT, FILE, Check.INTACT)
        elif digest in written[-2:-1] or (not digest and len(written) == 1):
            why = "the last writing of the vault did not come to its end, or the version before it was put back"
            yield CheckResult(SUBJECT, FILE, Check.NOT_CHECKED, why)
        else:
            why = "the vault is gone, or not the one that the custody log recorded last; restore a backup"
            yield CheckResult(SUBJECT, FILE, Check.ALTERED, why)

    def _in_the_clear(self, identities: Sequence[Identity]) -> Iterator[str]:
        masker = Masker(identities)
        for item in self._case.store.items():
            texts = (rendition.text for rendition in self._case.store.renditions(item.id))
            if masker.find(item.name) or any(masker.find(text) for text in texts):
                yield item.id

    def _id_of(self, vault: Vault, name: str) -> str:
        """An identity's id from its id, its pseudonym, or the id or name of a source of the case.

        The vault may know a source by its key in ``investigation.toml``: the same match as for a release decides.
        """
        known = {each.id for each in vault.identities} | {each.pseudonym for each in vault.identities}
        if name in known:
            return name
        for key, source in self._case.store.sources().items():
            if name in (key, source.id, source.name):
                own = people_of(self._case, vault.identities).identities.get(source.id)
                otherwise = own.id if own else name
                return next((each for each in (source.id, source.name, key) if each in known), otherwise)
        return name

    @contextmanager
    def _changing(self, credential: Credential) -> Iterator["_Change"]:
        with self._case.writing(), self.opened(credential) as vault:
            change = _Change(vault)
            yield change
            self._write(vault, change.done)

    def _write(self, vault: Vault, done: str) -> None:
        generation = vault.generation + 1
        vault.write(before=self._logger(f"generation {generation}: {done}"))

    def _logger(self, done: str) -> Callable[[str], None]:
        return lambda digest: self._record(WRITTEN, f"sha256:{digest} {done}")

    def _record(self, act: str, detail: str) -> None:
        with self._case.transaction() as ledger:
            ledger.record(act, SUBJECT, detail)


class _Change:
    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.done = "changed"


def _entry(identity: Identity) -> VaultEntry:
    counts = {name: len(getattr(identity, name)) for name in _COUNTED if getattr(identity, name)}
    if identity.home:
        counts["home"] = 1
    return VaultEntry(identity.id, identity.pseudonym, counts)
