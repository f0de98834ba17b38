"""Tables of a release: CSV with its description, and the database."""

import csv
import io
import json
import sqlite3
from contextlib import closing

import pytest
from beside_cases import AT_HOME, told_to_all
from hypothesis import given
from hypothesis import strategies as st
from release_builder import example_release, large_release

from testimonia.publish.beside.csv_tables import FOLDER, METADATA, csv_files, safe_text, unsafe_text
from testimonia.publish.beside.sqlite_file import DATABASE, VIEWS, sqlite_files
from testimonia.publish.beside.sqlite_file import METADATA as DATASETTE
from testimonia.publish.beside.tables import Table, make_tables

PARSE = {
    "number": float,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "string": unsafe_text,
}


def read_as_described(files):
    """Table -> rows of typed cells, read with the csv module and nothing but the description."""
    tables = {}
    for table in json.loads(files[METADATA])["tables"]:
        rows = list(csv.DictReader(io.StringIO(files[f"{FOLDER}/{table['url']}"].decode(), newline="")))
        columns = {column["name"]: column for column in table["tableSchema"]["columns"]}
        tables[table["url"].removesuffix(".csv")] = [
            tuple(read_cell(cell, columns[name]) for name, cell in row.items()) for row in rows
        ]
    return tables


def read_cell(cell, column):
    if "separator" in column:
        return tuple(unsafe_text(cell).split(column["separator"])) if cell else ()
    return PARSE[column["datatype"]](cell) if cell else None


@pytest.mark.parametrize("release", [example_release(), example_release(language="ar"), large_release()])
def test_csv_comes_back_as_described(release):
    """Read by the types, separators and the one rule of the description, every cell is what the release says."""
    read = read_as_described(csv_files(release, AT_HOME))
    for table in make_tables(release):
        assert read[table.name] == list(table.rows), table.name


def test_keys_and_references_hold():
    """Ids are unique and every reference of the description leads to a row."""
    files = csv_files(example_release(), AT_HOME)
    read = read_as_described(files)
    for table in json.loads(files[METADATA])["tables"]:
        names = [column["name"] for column in table["tableSchema"]["columns"]]
        rows = read[table["url"].removesuffix(".csv")]
        assert len({row[0] for row in rows}) == len(rows)
        for key in table["tableSchema"].get("foreignKeys", ()):
            known = {row[0] for row in read[key["reference"]["resource"].removesuffix(".csv")]}
            for row in rows:
                cell = row[names.index(key["columnReference"])]
                assert set(cell if isinstance(cell, tuple) else [cell] if cell else []) <= known


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", "\n=", " =", "＝", "'="])
def test_no_cell_of_testimony_is_computed(start):
    """A text that a spreadsheet would compute begins with an apostrophe, in every column of text."""
    files = csv_files(told_to_all(lambda text: f"{start}cmd|{text}"), AT_HOME)
    for path, data in files.items():
        if path.endswith(".csv"):
            for row in list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]:
                assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "@", "＝"))], path
                assert not [cell for cell in row if cell.startswith("-") and "cmd" in cell], path


@given(st.text())
def test_a_safe_text_leads_back_to_the_text(text):
    """The apostrophe can always be taken off again."""
    assert unsafe_text(safe_text(text)) == text


def open_database(release):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite_files(release, AT_HOME)[DATABASE])
    return closing(connection)


@pytest.mark.parametrize("release", [example_release(), large_release()])
def test_the_database_is_whole(release):
    """Integrity, references and strict types hold, and it holds what the tables hold."""
    with open_database(release) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        strict = dict(database.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall())
        for table in make_tables(release):
            assert strict[table.name] == 1
            assert database.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (len(table.rows),)
            assert_links(database, table)


def assert_links(database, table: Table):
    for at, column in enumerate(table.columns):
        if column.kind == "ids":
            rows = database.execute(
                f"SELECT {table.name}_id, {column.table}_id FROM {table.name}_{column.name} ORDER BY rowid"
            ).fetchall()
            assert rows == [(row[0], one) for row in table.rows for one in row[at]]


def test_the_evidence_view_walks_the_chain():
    """From the finding on people to Nadim's exact words, which count; what he was told to expect does not."""
    with open_database(example_release()) as database:
        rows = database.execute(
            "SELECT quotation, counts FROM evidence WHERE finding_id = 'finding-people' AND source = 'Nadim' ORDER BY claim_id"
        ).fetchall()
    assert rows == [
        ("We carried almost 4,000 people out of the town.", 1),
        ("They told us it would be two or three hundred.", 0),
    ]


def test_every_table_and_view_is_described():
    """Datasette's metadata name each table, view and column there is, and no other."""
    files = sqlite_files(example_release(), AT_HOME)
    described = json.loads(files[DATASETTE])["databases"]["release"]["tables"]
    with open_database(example_release()) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
        assert set(described) == names
        assert set(VIEWS) < names
        for name, about in described.items():
            columns = {row[1] for row in database.execute(f"PRAGMA table_info({name})")}
            assert set(about.get("columns", ())) in (columns, set())


def test_datasette_opens_it(tmp_path):
    """The real program lists the tables and answers from a view. Where it is not installed: benchmarks/consumers."""
    app = pytest.importorskip("datasette.app")
    asyncio = pytest.importorskip("asyncio")
    files = sqlite_files(example_release(), AT_HOME)
    (tmp_path / "release.db").write_bytes(files[DATABASE])

    async def ask():
        datasette = app.Datasette([str(tmp_path / "release.db")], metadata=json.loads(files[DATASETTE]))
        await datasette.invoke_startup()
        return (await datasette.client.get("/release/evidence.json?_shape=array")).json()

    assert len(asyncio.run(ask())) == 28
