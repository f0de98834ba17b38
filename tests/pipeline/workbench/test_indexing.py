"""The index of claims follows the case, says what it holds, and can be thrown away."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from testimonia.errors import NotFoundError
from testimonia.model.testimony import Act
from testimonia.pipeline.workbench.claim_search import ClaimFilters
from testimonia.pipeline.workbench.claims import list_claims, show_claim
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.indexing import ClaimIndexer, indexer_of
from testimonia.pipeline.workbench.results import judged_of
from tests.web.asking import make_case


@pytest.fixture(scope="module")
def run_case(tmp_path_factory):
    folder = make_case(tmp_path_factory.mktemp("index") / "case")
    with Workbench(folder, people=("Ann",), is_reconciling=False) as workbench:
        workbench.as_user("Ann").run(workers=1)
    return folder


@pytest.fixture
def folder(run_case, tmp_path):
    return shutil.copytree(run_case, tmp_path / "case")


def opened(folder):
    return Workbench(folder, people=("Ann",), is_reconciling=False)


def rows(workbench, **filters):
    return list_claims(workbench, "Ann", ClaimFilters(**filters), limit=200).rows


def test_the_index_holds_what_the_case_holds(folder):
    """Every current claim has one row, with its words and its source."""
    with opened(folder) as workbench:
        pairs = {claim.id: (claim.span.exact, statement.source_id) for claim, statement in workbench.as_user("Ann").claims()}
        assert {row.id: (row.words, row.source_id) for row in rows(workbench)} == pairs


def test_an_index_that_is_deleted_or_damaged_is_made_again_with_no_loss(folder):
    """Judgements and claims come from the case: without its file, or with rubbish in it, the index says the same."""
    with opened(folder) as workbench:
        workbench.as_user("Ann").judge(Act.REJECT, rows(workbench)[0].id, reason="misheard")
        before = rows(workbench)
    for spoil in (lambda file: file.unlink(), lambda file: file.write_bytes(b"rubbish" * 1000)):
        spoil(folder / ".testimonia" / "index.db")
        with opened(folder) as workbench:
            assert rows(workbench) == before


def overwrite(file):
    """Rubbish in every page of what is kept on the disk."""
    for path in (file, file.with_name("index.db-wal")):
        path.write_bytes(b"rubbish!" * (path.stat().st_size // 8 + 1))


def cut(file):
    file.with_name("index.db-wal").write_bytes(b"")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])


def empty(file):
    """A table gone, as when the file is deleted and made again by whoever opens it next."""
    with closing(sqlite3.connect(file)) as other:
        for (name,) in other.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('claims', 'asked')"
        ).fetchall():
            other.execute(f"DROP TABLE {name}")
        other.commit()


def garble(file):
    """Whole pages, but what is shown of the claims is no longer what was written."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE shown SET body = '{'")
        other.commit()


@pytest.mark.parametrize("spoil", [overwrite, cut, empty, garble, lambda file: file.unlink()])
def test_an_index_that_is_damaged_while_it_is_open_is_made_again(folder, spoil):
    """The server goes on: whoever asks next, in a thread that had the file open or in a new one, is answered in full."""
    with opened(folder) as workbench:
        before = rows(workbench)
        spoil(folder / ".testimonia" / "index.db")
        with ThreadPoolExecutor(1) as elsewhere:
            assert elsewhere.submit(rows, workbench).result() == before
        assert rows(workbench) == before
        workbench.as_user("Ann").judge(Act.REJECT, before[0].id, reason="misheard")
        assert [row.id for row in rows(workbench, state=("rejected",))] == [before[0].id]
        assert indexer_of(workbench).freshen(workbench).is_current


def test_damage_met_by_many_at_once_is_mended_once(folder):
    """Eight people ask while the file is spoilt: none of them meets an error, and in the end all see everything."""
    with opened(folder) as workbench, ThreadPoolExecutor(8) as people:
        before = rows(workbench)
        index = indexer_of(workbench).index
        for round_ in range(3):
            overwrite(folder / ".testimonia" / "index.db")
            answers = [people.submit(rows, workbench) for _ in range(40)]
            assert all({row.id for row in answer.result()} <= {row.id for row in before} for answer in answers), round_
            assert rows(workbench) == before
        assert index.generation <= 4


