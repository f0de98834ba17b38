"""The form of ``vault.age``: one line, then two age files, one behind the other.

    testimonia vault 1 KEYBYTES\\n
    an age file of KEYBYTES bytes, for the passphrase: holds the vault's private key
    an age file to the end, for recipients: holds the contents

Why one file: age cannot encrypt one file to a passphrase and to recipients, and two files would have to change together when
the passphrase does. One rename changes one file.
"""

import re

from testimonia.errors import VaultError
from testimonia.protect.vault.sealing import CANNOT_OPEN

_FIRST_LINE = re.compile(rb"testimonia vault (\d{1,4}) (\d{1,5})\n")
_VERSION = 1


def pack(key_block: bytes, content_block: bytes) -> bytes:
    """The bytes of a vault file."""
    return b"testimonia vault %d %d\n" % (_VERSION, len(key_block)) + key_block + content_block


def split(data: bytes) -> tuple[bytes, bytes]:
    """The key block and the content block.

    Raises:
        VaultError: not a vault, cut short, or of a newer form.

    >>> split(pack(b"key", b"contents"))
    (b'key', b'contents')
    """
    first = _FIRST_LINE.match(data)
    if first and int(first[1]) > _VERSION:
        raise VaultError("the vault was written by a newer version of testimonia: update the program")
    if not first:
        raise VaultError(CANNOT_OPEN)
    middle = first.end() + int(first[2])
    if (
        pack(key := data[first.end() : middle], content := data[middle:]) != data
    ):  # a length with a zero before it, or cut short
        raise VaultError(CANNOT_OPEN)
    return key, content
