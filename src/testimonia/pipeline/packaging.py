"""Evidence packages of an investigation: asked for, approved by somebody else, written, read by the gate, handed over.

An approval is bound to a plan: this release, these originals, these recipients. The package is written into a staging folder
inside the case; only what the gate has passed is moved, or encrypted, to where it was asked for.
"""

import errno
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from testimonia.errors import NotFoundError, UsageError
from testimonia.model.material import CONFIDENTIAL
from testimonia.model.packages import PackagePlan, PackageRecord, PlannedItem, WrittenPackage
from testimonia.model.releases import Decided, ReleaseRecord, ReleaseState
from testimonia.model.testimony import Act
from testimonia.pipeline import judging
from testimonia.pipeline.case import Case, Progress, no_progress
from testimonia.pipeline.package_contents import Gathering
from testimonia.pipeline.package_writing import Bagging, encrypt_folder
from testimonia.pipeline.releases import NOBODY, People, find_record, records_of, refuse_named, release_with_record
from testimonia.pipeline.signed_pictures import Signing, signed_picture
from testimonia.protect.vault.sealing import check_recipient
from testimonia.protect.vault.vault import Vault
from testimonia.publish.package.content import Approval
from testimonia.text.names import name_key

PACKAGE = "package:"
"""How the targets of judgements on packages begin."""
PACKAGED = "packaged"
STAGING = "staging"
ENDING = ".tar.age"


class Options(Struct, frozen=True):
    """How a package is written, beside what is in it."""

    stamp: Callable[[bytes], tuple[bytes, str]] | None = None
    """Asks a time-stamping authority about bytes: the token, and the time in it. None: nobody is asked."""
    signing: Signing | None = None
    """The newsroom's key and certificates, for copies of pictures."""
    progress: Progress = no_progress


def plan_package(case: Case, *, release: str = "", items: Sequence[str] = (), recipients: Sequence[str] = ()) -> PackagePlan:
    """What a package would hold.

    Args:
        release: beginning of an approved release's hash; empty: the latest.
        items: ids, or beginnings of ids, of items to go along although they are not public.
        recipients: public keys (age1...) to encrypt to.

    Raises:
        UsageError: nothing is approved, or an item may not go along.
        NotFoundError: no such release or item.
        VaultError: a recipient is no public key.
    """
    record = _approved(case, release)
    _, content, bindings = release_with_record(case, record.sha256)
    public = {item.id for item in content.items if item.is_public and item.sha256}
    chosen = {case_id: False for case_id, released in bindings.items.items() if released in public}
    for prefix in items:
        item = case.store.item(case.store.find_id(["items"], prefix))
        if item.media_type == CONFIDENTIAL:
            raise UsageError(
                f"{item.id} is confidential: its original is never handed on; its claims go along as far as released"
            )
        chosen.setdefault(item.id, True)
    texts = {reading.item.id: reading.rendition_id for reading in case.store.readings()}
    planned = tuple(PlannedItem(id_, case.store.item(id_).sha256, texts.get(id_, ""), chosen[id_]) for id_ in sorted(chosen))
    return PackagePlan(record.sha256, planned, tuple(sorted({check_recipient(one) for one in recipients})))


def request_package(case: Case, plan: PackagePlan, people: People = NOBODY, *, reason: str) -> PackageRecord:
    """Ask for a package; call inside `Case.writing`.

    Args:
        case: the open investigation.
        plan: what it would hold.
        people: who must not be named in the reason.
        reason: whom it is for, and what for.

    Raises:
        UsageError: no reason, one that names a source, or it was asked for already.
    """
    if not reason.strip():
        raise UsageError("a request needs a reason: whom the package is for, and what for")
    refuse_named(reason, people)
    sha256 = plan.content_hash()
    if any(record.sha256 == sha256 for record in package_records(case)):
        raise UsageError(f"this very package was asked for already: {sha256[:12]}")
    judging.record(case, Act.CORRECT, f"{PACKAGE}{sha256}", reason, msgspec.json.encode(plan).decode())
    return find_package(case, sha256)


def decide_package(case: Case, prefix: str, people: People = NOBODY, *, is_approved: bool, reason: str) -> PackageRecord:
    """Approve or reject a package that was asked for; call inside `Case.writing`.

    Raises:
        NotFoundError: no such package.
        UsageError: no reason, one that names a source, decided already, or asked for by the same person.
    """
    record = find_package(case, prefix)
    if not reason.strip():
        raise UsageError("a decision needs a reason: it is kept with the package")
    refuse_named(reason, people)
    if record.state is not ReleaseState.REQUESTED:
        raise UsageError(f"the package {record.sha256[:12]} is {record.state} already: a changed one needs a new request")
    is_same = name_key(record.requested_by) == name_key(case.by)
    if is_approved and is_same and case.brief.release.four_eyes:
        raise UsageError(
            f"{case.by} asked for this package; somebody else must approve it (--by NAME), "
            "or set four_eyes = false under [release] in investigation.toml, which the record will say"
        )
    decided = msgspec.json.encode(Decided(is_approved and is_same)).decode()
    judging.record(case, Act.ACCEPT if is_approved else Act.REJECT, f"{PACKAGE}{record.sha256}", reason, decided)
    return find_package(case, record.sha256)


