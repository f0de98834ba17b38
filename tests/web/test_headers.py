"""What every answer tells the browser, whoever asked and whatever came of it."""

import pytest

from testimonia.web.guard.inert import INERT_CSP, file_headers

ANSWERS = [
    ("GET", "/", {}),
    ("GET", "/login?token=x", {}),
    ("GET", "/nothing.js", {}),
    ("GET", "//", {}),
    ("GET", "/api/v1/session", {}),
    ("GET", "/api/v1/jobs", {}),
    ("GET", "/api/v1/nothing", {}),
    ("GET", "/api/v1/docs", {}),
    ("GET", "/api/v1/openapi.json", {}),
    ("POST", "/api/v1/jobs", {}),
    ("POST", "/api/v1/uploads", {"json": {"name": "", "size_bytes": -1}}),
    ("OPTIONS", "/api/v1/uploads", {"headers": {"access-control-request-method": "POST"}}),
    ("GET", "/api/v1/session", {"headers": {"cookie": None}}),
    ("GET", "/api/v1/session", {"headers": {"host": "evil.example"}}),
]


@pytest.mark.parametrize(("method", "target", "options"), ANSWERS)
def test_every_answer_protects_the_browser(still_browser, method, target, options):
    """Policy, no sniffing, no referrer, own opener group, nothing kept, nothing shared: on successes and on refusals."""
    answer = still_browser.call(method, target, **options)
    headers = answer.headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert not [name for name in headers if name.startswith("access-control-")]
    assert "server" not in headers


def test_a_route_cannot_weaken_the_policy_by_forgetting(still_browser):
    """The policy of material is stricter than the pages': no script, no picture, no address, no right."""
    rules = [rule.strip() for rule in INERT_CSP.split(";")]
    assert rules[0] == "sandbox"
    assert not [rule for rule in rules if "unsafe" in rule or "script" in rule or "http" in rule]


@pytest.mark.parametrize(
    "name", ["a.txt", 'x".txt', "x\r\nSet-Cookie: a=b.txt", "مقابلة.pdf", "a;b.txt", "%0d%0a.txt", "\u202ecod.exe"]
)
def test_a_name_in_a_header_stays_a_name(name):
    """Whatever a file is called, the header is one line of ASCII and its quotes close where they should."""
    value = file_headers(name)["Content-Disposition"]
    assert value.isascii()
    assert "\r" not in value
    assert "\n" not in value
    assert value.count('"') == 2
    assert value.startswith('inline; filename="')
