"""The chart as an SVG file."""

import re
from xml.etree import ElementTree

import pytest
from chart_cases import a_chart, a_finding, an_account, figures
from release_builder import example_release, large_release

from testimonia.model.accounts import AccountShift
from testimonia.model.testimony import Polarity, Role, Stance
from testimonia.publish.accounts.layout import NARROW, WIDE, lay_out
from testimonia.publish.accounts.released import released_chart
from testimonia.publish.accounts.svg import accounts_svg
from testimonia.publish.accounts.texts import texts_in

SVG = "{http://www.w3.org/2000/svg}"


def parts(svg, name):
    """Every element of a class."""
    return [one for one in ElementTree.fromstring(svg).iter() if name in one.get("class", "").split()]


def example(question="people", language="en"):
    return released_chart(example_release(language=language), f"question-{question}")


def test_bars_end_where_their_figures_stand_on_the_axis():
    """A bar of 40 to 60 on an axis from 0 to 100 takes a fifth of it; the band of the finding lies the same way."""
    chart = a_chart(an_account(figures(40, 50, 60)), an_account(figures(0, 0, 100), by="b"), finding=a_finding(45, 50, 55))
    svg = accounts_svg(chart)
    left, right = WIDE.plot
    inner = 0.88 * (right - left)
    widths = sorted(float(bar.get("width")) for bar in parts(svg, "ac-bar"))
    starts = [float(bar.get("x")) for bar in parts(svg, "ac-bar")]
    assert pytest.approx(0.2 * inner, abs=0.11) in widths
    assert pytest.approx(left + 0.06 * (right - left) + 0.4 * inner, abs=0.11) in starts
    band = parts(svg, "ac-band")[0]
    assert float(band.get("width")) == pytest.approx(0.1 * inner, abs=0.11)


def test_right_to_left_is_the_mirror_image():
    """In Arabic the axis begins on the right: each mark stands as far from the right edge as else from the left."""
    chart = a_chart(an_account(figures(40, 50, 60)), an_account(figures(0, 0, 100), by="b"))
    arabic = a_chart(an_account(figures(40, 50, 60)), an_account(figures(0, 0, 100), by="b"), language="ar")
    one, other = (
        sorted(float(mark.get("cx")) for mark in parts(accounts_svg(each), "ac-mark") if mark.get("cx"))
        for each in (chart, arabic)
    )
    assert one == pytest.approx(sorted(WIDE.width - x for x in other), abs=0.11)


@pytest.mark.parametrize("form", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_file_stands_alone_and_is_the_same_each_time(language, form):
    """Well-formed, nothing fetched, no script, nothing outside its edges; two drawings have the same bytes."""
    for question in example_release(language=language).questions:
        svg = accounts_svg(released_chart(example_release(language=language), question.id), form=form)
        assert svg == accounts_svg(released_chart(example_release(language=language), question.id), form=form)
        root = ElementTree.fromstring(svg)
        assert not re.findall(r"(?:href|src|url\(|@import|<script|style=)", svg)
        assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
        width, height = (float(number) for number in root.get("viewBox").split()[2:])
        for text in root.iter(f"{SVG}text"):
            assert 0 <= float(text.get("x")) <= width
            assert float(text.get("y")) <= height


def test_the_description_says_what_the_picture_shows():
    """A screen reader hears question, finding, axis, every account with its words, and what cannot be true together."""
    chart = example()
    root = ElementTree.fromstring(accounts_svg(chart))
    title, spoken = root.find(f"{SVG}title").text, root.find(f"{SVG}desc").text
    assert title == "How many people left with the convoy?"
    for account in chart.accounts:
        assert account.source in spoken
        assert (account.words or "(words withheld)") in spoken
    for said in ("About 3,900 people", "logarithmic", "declines to say", "at least 3,500", chart.links[0].sentence):
        assert said in spoken


def test_shapes_tell_how_a_source_knows():
    """First hand is a circle, hearsay a striped diamond, not said a square; a promise is no report; a denial is crossed out."""
    svg = accounts_svg(
        a_chart(
            an_account(figures(10, 50, 90), by="saw"),
            an_account(figures(10, 50, 90), by="heard", is_first_hand=False),
            an_account(figures(10, 50, 90), by="office", role=Role.OFFICIAL),
            an_account(figures(10, 50, 90), by="hoped", stance=Stance.EXPECTS, is_standing=False),
            an_account(figures(10, 50, 90), by="denied", polarity=Polarity.NEGATED),
            an_account(figures(None, None, None), by="silent", stance=Stance.DECLINES, is_standing=False),
        )
    )
    rows = parts(svg, "ac-row")
    kinds = {}
    for row in rows:
        names = frozenset(row.get("class").split())
        kinds.setdefault(names, []).append([one.tag.removeprefix(SVG) for one in row if "ac-mark" in one.get("class", "")])
    assert kinds[frozenset({"ac-row", "ac-first"})][0] == ["circle"]
    assert kinds[frozenset({"ac-row", "ac-hearsay"})][0] == ["path"]
    assert kinds[frozenset({"ac-row", "ac-unsaid"})][0] == ["rect"]
    assert frozenset({"ac-row", "ac-first", "ac-promise"}) in kinds
    assert len(parts(svg, "ac-stripe")) == 2  # the bar and its example in the key
    assert len(parts(svg, "ac-cross")) == 2
    assert len(parts(svg, "ac-declined")) == 2


def test_an_earlier_position_is_faded_with_an_arrow_to_the_later():
    """The arrow ends at the near end of the later bar."""
    before = an_account("10 people", said_on="2017-10", is_standing=False)
    after = an_account("90 people", said_on="2017-11")
    chart = a_chart(before, after, shifts=(AccountShift(before.id, after.id, "first 10, then 90"),))
    svg = accounts_svg(chart)
    assert len(parts(svg, "ac-earlier")) == 2
    arrow = parts(svg, "ac-shift")[0].get("d")
    layout = lay_out(chart, texts_in("en"), WIDE)
    assert float(arrow.split("L")[-1].split()[0]) < layout.x(layout.rows[1].row.extent.low)
    assert "first 10, then 90" in svg


def test_what_two_voices_say_is_no_arrow():
    """What one source agreed on and another says happened is told in words only."""
    before = an_account("10 people", by="terms", stance=Stance.STIPULATES, is_standing=False)
    after = an_account("90 people", by="driver")
    svg = accounts_svg(a_chart(before, after, shifts=(AccountShift(before.id, after.id, "agreed 10, came 90"),)))
    assert parts(svg, "ac-head") == []
    assert "agreed 10, came 90" in svg


def test_hostile_words_are_only_words():
    """Markup, quotes and direction marks in names and words change nothing."""
    evil = '</text><script>alert(1)</script>"&\u202e'
    svg = accounts_svg(a_chart(an_account("10 people", by=evil, words=evil), question=evil))
    assert "<script" not in svg
    assert "\u202e" not in svg
    ElementTree.fromstring(svg)


def test_a_chart_of_the_case_says_that_it_is_not_cleared():
    """The team's own chart carries the warning, a released one does not."""
    account = an_account("10 people")
    assert "not cleared for publication" in accounts_svg(a_chart(account, is_cleared=False))
    assert "not cleared" not in accounts_svg(a_chart(account))


def test_every_question_of_a_large_release_is_drawn():
    """Whatever a seed makes of it."""
    release = large_release(claims=300)
    for question in release.questions:
        ElementTree.fromstring(accounts_svg(released_chart(release, question.id)))


def test_a_question_nobody_answered_is_drawn_too():
    """No account, no crash."""
    ElementTree.fromstring(accounts_svg(a_chart()))
