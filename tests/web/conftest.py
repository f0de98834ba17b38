"""One case made once, a copy of it for each test."""

import shutil

import pytest

from testimonia.pipeline.workbench.desk import Workbench
from tests.web.asking import Browser, make_case


@pytest.fixture(scope="session")
def made_case(tmp_path_factory):
    return make_case(tmp_path_factory.mktemp("web") / "case")


@pytest.fixture
def case_folder(made_case, tmp_path):
    return shutil.copytree(made_case, tmp_path / "case")


@pytest.fixture
def workbench(case_folder):
    with Workbench(case_folder, people=("Ann", "Bilal"), is_reconciling=False) as opened:
        yield opened


@pytest.fixture
def browser(workbench):
    return Browser(workbench)


@pytest.fixture(scope="module")
def still_browser(made_case, tmp_path_factory):
    """A browser for tests that change nothing."""
    folder = shutil.copytree(made_case, tmp_path_factory.mktemp("still") / "case")
    with Workbench(folder, people=("Ann",), is_reconciling=False) as opened:
        yield Browser(opened)
