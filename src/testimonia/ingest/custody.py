"""The chain of custody: making its next entry, and finding out whether any entry was changed, lost or moved.

Why both a chain and roots: each entry holds the hash of the one before, so a change breaks the chain at a place that can be
named. Cutting off the end breaks nothing; that shows in the recorded roots, and in one that somebody outside wrote down.

Source: RFC 6962 section 2.1 (Merkle hash trees), by way of `testimonia.model.custody`.
"""

import re
from collections.abc import Iterable, Mapping

import msgspec

from testimonia.errors import UsageError
from testimonia.model.custody import FIRST, Check, CheckResult, CustodyEntry, Frontier

_NOTED = re.compile(r"\s*(\d+)\s*:\s*([0-9a-fA-F]{64})\s*")
LOG = "custody"
"""What check results are about that concern the log as a whole."""


def next_entry(
    previous: CustodyEntry | None,
    *,
    at: str,
    by: str,
    act: str,
    subject: str,
    detail: str = "",
    tool: str = "",
    salt: str = "",
) -> CustodyEntry:
    """The entry that follows ``previous``, bound to it.

    Args:
        previous: the last entry of the log; None for an empty one.
        at: when, UTC, ISO 8601.
        by: who.
        act: what was done: acquired, rendered, judged, exported.
        subject: id of what it was done to.
        detail: what else there is to say.
        tool: program and version.
        salt: 32 random hexadecimal digits; empty only in tests and in logs of old.

    >>> first = next_entry(None, at="2017-11-13T10:00:00Z", by="ann", act="acquired", subject="i-1")
    >>> second = next_entry(first, at="2017-11-13T10:01:00Z", by="ann", act="rendered", subject="i-1")
    >>> second.sequence, second.previous == first.hash
    (2, True)
    """
    sequence, bound = (previous.sequence + 1, previous.hash) if previous else (1, FIRST)
    entry = CustodyEntry(sequence, at, by, act, subject, detail, tool, bound, salt=salt)
    return msgspec.structs.replace(entry, hash=entry.leaf_hash())


def check_chain(
    entries: Iterable[CustodyEntry], *, roots: Mapping[int, str] | None = None, noted: str = ""
) -> list[CheckResult]:
    """Verify a custody log.

    Args:
        entries: the log in order of sequence; read once, so it may be a stream.
        roots: size of the log -> root recorded when it had that size.
        noted: a ``SIZE:ROOT`` somebody wrote down outside of the program; empty if there is none.

    Returns:
        Three results: the chain (naming the first bad entry and why), the recorded roots (naming the first that differs),
        and the noted root.

    >>> first = next_entry(None, at="2017-11-13T10:00:00Z", by="ann", act="acquired", subject="i-1")
    >>> [str(result.check) for result in check_chain([first], noted=note_root([first]))]
    ['intact', 'not checked', 'intact']
    """
    wanted = dict(roots or {})
    outside = _parse_noted(noted) if noted else None
    asked = set(wanted) | ({outside[0]} if outside else set())
    seen: dict[int, str] = {}
    frontier = Frontier()
    previous: CustodyEntry | None = None
    bad = ""
    if 0 in asked:
        seen[0] = frontier.root()
    for entry in entries:
        bad = bad or _fault(previous, entry)
        # The root is over what the entry says now, not over the hash it claims.
        frontier = frontier.append(entry.leaf_hash())
        if frontier.size in asked:
            seen[frontier.size] = frontier.root()
        previous = entry
    chain = CheckResult(LOG, f"chain of {frontier.size} entries", Check.ALTERED if bad else Check.INTACT, bad)
    return [chain, *_compare_roots(wanted, seen, frontier.size), _compare_noted(outside, seen, frontier.size)]


def note_root(entries: Iterable[CustodyEntry]) -> str:
    """The ``SIZE:ROOT`` of a log, to be written down where nobody who can change the log can change it too."""
    frontier = Frontier()
    for entry in entries:
        frontier = frontier.append(entry.leaf_hash())
    return f"{frontier.size}:{frontier.root()}"


def _fault(previous: CustodyEntry | None, entry: CustodyEntry) -> str:
    """What is wrong with an entry, given the one before it; empty if nothing."""
    where = f"entry {entry.sequence} ({entry.act} {entry.subject}, {entry.at})"
    expected = previous.sequence + 1 if previous else 1
    if entry.sequence != expected:
        what = "is missing" if entry.sequence > expected else "is out of order or stands twice"
        number = expected if entry.sequence > expected else entry.sequence
        return f"entry {number} {what}: {where} follows entry {expected - 1 or 'nothing'}"
    if entry.hash != entry.leaf_hash():
        return f"{where} was changed after it was written: its content no longer has the hash it was recorded with"
    if entry.previous != (previous.hash if previous else FIRST):
        return f"{where} does not follow the entry before it: one of them was replaced"
    return ""


def _parse_noted(noted: str) -> tuple[int, str]:
    match = _NOTED.fullmatch(noted)
    if not match:
        raise UsageError(f'"{noted}" is not a noted root; write SIZE:ROOT, a number and 64 hexadecimal digits')
    return int(match[1]), match[2].lower()


def _compare_roots(wanted: Mapping[int, str], seen: Mapping[int, str], size: int) -> list[CheckResult]:
    if not wanted:
        return [CheckResult(LOG, "recorded roots", Check.NOT_CHECKED, "no root has been recorded")]
    wrong = [at for at, root in sorted(wanted.items()) if seen.get(at) != root]
    if not wrong:
        return [CheckResult(LOG, f"{len(wanted)} recorded roots", Check.INTACT)]
    first = wrong[0]
    return [CheckResult(LOG, f"root at {first} entries", Check.ALTERED, _difference(first, seen.get(first), size))]


def _compare_noted(outside: tuple[int, str] | None, seen: Mapping[int, str], size: int) -> CheckResult:
    if outside is None:
        return CheckResult(LOG, "root noted outside", Check.NOT_CHECKED, "none was given")
    at, root = outside
    if seen.get(at) == root:
        return CheckResult(LOG, "root noted outside", Check.INTACT)
    return CheckResult(LOG, "root noted outside", Check.ALTERED, _difference(at, seen.get(at), size))


def _difference(at: int, root: str | None, size: int) -> str:
    if root is None:
        return f"the log has {size} entries, but it once had {at}: its end was cut off"
    return f"the first {at} entries give the root {root}, not the one recorded: one of them was changed"
