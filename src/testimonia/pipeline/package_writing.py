"""An evidence package on disk: originals copied in pieces, the gate's word, manifests, time stamp; or one encrypted file.

No original is ever held in memory here, however large. The gate itself reads a file whole, as it always does.
"""

import hashlib
import os
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
import pyrage

from testimonia.errors import CustodyError, LeakError, UsageError
from testimonia.model.gating import FileVerdict, GateReport, Verdict
from testimonia.model.packages import WrittenPackage
from testimonia.pipeline.case import Case, Progress, no_progress
from testimonia.pipeline.gate_answers import answers_of
from testimonia.pipeline.gating import gate_with
from testimonia.pipeline.package_contents import bag_path
from testimonia.protect.gate.gate import read_file
from testimonia.protect.gate.searching.needles import make_needles
from testimonia.protect.gate.signing import SignedReport, check_files, sign
from testimonia.protect.vault.vault import Vault
from testimonia.publish.package.bag import SEALED, Digests, bag_info, manifests, tag_manifests
from testimonia.publish.package.content import Package
from testimonia.publish.package.files import GATE_REPORT, files_before_gate, noted_root

STAMP = f"{SEALED}.tsr"
_CHUNK = 1 << 20
_SHOWN = 5

Stamp = Callable[[bytes], tuple[bytes, str]]


class Bagging:
    """One package being written into an empty folder."""

    def __init__(self, case: Case, package: Package, folder: Path) -> None:
        self._case, self._package, self._folder = case, package, folder
        self._digests: dict[str, Digests] = {}

    def write(self, *, progress: Progress = no_progress) -> None:
        """Everything that the gate is to read. Raises CustodyError if an original is not what it was."""
        for number, item in enumerate(self._package.items, start=1):
            with self._case.originals.open(item.sha256) as original:
                made = self._put(bag_path(item), _chunks(original))
            if made.sha256 != item.sha256:
                raise CustodyError(f"the original {item.id} is not what was received: restore it from a backup")
            progress("copy", number, len(self._package.items))
        for path, data in files_before_gate(self._package).items():
            self._put(path, [data])

    def seal(self, vault: Vault, *, stamp: Stamp | None, progress: Progress = no_progress) -> WrittenPackage:
        """Let the gate read the folder, and bind everything with manifests. Raises LeakError."""
        answers = answers_of(self._case)
        signed = gate_with(vault, self._folder, made_at=self._package.made_at, answers=answers, progress=progress)
        check_files(signed.report, {path: one.sha256 for path, one in self._digests.items()})
        remarks = check_report(signed.report, is_encrypted=bool(self._package.plan.recipients))
        shown = sign(without_ids(signed.report), vault.signing_key)
        later = {GATE_REPORT: _pretty(shown)}
        self._put(GATE_REPORT, [later[GATE_REPORT]])
        later["bag-info.txt"] = bag_info(self._package, self._digests).encode()
        self._put("bag-info.txt", [later["bag-info.txt"]])
        for make in (manifests, tag_manifests):
            for path, data in make(self._digests).items():
                later[path] = data
                self._put(path, [data])
        _gate_later(later, vault)
        stamped_at = ""
        if stamp:
            token, stamped_at = stamp(later[SEALED])
            self._put(STAMP, [token])
        return WrittenPackage(
            path=str(self._folder),
            seal=self._digests[SEALED].sha256,
            root=noted_root(self._package),
            files=len(self._digests),
            size_bytes=sum(one.size for one in self._digests.values()),
            items=len(self._package.items),
            stamped_at=stamped_at,
            remarks=tuple(remarks),
        )

    def _put(self, path: str, chunks: Iterable[bytes]) -> Digests:
        """Write a file in pieces and hash it on the way."""
        sha256, sha512, size = hashlib.sha256(), hashlib.sha512(), 0
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as out:
            for chunk in chunks:
                sha256.update(chunk)
                sha512.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self._digests[path] = Digests(size, sha256.hexdigest(), sha512.hexdigest())
        return self._digests[path]


