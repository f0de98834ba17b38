"""The accounts chart from a case."""

import pytest

from testimonia.errors import NotFoundError, UsageError
from testimonia.model.testimony import Role
from testimonia.pipeline.investigation import Investigation

SETTINGS = """
title = "Convoy"
language = "en"
[parties.front]
name = "Valley Front"
[sources.front]
name = "Front spokesman"
role = "official"
party = "front"
[sources.nadim]
name = "Nadim"
role = "participant"
protection = "protected"
[questions.people]
text = "How many people left?"
type = "amount"
nouns = ["people"]
terms = ["leave"]
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("convoy")
    (folder / "investigation.toml").write_text(SETTINGS)
    notes = {
        "nadim.txt": "---\nsource: Nadim\ndate: 2017-10-27\n---\nHe says that about 4,000 people left the town.\n",
        "front.txt": "---\nsource: Front spokesman\ndate: 2017-10-15\n---\nHe says that 30 people left the town.\n",
    }
    for name, text in notes.items():
        (folder / name).write_text(text)
    with Investigation.open(folder) as made:
        made.ingest([folder / name for name in notes])
        made.run(workers=1)
        yield made


def test_the_chart_holds_what_the_case_concludes(case):
    """Both accounts with names, roles and parties, the finding, and the contradiction between them."""
    chart = case.accounts_chart("people")
    told = {account.source: (account.role, account.detail, account.said_on) for account in chart.accounts}
    assert told == {
        "Nadim": (Role.PARTICIPANT, "", "2017-10-27"),
        "Front spokesman": (Role.OFFICIAL, "Valley Front", "2017-10-15"),
    }
    assert chart.finding is not None
    assert chart.finding.is_suggestion
    assert {*chart.links[0].account_ids} == {account.id for account in chart.accounts}
    assert not chart.is_cleared


def test_files_are_written_and_stand_in_the_custody_log(case, tmp_path):
    """SVG and page, both with the warning for the team; that they were written is recorded."""
    files = {"svg": tmp_path / "out" / "people.svg", "html": tmp_path / "people.html"}
    sizes = case.draw_accounts("people", files)
    assert sizes == {path: path.stat().st_size for path in files.values()}
    for path in files.values():
        text = path.read_text(encoding="utf-8")
        assert "not cleared for publication" in text
        assert "Nadim" in text
    exported = [entry for entry, _ in case._case.store.custody() if "accounts of people" in entry.detail]
    assert len(exported) == 1


def test_what_is_not_there_cannot_be_drawn(case, tmp_path):
    """No such question, and a file that cannot be written."""
    with pytest.raises(NotFoundError, match="show questions"):
        case.accounts_chart("horses")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        case.draw_accounts("people", {"svg": tmp_path / "folder"})


def test_a_conclusion_stands_in_the_chart_at_once(case):
    """What the investigators conclude is the band, and no longer a suggestion."""
    case.conclude("people", figures=(3500.0, 4000.0, 4500.0), reason="counted from the footage")
    found = case.accounts_chart("people").finding
    assert (found.low, found.best, found.high, found.is_suggestion) == (3500.0, 4000.0, 4500.0, False)


def test_the_finding_of_a_duration_stands_on_the_axis_of_its_accounts(tmp_path):
    """A finding is in the question's unit, the accounts are in seconds: three days are three days."""
    (tmp_path / "investigation.toml").write_text(
        '[questions.journey]\ntext = "How long?"\ntype = "duration"\nnouns = ["journey"]\nterms = ["take"]\n'
    )
    (tmp_path / "nadim.txt").write_text(
        "---\nsource: Nadim\ndate: 2017-10-27\n---\nHe says that the journey took three days.\n"
    )
    with Investigation.open(tmp_path) as made:
        made.ingest([tmp_path / "nadim.txt"])
        made.run(workers=1)
        chart = made.accounts_chart("journey")
    assert chart.finding is not None and chart.finding.unit == "hours"
    assert chart.finding.best == chart.accounts[0].value.best == 3 * 86400
