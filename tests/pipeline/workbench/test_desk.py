"""One case, many people: turns, versions, what is remembered, who is told."""

import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from testimonia.errors import BusyError, StaleError
from testimonia.model.custody import Check
from testimonia.model.testimony import Act
from testimonia.pipeline import running
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.workbench import desk
from testimonia.pipeline.workbench.desk import Pause, Workbench
from testimonia.pipeline.workbench.questions import list_questions

NOTES = {
    "mayor.txt": "---\nsource: the mayor\n---\nHe says that 12 people died in the flood.\n",
    "doctor.txt": "---\nsource: a doctor\n---\nAt least 40 people died in the flood, he says.\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    for name, text in NOTES.items():
        (folder / name).write_text(text)
    with Investigation.create(folder / "case", title="Flood") as case:
        case.ingest([folder / name for name in NOTES])
        case.run(workers=1)
    return folder / "case"


@pytest.fixture
def folder(made, tmp_path):
    import shutil

    return shutil.copytree(made, tmp_path / "case")


@pytest.fixture
def workbench(folder):
    with Workbench(folder, people=("Ann", "Bilal"), is_reconciling=False) as opened:
        yield opened


def first_claim(workbench):
    return next(iter(workbench.as_user("Ann").claims()))[0].id


def test_each_acts_in_their_own_name(workbench):
    """What two people do is recorded under two names, in one log."""
    claim = first_claim(workbench)
    for name in ("Ann", "Bilal"):
        workbench.as_user(name).judge(Act.ACCEPT, claim)
    assert [judgement.by for judgement in workbench.as_user("Ann").judgements()] == ["Ann", "Bilal"]


def test_many_write_at_once_and_nothing_is_lost(workbench):
    """Judgements from eight threads are all kept, each once, and the custody log still adds up."""
    claim = first_claim(workbench)

    def judge(number):
        return workbench.as_user(f"person {number % 8}").judge(Act.ACCEPT, claim, reason=str(number)).id

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(judge, range(64)))
    kept = workbench.as_user("Ann").judgements()
    assert sorted(judgement.id for judgement in kept) == sorted(ids)
    assert sorted(int(judgement.reason) for judgement in kept) == list(range(64))
    assert Check.ALTERED not in {result.check for result in workbench.as_user("Ann").verify()}


def test_what_is_worked_out_is_kept_until_the_case_changes(workbench, folder):
    """However many ask, it is worked out once for a version; a change by another process makes a new one."""
    made = []

    def make():
        time.sleep(0.02)
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: workbench.remember("view", make), range(16))) == {1}
    before = workbench.version
    with Investigation.open(folder, by="somebody at the command line") as other:
        other.judge(Act.ACCEPT, first_claim(workbench))
    assert workbench.version != before
    assert workbench.remember("view", make) == 2
    assert workbench.remember("other", make) == 3


def test_a_reader_of_a_moving_case_never_keeps_an_old_view_as_new(workbench):
    """A view that was worked out while the case changed is worked out again for the version after."""
    claim = first_claim(workbench)

    def make():
        count = len(workbench.as_user("Ann").judgements())
        workbench.as_user("Ann").judge(Act.ACCEPT, claim)
        return count

    assert workbench.remember("count", make) == 0
    assert workbench.remember("count", lambda: len(workbench.as_user("Ann").judgements())) == 1


def test_a_change_is_told(workbench):
    """Whoever listens hears of a change, once for a write, and not any more after leaving."""
    heard = []
    end = workbench.listeners.listen(heard.append)
    workbench.as_user("Ann").judge(Act.ACCEPT, first_claim(workbench))
    assert [event.kind for event in heard] == ["version"]
    assert heard[0].version == workbench.version
    end()
    workbench.as_user("Ann").judge(Act.ACCEPT, first_claim(workbench))
    assert len(heard) == 1


def test_a_change_by_another_process_is_told(workbench, folder, monkeypatch):
    """A colleague's command is noticed within a second or two."""
    heard = threading.Event()
    workbench.listeners.listen(lambda _event: heard.set())
    with Investigation.open(folder) as other:
        other.judge(Act.ACCEPT, first_claim(workbench))
    assert heard.wait(5)


