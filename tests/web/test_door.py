"""The one door: nothing is behind it unguarded, whatever is added tomorrow."""

import asyncio

import pytest
from litestar import Router, get, post

from testimonia.web.given import require_session
from testimonia.web.guard.ending import Ending
from tests.web.asking import HOST, ORIGIN, Browser
from tests.web.payloads import CSRF, FOREIGN_ORIGINS, FORMULAS, HOSTS, SLIPS, TRAVERSAL, XSS

OUTSIDE = {"/", "/{path:path}", "/login"}
"""What may be asked for without a session: the program's own files, and the way in."""
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
SAMPLES = {"int": "1", "str": "x", "path": "x", "uuid": "0" * 32, "float": "1", "decimal": "1"}


def addresses(app):
    """Every address and method of the API with something in the place of its parameters, and the handler behind."""
    for route in app.routes:
        path = "".join(
            f"/{part if isinstance(part, str) else SAMPLES[part.full.rpartition(':')[2]]}" for part in route.path_components
        )
        for method, (handler, _) in getattr(route, "route_handler_map", {}).items():
            yield route.path, path or "/", str(method), handler


def plain(guard):
    """A guard as it was written: Litestar wraps those that are no coroutines."""
    return getattr(guard, "func", guard)


def unguarded(browser):
    """Which addresses answer somebody whom they should not, and how."""
    found = []
    for route, path, method, handler in addresses(browser.app):
        if not route.startswith("/api/"):
            found += [] if route in OUTSIDE else [f"{method} {route} lies outside the API"]
            continue
        refused = {
            "without a session": browser.call(method, path, headers={"cookie": None}),
            "with a wrong session": browser.call(method, path, headers={"cookie": "testimonia-8100=x"}),
            "under another host": browser.call(method, path, headers={"host": "evil.example"}),
            "from another origin": browser.call(method, path, headers={"origin": "http://evil.example"}),
            "from another site": browser.call(method, path, headers={"origin": None, "sec-fetch-site": "cross-site"}),
        }
        if method in UNSAFE:
            refused["without the token"] = browser.call(method, path, headers={"x-testimonia-token": None})
        for how, answer in refused.items():
            if answer.status not in (401, 403):
                found.append(f"{method} {route} answers {answer.status} {how}")
            if answer.headers.get("cache-control") != "no-store" or "default-src 'none'" not in answer.headers.get(
                "content-security-policy", ""
            ):
                found.append(f"{method} {route} lacks headers {how}")
        if "/schema" not in route and method != "OPTIONS" and require_session not in map(plain, handler.resolve_guards()):
            found.append(f"{method} {route} has no second lock")
    return found


def test_every_route_asks_for_session_host_origin_and_token(still_browser):
    """Every route of the application refuses whoever lacks any one of the four, before it looks at anything else."""
    assert unguarded(still_browser) == []
    routes = {route for route, *_ in addresses(still_browser.app)}
    assert {"/api/v1/session", "/api/v1/uploads", "/api/v1/jobs/run"} <= routes


def test_a_route_outside_the_door_is_found(workbench):
    """The walk itself notices a route that somebody adds beside the API."""

    @get("/backdoor", sync_to_thread=False)
    def backdoor() -> str:
        return "open"

    browser = Browser(workbench)
    browser.app.register(backdoor)
    assert unguarded(browser) == ["GET /backdoor lies outside the API", "OPTIONS /backdoor lies outside the API"]


def test_a_new_route_of_the_api_is_behind_the_door_without_a_word(workbench):
    """A route that says nothing of sessions or tokens is guarded all the same."""

    @post("/new", sync_to_thread=False)
    def new() -> str:
        return "done"

    browser = Browser(workbench, routes=[Router(path="/", route_handlers=[new])])
    assert unguarded(browser) == []
    assert browser.post("/new").status == 201


def test_the_lists_are_as_long_as_promised():
    """At least forty of each kind, and no two the same."""
    for payloads in (XSS, TRAVERSAL, HOSTS, FORMULAS, SLIPS):
        assert len(set(payloads)) == len(payloads) >= 40
    assert len(CSRF) >= 40
    assert len(set(FOREIGN_ORIGINS)) == len(FOREIGN_ORIGINS)


