"""The chart in HTML: alone on a page, and as a figure in another."""

import base64
import hashlib
import re

from chart_cases import a_chart, an_account
from release_builder import example_release

from testimonia.publish.accounts.page import accounts_figure, accounts_page
from testimonia.publish.accounts.released import released_chart


def example(language="en"):
    return released_chart(example_release(language=language), "question-people")


def test_the_page_needs_nothing_and_nobody():
    """No script, no request, a policy that names the one style sheet by its hash; the same bytes each time."""
    page = accounts_page(example())
    assert page == accounts_page(example())
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in page
    assert "default-src &#39;none&#39;" in page
    assert not re.findall(r"<script|<link|<img|<iframe|src=|href=|url\(|style=| on\w+=\"", page.replace(style, ""))
    assert not re.findall(r"url\(|@import", style)


def test_there_is_a_picture_for_wide_and_one_for_narrow_pages():
    """Both are images with a title and description of their own; the style sheet shows one of them."""
    figure = accounts_figure(example(), key="people")
    assert figure.count('role="img"') == 2
    ids = re.findall(r' id="([^"]+)"', figure)
    assert len(ids) == len(set(ids))
    for name in ("people-wide-title", "people-wide-desc", "people-narrow-title", "people-narrow-desc"):
        assert name in ids


def test_two_figures_share_no_id():
    """A story has several charts on one page."""
    one, other = (set(re.findall(r' id="([^"]+)"', accounts_figure(example(), key=key))) for key in ("a", "b"))
    assert not one & other


def test_the_table_says_the_same_and_has_every_account():
    """Also those that the picture has no room for."""
    accounts = [an_account(f"{n} people", by=f"driver {n}") for n in range(10, 100)]
    page = accounts_page(a_chart(*accounts))
    assert page.count('<th scope="row">') == 90
    assert "30 more, " in page
    table = accounts_page(example()).partition("<table")[2]
    for said in (
        "Nadim (driver)",
        "3,800 (3,600 to 4,000)",
        "declines to say",
        "36 (24 to 60) (earlier)",
        "agreed on: at most 500",
    ):
        assert said in table
    assert "“I will not talk about numbers.”" in table
    assert "(words withheld)" in table


def test_an_arabic_page_is_right_to_left():
    """Language and direction are those of the release; nothing of the page's own is English."""
    page = accounts_page(example("ar"))
    assert '<html lang="ar" dir="rtl">' in page
    visible = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert set(re.findall(r"[A-Za-z]{3,}", visible)) <= {"people"}  # the question's unit, as its editors wrote it
