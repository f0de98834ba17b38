"""Items, windows of texts and the history over HTTP."""

import inspect

import pytest

from testimonia.model.testimony import Act
from testimonia.web.given import make_dependencies
from tests.web.test_door import addresses


@pytest.fixture
def read(browser, workbench):
    """A browser on a case whose statements and claims were looked for."""
    workbench.as_user(workbench.people[0]).run(workers=1)
    return browser


def item_called(browser, name):
    return next(row for row in browser.get("/items").json()["rows"] if row["name"] == name)


def test_items_come_in_pages_that_neither_repeat_nor_leave_out(read):
    """Going through the list by its cursor shows every item once."""
    seen, cursor = [], ""
    while cursor is not None:
        page = read.get(f"/items?limit=2&cursor={cursor}").json()
        seen += [row["name"] for row in page["rows"]]
        cursor = page["next"]
    assert sorted(seen) == sorted({*seen}) and len(seen) == page["total"] == 5


def test_the_list_is_narrowed_by_the_material_s_language_and_not_by_the_reader_s(read):
    """Who reads in Arabic sees every item; a filter by language is the one that was asked for."""
    names = [row["name"] for row in read.get("/items").json()["rows"]]
    for spoken in ("ar", "en"):
        shown = read.get("/items", headers={"accept-language": spoken}).json()["rows"]
        assert [row["name"] for row in shown] == names
        english = read.get("/items?language=en", headers={"accept-language": spoken}).json()["rows"]
        assert {row["language"] for row in english} == {"en"}
        assert 0 < len(english) < len(names)


def test_no_route_calls_a_parameter_of_the_caller_by_a_name_that_the_house_gives(browser):
    """What every route can ask for by name would silently take the place of what the caller sent."""
    given = set(make_dependencies(browser.app.state.workbench, browser.sessions))
    for path, _, method, handler in addresses(browser.app):
        parameters = inspect.signature(getattr(handler.fn, "func", handler.fn)).parameters.values()
        shadowed = {one.name for one in parameters if one.name in given and one.default is not inspect.Parameter.empty}
        assert not shadowed, f"{method} {path}: {shadowed}"


def test_an_item_leads_to_the_window_of_its_text_and_back(read):
    """The rendition that an item names has its words, its marks, and the item's id."""
    item = read.get(f"/items/{item_called(read, 'mayor.txt')['id']}").json()
    window = read.get(f"/renditions/{item['renditions'][0]['id']}/passages").json()
    assert window["item_id"] == item["item"]["id"]
    assert "12 people died" in window["passages"][0]["text"]
    assert "claim" in {mark["kind"] for mark in window["marks"]}
    marks = read.get(f"/renditions/{item['renditions'][0]['id']}/marks").json()["rows"]
    assert {mark["id"] for mark in marks} == {mark["id"] for mark in window["marks"]}


def test_a_page_of_a_document_is_where_its_window_begins(read):
    """``page`` names the window's first passage."""
    item = read.get(f"/items/{item_called(read, 'report.pdf')['id']}").json()
    window = read.get(f"/renditions/{item['renditions'][0]['id']}/passages?page=2").json()
    assert window["passages"][0]["page"] == 2


def test_the_history_lists_and_compares_over_http(read, workbench):
    """A decision shows with its number, and lies between the states before and after it."""
    claim, _ = next(workbench.as_user(workbench.people[0]).claims())
    workbench.as_user(workbench.people[0]).judge(Act.REJECT, claim.id, reason="misheard")
    (change,) = read.get("/history?kind=claim").json()["rows"]
    assert (change["number"], change["reason"], change["can_undo"]) == (1, "misheard", True)
    compared = read.get("/history/compare?from=0&to=1").json()
    assert [one["id"] for one in compared["claims"]] == [claim.id]
    assert (compared["before"]["number"], compared["after"]["number"]) == (0, 1)
    none = read.get("/history/compare?from=1").json()
    assert (none["before"]["number"], none["judgements_total"]) == (1, 0), "the earlier state was not read"
    assert read.get("/history/people").json()["by"] == [workbench.people[0]]


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/items/i-none", 404),
        ("/renditions/r-none/passages", 404),
        ("/renditions/r-none/marks", 404),
        ("/items?has=everything", 400),
        ("/items?cursor=%00", 400),
        ("/items?limit=1000", 400),
        ("/renditions/r-none/passages?at=-1", 400),
        ("/history?since=yesterday", 400),
        ("/history/compare?from=9&to=last", 400),
    ],
)
def test_what_cannot_be_meant_is_told_as_a_problem(browser, target, status):
    """An unknown id is 404, a filter that means nothing is 400; never a page of something else."""
    answer = browser.get(target)
    assert answer.status == status
    assert answer.headers["content-type"].startswith("application/problem+json")
