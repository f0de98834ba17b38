"""`testimonia check`: exit codes, places in the file, JSON."""

import json

import pytest
from typer.testing import CliRunner

from testimonia.cli.main import app
from testimonia.pipeline.investigation import Investigation


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("flood")
    (folder / "mayor.txt").write_text(
        "---\nsource: the mayor\ndate: 2024-05-02\n---\nHe says that 12 people died in the flood."
    )
    (folder / "case").mkdir()
    (folder / "case" / "investigation.toml").write_text(
        'language = "en"\n[sources.mayor]\nname = "the mayor"\nrole = "official"\n'
    )
    with Investigation.open(folder / "case") as investigation:
        investigation.ingest([folder / "mayor.txt"])
        investigation.run(workers=1)
    return folder


def check(case, text, *options, name="draft.md"):
    (case / name).write_text(text)
    return CliRunner().invoke(app, ["-C", str(case / "case"), "check", str(case / name), *options])


def test_a_wrong_figure_exits_with_1_and_shows_line_reason_and_evidence(case):
    """The line of the file, the words, why, and who says what where."""
    result = check(case, "A flood.\n\nThe mayor says that 21 people died in the flood.\n")
    assert result.exit_code == 1
    assert "draft.md:3:21" in result.stdout
    assert "12 people" in result.stdout
    assert "mayor.txt" in result.stdout


def test_a_fair_draft_exits_with_0_and_says_what_was_right(case):
    """No problem is said in words, with counts."""
    result = check(case, "The mayor says that 12 people died in the flood.\n")
    assert result.exit_code == 0
    assert "no problems" in result.stdout
    assert "1 number" in result.stdout


def test_json_holds_the_whole_report(case):
    """Problems, passed and uncompared are machine readable."""
    report = json.loads(check(case, "The mayor says that 21 people died in the flood.\n", "--json").stdout)
    assert [problem["check"] for problem in report["problems"]] == ["number"]
    assert {"passed", "uncompared", "notes", "lines_are"} <= set(report)


def test_only_and_brief_narrow_what_is_shown(case):
    """A check that was not asked for raises nothing; --brief leaves the evidence out."""
    text = "The mayor says that 21 people died in the flood.\n"
    assert check(case, text, "--only", "date").exit_code == 0
    assert "mayor.txt" not in check(case, text, "--brief").stdout


def test_a_draft_that_cannot_be_read_is_an_error_in_words(case):
    """An empty file is named, with what to do."""
    result = check(case, "", name="empty.md")
    assert result.exit_code != 0
    assert "empty" in str(result.exception)
