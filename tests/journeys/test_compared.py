"""What was decided is found again, with who, when and why; two states say what differs; a decision is taken back."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


def claim_of(visitor, question, source):
    rows = visitor.api("GET", f"claims?question={question}&limit=50")[1]["rows"]
    return next(row for row in rows if row["source"] == source and row["value_type"] == "amount")


def test_a_rejected_claim_shows_in_the_comparison_and_is_taken_back(visit):
    """The answer that hung on it changes in a sentence, in English and in Arabic; taken back, nothing differs any more."""
    visitor = visit()
    page = visitor.page
    row = claim_of(visitor, "fighters", "SDF")
    page.goto(f"{visitor.served.url}/reader/{row['item_id']}?mark={row['id']}")
    card = page.get_by_role("article", name="Current mark")
    expect(card).to_contain_text(row["words"])
    page.keyboard.press("x")
    expect(page.locator(f"[data-card='{row['id']}']")).to_contain_text("rejected")
    job = "() => fetch('/api/v1/questions/fighters').then((a) => a.json()).then((q) => !q.finding?.is_stale)"
    page.wait_for_timeout(4000)
    page.wait_for_function(job, timeout=120_000)
    visitor.open("/history")
    change = page.locator("[data-change]").first
    expect(change).to_contain_text("rejected")
    expect(change).to_contain_text(row["words"])
    expect(change).to_contain_text("Ann")
    change.get_by_role("button", name="Compare since").click()
    told = page.get_by_role("article").filter(has_text="How many fighters left Raqqa?")
    expect(told).to_contain_text("instead of between 24 and 60 fighters (SDF)", timeout=60_000)
    expect(page.get_by_role("status").filter(has_text="1 decision between the two by Ann.")).to_be_visible()
    visitor.settle()
    assert visitor.barriers() == []
    page.get_by_label("Language").select_option("ar")
    expect(told).to_contain_text("بدل بين 24 و60 مقاتلا", timeout=60_000)
    assert visitor.barriers() == []
    page.get_by_role("combobox").filter(has_text="English").select_option("en")
    visitor.open("/history")
    change = page.locator("[data-change]").first
    change.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-change]").first).to_contain_text("taken back")
    number = visitor.api("GET", "history?limit=1")[1]["rows"][0]["number"]
    found = visitor.api("GET", f"history/compare?from={number - 2}")[1]
    assert (found["judgements_total"], found["claims"], found["findings"]) == (2, [], [])
    assert visitor.api("GET", f"claims/{row['id']}")[1]["state"] == "suggested"
