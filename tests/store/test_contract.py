"""What every store must do. A second back-end adds itself to ``STORES`` and must pass all of it."""

import multiprocessing
import os
import signal

import msgspec
import pytest

from testimonia.errors import NotFoundError
from testimonia.model.custody import CustodyEntry, Frontier
from testimonia.model.findings import Link, Question
from testimonia.model.material import Acquisition, Failure, Item, Locator, Metadata, Passage, Rendition, Span
from testimonia.model.testimony import About, Act, Claim, Form, Judgement, Source, Speaker, Statement
from testimonia.model.values import Amount, Occurrence
from testimonia.store.sqlite import open_store

STORES = {"sqlite": lambda folder: open_store(folder / "case.db")}


@pytest.fixture(params=sorted(STORES))
def store(request, tmp_path):
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()


def item(name):
    return Item(f"i-{name}", name * 8, 10, "text/plain", f"{name}.txt")


def acquisition(name, origin, number=1):
    return Acquisition(
        f"a-{name}-{origin}-{number}", f"i-{name}", origin, "2026-01-01T00:00:00Z", "me", "t 1", "clock", Metadata()
    )


def rendition(name, text="About 50 lorries left."):
    return Rendition(f"r-{name}", f"i-{name}", "text", "en", "txt 1", text)


def passage(name):
    return Passage(f"p-{name}", f"r-{name}", 0, 22, "paragraph", Locator(line=1))


def statement(name, number=1, source="src-1"):
    content = (Span(number, 22, "x"),)
    return Statement(f"s-{name}-{number}", f"r-{name}", f"p-{name}", content, Form.DIRECT, Speaker("Driver"), source_id=source)


def claim(name, number=1, value=None):
    value = value or Amount(45, 50, 55, "lorry", "About 50 lorries")
    return Claim(
        f"c-{name}-{number}", f"s-{name}-{number}", f"r-{name}", Span(number, 16, "About 50 lorries"), About("lorry"), value
    )


def fill(store, name, origin=None):
    with store.writing() as writer:
        writer.add_item(item(name))
        writer.add_acquisition(acquisition(name, origin or f"{name}.txt"))
        writer.put_reading(rendition(name), [passage(name)], Metadata(source="Driver"))
        writer.put_source("name:driver", Source("src-1", "Driver"))
        writer.put_extraction(f"r-{name}", [statement(name)], [claim(name)], at="now")


def test_what_is_written_is_read(store):
    """Every object comes back equal to what went in."""
    fill(store, "a")
    assert list(store.items()) == [item("a")]
    assert list(store.acquisitions("i-a")) == [acquisition("a", "a.txt")]
    material = store.material("r-a")
    assert (material.rendition, material.passages) == (rendition("a"), (passage("a"),))
    assert (material.metadata.source, material.name) == ("Driver", "a.txt")
    assert list(store.renditions("i-a")) == [rendition("a")]
    assert store.sources() == {"name:driver": Source("src-1", "Driver")}
    assert list(store.testimony()) == [(claim("a"), statement("a"))]
    assert list(store.statements("r-a")) == [statement("a")]
    assert list(store.claims("r-a")) == [claim("a")]
    assert store.claim("c-a-1") == (claim("a"), statement("a"))
    assert [(reading.item.id, reading.rendition_id, reading.language) for reading in store.readings()] == [("i-a", "r-a", "en")]


def test_writing_twice_changes_nothing(store):
    """A rerun never duplicates."""
    fill(store, "a")
    fill(store, "a")
    assert len(list(store.items())) == len(list(store.acquisitions())) == len(list(store.testimony())) == 1


def test_a_transaction_is_kept_whole_or_not_at_all(store):
    """An error inside a transaction leaves no trace of it."""
    with pytest.raises(RuntimeError), store.writing() as writer:
        writer.add_item(item("a"))
        raise RuntimeError
    assert list(store.items()) == []


