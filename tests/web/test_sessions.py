"""Who is there, for how long, and how they came in."""

import secrets

import pytest

from testimonia.web.guard.sessions import ABSOLUTE_S, IDLE_S, LINK_S, MOST_TRIES, TRIES_S, Sessions
from tests.web.asking import Browser


class Clock:
    """Time that a test moves."""

    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sessions(clock):
    return Sessions(("Ann", "Bilal"), clock=clock)


def test_a_link_works_once(sessions):
    """The second use of a link opens nothing."""
    token = sessions.make_link("Ann")
    session, cookie = sessions.log_in(token)
    assert session.user == "Ann"
    assert sessions.find(cookie) is session
    assert sessions.log_in(token) is None


def test_a_new_link_ends_the_one_before(sessions):
    """Of two links for one person only the newer is good; another person's stays."""
    old, other, new = sessions.make_link("Ann"), sessions.make_link("Bilal"), sessions.make_link("Ann")
    assert sessions.log_in(old) is None
    assert sessions.log_in(new)[0].user == "Ann"
    assert sessions.log_in(other)[0].user == "Bilal"


def test_a_link_that_nobody_uses_ends(sessions, clock):
    """After a quarter of an hour a link is worth nothing, and until then it is good."""
    assert LINK_S == 15 * 60
    token = sessions.make_link("Ann")
    clock.now += LINK_S - 1
    assert sessions.log_in(token) is not None
    token = sessions.make_link("Ann")
    clock.now += LINK_S + 1
    assert sessions.log_in(token) is None


def test_nobody_else_gets_a_link(sessions):
    """Only those who were named when the server started can log in."""
    with pytest.raises(ValueError, match="does not work here"):
        sessions.make_link("Eve")


def test_a_session_ends_when_nothing_is_asked_for(sessions, clock):
    """Each request keeps a session for eight hours more, and no longer."""
    _, cookie = sessions.log_in(sessions.make_link("Ann"))
    clock.now += IDLE_S - 1
    assert sessions.find(cookie) is not None
    clock.now += IDLE_S - 1
    assert sessions.find(cookie) is not None
    clock.now += IDLE_S
    assert sessions.find(cookie) is None


def test_a_session_ends_after_a_day_in_any_case(sessions, clock):
    """However busy, a session ends twenty-four hours after it began."""
    session, cookie = sessions.log_in(sessions.make_link("Ann"))
    while clock.now + 3600 < session.began + ABSOLUTE_S:
        clock.now += 3600
        assert sessions.find(cookie) is not None
    clock.now += 3600
    assert sessions.find(cookie) is None


def test_guessing_is_slow(sessions, clock):
    """After twenty wrong links not even a right one is looked at for a minute."""
    token = sessions.make_link("Ann")
    for number in range(MOST_TRIES):
        assert sessions.log_in(f"guess {number}") is None
    assert sessions.log_in(token) is None
    clock.now += TRIES_S + 1
    assert sessions.log_in(token) is not None


def test_no_cookie_or_link_can_be_read_from_what_is_kept(sessions):
    """The tables hold hashes only."""
    link = sessions.make_link("Bilal")
    _, cookie = sessions.log_in(sessions.make_link("Ann"))
    kept = repr(vars(sessions))
    assert link not in kept
    assert cookie not in kept


def test_what_opens_a_session_cannot_be_guessed(sessions, monkeypatch):
    """Link, cookie and token are 256 bits each from the system's source of randomness, and never the same twice."""
    asked = []
    real = secrets.token_urlsafe

    def counted(count):
        asked.append(count)
        return real(count)

    monkeypatch.setattr("testimonia.web.guard.sessions.secrets.token_urlsafe", counted)
    found = set()
    for _ in range(20):
        link = sessions.make_link("Ann")
        session, cookie = sessions.log_in(link)
        found |= {link, cookie, session.token}
    assert len(found) == 60
    assert set(asked) == {32}
    assert min(map(len, found)) >= 43


def test_each_log_in_is_a_session_of_its_own(sessions):
    """Logging in again makes a new session with a new cookie and token; ending one leaves the other."""
    first, cookie = sessions.log_in(sessions.make_link("Ann"))
    second, other = sessions.log_in(sessions.make_link("Ann"))
    assert cookie != other and first.token != second.token
    sessions.log_out(first)
    assert sessions.find(cookie) is None
    assert sessions.find(other) is second


def test_a_used_link_is_followed_by_a_new_one():
    """Whoever used a link is given the next one, for the terminal to show."""
    shown = []
    sessions = Sessions(("Ann",), on_link=lambda name, token: shown.append((name, token)))
    sessions.log_in(sessions.make_link("Ann"))
    assert [name for name, _ in shown] == ["Ann"]
    assert sessions.log_in(shown[0][1]) is not None


def test_logging_in_sets_a_cookie_that_scripts_and_other_sites_never_see(browser):
    """The link leads to the workbench and sets a cookie that is HttpOnly and SameSite=Strict; used again, it says so."""
    token = browser.sessions.make_link("Ann")
    answer = browser.call("GET", f"/login?token={token}", bare=True)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("testimonia-8100=")
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie
    assert token not in answer.headers["location"]
    spent = browser.call("GET", f"/login?token={token}", bare=True)
    assert spent.status == 403
    assert "set-cookie" not in spent.headers


def test_the_session_says_who_is_there(browser):
    """GET session names the user, the others, and the token that changes need."""
    shown = browser.get("/session").json()
    assert (shown["user"], shown["users"], shown["is_single_user"]) == ("Ann", ["Ann", "Bilal"], False)
    assert shown["token"] == browser.token
    assert shown["title"] == "Flood"
    assert not shown["has_vault"]


def test_logging_out_ends_the_session(browser):
    """After DELETE the cookie opens nothing, and the browser is told to forget it."""
    ended = browser.call("DELETE", "/api/v1/session")
    assert ended.status == 204
    assert "max-age=0" in ended.headers["set-cookie"].lower()
    assert browser.get("/session").status == 401


def test_an_old_session_is_refused_by_every_route(workbench, clock):
    """An expired session is 401 at the door."""
    browser = Browser(workbench, user="Bilal", clock=clock)
    assert browser.get("/jobs").status == 200
    clock.now += ABSOLUTE_S
    assert browser.get("/jobs").status == 401


def test_each_session_has_its_own_token(workbench):
    """One person's token does not serve in another's session."""
    ann, bilal = Browser(workbench, user="Ann"), Browser(workbench, user="Bilal")
    assert ann.post("/jobs/run", headers={"x-testimonia-token": bilal.token}).status == 403
