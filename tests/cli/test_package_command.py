"""``testimonia package`` as a newsroom meets it: asked for, approved, written; the package checks itself."""

import json
import subprocess
import sys

import pytest

from tests.cli.test_cli import call
from tests.pipeline.package_case import NAME, PASSPHRASE, make_case


@pytest.fixture(scope="module")
def flood(tmp_path_factory):
    """A case with a vault and an approved release, and the passphrase in a file."""
    root = make_case(tmp_path_factory.mktemp("flood"))
    (root / "pass").write_text(PASSPHRASE + "\n")
    (root / "pass").chmod(0o600)
    return root


def test_from_asking_to_a_package_that_checks_itself(flood):
    """Refused until somebody else approved it; then written, with its seal, and verified with that seal."""
    opens = ("--passphrase-file", "pass")
    assert "was not asked for" in call(flood, "package", "out", *opens, expect=2)
    asked = call(flood, "--by", "Ann", "package", "--request", "--reason", "for the court", *opens)
    assert "requested" in asked and "1 originals" in asked and "for anybody: not encrypted" in asked
    sha256 = asked.split()[0]
    assert "somebody else" in call(flood, "--by", "Ann", "package", "--approve", sha256, "--reason", "r", *opens, expect=2)
    assert "approved by Bea" in call(flood, "--by", "Bea", "package", "--approve", sha256, "--reason", "checked", *opens)
    written = json.loads(call(flood, "--by", "Ann", "package", "out", *opens, "--json"))
    done = subprocess.run([sys.executable, "-I", "out/verify.py", "--seal", written["seal"]], cwd=flood, capture_output=True)
    assert done.returncode == 0, done.stdout
    shown = call(flood, "--by", "Ann", "package", "second", *opens)
    assert "second: 1 originals" in " ".join(shown.split()) and "in the clear" in shown and "seal" in shown


def test_no_reason_names_a_source(flood):
    """Asking, approving and rejecting open the vault, and refuse a reason that names somebody of it."""
    opens, named = ("--passphrase-file", "pass"), ("--reason", f"as {NAME} asked")
    item = json.loads(call(flood, "show", "items", "--json"))[0]["id"]
    assert "no terminal to ask on" in call(flood, "package", "--request", "--items", item, "--reason", "r", expect=2)
    assert "names a source" in call(flood, "--by", "Ann", "package", "--request", "--items", item, *named, *opens, expect=2)
    asked = call(flood, "--by", "Ann", "package", "--request", "--items", item, "--reason", "the lawyer", *opens).split()[0]
    for decision in ("--approve", "--reject"):
        assert "names a source" in call(flood, "--by", "Bea", "package", decision, asked, *named, *opens, expect=2)
    assert NAME not in call(flood, "show", "judgements", "--json")
    assert "rejected by Bea" in call(flood, "--by", "Bea", "package", "--reject", asked, "--reason", "not that one", *opens)


def test_wrong_use(flood):
    """One thing at a time; a key without a certificate, a recipient that is none."""
    assert "one of: --request" in call(flood, "package", expect=2)
    assert "one of: --request" in call(flood, "package", "out", "--request", expect=2)
    assert "all of --picture-key" in call(flood, "package", "out", "--picture-key", "k", expect=2)
    assert "not a public key" in call(flood, "package", "--request", "--recipient", "age1x", "--reason", "r", expect=1)
    assert "no package" in call(flood, "package", "--reject", "zz", "--reason", "r", "--passphrase-file", "pass", expect=1)