def test_a_claim_no_longer_found_vanishes_but_stays(store):
    """Re-extraction takes a claim out of the view; the row stays and is listed."""
    fill(store, "a")
    with store.writing() as writer:
        writer.put_extraction("r-a", [statement("a", 2)], [claim("a", 2)], at="later")
    assert [c.id for c, _ in store.testimony()] == ["c-a-2"]
    assert store.vanished() == {"c-a-1", "s-a-1"}
    assert store.claim("c-a-1")[0] == claim("a")


def test_a_vanished_claim_found_again_is_back(store):
    """Vanishing is not final."""
    fill(store, "a")
    with store.writing() as writer:
        writer.put_extraction("r-a", [], [], at="later")
    fill(store, "a")
    assert [c.id for c, _ in store.testimony()] == ["c-a-1"]
    assert store.vanished() == set()


def test_an_edited_file_supersedes_its_earlier_bytes(store):
    """Two items from one origin: the newer counts, the older stays readable."""
    fill(store, "a", origin="notes.txt")
    fill(store, "b", origin="notes.txt")
    assert store.current_items() == {"i-b"}
    assert [c.id for c, _ in store.testimony()] == ["c-b-1"]
    assert len(list(store.items())) == 2


def test_the_same_bytes_from_two_origins_are_one_item(store):
    """A duplicate is one item with two acquisitions, current while either origin still has it."""
    fill(store, "a", origin="one.txt")
    with store.writing() as writer:
        writer.add_acquisition(acquisition("a", "two.txt"))
    fill(store, "b", origin="one.txt")
    assert store.current_items() == {"i-a", "i-b"}
    assert [a.origin for a in store.acquisitions("i-a")] == ["one.txt", "two.txt"]


def test_a_new_rendition_replaces_the_reading_not_the_rendition(store):
    """Offsets refer to one rendition for ever; only which one counts changes."""
    fill(store, "a")
    newer = msgspec.structs.replace(rendition("a"), id="r-a2", tool="txt 2")
    with store.writing() as writer:
        writer.put_reading(newer, [], Metadata())
    assert [reading.rendition_id for reading in store.readings()] == ["r-a2"]
    assert {r.id for r in store.renditions("i-a")} == {"r-a", "r-a2"}
    assert list(store.testimony()) == []


@pytest.mark.parametrize(
    "table", ["items", "acquisitions", "renditions", "passages", "statements", "claims", "judgements", "custody"]
)
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET body = ''"])
def test_evidence_tables_are_append_only(store, table, act):
    """The database itself refuses to change or delete what was received, found, judged or logged."""
    fill(store, "a")
    with store.writing() as writer:
        writer.add_judgement(Judgement("j-1", Act.ACCEPT, "c-a-1", "me", "now"))
        writer.append_custody(CustodyEntry(1, "now", "me", "acquired", "i-a", "", "t", "0" * 64, "f" * 64), Frontier())
    with pytest.raises(Exception, match="append-only"), store.writing() as writer:
        writer.connection.exec_driver_sql(act.format(table))


def test_a_step_done_clears_its_failures(store):
    """A failure is shown until the same step on the same subject succeeds."""
    failure = Failure("f-1", "read", "i-a", "a.txt", "broken", "now")
    with store.writing() as writer:
        writer.mark_step("read", "i-a", "hash 1", at="now")
        writer.put_failure(failure)
    assert store.failures() == [failure]
    with store.writing() as writer:
        writer.mark_step("read", "i-a", "hash 2", at="now")
    assert store.failures() == []
    assert store.steps("read") == {"i-a": "hash 2"}


def test_results_are_replaced_as_a_whole_and_keep_their_order(store):
    """The latest reconciliation stands alone."""
    with store.writing() as writer:
        writer.put_results("question", [Question("b", "B?", "amount"), Question("a", "A?", "amount")])
        writer.put_results("link", [Link("c-1", "b", 0.5, "why")])
    with store.writing() as writer:
        writer.put_results("question", [Question("c", "C?", "place")])
    assert store.results("question", Question) == [Question("c", "C?", "place")]
    assert store.results("link", Link) == [Link("c-1", "b", 0.5, "why")]


