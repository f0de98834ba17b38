"""Originals: written once, whole, and checked."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
import time

import pytest

from testimonia.errors import CustodyError, ReadError
from testimonia.ingest.originals import Originals
from testimonia.model.custody import Check


def test_kept_under_their_hash(tmp_path):
    """Bytes and files are kept under their SHA-256, read-only, and come back as they were."""
    originals = Originals(tmp_path / "originals")
    file = tmp_path / "a.bin"
    file.write_bytes(b"We left." * 1000)
    sha256, size = originals.keep(file)
    assert (sha256, size) == (hashlib.sha256(b"We left." * 1000).hexdigest(), 8000)
    assert originals.path(sha256) == tmp_path / "originals" / sha256[:2] / sha256
    assert stat.S_IMODE(originals.path(sha256).stat().st_mode) == 0o444
    assert originals.read(sha256) == file.read_bytes()
    assert originals.check(sha256) is Check.INTACT
    with originals.open(sha256) as stream:
        assert stream.read(8) == b"We left."


def test_kept_once(tmp_path):
    """The same bytes again are not written again, and nothing is left lying about."""
    originals = Originals(tmp_path)
    sha256, _ = originals.keep(b"x")
    before = originals.path(sha256).stat()
    assert originals.keep(b"x") == (sha256, 1)
    after = originals.path(sha256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert sorted(p.name for p in tmp_path.rglob("*")) == sorted([sha256[:2], sha256])


def test_changed_and_missing_originals(tmp_path):
    """A changed byte is found, a lost file is found, and neither is replaced silently."""
    originals = Originals(tmp_path)
    sha256, _ = originals.keep(b"We left.")
    path = originals.path(sha256)
    path.chmod(0o644)
    path.write_bytes(b"We left!")
    assert originals.check(sha256) is Check.ALTERED
    with pytest.raises(CustodyError, match="has been altered"):
        originals.keep(b"We left.")
    with pytest.raises(CustodyError, match="has been altered"):
        originals.read(sha256)
    path.unlink()
    assert originals.check(sha256) is Check.ALTERED
    with pytest.raises(CustodyError, match="cannot be opened"):
        originals.open(sha256)


@pytest.mark.parametrize("name", ["", "ab", "../../etc/passwd", "A" * 64, "g" * 64])
def test_only_hashes_are_names(tmp_path, name):
    """Nothing but a SHA-256 can name an original."""
    with pytest.raises(CustodyError, match="not a SHA-256"):
        Originals(tmp_path).path(name)


def test_unreadable_files(tmp_path):
    """A file that is not there is a ReadError, and leaves nothing behind."""
    with pytest.raises(ReadError, match="cannot be read"):
        Originals(tmp_path / "o").keep(tmp_path / "none")
    with pytest.raises(ReadError, match="cannot be read"):
        Originals(tmp_path / "o").keep(tmp_path)
    assert not list((tmp_path / "o").glob("*")) if (tmp_path / "o").exists() else True


KEEPER = """
import sys
from pathlib import Path
from testimonia.ingest.originals import Originals
originals = Originals(Path(sys.argv[1]))
print("ready", flush=True)
for n in range(10_000):
    originals.keep(n.to_bytes(4, "big") * 500_000)
"""


@pytest.mark.parametrize("delay", [0.01, 0.05, 0.1, 0.17, 0.3])
def test_killed_at_any_moment(tmp_path, delay):
    """After kill -9 every named file is whole; what was half written has no name and can be cleaned away."""
    process = subprocess.Popen([sys.executable, "-c", KEEPER, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(delay)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    originals = Originals(tmp_path)
    named = [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith(".incoming-")]
    assert all(originals.check(path.name) is Check.INTACT for path in named)
    left = list(tmp_path.glob(".incoming-*"))
    assert len(left) <= 1
    assert originals.clean() == len(left)
    assert originals.keep((0).to_bytes(4, "big") * 500_000)[1] == 2_000_000
