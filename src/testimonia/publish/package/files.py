"""The files of an evidence package, beside the originals, which are too large to be held: they are copied as they lie.

Same values in, same bytes out.
"""

import json
from collections.abc import Iterable

import msgspec

from testimonia.publish.package.bag import DECLARATION, PAYLOAD
from testimonia.publish.package.content import LogLine, Package
from testimonia.publish.package.crate import FILE as CRATE
from testimonia.publish.package.crate import crate
from testimonia.publish.package.findings_page import findings_page
from testimonia.publish.package.merkle import Tree, tree_root
from testimonia.publish.package.provenance import build_graph, to_prov_json, to_prov_n
from testimonia.publish.package.readme import read_data, readme

VERIFIER = "verify.py"
GATE_REPORT = f"{PAYLOAD}gate-report.json"


def files_before_gate(package: Package) -> dict[str, bytes]:
    """Path in the bag -> bytes, of every file that the gate is to read beside the originals."""
    payload = _payload(package)
    sizes = {path: len(data) for path, data in payload.items()} | {item.path: item.size_bytes for item in package.items}
    payload[CRATE] = crate(package, sizes)
    return {
        "bagit.txt": DECLARATION.encode(),
        "README.en.html": readme(package, "en"),
        "README.ar.html": readme(package, "ar"),
        VERIFIER: read_data(VERIFIER),
        **{f"{PAYLOAD}{path}": data for path, data in sorted(payload.items())},
    }


def _payload(package: Package) -> dict[str, bytes]:
    graph = build_graph(package)
    return {
        "release.json": package.release.encode(),
        "plan.json": msgspec.json.encode(package.plan, order="deterministic"),
        "approval.json": _pretty(package.approval),
        "findings.html": findings_page(package),
        "testimony/items.json": _pretty({"in_this_package": package.items, "held_back": package.held}),
        "testimony/renditions.json": _pretty(_renditions(package)),
        "testimony/statements.jsonl": _lines(package.statements),
        "testimony/claims.jsonl": _lines(package.claims),
        "testimony/judgements.jsonl": _lines(package.judgements),
        "custody/log.jsonl": b"".join(_log_line(line) + b"\n" for line in package.log),
        "custody/root.txt": f"{noted_root(package)}\n".encode(),
        "custody/proofs.json": _pretty(_proofs(package)),
        "provenance/prov.json": to_prov_json(graph).encode(),
        "provenance/prov.provn": to_prov_n(graph).encode(),
        **{f"renditions/{rendition.id}.txt": rendition.text.encode() for rendition in package.renditions},
        **package.pictures,
    }


def noted_root(package: Package) -> str:
    """``SIZE:ROOT`` of the custody log in a package."""
    return f"{len(package.log)}:{tree_root([line.hash for line in package.log])}"


def _renditions(package: Package) -> list[dict[str, str]]:
    names = ("id", "item_id", "kind", "language", "tool")
    return [{**{name: getattr(one, name) for name in names}, "path": f"renditions/{one.id}.txt"} for one in package.renditions]


def _log_line(line: LogLine) -> bytes:
    """An entry in the bytes that its hash is of, or the hash alone."""
    return line.body or msgspec.json.encode({"sequence": line.sequence, "withheld": line.hash})


def _proofs(package: Package) -> list[dict[str, object]]:
    tree = Tree([line.hash for line in package.log])
    items = {item.id for item in package.items}
    return [
        {"sequence": line.sequence, "leaf": line.hash, "path": tree.path(line.sequence - 1)}
        for line in package.log
        if line.body and line.subject in items
    ]


def _lines(things: Iterable[msgspec.Struct]) -> bytes:
    return b"".join(msgspec.json.encode(thing, order="deterministic") + b"\n" for thing in things)


def _pretty(thing: object) -> bytes:
    built = msgspec.to_builtins(thing)
    return (json.dumps(built, ensure_ascii=False, indent=1) + "\n").encode()
