"""Each view in Arabic, on a telephone, in the dark: no barrier, no word left over, nothing wider than the window."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from testimonia.pipeline.investigation import Investigation
from tests.journeys.conftest import EXAMPLE, PEOPLE
from tests.journeys.served import serving
from tests.journeys.visitor import PHONE

pytestmark = pytest.mark.slow

VIEWS = (
    "/",
    "/questions",
    "/questions/people",
    "/questions/fighters?contradiction={questions/fighters contradictions.0.id}",
    "/claims",
    "/claims?value=more than 40 lorries",
    "/claims?claim={claims?sort=worth}",
    "/claims/review",
    "/reader",
    "/reader/{items?q=abu-fawzi-interview}",
    "/reader/{items?q=terms-of-the-deal}",
    "/reader/{items?q=convoy}",
    "/reader/{items?q=second-driver-ar}",
    "/reader/{items?q=muhanad-on-camera}",
    "/reader/{items?q=abu-fawzi-interview}?beside=inert",
    "/sources",
    "/sources?as=graph",
    "/sources/{sources}",
    "/timeline",
    "/timeline?lanes=source&event={timeline sheet.rows.0.event.id}",
    "/timeline?source={sources}",
    "/map",
    "/map?place={map places.0.id}",
    "/map?question=route_end",
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
    "/history?show=compare&from=0&to=1",
    "/nowhere",
)
"""Addresses; what stands in braces is the id of the first row that the API gives there."""
FORMS = {
    "the list of keys": ("/", "?"),
    "a correction": ("/claims", "c"),
    "a merger": ("/claims", "m"),
    "a finding": ("/questions/people", "Write the finding"),
    "a correction beside the text": ("/reader/{items?q=abu-fawzi-interview}", "j", "c"),
    "where an item came from": ("/reader/{items?q=abu-fawzi-interview}", "Origin"),
    "a grade": ("/sources/{sources}", "c"),
    "a true name": ("/sources/{sources}", "Ask for the true name …"),
    "a new story": ("/story", "New story"),
}
"""A form: the address from which it opens, and the keys or buttons that open it."""


NOT_ARABIC = """() => [...document.querySelectorAll('nav a, h1, h2, button, th, label')]
  .filter((one) => !one.closest('bdi, [dir=auto], [lang=en]') && !one.querySelector('bdi, [dir=auto], kbd'))
  .map((one) => one.textContent.trim())
  .filter((text) => /[A-Za-z]{3,}/.test(text) && !/[\u0600-\u06ff]/.test(text))"""
"""Words of the program itself that are not Arabic; what stands in the case may be in any language and is marked as such."""


@pytest.fixture(scope="module")
def served(sample, tmp_path_factory):
    """A server on the sample and a picture, which the sample's material has none of."""
    beside = tmp_path_factory.mktemp("everywhere")
    folder = shutil.copytree(sample, beside / "case", symlinks=True)
    with Investigation.open(folder, by="sample") as case:
        case.ingest([EXAMPLE / "convoy.png"])
        case.run()
    with serving(folder, people=PEOPLE, beside=beside / "server") as server:
        yield server


def found(visitor, address):
    """An address with the ids that the API gives for what stands in braces: `{claims?limit=1}`, `{map places.0.id}`."""

    def look_up(asked):
        path, _, where = asked[1].partition(" ")
        status, value = visitor.api("GET", path)
        assert status == 200, (asked[1], status)
        for part in (where or "rows.0.id").split("."):
            value = value[int(part) if part.isdigit() else part]
        return value

    return re.sub(r"\{(.+?)\}", look_up, address)


@pytest.fixture(params=VIEWS)
def address(request):
    return request.param


def test_no_view_has_a_barrier(visit, address):
    """axe finds nothing on any view, in the light and in the dark."""
    visitor = visit()
    visitor.open(found(visitor, address))
    visitor.settle()
    assert visitor.barriers() == []
    visitor.page.emulate_media(color_scheme="dark")
    visitor.settle()
    assert visitor.barriers() == []


def test_every_view_is_usable_on_a_telephone(visit, address):
    """At 390 pixels nothing is wider than the window, and there is no barrier."""
    visitor = visit(viewport=PHONE, has_touch=True)
    visitor.open(found(visitor, address))
    visitor.settle()
    assert visitor.overflow() <= 0
    assert visitor.barriers() == []


def test_every_view_speaks_arabic_from_right_to_left(visit, address):
    """In Arabic the page runs from right to left, its heading and buttons are Arabic, and nothing overflows."""
    visitor = visit(locale="ar")
    page = visitor.open(found(visitor, address))
    visitor.settle()
    assert page.evaluate("() => [document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert visitor.overflow() <= 0
    assert page.evaluate(NOT_ARABIC) == []
    assert visitor.barriers() == []


@pytest.mark.parametrize("form", FORMS)
def test_no_form_has_a_barrier(visit, form):
    """axe finds nothing on what opens above a view, in the light, in the dark and on a telephone; Escape closes it."""
    address, *openers = FORMS[form]
    visitor = visit()
    page = visitor.open(found(visitor, address))
    visitor.settle()
    for opener in openers:
        if len(opener) == 1:
            page.keyboard.press(opener)
        else:
            page.get_by_role("button", name=opener, exact=True).click()
    opened = page.locator("dialog[open], aside.drawer")
    expect(opened).to_be_visible()
    visitor.settle()
    assert visitor.barriers() == []
    page.emulate_media(color_scheme="dark")
    visitor.settle()
    assert visitor.barriers() == []
    page.set_viewport_size(PHONE)
    visitor.settle()
    assert visitor.overflow() <= 0
    assert visitor.barriers() == []
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)


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
