"""The age format as its authors test it: every vector of C2SP/CCTV that this program's ways of reading can reach.

The vectors (``age_vectors.json``: name -> the vector's file, base64) are those of https://github.com/C2SP/CCTV/tree/main/age,
taken from its package ``cctv-age`` 0.2.0, under CC0 1.0. Left out: 19 that need an identity of the post-quantum kind, which
pyrage has no type for and the vault does not use. The vault writes no armor; armored vectors are put to pyrage itself, and
the one with blanks around the armor is not read by it, which costs nothing here.
"""

import base64
import hashlib
import json
import zlib
from collections import defaultdict
from pathlib import Path

import pyrage
import pytest

from testimonia.errors import VaultError
from testimonia.protect.vault.sealing import unseal, unseal_with_passphrase

FILES = json.loads((Path(__file__).parent / "age_vectors.json").read_text())


def vector(name):
    """Header fields of a vector, each a list, and the age file."""
    head, _, body = base64.b64decode(FILES[name]).partition(b"\n\n")
    fields = defaultdict(list)
    for line in head.decode().split("\n"):
        key, _, value = line.partition(": ")
        fields[key].append(value)
    return fields, zlib.decompress(body) if fields["compressed"] else body


def is_out_of_reach(name):
    return any(identity.startswith("AGE-SECRET-KEY-PQ-") for identity in vector(name)[0]["identity"])


def is_armored(name):
    return bool(vector(name)[0]["armored"])


PLAIN = [name for name in FILES if not is_armored(name) and not is_out_of_reach(name)]
ARMORED = [name for name in FILES if is_armored(name) and not is_out_of_reach(name) and name != "armor_whitespace_outside"]


def test_no_vector_is_lost():
    """Of the 143 vectors, as many are tested as the module says."""
    assert len(FILES) == 143
    assert len([name for name in FILES if is_out_of_reach(name)]) == 19
    assert len(PLAIN) + len(ARMORED) == 123


@pytest.mark.parametrize("name", PLAIN)
def test_a_file_is_read_exactly_if_the_format_says_so(name):
    """A good file gives its payload; any other gives a VaultError, before work that a hostile file asks for is done."""
    fields, body = vector(name)

    def read():
        if fields["passphrase"]:
            return unseal_with_passphrase(body, fields["passphrase"][0])
        return unseal(body, fields["identity"])

    if fields["expect"] == ["success"]:
        assert hashlib.sha256(read()).hexdigest() == fields["payload"][0]
    else:
        with pytest.raises(VaultError):
            read()


@pytest.mark.parametrize("name", ARMORED)
def test_armor_is_read_by_the_library_exactly_if_the_format_says_so(name):
    """The vault has no armor; a colleague's file may."""
    fields, body = vector(name)

    def read():
        if fields["passphrase"]:
            return pyrage.passphrase.decrypt(body, fields["passphrase"][0])
        return pyrage.decrypt(body, [pyrage.x25519.Identity.from_str(key) for key in fields["identity"]])

    if fields["expect"] == ["success"]:
        assert hashlib.sha256(read()).hexdigest() == fields["payload"][0]
    else:
        with pytest.raises(pyrage.DecryptError):
            read()
