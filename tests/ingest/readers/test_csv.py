"""Tables of statements."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.errors import ReadError
from testimonia.ingest.readers.csv import read_csv
from testimonia.model.material import Metadata


def rows(data, **metadata):
    reading = read_csv(data.encode() if isinstance(data, str) else data, Metadata(**metadata))
    return [(p.locator.row, reading.text[p.start : p.end], p.metadata) for p in reading.parts]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter):
    """The delimiter is told from the table, whatever stands in its cells."""
    table = [["date", "source", "text"], ["2017-10-12", "A", '"We left, then; stopped"'], ["2017-10-13", "B", "No"]]
    text = "\n".join(delimiter.join(row) for row in table)
    assert [(row, words, metadata.source) for row, words, metadata in rows(text)] == [
        (2, "We left, then; stopped", "A"),
        (3, "No", "B"),
    ]


def test_mapped_columns():
    """The mapping names columns in any language; case and spaces around names do not matter."""
    text = "متى,من,الكلام\n12 تشرين الأول 2017,السائق,غادرنا\n"
    [(row, words, metadata)] = rows(text, columns={"text": "الكلام", "date": " متى", "source": "من"})
    assert (row, words, metadata.date, metadata.source) == (2, "غادرنا", "2017-10-12", "السائق")


def test_front_matter_may_hold_the_mapping():
    """A table may carry its own mapping above its header."""
    text = "---\nparty: sdf\ncolumns:\n  text: Words\n---\nWords,n\nWe left.,1\n"
    reading = read_csv(text.encode(), Metadata())
    assert (reading.text, reading.metadata.party) == ("We left.", "sdf")


def test_rows_keep_their_number():
    """Rows are counted as a spreadsheet does: header first, empty rows and line breaks in cells included."""
    text = 'text\n"two\nlines"\n\nlast\n'
    assert [(row, words) for row, words, _ in rows(text)] == [(2, "two\nlines"), (4, "last")]


def test_dates_of_a_column():
    """One certain date tells how the column is meant; words that are no date are kept as a note."""
    text = "date,text\n03/04/2017,a\n25/04/2017,b\nearly May,c\n"
    assert [(m.date, m.note) for _, _, m in rows(text)] == [
        ("2017-04-03", ""),
        ("2017-04-25", ""),
        ("", "date as written: early May"),
    ]
    with pytest.raises(ReadError, match=r"row 2, date: .*YYYY-MM-DD"):
        rows("date,text\n03/04/2017,a\n")


def test_protection_of_a_row():
    """A row can be protected by itself."""
    assert [m.protection for _, _, m in rows("protected,text\nyes,a\nno,b\n")] == ["protected", "none"]
    with pytest.raises(ReadError, match="row 2: protected"):
        rows("protected,text\nmaybe,a\n")


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        ("a,b\n1,2\n", {}, 'which: columns: {text: NAME}; the columns are "a", "b"'),
        ("a,b\n1,2\n", {"text": "c"}, 'no column "c" .for text.; the columns are "a", "b"'),
        ("text\n", {}, "no row below its header"),
        ("text,b\n ,2\n", {}, 'column "text" holds no words'),
        ("role,text\nwizard,a\n", {}, "row 2: role"),
    ],
)
def test_what_is_wrong_is_named(text, columns, message):
    """A table that cannot be read says which column or row is wrong."""
    with pytest.raises(ReadError, match=message):
        rows(text, columns=columns)


@given(st.lists(st.text(alphabet='ab,;|\t\n"قص ', min_size=1).filter(str.strip), min_size=1, max_size=6))
def test_cells_come_back_exactly(cells):
    """Whatever stands in the cells, each row's part is its words without white space around them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerows([["source", "text"], *(["A", cell] for cell in cells)])
    assert [words for _, words, _ in rows(buffer.getvalue())] == [cell.strip() for cell in cells]
