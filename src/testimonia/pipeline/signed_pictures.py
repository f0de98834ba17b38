"""Copies of pictures that say who published them: fresh pixels, signed as the newsroom and as nobody else.

Why only the newsroom: who took a picture, when and with what is what a protected source must not have said about them. So
nothing of the old file goes along, and the one assertion is that this newsroom published this copy.

Source: C2PA Technical Specification 2.x, by way of c2pa-python.
"""

import io
import json
from pathlib import Path

from msgspec import Struct

from testimonia.errors import UsageError
from testimonia.publish.pixels import fresh_pixels

_MISSING = "signed pictures need a library that is not installed: pip install 'testimonia[stamps]'"
_CANNOT = "the pictures cannot be signed: is the key (PEM, ES256) the one of the first certificate, and the chain whole?"

_COPIED = {
    "action": "c2pa.created",
    "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits",
}
"""A copy made by people with a plain tool: the format wants a beginning, and this one says nothing of the camera.

Source: IPTC digital source types; C2PA Technical Specification 2.2, "Actions": the first is created or opened.
"""


class Signing(Struct, frozen=True):
    """The newsroom's key and certificates, in PEM; the newsroom's own certificate first."""

    key: bytes
    certificates: bytes
    newsroom: str

    def __repr__(self) -> str:
        """Without the key."""
        return f"Signing({self.newsroom!r})"


def read_signing(key: Path, certificates: Path, newsroom: str) -> Signing:
    """The key and certificates that the user named. Raises UsageError."""
    try:
        return Signing(key.read_bytes(), certificates.read_bytes(), newsroom)
    except OSError as error:
        raise UsageError(f"the key or the certificates for pictures cannot be read ({error.strerror})") from None


def signed_picture(data: bytes, signing: Signing, *, title: str) -> bytes:
    """A fresh JPEG of a picture with the newsroom's content credentials in it.

    Not the same bytes each time: the signature and the label of the manifest are random.

    Raises:
        ReadError: it is no picture.
        UsageError: the library is missing, or the key does not fit.
    """
    try:
        from c2pa import Builder, C2paError, C2paSignerInfo, Signer
    except ImportError as error:
        raise UsageError(_MISSING) from error
    fresh = fresh_pixels(data, kind="JPEG")
    manifest = {
        "claim_generator_info": [{"name": "testimonia"}],
        "title": title,
        "format": "image/jpeg",
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [_COPIED, {"action": "c2pa.published"}]}},
            {
                "label": "cawg.metadata",
                "data": {"@context": {"dc": "http://purl.org/dc/elements/1.1/"}, "dc:publisher": [signing.newsroom]},
            },
        ],
    }
    signed = io.BytesIO()
    try:
        with Signer.from_info(C2paSignerInfo(b"es256", signing.certificates, signing.key, None)) as signer:
            Builder(json.dumps(manifest)).sign(signer, "image/jpeg", io.BytesIO(fresh.data), signed)
    except C2paError as error:
        raise UsageError(_CANNOT) from error
    return signed.getvalue()