def test_a_claim_is_there_before_the_index_has_come_to_it(folder, monkeypatch):
    """While the index is being made, one claim can be opened and judged: it is put in before its turn, and ranked after."""
    with opened(folder) as workbench:
        before = rows(workbench)
        index = indexer_of(workbench).index
        with monkeypatch.context() as slow:
            slow.setattr(ClaimIndexer, "_begin", lambda self: None)
            index.begin_anew(index.generation)
            assert show_claim(workbench, "Ann", before[0].id).words == before[0].words
            with pytest.raises(NotFoundError):
                show_claim(workbench, "Ann", "c-none")
        assert rows(workbench) == before


def test_a_judgement_made_elsewhere_shows_at_the_next_look(folder):
    """A colleague's judgement at the command line is in the rows although this workbench did not make it."""
    with opened(folder) as workbench, opened(folder) as other:
        row = rows(workbench)[0]
        other.as_user("Ann").judge(Act.ACCEPT, row.id)
        assert [one.id for one in rows(workbench, state=("accepted",))] == [row.id]


def test_an_item_that_is_superseded_leaves_the_index(folder, tmp_path):
    """A file that was edited and taken in again: the rows of its old text go, those of the new one come."""
    with opened(folder) as workbench:
        origin = folder.parent / "later.txt"
        case = workbench.as_user("Ann")
        for number in ("12", "15"):
            origin.write_text(f"---\nsource: the mayor\ndate: 2021-05-06\n---\nHe says that {number} boats sank.\n")
            case.ingest([origin])
            case.run(workers=1)
            assert [row.best for row in rows(workbench, unit=("boat",), value_type=("amount",))] == [float(number)]


def test_worth_puts_contradicted_claims_first(folder):
    """In the queue of suggestions no claim without a contradiction stands before one with."""
    with opened(folder) as workbench:
        clashes = [
            row.contradictions > 0 for row in list_claims(workbench, "Ann", ClaimFilters(), sort="worth", limit=200).rows
        ]
        assert any(clashes) and clashes == sorted(clashes, reverse=True)


def test_the_index_knows_no_more_after_a_rejected_search(folder):
    """Words of a query are values, never a query: quotes, wildcards and operators find nothing and break nothing."""
    with opened(folder) as workbench:
        everything = len(rows(workbench))
        for q in ('"', "a*b", "x' OR 1=1 --", "NEAR(flood died)", "words:flood", "%", "(", '" OR "1'):
            assert len(rows(workbench, q=q)) < everything or q in ('"',)
        assert len(rows(workbench)) == everything
        assert indexer_of(workbench).freshen(workbench).is_current


def test_a_judgement_that_came_while_another_was_read_is_followed_afterwards(folder):
    """Rows made from what was judged a moment ago are not taken for rows that follow what was judged since."""
    with opened(folder) as workbench:
        first = rows(workbench)[0].id
        indexer, before = indexer_of(workbench), judged_of(workbench, workbench.case_of("Ann"))
        workbench.as_user("Ann").judge(Act.REJECT, first, reason="misheard")
        indexer._follow_judgements(before)  # as another thread does that had read the judgements just before
        assert {row.id: row.state for row in rows(workbench)}[first] == "rejected"


def test_a_claim_put_in_before_its_turn_is_as_it_was_judged_last(folder, monkeypatch):
    """What people judge while its row is made is in the row."""
    with opened(folder) as workbench:
        first = rows(workbench)[0].id
        indexer = indexer_of(workbench)
        found = indexer._case.store.current_claim

        def judged_meanwhile(claim_id):
            monkeypatch.undo()
            claim = found(claim_id)
            workbench.as_user("Ann").judge(Act.REJECT, first, reason="misheard")
            indexer.follow(workbench)
            return claim

        monkeypatch.setattr(indexer._case.store, "current_claim", judged_meanwhile)
        indexer.put_now([first])
        assert {row.id: row.state for row in rows(workbench)}[first] == "rejected"
