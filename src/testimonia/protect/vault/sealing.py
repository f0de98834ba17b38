"""Encryption in the age format: to recipients and with a passphrase, with one error for everything that goes wrong.

Why one error: a message that told a wrong passphrase from an altered file would tell an attacker the same. No message
repeats anything of what was being encrypted, of a key or of a passphrase.

Source: the age file format, version 1 (https://age-encryption.org/v1; C2SP age specification).
"""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Sequence

import pyrage
from nacl.bindings import crypto_aead_chacha20poly1305_ietf_encrypt

from testimonia.errors import VaultError
from testimonia.model.phrases import told

WORK_FACTOR = 18
"""Scrypt cost N = 2**18: a quarter of a gigabyte and about a second, what the age program itself takes."""
HIGHEST_WORK_FACTOR = 22
"""More is refused before any work is done, as the age program does: 2**23 would ask for 8 GB because a file says so."""
SHORTEST_PASSPHRASE = 12

_VERSION = b"age-encryption.org/v1"
_SALT_LABEL = b"age-encryption.org/v1/scrypt"
_CHUNK = 64 * 1024
_LINE = 64
"""Base64 characters in a full line of a stanza's body; a shorter line, perhaps an empty one, ends the body."""
_MEMORY_BYTES = 2**30
"""What scrypt may take at most; 128 * 8 * N bytes are needed."""

_ARGUMENTS = re.compile(rb"-> [!-~]+(?: [!-~]+)*")
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}")
_FACTOR = re.compile(rb"-> scrypt \S+ ([1-9][0-9]?)")
_KEY = re.compile(r"AGE-SECRET-KEY-1[A-Z0-9]+")

CANNOT_OPEN = told(
    "the vault cannot be opened: the passphrase or key is wrong, or the file was altered or cut short. "
    "Nothing was changed. Try again; if it is the right one, restore vault.age from a backup",
    "problem.cannot_open",
)


def new_key() -> str:
    """A fresh X25519 private key, as text."""
    return str(pyrage.x25519.Identity.generate())


def public_of(key: str) -> str:
    """The recipient (public key) that belongs to a private key. Raises VaultError if it is none."""
    return str(_identity(key).to_public())


def read_key(text: str) -> str:
    """The private key in a text such as ``age-keygen`` writes: comments, and one line with the key.

    Raises:
        VaultError: there is no key in it, or more than one.

    >>> read_key("# created: 2024-01-02\\n" + (key := new_key()) + "\\n") == key
    True
    """
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if len(lines) != 1 or not _KEY.fullmatch(lines[0].upper()):
        raise VaultError("this is not a key: one line that begins with AGE-SECRET-KEY-1 is needed")
    return str(_identity(lines[0]))


def check_recipient(text: str) -> str:
    """A public key as it is kept. Raises VaultError if it is none (age1...; SSH keys and plug-ins are not taken)."""
    try:
        return str(pyrage.x25519.Recipient.from_str(text.strip()))
    except (pyrage.RecipientError, ValueError):
        raise VaultError("this is not a public key: one that begins with age1 is needed; `age-keygen` makes a pair") from None


def check_passphrase(passphrase: str) -> str:
    """A passphrase good enough to be set. Raises VaultError, which does not repeat it."""
    if len(normalise(passphrase)) < SHORTEST_PASSPHRASE:
        raise VaultError(f"the passphrase is too short: take {SHORTEST_PASSPHRASE} characters or more, best five random words")
    return passphrase


def normalise(passphrase: str) -> str:
    """A passphrase in one form, whatever keyboard it was typed on (RFC 8265, OpaqueString: NFC).

    >>> normalise("e\\u0301") == normalise("\\u00e9")
    True
    """
    return unicodedata.normalize("NFC", passphrase)


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt to public keys. Raises VaultError if there is none or one is not a key."""
    try:
        return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]))
    except (pyrage.RecipientError, pyrage.EncryptError, ValueError):
        raise VaultError("nothing was encrypted: a recipient of the vault is not a public key") from None


def unseal(data: bytes, keys: Sequence[str]) -> bytes:
    """Decrypt with private keys. Raises VaultError if none fits or a bit of the data is not as it was."""
    identities = [_identity(key) for key in keys]
    _check_header(data)
    try:
        return bytes(pyrage.decrypt(data, identities))
    except (pyrage.DecryptError, ValueError):
        raise VaultError(CANNOT_OPEN) from None


def seal_with_passphrase(data: bytes, passphrase: str, *, work_factor: int = WORK_FACTOR) -> bytes:
    """Encrypt a short text (up to 64 KiB) with a passphrase.

    Why not pyrage's own: it sets the work factor by the speed of the machine it runs on, up to 2**20 and a gigabyte of
    memory, and refuses to open what is much slower than that: a vault made on a workstation could not be opened on an old
    laptop. It is pyrage that opens what is written here.

    Source: age specification, "scrypt recipient stanza", "Header MAC", "Payload".
    """
    if len(data) > _CHUNK:
        raise ValueError("only one chunk is written here")
    file_key, salt, nonce = secrets.token_bytes(16), secrets.token_bytes(16), secrets.token_bytes(16)
    wrapping = hashlib.scrypt(
        normalise(passphrase).encode(), salt=_SALT_LABEL + salt, n=2**work_factor, r=8, p=1, maxmem=_MEMORY_BYTES, dklen=32
    )
    body = crypto_aead_chacha20poly1305_ietf_encrypt(file_key, None, bytes(12), wrapping)
    stanza = b"-> scrypt %s %d\n%s\n" % (_base64(salt), work_factor, _base64(body))
    header = _VERSION + b"\n" + stanza + b"---"
    mac = hmac.digest(_derive(file_key, b"", b"header"), header, "sha256")
    chunk = crypto_aead_chacha20poly1305_ietf_encrypt(data, None, bytes(11) + b"\x01", _derive(file_key, nonce, b"payload"))
    return header + b" " + _base64(mac) + b"\n" + nonce + chunk


def unseal_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Decrypt with a passphrase. Raises VaultError if it is wrong, or a bit of the data is not as it was."""
    header = _check_header(data)
    factor = _FACTOR.fullmatch(header[1])
    if not factor or int(factor[1]) > HIGHEST_WORK_FACTOR:
        raise VaultError(CANNOT_OPEN)
    try:
        return bytes(pyrage.passphrase.decrypt(data, normalise(passphrase)))
    except (pyrage.DecryptError, ValueError):
        raise VaultError(CANNOT_OPEN) from None


def _identity(key: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(key.strip())
    except (pyrage.IdentityError, ValueError):
        raise VaultError("this is not a key: one line that begins with AGE-SECRET-KEY-1 is needed") from None


def _check_header(data: bytes) -> list[bytes]:
    """The lines of a header that is well formed; pyrage is laxer about the ends of stanzas than the format is."""
    lines: list[bytes] = []
    in_body = False
    for line in data.split(b"\n"):
        lines.append(line)
        if len(lines) == 1:
            is_good = line == _VERSION
        elif in_body:
            in_body = len(line) == _LINE
            is_good = len(line) <= _LINE and not line.startswith((b"-> ", b"---"))
        elif _MAC.fullmatch(line):
            return lines
        else:
            is_good = in_body = _ARGUMENTS.fullmatch(line) is not None
        if not is_good:
            break
    raise VaultError(CANNOT_OPEN)


def _derive(key: bytes, salt: bytes, label: bytes) -> bytes:
    """HKDF-SHA-256, one block (RFC 5869)."""
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, label + b"\x01", "sha256")


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")
