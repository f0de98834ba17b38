"""The program's own pages: the front end as it was built, the documentation, and nothing of the case."""

import re

import pytest

from testimonia.web.pages import read_built
from tests.web.asking import Browser


@pytest.fixture
def built(workbench, tmp_path):
    """A browser of an application whose front end was built."""
    folder = tmp_path / "built"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><script type=module src=/assets/main-1a2b.js></script>")
    (folder / "assets" / "main-1a2b.js").write_text("export const answer = 42")
    (folder / "assets" / "font.woff2").write_bytes(b"wOF2")
    (folder / "assets" / "link.js").symlink_to("/etc/passwd")
    return Browser(workbench, built=folder)


def test_the_views_addresses_show_the_first_page(built):
    """Every address without an ending is the front end's own, and needs no session, since it holds nothing."""
    for path in ("/", "/claims", "/questions/dead", "/claims?q=lorries"):
        answer = built.call("GET", path, bare=True)
        assert answer.status == 200
        assert answer.body.startswith(b"<!doctype html>")
        assert answer.headers["cache-control"] == "no-store"


def test_assets_are_kept_and_typed(built):
    """A file named by its hash may be kept by the browser, and says what it is."""
    answer = built.call("GET", "/assets/main-1a2b.js", bare=True)
    assert answer.body == b"export const answer = 42"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    again = built.call("GET", "/assets/main-1a2b.js", bare=True, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert built.call("GET", "/assets/font.woff2", bare=True).headers["content-type"] == "font/woff2"


@pytest.mark.parametrize("path", ["/assets/none.js", "/assets/link.js", "/favicon.ico", "/built/../app.py", "/index.php"])
def test_what_was_not_built_is_not_there(built, path):
    """A file that is not the front end's is 404, links out of the folder included."""
    assert built.call("GET", path, bare=True).status == 404


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v2/session", "/API/v1/session"])
def test_nothing_under_the_api_is_a_page(built, path):
    """An address that begins as the API's never shows the front end's page with a session's right."""
    answer = built.call("GET", path)
    assert answer.status == 404 or answer.body.startswith(b"<!doctype html><script")


def test_a_copy_without_a_front_end_says_how_to_build_it(browser, tmp_path):
    """From a checkout the page says what to do."""
    assert read_built(tmp_path / "none") == {}
    without = Browser(browser.app.state.workbench, built=tmp_path / "none")
    assert b"npm run build" in without.call("GET", "/", bare=True).body


def test_the_policy_allows_no_inline_script_and_no_third_party(built):
    """The policy of every page names this server only, and nothing that is unsafe."""
    policy = built.call("GET", "/", bare=True).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert "unsafe" not in policy
    assert set(" ".join(rules.values()).split()) == {"'none'", "'self'", "blob:"}


def test_the_documentation_shows_every_route_without_a_script(browser):
    """The page is ours, needs no script, loads nothing from elsewhere, and names what each route takes and gives."""
    page = browser.get("/docs").body.decode()
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?!/|#)", page)
    described = browser.get("/openapi.json").json()
    for path in described["paths"]:
        assert path in page
    assert browser.get("/docs.css").headers["content-type"].startswith("text/css")


def test_the_description_says_how_errors_are_told(browser):
    """Every operation has its answer and, for everything else, the problem."""
    described = browser.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["description"]
            assert "application/problem+json" in operation["responses"]["default"]["content"]
            assert operation["security"]


def test_the_description_for_the_front_end_is_the_same_every_time():
    """`python -m testimonia.web.openapi` needs no case and gives the same bytes for the same routes."""
    from testimonia.web.openapi import description

    assert description() == description()
