"""The embedded store: schema, pragmas, lock, damaged files."""

import sqlite3
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from testimonia.errors import BusyError, StoreError
from testimonia.store import migrations, tables
from testimonia.store.sqlite import HEAD, open_store, write_lock


def test_the_migrations_make_the_tables_of_the_module(tmp_path):
    """What Alembic creates and what tables.py says are the same."""
    store = open_store(tmp_path / "case.db")
    with store.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), tables.metadata)
    store.close()
    assert difference == []


def test_the_head_constant_is_the_newest_migration():
    """Opening compares with a constant, so that Alembic need not be imported; the constant must be right."""
    assert ScriptDirectory(migrations.__path__[0]).get_current_head() == HEAD


def test_every_table_is_strict(tmp_path):
    """SQLite refuses a value of the wrong type."""
    store = open_store(tmp_path / "case.db")
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    store.close()
    assert [name for name, sql in rows if name != "alembic_version" and not sql.rstrip().endswith("STRICT")] == []


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)]
)
def test_the_connection_is_safe(tmp_path, pragma, value):
    """Every connection writes durably, checks references and overwrites what is deleted."""
    store = open_store(tmp_path / "case.db")
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    store.close()


def test_a_file_that_is_no_database_is_refused_unchanged(tmp_path):
    """A damaged case is one clear error, and the file is left as it is."""
    path = tmp_path / "case.db"
    path.write_bytes(b"this is not a database at all, it is a letter" * 50)
    with pytest.raises(StoreError, match="cannot be used as a case database"):
        open_store(path)
    assert path.read_bytes().startswith(b"this is not a database")


def test_a_foreign_database_is_refused(tmp_path):
    """An SQLite file of another program is not migrated into ours."""
    path = tmp_path / "case.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="not a case database"):
        open_store(path)


def test_a_newer_schema_is_refused(tmp_path):
    """A case written by a newer program says to update, and loses nothing."""
    path = tmp_path / "case.db"
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer version of testimonia"):
        open_store(path)


def test_a_second_writer_is_told_who_is_writing(tmp_path):
    """Two processes at once: the second gets a clear message that names the first."""
    lock = tmp_path / "lock"
    code = (
        "from pathlib import Path\nfrom testimonia.store.sqlite import write_lock\n"
        f"with write_lock(Path({str(lock)!r})):\n    print('held')"
    )
    with write_lock(lock):
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert "BusyError" in other.stderr
        assert "is writing to this investigation" in other.stderr
        with pytest.raises(BusyError, match=r"process \d+"), write_lock(lock):
            pass
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "held\n"
