"""Why the gate stopped a publication: for each thing it found the file, whose it is, what, in which form, where, what to do.

Every line is said in parts, so that other languages can say it too. Reasons why a part of a file was not read, and
places inside a file, are the gate's own and stay as they are.
"""

from collections.abc import Mapping

from testimonia.model.gating import FileVerdict, GateReport, Leak
from testimonia.model.phrases import told
from testimonia.protect.gate.searching import hits

SHOWN = 12
"""Findings of the gate in a message; the rest is counted."""

FORMS = frozenset(value for name, value in vars(hits).items() if name.isupper() and isinstance(value, str))
"""In which form something was found, where that is more than the name of a detail."""


def stopped(report: GateReport, names: Mapping[str, str]) -> str:
    """What the gate found, a line for each.

    Args:
        report: of a folder that must not be published.
        names: what the team calls a source, by its id or key.
    """
    found = [line for one in report.files if not one.verdict.passes for line in _lines(one, names)]
    lines = [told("the gate stopped this publication; nothing was moved:", "gate.nothing_moved"), *found[:SHOWN]]
    if len(found) > SHOWN:
        more = len(found) - SHOWN
        lines.append(told(f"and {more} more: `testimonia gate` on the folder shows all", "gate.more", count=more))
    return told("\n".join(lines), "lines", lines=lines)


def _whose(leak: Leak, names: Mapping[str, str]) -> str:
    """The name that the team knows somebody by, and the key that the vault knows them by."""
    name, key = leak.pseudonym or names.get(leak.identity_id, ""), leak.identity_id
    return told(f"{name} ({key})", "in_brackets", what=name, inside=key) if name else key


def _lines(file: FileVerdict, names: Mapping[str, str]) -> list[str]:
    lines = [_leak_line(file.path, leak, _whose(leak, names)) for leak in file.leaks if not leak.answer]
    for unread in file.unread:
        words = f"  {file.path}: not read: {unread.place}: {unread.why}"
        lines.append(told(words, "gate.unread", path=file.path, place=unread.place, why=unread.why))
    for request in file.requests:
        words = f"  {file.path}: would be fetched from elsewhere: {request}"
        lines.append(told(words, "gate.fetched", path=file.path, request=request))
    return lines


def _leak_line(path: str, leak: Leak, whose: str) -> str:
    parts = {
        "path": path,
        "whose": whose,
        "kind": told(leak.kind, f"gate.kind.{leak.kind}"),
        "how": told(leak.how, f"gate.how.{leak.how}") if leak.how in FORMS else leak.how,
        "place": leak.place,
        "advice": told(leak.advice, f"gate.advice.{leak.kind}"),
    }
    words = f"  {path}: {whose}: {leak.kind} ({leak.how}) in {leak.place} -> {leak.advice}"
    return told(f"{words} [{leak.id}]", "gate.leak_id", id=leak.id, **parts) if leak.id else told(words, "gate.leak", **parts)