def check_report(report: GateReport, *, is_encrypted: bool) -> list[str]:
    """Stop at what may not leave; returns what may, to be told to the editor.

    An identity stops every package. What was not read, and details that together may point to one person, stop one that lies in
    the clear. Addresses that an original fetches from are part of the evidence: they are told.

    Raises:
        LeakError: names files and places, never what was found.
    """
    stopping: list[str] = []
    told: list[str] = []
    for file in report.files:
        is_identity = any(leak.kind != "details" for leak in file.leaks)
        found = [f"{leak.pseudonym or leak.identity_id}: {leak.kind} in {leak.place}" for leak in file.leaks if not leak.answer]
        unread = [f"not read: {one.place}: {one.why}" for one in file.unread]
        fetched = [f"fetches from elsewhere when it is opened: {one}" for one in file.requests]
        is_ours = not file.path.startswith("data/originals/")
        is_stopping = is_identity or (not is_encrypted and (found or unread)) or (is_ours and fetched)
        (stopping if is_stopping else told).extend(f"{file.path}: {words}" for words in [*found, *unread, *fetched])
    if stopping:
        more = f"; and {len(stopping) - _SHOWN} more" if len(stopping) > _SHOWN else ""
        raise LeakError(
            f"nothing was written: {'; '.join(stopping[:_SHOWN])}{more}. Leave the item out, or encrypt the package"
        )
    return told


def without_ids(report: GateReport) -> GateReport:
    """The report as it goes out: by pseudonym alone, since an id of the vault can be a name."""
    files = []
    for file in report.files:
        leaks = tuple(msgspec.structs.replace(leak, identity_id="") for leak in file.leaks)
        files.append(msgspec.structs.replace(file, leaks=leaks))
    return msgspec.structs.replace(report, files=tuple(files))


def encrypt_folder(folder: Path, final: Path, recipients: Sequence[str], *, name: str) -> None:
    """A folder as one tar file, encrypted as it is made: it never lies there in the clear, and is never held in memory.

    Source: age file format, version 1; POSIX.1-2001 (pax) tar.
    """
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    partial = final.with_name(f".{final.name}.partial")
    reading, writing = os.pipe()
    problems: list[BaseException] = []

    def pack() -> None:
        try:
            with os.fdopen(writing, "wb") as stream, tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                for file in sorted(path for path in folder.rglob("*") if path.is_file()):
                    tar.add(file, f"{name}/{file.relative_to(folder).as_posix()}", filter=_plain)
        except OSError as error:
            problems.append(error)

    packer = threading.Thread(target=pack)
    packer.start()
    try:
        with os.fdopen(reading, "rb") as stream, partial.open("wb") as out:
            pyrage.encrypt_io(stream, out, keys)
        packer.join()
        if problems:
            raise UsageError(f"the package cannot be packed ({problems[0]}): make room, and call again")
        partial.rename(final)
    except OSError as error:
        raise UsageError(f"{final} cannot be written ({error.strerror}): name another file") from error
    finally:
        packer.join()
        partial.unlink(missing_ok=True)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the account's name and the machine's times."""
    info.uid = info.gid = info.mtime = 0
    info.uname = info.gname = ""
    info.mode = 0o644
    return info


def _gate_later(files: dict[str, bytes], vault: Vault) -> None:
    """What was written after the gate: its report, hashes and sizes. Read all the same."""
    needles = make_needles(vault.identities, vault.allowed)
    verdicts: list[FileVerdict] = [read_file(path, data, needles) for path, data in files.items()]
    leaking = [one.path for one in verdicts if one.verdict is Verdict.BLOCK and one.leaks]
    if leaking:
        raise LeakError(f"nothing was written: {', '.join(leaking)} would hold a protected identity")


def _pretty(signed: SignedReport) -> bytes:
    return msgspec.json.format(msgspec.json.encode(signed, order="deterministic"), indent=1) + b"\n"
