"""Material that itself holds identities: the original encrypted, its text masked, what was taken out in the vault.

The vault is written before the case: a kill in between leaves the vault knowing of an item that the case does not have, and the
same command takes it in again; the other way round, what stood in the text would be lost. The case sees a neutral file name,
``vault:`` and an id for a path, and the hash of the encrypted bytes. Nothing is written to a temporary file.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from testimonia.errors import CustodyError, ReadError, VaultError
from testimonia.ingest.detection import detect_media_type
from testimonia.ingest.metadata import merge_metadata, normalise_metadata, parse_sidecar, read_sidecar
from testimonia.ingest.reading import LIMIT_BYTES, Reading, read, to_passages, to_rendition
from testimonia.ingest.walking import FoundFile, find_files
from testimonia.model.custody import Check, CheckResult
from testimonia.model.ids import content_id
from testimonia.model.material import CONFIDENTIAL, Acquisition, Failure, Item, Metadata, Rendition
from testimonia.model.phrases import told
from testimonia.model.reports import IngestReport
from testimonia.pipeline.batching import note_reason
from testimonia.pipeline.case import Case, Ledger, Progress
from testimonia.pipeline.intake import CLOCK, UNKNOWN_TYPE
from testimonia.pipeline.verification import ACQUIRED, RENDERED, rendered_detail
from testimonia.protect.vault.contents import Concealed, sha256
from testimonia.protect.vault.masking import Masker
from testimonia.protect.vault.vault import Vault

_BATCH = 20
"""Files between two writings of the vault."""
_ENDINGS = frozenset(
    {".csv", ".docx", ".eml", ".htm", ".html", ".jpg", ".md", ".mp3", ".mp4", ".pdf", ".png", ".srt", ".txt", ".vtt"}
)
"""Endings that the neutral name keeps; any other could be a name."""


class GivenFile(Struct, frozen=True):
    """A confidential file that lies in no folder in the clear: what reads it, and its metadata file."""

    name: str
    origin: str
    read: Callable[[], bytes]
    read_sidecar: Callable[[], bytes] | None = None

    def __repr__(self) -> str:
        """Without its name."""
        return "GivenFile(...)"


class _File(Struct, frozen=True):
    """A file's bytes with its true name and where it is from."""

    data: bytes
    name: str
    origin: str
    metadata: Metadata


class _Taken(Struct, frozen=True):
    """A file whose encrypted bytes are safe, ready for the vault and for the case."""

    item: Item
    origin: str
    metadata: Metadata
    """As given, masked."""
    reading: Reading | None
    """Masked."""
    failure: str = ""


class Intake(Struct, frozen=True):
    """Where confidential files are taken in."""

    case: Case
    vault: Vault
    """Open."""
    masker: Masker
    """Finds and replaces the identities of the vault."""
    write: Callable[[], None]
    """Writes the vault and records it."""
    items: dict[str, Item]
    """By id: the items that the case holds, or will hold after this batch."""
    key_numbers: dict[str, int]
    """Item id -> the material key its original is encrypted to."""


def ingest(
    intake: Intake, paths: Sequence[Path], *, metadata: Metadata, is_recursive: bool, progress: Progress
) -> IngestReport:
    """Take confidential files in; call inside `Case.writing`.

    Returns:
        What came of it. Failures name a file by its place in the list, or by its neutral name.
    """
    walk = find_files(paths, is_recursive=is_recursive)
    unusable = "it cannot be used: check that it is there and no file of the investigation itself"
    failures = [_failure(intake.case, f"path {n}", unusable) for n in range(1, len(walk.problems) + 1)]
    return _ingest(intake, [partial(_load, file, metadata) for file in walk.files], failures, progress)


def ingest_given(intake: Intake, files: Sequence[GivenFile], *, metadata: Metadata, progress: Progress) -> IngestReport:
    """As `ingest`, for files that are read from elsewhere than a folder."""
    return _ingest(intake, [partial(_load_given, file, metadata) for file in files], [], progress)


def _ingest(intake: Intake, loads: Sequence[Callable[[], _File]], failures: list[Failure], progress: Progress) -> IngestReport:
    """Load, encrypt, read, mask and keep files, some at a time; ``failures`` are those that could not even be loaded."""
    case = intake.case
    case.originals.clean()
    total = len(loads) + len(failures)
    count: Counter[str] = Counter()
    known = set(intake.items)
    for first in range(0, len(loads), _BATCH):
        taken = list(_take_batch(intake, loads[first : first + _BATCH], first, failures))
        if taken:
            intake.write()
        with case.transaction() as ledger:
            for n, each in enumerate(taken):
                is_same = any(_is_same(each, earlier) for earlier in taken[:n])
                count["unchanged" if is_same else _keep(case, ledger, each, failures, known)] += 1
        progress("acquire", min(first + _BATCH, len(loads)), len(loads))
    return IngestReport(total, count["new"], count["again"], count["unchanged"], tuple(failures))


