"""What the first look would wait for is worked out beside, at the start and after each run, until the workbench closes."""

import shutil
import time

import pytest

from testimonia.model.testimony import Act
from testimonia.pipeline.workbench import results
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.home import show_home
from testimonia.pipeline.workbench.indexing import indexer_of
from testimonia.pipeline.workbench.warming import keep_warm
from tests.pipeline.workbench.reading_case import make_reading_case


@pytest.fixture
def folder(tmp_path):
    made = make_reading_case(tmp_path / "case")
    yield made
    shutil.rmtree(made)


def until(is_so):
    """Wait for what happens beside; fails after half a minute."""
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_views_are_ready_before_anybody_asks_and_again_after_a_run(folder, monkeypatch):
    """Nobody asks for anything: the run's results are read, the index is in memory; another run is read in its turn."""
    read = []

    class Counted(results.RunResults):
        def __init__(self, store):
            read.append(store.steps("reconcile")["case"])
            super().__init__(store)

    monkeypatch.setattr(results, "RunResults", Counted)
    with Workbench(folder, people=("Ann",), is_reconciling=False) as workbench:
        keep_warm(workbench)
        until(lambda: len(read) == 1 and indexer_of(workbench).index.is_in_memory)
        ann = workbench.as_user("Ann")
        ann.judge(Act.REJECT, next(iter(ann.claims()))[0].id, reason="misheard")
        ann.run(workers=1)
        until(lambda: len(read) == 2)
        assert len(set(read)) == 2
        show_home(workbench, "Ann")
        assert len(read) == 2  # whoever looks finds it read


def test_closing_ends_it(folder):
    """A workbench that is closed while it warms up closes soon, and nothing goes on reading the case."""
    with Workbench(folder, people=("Ann",), is_reconciling=False) as workbench:
        keep_warm(workbench)
        thread = workbench._beside[-1]
        began = time.monotonic()
    assert not thread.is_alive()
    assert time.monotonic() - began < 30


def test_what_goes_wrong_beside_is_logged_and_ends_nothing(folder, monkeypatch, caplog):
    """A view that cannot be worked out is whoever asks for it's to be told of; the others are worked out all the same."""
    monkeypatch.setattr("testimonia.pipeline.workbench.warming.show_home", lambda *_: 1 / 0)
    with Workbench(folder, people=("Ann",), is_reconciling=False) as workbench:
        keep_warm(workbench)
        until(lambda: indexer_of(workbench).index.is_in_memory)
    assert "ZeroDivisionError" in caplog.text
