"""Suggestions are judged with the keyboard alone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

JUDGED = 50
CORRECTED = 7
"""Which one is put right instead of accepted."""


def correct(page):
    """Say by keys alone that the speaker denies it, with a reason."""
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog")
    stance = dialog.get_by_label("What it does")
    expect(stance).to_be_visible()
    for _ in range(12):
        if stance.evaluate("(field) => field === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type("denies")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("he shakes his head")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def test_fifty_suggestions_are_judged_without_a_mouse(visit):
    """By keys to the queue, fifty decisions by keys (one a correction), one taken back; each is kept under the name."""
    visitor = visit()
    page = visitor.page
    pressed = []
    page.on("request", lambda request: pressed.append(request.method) if request.url.endswith("/judgements") else None)
    before = visitor.api("GET", "history?limit=1")[1]["total"]
    queue = page.get_by_role("link", name="Review suggestions")
    for _ in range(60):
        page.keyboard.press("Tab")
        if queue.evaluate("(link) => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    card = page.get_by_role("article")
    expect(card).to_be_visible()
    left = page.locator("header p.figures")
    for number in range(JUDGED):
        was = left.inner_text()
        if number == CORRECTED:
            correct(page)
        else:
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
    assert len([row for row in made if row["act"] in ("accept", "reject")]) == JUDGED
    assert [row["reason"] for row in made if row["act"] == "correct"] == ["he shakes his head"]
    assert {row["by"] for row in made} == {"Ann"}
    assert len([row for row in made if row["act"] == "reject"]) == JUDGED // 5
    visitor.settle()
    assert visitor.barriers() == []


def test_what_is_taken_back_at_once_is_the_last_decision(visit):
    """`z` pressed before the server has answered takes back that decision, not the one before, and shows its claim again."""
    visitor = visit()
    page = visitor.open("/claims/review")
    words = page.locator("main article blockquote mark")
    expect(words).to_be_visible()
    before = visitor.api("GET", "history?limit=1")[1]["total"]
    shown = [words.inner_text()]
    page.keyboard.press("a")
    page.wait_for_function("() => document.querySelector('main progress')?.value === 1")
    expect(words).not_to_have_text(shown[0])
    shown.append(words.inner_text())
    page.route("**/api/v1/judgements", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.keyboard.press("x")
    page.keyboard.press("z")
    expect(words).to_have_text(shown[1])
    expect(page.get_by_text("all kept")).to_be_visible()
    page.unroute("**/api/v1/judgements")
    status, history = visitor.api("GET", "history?limit=10")
    assert status == 200
    made = history["rows"][: history["total"] - before]
    assert [row["act"] for row in made] == ["retire", "reject", "accept"]
    assert [row["is_undone"] for row in made] == [False, True, False]
