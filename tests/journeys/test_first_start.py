"""The first minutes: the link, the first page, the way round."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PEOPLE
from tests.journeys.served import serving
from tests.journeys.visitor import Visitor
from tests.web.asking import make_case

VIEWS = {
    "h": "/",
    "q": "/questions",
    "c": "/claims",
    "r": "/reader",
    "s": "/sources",
    "t": "/timeline",
    "m": "/map",
    "i": "/ingest",
    "w": "/story",
    "p": "/publish",
    "l": "/history",
}


def test_a_new_investigation_opens_by_its_link_and_the_link_works_once(chromium, tmp_path):
    """The smoke journey: on two notes the first page stands without complaint or barrier, and the link is used up."""
    folder = make_case(tmp_path / "case")
    with serving(folder, people=("Ann",), beside=tmp_path / "server") as served:
        visitor = Visitor(chromium, served, "Ann")
        expect(visitor.page.get_by_role("navigation", name="Views")).to_be_visible()
        visitor.settle()
        assert visitor.barriers() == []
        link = served.links["Ann"]
        assert visitor.page.goto(link).status == 403
        expect(visitor.page.get_by_role("heading", name="This link is used up")).to_be_visible()
        assert visitor.barriers() == []
        assert visitor.complaints == []
        visitor.close()


@pytest.mark.slow
def test_the_sample_opens_on_what_needs_a_decision(visit):
    """Started on the sample, the first page names what is to be decided, how far the work is, and the state of custody."""
    visitor = visit()
    page = visitor.page
    expect(page.get_by_role("banner").get_by_role("paragraph").filter(has_text="Leaving Raqqa")).to_be_visible()
    visitor.settle()
    status, home = visitor.api("GET", "home")
    assert status == 200
    assert home["decisions"] and home["progress"]["questions"] > 40
    expect(page.locator("main").get_by_role("heading", name="Waiting for you")).to_be_visible()
    assert visitor.barriers() == []


@pytest.mark.slow
def test_two_keys_lead_to_every_view(visit):
    """`g` and a letter open each view, which says what it is in a heading."""
    visitor = visit()
    page = visitor.page
    for letter, path in VIEWS.items():
        page.keyboard.press("g")
        page.keyboard.press(letter)
        page.wait_for_url(visitor.served.url + path)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()


@pytest.mark.slow
def test_the_list_of_keys_opens_and_closes_by_keys(visit):
    """`?` lists the keys, Escape takes the list away, and the page beneath is as it was."""
    page = visit().page
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.slow
def test_who_logs_out_is_out(visit, sample, chromium, tmp_path):
    """After logging out nothing of the case is shown, the page says what to do, and its skip link leads to that."""
    folder = shutil.copytree(sample, tmp_path / "case", symlinks=True)
    with serving(folder, people=("Ann",), beside=tmp_path / "server") as server:
        visitor = visit(server=server)
        page = visitor.page
        page.get_by_role("button", name="Log out").click()
        for _ in range(2):
            expect(page.get_by_role("heading", level=1, name="You are not logged in")).to_be_visible()
            expect(page.locator("main#content")).to_be_focused()
            assert "Raqqa" not in page.locator("body").inner_text()
            assert visitor.barriers() == []
            page.locator("a.skip").focus()
            page.keyboard.press("Enter")
            expect(page.locator("main#content")).to_be_focused()
            page.reload()


@pytest.mark.slow
def test_each_person_has_a_link_of_their_own(visit):
    """Two people are logged in at once, each under their own name."""
    for name in PEOPLE:
        expect(visit(name).page.get_by_text(f"Working as {name}")).to_be_visible()
