"""A story is written, checked and published; and a publication is stopped by what would give a source away."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import EXAMPLE
from tests.journeys.served import serving

pytestmark = pytest.mark.slow

PASSPHRASE = "for the demonstration only: known to everybody"
PHONE_NUMBER = "+963 000 555 101"
"""Of the first driver, in `identities.toml`; invented."""


def test_a_mistake_is_marked_where_it_stands(visit):
    """A number that no account gives is marked in the text and named beside it, at its line; put right, it is gone."""
    visitor = visit()
    page = visitor.open("/story/story")
    field = page.get_by_label("Text of the story")
    text = field.input_value()
    wrong = text.replace("carried 112 people", "carried 212 people")
    assert wrong != text
    field.fill(wrong)
    line = wrong[: wrong.index("212 people")].count("\n") + 1
    problem = page.locator("article.problem", has_text="212").first
    expect(problem).to_be_visible(timeout=180_000)
    expect(problem.get_by_text(f"line {line}", exact=True)).to_be_visible()
    expect(page.locator(".mark", has_text="212").first).to_be_attached()
    field.fill(text)
    expect(page.locator("article.problem", has_text="212")).to_have_count(0)
    visitor.settle()
    assert visitor.barriers() == []


def test_two_people_who_write_at_once_see_each_other_s_text(visit):
    """Who saves second is shown both texts and decides; nothing is overwritten unseen."""
    ann, bilal = visit("Ann"), visit("Bilal")
    pages = [ann.open("/story/story"), bilal.open("/story/story")]
    fields = [page.get_by_label("Text of the story") for page in pages]
    text = fields[0].input_value()
    expect(fields[1]).to_have_value(text)
    fields[1].fill(text + "\nBilal was here.\n")
    fields[0].fill(text + "\nAnn was here.\n")
    pages[1].get_by_role("button", name="Save", exact=True).click()
    expect(pages[1].get_by_text("The story is saved.")).to_be_visible()
    pages[0].get_by_role("button", name="Save", exact=True).click()
    dialog = pages[0].get_by_role("dialog")
    expect(dialog.get_by_text("Somebody changed this meanwhile").first).to_be_visible()
    assert ann.barriers() == []
    dialog.get_by_role("button", name="Keep what is there").click()
    expect(fields[0]).to_have_value(text + "\nBilal was here.\n")
    fields[0].fill(text)
    pages[0].get_by_role("button", name="Save", exact=True).click()
    expect(pages[0].get_by_text("The story is saved.")).to_be_visible()
    ann.settle()
    expect(fields[0]).to_have_value(text)
    assert ann.api("GET", "stories/story.md")[1]["text"] == text


def test_a_binding_is_found_by_words_and_put_in(visit):
    """Words lead to what can be bound; Enter puts it where the caret stands."""
    page = visit().open("/story/story?show=insert")
    field = page.get_by_label("Text of the story")
    field.press("Control+End")
    page.get_by_role("combobox", name="Find what to bind").fill("shanine")
    found = page.get_by_role("listbox", name="What can be bound").get_by_role("option")
    expect(found.first).to_contain_text("anine")
    first = found.first.locator("code").inner_text()
    page.get_by_role("combobox", name="Find what to bind").press("Enter")
    assert field.input_value().rstrip().endswith(first)


def test_a_planted_leak_stops_the_publication(visit, served):
    """A source's number in the story: signed off and typed, the gate stops it, names file, place and whose; nothing is out."""
    folder = Path(served.folder)
    shutil.copy(EXAMPLE / "story.md", folder / "story.md")
    visitor = visit()
    page = visitor.open("/story/story")
    field = page.get_by_label("Text of the story")
    clean = field.input_value()
    planted = re.sub(r"(?m)^contact: .*$", f"contact: Call {PHONE_NUMBER}.", clean)
    assert planted != clean
    field.fill(planted)
    field.press("Control+s")
    expect(page.get_by_text("The story is saved.")).to_be_visible()
    page.get_by_role("link", name="To publishing").click()
    page.wait_for_url("**/publish?story=*")
    publish = page.get_by_role("button", name="Publish …")
    expect(publish).to_be_disabled(timeout=180_000)
    for box in page.get_by_label("I have looked at this and stand for it").all():
        box.check()
    expect(publish).to_be_enabled()
    publish.click()
    dialog = page.get_by_role("dialog")
    send = dialog.get_by_role("button", name="Publish", exact=True)
    expect(send).to_be_disabled()
    dialog.get_by_label("Folder below").fill("leaky")
    dialog.get_by_label("Passphrase of the vault").fill(PASSPHRASE)
    expect(send).to_be_disabled()
    typed = dialog.get_by_label(re.compile(r"^Type \w+ to confirm"))
    typed.fill("yes")
    expect(send).to_be_disabled()
    asked = re.search(r"Type (\w+) to confirm", dialog.inner_text())
    typed.fill(asked[1])
    assert visitor.barriers() == []
    send.click()
    gate = page.locator("[data-entry=gate]")
    leaks = gate.get_by_role("list", name="What the gate found")
    expect(leaks).to_be_visible(timeout=180_000)
    expect(leaks.get_by_text("abu_fawzi").first).to_be_visible()
    expect(leaks.get_by_text(".html").first).to_be_visible()
    assert PHONE_NUMBER not in page.content()
    assert not (folder / "published" / "leaky").exists()
    visitor.settle()
    assert visitor.barriers() == []