def package_records(case: Case) -> list[PackageRecord]:
    """Every package that was asked for, the oldest first, with what became of it. A retired judgement counts no longer."""
    judgements = case.store.judgements()
    retired: set[str] = set()
    for one in reversed(judgements):
        if one.act is Act.RETIRE and one.id not in retired:
            retired.add(one.target)
    found: dict[str, PackageRecord] = {}
    for one in judgements:
        sha256 = one.target.removeprefix(PACKAGE)
        if not one.target.startswith(PACKAGE) or one.id in retired:
            continue
        if one.act is Act.CORRECT:
            plan = msgspec.json.decode(one.replacement, type=PackagePlan)
            found[sha256] = PackageRecord(sha256, plan, ReleaseState.REQUESTED, one.by, one.at, one.reason)
        elif sha256 in found:
            found[sha256] = msgspec.structs.replace(
                found[sha256],
                state=ReleaseState.APPROVED if one.act is Act.ACCEPT else ReleaseState.REJECTED,
                decided_by=one.by,
                decided_at=one.at,
                decision_reason=one.reason,
                is_single_user=msgspec.json.decode(one.replacement, type=Decided).is_single_user,
            )
    return list(found.values())


def find_package(case: Case, prefix: str) -> PackageRecord:
    """A package by the hash of its plan, or a beginning of it. Raises NotFoundError."""
    found = [record for record in package_records(case) if record.sha256.startswith(prefix)]
    if len(found) != 1:
        raise NotFoundError(f"{'no package' if not found else 'several packages'} {prefix!r} asked for")
    return found[0]


def write_package(case: Case, vault: Vault, target: Path, plan: PackagePlan, options: Options | None = None) -> WrittenPackage:
    """Write an approved package; call inside `Case.writing`.

    Args:
        vault: open: its identities are looked for, its key signs the gate's report.
        target: the folder to make; encrypted, a file of this name and ``.tar.age``.

    Raises:
        UsageError: it is not approved, something lies there already, or the log could be guessed.
        LeakError: the gate found a protected identity, or could not read something that goes out in the clear.
        CustodyError: an original is not what it was.
    """
    options = options or Options()
    final = target.with_name(target.name + ENDING) if plan.recipients else target
    if final.exists():
        raise UsageError(f"{final} is there already: name another folder")
    approval = _approval(case, plan)
    _, release, bindings = release_with_record(case, plan.release_sha256)
    gathering = Gathering(case, release, bindings, plan)
    package = gathering.package(approval, made_at=case.now(), pictures=_pictures(case, plan, options))
    with _staging(case) as folder:
        bagging = Bagging(case, package, folder)
        bagging.write(progress=options.progress)
        written = bagging.seal(vault, stamp=options.stamp, progress=options.progress)
        with case.transaction() as ledger:
            ledger.record(PACKAGED, f"{PACKAGE}{approval.plan_sha256}", f"seal sha256:{written.seal}, {written.files} files")
        final.parent.mkdir(parents=True, exist_ok=True)
        if plan.recipients:
            encrypt_folder(folder, final, plan.recipients, name=target.name)
        else:
            _move(folder, final)
    return msgspec.structs.replace(written, path=str(final), is_encrypted=bool(plan.recipients))


def _approved(case: Case, prefix: str) -> ReleaseRecord:
    if prefix:
        record = find_record(case, prefix)
        if record.state is not ReleaseState.APPROVED:
            raise UsageError(f"the release {record.sha256[:12]} is {record.state}: only an approved one can be packaged")
        return record
    approved = [record for record in records_of(case) if record.state is ReleaseState.APPROVED]
    if not approved:
        raise UsageError("no release is approved yet: `testimonia release request`, then `release approve` by somebody else")
    return approved[-1]


def _approval(case: Case, plan: PackagePlan) -> Approval:
    sha256 = plan.content_hash()
    record = next((record for record in package_records(case) if record.sha256 == sha256), None)
    if record is None or record.state is not ReleaseState.APPROVED:
        state = f"is {record.state}" if record else "was not asked for"
        raise UsageError(
            f"this package ({sha256[:12]}) {state}: `testimonia package --request --reason ...`, same options, asks for it, "
            f"`testimonia --by SOMEBODY-ELSE package --approve {sha256[:12]} --reason ...` approves it"
        )
    return Approval(
        sha256, record.requested_by, record.requested_at, record.decided_by, record.decided_at, record.is_single_user
    )


def _pictures(case: Case, plan: PackagePlan, options: Options) -> dict[str, bytes]:
    """Fresh, signed copies of the pictures among the items; none where no key was named."""
    if options.signing is None:
        return {}
    items = [case.store.item(planned.id) for planned in plan.items]
    pictures = [item for item in items if item.media_type.startswith("image/") and item.media_type != "image/svg+xml"]
    return {item.id: signed_picture(case.originals.read(item.sha256), options.signing, title=item.id) for item in pictures}


@contextmanager
def _staging(case: Case) -> Iterator[Path]:
    """A fresh folder inside the case that is gone afterwards, whatever happens; so is what a killed process left."""
    top = case.inner / STAGING
    shutil.rmtree(top, ignore_errors=True)
    folder = top / secrets.token_hex(4)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _move(folder: Path, final: Path) -> None:
    """By rename; across file systems copied beside its place first, so that the name always stands for a whole package."""
    try:
        folder.rename(final)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise UsageError(f"{final} cannot be written ({error.strerror}): name another folder") from error
        beside = final.with_name(f".{final.name}.partial")
        shutil.copytree(folder, beside)
        beside.rename(final)
    final.chmod(0o755)
