"""The same case, release and story give the same bytes from another checkout, on another day, in another place of the world."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PUBLISH = """
import sys, time
from pathlib import Path
import testimonia
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.publishing import Wanted
from testimonia.pipeline.vaults import Credential
checkout, case = Path(sys.argv[1]), Path(sys.argv[2])
assert Path(testimonia.__file__).is_relative_to(checkout), testimonia.__file__
with Investigation.open(case, by=sys.argv[3]) as investigation:
    opens = Credential(passphrase="for the demonstration only: known to everybody")
    investigation.publish(Wanted(case / "story.md", case.parent / "site"), opens)
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """The sample investigation with a release that was approved, and nothing published from it yet."""
    folder = tmp_path_factory.mktemp("sample") / "case"
    folder.mkdir()
    sample = ROOT / "examples" / "leaving-raqqa"
    shutil.copy(sample / "investigation.toml", folder)
    run = [sys.executable, "-m", "testimonia", "-C", str(folder)]
    subprocess.run([*run, "ingest", "-r", str(sample / "material")], check=True, capture_output=True)
    subprocess.run([*run, "run"], check=True, capture_output=True)
    script = [sys.executable, str(sample / "publish_demo.py"), str(folder), str(folder.parent / "first")]
    subprocess.run(script, check=True, capture_output=True)
    return folder


def build(folder, case, *, by, **environment):
    """Copy the checkout and the case, and publish from there; the files by path."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(case, folder / "case")
    settings = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    command = [sys.executable, "-c", PUBLISH, str(folder), str(folder / "case"), by]
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    site = folder / "site"
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}


@pytest.mark.slow
def test_two_checkouts_write_the_same_bytes(case, tmp_path):
    """Paths of other lengths, time zones, languages, hash seeds and people: every file of both folders is the same."""
    one = build(tmp_path / "a", case, by="Ann", TZ="Pacific/Kiritimati", LANG="C", LC_ALL="C", PYTHONHASHSEED="1")
    deep = tmp_path / "another checkout" / "with a much longer name" / ("x" * 60)
    other = build(deep, case, by="Bea", TZ="America/Adak", LANG="en_US.UTF-8", LC_ALL="C.UTF-8", PYTHONHASHSEED="4242")
    assert len(one) > 50
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
