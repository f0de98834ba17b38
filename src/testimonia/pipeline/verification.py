"""Is everything as it was received? Three answers for each thing: intact, altered, not checked."""

import hashlib
from collections.abc import Iterator

from testimonia.ingest.custody import check_chain
from testimonia.model.custody import Check, CheckResult
from testimonia.model.material import Rendition
from testimonia.pipeline.case import Case
from testimonia.pipeline.places import ADDED, place_files

ACQUIRED = "acquired"
RENDERED = "rendered"


def rendered_detail(rendition: Rendition) -> str:
    """What the custody log says of a rendition: enough to notice later that its text was changed."""
    return f"{rendition.id} sha256:{hashlib.sha256(rendition.text.encode()).hexdigest()} by {rendition.tool}"


def verify(case: Case, *, expected: str = "") -> list[CheckResult]:
    """Check every original and rendition against the custody log, and the log against itself.

    Args:
        expected: ``SIZE:ROOT`` noted down earlier.

    Raises:
        UsageError: ``expected`` is not of that form.
    """
    log = list(case.store.custody())
    roots = {entry.sequence: root for entry, root in log}
    entries = [entry for entry, _ in log]
    chain = check_chain(entries, roots=roots, noted=expected)
    acquired = {entry.subject for entry in entries if entry.act == ACQUIRED}
    rendered = {entry.detail for entry in entries if entry.act == RENDERED}
    added = {entry.subject for entry in entries if entry.act == ADDED}
    return [*chain, *_originals(case, acquired), *_place_files(case, added), *_renditions(case, rendered)]


def log_root(case: Case) -> str:
    """``SIZE:ROOT`` of the custody log now, to be noted down where nobody who can change the case can change it too."""
    _, frontier = case.store.last_custody()
    return f"{frontier.size}:{frontier.root()}"


def _originals(case: Case, acquired: set[str]) -> Iterator[CheckResult]:
    for item in case.store.items():
        check = case.originals.check(item.sha256)
        if check is Check.ALTERED:
            reason = "the original's bytes are gone or no longer have the hash they were received with; restore a backup"
        elif check is Check.NOT_CHECKED:
            reason = "the original cannot be opened; check its permissions"
        elif item.id not in acquired:
            check, reason = Check.ALTERED, "no entry of the custody log says how it came in"
        else:
            reason = ""
        yield CheckResult(item.id, item.name, check, reason)
    for missing in sorted(acquired - {item.id for item in case.store.items()}):
        yield CheckResult(missing, missing, Check.ALTERED, "the custody log says it came in, but the case does not hold it")


def _place_files(case: Case, added: set[str]) -> Iterator[CheckResult]:
    for file in place_files(case):
        check, reason = case.originals.check(file.sha256), ""
        if check is not Check.INTACT:
            reason = "the file of places is gone or no longer has the hash it was added with; restore a backup or add it again"
        elif file.id not in added:
            check, reason = Check.ALTERED, "no entry of the custody log says how these places came in"
        yield CheckResult(file.id, file.name, check, reason)


def _renditions(case: Case, rendered: set[str]) -> Iterator[CheckResult]:
    for item in case.store.items():
        for rendition in case.store.renditions(item.id):
            if rendered_detail(rendition) in rendered:
                yield CheckResult(rendition.id, item.name, Check.INTACT)
            else:
                reason = "the text is not the one that the custody log recorded"
                yield CheckResult(rendition.id, item.name, Check.ALTERED, reason)
