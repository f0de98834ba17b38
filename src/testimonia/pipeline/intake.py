"""Take files in: originals, items, acquisitions with their custody entries; then read them to text and passages.

Taking in and reading are two steps: whatever cannot be read is still in the case, unchanged, with its custody, and a
newer reader can try again.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from testimonia.engine import InlineEngine, Job, Outcome
from testimonia.errors import ReadError
from testimonia.ingest.detection import detect_media_type
from testimonia.ingest.metadata import merge_metadata, normalise_metadata, read_sidecar
from testimonia.ingest.originals import Originals
from testimonia.ingest.reading import LIMIT_BYTES, READERS, Reading, read, to_passages, to_rendition
from testimonia.ingest.walking import FoundFile, find_files
from testimonia.model.ids import content_id
from testimonia.model.material import CONFIDENTIAL, Acquisition, Item, Metadata
from testimonia.model.phrases import told
from testimonia.model.reports import IngestReport, StepReport
from testimonia.pipeline.batching import batches, keep_failure
from testimonia.pipeline.case import Case, Ledger, Progress
from testimonia.pipeline.verification import ACQUIRED, RENDERED, rendered_detail

CLOCK = "system clock, not verified"

UNKNOWN_TYPE = "application/octet-stream"


class _Taken(Struct, frozen=True):
    """A file whose bytes are safe, before the case knows of it."""

    item: Item
    metadata: Metadata


def ingest(case: Case, paths: Sequence[Path], *, recursive: bool, metadata: Metadata, progress: Progress) -> IngestReport:
    """Take in files and read what is new; call inside `Case.writing`."""
    case.originals.clean()
    walk = find_files(paths, is_recursive=recursive)
    known = {item.id for item in case.store.items()}
    count = {"new": 0, "again": 0, "unchanged": 0}
    failures = [
        Outcome(Job(problem.partition(" ")[0], problem.partition(" ")[0], None), reason=problem) for problem in walk.problems
    ]
    jobs = (Job(_origin(case, file.path), file.path.name, file) for file in walk.files)
    step = partial(_take, case.originals, metadata)
    done = 0
    for batch in batches(InlineEngine().run(lambda: step, jobs)):
        with case.transaction() as ledger:
            for outcome in batch:
                if outcome.reason:
                    failures.append(outcome)
                else:
                    count[_acquire(case, ledger, outcome.job.key, outcome.result, known)] += 1
        done += len(batch)
        progress("acquire", done, len(walk.files))
    with case.transaction() as ledger:
        recorded = [keep_failure(case, ledger, "acquire", outcome) for outcome in failures]
    read_before = {failure.id for failure in case.store.failures()}
    read_stale(case, progress=progress)
    recorded += [failure for failure in case.store.failures() if failure.id not in read_before]
    total = len(walk.files) + len(walk.problems)
    return IngestReport(total, count["new"], count["again"], count["unchanged"], tuple(recorded))


def read_stale(case: Case, *, progress: Progress) -> StepReport:
    """Read every current item whose bytes, metadata or readers changed, attachments included."""
    done = failed = 0
    while True:
        jobs, hashes, unchanged = _reading_jobs(case)
        attachments = 0
        for batch in batches(InlineEngine().run(lambda: partial(_read, case.originals), jobs)):
            with case.transaction() as ledger:
                for outcome in batch:
                    ledger.writer.mark_step("read", outcome.job.key, hashes[outcome.job.key], at=case.now())
                    if outcome.reason:
                        keep_failure(case, ledger, "read", outcome)
                        failed += 1
                    else:
                        attachments += _keep_reading(case, ledger, outcome)
                        done += 1
            progress("read", done + failed, len(hashes))
        if not attachments:
            return StepReport("read", done, unchanged, failed)


def _origin(case: Case, path: Path) -> str:
    """Where a file was taken from: inside the investigation relative to it, so that the folder can move."""
    absolute, root = path.absolute(), case.root.absolute()
    return str(absolute.relative_to(root)) if absolute.is_relative_to(root) else str(absolute)


def _take(originals: Originals, flags: Metadata, file: FoundFile) -> _Taken:
    """Copy a file's bytes to the originals and say what they are."""
    given = normalise_metadata(flags)
    if file.sidecar:
        given = merge_metadata(given, read_sidecar(file.sidecar))
    sha256, size = originals.keep(file.path)
    return _Taken(_make_item(originals, sha256, size, file.path.name), given)


