"""The page: whole, closed to the outside, safe with other people's words, readable by everybody."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from map_cases import a_case, a_mention, a_place, an_event, the_convoy

from testimonia.publish.map_page import map_page

VOID = {"meta", "input", "br", "path", "circle", "rect", "use"}
EVIL = "</script><img src=x onerror=alert(1)>\"'&<b>"


class Reader(HTMLParser):
    """Elements with their attributes, and whether every element is closed."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.text = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page():
    return map_page(the_convoy())


@pytest.fixture(scope="module")
def read(page):
    return Reader(page)


def test_every_element_is_closed_in_its_place(read):
    """The page does not lean on a browser's forgiveness."""
    assert read.open == []


def test_the_same_case_gives_the_same_bytes(page):
    """Nothing in it depends on the clock, the machine or the order of a set."""
    assert map_page(the_convoy()) == page


def test_nothing_is_asked_from_outside(page, read):
    """No address, no import, no font: every reference stays on the page."""
    assert "://" not in page
    assert not re.search(r"url\((?!#)|@import|@font-face|srcset|<link|<iframe", page)
    for _, attributes in read.elements:
        for name in ("src", "href", "xlink:href", "action", "data", "poster"):
            assert attributes.get(name, "#").startswith("#")


def test_the_policy_allows_this_script_and_this_style_only(page, read):
    """Everything is forbidden but the two, which are named by their hashes; no attribute carries a script or a style."""
    policy = next(meta["content"] for meta in read.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        inner = re.search(rf"<{tag}>(.*?)</{tag}>", page, flags=re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not [name for _, attributes in read.elements for name in attributes if name.startswith("on") or name == "style"]


def test_the_script_is_a_classic_one_that_writes_no_markup():
    """Modules do not load from disk, and words never become elements."""
    script = files("testimonia.publish").joinpath("pages", "map.js").read_text(encoding="utf-8")
    assert not re.search(
        r"\b(import|export)\b|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttp", script
    )
    assert "</script" not in script


def test_words_of_others_stay_words():
    """Markup in a title, a name, a quotation, a source, a file or an event is shown, not obeyed."""
    mention = a_mention(EVIL, before=EVIL, after=EVIL, source=EVIL)
    case = a_case(title=EVIL, places=[a_place("Raqqa", names=[EVIL], mentions=[mention])], events=[an_event("e", EVIL)])
    read = Reader(map_page(case))
    assert read.all("img") == []
    assert read.all("b") == []
    assert len(read.all("script")) == 1
    assert sum(EVIL in text for text in read.text) >= 5


def test_the_table_says_what_the_map_says(page, read):
    """Every place has a row, the one in no gazetteer too, with its words, source, date and file; every leg has one."""
    rows = {attributes.get("id") for attributes in read.all("tr")}
    assert {"row-m-Raqqa", "row-m-Tabqa", "row-m-Markada", "row-m-Shanine", "row-r-1-l-3-0"} <= rows
    assert "in no gazetteer: not drawn" in page
    assert "within 12 km" in page
    assert "They left <mark>Raqqa</mark> at noon." in page
    assert "<time>2017-11-01</time>" in page
    assert "notes.txt, line 3" in page
    assert "Not drawn: an end has no coordinates" in page


def test_protected_sources_are_marked(page):
    """Whoever reads a quotation sees that its source is protected; the page says that it is not for publication."""
    assert page.count('class="protected"') == 1
    assert "Not for publication" in page


def test_other_peoples_words_find_their_own_direction(read):
    """Quotations carry dir=auto and names stand in bdi, so that Arabic runs from the right whatever stands around it."""
    assert all(attributes.get("dir") == "auto" for attributes in read.all("blockquote"))
    assert read.all("bdi")


def test_links_lead_to_what_is_on_the_page(read):
    """Every fragment names an element, and no id is there twice."""
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for attributes in read.all("a")} <= set(ids)


def test_undated_events_stand_in_the_list_without_days(page):
    """What nobody dated is shown and never fades."""
    assert re.search(r'<li data-times="">\s*<span class="when">no date</span>.*?narrow', page)


def test_a_case_without_anything_is_a_page_too():
    """No place, no event, no route: the world, and tables without rows."""
    read = Reader(map_page(a_case()))
    assert read.open == []
    assert len(read.all("svg")) >= 2


def colours(block):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


STYLE = files("testimonia.publish").joinpath("pages", "map.css").read_text(encoding="utf-8")
SCHEMES = dict(
    zip(("day", "night", "paper"), map(colours, re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)), strict=True)
)
TEXT = [("ink", "paper"), ("quiet", "paper"), ("accent", "paper"), ("warn-ink", "warn-paper"), ("mark-ink", "mark")]
TEXT += [(ink, ground) for ink in ("label", "town-ink") for ground in ("land", "sea", "halo", "urban")]
SHAPES = [(shape, ground) for shape in ("place", "r0", "r1", "r2", "r3", "unknown", "border") for ground in ("land", "sea")]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_and_shapes_stand_out_from_their_ground(scheme):
    """WCAG 2.2 AA in every scheme: 4.5 for text, 3 for what a map is read by."""
    named = SCHEMES[scheme]
    weak = {pair: contrast(named[pair[0]], named[pair[1]]) for pair in TEXT if contrast(named[pair[0]], named[pair[1]]) < 4.5}
    weak |= {pair: contrast(named[pair[0]], named[pair[1]]) for pair in SHAPES if contrast(named[pair[0]], named[pair[1]]) < 3}
    assert weak == {}


def test_tables_stay_tables_when_they_are_drawn_as_blocks(page):
    """Rows and cells say what they are, for a telephone's style takes their table display away."""
    body = re.findall(r"<tr[^>]*>", page)
    assert body
    assert all('role="row"' in row for row in body)
    assert page.count("<td ") == page.count('role="cell"')
    assert page.count('<table role="table" aria-labelledby=') == 2
