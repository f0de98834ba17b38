"""Each view in Arabic, on a telephone, in the dark: no barrier, no word left over, nothing wider than the window."""

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import PHONE

pytestmark = pytest.mark.slow

VIEWS = (
    "/",
    "/questions",
    "/questions/people",
    "/claims",
    "/claims/review",
    "/reader",
    "/sources",
    "/timeline",
    "/map",
    "/ingest",
    "/story",
    "/story/story",
    "/story/story?show=insert",
    "/story/story?show=preview",
    "/publish",
    "/publish?part=releases",
    "/publish?part=quotes",
    "/publish?part=mosaic",
    "/history",
)


@pytest.fixture(params=VIEWS)
def path(request):
    return request.param


def test_no_view_has_a_barrier(visit, path):
    """axe finds nothing on any view, in the light and in the dark."""
    visitor = visit()
    visitor.open(path)
    visitor.settle()
    assert visitor.barriers() == []
    visitor.page.emulate_media(color_scheme="dark")
    visitor.page.wait_for_timeout(400)
    assert visitor.barriers() == []


def test_every_view_is_usable_on_a_telephone(visit, path):
    """At 390 pixels nothing is wider than the window, and there is no barrier."""
    visitor = visit(viewport=PHONE, has_touch=True)
    visitor.open(path)
    visitor.settle()
    assert visitor.overflow() <= 0
    assert visitor.barriers() == []


def test_every_view_speaks_arabic_from_right_to_left(visit, path):
    """In Arabic the page runs from right to left, its heading and buttons are Arabic, and nothing overflows."""
    visitor = visit(locale="ar")
    page = visitor.open(path)
    visitor.settle()
    assert page.evaluate("() => [document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert visitor.overflow() <= 0
    assert page.evaluate(
        "() => [...document.querySelectorAll('nav a')].every((one) => /[\\u0600-\\u06ff]/.test(one.textContent))"
    )
    assert visitor.barriers() == []


def test_the_language_is_changed_and_kept(visit):
    """Arabic is chosen once; after a reload it is still there."""
    visitor = visit()
    page = visitor.page
    page.get_by_label("Language").select_option("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.reload()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_the_menu_leads_on_from_a_telephone(visit):
    """On a telephone the menu opens, leads to a view, and closes."""
    page = visit(viewport=PHONE, has_touch=True).page
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Sources", exact=True).click()
    page.wait_for_url("**/sources")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
