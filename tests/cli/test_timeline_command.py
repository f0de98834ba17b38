"""``testimonia timeline`` as a user meets it."""

import json

import pytest

from tests.cli.test_cli import call

NOTES = {
    "driver": "The convoy left Raqqa on 12 October 2017. The bridge fell on 14 October 2017.",
    "villager": "The convoy left Raqqa on the morning of 12 October 2017.",
}


@pytest.fixture(scope="module")
def convoy(tmp_path_factory):
    """An investigation of two accounts, taken in and run."""
    folder = tmp_path_factory.mktemp("convoy")
    (folder / "notes").mkdir()
    for name, text in NOTES.items():
        (folder / "notes" / f"{name}.txt").write_text(f"---\nsource: the {name}\ndate: 2017-11-01\n---\n{text}\n")
    call(folder, "new", ".", "--title", "Convoy")
    call(folder, "ingest", "notes")
    call(folder, "run")
    return folder


def test_the_terminal_shows_words_time_and_tellers(convoy):
    """The source's own words, the time as EDTF, and who tells it; by source each has a lane."""
    shown = call(convoy, "timeline")
    assert "the morning of 12 October 2017" in shown
    assert "2017-10-14" in shown
    assert "driver, villager" in shown
    by_source = call(convoy, "timeline", "--by", "source")
    assert [line.strip() for line in by_source.splitlines()].count("villager") == 1
    assert "Raqqa" in call(convoy, "timeline", "--by", "place")


def test_files_are_written_and_the_same_again(convoy):
    """HTML, calendar, TimelineJS and table, byte for byte the same the second time."""
    names = {"html": "t.html", "ics": "t.ics", "timelinejs": "t.json", "csv": "t.csv"}
    options = [part for form, name in names.items() for part in (f"--{form}", name)]
    assert "t.html: 2 events" in call(convoy, "timeline", *options)
    first = {name: (convoy / name).read_bytes() for name in names.values()}
    call(convoy, "timeline", *options)
    assert {name: (convoy / name).read_bytes() for name in names.values()} == first
    assert len(json.loads(first["t.json"])["events"]) == 2
    assert first["t.ics"].count(b"BEGIN:VEVENT\r\n") == 2


def test_only_what_was_asked_for(convoy):
    """The most important day with its reason; a stretch of time; and how many events were left out."""
    top = call(convoy, "timeline", "--top", "1")
    assert "2 pieces of material" in top
    assert "1 more: " in top
    assert "The convoy" not in call(convoy, "timeline", "--within", "2017-10-13/..")


def test_wrong_use_says_what_is_right(convoy):
    """Exit code 2 and the words that are taken."""
    assert "time, source, place" in call(convoy, "timeline", "--by", "colour", expect=2)
    assert "2017-10-12/2017-10-14" in call(convoy, "timeline", "--within", "mid-October", expect=2)