def test_a_release_is_asked_for_by_one_and_approved_by_another(chromium, sample, tmp_path, visit):
    """Under four eyes Ann asks and cannot approve; Bilal types the id and approves; the list then says who did what."""
    folder = shutil.copytree(sample, tmp_path / "case", symlinks=True)
    settings = folder / "investigation.toml"
    settings.write_text(settings.read_text().replace("four_eyes = false", "four_eyes = true"))
    with (folder / "story.md").open("a") as story:
        story.write("\nHe did not want to talk about it at all.\n")
    with serving(folder, people=("Ann", "Bilal"), beside=tmp_path / "server") as server:
        ann = visit("Ann", server=server)
        status, _ = ann.api(
            "POST", "judgements", {"act": "reject", "target": _claim(ann), "reason": "no account"}, if_match=_etag(ann)
        )
        assert status in (200, 201)
        page = ann.open("/publish?part=releases")
        page.get_by_role("button", name="Ask for a release").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("What it is for").fill("the second story")
        dialog.get_by_label("Passphrase of the vault").fill(PASSPHRASE)
        dialog.get_by_role("button", name="Ask for it").click()
        expect(dialog).to_have_count(0, timeout=60_000)
        expect(page.get_by_text("Ann asked for it: somebody else has to decide.")).to_be_visible()
        expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
        bilal = visit("Bilal", server=server)
        page = bilal.open("/publish?part=releases")
        page.get_by_role("button", name="Approve", exact=True).click()
        dialog = page.get_by_role("dialog")
        status, releases = bilal.api("GET", "releases")
        dialog.get_by_label("Reason").fill("I read what it says and what it holds back.")
        dialog.get_by_label("Passphrase of the vault").fill(PASSPHRASE)
        dialog.get_by_label("Type ").fill(releases["rows"][0]["id"][:12])
        dialog.get_by_role("button", name="Approve", exact=True).click()
        expect(dialog).to_have_count(0, timeout=60_000)
        record = bilal.api("GET", "releases")[1]["rows"][0]["record"]
        assert (record["state"], record["requested_by"], record["decided_by"]) == ("approved", "Ann", "Bilal")


def _claim(visitor):
    return visitor.api("GET", "claims?limit=1&sort=worth&state=suggested")[1]["rows"][0]["id"]


def _etag(visitor):
    return f'"{visitor.api("GET", "claims?limit=1&sort=worth&state=suggested")[1]["rows"][0]["etag"]}"'