def test_values_without_bounds_survive(store):
    """An open bound is None on both sides of the store, and a yes/no claim has none."""
    fill(store, "a")
    values = [Amount(100, None, None, "car", "more than 100 cars"), Occurrence("deal make", False, "no deal was made")]
    claims = [claim("a", number, value) for number, value in enumerate(values, start=2)]
    statements = [statement("a", number) for number in (2, 3)]
    with store.writing() as writer:
        writer.put_extraction("r-a", statements, claims, at="now")
    assert [c.value for c in store.claims("r-a")] == values


def test_ids_are_found_by_their_beginning(store):
    """A unique beginning is enough; an ambiguous or unknown one is an error that says so."""
    fill(store, "ab")
    fill(store, "ac")
    assert store.find_id(["claims"], "c-ab") == "c-ab-1"
    with pytest.raises(NotFoundError, match="several ids"):
        store.find_id(["claims"], "c-a")
    with pytest.raises(NotFoundError, match="starts with 'x'"):
        store.find_id(["claims", "items"], "x")
    with pytest.raises(NotFoundError):
        store.find_id(["claims"], "%")


def test_a_note_is_kept_replaced_and_taken_away(store):
    """Notes are found by the beginning of their key; an empty value removes one."""
    with store.writing() as writer:
        writer.put_note("extract:i-a", "no language pack")
        writer.put_note("extract:i-b", "nothing to read")
        writer.put_note("other", "x")
    with store.writing() as writer:
        writer.put_note("extract:i-b", "")
        writer.put_note("extract:i-a", "no language pack for ku")
    assert store.notes("extract:") == {"i-a": "no language pack for ku"}


def test_the_custody_tree_is_continued(store):
    """The frontier kept is the frontier read."""
    frontier = Frontier().append("a" * 64).append("b" * 64)
    entry = CustodyEntry(1, "now", "me", "acquired", "i-a", "", "t", "0" * 64, "b" * 64)
    with store.writing() as writer:
        writer.append_custody(entry, frontier)
    assert store.last_custody() == (entry, frontier)
    assert list(store.custody()) == [(entry, frontier.root())]


def _write_until_killed(folder, acknowledged):
    store = STORES["sqlite"](folder)
    for number in range(100_000):
        with store.writing() as writer:
            writer.add_item(item(f"{number:06}"))
        acknowledged.put(number)


def test_everything_acknowledged_survives_a_kill(tmp_path):
    """After kill -9 in the middle of writing, all that was acknowledged is there."""
    context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    acknowledged = context.SimpleQueue()
    process = context.Process(target=_write_until_killed, args=(tmp_path, acknowledged))
    process.start()
    last = -1
    while last < 25:
        last = acknowledged.get()
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while not acknowledged.empty():
        last = acknowledged.get()
    store = STORES["sqlite"](tmp_path)
    assert len(list(store.items())) >= last + 1
    store.close()


def test_claims_beside_others_are_those_of_the_same_statements(store):
    """Whoever asks for a claim gets every claim of its statement that has not vanished, in the order of the text, once each."""
    fill(store, "one")
    said = [statement("one", number) for number in (1, 2)]
    both = [msgspec.structs.replace(claim("one", number), statement_id=said[0].id) for number in (3, 1)]
    gone = msgspec.structs.replace(claim("one", 5), statement_id=said[0].id)
    other = claim("one", 2)
    with store.writing() as writer:
        writer.put_source("name:driver", Source("src-1", "Driver"))
        writer.put_extraction("r-one", said, [*both, gone, other], at="2026-01-01T00:00:00Z")
        writer.put_extraction("r-one", said, [*both, other], at="2026-01-02T00:00:00Z")
    assert store.testimony_beside([both[0].id, gone.id]) == [(both[1], said[0]), (both[0], said[0])]
    assert store.testimony_beside([other.id]) == [(other, said[1])]
    assert store.testimony_beside([]) == []
