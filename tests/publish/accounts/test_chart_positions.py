"""The drawn layout in shares: the very order, scale, lanes and marks of the picture."""

import pytest

from testimonia.publish.accounts.layout import WIDE, lay_out
from testimonia.publish.accounts.positions import chart_layout
from testimonia.publish.accounts.released import released_chart
from testimonia.publish.accounts.texts import texts_in
from tests.release_builder import example_release

QUESTIONS = [question.id for question in example_release().questions]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("question_id", QUESTIONS)
def test_rows_come_in_the_order_and_on_the_scale_of_the_picture(question_id, language):
    """Same rows, same shares, inside 0 and 1; the same numbers on the same lanes."""
    chart = released_chart(example_release(language=language), question_id)
    drawn, told = lay_out(chart, texts_in(chart.language), WIDE), chart_layout(chart)
    rows = [row for section in told.sections for row in section.rows]
    assert [row.claim_id for row in rows] == [placed.row.key for placed in drawn.rows]
    for row, placed in zip(rows, drawn.rows, strict=True):
        assert 0 <= row.y <= 1
        assert (row.reach is None) == (placed.row.extent is None)
        if row.reach is not None:
            assert 0 <= row.reach.low <= row.reach.high <= 1
            assert row.reach.low == pytest.approx(placed.row.extent.low, abs=1e-5)
    assert [tick.label for tick in told.ticks] == [tick.label for tick in drawn.ticks]
    assert [(arc.number, arc.lane) for arc in told.arcs] == [(arc.number, arc.lane) for arc in drawn.arcs]
    assert [len(one.claim_ids) for one in told.brackets] == [len(one.ys) for one in drawn.brackets]


def test_every_account_has_one_row(question_id="question-people"):
    """Nothing is drawn twice and nothing is left out."""
    chart = released_chart(example_release(), question_id)
    rows = [row.claim_id for section in chart_layout(chart).sections for row in section.rows if row.claim_id]
    assert sorted(rows) == sorted(account.id for account in chart.accounts)
