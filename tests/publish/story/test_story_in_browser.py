"""The story in a browser, opened from disk: skipped where no Chromium is installed (Debian: apt-get install chromium)."""

import sys
from pathlib import Path

import pytest
from example import ARABIC, ENGLISH, edition

sys.path.append(str(Path(__file__).parents[3] / "benchmarks"))

import browser as chromium

from testimonia.publish.story.rendering import render_story

pytestmark = pytest.mark.skipif(not chromium.find_chromium(), reason="no Chromium")

LATER = "new Promise(done => setTimeout(done, 400))"
SEEN = "getComputedStyle(document.querySelector('.panel-body')).display"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The example in both languages on disk."""
    top = tmp_path_factory.mktemp("story")
    for name, text in (("en", ENGLISH), ("ar", ARABIC)):
        for path, data in render_story(edition(text)).items():
            file = top / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    return top


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_opens_from_disk_and_asks_only_for_its_own_files(folder, language):
    """No violation of the policy, no error, and every request stays in the folder."""
    with chromium.Browser() as browser:
        for file in sorted((folder / language).rglob("*.html")):
            page = browser.open(file)
            assert page.errors == (), file.name
            assert all(one.startswith((folder / language).as_uri()) for one in page.requests), file.name


def test_a_drawer_takes_the_keyboard_and_gives_it_back(folder):
    """A mark opens its panel and the keyboard goes in; Escape closes it, and the reader stands where they were."""
    with chromium.Browser() as browser:
        browser.open(folder / "en" / "index.html")
        browser.ask("document.getElementById('ref-5').click()")
        browser.ask(LATER)
        opened = browser.ask("document.activeElement.id")
        assert opened.startswith("evidence-claim-")
        assert browser.ask(f"getComputedStyle(document.getElementById('{opened}')).position") == "fixed"
        browser.press("Escape")
        browser.ask(LATER)
        assert browser.ask("document.activeElement.id") == "ref-5"


def test_the_route_is_drawn_as_one_reads(folder):
    """Before the first step no leg is drawn, at the last all are."""
    drawn = "document.querySelectorAll('.map.wide .leg.drawn').length"
    with chromium.Browser() as browser:
        browser.open(folder / "en" / "index.html")
        assert browser.ask(drawn) == 0
        browser.ask("document.querySelector('.step:last-child').scrollIntoView({block: 'center'})")
        browser.ask(LATER)
        assert browser.ask(drawn) == 3


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_runs_off_the_page(folder, language, width):
    """No page scrolls sideways, down to the width WCAG asks for (1.4.10 Reflow: 320 CSS pixels)."""
    with chromium.Browser(width=width, height=800) as browser:
        for name in ("index.html", "how-we-know.html", "corrections.html"):
            browser.open(folder / language / name)
            assert browser.ask("document.documentElement.scrollWidth") <= width, name
