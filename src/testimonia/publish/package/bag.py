"""The bag around the payload: declaration, bag-info and manifests.

Source: RFC 8493 (The BagIt File Packaging Format, version 1.0).
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from testimonia.publish.package.content import Package

PAYLOAD = "data/"
SEALED = "tagmanifest-sha256.txt"
"""The file whose hash stands for the whole bag: it holds the hashes of the manifests, which hold those of the payload."""
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHMS = ("sha256", "sha512")


class Digests(Struct, frozen=True):
    """A file's size in bytes, and its hashes in hexadecimal."""

    size: int
    sha256: str
    sha512: str


def bag_info(package: Package, digests: Mapping[str, Digests]) -> str:
    """``bag-info.txt``. ``digests`` are of every file of the payload, by path in the bag."""
    payload = [one for path, one in digests.items() if path.startswith(PAYLOAD)]
    fields = {
        "Bag-Software-Agent": package.tool,
        "Bagging-Date": package.made_at[:10],
        "Bagging-Time": package.made_at,
        "External-Description": f"Evidence package: {package.title}",
        "External-Identifier": f"urn:sha256:{package.approval.plan_sha256}",
        "Internal-Sender-Description": "Read README.en.html or README.ar.html first; python3 verify.py checks everything",
        "Payload-Oxum": f"{sum(one.size for one in payload)}.{len(payload)}",
        "Release-SHA-256": package.plan.release_sha256,
        "Custody-Log-Entries": str(len(package.log)),
    }
    return "".join(f"{name}: {_one_line(value)}\n" for name, value in fields.items())


def manifests(digests: Mapping[str, Digests]) -> dict[str, bytes]:
    """Payload manifests, in both algorithms. ``digests``: every file of the bag by its path."""
    payload = {path: one for path, one in digests.items() if path.startswith(PAYLOAD)}
    return {f"manifest-{name}.txt": _lines(payload, name) for name in ALGORITHMS}


def tag_manifests(digests: Mapping[str, Digests]) -> dict[str, bytes]:
    """Manifests of the tag files, the payload manifests among them."""
    tags = {path: one for path, one in digests.items() if not path.startswith(PAYLOAD)}
    return {f"tagmanifest-{name}.txt": _lines(tags, name) for name in ALGORITHMS}


def _lines(digests: Mapping[str, Digests], algorithm: str) -> bytes:
    """Source: RFC 8493 section 2.1.3: hash, blanks, path, with per cent signs and line ends written as their codes."""
    rows = (f"{getattr(digests[path], algorithm)}  {_encode(path)}\n" for path in sorted(digests))
    return "".join(rows).encode()


def _encode(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _one_line(value: str) -> str:
    return re.sub(r"\s+", " ", value).strip()
