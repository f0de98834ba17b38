"""A question is answered: the finding, its approval, and the way from a contradiction to the page."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


def test_a_finding_is_written_and_approved_by_somebody_else(visit):
    """Ann takes the machine's estimate with a reason; Bilal, not Ann, approves it; both names stand with it."""
    ann, bilal = visit("Ann"), visit("Bilal")
    page = ann.open("/questions/people")
    page.get_by_role("button", name="Write the finding").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why").fill("Three accounts that know nothing of each other say so.")
    assert ann.barriers() == []
    dialog.get_by_role("button", name="Keep the finding").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("Three accounts that know nothing of each other say so.").first).to_be_visible()
    page = bilal.open("/questions/people")
    page.get_by_role("button", name="Approve or refuse").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("I read the three accounts.")
    dialog.get_by_role("button", name="Approve").click()
    expect(dialog).to_have_count(0)
    status, view = ann.api("GET", "questions/people")
    assert status == 200
    assert view["standpoint"]["is_approved"] and view["standpoint"]["reviewer"] == "Ann"
    bilal.settle()
    assert bilal.barriers() == []


def test_from_a_contradiction_to_its_words_to_the_page(visit):
    """By presses alone: a contradiction on the first page, its claims' exact words, one claim, the place in its item."""
    visitor = visit()
    page = visitor.page
    page.get_by_role("button", name="Contradiction", exact=False).first.click()
    named = page.locator("main a[data-decision]").first
    sentence = named.locator("[dir=auto]").first.inner_text()
    named.click()
    page.wait_for_url("**/questions/**")
    contradiction = page.locator("li[id^='contradiction-']", has_text=sentence)
    expect(contradiction).to_be_in_viewport()
    expect(contradiction.get_by_role("button", pressed=True)).to_have_text(re.compile(re.escape(sentence)))
    claim = contradiction.locator("button.claim").first
    quoted = claim.locator(".quote").inner_text()
    claim.click()
    page.wait_for_url("**/claims?claim=*")
    opened = page.get_by_role("complementary", name="Claim", exact=True)
    words = opened.locator("blockquote mark").inner_text()
    assert words and words in quoted
    expect(opened.get_by_text(sentence)).to_be_visible()
    item = opened.locator("a[href^='/reader/']").first
    name = item.inner_text().strip()
    item.click()
    page.wait_for_url("**/reader/**")
    current = page.locator("main .passage .current")
    expect(current.first).to_be_in_viewport()
    assert "".join(current.all_inner_texts()) == words
    page.get_by_role("button", name="Origin").click()
    expect(page.locator("aside.drawer").get_by_text(name).first).to_be_visible()
    visitor.settle()
    assert visitor.barriers() == []
    for address in ("/claims?claim=", "/questions/"):
        page.go_back()
        page.wait_for_url(f"**{address}*")
    expect(contradiction).to_be_visible()
