"""The gate's word as a signed document, bound to the bytes it was given on.

Why: between the gate and the web server lie minutes or days and other people's hands. A report that anybody could write
proves nothing, and one that names files without their hashes proves nothing about their bytes.

Source: Ed25519 (RFC 8032), through libsodium.
"""

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from testimonia.errors import GateError
from testimonia.model.gating import GateReport


class SignedReport(Struct, frozen=True):
    """A report with the signature over its canonical JSON."""

    report: GateReport
    public_key: str
    """Ed25519, hexadecimal."""
    signature: str
    """Hexadecimal."""


def new_signing_key(chance: bytes) -> str:
    """A signing key from 32 bytes of chance, as hexadecimal text for the vault."""
    return SigningKey(chance).encode().hex()


def public_key(signing_key: str) -> str:
    """The public half of a signing key, hexadecimal."""
    return SigningKey(bytes.fromhex(signing_key)).verify_key.encode().hex()


def sign(report: GateReport, signing_key: str) -> SignedReport:
    """Sign a report with the vault's key."""
    signature = SigningKey(bytes.fromhex(signing_key)).sign(_canonical(report)).signature.hex()
    return SignedReport(report, public_key(signing_key), signature)


def check_signature(signed: SignedReport, trusted_key: str) -> None:
    """Refuse a report that was changed, or that another key than the investigation's own signed.

    Raises:
        GateError: which of the two.
    """
    if signed.public_key != trusted_key:
        raise GateError("the report was signed with another key than this investigation's: run the gate again")
    try:
        VerifyKey(bytes.fromhex(trusted_key)).verify(_canonical(signed.report), bytes.fromhex(signed.signature))
    except (BadSignatureError, ValueError) as error:
        raise GateError("the report was changed after it was signed: run the gate again") from error


def check_files(report: GateReport, sha256s: Mapping[str, str]) -> None:
    """Refuse a folder that is not, byte for byte, the one the report speaks of.

    Args:
        sha256s: path -> SHA-256, hexadecimal, of every file that is there now.

    Raises:
        GateError: names what changed, what is new and what is gone.
    """
    passed = {file.path: file.sha256 for file in report.files}
    changes = [
        *(f"{path} changed" for path in sorted(passed) if path in sha256s and sha256s[path] != passed[path]),
        *(f"{path} is new" for path in sorted(sha256s.keys() - passed.keys())),
        *(f"{path} is gone" for path in sorted(passed.keys() - sha256s.keys())),
    ]
    if changes:
        more = f" and {len(changes) - 5} more" if len(changes) > 5 else ""
        raise GateError(f"not what the gate read: {', '.join(changes[:5])}{more}: run the gate again")


def sha256_of(data: bytes) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _canonical(report: GateReport) -> bytes:
    return msgspec.json.encode(report, order="deterministic")
