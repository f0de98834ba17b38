"""Errors as answers: one shape, a sentence to go by, and nothing of the machine."""

from pathlib import Path

import pytest
from litestar import Router, get, put

from testimonia.errors import (
    BusyError,
    ConfigError,
    CustodyError,
    LeakError,
    NoAnswerError,
    NotFoundError,
    OtherCallError,
    ReadError,
    RefusedError,
    StaleError,
    StoreError,
    StoryError,
    TestimoniaError,
    UnitError,
    UsageError,
    VaultError,
)
from testimonia.pipeline.workbench.naming import without_paths
from testimonia.web.guard.matching import mark, tagged
from testimonia.web.guard.problems import problem_of
from tests.web.asking import Browser

STATUSES = {
    UsageError: 400,
    ConfigError: 422,
    OtherCallError: 422,
    RefusedError: 403,
    ReadError: 422,
    UnitError: 422,
    NoAnswerError: 404,
    NotFoundError: 404,
    StoreError: 500,
    BusyError: 503,
    CustodyError: 500,
    VaultError: 403,
    LeakError: 409,
}


def every_error(kind=TestimoniaError):
    yield kind
    for child in kind.__subclasses__():
        if child.__module__.startswith("testimonia"):
            yield from every_error(child)


@pytest.mark.parametrize("kind", STATUSES)
def test_each_error_has_its_status(kind):
    """An error of the program comes back under the status its kind has, with its own sentence."""
    problem = problem_of(kind("the pump is dry: fill it"), Path("/srv/case"))
    assert (problem.status, problem.detail) == (STATUSES[kind], "the pump is dry: fill it")


def test_no_error_of_the_tree_is_left_out():
    """Every class of the tree is answered as something more telling than an unknown mistake."""
    known = {StaleError: StaleError("x", etag="v"), StoryError: StoryError(["x"])}
    for kind in every_error():
        if kind is not TestimoniaError:
            assert problem_of(known.get(kind) or kind("x"), Path("/c")).type != "error", kind


def test_a_stale_change_comes_back_with_what_is_there():
    """409 carries the state of now, what the caller wanted, and the mark to go on with."""
    problem = problem_of(StaleError("changed", etag="v-2", current={"a": 2}, yours={"a": 1}), Path("/c"))
    assert (problem.status, problem.current, problem.yours) == (409, {"a": 2}, {"a": 1})
    assert problem.headers()["etag"] == '"v-2"'


def test_waiting_is_said():
    """Who comes too early is told when to come again."""
    busy = problem_of(BusyError("process 7 is writing"), Path("/c"))
    assert int(busy.headers()["retry-after"]) > 0
    tried = problem_of(RefusedError("too many tries", wait_s=30), Path("/c"))
    assert (tried.status, tried.headers()["retry-after"]) == (429, "30")


def test_every_problem_of_a_story_is_told():
    """A story's problems come one by one as well as together."""
    assert problem_of(StoryError(["line 3: a", "line 9: b"]), Path("/c")).errors == ("line 3: a", "line 9: b")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("/srv/case/story.md:3:1: no such figure", "story.md:3:1: no such figure"),
        ("/srv/case is not there", "the investigation's folder is not there"),
        ("/home/ann/secret/key.txt: the file cannot be read", "key.txt: the file cannot be read"),
        ("open it with `testimonia -C /home/ann/case show`", "open it with `testimonia -C case show`"),
        ("and/or 5/6 of km/h", "and/or 5/6 of km/h"),
    ],
)
def test_a_message_names_no_folder_outside_the_case(words, shown):
    """Paths are told from the case's folder on; of others only the last part."""
    assert without_paths(words, Path("/srv/case")) == shown


