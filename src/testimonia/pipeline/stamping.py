"""A time stamp from an independent authority, asked for by name: it sees a hash, and nothing of the package.

Source: RFC 3161 (Time-Stamp Protocol), by way of rfc3161-client; section 3.4 for HTTP.
"""

import urllib.error
import urllib.request
from pathlib import Path

from testimonia.errors import UsageError

SECONDS = 30
LARGEST = 1 << 20
"""Bytes of an answer at most; a real one has a few thousand."""
_MISSING = "time stamps need a library that is not installed: pip install 'testimonia[stamps]'"


def ask_for_stamp(data: bytes, url: str, *, roots: Path | None = None) -> tuple[bytes, str]:
    """Have an authority sign that it saw the hash of some bytes now.

    Args:
        url: the authority's address, http or https.
        roots: PEM file with the authority's root certificate; given, its signature is verified here.

    Returns:
        The token (a ``TimeStampResp``, for ``openssl ts -verify``), and the time in it: UTC, ISO 8601.

    Raises:
        UsageError: the library is missing, the authority does not answer, or its answer is not about these bytes.
    """
    try:
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
    except ImportError as error:
        raise UsageError(_MISSING) from error
    if not url.startswith(("https://", "http://")):
        raise UsageError(f"{url} is no address of a time-stamping authority: it begins with https:// or http://")
    asked = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    answer = _post(url, asked.as_bytes())
    return answer, check_stamp(answer, data, roots=roots, nonce=asked.nonce)


def check_stamp(token: bytes, data: bytes, *, roots: Path | None = None, nonce: int | None = None) -> str:
    """The time in a token, once it is sure that it is about these bytes.

    Args:
        roots: as in `ask_for_stamp`; without, only the hash and the nonce are compared, not the signature.

    Raises:
        UsageError: it is no token, was refused, is about something else, or its signature does not hold.
    """
    import hashlib

    from rfc3161_client import VerificationError, decode_timestamp_response

    try:
        answer = decode_timestamp_response(token)
        if answer.status not in (0, 1):
            raise UsageError(f"the authority refused to stamp: {'; '.join(answer.status_string) or answer.status}")
        info = answer.tst_info
        is_same = info.message_imprint.message in (hashlib.sha256(data).digest(), hashlib.sha512(data).digest())
        if not is_same or (nonce is not None and info.nonce != nonce):
            raise UsageError("the authority's time stamp is not about this package: ask again, or another authority")
        if roots:
            _verifier(roots, nonce).verify_message(answer, data)
    except VerificationError as error:
        raise UsageError(f"the authority's signature does not hold ({error}): is this its root certificate?") from error
    except ValueError as error:
        raise UsageError("the answer is no time stamp: is this the address of an authority (RFC 3161)?") from error
    return str(info.gen_time.isoformat(timespec="seconds").replace("+00:00", "Z"))


def _verifier(roots: Path, nonce: int | None):  # type: ignore[no-untyped-def]
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerifierBuilder

    try:
        builder = VerifierBuilder(nonce=nonce)
        for certificate in load_pem_x509_certificates(roots.read_bytes()):
            builder = builder.add_root_certificate(certificate)
    except (OSError, ValueError) as error:
        raise UsageError(f"{roots} holds no certificate (PEM): name the authority's root certificate") from error
    return builder.build()


def _post(url: str, body: bytes) -> bytes:
    headers = {
        "Content-Type": "application/timestamp-query",
        "Accept": "application/timestamp-reply",
        "User-Agent": "testimonia",
    }
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(LARGEST + 1)
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise UsageError(
            f"{url} does not answer ({error}): nothing was written; ask another authority, or leave --stamp out"
        ) from error
    if len(data) > LARGEST:
        raise UsageError(f"{url} answers with more than a time stamp: nothing was written")
    return data