def _make_item(originals: Originals, sha256: str, size: int, name: str) -> Item:
    media_type = UNKNOWN_TYPE
    if size <= LIMIT_BYTES:
        try:
            media_type = detect_media_type(originals.path(sha256).read_bytes(), name)
        except ReadError:  # empty, or nothing but nulls: kept all the same, and named when it is read
            media_type = UNKNOWN_TYPE
    return Item(content_id("i", sha256), sha256, size, media_type, name)


def _acquire(case: Case, ledger: Ledger, origin: str, taken: _Taken, known: set[str]) -> str:
    """Record how a file came in, unless it came in just so before. Returns new, again or unchanged."""
    item = taken.item
    latest = case.store.latest_acquisition(origin)
    ledger.writer.mark_step("acquire", origin, item.sha256, at=case.now())
    if latest and latest.item_id == item.id and latest.metadata == taken.metadata:
        return "unchanged"
    before = latest.id if latest else ""
    at = case.now()
    acquisition = Acquisition(
        id=content_id("a", item.id, origin, taken.metadata, at, before),
        item_id=item.id,
        origin=origin,
        acquired_at=at,
        acquired_by=case.by,
        tool=case.tool,
        clock=CLOCK,
        metadata=taken.metadata,
    )
    ledger.writer.add_item(item)
    ledger.writer.add_acquisition(acquisition)
    ledger.record(ACQUIRED, item.id, f"sha256:{item.sha256} from {origin} as {acquisition.id}")
    is_new = item.id not in known
    known.add(item.id)
    return "new" if is_new else "again"


def _reading_jobs(case: Case) -> tuple[Iterator[Job], dict[str, str], int]:
    """What is to be read, the hash of everything each reading depends on, and how many readings are up to date."""
    readers = [(reader.name, reader.version) for reader in READERS]
    layers: dict[str, list[Metadata]] = defaultdict(list)
    for acquisition in case.store.acquisitions():
        layers[acquisition.item_id].insert(0, acquisition.metadata)
    metadata = {item_id: merge_metadata(*given) for item_id, given in layers.items()}
    current = case.store.current_items()
    items = [item for item in case.store.items() if item.id in current and item.media_type != CONFIDENTIAL]
    hashes = {item.id: content_id("h", readers, item.sha256, item.name, metadata[item.id]) for item in items}
    done_before = case.store.steps("read")
    stale = [item for item in items if done_before.get(item.id) != hashes[item.id]]
    jobs = (Job(item.id, item.name, (item, metadata[item.id])) for item in stale)
    return jobs, {item.id: hashes[item.id] for item in stale}, len(items) - len(stale)


def _read(originals: Originals, subject: tuple[Item, Metadata]) -> Reading:
    item, metadata = subject
    if item.size_bytes > LIMIT_BYTES:
        words = f"{item.name}: larger than {LIMIT_BYTES:,} bytes: kept, not read. Add its text or a transcript"
        raise ReadError(told(words, "unread.kept", name=item.name, limit=LIMIT_BYTES))
    return read(originals.read(item.sha256), name=item.name, metadata=metadata)


def _keep_reading(case: Case, ledger: Ledger, outcome: Outcome) -> int:
    """Keep a rendition with its passages; take in what was attached. Returns how many attachments were new."""
    reading: Reading = outcome.result
    item_id = outcome.job.key
    rendition = to_rendition(item_id, reading)
    if rendition.id not in {earlier.id for earlier in case.store.renditions(item_id)}:
        ledger.record(RENDERED, item_id, rendered_detail(rendition))
    ledger.writer.put_reading(rendition, to_passages(rendition, reading), reading.metadata)
    ledger.writer.put_note(f"read:{item_id}", "; ".join(reading.notes))
    known = {item.id for item in case.store.items()} if reading.attachments else set()
    new = 0
    for attachment in reading.attachments:
        sha256, size = case.originals.keep(attachment.data)
        item = _make_item(case.originals, sha256, size, attachment.name)
        given = Metadata(obtained_from=outcome.job.name, obtained_how="attached to it")
        new += _acquire(case, ledger, f"{item_id}/{attachment.name}", _Taken(item, given), known) != "unchanged"
    return new
