"""Suggestions are judged with the keyboard alone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

JUDGED = 50


def test_fifty_suggestions_are_judged_without_a_mouse(visit):
    """By keys to the queue, fifty decisions by single keys, one taken back; each is kept under the person's name."""
    visitor = visit()
    page = visitor.page
    pressed = []
    page.on("request", lambda request: pressed.append(request.method) if request.url.endswith("/judgements") else None)
    before = visitor.api("GET", "history?limit=1")[1]["total"]
    page.get_by_role("link", name="Review suggestions").focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("article")
    expect(card).to_be_visible()
    left = page.locator("header p.figures")
    for number in range(JUDGED):
        was = left.inner_text()
        page.keyboard.press("x" if number % 5 == 4 else "a")
        expect(left).not_to_have_text(was)
    page.wait_for_function("() => document.querySelector('main progress')?.value >= 50")
    page.keyboard.press("z")
    page.wait_for_function("() => document.querySelector('main progress')?.value === 49")
    page.keyboard.press("a")
    page.wait_for_function("() => document.querySelector('main progress')?.value >= 50")
    page.wait_for_timeout(500)
    status, history = visitor.api("GET", "history?limit=200")
    assert status == 200
    made = history["rows"][: history["total"] - before]
    assert len([row for row in made if row["act"] in ("accept", "reject")]) == JUDGED + 1
    assert {row["by"] for row in made} == {"Ann"}
    assert len([row for row in made if row["act"] == "reject"]) == JUDGED // 5
    visitor.settle()
    assert visitor.barriers() == []