def _take_batch(intake: Intake, loads: Sequence[Callable[[], _File]], first: int, failures: list[Failure]) -> Iterator[_Taken]:
    for number, load in enumerate(loads, start=first + 1):
        try:
            yield from _take(intake, load())
        except OSError as error:
            failures.append(_failure(intake.case, f"file {number}", f"it cannot be read ({error.strerror})"))
        except ReadError as error:
            failures.append(_failure(intake.case, f"file {number}", _masked(intake.masker, error)))


def check(case: Case, vault: Vault, items: Sequence[Item]) -> Iterator[CheckResult]:
    """Whether confidential originals, decrypted, are what was received."""
    known = {each.item_id: each for each in vault.concealed}
    for item in items:
        name, concealed = f"{item.name}, decrypted", known.get(item.id)
        if concealed is None:
            yield CheckResult(
                item.id, name, Check.ALTERED, "the vault does not know this item: it is not the vault it came in with"
            )
            continue
        try:
            data = vault.reveal(case.originals.read(item.sha256), key_number=concealed.key_number)
            is_same = sha256(data) == concealed.sha256
        except (CustodyError, VaultError):
            is_same = False
        why = "" if is_same else "what is encrypted cannot be opened, or is not what was received; restore a backup"
        yield CheckResult(item.id, name, Check.INTACT if is_same else Check.ALTERED, why)


def _load(file: FoundFile, flags: Metadata) -> _File:
    given = normalise_metadata(flags)
    if file.sidecar:
        try:
            given = merge_metadata(given, read_sidecar(file.sidecar))
        except ReadError as error:
            raise ReadError(str(error).replace(str(file.sidecar), "its metadata file")) from None
    return _File(file.path.read_bytes(), file.path.name, str(file.path.absolute()), given)


def _load_given(file: GivenFile, flags: Metadata) -> _File:
    given = normalise_metadata(flags)
    if file.read_sidecar:
        try:
            given = merge_metadata(given, parse_sidecar(file.read_sidecar()))
        except ReadError as error:
            words = f"its metadata file: {error}"
            raise ReadError(told(words, "unread.its_sidecar", what=error.args[0])) from None
    return _File(file.read(), file.name, file.origin, given)


def _take(intake: Intake, file: _File) -> Iterator[_Taken]:
    """Encrypt one file, read and mask it, note it in the vault; then what is attached to it."""
    item = _item(intake, file)
    try:
        if len(file.data) > LIMIT_BYTES:
            words = f"{item.name}: larger than {LIMIT_BYTES:,} bytes: kept, not read. Add its text or a transcript"
            raise ReadError(told(words, "unread.kept", name=item.name, limit=LIMIT_BYTES))
        reading, failure = read(file.data, name=item.name, metadata=file.metadata), ""
    except ReadError as error:
        reading, failure = None, _masked(intake.masker, error)
    same_path = next((each.item_id for each in intake.vault.concealed if each.origin == file.origin), item.id)
    shown = mask_reading(reading, intake.masker) if reading else None
    concealed = _concealed(item, file, reading, shown, intake.masker)
    intake.vault.note_concealed(msgspec.structs.replace(concealed, key_number=intake.key_numbers[item.id]))
    yield _Taken(item, f"vault:{same_path}", _mask_metadata(file.metadata, intake.masker), shown, failure)
    for attachment in reading.attachments if reading else ():
        given = Metadata(obtained_from=item.name, obtained_how="attached to it")
        yield from _take(intake, _File(attachment.data, attachment.name, f"{file.origin}/{attachment.name}", given))


def _item(intake: Intake, file: _File) -> Item:
    """The item these bytes are already, or a new one under a neutral name, its original encrypted."""
    digest = sha256(file.data)
    for earlier in intake.vault.concealed:
        if earlier.sha256 == digest and earlier.item_id in intake.items:
            return intake.items[earlier.item_id]
    kept, size = intake.case.originals.keep(intake.vault.conceal(file.data))
    item_id = content_id("i", kept)
    ending = Path(file.name).suffix.lower()
    name = f"confidential-{item_id[2:10]}{ending if ending in _ENDINGS else ''}"
    intake.key_numbers[item_id] = intake.vault.key_number
    intake.items[item_id] = Item(item_id, kept, size, CONFIDENTIAL, name)
    return intake.items[item_id]


