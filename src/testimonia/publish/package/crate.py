"""The payload described as a research object, for archives and programs that know nothing of investigations.

Source: RO-Crate Metadata Specification 1.1 (https://w3id.org/ro/crate/1.1), "RO-Crate JSON-LD" and "Adding RO-Crate to BagIt".
"""

import json
from collections.abc import Mapping
from typing import Any

from testimonia.publish.package.content import Package

FILE = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
LATER = {"gate-report.json": "application/json"}
"""Files of the payload that are written after this one, by their media type."""
_KINDS = {
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".provn": "text/provenance-notation",
}
_WHAT = {
    "release.json": "The cleared content, exactly as it was approved: sources, quotations, claims, answers, findings",
    "findings.html": "The findings with the words they rest on, to be read by people",
    "plan.json": "What the package was approved to hold",
    "approval.json": "Who asked for the package and who approved it",
    "gate-report.json": "What the search for protected identities read, and its word on each file, signed",
    "testimony/items.json": "Items: those in this package with how they were received, and those held back",
    "testimony/renditions.json": "Texts read from the items, with the program that read them and their hashes",
    "testimony/statements.jsonl": "Statements: who said what, with places in the texts in Unicode code points",
    "testimony/claims.jsonl": "Claims, each with the exact words and their place",
    "testimony/judgements.jsonl": "What reviewers decided",
    "custody/log.jsonl": "Chain of custody: one line for each entry, or the hash of an entry that is held back",
    "custody/root.txt": "Size of the custody log and root of the Merkle tree over it (RFC 6962)",
    "custody/proofs.json": "Proofs of inclusion for the entries on the items in this package",
    "provenance/prov.json": "Provenance (PROV-JSON)",
    "provenance/prov.provn": "Provenance (PROV-N)",
}


def crate(package: Package, sizes: Mapping[str, int]) -> bytes:
    """``ro-crate-metadata.json``.

    Args:
        package: what it describes.
        sizes: path within the payload -> size in bytes, of every other file but `LATER`.
    """
    originals = {item.path: item for item in package.items}
    paths = sorted([*sizes, *LATER])
    files = [_file(path, sizes.get(path), originals, package) for path in paths]
    tool = {"@id": "#program", "@type": "SoftwareApplication", "name": package.tool}
    licence = {
        "@id": "#terms",
        "@type": "CreativeWork",
        "name": "No licence is granted",
        "description": "Handed over as evidence. The originals belong to whom they belonged to before.",
    }
    graph = [_descriptor(), _root(package, paths), licence, tool, _made(package), *files]
    return (json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def _descriptor() -> dict[str, Any]:
    return {
        "@id": FILE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }


def _root(package: Package, paths: list[str]) -> dict[str, Any]:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Evidence package: {package.title}",
        "description": f"{len(package.items)} originals, the texts read from them, claims with their exact words, "
        f"{len(package.release.findings)} findings, and the chain of custody.",
        "datePublished": package.made_at,
        "license": {"@id": "#terms"},
        "identifier": f"urn:sha256:{package.approval.plan_sha256}",
        "hasPart": [{"@id": path} for path in paths],
        "mentions": {"@id": "#packaging"},
    }


def _made(package: Package) -> dict[str, Any]:
    return {
        "@id": "#packaging",
        "@type": "CreateAction",
        "name": "Packaging",
        "endTime": package.made_at,
        "instrument": {"@id": "#program"},
        "object": [{"@id": item.path} for item in package.items],
        "result": {"@id": "./"},
    }


def _file(path: str, size: int | None, originals: Mapping[str, Any], package: Package) -> dict[str, Any]:
    item = originals.get(path)
    ending = path[path.rfind(".") :] if "." in path else ""
    found: dict[str, Any] = {
        "@id": path,
        "@type": "File",
        "name": item.name if item else path,
        "encodingFormat": item.media_type if item else _KINDS.get(ending, "application/octet-stream"),
    }
    if size is not None:
        found["contentSize"] = str(size)
    if item:
        found |= {"description": "An original, as received", "identifier": item.id, "sha256": item.sha256}
        found |= {"url": item.metadata.url} if item.metadata.url else {}
    elif path.startswith("renditions/"):
        found["description"] = "The text of an original, which all offsets count in"
        based_on = [{"@id": one.path} for one in package.items if path == f"renditions/{one.rendition_id}.txt"]
        found["isBasedOn"] = based_on[0] if len(based_on) == 1 else based_on
    elif path in package.pictures:
        found |= {"description": "A copy of a picture for publication, signed as the newsroom", "encodingFormat": "image/jpeg"}
    elif path in _WHAT:
        found["description"] = _WHAT[path]
    return found
