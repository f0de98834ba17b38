"""What is counted in memory is what the index holds, whatever was done to it in between."""

from hypothesis import given

from testimonia.store.claim_columns import FIGURES, TEXTS, read_columns
from tests.store.index_rows import CHANGES, an_index, change


def told(columns):
    """Number -> everything that the columns say of a claim."""
    found = {}
    for n in range(len(columns.is_there)):
        if columns.is_there[n]:
            texts = [columns.values[name][columns.codes[name][n]] for name in TEXTS]
            figures = [None if figure != figure else figure for figure in (columns.figures[name][n] for name in FIGURES)]
            asked = [columns.values["question"][one] for m, one in zip(columns.asked_n, columns.asked, strict=True) if m == n]
            found[n] = (*texts, *figures, tuple(sorted(asked)))
    return found


def held(index):
    """The same from the index itself."""
    asked = index.rows("SELECT n, question_id FROM asked")
    rows = index.rows(f"SELECT n, {', '.join((*TEXTS, *FIGURES))} FROM claims")
    return {n: (*values, tuple(sorted(one for m, one in asked if m == n))) for n, *values in rows}


@given(CHANGES)
def test_columns_that_follow_changes_say_what_the_index_says(changes):
    """After each change, columns that read only what is new say what those read from the beginning say, and the index."""
    with an_index() as index:
        for kind, what in changes:
            change(index, kind, what)
            followed = told(index.columns())
            with index.reading() as connection:
                fresh = told(read_columns(connection, None, generation=index.generation))
            assert followed == fresh == held(index)


@given(CHANGES, CHANGES)
def test_columns_that_somebody_holds_do_not_change(before, after):
    """A count that is under way in one thread is of one state, whatever others put in meanwhile."""
    with an_index() as index:
        for kind, what in before:
            change(index, kind, what)
        kept = index.columns()
        known = told(kept)
        for kind, what in after:
            change(index, kind, what)
            index.columns()
        assert told(kept) == known
