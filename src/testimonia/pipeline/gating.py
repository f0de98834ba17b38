"""The gate over a folder on disk: every file read in worker processes, and the report bound to the bytes that were read."""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec

from testimonia.engine import Job, ProcessEngine
from testimonia.errors import GateError, UsageError
from testimonia.model.gating import FileVerdict, GateReport, Unread, Verdict
from testimonia.pipeline.case import Progress, no_progress
from testimonia.pipeline.gate_answers import Answers, answered
from testimonia.protect.gate.gate import BLIND_SPOTS, read_file
from testimonia.protect.gate.searching.needles import Needles, make_needles
from testimonia.protect.gate.signing import SignedReport, check_files, check_signature, public_key, sha256_of, sign
from testimonia.protect.identities import Allowed, Identity
from testimonia.protect.vault.vault import Credential, Vault

NO_ANSWERS: Answers = {}

LIMIT_S = 120.0
"""Seconds one file may take; what takes longer counts as not read."""

LARGEST = 1 << 30
"""Bytes of the largest file that is read; a larger one counts as not read."""


def gate(
    vault_file: Path,
    credential: Credential,
    folder: Path,
    *,
    answers: Answers = NO_ANSWERS,
    progress: Progress = no_progress,
) -> SignedReport:
    """Read a folder with the identities of a vault, and sign what was found with the vault's key.

    Args:
        answers: editors' answers to combinations of details.

    Raises:
        VaultError: the vault cannot be opened.
        UsageError: no such folder.
    """
    with Vault.open(vault_file, credential) as vault:
        return gate_with(vault, folder, answers=answers, progress=progress)


def gate_with(
    vault: Vault, folder: Path, *, made_at: str = "", answers: Answers = NO_ANSWERS, progress: Progress = no_progress
) -> SignedReport:
    """The same with a vault that is open.

    Args:
        made_at: UTC, ISO 8601; now if empty.
    """
    identities, allowed, signing_key = vault.identities, vault.allowed, vault.signing_key
    now = made_at or datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    tool = f"testimonia {version('testimonia')}"
    report = gate_folder(folder, identities, allowed, made_at=now, tool=tool, progress=progress)
    return sign(answered(report, vault, answers), signing_key)


def check_pass(vault_file: Path, credential: Credential, folder: Path, report: Path) -> GateReport:
    """Make sure that a folder is, byte for byte, what the gate passed under this vault's key.

    Raises:
        GateError: the report is unreadable, changed, of another vault, of other bytes, or no pass.
    """
    with Vault.open(vault_file, credential) as vault:
        trusted = public_key(vault.signing_key)
    try:
        signed = msgspec.json.decode(report.read_bytes(), type=SignedReport)
    except (OSError, msgspec.DecodeError) as error:
        raise GateError(f"{report} is no report of the gate: run `testimonia gate {folder} --report {report}`") from error
    check_signature(signed, trusted)
    check_files(signed.report, hash_folder(folder))
    if not signed.report.verdict.passes:
        raise GateError(f"the gate's word on {folder} was {signed.report.verdict}: it may not be published")
    return signed.report


def write_report(signed: SignedReport, path: Path, folder: Path) -> None:
    """Keep a signed report as JSON, outside of the folder it speaks of.

    Raises:
        UsageError: inside, where it would change what it speaks of; or not writable.
    """
    if path.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{path} lies in the folder the report speaks of: name a file outside of it")
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(signed, order="deterministic"), indent=1) + b"\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}): name another file") from error


class Subject(NamedTuple):
    """A file to read: where it is, and its path within the folder."""

    file: Path
    path: str


def gate_folder(
    folder: Path,
    identities: Sequence[Identity],
    allowed: Allowed,
    *,
    made_at: str,
    tool: str,
    workers: int = 0,
    progress: Progress = no_progress,
) -> GateReport:
    """Read every file of a folder, hidden ones too, as it lies there.

    Args:
        folder: what is about to be published.
        made_at: UTC, ISO 8601.
        workers: processes; 0 = as many as there are processors.

    Raises:
        UsageError: no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder: name the folder that is about to be published")
    subjects = list(_subjects(folder))
    make_step = partial(_make_step, make_needles(identities, allowed))
    jobs = [Job(subject.path, subject.path, subject) for subject in subjects]
    verdicts: dict[str, FileVerdict] = {}
    engine = ProcessEngine(workers or len(os.sched_getaffinity(0)), limit_s=LIMIT_S)
    for outcome in engine.run(make_step, sorted(jobs, key=_largest_first)):
        path = outcome.job.key
        verdicts[path] = outcome.result or _not_read(path, f"{outcome.bug or outcome.reason}: leave it out or change its form")
        progress("gate", len(verdicts), len(jobs))
    return GateReport(tuple(verdicts[path] for path in sorted(verdicts)), made_at, tool, BLIND_SPOTS)


def hash_folder(folder: Path) -> dict[str, str]:
    """Path -> SHA-256 of every file of a folder, as `gate_folder` names them."""
    return {_shown(subject.path): sha256_of(_bytes_of(subject.file)) for subject in _subjects(folder)}


def _subjects(folder: Path) -> Iterator[Subject]:
    """Files, links and empty folders, by path; a folder's own name is read with the files in it.

    Raises:
        UsageError: a folder cannot be listed: what is in it could be anything, so there is no word on the whole.
    """
    for top, folders, files in os.walk(folder, onerror=_cannot_list):
        links = [name for name in folders if (Path(top) / name).is_symlink()]
        names = files + links or ([] if folders or Path(top) == folder else [""])
        for name in names:
            file = Path(top) / name
            yield Subject(file, file.relative_to(folder).as_posix() + ("" if name else "/"))


def _shown(path: str) -> str:
    """A path as a report can name it, also where the file's name is no UTF-8."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _cannot_list(error: OSError) -> None:
    raise UsageError(f"{error.filename} cannot be listed ({error.strerror}): make it readable, or take it out") from error


def _largest_first(job: Job) -> tuple[int, str]:
    return -os.lstat(job.subject.file).st_size, job.key


def _make_step(needles: Needles) -> Callable[[Subject], FileVerdict]:
    return partial(_read, needles)


def _read(needles: Needles, subject: Subject) -> FileVerdict:
    file, path = subject
    if _shown(path) != path:
        return _not_read(_shown(path), "its name is not UTF-8, so nobody can say what it reads: rename the file")
    if path.endswith("/"):
        return read_file(path, b"", needles)
    if file.is_symlink() or not file.is_file():
        return _not_read(path, "a link or a device, not a file: put the file itself there")
    if file.stat().st_size > LARGEST:
        return _not_read(path, f"larger than {LARGEST / 1e9:.1f} GB: split it or leave it out")
    return read_file(path, file.read_bytes(), needles)


def _bytes_of(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() and not file.is_symlink() else b""


def _not_read(path: str, why: str) -> FileVerdict:
    return FileVerdict(path, sha256_of(b""), 0, Verdict.BLOCK, unread=(Unread(path, why),))
