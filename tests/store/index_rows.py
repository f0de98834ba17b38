"""Rows of the index of claims, and searches in them, drawn at random."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from testimonia.store.claim_index import ClaimIndex, IndexRow, Ranked, drop_rows, put_ranks, put_rows

FIGURES = st.none() | st.sampled_from([0.0, 5.0, 10.0, 40.0, 41.5])
COLUMNS = {
    "statement_id": st.just("s-1"),
    "item_id": st.sampled_from(["i-1", "i-2"]),
    "source_id": st.sampled_from(["", "src-1", "src-2", "src-gone"]),
    "value_type": st.sampled_from(["amount", "moment"]),
    "unit": st.sampled_from(["", "lorry", "boat"]),
    "noun": st.sampled_from(["", "lorry", "convoy"]),
    "low": FIGURES,
    "best": FIGURES,
    "high": FIGURES,
    "stance": st.sampled_from(["asserts", "denies"]),
    "said_on": st.sampled_from(["", "2017-10", "2017-10-12", "2018-01-01"]),
    "state": st.sampled_from(["suggested", "accepted", "rejected"]),
    "item": st.sampled_from(["a.txt", "b.txt"]),
    "start": st.integers(0, 5),
}
IDS = [f"c-{n}" for n in range(12)]
QUESTIONS = ["q-1", "q-2", "q-3"]


@st.composite
def rows(draw):
    """One claim's row."""
    columns = {name: draw(values) for name, values in COLUMNS.items()}
    words = draw(st.sampled_from(["forty lorries left", "a boat sank", "lorries and boats"]))
    return IndexRow({"id": draw(st.sampled_from(IDS)), **columns}, "{}", words)


CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.lists(rows(), min_size=1, max_size=6, unique_by=lambda row: row.columns["id"])),
        st.tuples(st.just("drop"), st.sets(st.sampled_from(IDS), min_size=1, max_size=4)),
        st.tuples(st.just("rank"), st.dictionaries(st.sampled_from(IDS), st.sets(st.sampled_from(QUESTIONS)), max_size=6)),
    ),
    max_size=8,
)
"""What is done to an index, one transaction each."""


def change(index, kind, what):
    """Do one thing to an index."""
    numbers = dict(index.rows("SELECT id, n FROM claims"))
    with index.writing() as connection:
        if kind == "put":
            put_rows(connection, what)
        elif kind == "drop":
            drop_rows(connection, [numbers[one] for one in sorted(what) if one in numbers])
        else:
            ranks = {numbers[one]: Ranked(1.0, 0, tuple(sorted(asked))) for one, asked in what.items() if one in numbers}
            put_ranks(connection, ranks)


@contextmanager
def an_index():
    """An empty index in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        index = ClaimIndex(Path(folder) / "index.db")
        try:
            yield index
        finally:
            index.close()