@pytest.fixture
def odd(workbench):
    """A browser of an application with routes that go wrong."""

    @get("/boom", sync_to_thread=True)
    def boom() -> str:
        raise RuntimeError("the driver's name is Nawwaf, in /home/ann/notes")

    @get("/away", sync_to_thread=True)
    def away() -> str:
        raise ReadError(f"{workbench.folder}/a.txt: see /root/.ssh/id_rsa for more")

    @put("/thing", sync_to_thread=True)
    def change(if_match: str) -> dict[str, str]:
        workbench.require_match(if_match, mark("thing", 1), what="this thing", current={"n": 1})
        return {"done": if_match}

    @put("/maybe-new", sync_to_thread=True)
    def make(if_match_or_none: str, idempotency_key: str) -> dict[str, str]:
        return {"on": if_match_or_none, "key": idempotency_key}

    @get("/thing", sync_to_thread=True)
    def show() -> dict[str, int]:
        return tagged({"n": 1}, mark("thing", 1))

    return Browser(workbench, routes=[Router(path="/", route_handlers=[boom, away, change, make, show])])


def test_a_mistake_of_ours_says_nothing_of_the_material(odd):
    """An unforeseen error is 500 without its words, its kind or its trace."""
    answer = odd.get("/boom")
    assert answer.status == 500
    assert answer.headers["content-type"] == "application/problem+json"
    for word in (b"Nawwaf", b"RuntimeError", b"Traceback", b"/home"):
        assert word not in answer.body


def test_a_foreseen_error_names_the_file_and_no_folder(odd):
    """The file's place in the case is told, the case's place on the machine is not."""
    detail = odd.get("/away").json()["detail"]
    assert detail == "a.txt: see id_rsa for more"


def test_a_change_names_the_state_it_was_made_on(odd):
    """Without If-Match 428, with a wrong one 400, with an old one 409 and the state of now, with the right one done."""
    etag = odd.get("/thing").headers["etag"]
    change = lambda headers: odd.call("PUT", "/api/v1/thing", headers=headers)  # noqa: E731
    assert change({}).status == 428
    for wrong in ("abc", '"a", "b"', '""', '"' + "x" * 300 + '"'):
        assert change({"if-match": wrong}).status == 400
    old = change({"if-match": '"v-0"'})
    assert (old.status, old.json()["current"], old.headers["etag"]) == (409, {"n": 1}, etag)
    assert change({"if-match": etag}).status == 200
    assert change({"if-match": "*"}).status == 200


def test_a_new_thing_needs_no_mark(odd):
    """If-None-Match: * stands for a thing that is to be made; the key of a repeated call is handed on."""
    made = odd.call("PUT", "/api/v1/maybe-new", headers={"if-none-match": "*", "idempotency-key": "k1"})
    assert made.json() == {"on": "", "key": "k1"}
    assert odd.call("PUT", "/api/v1/maybe-new").status == 428
    assert odd.call("PUT", "/api/v1/maybe-new", headers={"if-match": '"v"', "idempotency-key": "k" * 201}).status == 400


@pytest.mark.parametrize(
    ("method", "target", "options", "status"),
    [
        ("GET", "/nothing", {}, 404),
        ("PUT", "/jobs", {}, 405),
        ("GET", "/jobs?limit=0", {}, 400),
        ("GET", "/jobs?limit=201", {}, 400),
        ("GET", "/jobs?limit=x", {}, 400),
        ("GET", "/jobs?cursor=%00", {}, 400),
        ("GET", "/jobs?cursor=WzEsMl0", {}, 400),
        ("POST", "/jobs/run", {"body": b"{"}, 400),
        ("POST", "/jobs/run", {"json": {"retry": "x"}}, 400),
        ("POST", "/jobs/run", {"json": {"unknown": 1}}, 400),
        ("POST", "/uploads", {"body": b"x" * (2 * 1024 * 1024 + 1), "headers": {"content-type": "application/json"}}, 413),
        ("GET", "/items/i-none/inert", {}, 404),
    ],
)
def test_what_does_not_fit_is_a_problem_with_a_sentence(still_browser, method, target, options, status):
    """Whatever is wrong with a request, the answer has the one shape and says what is wrong."""
    answer = still_browser.call(method, f"/api/v1{target}", **options)
    assert answer.status == status, answer.body
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"]
    assert "Traceback" not in problem["detail"]
