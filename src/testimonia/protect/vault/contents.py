"""What the vault holds, as versioned JSON. Nothing of this is ever written but encrypted."""

import hashlib

import msgspec
from msgspec import Struct

from testimonia.errors import VaultError
from testimonia.protect.identities import Allowed, Identity

VERSION = 1

_BLOCK_BYTES = 4096
"""The JSON is filled up with blanks to a multiple of this: the size of the file says little about how many are in it."""


class Recipient(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody else who can open the vault with a key of their own."""

    name: str
    public: str
    """Their public key: ``age1...``."""


class Mask(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One place of a masked text: ``[start, end)`` in code points of it, and the words that stood there."""

    start: int
    end: int
    identity_id: str
    kind: str
    words: str


class Concealed(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a confidential item truly is, and what was taken out of the text that the case holds of it."""

    item_id: str
    name: str
    """The file's own name."""
    origin: str
    """The path it was taken from."""
    sha256: str
    """Of the bytes before they were encrypted. Not outside the vault: it would prove that somebody's copy is the original."""
    size_bytes: int
    media_type: str
    rendition_id: str = ""
    masks: tuple[Mask, ...] = ()
    metadata: dict[str, str] = {}
    """Fields of the metadata as they were before they were masked; only those that differ."""
    key_number: int = 0
    """Which material key the original is encrypted to, the oldest being 1; 0 = not noted."""


class Contents(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything in the vault."""

    vault_recipient: str
    """Public key of the private key that the passphrase protects. That private key is not in here."""
    recovery_recipient: str
    key_block_sha256: str
    """Of the part of the file that the passphrase opens: a recipient who opens the other part notices if it was exchanged."""
    material_keys: tuple[str, ...]
    """Private keys for confidential originals, the newest first. Older ones stay, since originals are never rewritten."""
    generation: int = 1
    """Grows with every writing."""
    recipients: tuple[Recipient, ...] = ()
    identities: tuple[Identity, ...] = ()
    pseudonyms: dict[str, str] = {}
    """Source id -> the name it is published under, also for sources whose identity the vault does not hold."""
    allowed: Allowed = Allowed()
    concealed: tuple[Concealed, ...] = ()
    signing_key: str = ""
    """Ed25519, hexadecimal: the gate's reports are signed with it."""
    version: int = VERSION


class _Version(Struct):
    version: int = 0


def encode(contents: Contents) -> bytes:
    """The contents as JSON, filled up with blanks."""
    data = msgspec.json.encode(contents)
    return data + b" " * (-len(data) % _BLOCK_BYTES)


def decode(data: bytes) -> Contents:
    """Contents from JSON.

    Raises:
        VaultError: written by a newer version of the program, or not the contents of a vault; repeats nothing of them.
    """
    try:
        version = msgspec.json.decode(data, type=_Version).version
        if version > VERSION:
            raise VaultError(f"the vault was written by a newer version of testimonia (format {version}): update the program")
        return msgspec.json.decode(data, type=Contents)
    except (msgspec.DecodeError, UnicodeDecodeError):  # its message may quote what it could not read
        raise VaultError("the vault's contents are not in a form this program knows: restore vault.age from a backup") from None


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
