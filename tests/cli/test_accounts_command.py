"""``testimonia show accounts`` as a user meets it."""

import json

from test_cli import call


def test_accounts_are_shown_written_and_given_as_json(tmp_path):
    """In the terminal; as SVG and page with the warning that they are for the team; and complete as JSON."""
    (tmp_path / "one.txt").write_text("---\nsource: the mayor\n---\nHe says that 12 people died in the flood.\n")
    (tmp_path / "two.txt").write_text("---\nsource: a doctor\n---\nShe says that at least 40 people died in the flood.\n")
    call(tmp_path, "new", ".")
    call(tmp_path, "ingest", "one.txt", "two.txt")
    call(tmp_path, "run")
    shown = call(tmp_path, "show", "accounts", "people_killed")
    for said in ("mayor", "doctor", "at least 40", "►", "Cannot all be true"):
        assert said in shown
    written = call(tmp_path, "show", "accounts", "people_killed", "--svg", "chart.svg", "--html", "chart.html")
    assert "For the team only" in written
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert (tmp_path / "chart.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    chart = json.loads(call(tmp_path, "show", "accounts", "people_killed", "--json"))
    assert len(chart["accounts"]) == 2
    assert "no question 'horses'" in call(tmp_path, "show", "accounts", "horses", expect=1)
