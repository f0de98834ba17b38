"""A flood that three people tell of: a small case, read and run once, with a vault and a story; a copy for each test.

with_flood                the folder of a copy
small_place               the same with a warning of the mosaic; not to be changed
bench                     it opened for Ann and Bo
ann, bo                   a browser for each
"""

import shutil

import pytest
from PIL import Image

from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.vaults import CaseVault, Credential
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.protect.identities import Identity
from tests.web.asking import Browser

PASSPHRASE = "five words that nobody guesses"
OPENS = Credential(passphrase=PASSPHRASE)
TRUE_NAME = "Nawwaf Suhayl al-Khayali"
NOTES = {
    "falcon": "---\nsource: Falcon\nrole: participant\nprotection: protected\ndate: 2021-05-02\nkind: interview\n---\n"
    "He says that at least 40 people died in the flood. He says that the dam broke on 1 May 2021.\n\n"
    "He says that 15 children died in the flood.\n",
    "mayor": "---\nsource: the mayor\nrole: official\ndate: 2021-05-03\npublisher: Town Hall\n---\n"
    "He says that 12 people died in the flood. He says that no dam broke.\n",
    "nurse": "---\nsource: Nurse Amal\nrole: eyewitness\ndate: 2021-05-04\nkind: interview\n---\n"
    "She says that about 41 people died in the flood. Her cousin told her that 15 children died in the flood.\n",
}
SETTINGS = """
language = "en"
[parties.town]
name = "Town Hall"
[sources.falcon]
name = "Falcon"
role = "participant"
protection = "protected"
published_name = "Falcon"
descriptor = "shopkeeper"
descriptor_level = "broad"
place_level = "exact"
[sources.mayor]
name = "the mayor"
role = "official"
party = "town"
[sources.nurse]
name = "Nurse Amal"
role = "eyewitness"
[questions.dead]
text = "How many people died?"
type = "amount"
unit = "people"
nouns = ["people", "person"]
terms = ["die"]
[questions.children]
text = "How many children died?"
type = "amount"
unit = "children"
nouns = ["child"]
terms = ["die"]
[questions.dam]
text = "Did the dam break?"
type = "occurrence"
nouns = ["dam"]
terms = ["break"]
[rules]
part = "children <= dead"
"""
STORY = """---
title: The flood
date: 2021-06-01
---
The mayor counts [a dozen]{finding: dead}. Others count more.

{accounts: dead}

![Water between houses](water.png "Drawn.")
"""


def make_flood(folder):
    """The case in a folder, run."""
    notes = folder.parent / f"{folder.name}-notes"
    notes.mkdir()
    for name, text in NOTES.items():
        (notes / f"{name}.txt").write_text(text)
    with Investigation.create(folder, title="Flood"):
        pass
    with (folder / "investigation.toml").open("a") as file:
        file.write(SETTINGS)
    settings = (folder / "investigation.toml").read_text().replace('language = "en"\n', "", 1)
    (folder / "investigation.toml").write_text(settings)
    with Investigation.open(folder, by="Ann") as case:
        case.ingest([notes])
        case.run(workers=1)
        CaseVault(case._case, work_factor=2).create(PASSPHRASE)
        case.vault.put(OPENS, [Identity("falcon", names=(TRUE_NAME,), phones=("+963 000 555 101",), pseudonym="Falcon")])
    (folder / "story.md").write_text(STORY)
    Image.new("RGB", (40, 30), "blue").save(folder / "water.png")
    return folder


@pytest.fixture(scope="session")
def flood(tmp_path_factory):
    """The case as it was made; not to be changed."""
    return make_flood(tmp_path_factory.mktemp("flood") / "case")


@pytest.fixture(scope="session")
def small_place(flood, tmp_path_factory):
    """The same with a small place that a protected source names, so that the mosaic warns; not to be changed."""
    root = tmp_path_factory.mktemp("small-place")
    folder = shutil.copytree(flood, root / "case")
    settings = folder / "investigation.toml"
    text = settings.read_text().replace('descriptor_level = "broad"', 'descriptor_level = "exact"')
    settings.write_text(text + '[release]\npublic_places = ["Wahmabad"]\n')
    (root / "own.csv").write_text("name,lat,lon,country,population\nWahmabad,35.9,39.0,SY,300\n")
    (root / "road.txt").write_text(
        "---\nsource: Falcon\nprotection: protected\ndate: 2021-05-02\n---\n"
        "He says that the lorries left Wahmabad on 3 May 2021.\n"
    )
    with Investigation.open(folder, by="Ann") as case:
        case.add_places(root / "own.csv")
        case.ingest([root / "road.txt"])
        case.run(workers=1)
    return folder


@pytest.fixture
def with_flood(flood, tmp_path):
    """A copy to change."""
    return shutil.copytree(flood, tmp_path / "case")


@pytest.fixture
def bench(with_flood):
    """The copy, open for two people."""
    with Workbench(with_flood, people=("Ann", "Bo"), is_reconciling=False) as opened:
        yield opened


@pytest.fixture
def ann(bench):
    return Browser(bench, user="Ann")


@pytest.fixture
def bo(bench, ann):
    """Bo's browser on the same application."""
    other = Browser.__new__(Browser)
    other.app, other.sessions = ann.app, ann.sessions
    other.log_in("Bo")
    return other


def bytes_of(folder):
    """Everything that lies in a folder, in one string of bytes."""
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
