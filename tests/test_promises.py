"""What docs/security promises of the workbench is held by tests that exist: each row of its tables names one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "security" / "workbench.md"
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")
LISTS = re.compile(r"`([A-Z]+)`, (\d+) ")


def rows(text):
    """Promise, numbers of ASVS and what holds it, of every table with these columns."""
    for table in re.findall(r"^\| promise \| ASVS \| held by \|\n\|[-|]+\|\n((?:\|.*\|\n)+)", text, re.M):
        for line in table.splitlines():
            promise, numbers, held_by = (cell.strip() for cell in line.strip("|").split(" | "))
            yield promise, numbers, held_by


def defined(name):
    """Functions of the test files of this name."""
    files = list((ROOT / "tests").rglob(name))
    assert len(files) == 1, f"{name}: {files}"
    return {node.name for node in ast.walk(ast.parse(files[0].read_text())) if isinstance(node, ast.FunctionDef)}


def broken(text):
    """Promises that name no test, or one that is not there."""
    found = []
    for promise, _, held_by in rows(text):
        named = NAMED.findall(held_by)
        missing = [f"{file}::{test}" for file, test in named if test not in defined(file)]
        if not named or missing or held_by.count("test_") != 2 * len(named):
            found.append((promise, missing))
    return found


def test_each_promise_names_a_test_that_is_there():
    """No row is without one, none names a test that was renamed or taken out."""
    text = PAGE.read_text()
    assert broken(text) == []
    assert len(list(rows(text))) >= 35
    assert text.count("| promise |") == len(re.findall(r"^\| promise \| ASVS \| held by \|$", text, re.M))


@pytest.mark.parametrize(
    "held_by",
    [
        "",
        "the walk",
        "`test_door.py`",
        "`test_door.py::test_nobody_wrote_this`",
        "`test_door.py::test_a_websocket`",
        "`test_door.py::test_a_websocket_is_not_spoken`, `test_nowhere`",
    ],
)
def test_a_promise_that_nothing_holds_is_found(held_by):
    """The check itself notices a row without a test, and a test that is not there."""
    table = "| promise | ASVS | held by |\n|---|---|---|\n"
    good = "`test_door.py::test_a_websocket_is_not_spoken`"
    assert broken(f"{table}| A promise | 1.1.1 | {good} |\n") == []
    assert len(broken(f"{table}| A promise | 1.1.1 | {good} |\n| Another | - | {held_by} |\n")) == 1


def test_numbers_are_those_of_the_standard():
    """Each is chapter, section and requirement, or there is none."""
    for promise, numbers, _ in rows(PAGE.read_text()):
        for number in numbers.split(", "):
            assert number == "-" or re.fullmatch(r"([1-9]|1[0-7])\.\d+\.\d+", number), (promise, number)


def test_lists_are_as_long_as_the_page_says():
    """The page counts what the lists hold."""
    from tests.web import payloads

    counted = LISTS.findall(PAGE.read_text())
    assert len(counted) == 6
    for name, count in counted:
        assert len(getattr(payloads, name)) == int(count), name
