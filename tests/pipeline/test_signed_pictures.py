"""Signed pictures: the newsroom's word on a fresh copy, read back by the real library, gone when a byte changes."""

import io
import json
import subprocess
import sys

import pytest
from PIL import Image

from testimonia.errors import ReadError, UsageError
from testimonia.model.gating import Verdict
from testimonia.pipeline.signed_pictures import read_signing, signed_picture
from testimonia.protect.gate.gate import read_file
from testimonia.protect.gate.searching.needles import make_needles
from testimonia.protect.identities import Identity

c2pa = pytest.importorskip("c2pa")

EXTENSIONS = (
    "basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,emailProtection\n"
    "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
)


@pytest.fixture(scope="module")
def signing(tmp_path_factory):
    """A newsroom's key and certificate under a root of its own."""
    folder = tmp_path_factory.mktemp("keys")
    (folder / "ext").write_text(EXTENSIONS)

    def openssl(*words):
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-sha256")
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/O=Test/CN=Test root")
    openssl("req", *key, "-keyout", "key.pem", "-out", "csr", "-subj", "/O=The Newsroom/CN=The Newsroom")
    root = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
    openssl("x509", "-req", "-in", "csr", *root, "-out", "own.pem", "-days", "30", "-extfile", "ext")
    (folder / "chain.pem").write_bytes((folder / "own.pem").read_bytes() + (folder / "ca.pem").read_bytes())
    return read_signing(folder / "key.pem", folder / "chain.pem", "The Newsroom")


def photograph():
    file = io.BytesIO()
    image = Image.effect_noise((64, 48), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x013B] = "The Photographer"
    image.save(file, "JPEG", exif=exif, comment=b"taken by the source")
    return file.getvalue()


def state(data):
    """What the library says of a picture: its state, and the problems beside an unknown root."""
    with c2pa.Reader("image/jpeg", io.BytesIO(data)) as reader:
        store = json.loads(reader.json())
    codes = {one["code"] for one in store.get("validation_status", [])} - {"signingCredential.untrusted"}
    return store, codes


def test_signed_read_back_and_tampered(signing):
    """The newsroom's certificate signed it, it says published, nothing of the old file is in it, and a changed pixel shows."""
    signed = signed_picture(photograph(), signing, title="i-1")
    for old in (b"The Photographer", b"taken by the source"):
        assert old not in signed
    store, problems = state(signed)
    assert problems == set()
    manifest = store["manifests"][store["active_manifest"]]
    assert manifest["signature_info"]["issuer"] == "The Newsroom"
    assert "c2pa.published" in json.dumps(manifest)
    at = len(signed) - 40
    _, problems = state(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :])
    assert "assertion.dataHash.mismatch" in problems


def test_the_gate_passes_a_signed_picture(signing):
    """It knows the format: nothing counts as not read, nothing as fetched."""
    needles = make_needles([Identity("p", pseudonym="Yara", names=("Nawwaf al-Khayali",))])
    assert read_file("a.jpg", signed_picture(photograph(), signing, title="i-1"), needles).verdict is Verdict.CLEAN


def test_what_cannot_be_signed(signing, tmp_path, monkeypatch):
    """No picture, no key file, a key that does not fit, no library: each said plainly, and the key is never shown."""
    with pytest.raises(ReadError, match="can't be decoded"):
        signed_picture(b"no picture", signing, title="x")
    with pytest.raises(UsageError, match="cannot be read"):
        read_signing(tmp_path / "none", tmp_path / "none", "x")
    assert "KEY" not in repr(signing)
    (tmp_path / "bad").write_text("no key")
    with pytest.raises(UsageError, match="cannot be signed"):
        signed_picture(photograph(), read_signing(tmp_path / "bad", tmp_path / "bad", "x"), title="x")
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(UsageError, match=r"testimonia\[stamps\]"):
        signed_picture(photograph(), signing, title="x")
