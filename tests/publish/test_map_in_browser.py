"""The page in a browser, opened from disk: skipped where no Chromium is installed (Debian: apt-get install chromium)."""

import sys
from pathlib import Path

import pytest
from map_cases import the_convoy

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import browser as chromium

from testimonia.publish.map_page import map_page

pytestmark = pytest.mark.skipif(not chromium.find_chromium(), reason="no Chromium")

IS_FADED = "document.getElementById('{}').classList.contains('faded')"
WIDTH = "document.getElementById('map').viewBox.baseVal.width"
TURN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(map_page(the_convoy()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def opened(file):
    """One browser for all tests that only look."""
    with chromium.Browser() as browser:
        yield browser, browser.open(file)


def test_it_opens_from_disk_without_an_error_and_asks_for_nothing(opened):
    """No exception, no violation of its own policy, no request, and the map is drawn."""
    _, page = opened
    assert page.errors == ()
    assert page.requests == ()
    assert page.drawn_ms > 0


def test_a_place_shows_the_words_behind_it(opened):
    """A click on the point puts the row's words into the panel, with source and date."""
    browser, _ = opened
    point = "const box = document.querySelector('#m-Tabqa .dot').getBoundingClientRect();"
    x, y = browser.ask(f"(() => {{ {point} return [box.x + box.width / 2, box.y + box.height / 2]; }})()")
    browser.click(x, y)
    words = browser.ask("document.getElementById('panel').textContent")
    assert "They left Tabqa at noon." in words
    assert "a driver" in words
    assert "2017-11-01" in words


def test_keys_move_zoom_and_choose(opened):
    """Everything a mouse can do with the map, the keyboard can."""
    browser, _ = opened
    browser.ask("document.getElementById('stage').focus()")
    before = browser.ask(WIDTH)
    browser.press("+")
    browser.ask(TURN)
    assert browser.ask(WIDTH) == pytest.approx(before / 1.4, rel=0.01)
    left = browser.ask("document.getElementById('map').viewBox.baseVal.x")
    browser.press("ArrowRight")
    browser.ask(TURN)
    assert browser.ask("document.getElementById('map').viewBox.baseVal.x") > left
    browser.press("0")
    browser.ask(TURN)
    assert browser.ask(WIDTH) == pytest.approx(before, rel=0.001)
    browser.press("Escape")
    browser.press("n")
    assert browser.ask("document.getElementById('panel-status').textContent").startswith("Raqqa")


def test_time_fades_what_lies_outside_and_leaves_the_undated(opened):
    """The first day only: the leg of two days later fades, undated places and legs do not."""
    browser, _ = opened
    slide = "const to = document.getElementById('to'); to.value = 0; to.dispatchEvent(new Event('input'))"
    browser.ask(f"(() => {{ {slide} }})()")
    faded = {name: browser.ask(IS_FADED.format(name)) for name in ("m-Raqqa", "m-Tabqa", "m-Markada", "r-1-l-0-0", "r-1-l-2-0")}
    assert faded == {"m-Raqqa": False, "m-Tabqa": True, "m-Markada": False, "r-1-l-0-0": True, "r-1-l-2-0": False}
    browser.ask("document.getElementById('all-time').click()")
    assert not browser.ask(IS_FADED.format("r-1-l-0-0"))


def test_shown_labels_do_not_cover_each_other(opened):
    """As the browser measures them, with the fonts it has."""
    browser, _ = opened
    boxes = browser.ask(
        "[...document.querySelectorAll('.label:not(.off) text')].map(text => text.getBoundingClientRect())"
        ".map(box => [box.left, box.top + 3, box.right, box.bottom - 3])"
    )
    assert len(boxes) > 3
    meeting = [(a, b) for a in boxes for b in boxes if a < b and a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
    assert meeting == []


def test_nothing_is_wider_than_a_phone(file):
    """At 390 pixels nobody has to scroll sideways."""
    with chromium.Browser(width=390, height=844) as browser:
        page = browser.open(file)
        assert page.errors == ()
        browser.ask("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        assert browser.ask("document.documentElement.scrollWidth") <= 390


def test_without_a_script_the_drawing_and_the_tables_are_there(file):
    """A browser that runs no script shows the same places, and no control that would do nothing."""
    with chromium.Browser(script=False) as browser:
        page = browser.open(file)
        assert page.errors == ()
        tree = browser.call("DOM.getDocument", depth=-1)["root"]["nodeId"]
        shown = browser.call("DOM.querySelectorAll", nodeId=tree, selector="[hidden] #from, #tools[hidden], #m-Raqqa")[
            "nodeIds"
        ]
        assert len(shown) == 3


def test_on_a_telephone_no_label_is_cut(file):
    """Every label that is seen is whole inside the map, the case's first place is named, and nothing scrolls sideways."""
    boxes = (
        "(() => { const map = document.getElementById('map').getBoundingClientRect();"
        " const shown = Array.from(document.querySelectorAll('.label:not(.off)')).map(one => one.getBoundingClientRect());"
        " const seen = shown.filter(box => box.right > map.left && box.left < map.right);"
        " return seen.filter(box => box.bottom > map.top && box.top < map.bottom)"
        ".map(box => [box.left - map.left, map.right - box.right, box.top - map.top, map.bottom - box.bottom]); })()"
    )
    with chromium.Browser() as browser:
        size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
        browser.call("Emulation.setDeviceMetricsOverride", **size)
        assert browser.open(file).errors == ()
        rooms = browser.ask(boxes)
        assert rooms
        assert min(room for one in rooms for room in one) >= 0
        assert browser.ask("document.querySelector('.label.place[data-for=m-Raqqa]').classList.contains('off')") is False
        assert browser.ask("document.documentElement.scrollWidth") <= 390
