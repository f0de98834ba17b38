"""Time stamps: from an authority that the test itself is, on loopback, with its own certificate."""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from testimonia.errors import UsageError
from testimonia.pipeline import stamping
from testimonia.pipeline.stamping import ask_for_stamp, check_stamp
from tests.pipeline.package_case import approve, make_case, write

pytest.importorskip("rfc3161_client")

SETTINGS = """
[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""
EXTENSIONS = "basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"


def openssl(folder, *words, **given):
    return subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True, **given).stdout


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A root, a certificate for time stamping under it, and the address of a server that answers with both."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(SETTINGS)
    (folder / "ext").write_text(EXTENSIONS)
    (folder / "serial").write_text("01\n")
    key = ("-newkey", "rsa:2048", "-nodes", "-sha256")
    openssl(folder, "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Test root")
    openssl(folder, "req", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test authority")
    root = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
    openssl(folder, "x509", "-req", "-in", "tsa.csr", *root, "-out", "tsa.pem", "-days", "30", "-extfile", "ext")

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            query = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "query").write_bytes(query)
            words = ("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-signer", "tsa.pem", "-inkey", "tsa.key")
            answer = openssl(folder, *words) if self.path == "/" else b"<html>no authority here</html>"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words):
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_stamp_is_about_these_bytes_and_verified(authority):
    """The time is in it; against the root it holds, against another or for other bytes it does not; openssl agrees."""
    folder, url = authority
    token, at = ask_for_stamp(b"the seal", url, roots=folder / "ca.pem")
    assert at.endswith("Z")
    assert check_stamp(token, b"the seal", roots=folder / "ca.pem") == at
    with pytest.raises(UsageError, match="not about this package"):
        check_stamp(token, b"another seal")
    with pytest.raises(UsageError, match="signature does not hold"):
        check_stamp(token[:-3] + bytes([token[-3] ^ 1]) + token[-2:], b"the seal", roots=folder / "ca.pem")
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "x.key", "-out", "x.pem", "-subj", "/CN=Other")
    with pytest.raises(UsageError, match="signature does not hold"):
        check_stamp(token, b"the seal", roots=folder / "x.pem")
    (folder / "data").write_bytes(b"the seal")
    (folder / "tsr").write_bytes(token)
    openssl(folder, "ts", "-verify", "-data", "data", "-in", "tsr", "-CAfile", "ca.pem")


def test_what_is_no_authority(authority, tmp_path, monkeypatch):
    """No address, nobody there, an answer that is none, no certificate, no library: each said plainly."""
    _, url = authority
    for address, words in (
        ("ftp://x", "no address"),
        ("http://127.0.0.1:9/", "does not answer"),
        (url + "x", "is no time stamp"),
    ):
        with pytest.raises(UsageError, match=words):
            ask_for_stamp(b"x", address)
    (tmp_path / "none.pem").write_text("no certificate")
    with pytest.raises(UsageError, match="holds no certificate"):
        ask_for_stamp(b"x", url, roots=tmp_path / "none.pem")
    monkeypatch.setitem(__import__("sys").modules, "rfc3161_client", None)
    with pytest.raises(UsageError, match=r"testimonia\[stamps\]"):
        ask_for_stamp(b"x", url)


def test_a_stamped_package(authority, tmp_path):
    """The stamp lies beside the manifest that it is about; openssl verifies it; the verifier sees when it is another's."""
    from tests.pipeline.test_packaging import verify

    folder, url = authority
    root = make_case(tmp_path / "made")
    written = write(root, tmp_path / "out", approve(root), stamp=lambda data: ask_for_stamp(data, url))
    assert written.stamped_at.startswith("20")
    stamp = tmp_path / "out/tagmanifest-sha256.txt.tsr"
    words = ("-data", tmp_path / "out/tagmanifest-sha256.txt", "-in", stamp, "-CAfile", "ca.pem")
    openssl(folder, "ts", "-verify", *map(str, words))
    code, answers = verify(tmp_path / "out")
    assert code == 0
    assert any("openssl ts -verify" in one for one in answers["not checked"])
    stamp.write_bytes(ask_for_stamp(b"something else", url)[0])
    code, answers = verify(tmp_path / "out")
    assert (code, answers["ALTERED"]) == (1, ["time stamp: this package: it was given for something else"])
    assert len(stamp.read_bytes()) < stamping.LARGEST
