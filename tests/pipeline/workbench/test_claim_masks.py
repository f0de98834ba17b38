"""Claims are counted in memory by the very conditions by which the index finds them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from testimonia.model.testimony import Role, Source
from testimonia.pipeline.workbench.claim_search import COLUMN, FACETS, NONE, SKIPPED, ClaimFilters, Search
from tests.store.index_rows import CHANGES, IDS, QUESTIONS, an_index, change

SOURCES = {
    "src-1": Source("src-1", "a driver", Role.EYEWITNESS, "army"),
    "src-2": Source("src-2", "a clerk", Role.OFFICIAL),
}


def some(*values):
    return st.sets(st.sampled_from(values), max_size=2).map(sorted).map(tuple)


def bound():
    return st.none() | st.sampled_from([0.0, 5.0, 10.0, 40.0])


FILTERS = st.builds(
    ClaimFilters,
    q=st.sampled_from(["", "", "lorries", "boat", "a"]),
    source=some("src-1", "src-2", "src-gone", NONE),
    party=some("army", NONE),
    role=some("eyewitness", "official"),
    question=some(*QUESTIONS, NONE),
    stance=some("asserts", "denies"),
    state=some("suggested", "accepted", SKIPPED),
    item=some("i-1", "i-2"),
    value_type=some("amount", "moment"),
    unit=some("lorry", "convoy", NONE),
    over=bound(),
    under=bound(),
    at_least=bound(),
    at_most=bound(),
    said_from=st.sampled_from(["", "2017-10-12"]),
    said_to=st.sampled_from(["", "2017-10-31"]),
)


def counted(index, filters, facet, skipped):
    """One facet's counts, from the claims that the index itself finds under the other filters."""
    without = replace(filters, **{facet: ()})
    ids = Search(index, without, SOURCES, skipped=skipped).ids(1000)
    if facet == "question":
        asked = index.rows("SELECT id, question_id FROM asked JOIN claims USING (n)")
        return Counter(question for one, question in asked if one in set(ids))
    column = COLUMN.get(facet, "source_id")
    values = dict(index.rows(f"SELECT id, {column} FROM claims"))
    if facet in ("party", "role"):
        return Counter(str(getattr(SOURCES[values[one]], facet)) if values[one] in SOURCES else "" for one in ids)
    return Counter(values[one] for one in ids)


@given(CHANGES, FILTERS, st.sets(st.sampled_from(IDS), max_size=3))
def test_facets_count_what_the_index_finds(changes, filters, skipped):
    """For any filters, whatever was put in and taken out: each facet counts what a search without its own filter finds."""
    with an_index() as index:
        for kind, what in changes:
            change(index, kind, what)
            index.columns()
        search = Search(index, filters, SOURCES, skipped=skipped)
        assert search.count() == len(search.ids(1000)) == index.count(search.where())
        assert search.counts() == {facet: counted(index, filters, facet, skipped) for facet in FACETS}