def mask_reading(reading: Reading, masker: Masker) -> Reading:
    """A reading without identities: text, parts, speakers, metadata and notes; without its attachments."""
    text = masker.mask(reading.text)
    parts = tuple(
        msgspec.structs.replace(
            part,
            start=text.offset(part.start),
            end=text.offset(part.end),
            locator=msgspec.structs.replace(part.locator, cue=masker.mask(part.locator.cue).text),
            speaker=masker.mask(part.speaker).text,
            metadata=_mask_metadata(part.metadata, masker) if part.metadata else None,
        )
        for part in reading.parts
    )
    return msgspec.structs.replace(
        reading,
        text=text.text,
        parts=tuple(part for part in parts if part.start < part.end),
        metadata=_mask_metadata(reading.metadata, masker),
        notes=tuple(masker.mask(note).text for note in reading.notes),
        attachments=(),
    )


def _concealed(item: Item, file: _File, reading: Reading | None, shown: Reading | None, masker: Masker) -> Concealed:
    full = reading.metadata if reading else file.metadata
    return Concealed(
        item.id,
        file.name,
        file.origin,
        sha256(file.data),
        len(file.data),
        _media_type(file),
        rendition_id=to_rendition(item.id, shown).id if shown else "",
        masks=masker.mask(reading.text).masks if reading else (),
        metadata=_differences(full, _mask_metadata(full, masker)),
    )


def _is_same(one: _Taken, other: _Taken) -> bool:
    return (one.item.id, one.origin, one.metadata) == (other.item.id, other.origin, other.metadata)


def _keep(case: Case, ledger: Ledger, taken: _Taken, failures: list[Failure], known: set[str]) -> str:
    """Put a masked file into the case. Returns new, again (other metadata, or another text is masked now) or unchanged."""
    item, is_new = taken.item, taken.item.id not in known
    known.add(item.id)
    latest = case.store.latest_acquisition(taken.origin)
    is_acquired = latest is not None and latest.item_id == item.id and latest.metadata == taken.metadata
    if not is_acquired:
        at, before = case.now(), latest.id if latest else ""
        acquisition = Acquisition(
            content_id("a", item.id, taken.origin, taken.metadata, at, before),
            item.id, taken.origin, at, case.by, case.tool, CLOCK, taken.metadata,
        )  # fmt: skip
        ledger.writer.add_item(item)
        ledger.writer.add_acquisition(acquisition)
        ledger.record(ACQUIRED, item.id, f"sha256:{item.sha256} encrypted, as {acquisition.id}")
    is_read = True
    if taken.reading:
        rendition = to_rendition(item.id, taken.reading)
        is_read = rendition.id in {earlier.id for earlier in case.store.renditions(item.id)}
        _keep_reading(ledger, rendition, taken.reading, is_known=is_read)
        ledger.writer.mark_step("read", item.id, rendition.id, at=case.now())
    elif taken.failure:
        failure = _failure(case, item.name, taken.failure, subject=item.id)
        ledger.writer.put_failure(failure)
        note_reason(ledger, failure, taken.failure)
        failures.append(failure)
    return "new" if is_new else "unchanged" if is_acquired and is_read else "again"


def _keep_reading(ledger: Ledger, rendition: Rendition, reading: Reading, *, is_known: bool) -> None:
    if not is_known:
        ledger.record(RENDERED, rendition.item_id, rendered_detail(rendition))
    ledger.writer.put_reading(rendition, to_passages(rendition, reading), reading.metadata)
    ledger.writer.put_note(f"read:{rendition.item_id}", "; ".join(reading.notes))


def _mask_metadata(metadata: Metadata, masker: Masker) -> Metadata:
    values = {name: value for name in Metadata.__struct_fields__ if isinstance(value := getattr(metadata, name), str)}
    columns = {field: masker.mask(column).text for field, column in metadata.columns.items()}
    return Metadata(**{name: masker.mask(value).text for name, value in values.items()}, columns=columns)


def _differences(true: Metadata, masked: Metadata) -> dict[str, str]:
    names = (name for name in Metadata.__struct_fields__ if getattr(true, name) != getattr(masked, name))
    return {name: str(getattr(true, name)) for name in names}


def _media_type(file: _File) -> str:
    try:
        return detect_media_type(file.data, file.name)
    except ReadError:
        return UNKNOWN_TYPE


def _failure(case: Case, name: str, reason: str, *, subject: str = "") -> Failure:
    return Failure(content_id("x", "read", subject or name), "read", subject or name, name, str(reason), case.now())


def _masked(masker: Masker, error: ReadError) -> str:
    """Why a file could not be read, without the names of the vault; where there were some, in plain words only."""
    said: str = error.args[0]
    masked = masker.mask(said).text
    return said if masked == said else masked