@pytest.mark.parametrize("headers", CSRF, ids=str)
def test_no_other_page_changes_anything(still_browser, headers):
    """A change from another page, or without the token, is refused and nothing has begun."""
    truth = {"TOKEN": still_browser.token, "COOKIE": still_browser.cookie}
    for name, value in truth.items():
        headers = {key: value_.replace(name, value) if value_ else value_ for key, value_ in headers.items()}
    answer = still_browser.post("/jobs/run", headers=headers)
    assert answer.status == 403, answer.body
    assert still_browser.get("/jobs").json()["rows"] == []


@pytest.mark.parametrize("host", HOSTS)
def test_the_server_goes_by_its_own_names_only(still_browser, host):
    """A name that was pointed at this machine (DNS rebinding) opens nothing: no page, no login, no API."""
    for path in ("/", "/login?token=x", "/api/v1/session"):
        answer = still_browser.call("GET", path, headers={"host": host, "origin": None, "sec-fetch-site": None})
        assert answer.status == 403
        assert answer.json()["type"] == "host"


@pytest.mark.parametrize("hosts", [None, (HOST, "evil.example"), ("evil.example", HOST), (HOST, HOST)], ids=str)
def test_two_hosts_or_none_are_refused(still_browser, hosts):
    """A request without a host, or with several, which no browser sends, is refused: nobody can say which one counts."""
    assert still_browser.call("GET", "/", headers={"host": hosts}).status == 403


@pytest.mark.parametrize(("header", "status"), [("origin", 403), ("x-testimonia-token", 403), ("cookie", 401)])
@pytest.mark.parametrize("is_first", [True, False])
def test_what_must_stand_once_and_stands_twice_counts_as_wrong(still_browser, header, status, is_first):
    """A second value beside the right one, before or after it, is refused wherever something hangs on the value."""
    right = {
        "origin": ORIGIN,
        "x-testimonia-token": still_browser.token,
        "cookie": still_browser.cookie,
    }[header]
    other = {"origin": "http://evil.example", "cookie": "testimonia-8100=other"}.get(header, "other")
    values = (right, other) if is_first else (other, right)
    answer = still_browser.post("/jobs/job-none/resume", headers={header: values})
    assert answer.status == status, answer.body


@pytest.mark.parametrize("headers", [{}, {"origin": None}, {"origin": None, "sec-fetch-site": None}], ids=str)
def test_the_own_page_and_programs_get_through(still_browser, headers):
    """The workbench's page, and a program that holds session and token, are served."""
    assert still_browser.call("DELETE", "/api/v1/uploads/u-0", headers=headers).status == 404


def test_a_link_from_elsewhere_opens_the_page_and_nothing_of_the_case(still_browser):
    """Following a link from another site shows the empty page; the same for the API is refused."""
    visit = {"origin": None, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert still_browser.call("GET", "/", headers=visit).status == 200
    assert still_browser.call("GET", "/api/v1/session", headers=visit).status == 403
    framed = visit | {"sec-fetch-dest": "iframe"}
    assert still_browser.call("GET", "/", headers=framed).status == 403


def test_a_websocket_is_not_spoken(workbench):
    """A handshake for a web socket reaches nothing."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/api/v1/events", "headers": [(b"host", b"127.0.0.1:8100")], "raw_path": b""}
    asyncio.run(Browser(workbench).app(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_whoever_waits_for_more_is_told_when_the_server_ends():
    """Each request waits in its own loop for more, or for the end; afterwards nothing of it is left waiting."""
    ending = Ending()

    async def wait(is_ended):
        async def never():
            await asyncio.sleep(60)

        async def at_once():
            return {"type": "http.request"}

        with ending.until(at_once) as receive:
            assert (await receive())["type"] == ("http.disconnect" if is_ended else "http.request")
        with ending.until(never) as receive:
            asyncio.get_running_loop().call_later(0.05, ending.begin)
            return await receive()

    for is_ended in (False, True):  # two loops, one after the other
        assert asyncio.run(asyncio.wait_for(wait(is_ended), 5)) == {"type": "http.disconnect"}
    assert not ending._waiting


def test_a_long_answer_comes_whole_time_after_time(still_browser):
    """A stream that listens for its browser's leaving is not cut off by the listening."""
    items = still_browser.app.state.workbench.as_user("Ann").items()
    recording = next(item for item in items if item.name == "voice.wav")
    for _ in range(5):
        answer = still_browser.get(f"/items/{recording.id}/media", headers={"range": "bytes=0-9999"})
        assert (answer.status, len(answer.body)) == (206, 10_000)
