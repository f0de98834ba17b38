"""Nothing on the chart stands on anything else."""

import itertools

import pytest
from chart_cases import a_chart, an_account
from release_builder import example_release, large_release

from testimonia.model.accounts import AccountGroup, AccountLink
from testimonia.publish.accounts.layout import DETAIL_PX, NAME_PX, NARROW, QUOTE_PX, TICK_PX, WIDE, lay_out
from testimonia.publish.accounts.pen import LINE, width_px
from testimonia.publish.accounts.released import released_chart
from testimonia.publish.accounts.texts import texts_in

CHARTS = [
    released_chart(release, question.id)
    for release in (example_release(), example_release(language="ar"), large_release(claims=40))
    for question in release.questions
]


@pytest.mark.parametrize("form", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.language}-{chart.question_id}")
def test_rows_and_texts_keep_their_room(chart, form):
    """Each row is as high as its texts, none begins before the one above ends, and no line is wider than its column."""
    layout = lay_out(chart, texts_in(chart.language), form)
    for above, row in itertools.pairwise(layout.rows):
        assert above.top + above.height <= row.top + 1e-9
    for row in layout.rows:
        head = len(row.name) * NAME_PX * LINE + len(row.details) * DETAIL_PX * LINE
        quoted = len(row.quote) * QUOTE_PX * LINE
        assert row.height >= (head + quoted if form.is_stacked else max(head, quoted))
        assert all(width_px(line, NAME_PX, is_bold=True) <= form.names[1] - form.names[0] for line in row.name)
        assert all(width_px(line, QUOTE_PX) <= form.quotes[1] - form.quotes[0] for line in row.quote)
        assert row.top < row.bar_y < row.top + row.height


@pytest.mark.parametrize("form", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.language}-{chart.question_id}")
def test_labels_of_the_axis_stand_apart(chart, form):
    """No two tick labels touch."""
    layout = lay_out(chart, texts_in(chart.language), form)
    spans = []
    for tick, lines in zip(layout.ticks, layout.tick_lines, strict=True):
        half = max(width_px(line, TICK_PX) for line in lines) / 2
        spans.append((layout.x(tick.at) - half, layout.x(tick.at) + half))
    assert all(one[1] < other[0] for one, other in itertools.pairwise(spans))


def test_arcs_that_overlap_have_lanes_and_numbers_of_their_own():
    """Three contradictions of the same rows lie side by side, with their numbers apart."""
    accounts = [an_account(f"{n} people", by=f"driver {n}") for n in (10, 20, 30, 40)]
    ids = [account.id for account in accounts]
    links = tuple(AccountLink(pair, "no") for pair in ((ids[0], ids[3]), (ids[0], ids[2]), (ids[1], ids[3])))
    layout = lay_out(a_chart(*accounts, links=links), texts_in("en"), WIDE)
    assert sorted(arc.lane for arc in layout.arcs) == [0, 1, 2]
    badges = [(arc.lane * 10, arc.badge_y) for arc in layout.arcs]
    assert all(abs(a[0] - b[0]) >= 17 or abs(a[1] - b[1]) >= 17 for a, b in itertools.combinations(badges, 2))
    bars = {row.row.key: row.bar_y for row in layout.rows}
    assert [arc.ys for arc in layout.arcs] == [tuple(sorted(bars[one] for one in link.account_ids)) for link in links]


def test_a_bracket_joins_the_rows_of_a_group():
    """Only sources that count as one account; those that perhaps depend on each other are told in words."""
    accounts = [an_account(f"{n} people", by=f"driver {n}") for n in (10, 20, 30)]
    sources = [account.source_id for account in accounts]
    groups = (AccountGroup(tuple(sources[:2])), AccountGroup(tuple(sources[1:]), "one interpreter", is_partial=True))
    layout = lay_out(a_chart(*accounts, groups=groups), texts_in("en"), WIDE)
    assert [bracket.ys for bracket in layout.brackets] == [tuple(row.bar_y for row in layout.rows[:2])]