def test_an_old_mark_is_refused(workbench):
    """The mark of another state than the present one stops a change; the present one and `*` do not."""
    for mark in ("v-2", "*"):
        workbench.require_match(mark, "v-2", what="this claim")
    with pytest.raises(StaleError, match="this claim was changed meanwhile") as refused:
        workbench.require_match("v-1", "v-2", what="this claim", current={"n": 2}, yours={"n": 1})
    assert (refused.value.etag, refused.value.current, refused.value.yours) == ("v-2", {"n": 2}, {"n": 1})


def test_another_process_is_waited_for_a_while(workbench, folder):
    """A write waits for a command elsewhere; if that takes too long, it is refused and nothing is changed."""
    claim = first_claim(workbench)
    with Investigation.open(folder) as other:
        hold = other._case.writing()
        hold.__enter__()
        threading.Timer(0.3, lambda: hold.__exit__(None, None, None)).start()
        workbench.as_user("Ann").judge(Act.ACCEPT, claim)
        with other._case.writing(), pytest.raises(BusyError), workbench._case.turns.file_lock.hold(wait_s=0.1):
            pass
    assert len(workbench.as_user("Ann").judgements()) == 1


def test_a_write_inside_a_write_is_one_turn(workbench):
    """A step that takes the turn it already has does not wait for itself."""
    case = workbench.case_of("Ann")
    with case.writing(), case.writing():
        workbench.as_user("Ann").judge(Act.ACCEPT, first_claim(workbench))


def test_edited_settings_are_read_at_once_and_a_mistake_leaves_the_last_good_ones(workbench, folder):
    """Editors change investigation.toml beside the open workbench; a slip in it is told and breaks nothing."""
    settings = folder / "investigation.toml"
    before = workbench.version
    settings.write_text('title = "The flood of May"\n')
    assert workbench.brief.title == "The flood of May"
    assert workbench.version != before
    settings.write_text("title = \n")
    assert workbench.brief.title == "The flood of May"
    assert "not valid TOML" in workbench.settings_problem
    settings.write_text('title = "Mended"\n')
    assert (workbench.brief.title, workbench.settings_problem) == ("Mended", "")


def test_one_person_alone_is_single_user_mode(folder):
    """With one name nobody else can approve; without any, it is the account's."""
    with Workbench(folder, is_reconciling=False) as alone:
        assert alone.is_single_user
        assert len(alone.people) == 1


def test_a_judgement_is_followed_by_reconciling(folder, monkeypatch):
    """After the last edit the case is reconciled by itself, in a job that everybody sees."""
    monkeypatch.setattr(desk, "QUIET_S", 0.2)
    with Workbench(folder, people=("Ann",)) as workbench:
        workbench.as_user("Ann").judge(Act.REJECT, first_claim(workbench))
        assert not running.is_up_to_date(workbench.case_of("Ann"))
        until = time.monotonic() + 60
        while time.monotonic() < until and not running.is_up_to_date(workbench.case_of("Ann")):
            time.sleep(0.05)
        assert running.is_up_to_date(workbench.case_of("Ann"))
        assert [(row.kind, row.is_automatic) for row in workbench.jobs.rows()] == [("run", True)]


def test_editing_that_goes_on_is_not_waited_for_for_ever(monkeypatch):
    """What waits for quiet happens once after quick changes, and at the latest after a while when they do not stop."""
    monkeypatch.setattr(desk, "QUIET_S", 0.2)
    monkeypatch.setattr(desk, "LATEST_S", 0.5)
    called = []
    pause = Pause(lambda: called.append(time.monotonic()))
    began = time.monotonic()
    while time.monotonic() < began + 0.9:
        pause.begin()
        time.sleep(0.02)
    assert 1 <= len(called) <= 2
    assert 0.4 < called[0] - began < 0.8
    pause.cancel()


def test_what_was_kept_of_a_case_is_let_go_of_when_it_closes(folder):
    """While a case is open the collector passes over what views keep of it; afterwards nothing is passed over."""
    with Workbench(folder, is_reconciling=False) as workbench:
        list_questions(workbench, "root")
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
