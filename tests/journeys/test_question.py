"""A question is answered: the finding, its approval, and the way from a contradiction to the page."""

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
    """Two allies contradict each other on the fighters: the sentence, each claim's exact words, the item they stand in."""
    visitor = visit()
    page = visitor.open("/questions/fighters")
    contradiction = page.locator("[id^='contradiction-']").first
    expect(contradiction).to_be_visible()
    status, view = visitor.api("GET", "questions/fighters")
    assert status == 200
    claim = view["contradictions"][0]["claims"][0]
    contradiction.locator("button.claim").first.click()
    page.wait_for_timeout(300)
    status, row = visitor.api("GET", f"claims/{claim['claim_id']}")
    assert status == 200
    page = visitor.open(f"/claims?claim={claim['claim_id']}")
    expect(page.get_by_text(row["words"][:30]).first).to_be_visible()
    page.locator("a[href^='/reader/']").first.click()
    page.wait_for_url("**/reader/**")
    expect(page.locator("main").get_by_text(row["words"].strip('"“”')[:25]).first).to_be_visible()
    visitor.settle()
    assert visitor.barriers() == []
