"""The book of those who come and go: written at once or as soon as the case is free, and not to be filled by guessing."""

import pytest

from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.workbench import visits as book
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.store.sqlite import write_lock


@pytest.fixture
def folder(tmp_path):
    Investigation.create(tmp_path / "case", title="Flood").close()
    return tmp_path / "case"


@pytest.fixture
def bench(folder):
    with Workbench(folder, people=("Ann",), is_reconciling=False) as opened:
        yield opened


def entries(folder):
    with Investigation.open(folder) as case:
        return [(entry.act, entry.by, entry.detail) for entry, _ in case._case.store.custody()]


def test_who_comes_and_goes_is_written_down(bench, folder):
    """In the name of who came, with from where."""
    bench.visits.came("Ann", where="this machine (127.0.0.1)")
    bench.visits.left("Ann", where="this machine (127.0.0.1)")
    assert entries(folder) == [
        ("logged in", "Ann", "from this machine (127.0.0.1)"),
        ("logged out", "Ann", "from this machine (127.0.0.1)"),
    ]


def test_nobody_is_kept_out_while_another_process_writes(bench, folder, monkeypatch):
    """The entry waits, in its order, and is written when the case is free; it says when it was if that was earlier."""
    monkeypatch.setattr(book, "WAIT_S", 0.05)
    monkeypatch.setattr(book, "RETRY_S", 60)
    with write_lock(folder / ".testimonia" / "lock"):
        bench.visits.came("Ann", where="here")
        assert entries(folder) == []
        monkeypatch.setattr(type(bench._case), "now", lambda self: "2031-01-01T00:00:00Z")
        bench.visits.left("Ann", where="here")
    bench.visits._try_again()
    (came, _, when), (left, _, _) = entries(folder)
    assert (came, left) == ("logged in", "logged out")
    assert when.startswith("from here at 20")


def test_closing_the_workbench_writes_what_waits(folder, monkeypatch):
    """Nothing that happened is lost by an ordinary end."""
    monkeypatch.setattr(book, "WAIT_S", 0.05)
    monkeypatch.setattr(book, "RETRY_S", 60)
    with Workbench(folder, people=("Ann",), is_reconciling=False) as bench:
        with write_lock(folder / ".testimonia" / "lock"):
            bench.visits.came("Ann", where="here")
        assert entries(folder) == []
    assert [act for act, _, _ in entries(folder)] == ["logged in"]


def test_guessing_does_not_fill_the_log(bench, folder):
    """Of a thousand wrong links in a minute the first are written down, and that there may be more."""
    now = [0.0]
    bench.visits._clock = lambda: now[0]
    for _ in range(1000):
        bench.visits.was_refused(where="192.168.1.7")
    refused = entries(folder)
    assert len(refused) == book.MOST_REFUSED
    assert {(act, by) for act, by, _ in refused} == {("log-in refused", "unknown")}
    assert "further ones are not written down" in refused[-1][2] and "further" not in refused[0][2]
    now[0] += book.WINDOW_S + 1
    bench.visits.was_refused(where="192.168.1.7")
    assert len(entries(folder)) == book.MOST_REFUSED + 1
