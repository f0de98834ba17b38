"""SIGKILL to a publication, at every step seen from outside and at random: a whole folder stands, and the case goes on.

Nothing in the product helps: the parent watches the folders and the custody log, and kills when a step shows.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from testimonia.model.publications import PublicationState
from testimonia.pipeline import gating, swapping
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.publishing import Wanted, gate_file
from testimonia.pipeline.vaults import CaseVault, Credential
from testimonia.protect.identities import Identity

PASSPHRASE = "brass pillow seven winters"
OPENS = Credential(passphrase=PASSPHRASE)
NOTE = (
    "---\nsource: Falcon\nrole: participant\nprotection: protected\ndate: 2021-05-02\n---\n"
    "He says that at least 40 people died.\n"
)
SETTINGS = """
[sources.falcon]
name = "Falcon"
protection = "protected"
published_name = "Falcon"
[questions.dead]
text = "How many people died?"
type = "amount"
unit = "people"
nouns = ["people"]
terms = ["die"]
[release]
four_eyes = false
"""
PUBLISH = """
import sys
from pathlib import Path
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.publishing import Wanted
from testimonia.pipeline.vaults import Credential
if __name__ == "__main__":
    case, site = Path(sys.argv[1]), Path(sys.argv[2])
    with Investigation.open(case, by="Ann") as investigation:
        wanted = Wanted(case / "story.md", site, correction="Said better.")
        investigation.publish(wanted, Credential(passphrase="brass pillow seven winters"))
"""


def write_story(case, version):
    words = f"Version {version}. [Many]{{finding: dead}} died. " + "Nobody counted the houses. " * 40
    (case / "story.md").write_text(f"---\ntitle: The flood\ndate: 2021-06-01\n---\n{words}\n\n{{accounts: dead}}\n")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A case with an approved release whose story stands published in version 0."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "note.txt").write_text(NOTE)
    with Investigation.create(folder / "case", title="Flood"):
        pass
    with (folder / "case" / "investigation.toml").open("a") as file:
        file.write(SETTINGS)
    write_story(folder / "case", 0)
    with Investigation.open(folder / "case", by="Ann") as case:
        case.ingest([folder / "note.txt"])
        case.run(workers=1)
        vault = CaseVault(case._case, work_factor=2)
        vault.create(PASSPHRASE)
        vault.put(OPENS, [Identity("falcon", names=("Nawwaf Suhayl al-Khayali",), pseudonym="Falcon")])
        people = case.vault.people(OPENS)
        record = case.request_release(people, reason="first")
        for page in case.mosaic(people):
            for warning in page.warnings:
                case.answer_mosaic(page.name, warning.id, reason="invented", people=people)
        case.decide_release(record.sha256, people, is_approved=True, reason="read")
    return folder


@pytest.fixture
def case(prepared, tmp_path):
    """A copy of it for one test, with version 0 published."""
    shutil.copytree(prepared / "case", tmp_path / "case")
    publish_here(tmp_path / "case")
    return tmp_path / "case"


def publish_here(case):
    with Investigation.open(case, by="Ann") as investigation:
        return investigation.publish(Wanted(case / "story.md", case.parent / "site", correction="Said better."), OPENS)


def start(case):
    """The product's own way of publishing, in a process group of its own."""
    script = case.parent / "publish.py"
    script.write_text(PUBLISH)
    command = [sys.executable, str(script), str(case), str(case.parent / "site")]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def kill(process):
    """SIGKILL to the process and its workers, as when the machine loses power."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def hashes(folder):
    return gating.hash_folder(folder) if folder.is_dir() else {}


def version_of(site):
    return (site / "index.html").read_text().partition("Version ")[2].partition(".")[0]


def check_whole(case, known, version):
    """What stands is one of the publications, file for file; then publishing anew works and leaves nothing behind."""
    site = case.parent / "site"
    stands = hashes(site)
    assert stands in known or version_of(site) == str(version), "neither the old folder nor the new one"
    if stands not in known:
        with Investigation.open(case) as investigation:
            assert stands in [one.files for one in investigation.publications()], "a folder that was never recorded"
    done = publish_here(case)
    assert version_of(site) == str(version)
    assert hashes(site) == done.publication.files
    assert not swapping.staging_of(site).exists()
    gating.check_pass(case / ".testimonia" / "vault.age", OPENS, site, gate_file(site))
    with Investigation.open(case) as investigation:
        assert {one.state for one in investigation.publications()} == {PublicationState.PUBLISHED}
        investigation.verify()
    known.append(hashes(site))


STEPS = {
    "the staging folder is begun": lambda case, _: swapping.staging_of(case.parent / "site").exists(),
    "the staging folder is whole": lambda case, _: (swapping.staging_of(case.parent / "site") / "style.css").exists(),
    "the new folder stands": lambda case, old: hashes_or_none(case.parent / "site") not in (old, None),
    "the previous folder stands": lambda case, _: swapping.previous_of(case.parent / "site").exists(),
    "the gate's word is being written": lambda case, _: any(case.parent.glob(".site.gate.json*")),
}


def hashes_or_none(folder):
    try:
        return hashes(folder)
    except OSError:
        return None


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_a_step_leaves_the_old_or_the_new(case, step):
    """Killed as soon as the step shows; if it is over too soon to be seen, the publication is simply done."""
    site = case.parent / "site"
    known, old = [hashes(site)], hashes(site)
    write_story(case, 1)
    process, until = start(case), time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until and not STEPS[step](case, old):
        pass
    kill(process)
    check_whole(case, known, 1)


@pytest.mark.slow
def test_kills_at_random_leave_the_old_or_the_new(case):
    """Fifteen times in a row, each at another moment between the first file of the staging folder and the end."""
    chance = random.Random(11)
    site = case.parent / "site"
    known, ended = [hashes(site)], 0
    for version in range(1, 16):
        write_story(case, version)
        process, until = start(case), time.monotonic() + 120
        while process.poll() is None and time.monotonic() < until and not swapping.staging_of(site).exists():
            time.sleep(0.001)
        time.sleep(chance.choice((0.0, 0.05, 0.5, 1.0, 1.5)) + chance.random() * 0.5)
        ended += process.poll() is not None
        kill(process)
        check_whole(case, known, version)
    assert ended < 15, "every publication ended before it was killed: nothing was tried"
