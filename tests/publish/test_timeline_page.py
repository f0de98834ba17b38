"""The timeline as one HTML file."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from testimonia.model.events import Bearing, Importance, OrderClash
from testimonia.model.findings import Standing
from testimonia.publish.timeline_page import to_html
from tests.publish.sheets import ARABIC, AROUND_FOUR, BEFORE, DEPARTURE, JOURNEY, SINCE, UNDATED, WEEK, day, event, sheet

ALL = (DEPARTURE, WEEK, AROUND_FOUR, BEFORE, SINCE, JOURNEY, UNDATED, ARABIC)


def page(*events, **fields):
    return HTMLParser(to_html(sheet(*events, **fields)))


def texts(nodes):
    return [" ".join(node.text().split()) for node in nodes]


def test_the_page_asks_the_network_for_nothing():
    """No address, no module, no import, and a policy that forbids every request."""
    text = to_html(sheet(*ALL))
    assert re.findall(r"(?:\bsrc=|\bhref=|url\(|@import|https?:|type=\"module\"|fetch|XMLHttpRequest)", text) == []
    assert "default-src 'none'" in text


def test_what_people_say_cannot_become_markup():
    """Words, titles and names are escaped wherever they stand."""
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    tree = page(event(evil, words=evil), title=evil)
    assert len(tree.css("script")) == 1
    assert tree.css("img") == []


@pytest.mark.parametrize("view", ["time", "source", "place"])
def test_every_event_stands_in_every_view(view):
    """Undated ones and those without a place too; an event of two sources stands in both lanes."""
    tree = page(*ALL)
    shown = texts(tree.css(f"[data-view={view}] .what"))
    assert set(shown) == {one.what for one in ALL}
    assert len(shown) == len(ALL) + (view == "source")


def test_lanes_are_by_source_and_by_place():
    """Each with its number of events; what has no place stands last."""
    tree = page(AROUND_FOUR, DEPARTURE)
    assert texts(tree.css("[data-view=source] .lane h2")) == ["Mahmoud 1", "Residents 1", "a driver 1"]
    assert texts(tree.css("[data-view=place] .lane h2")) == ["Shanine 1", "no place named 1"]


def test_undated_events_stand_below_without_a_bar():
    """Under a heading of their own."""
    tree = page(DEPARTURE, UNDATED)
    assert texts(tree.css("[data-view=time] .undated .what")) == [UNDATED.what]
    assert tree.css(".undated .bar") == []


def test_a_table_says_the_same():
    """One row an event with the words, what is known, who says so, EDTF, precision, and how well it is supported."""
    tree = page(*ALL)
    assert len(tree.css("tbody tr")) == len(ALL)
    four = texts(tree.css("tbody tr")[2].css("td"))
    what = "People were told to stay indoors"
    known, who = "2017-10-12 15:30-16:30", "Mahmoud, Residents"
    precise = ["exact day", "the place itself"]
    assert four == [known, "about four", what, "Shanine", who, "2017-10-12", *precise, ""]  # no question asks for it
    assert tree.css_first("caption") is not None
    assert all(head.attributes["scope"] == "col" for head in tree.css("th"))


def test_what_was_found_stands_with_the_event():
    """Question, answer, standing in the page's language, whose finding it is, and why the event does not follow it."""
    begun = Bearing("f-1", "q-1", "When did it leave?", "time", "the 12th", Standing.CORROBORATED, "A. Editor", is_taken=True)
    ended = Bearing("f-2", "q-2", "Where did it end?", "place", "Tabqa", Standing.CONTESTED, note="nobody knows")
    left = event("It left", *day("2017-10-12"), prec=1, findings=(begun, ended), standing="corroborated")
    said = page(left).body.text()
    assert "When did it leave? the 12th (corroborated, concluded by A. Editor, the event follows it)" in said
    assert "Where did it end? Tabqa (contested, suggested, nobody knows)" in said
    assert texts(page(left).css("tbody td"))[-1] == "corroborated"
    assert "مؤيَّد" in page(left, language="ar").body.text()


def test_bars_are_soft_where_the_time_is_not_known():
    """A day is unsure all along, a journey is sure between its ends, and an open side fades away."""
    kinds = {one.what: page(DEPARTURE, one).css("[data-view=time] .bar")[1].attributes for one in (BEFORE, SINCE, JOURNEY)}
    assert kinds[BEFORE.what]["class"] == "bar opens"
    assert kinds[SINCE.what]["class"] == "bar closes"
    assert kinds[JOURNEY.what]["class"] == "bar"
    sure = re.search(r"--a:([\d.]+)%;--b:([\d.]+)%", kinds[JOURNEY.what]["style"])
    assert 10 < float(sure[1]) < float(sure[2]) < 90
    assert page(DEPARTURE).css_first(".bar").attributes["class"] == "bar unsure"


def test_an_arabic_page_runs_from_right_to_left():
    """Its own words are Arabic, and dates keep their direction."""
    tree = page(ARABIC, BEFORE, language="ar")
    assert tree.css_first("html").attributes["dir"] == "rtl"
    assert texts(tree.css(".views > label")) == ["حسب الزمن", "حسب المصدر", "حسب المكان"]
    assert "قبل \u20662017-10-12\u2069" in tree.css("tbody tr")[1].text()


def test_events_open_by_keyboard_without_a_script():
    """Each is a native disclosure, and the views are radio buttons with labels."""
    tree = page(*ALL)
    assert all(node.parent.tag == "details" for node in tree.css(".event > summary"))
    assert {node.attributes["for"] for node in tree.css(".views > label")} == {
        node.attributes["id"] for node in tree.css("input[type=radio]")
    }


def test_important_days_and_impossible_orders_come_first():
    """With the reason of each day and the sentence of each order."""
    tree = page(
        DEPARTURE,
        days=(Importance("2017-10-12", 2.0, 4, 3, "4 pieces of material speak of it"),),
        clashes=(OrderClash("x-1", ("e-1",), ("c-1",), "This order cannot be: one; other."),),
    )
    assert texts(tree.css(".days li")) == ["2017-10-12 4 pieces of material speak of it"]
    assert texts(tree.css(".clash li")) == ["This order cannot be: one; other."]


def test_a_timeline_without_any_date_is_a_page():
    """No axis and no bar, and nothing fails; the same goes for no events at all."""
    assert page(UNDATED).css(".axis, .bar") == []
    assert page().css("tbody tr") == []


def test_the_same_timeline_gives_the_same_bytes():
    """No clock and no chance."""
    assert to_html(sheet(*ALL)) == to_html(sheet(*ALL))
