"""Chromium, the sample investigation built once, and a server on a copy of it for each module."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.vaults import Credential
from tests.journeys.served import serving
from tests.journeys.visitor import Visitor

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "leaving-raqqa"
BUILT = ROOT / "src" / "testimonia" / "web" / "built" / "index.html"
READY_SAMPLE = "TESTIMONIA_SAMPLE"
"""Names a folder with the sample as `make demo` leaves it; without it the sample is built here, which takes minutes."""
PEOPLE = ("Ann", "Bilal")


@pytest.fixture(scope="module")
def chromium():
    """A browser for one file of journeys: while it is open its event loop runs, and other files need to run theirs."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on PATH: install it (Debian: apt install chromium)")
    if not BUILT.is_file():
        pytest.skip("the workbench's pages are not built: make frontend")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample with findings, vault, an approved release and its story."""
    if ready := os.environ.get(READY_SAMPLE):
        return Path(ready)
    folder = tmp_path_factory.mktemp("sample") / "case"
    folder.mkdir()
    shutil.copy(EXAMPLE / "investigation.toml", folder)
    with Investigation.open(folder, by="sample") as case:
        case.ingest([EXAMPLE / "material"], recursive=True)
        case.run()
    spec = importlib.util.spec_from_file_location("publish_demo", EXAMPLE / "publish_demo.py")
    demo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(demo)
    demo.main(folder, folder.parent / "story")
    with Investigation.open(folder, by="sample") as case:
        case.vault.people(Credential(passphrase=demo.WARNING))
    return folder


@pytest.fixture(scope="module")
def served(sample, tmp_path_factory):
    beside = tmp_path_factory.mktemp("served")
    folder = shutil.copytree(sample, beside / "case", symlinks=True)
    with Investigation.open(folder, by="sample") as case:
        case.run()  # a sample of an older program is brought up to date before anybody looks
    with serving(folder, people=PEOPLE, beside=beside / "server") as server:
        yield server


@pytest.fixture
def visit(chromium, served):
    """Makes visitors; at the end none of their browsers may have complained, and nothing may have been asked elsewhere."""
    visitors = []

    def make(name="Ann", *, server=None, **options):
        visitor = Visitor(chromium, server or served, name, **options)
        visitors.append(visitor)
        return visitor

    yield make
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.close()
    assert complaints == []
