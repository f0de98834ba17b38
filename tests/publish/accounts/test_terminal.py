"""The chart in a terminal."""

import io

import pytest
from chart_cases import a_chart, a_finding, an_account, figures
from release_builder import example_release
from rich.console import Console

from testimonia.model.testimony import Stance
from testimonia.publish.accounts.released import released_chart
from testimonia.publish.accounts.terminal import NAMES, accounts_lines


def shown(chart, width=120):
    """The lines as a terminal without colours shows them."""
    console = Console(width=width, file=io.StringIO(), color_system=None)
    for line in accounts_lines(chart, width=width):
        console.print(line, highlight=False)
    return console.file.getvalue()


def plot_of(text, name, room=60):
    """The cells of a source's bar."""
    line = next(line for line in text.splitlines() if line.startswith(name))
    return line[NAMES + 2 : NAMES + 2 + room]


def test_bars_stand_where_their_figures_are():
    """On an axis from 0 to 100, 40 to 60 takes the cells in the middle, the best figure the middle one."""
    text = shown(a_chart(an_account(figures(40, 50, 60), by="driver"), an_account(figures(0, 0, 100), by="office")))
    bar = plot_of(text, "driver")
    assert (bar.index("━"), bar.index("●"), bar.rindex("━")) == (24, 30, 35)


def test_the_finding_lies_behind_the_bars():
    """Its band and best figure are told without colour."""
    text = shown(
        a_chart(an_account(figures(0, 10, 100), by="a"), an_account(figures(90, 90, 90), by="b"), finding=a_finding(20, 50, 60))
    )
    bar = plot_of(text, "b")
    assert bar.count("░") > 10
    assert bar.count("┃") == 1
    assert "Finding (corroborated): 50 (20 to 60) people" in text


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("question", example_release().questions, ids=lambda question: question.id)
def test_every_kind_of_question_is_shown(question, width):
    """Every account by name, with its words and what cannot be true together, in any width."""
    chart = released_chart(example_release(), question.id)
    text = " ".join(shown(chart, width).split())
    for account in chart.accounts:
        assert account.source[: NAMES - 2] in text
        assert not account.words or " ".join(account.words.split())[:20] in text
    for link in chart.links:
        assert link.sentence in text


def test_brackets_in_names_and_words_are_no_markup():
    """Rich reads square brackets; what people say has them too."""
    text = shown(a_chart(an_account("10 people", by="[red]driver[/]", words="we were [...] ten", stance=Stance.ADMITS)))
    assert "[red]driver[/]" in text
    assert "we were [...] ten" in text
    assert "admitted: 10" in text
